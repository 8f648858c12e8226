import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as elapsed } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Collector } from '../../source/collect/collector.ts';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { pruneCollected } from '../../source/collect/prune.ts';
import { keepCollected } from '../../source/collect/write.ts';
import { day, hour, minute, second } from '../../source/domain/time.ts';
import type { Database } from '../../source/store/database.ts';
import { storesOf } from '../../source/store/open-store.ts';
import { hostClock } from '../../source/store/shared-store.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { event, now, opened, understood, violation } from './stage.ts';

async function collector(file: string) {
  const troubles: (string | undefined)[] = [];
  const made = new Collector({
    open: () => openCollected(file, () => undefined),
    clock: hostClock,
    bounds: { days: 7 },
    onTrouble: (why) => void troubles.push(why),
  });
  onTestFinished(() => made.end());
  return { collector: made, troubles };
}

const idsOf = (file: string, table = 'violations') => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database
      .prepare(`SELECT message_id FROM ${table} ORDER BY id`)
      .all()
      .map(({ message_id }) => message_id);
  } finally {
    database.close();
  }
};

it('many senders at once are kept, each event once, and told how many were new', async () => {
  const file = collectedFile(await temporaryFolder(), 'w');
  const { collector: made } = await collector(file);
  const ids = Array.from({ length: 200 }, (_, index) => `sch-${index}`);
  const outcomes = await Promise.all(ids.map((id) => made.add(understood([violation(id)]))));
  expect(outcomes).toEqual(ids.map(() => ({ kind: 'kept', fresh: 1 })));
  expect(await made.add(understood([violation('sch-1'), violation('sch-new')]))).toEqual({ kind: 'kept', fresh: 1 });
  expect(idsOf(file)).toEqual([...ids, 'sch-new']);
});

it('a file that another program holds is waited for, and nothing is answered before', async () => {
  const file = collectedFile(await temporaryFolder(), 'w');
  const { collector: made } = await collector(file);
  await made.add(understood([violation('first')]));
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  let isAnswered = false;
  const later = made.add(understood([violation('second')])).finally(() => {
    isAnswered = true;
  });
  await expect.poll(() => idsOf(file)).toEqual(['first']);
  expect(isAnswered).toBe(false);
  other.exec('COMMIT');
  other.close();
  expect(await later).toEqual({ kind: 'kept', fresh: 1 });
  expect(idsOf(file)).toEqual(['first', 'second']);
});

it('where there is no file yet it is refused in time, and after the end at once', async () => {
  const made = new Collector({
    open: async () => undefined,
    clock: hostClock,
    bounds: { days: 7 },
    onTrouble: () => undefined,
  });
  expect(await made.add(understood([violation('a')]))).toEqual({ kind: 'refused', why: 'unavailable' });
  const waiting = made.add(understood([violation('b')]));
  made.end();
  expect(await waiting).toEqual({ kind: 'refused', why: 'unavailable' });
  expect(await made.add(understood([violation('c')]))).toEqual({ kind: 'refused', why: 'unavailable' });
});

it('more than may wait is refused', async () => {
  const made = new Collector({
    open: async () => undefined,
    clock: hostClock,
    bounds: { days: 7 },
    onTrouble: () => undefined,
  });
  const many = understood(Array.from({ length: 20_000 }, (_, index) => violation(String(index))));
  const first = made.add(many.slice(1));
  const last = made.add(many.slice(0, 1));
  expect(await made.add(understood([violation('one more')]))).toEqual({ kind: 'refused', why: 'busy' });
  made.end();
  expect(await Promise.all([first, last])).toEqual(Array(2).fill({ kind: 'refused', why: 'unavailable' }));
});

it('a sender is answered before it stops waiting, and a file that cannot be opened is tried each two seconds', async () => {
  const clock = fakeClock(now);
  const opens: number[] = [];
  const open = async () => void opens.push(clock.now() - now);
  const made = new Collector({ open, clock, bounds: { days: 7 }, onTrouble: () => undefined });
  onTestFinished(() => made.end());
  let answeredAt: number | undefined;
  const answer = made.add(understood([violation('one')])).finally(() => {
    answeredAt = clock.now() - now;
  });
  for (let passed = 0; passed < 5 * second && answeredAt === undefined; passed += 5) await clock.advance(5);
  // Gathered for 15 ms, tried each 40: the first try after three seconds and a half.
  expect([answeredAt, opens]).toEqual([3535, [15, 2015]]);
  expect(await answer).toEqual({ kind: 'refused', why: 'unavailable' });
});

it('one transaction takes 4,000 events and no more of several senders, and what is old goes two seconds later', async () => {
  const clock = fakeClock(now);
  const attempts: [at: number, rows: number][] = [];
  let rows = 0;
  const database = {
    isOpen: true,
    close: () => undefined,
    sql: () => ({ run: () => ({ changes: ++rows && 1 }), get: () => undefined, all: () => [] }),
    read: () => undefined,
    attempt: (run: () => unknown) => {
      rows = 0;
      const value = run();
      attempts.push([clock.now() - now, rows]);
      return { kind: 'done', value };
    },
  } as unknown as Database;
  const made = new Collector({ open: async () => database, clock, bounds: { days: 7 }, onTrouble: () => undefined });
  onTestFinished(() => made.end());
  const sent = (count: number) =>
    made.add(
      understood(
        Array.from({ length: count }, (_, index) => violation(`${index}`)),
        'violations',
      ),
    );
  const all = [sent(2000), sent(2000), sent(1), sent(3999), sent(1), sent(5000)];
  await clock.advance(1000);
  expect(await Promise.all(all)).toEqual([2000, 2000, 1, 3999, 1, 5000].map((fresh) => ({ kind: 'kept', fresh })));
  expect(attempts.map(([, count]) => count)).toEqual([4000, 4000, 1, 5000]);
  const began = attempts[0]![0];
  await clock.advance(2000);
  expect(attempts.slice(4).map(([at]) => at - began)).toEqual([2000]);
});

it('of a source the newest 500 events stay, and nothing longer than was asked for', async () => {
  const database = await opened();
  const many = (name: string, count: number) => Array.from({ length: count }, (_, index) => event(`${name}-${index}`));
  database.attempt(() => keepCollected(database, understood([violation('old')], 'violations'), now - 8 * day));
  database.attempt(() => keepCollected(database, understood([violation('young')], 'violations'), now - 6 * day));
  database.attempt(() => keepCollected(database, understood(many('e', 1700)), now));
  const group = understood([event('x')])[0]?.event?.group ?? '';
  const groups = new Map([[group, 0 as const]]);
  const steps: (boolean | undefined)[] = [];
  do steps.push(pruneCollected(database, now, groups, { days: 7 }));
  while (steps.at(-1));
  expect(steps).toEqual([true, true, false]);
  expect(idsOf(database.file, 'events')).toEqual(
    many('e', 1700)
      .slice(-500)
      .map(({ messageId }) => messageId),
  );
  expect(idsOf(database.file)).toEqual(['young']);
});

it.each([
  ['any of a source', 0, 500],
  ['those of one name in violation', 1, 100],
  ['reports of one violation', 2, 10],
  ['those of one source that were read out of an archive', 3, 5000],
] as const)('of events of one group a bounded number stays, the newest: %s', async (_, kind, most) => {
  const database = await opened();
  const [sample] = understood([event('x')]);
  const many = Array.from({ length: most + 1 }, (__, index) => ({
    ...sample!,
    messageId: `e-${index}`,
    event: { ...sample!.event!, kind, group: 'grown' },
  }));
  const other = { ...sample!, messageId: 'other', event: { ...sample!.event!, kind, group: 'other' } };
  database.attempt(() => keepCollected(database, [other, ...many], now));
  expect(pruneCollected(database, now, new Map([['grown', kind]]), { days: 7 })).toBe(false);
  const kept = idsOf(database.file, 'events');
  expect([kept.length, kept[0], kept[1]]).toEqual([most + 1, 'other', 'e-1']);
});

it('of what was read out of archives the newest stay, in whatever order the archives came', async () => {
  const database = await opened();
  const [sample] = understood([event('x')]);
  // The newest archive first, and of one moment what came first goes.
  const many = Array.from({ length: 5003 }, (__, index) => ({
    ...sample!,
    messageId: `e-${index}`,
    at: now - Math.min(index, 5001) * second,
    event: { ...sample!.event!, kind: 3 as const, group: 'grown' },
  }));
  database.attempt(() => keepCollected(database, many, now));
  pruneCollected(database, now, new Map([['grown', 3]]), { days: 7 });
  const kept = idsOf(database.file, 'events');
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([5000, 'e-0', 'e-4999']);
});

it('violations are bounded by their number, and everything by the room of the file', async () => {
  const database = await opened();
  const many = Array.from({ length: 700 }, (_, index) => violation(`v-${index}`));
  database.attempt(() => keepCollected(database, understood(many), now));
  expect(pruneCollected(database, now, new Map(), { days: 7, violations: 650 })).toBe(false);
  expect(idsOf(database.file)).toHaveLength(650);
  expect(pruneCollected(database, now, new Map(), { days: 7, room: 1 })).toBe(true);
  expect([idsOf(database.file).length, idsOf(database.file, 'events').length]).toEqual([150, 200]);
});

it('the file is beside the store of the workspace, and its owner’s alone', async () => {
  const stateDir = await temporaryFolder();
  const stores = storesOf({ stateDir, secret: 's', scope: [], report: () => undefined });
  const store = await stores.of('w');
  onTestFinished(() => store?.store.close());
  const file = collectedFile(stateDir, 'w');
  expect(file).toBe(store?.store.file.replace(/\.db$/, '.collected.db'));
  const database = await openCollected(file, () => undefined);
  onTestFinished(() => database?.close());
  for (const end of ['', '-wal']) expect(statSync(`${file}${end}`).mode & 0o777).toBe(0o600);
});

it('what gets old goes also while nothing comes', async () => {
  const file = collectedFile(await temporaryFolder(), 'w');
  const clock = fakeClock(now);
  const made = new Collector({
    open: () => openCollected(file, () => undefined),
    clock,
    bounds: { days: 7 },
    onTrouble: () => undefined,
  });
  onTestFinished(() => made.end());
  let isKept = false;
  void made.add(understood([violation('a')])).then(() => {
    isKept = true;
  });
  await expect.poll(() => clock.advance(50).then(() => isKept)).toBe(true);
  await clock.advance(7 * day - hour);
  expect(idsOf(file)).toEqual(['a']);
  await clock.advance(3.5 * hour);
  expect(idsOf(file)).toEqual([]);
  // And what comes is not left until then.
  void made.add(understood(Array.from({ length: 510 }, (_, index) => event(`e-${index}`))));
  await clock.advance(3 * second);
  expect(idsOf(file, 'events')).toHaveLength(500);
});

it('a clock that stands far ahead for a moment deletes nothing of what was collected, and what is old goes an hour later', async () => {
  const file = collectedFile(await temporaryFolder(), 'w');
  const clock = fakeClock(now);
  let ahead = 0;
  const made = new Collector({
    open: () => openCollected(file, () => undefined),
    clock: { ...clock, now: () => clock.now() + ahead },
    bounds: { days: 7 },
    onTrouble: () => undefined,
  });
  onTestFinished(() => made.end());
  const add = async (id: string) => {
    let isKept = false;
    void made.add(understood([event(id)])).then(() => {
      isKept = true;
    });
    await expect.poll(() => clock.advance(50).then(() => isKept)).toBe(true);
    await clock.advance(3 * second);
  };
  await add('a');
  ahead = 3650 * day;
  await add('ahead');
  ahead = 0;
  await add('b');
  await clock.advance(5 * day);
  expect(idsOf(file, 'events')).toHaveLength(3);
  ahead = 3 * day;
  await clock.advance(59 * minute);
  expect(idsOf(file, 'events')).toHaveLength(3);
  await clock.advance(2.1 * hour);
  expect(idsOf(file, 'events')).toEqual([]);
});

it('what was kept by a clock that ran ahead is kept as long as all else', async () => {
  const database = await opened();
  const keepAt = (at: number, ids: readonly string[]) =>
    database.write(() => keepCollected(database, understood(ids.map((id) => event(id))), at));
  const ids = () =>
    database.read(() =>
      database
        .sql('SELECT message_id AS id FROM events ORDER BY id')
        .all()
        .map(({ id }) => id),
    );
  keepAt(
    now + 400 * day,
    Array.from({ length: 500 }, (_, index) => `ahead-${index}`),
  );
  keepAt(now, ['a']);
  const prune = (at: number) => {
    while (pruneCollected(database, at, new Map(), { days: 7 }));
    return ids()?.length;
  };
  expect([now, now + 7 * day, now + 7 * day + 1].map(prune)).toEqual([501, 501, 0]);
});

it('says that events are not kept when it refuses them, not while it waits, and that they are again when they are', async () => {
  const file = collectedFile(await temporaryFolder(), 'w');
  let skew = 0;
  const troubles: (string | undefined)[] = [];
  const made = new Collector({
    open: () => openCollected(file, () => undefined),
    clock: { now: () => Date.now() + skew, setTimer: hostClock.setTimer },
    bounds: { days: 7 },
    onTrouble: (why) => void troubles.push(why),
  });
  onTestFinished(() => made.end());
  await made.add(understood([violation('first')]));
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const refused = made.add(understood([violation('second')]));
  await elapsed(100);
  expect(troubles).toEqual([]);
  skew = 4000;
  expect(await refused).toEqual({ kind: 'refused', why: 'busy' });
  const waits = made.add(understood([violation('third')]));
  await elapsed(100);
  expect(troubles).toEqual(['another program keeps it locked']);
  other.exec('COMMIT');
  other.close();
  expect(await waits).toEqual({ kind: 'kept', fresh: 1 });
  expect(troubles).toEqual(['another program keeps it locked', undefined]);
});

it('a clock that was set back keeps no file from being opened again, and no sender waiting', async () => {
  let now = Date.UTC(2026, 0, 15, 12);
  let opens = 0;
  const due: (() => void)[] = [];
  const made = new Collector({
    open: () => {
      opens += 1;
      return Promise.resolve(undefined);
    },
    clock: {
      now: () => now,
      setTimer: (run) => {
        due.push(run);
        return () => undefined;
      },
    },
    bounds: { days: 7 },
    onTrouble: () => undefined,
  });
  onTestFinished(() => made.end());
  const outcome = made.add(understood([violation('a')]));
  due.shift()?.();
  expect(opens).toBe(1);
  await Promise.resolve();
  now -= 5 * hour;
  due.shift()?.();
  expect(opens).toBe(2);
  expect(await outcome).toEqual({ kind: 'refused', why: 'unavailable' });
});
