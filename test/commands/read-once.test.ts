import { expect, onTestFinished, test } from 'vitest';
import { keepForNext, keepSyncs, type ReadOnceOptions, readOnce } from '../../source/commands/read-once.ts';
import { minute, second } from '../../source/domain/time.ts';
import { openLastSyncs, type ReadSyncs } from '../../source/storage/last-syncs.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { problemsOf } from '../../source/workspace/watch/status.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { fakeClock, settle } from '../harness/world-clock.ts';
import { problemWith, syncWith, warehouseWith } from '../workspace/snapshots.ts';

const never = () => new Promise<never>(() => undefined);

/** A workspace of one warehouse, with what a test says instead; answers come at once. */
function backendWith(instead: Readonly<Record<string, unknown>> = {}) {
  const asked: string[] = [];
  const given: Readonly<Record<string, unknown>> = {
    warehouses: async () => ({ value: [warehouseWith('w')], problems: [] }),
    auditEvents: async () => ({ value: { items: [] }, problems: [] }),
    wire: () => ({ requests: 0, requestsPerMinute: 0, queued: 0, limitOf: () => undefined }),
    ...instead,
  };
  const backend = new Proxy({} as Backend, {
    get: (_, name: string) =>
      name === 'wire'
        ? given.wire
        : (...args: unknown[]) => {
            asked.push(name);
            const read = given[name] as ((...all: unknown[]) => unknown) | undefined;
            return read ? read(...args) : Promise.resolve({ value: [], problems: [] });
          },
  });
  return { backend, asked };
}

function reading(options: Partial<ReadOnceOptions> & Pick<ReadOnceOptions, 'backend'>) {
  const clock = fakeClock();
  const began = clock.now();
  let endedAfter: number | undefined;
  const ended = readOnce({ clock, period: '24h', until: began + 30 * second, ...options });
  const told = ended.then(
    (picture) => {
      endedAfter = clock.now() - began;
      onTestFinished(() => picture.poller.stop());
    },
    () => undefined,
  );
  return { clock, ended, told, endedAfter: () => endedAfter };
}

test('it ends as soon as everything is in', async () => {
  const { backend } = backendWith();
  const { clock, endedAfter } = reading({ backend });
  await clock.advance(second);
  expect(endedAfter()).toBeLessThan(200);
});

test('a read of two a minute begins when all else is in, and is waited for three seconds', async () => {
  const slow = Promise.withResolvers<unknown>();
  const { backend, asked } = backendWith({ sources: () => slow.promise, warehouseSyncs: never });
  const { clock, endedAfter } = reading({ backend });
  await clock.advance(10 * second);
  expect([asked.includes('warehouses'), asked.includes('warehouseSyncs')]).toEqual([true, false]);
  slow.resolve({ value: [], problems: [] });
  await clock.advance(second);
  expect([asked.includes('warehouseSyncs'), endedAfter()]).toEqual([true, undefined]);
  await clock.advance(3 * second);
  expect(endedAfter()).toBeGreaterThanOrEqual(13 * second);
  expect(endedAfter()).toBeLessThan(13.2 * second);
});

test('at its time it answers with what is there', async () => {
  const { backend } = backendWith({ destinations: never });
  const { clock, ended, endedAfter } = reading({ backend });
  await clock.advance(29.9 * second);
  expect(endedAfter()).toBeUndefined();
  await clock.advance(0.1 * second);
  expect(endedAfter()).toBe(30 * second);
  const { poller, needs } = await ended;
  expect(problemsOf(poller, needs())).toContainEqual({
    resource: 'destinations',
    status: 0,
    message: 'not read in time',
  });
});

test('it does not wait while the token may ask nothing before that time', async () => {
  const wire = { requests: 1, requestsPerMinute: 1, queued: 3, limitOf: () => undefined };
  const until = fakeClock().now() + 30 * second;
  const { backend } = backendWith({ destinations: never, wire: () => ({ ...wire, pausedUntil: until + 1 }) });
  const { clock, endedAfter } = reading({ backend });
  await clock.advance(5 * second);
  expect(endedAfter()).toBeLessThanOrEqual(2.5 * second);
  const shorter = backendWith({ destinations: never, wire: () => ({ ...wire, pausedUntil: until - 1 }) });
  const waiting = reading({ backend: shorter.backend });
  await waiting.clock.advance(20 * second);
  expect(waiting.endedAfter()).toBeUndefined();
  await waiting.clock.advance(10 * second);
});

test('each answer puts off the end of that wait, as more may come', async () => {
  const wire = { requests: 1, requestsPerMinute: 1, queued: 3, limitOf: () => undefined };
  const until = fakeClock().now() + 30 * second;
  const late = Promise.withResolvers<unknown>();
  const { backend } = backendWith({
    destinations: never,
    sources: () => late.promise,
    wire: () => ({ ...wire, pausedUntil: until + 1 }),
  });
  const { clock, endedAfter } = reading({ backend });
  await clock.advance(1.6 * second);
  late.resolve({ value: [], problems: [] });
  await clock.advance(1.8 * second);
  expect(endedAfter()).toBeUndefined();
  await clock.advance(second);
  expect(endedAfter()).toBe(4 * second);
});

test('what is still on its way is not counted as read', async () => {
  const { backend } = backendWith({ destinations: never });
  const counted: (readonly number[])[] = [];
  const { clock } = reading({ backend, onProgress: (...each) => void counted.push(each) });
  await clock.advance(second);
  const [done = 0, total = 0] = counted.at(-1) ?? [];
  expect([counted[0]?.[0], total - done]).toEqual([0, 2]);
  await clock.advance(30 * second);
});

test('for the next run is kept what was read whole, and what is not older than a week', async () => {
  const lastSyncs = await openLastSyncs(await temporaryFolder(), 'us', () => undefined);
  const now = fakeClock().now();
  const old = (days: number): ReadSyncs => ({ at: now - days * 24 * 60 * minute, syncs: [] });
  await lastSyncs.keep(
    new Map([
      ['old', old(6)],
      ['older', old(8)],
    ]),
    0,
  );
  const lost = problemWith({ kind: 'dropped-rows', status: 200 });
  const { backend } = backendWith({
    warehouses: async () => ({ value: [warehouseWith('w'), warehouseWith('v')], problems: [] }),
    warehouseSyncs: async (id: string) => ({ value: [], problems: id === 'v' ? [lost] : [] }),
  });
  const { clock, ended } = reading({ backend });
  await clock.advance(5 * second);
  await keepForNext(await ended, lastSyncs, now);
  const kept = ['w', 'v', 'old', 'older'].filter((id) => lastSyncs.of(id) !== undefined);
  expect(kept).toEqual(['w', 'old']);
});

test('what an earlier run has read of a warehouse stands for what cannot be read again yet', async () => {
  const folder = await temporaryFolder();
  const lastSyncs = await openLastSyncs(folder, 'api.example:8080', () => undefined);
  const now = fakeClock().now();
  const syncs = [syncWith(minute, 'failure', { rows: 2n ** 60n })];
  await lastSyncs.keep(new Map([['w', { at: now - 5 * minute, syncs }]]), now - minute * 60);
  const kept = await openLastSyncs(folder, 'api.example:8080', () => undefined);
  expect(kept.of('w')).toEqual({ at: now - 5 * minute, syncs });

  const { backend, asked } = backendWith({ warehouseSyncs: never });
  const { clock, ended } = reading({ backend, lastSyncs: kept });
  await clock.advance(5 * second);
  const { poller, needs } = await ended;
  expect(asked.filter((name) => name === 'warehouseSyncs')).toHaveLength(1);
  const snapshot = poller.snapshot(resources.warehouseSyncs('w'));
  expect([snapshot.data, snapshot.fetchedAt]).toEqual([syncs, now - 5 * minute]);
  expect(problemsOf(poller, needs(), now)).toEqual([]);
  expect(problemsOf(poller, needs(), now + 60 * minute)).toEqual([
    { resource: 'warehouse-syncs:w', status: 0, message: 'not read: the API allows two of these reads a minute' },
  ]);
});

test.each([1e308, -1, Date.UTC(9999, 0)])('kept syncs of the time %d are not taken up', async (start) => {
  const folder = await temporaryFolder();
  const lastSyncs = await openLastSyncs(folder, 'us', () => undefined);
  const at = fakeClock().now();
  await lastSyncs.keep(new Map([['w', { at, syncs: [syncWith(1, 'failure', { start })] }]]), 0);
  const again = await openLastSyncs(folder, 'us', () => undefined);
  expect(again.of('w')).toBeUndefined();
});

test('what was read within the last minute is not asked for again, and what was read is kept', async () => {
  const lastSyncs = await openLastSyncs(await temporaryFolder(), 'us', () => undefined);
  const now = fakeClock().now();
  const fresh: ReadSyncs = { at: now - 30 * second, syncs: [syncWith(minute, 'success')] };
  await lastSyncs.keep(
    new Map([
      ['w', fresh],
      ['gone', { at: now - 90 * minute, syncs: [] }],
    ]),
    0,
  );
  const read = [syncWith(2 * minute, 'partial')];
  const { backend, asked } = backendWith({
    warehouses: async () => ({ value: [warehouseWith('w'), warehouseWith('v')], problems: [] }),
    warehouseSyncs: async (id: string) => ({ value: id === 'v' ? read : [], problems: [] }),
  });
  const { clock, ended } = reading({ backend, lastSyncs });
  await clock.advance(second);
  const picture = await ended;
  expect(asked.filter((name) => name === 'warehouseSyncs')).toHaveLength(1);
  await keepSyncs(picture, lastSyncs, now - 60 * minute);
  expect([lastSyncs.of('w'), lastSyncs.of('v')?.syncs, lastSyncs.of('gone')]).toEqual([fresh, read, undefined]);
});

test('what is thrown while it looks at what has come in ends it, wherever it was called', async () => {
  const { backend } = backendWith();
  const lastSyncs = {
    of: () => {
      throw new RangeError('Invalid time value');
    },
    keep: async () => undefined,
  };
  const { clock, ended } = reading({ backend, lastSyncs });
  const failed = expect(ended).rejects.toThrow('Invalid time value');
  await clock.advance(second);
  await failed;
  await settle();
  expect(clock.pending()).toBe(0);
});
