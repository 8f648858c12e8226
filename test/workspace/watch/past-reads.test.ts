import { expect, it } from 'vitest';
import type { Sync } from '../../../source/domain/entities.ts';
import { priority } from '../../../source/domain/queries.ts';
import { day, hour, minute, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { apiCalls, warehouseSyncs } from '../../../source/workspace/resources/common.ts';
import { datedFamilies, PastReads, thenFamilies } from '../../../source/workspace/watch/past-reads.ts';
import { readSources } from '../../harness/imports.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { now, snapshots, syncWith } from '../snapshots.ts';

/** Going back hour by hour asks for nothing on the way. */
const restBeforeReading = 80;

/** The families of reads, with the parameters and text of their load; hours are read for one question, with a window of its own. */
const loads = readSources('source/workspace').flatMap(({ path, text }) =>
  path.endsWith('/watch/hours.ts')
    ? []
    : [...text.matchAll(/\bkey: ['`]([a-z-]+)[:'`][\s\S]*?load: (?:async )?\(([^)]*)\)/g)].map(
        ([, family = '', parameters = '']) => [family, parameters.split(',').length] as const,
      ),
);

it('reads that ask for a window up to now are known to ask for one up to then', () => {
  const own = loads.filter(([family, count]) => count >= 3 && family !== 'workspace').map(([family]) => family);
  // Named by the hour that they read, not by now.
  expect([...new Set([...own, 'minutes-of-hour'])].sort()).toEqual([...thenFamilies].sort());
});

it('the others have no window', () => {
  const families = new Set(loads.map(([family]) => family));
  for (const family of datedFamilies)
    expect([family, families.has(family), thenFamilies.has(family)]).toEqual([family, true, false]);
});

/** What is known three hours ago of a warehouse whose newest syncs are these. */
function syncsThen(...syncs: readonly Sync[]) {
  const read = snapshots().set(warehouseSyncs('w'), syncs);
  const clock = fakeClock(now);
  const past = new PastReads(now - 3 * hour, read.read, { backend: {} as Backend, clock });
  past.want([{ resource: warehouseSyncs('w'), priority: priority.visible }]);
  const { data, error, fetchedAt, status } = past.snapshot(warehouseSyncs('w'));
  past.stop();
  return { data, kind: error?.kind, fetchedAt, status };
}

it('syncs that had begun are those of then; what had not ended was running', () => {
  const [later, running, over] = [
    syncWith(3, 'success', { start: now - 3 * hour + 1 }),
    syncWith(3, 'failure', { end: now - 3 * hour + 1 }),
    syncWith(5, 'success', { end: now - 3 * hour }),
  ];
  const { data, kind, fetchedAt } = syncsThen(later, running, over);
  expect([kind, fetchedAt]).toEqual([undefined, now - 3 * hour]);
  expect(data?.map(({ start, end, status }) => [start, end, status])).toEqual([
    [now - 3 * hour, undefined, 'running'],
    [now - 5 * hour, now - 3 * hour, 'success'],
  ]);
});

it('a list of syncs that does not reach back to then is no proof that there were none', () => {
  const late = syncsThen(syncWith(2, 'success'));
  expect(late).toEqual({ data: undefined, kind: 'not-found', fetchedAt: undefined, status: 'failed' });
  expect(syncsThen()).toMatchObject({ data: [], kind: undefined });
});

it('usage is that of the days that were over', () => {
  const month = now - 14 * day;
  const days = [4, 3, 2, 1].map((ago) => ({
    at: now - 3 * hour - ago * day + (ago === 1 ? 1 : 0),
    apiCalls: BigInt(ago),
  }));
  const { read } = snapshots().set(apiCalls(month), days);
  const past = new PastReads(now - 3 * hour, read, { backend: {} as Backend, clock: fakeClock(now) });
  past.want([{ resource: apiCalls(month), priority: priority.visible }]);
  expect(past.snapshot(apiCalls(month)).data).toEqual(days.slice(0, 3));
  past.stop();
});

it.each([
  ['deliveryMetrics', 'MINUTE', 2, 'not-found'],
  ['deliveryMetrics', 'HOUR', 7, 'not-found'],
  ['deliveryMetrics', 'DAY', 14, 'not-found'],
  ['deliveryStep', 'MINUTE', 2, 'invalid-request'],
  ['deliveryStep', 'HOUR', 30, 'invalid-request'],
] as const)(
  '%s by the %s is asked for as far back as %i days, and refused here before that',
  async (name, granularity, days, kind) => {
    const clock = fakeClock(now);
    const oldest = now - days * day + 2 * minute + restBeforeReading;
    const asked: number[] = [];
    const answer = async ({ window }: { readonly window: Window }) => {
      asked.push(window.start);
      return { value: 1, problems: [] };
    };
    const wire = () => ({ limitOf: () => undefined });
    const backend = { deliveryMetrics: answer, deliveryStep: answer, auditEvents: answer, wire } as unknown as Backend;
    const past = new PastReads(now - hour, snapshots().read, { backend, clock });
    const from = (start: number) => ({
      key: `failures:${start}`,
      every: hour,
      load: (own: Backend) => own[name]({ window: { start, end: now }, granularity } as never) as never,
    });
    const [inside, before] = [from(oldest), from(oldest - 1)];
    past.want([inside, before].map((resource) => ({ resource, priority: priority.visible })));
    await clock.advance(restBeforeReading);
    expect([past.snapshot(inside).data, past.snapshot(before).error?.kind]).toEqual([1, kind]);
    expect(asked).not.toContain(oldest - 1);
    past.stop();
  },
);
