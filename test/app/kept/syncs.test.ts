import { expect, test } from 'vitest';
import { keptSyncs } from '../../../source/app/kept/syncs.ts';
import type { Sync } from '../../../source/domain/entities.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import { openLastSyncs } from '../../../source/storage/last-syncs.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { syncWith, warehouseWith } from '../../workspace/snapshots.ts';

const resource = resources.warehouseSyncs('w');

/** A start of the dashboard: its poller, what it asks for, and what it is to be told of data that changed. */
async function start(cacheDir: string, syncs: readonly Sync[] = [], after = 0) {
  const clock = fakeClock(Date.parse('2026-01-15T12:00:00Z') + after);
  const asked: string[] = [];
  const backend = {
    wire: () => ({ limitOf: () => undefined }),
    warehouses: async () => ({ value: [warehouseWith('w')], problems: [] }),
    warehouseSyncs: async (id: string) => {
      asked.push(id);
      return { value: syncs, problems: [] };
    },
  };
  const poller = new Poller({ backend: backend as never, clock, onChange: () => undefined });
  const changed = await keptSyncs({ cacheDir, where: 'us', poller, now: clock.now, report: () => undefined });
  poller.want([{ resource: resources.warehouses as never, priority: 0 }]);
  await clock.advance(minute);
  changed();
  return {
    poller,
    clock,
    asked,
    changed,
    async read() {
      poller.want([{ resource: resource as never, priority: 0 }]);
      await clock.advance(minute);
      changed();
    },
  };
}

test('what one start has read of a warehouse, the next one has before it asks, and asks when its interval is over', async () => {
  const folder = await temporaryFolder();
  const read = [
    syncWith(1, 'running', { end: undefined, seconds: undefined, rows: undefined }),
    syncWith(1, 'failure', { rows: 2n ** 60n, isFirst: true }),
  ];
  const first = await start(folder, read);
  expect(first.poller.snapshot(resource).data).toBeUndefined();
  await first.read();
  expect(first.asked).toEqual(['w']);
  await expect.poll(async () => (await openLastSyncs(folder, 'us', () => undefined)).of('w')?.syncs).toEqual(read);

  const second = await start(folder, [], 4 * minute);
  expect(second.poller.snapshot(resource)).toMatchObject({ recalled: true });
  expect(second.poller.snapshot(resource).data).toEqual(read);
  await second.read();
  expect(second.asked).toEqual([]);
  await second.clock.advance(10 * minute);
  expect([second.asked, second.poller.snapshot(resource).data]).toEqual([['w'], []]);
});

test('what a clock that was ahead dated into the future is not taken, and what is read is kept', async () => {
  const folder = await temporaryFolder();
  const ahead = await start(folder, [syncWith(1, 'failure')], 2 * day);
  await ahead.read();
  const later = ahead.clock.now();
  const kept = async () => (await openLastSyncs(folder, 'us', () => undefined)).of('w');
  await expect.poll(async () => (await kept())?.at).toBeGreaterThan(later - 5 * minute);

  const right = await start(folder, [syncWith(1, 'success')]);
  expect(right.poller.snapshot(resource).data).toBeUndefined();
  await right.read();
  expect(right.asked).toEqual(['w']);
  await expect.poll(async () => (await kept())?.syncs).toEqual([syncWith(1, 'success')]);
});

test('what was read more than a week ago says nothing of today, and neither does what is not whole', async () => {
  const folder = await temporaryFolder();
  const now = Date.parse('2026-01-15T12:00:00Z');
  const last = await openLastSyncs(folder, 'us', () => undefined);
  await last.keep(new Map([['w', { at: now - 7 * day - hour, syncs: [syncWith(1, 'success')] }]]), 0);
  const { poller } = await start(folder);
  expect(poller.snapshot(resource).data).toBeUndefined();
});

test('what was read less than a week ago is there, and stays kept beside what is read of another', async () => {
  const folder = await temporaryFolder();
  const now = Date.parse('2026-01-15T12:00:00Z');
  const last = await openLastSyncs(folder, 'us', () => undefined);
  const [old, other] = [[syncWith(1, 'success')], [syncWith(2, 'failure')]];
  await last.keep(new Map([['w', { at: now - 7 * day + hour, syncs: old }]]), 0);
  await last.keep(new Map([['x', { at: now - 6 * day, syncs: other }]]), 0);
  const { poller, read } = await start(folder);
  expect(poller.snapshot(resource).data).toEqual(old);
  await read();
  const kept = async (id: string) => (await openLastSyncs(folder, 'us', () => undefined)).of(id)?.syncs;
  await expect.poll(() => kept('w')).toEqual([]);
  expect(await kept('x')).toEqual(other);
});

test('what the store of the dashboards knows is newer, and stands', async () => {
  const folder = await temporaryFolder();
  const clock = fakeClock();
  const last = await openLastSyncs(folder, 'us', () => undefined);
  await last.keep(new Map([['w', { at: clock.now() - hour, syncs: [syncWith(2, 'failure')] }]]), 0);
  const poller = new Poller({ backend: { wire: () => ({}) } as never, clock, onChange: () => undefined });
  const newer = [syncWith(1, 'success')];
  poller.recall(resources.warehouses, [warehouseWith('w')], clock.now() - minute);
  poller.recall(resource, newer, clock.now() - minute);
  const changed = await keptSyncs({ cacheDir: folder, where: 'us', poller, now: clock.now, report: () => undefined });
  changed();
  expect(poller.snapshot(resource).data).toEqual(newer);
  await expect.poll(async () => (await openLastSyncs(folder, 'us', () => undefined)).of('w')?.syncs).toEqual(newer);
});

test('the demo keeps none', async () => {
  const folder = await temporaryFolder();
  const poller = { snapshot: () => expect.unreachable(), recall: () => expect.unreachable() };
  const options = {
    cacheDir: folder,
    where: undefined,
    poller: poller as never,
    now: () => 0,
    report: () => undefined,
  };
  (await keptSyncs(options))();
});
