import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as elapsed } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Collector } from '../../source/collect/collector.ts';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { pruneCollected } from '../../source/collect/prune.ts';
import { CollectedReader } from '../../source/collect/read.ts';
import { type Keep, understand } from '../../source/collect/understand.ts';
import { keepCollected } from '../../source/collect/write.ts';
import { sanitise } from '../../source/domain/text.ts';
import { day, hour, minute, second } from '../../source/domain/time.ts';
import type { Database } from '../../source/store/database.ts';
import { storesOf } from '../../source/store/open-store.ts';
import { hostClock } from '../../source/store/shared-store.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { event, violating, violation } from './stage.ts';

const now = Date.UTC(2026, 0, 15, 12);
const window = { start: now - day, end: now + hour };

const understood = (sent: readonly unknown[], keep: Keep = 'all') =>
  sent.flatMap((each) => {
    const found = understand(each, { keep, now });
    return found.kind === 'kept' ? [found.of] : [];
  });

async function opened(): Promise<Database> {
  const database = await openCollected(collectedFile(await temporaryFolder(), 'w'), () => undefined);
  if (!database) throw new Error('not opened');
  onTestFinished(() => database.close());
  return database;
}

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
  const first = made.add(many);
  expect(await made.add(understood([violation('one more')]))).toEqual({ kind: 'refused', why: 'busy' });
  made.end();
  expect(await first).toEqual({ kind: 'refused', why: 'unavailable' });
});

it('violations are read by event, field, kind and version, the event itself their sample where it was seen', async () => {
  const database = await opened();
  const sent = [
    event('node-sch-1'),
    violation('sch-1'),
    violation('sch-2', { appVersion: '5.2' }),
    violation('sch-3', { appVersion: '5.2', eventMessageID: 'node-sch-2', violationField: 'properties.total' }),
    violation('sch-4', { sourceID: 'ios' }),
  ];
  database.attempt(() => keepCollected(database, understood(sent), now - 2 * hour));
  const reader = new CollectedReader(database);
  const { value: details, problems } = reader.violations({ sourceId: 'web', window }) ?? {};
  expect(problems).toEqual([]);
  expect(details).toMatchObject({
    kind: 'details',
    basis: 'forwarded',
    isLive: true,
    since: now - 2 * hour,
    // Two of its violations were of one event.
    events: [{ eventName: 'Order Completed', eventType: 'track', events: 2, unplanned: 0 }],
  });
  const rows = details?.kind === 'details' ? details.rows : [];
  const facts = rows.map(({ field, appVersion, count, samples }) => [
    field,
    appVersion,
    count,
    samples.map((each) => each.messageId),
  ]);
  expect(facts.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    ['properties.products', undefined, 1, ['node-sch-1']],
    ['properties.products', '5.2', 1, ['sch-2']],
    ['properties.total', '5.2', 1, ['sch-3']],
  ]);
  expect(reader.violations({ sourceId: 'web', eventName: 'Other', window })).toMatchObject({
    ...{ value: { rows: [], events: [] }, problems: [] },
  });
  expect(reader.violations({ sourceId: 'android', window })).toBeUndefined();
});

it('an event that is rare has its violations and samples, however many others have', async () => {
  const database = await opened();
  const many = Array.from({ length: 3300 }, (_, index) =>
    violation(`sch-${index}`, { eventName: `E ${index % 1100}`, eventMessageID: `node-${index}` }),
  );
  const at = new Date(now - hour).toISOString();
  const rare = violation('rare', { eventName: 'Rare\u202e', eventMessageID: 'node-rare', eventTimestamp: at });
  database.attempt(() => keepCollected(database, understood([...many, rare]), now));
  const eventName = sanitise('Rare\u202e');
  const reader = new CollectedReader(database);
  expect(reader.violations({ sourceId: 'web', eventName, window })?.value).toMatchObject({
    rows: [{ eventName, count: 1, samples: [{ messageId: 'rare' }] }],
    events: [{ eventName, events: 1 }],
  });
  // Of 1,101 the thousand most frequent are shown, and it is said how many are not.
  const { value, problems } = reader.violations({ sourceId: 'web', window }) ?? {};
  expect([
    value?.kind === 'details' && value.rows.length,
    problems?.map(({ kind, message }) => [kind, message]),
  ]).toEqual([1000, [['dropped-rows', '101 of 1,101 violations are left out, the rarest ones']]]);
});

it('ten samples of each violation are read, the newest, and one of what is rarer than the newest 3,000', async () => {
  const database = await opened();
  const at = (ago: number) => new Date(now - ago).toISOString();
  const often = Array.from({ length: 2999 }, (_, index) =>
    violation(`often-${index}`, { eventMessageID: `o-${index}`, eventTimestamp: at(1000 + index) }),
  );
  const rare = (name: string, count: number, ago: number) =>
    Array.from({ length: count }, (_, index) =>
      violation(`${name}-${index}`, {
        violationField: name,
        eventMessageID: `${name}-${index}`,
        eventTimestamp: at(ago - index),
      }),
    );
  const all = [...rare('gone', 1, hour), ...rare('rarest', 2, hour), ...rare('rare', 1, hour / 2), ...often];
  const keep = () =>
    understood(all).map((each) => ({ ...each, event: each.event && { ...each.event, group: each.messageId } }));
  database.attempt(() => keepCollected(database, keep(), now));
  database.write(() => database.sql("DELETE FROM events WHERE message_id = 'gone-0'").run());
  const details = new CollectedReader(database).violations({ sourceId: 'web', window })?.value;
  const found = details?.kind === 'details' ? details.rows : [];
  expect(found.map(({ field, count, samples }) => [field, count, samples.map(({ messageId }) => messageId)])).toEqual([
    ['properties.products', 2999, Array.from({ length: 10 }, (_, index) => `often-${index}`)],
    ['rarest', 2, ['rarest-1']],
    ...[
      ['gone', 1, []],
      ['rare', 1, ['rare-0']],
    ],
  ]);
});

it('of a source the last 500 events are read as they came, and all that was read out of archives', async () => {
  const database = await opened();
  const ids = (reader: CollectedReader) => {
    const received = reader.received('web');
    return received?.kind === 'events' ? received.events.map(({ messageId }) => messageId) : [];
  };
  const sent = Array.from({ length: 501 }, (_, index) => (index % 2 === 0 ? event : violating)(`e-${index}`));
  database.attempt(() => keepCollected(database, understood(sent), now));
  const live = ids(new CollectedReader(database));
  expect([live.length, live[0], live.at(-1)]).toEqual([500, 'e-500', 'e-1']);
  const imported = understood([
    event('old', { receivedAt: '2026-01-14T11:59:00Z' }),
    event('new', { receivedAt: '2026-01-15T11:59:01Z' }),
  ]);
  database.attempt(() =>
    keepCollected(
      database,
      imported.map((each) => ({ ...each, event: { ...each.event!, kind: 3 as const } })),
      now,
    ),
  );
  const both = ids(new CollectedReader(database));
  expect([both.length, both[0], both[1], both.at(-1)]).toEqual([502, 'new', 'e-500', 'old']);
});

it('a file that cannot be read now is told as such: it is not one without violations or events', async () => {
  const database = await opened();
  database.attempt(() => keepCollected(database, understood([event('node-1'), violation('sch-1')]), now));
  const reader = new CollectedReader(database);
  reader.close();
  const why = 'what was collected: its file cannot be read now';
  expect(() => reader.violations({ sourceId: 'web', window })).toThrow(why);
  expect(() => reader.received('web')).toThrow(why);
  // A payload is there without the event that was sent.
  expect(reader.event('node-1')).toBeUndefined();
});

it('violations that events tell themselves are collected ones, and the whole window where it began before', async () => {
  const database = await opened();
  database.attempt(() =>
    keepCollected(database, understood([violating('node-1'), violating('node-2')]), window.start - 1),
  );
  const details = new CollectedReader(database).violations({ sourceId: 'web', window });
  expect(details?.value).toMatchObject({
    basis: 'collected',
    since: undefined,
    rows: [{ kind: 'Invalid Type', field: 'properties.total', count: 2, appVersion: '5.2' }],
  });
});

it('the debugger has the last events of a source, newest first, and an event is found by its id', async () => {
  const database = await opened();
  const keep = (...sent: readonly unknown[]) => database.attempt(() => keepCollected(database, understood(sent), now));
  keep(event('a'), violating('b'), violation('c'), event('of ios', { projectId: 'ios' }));
  const reader = new CollectedReader(database);
  const first = reader.received('web');
  expect(first).toMatchObject({
    kind: 'events',
    isLive: true,
    events: [{ messageId: 'b' }, { messageId: 'a', name: 'Order Completed' }],
  });
  expect(reader.received('web')).toBe(first);
  keep(event('d'));
  expect(reader.received('web')).toMatchObject({
    events: [{ messageId: 'd' }, { messageId: 'b' }, { messageId: 'a' }],
  });
  expect(reader.received('android')).toBeUndefined();
  expect(reader.event('a')).toEqual({ event: event('a'), at: Date.parse('2026-01-15T11:59:00Z') });
  expect([reader.event('c'), reader.event('nobody')]).toEqual([undefined, undefined]);
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
