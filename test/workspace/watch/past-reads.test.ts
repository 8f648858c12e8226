import { describe, expect, it, onTestFinished } from 'vitest';
import type { AuditItem, Sync } from '../../../source/domain/entities.ts';
import type { HourHistory } from '../../../source/domain/hours.ts';
import { type Answer, type Problem, ReadError } from '../../../source/domain/problem.ts';
import { type Page, priority } from '../../../source/domain/queries.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, hour, minute, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { hoursSeen } from '../../../source/workspace/polling/hours-seen.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import {
  apiCalls,
  apiCallsBySource,
  destinations,
  mtu,
  mtuBySource,
  sourceSettings,
  sources,
  volume,
  warehouseSyncs,
  warehouses,
} from '../../../source/workspace/resources/common.ts';
import { datedFamilies, PastReads, type TrailSince, thenFamilies } from '../../../source/workspace/watch/past-reads.ts';
import { readSources } from '../../harness/imports.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import {
  auditWith,
  destinationWith,
  now,
  period,
  problemWith,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

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

it('what was known of a sync that runs is when it began, not what came of it', () => {
  const notices = [{ level: t`error`, message: t`permission denied`, at: undefined }];
  const sync = syncWith(4, 'failure', { end: now - 3 * hour + 1, seconds: 3600, rows: 7n, notices });
  expect(syncsThen(sync).data).toEqual([
    { ...sync, end: undefined, status: 'running', word: 'RUNNING', seconds: 3600, rows: undefined, notices: [] },
  ]);
  const long = syncWith(5, 'success', { end: now, seconds: 5 * 3600 });
  expect(syncsThen(long).data?.map(({ seconds }) => seconds)).toEqual([2 * 3600]);
});

const month = now - 14 * day;
it.each<readonly [string, Resource<unknown>]>([
  ['calls', apiCalls(month)],
  ['calls of each source', apiCallsBySource(month)],
  ['users', mtu(month)],
  ['users of each source', mtuBySource(month)],
])('usage is that of the days that were over, be it at that moment: %s', (_, resource) => {
  const then = now - 3 * hour;
  const days = [4, 3, 2, 1, 1].map((ago, index) => ({ at: then - ago * day + (index === 4 ? 1 : 0) }));
  const { read } = snapshots().set(resource, days);
  const past = new PastReads(then, read, { backend: {} as Backend, clock: fakeClock(now) });
  past.want([{ resource, priority: priority.visible }]);
  expect(past.snapshot(resource).data).toEqual(days.slice(0, 4));
  past.stop();
});

const then = now - hour;
const lost = problemWith({ kind: 'dropped-rows' });
const odd = problemWith({ kind: 'odd-fields' });
const wire = () => ({ limitOf: () => undefined });

/** What was on an hour ago, by a trail that answers so, and by what was read of now. */
async function anHourAgo(
  answer: () => Answer<Page<AuditItem>>,
  world = snapshots(),
  wanted: readonly Resource<unknown>[] = [],
) {
  const clock = fakeClock(now);
  const asked: unknown[] = [];
  const auditEvents = async (query: unknown) => {
    asked.push(query);
    return answer();
  };
  const past = new PastReads(then, world.read, { backend: { auditEvents, wire } as unknown as Backend, clock });
  onTestFinished(() => past.stop());
  past.want(wanted.map((resource) => ({ resource, priority: priority.visible })));
  const before = [past.trail, past.changes];
  await clock.advance(restBeforeReading - 1);
  const early = asked.length;
  await clock.advance(1);
  return { past, before, early, asked };
}
const refuse = (): never => {
  throw new ReadError(problemWith({ kind: 'no-access' }));
};
const change = auditWith({ at: now - minute, type: t`Source Disabled`, resourceId: 'x' });

it.each<readonly [string, TrailSince, () => Answer<Page<AuditItem>>, readonly AuditItem[]]>([
  ['it was read to its end', 'whole', () => ({ value: { items: [change] }, problems: [] }), [change]],
  ['nothing has happened since', 'whole', () => ({ value: { items: [] }, problems: [] }), []],
  ['only a field was unclear', 'whole', () => ({ value: { items: [change] }, problems: [odd] }), [change]],
  ['there is another page', 'unknown', () => ({ value: { items: [change], next: 'b' }, problems: [] }), [change]],
  ['a row was lost', 'unknown', () => ({ value: { items: [change] }, problems: [odd, lost] }), [change]],
  ['it cannot be read', 'unknown', refuse, []],
])('where of the trail since that moment %s, what was on is: %s', async (_, trail, answer, changes) => {
  const { past, before, early, asked } = await anHourAgo(answer);
  expect(before).toEqual(['reading', []]);
  expect([past.trail, past.changes]).toEqual([trail, changes]);
  expect([early, asked]).toEqual([0, [{ window: { start: then, end: now + restBeforeReading }, count: 1000 }]]);
});

it.each<readonly [string, Resource<unknown>, readonly { readonly id: string; readonly enabled: boolean }[], string]>([
  ['sources', sources, ['x', 'y'].map((id) => sourceWith(id, { enabled: id === 'y' })), 'Source Disabled'],
  [
    'destinations',
    destinations,
    ['x', 'y'].map((id) => destinationWith(id, 'web', { enabled: id === 'y' })),
    'Integration Disabled',
  ],
  [
    'warehouses',
    warehouses,
    ['x', 'y'].map((id) => warehouseWith(id, { enabled: id === 'y' })),
    'Storage Destination Disabled',
  ],
])('%s that were switched off since were on, and the same of other kinds says nothing', async (_, list, rows, type) => {
  const types = ['Source Disabled', 'Integration Disabled', 'Storage Destination Disabled'];
  const items = types.map((each) =>
    auditWith({ at: now - minute, type: sanitise(each), resourceId: each === type ? 'x' : 'y' }),
  );
  const made = { ...rows[1]!, id: 'new', createdAt: then + 1 };
  const world = snapshots().set(list, [...rows, made]);
  const { past } = await anHourAgo(() => ({ value: { items }, problems: [] }), world, [list]);
  const data = past.snapshot(list).data as typeof rows;
  expect(data.map(({ id, enabled }) => [id, enabled])).toEqual([
    ['x', true],
    ['y', true],
  ]);
});

it.each<readonly [string, Resource<unknown>, readonly Problem[], boolean]>([
  ['a list that was read whole', destinations, [], true],
  ['a list of which a row was lost', destinations, [lost], false],
  ['settings, which have no past', sourceSettings('web'), [], true],
  ['what is counted up to now', volume(period), [], false],
])('of now is shown for then, until it is read: %s', (_, resource, problems, shown) => {
  const world = snapshots().set(resource, [], problems);
  const past = new PastReads(then, world.read, { backend: {} as Backend, clock: fakeClock(now) });
  past.want([{ resource, priority: priority.visible }]);
  const { data, fetchedAt, recalled } = past.snapshot(resource);
  expect([data, fetchedAt, recalled]).toEqual(shown ? [[], then, undefined] : [undefined, undefined, undefined]);
  past.stop();
});

it('hours that were seen are those of now: they reach back by themselves', () => {
  const seen = { things: () => [], of: () => [] } as unknown as HourHistory;
  const world = snapshots().set(hoursSeen, seen);
  const past = new PastReads(then, world.read, { backend: {} as Backend, clock: fakeClock(now) });
  expect(past.snapshot(hoursSeen)).toBe(world.read(hoursSeen));
  past.stop();
});

it.each([
  ['deliveryMetrics', 'MINUTE', 2, 'not-found'],
  ['deliveryMetrics', 'HOUR', 7, 'not-found'],
  ['deliveryMetrics', 'DAY', 14, 'not-found'],
  ['deliveryStep', 'MINUTE', 2, 'invalid-request'],
  ['deliveryStep', 'HOUR', 30, 'invalid-request'],
  ['deliveryStep', 'DAY', 30, 'invalid-request'],
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

describe('what was read of then', () => {
  const one: Resource<number> = {
    key: 'volume:24h',
    every: minute,
    load: (backend) => (backend as never as { volumeOf(): never }).volumeOf(),
  };
  const stage = () => {
    const asked: number[] = [];
    const clock = fakeClock(now);
    const volumeOf = async () => {
      asked.push(clock.now());
      return { value: asked.length, problems: [] };
    };
    const auditEvents = async () => ({ value: { items: [] }, problems: [] });
    const past = new PastReads(then, snapshots().read, {
      ...{ backend: { volumeOf, auditEvents, wire } as unknown as Backend, clock },
    });
    onTestFinished(() => past.stop());
    past.want([{ resource: one as Resource<unknown>, priority: priority.visible }]);
    return { past, clock, asked };
  };

  it('is read again only where somebody asks for that', async () => {
    const { past, clock, asked } = stage();
    await clock.advance(restBeforeReading);
    await clock.advance(day);
    expect([asked.length, past.snapshot(one).data]).toEqual([1, 1]);
    past.refresh(['sources']);
    await clock.advance(minute);
    expect(asked).toHaveLength(1);
    past.refresh([one.key]);
    await clock.advance(minute);
    expect([asked.length, past.snapshot(one).data]).toEqual([2, 2]);
    past.refresh();
    await clock.advance(minute);
    expect([asked.length, past.snapshot(one).data]).toEqual([3, 3]);
  });

  it('is what the page asks for that is shown, and the same answer as long as nothing came', async () => {
    const { past, clock, asked } = stage();
    await clock.advance(restBeforeReading);
    const other = { ...one, key: 'volume:7d' };
    past.want([{ resource: other as Resource<unknown>, priority: priority.visible }]);
    await clock.advance(restBeforeReading);
    expect([asked.length, past.snapshot(other).data]).toEqual([2, 2]);
    expect(past.snapshot(other)).toBe(past.snapshot(other));
  });

  it('is not tried again once one has left', async () => {
    const { past, clock, asked } = stage();
    const fail = (): never => {
      throw new ReadError(problemWith());
    };
    const failing: Resource<unknown> = {
      ...one,
      key: 'volume:7d',
      load: (backend) => one.load(backend, {} as never, 0).then(fail),
    };
    past.want([{ resource: failing, priority: priority.visible }]);
    await clock.advance(restBeforeReading);
    await clock.advance(day);
    const tries = asked.length;
    expect(tries).toBeGreaterThan(1);
    past.stop();
    await clock.advance(10 * day);
    expect(asked).toHaveLength(tries);
  });

  it('is not read at all where one has gone on before', async () => {
    const { past, clock, asked } = stage();
    await clock.advance(restBeforeReading - 1);
    past.stop();
    await clock.advance(day);
    expect(asked).toEqual([]);
  });
});
