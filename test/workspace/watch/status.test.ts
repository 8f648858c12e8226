import { describe, expect, it } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { settled, slowSettled } from '../../../source/workspace/polling/settle.ts';
import type { Snapshot } from '../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { isFailing, problemsOf, relianceOf, statusOf } from '../../../source/workspace/watch/status.ts';
import type { TriageItem } from '../../../source/workspace/watch/triage.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { serverError, visible } from '../poller-stage.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../snapshots.ts';

/** Wording belongs to the views: here the kind stands for it. */
const triageWords = ({ kind }: TriageItem) => ({ verdict: kind.toUpperCase(), sentence: kind });

const pictureOf = ({ read }: Snapshots, allowance = {}) => overview(read, period, now, allowance);
const statusIn = (world: Snapshots, allowance = {}) => statusOf(pictureOf(world, allowance), [], 7, triageWords);
const month = monthOf(now);

describe('the object of segtop status --json', () => {
  it('has null, never 0, for what is not known', () => {
    expect(statusIn(snapshots())).toEqual({
      version: 1,
      workspace: null,
      period: '24h',
      generatedAt: '2026-01-15T12:30:00.000Z',
      requests: 7,
      sources: {
        total: null,
        active: null,
        silent: null,
        events: null,
        violations: null,
        unplanned: null,
        blocked: null,
        violationBasis: 'blocked',
        previousEvents: null,
      },
      destinations: {
        total: null,
        enabled: null,
        attempted: null,
        failed: null,
        failedPercent: null,
        previousFailedPercent: null,
        failing: null,
        rankable: null,
        ranked: null,
        basis: null,
      },
      failing: null,
      violations: null,
      warehouses: null,
      activity: null,
      usage: null,
      triage: [],
      problems: [],
    });
  });

  it('has 0 for what is known to be none', () => {
    const world = snapshots()
      .set(resources.workspace, { id: 'w', slug: t`acme`, name: t`Acme` })
      .set(resources.sources, [])
      .set(resources.volume(period), [])
      .set(resources.usualVolume, [])
      .set(resources.destinations, [])
      .set(resources.trackingPlans, [])
      .set(resources.warehouses, [])
      .set(resources.recentAudit(period), { items: [] });
    expect(statusIn(world)).toMatchObject({
      ...{ failing: [], violations: [], warehouses: [], activity: [], problems: [] },
      workspace: { id: 'w', slug: 'acme', name: 'Acme' },
      sources: { total: 0, active: 0, silent: 0, events: 0, violations: 0, previousEvents: 0 },
      destinations: { total: 0, enabled: 0, attempted: 0, failed: 0, failedPercent: null, failing: 0 },
    });
  });

  it('tells a failing connection', () => {
    const d = destinationWith('d', 'web', { name: t`Braze` });
    const world = snapshots()
      .set(resources.sources, [sourceWith('web', { name: t`Web` })])
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ firstTry: 13, afterRetry: 1, discarded: 7, retrying: 4 }))
      .set(resources.failures(period, d), failuresOf({ '401': hourly(7) }));
    expect(statusIn(world).failing).toEqual([
      {
        destinationId: 'd',
        destinationName: 'Braze',
        sourceId: 'web',
        sourceName: 'Web',
        failedPercent: 33.3333,
        failed: 7,
        delivered: 14,
        retrying: 4,
        topReason: '401',
        verdict: 'LOST',
        since: '2026-01-15T12:00:00.000Z',
        sinceBefore: null,
        state: 'losing',
        trouble: true,
        nowPercent: 33.3333,
      },
    ]);
    expect(statusIn(world).triage).toEqual([
      {
        id: 'connection:d',
        kind: 'connection',
        severity: 903,
        trouble: true,
        subject: { type: 'destination', id: 'd', name: 'Braze' },
        verdict: 'CONNECTION',
        sentence: 'connection',
        since: '2026-01-15T12:00:00.000Z',
        sinceBefore: null,
        sinceWithinSeconds: 3600,
        until: null,
        ratePercent: 33.3333,
        lost: 7,
        missed: null,
        cause: null,
      },
    ]);
  });

  it('tells the background from trouble, and says since when only where that is known', () => {
    const d = destinationWith('d', 'web');
    const busy = destinationWith('busy', 'web');
    const world = snapshots()
      .set(resources.destinations, [d, busy])
      .set(resources.metrics(period, d), readingWith({ firstTry: 600, discarded: 400 }))
      .set(resources.failures(period, d), failuresOf({ '401': hourly(...steady(16, 25)) }))
      .set(resources.metrics(period, busy), readingWith({ firstTry: 9998, discarded: 2 }));
    expect(statusIn(world).failing).toMatchObject([
      { destinationId: 'd', state: 'losing', trouble: true, since: null, sinceBefore: '2026-01-14T12:00:00.000Z' },
      { destinationId: 'busy', state: 'background', trouble: false, nowPercent: null, since: null, sinceBefore: null },
    ]);
    expect(statusIn(world).triage).toMatchObject([
      { id: 'connection:d', since: null, sinceBefore: '2026-01-14T12:00:00.000Z' },
    ]);
  });

  it('tells a failing connection whose source and reasons are not known', () => {
    const d = destinationWith('d', 'gone');
    const world = snapshots()
      .set(resources.destinations, [d])
      .set(resources.metrics(period, d), readingWith({ discarded: 2 }));
    expect(statusIn(world).failing).toMatchObject([
      { sourceId: 'gone', sourceName: null, topReason: null, since: null, verdict: 'LOST' },
    ]);
  });

  it('writes counts beyond 2^53 as text', () => {
    const big = 9_007_199_254_740_993n;
    const mtu = { at: month, periodStart: month, periodEnd: month + 31 * day, anonymous: 0n, anonymousIdentified: 0n };
    const world = snapshots()
      .set(resources.apiCalls(month), [{ at: month, apiCalls: big }])
      .set(resources.mtu(month), [{ ...mtu, identified: 40n, neverIdentified: 2n }])
      .set(resources.warehouses, [warehouseWith('w')])
      .set(resources.warehouseSyncs('w'), [syncWith(1, 'success', { rows: big })]);
    const status = statusIn(world, { apiCalls: 10n * big, mtu: 100n });
    expect(status.usage).toEqual({
      periodStart: '2026-01-01T00:00:00.000Z',
      periodEnd: '2026-02-01T00:00:00.000Z',
      apiCalls: '9007199254740993',
      mtu: 42,
      allowance: { apiCalls: '90071992547409930', mtu: 100 },
    });
    expect(status.warehouses).toMatchObject([
      { warehouseId: 'w', state: 'ok', lastSync: { rows: '9007199254740993' } },
    ]);
    expect(() => JSON.stringify(status)).not.toThrow();
  });

  it('gives the period of the users beside that of the calls where they are not the same', () => {
    const bounds = { periodStart: month - 10 * day, periodEnd: month + 20 * day };
    const counts = { anonymous: 0n, anonymousIdentified: 0n, identified: 40n, neverIdentified: 0n };
    const world = snapshots()
      .set(resources.apiCalls(month), [{ at: month, apiCalls: 7n }])
      .set(resources.mtu(month), [{ at: month, ...bounds, ...counts }]);
    expect(statusIn(world).usage).toEqual({
      periodStart: '2026-01-01T00:00:00.000Z',
      periodEnd: '2026-02-01T00:00:00.000Z',
      apiCalls: 7,
      mtu: 40,
      mtuPeriodStart: '2025-12-22T00:00:00.000Z',
      mtuPeriodEnd: '2026-01-21T00:00:00.000Z',
    });
  });

  it('tells the newest fifty audit events', () => {
    const items = Array.from({ length: 60 }, (_, index) =>
      auditWith({ at: now - index * hour, type: t`Source Modified`, ...(index === 0 ? { actorEmail: t`a@b.c` } : {}) }),
    );
    const { activity } = statusIn(snapshots().set(resources.recentAudit(period), { items }));
    expect(activity).toHaveLength(50);
    expect(activity?.slice(0, 2)).toMatchObject([
      { timestamp: '2026-01-15T12:30:00.000Z', type: 'Source Modified', actorEmail: 'a@b.c' },
      { timestamp: '2026-01-15T11:30:00.000Z', actorEmail: null },
    ]);
  });
});

describe('something is failing', () => {
  const month14 = Array.from({ length: 14 }, (_, index) => ({ at: month + index * day, apiCalls: BigInt(index * 10) }));
  const d = destinationWith('d', 'web');

  it.each<readonly [string, Snapshots, boolean]>([
    ['nothing', snapshots(), false],
    [
      'a connection',
      snapshots()
        .set(resources.destinations, [d])
        .set(resources.metrics(period, d), readingWith({ discarded: 9 })),
      true,
    ],
    [
      'a steady trace',
      snapshots()
        .set(resources.destinations, [d])
        .set(resources.metrics(period, d), readingWith({ firstTry: 9999, discarded: 1 })),
      false,
    ],
    ['a budget that will be passed', snapshots().set(resources.apiCalls(month), month14), false],
  ])('%s: %s', (_, world, failing) => {
    expect(isFailing(pictureOf(world, { apiCalls: 150n }))).toBe(failing);
  });
});

describe('what could not be read', () => {
  it('is told of reads of two a minute too, where rows of what they gave were lost', async () => {
    const clock = fakeClock();
    const poller = new Poller({ backend: {} as Backend, clock });
    const partly = { value: 1, problems: [problemWith({ kind: 'dropped-rows', status: 200, message: t`1 row lost` })] };
    const needs = [visible({ key: 'syncs', every: hour, slow: true, load: async () => partly as never })];
    poller.want(needs);
    await clock.advance(0);
    expect(problemsOf(poller, needs, clock.now())).toEqual([{ resource: 'syncs', status: 200, message: '1 row lost' }]);
    poller.stop();
  });

  const resource = (key: string, load: () => Promise<never>, slow = false) =>
    visible({ key, every: hour, ...(slow ? { slow } : {}), load });
  const never = () => new Promise<never>(() => undefined);

  it('is told by resource, with status and the words of the server', async () => {
    const clock = fakeClock();
    const poller = new Poller({ backend: {} as Backend, clock });
    const partly = { value: 1, problems: [problemWith({ kind: 'dropped-rows', status: 200, message: t`1 row lost` })] };
    const needs = [
      resource('good', async () => ({ value: 1, problems: [] }) as never),
      resource('partly', async () => partly as never),
      resource('bad', () => Promise.reject(serverError())),
      resource('slow', never, true),
      resource('late', never),
    ];
    expect(settled(poller, needs)).toBe(false);
    poller.want(needs);
    await clock.advance(0);
    expect(problemsOf(poller, needs)).toEqual([
      { resource: 'partly', status: 200, message: '1 row lost' },
      { resource: 'bad', status: 500, message: 'boom' },
      { resource: 'slow', status: 0, message: 'not read: the API allows two of these reads a minute' },
      { resource: 'late', status: 0, message: 'not read in time' },
    ]);
    expect([settled(poller, needs.slice(0, 4)), settled(poller, needs)]).toEqual([true, false]);
    expect([slowSettled(poller, needs.slice(0, 3)), slowSettled(poller, needs.slice(0, 4))]).toEqual([true, false]);
    poller.stop();
  });
});

it('what was read is no problem while it is read again; what another run has read is', async () => {
  const clock = fakeClock();
  const poller = new Poller({ backend: {} as Backend, clock });
  const answers = [Promise.resolve({ value: 1, problems: [] }), new Promise<never>(() => undefined)];
  const needs = [
    visible({ key: 'again', every: hour, load: () => answers.shift() as never }),
    visible({ key: 'recalled', every: hour, load: () => new Promise<never>(() => undefined) }),
  ];
  poller.recall(needs[1]!.resource, 1, clock.now() - 2 * hour);
  poller.want(needs);
  await clock.advance(0);
  poller.refresh();
  await clock.advance(0);
  expect(needs.map(({ resource }) => poller.snapshot(resource).status)).toEqual(['loading', 'loading']);
  expect(problemsOf(poller, needs)).toEqual([{ resource: 'recalled', status: 0, message: 'not read in time' }]);
  poller.stop();
});

const limited = problemWith({ kind: 'rate-limited', status: 429 });
const early = [{ resource: 'syncs', status: 0, message: 'not read: the API allows two of these reads a minute' }];
const late = [{ resource: 'syncs', status: 0, message: 'not read in time' }];
const refusal = [{ resource: 'syncs', status: 500, message: 'boom' }];

it.each<readonly [string, Partial<Resource<unknown>>, Partial<Snapshot>, readonly object[]]>([
  ['is used within the hour', { slow: true }, { fetchedAt: now - hour + 1, recalled: true }, []],
  ['is not used when it is an hour old', { slow: true }, { fetchedAt: now - hour, recalled: true }, early],
  ['is used while the limit of the API holds', { slow: true }, { error: limited, status: 'failed' }, []],
  ['is not used where the API fails', { slow: true }, { error: problemWith(), status: 'failed' }, refusal],
  ['is not used where it can be read at once', {}, { recalled: true }, late],
  ['is used while it is read again', {}, { status: 'loading', fetchedAt: now - 5 * hour }, []],
  ['is not used where it was an estimate', { isEnough: () => false }, { status: 'loading' }, late],
])('what was read before %s', (_, change, snapshot, rows) => {
  const resource = { key: 'syncs', every: hour, load: () => Promise.reject(new Error('not read')), ...change };
  const known: Snapshot = { data: 1, problems: [], fetchedAt: now - 1, status: 'waiting', version: 1, ...snapshot };
  expect(problemsOf({ snapshot: () => known as never }, [visible(resource)], now)).toEqual(rows);
});

describe('how far an answer can be relied on', () => {
  const listed = () => snapshots().set(resources.sources, []).set(resources.destinations, []);
  const trail = resources.recentAudit(period);
  const lost = problemWith({ kind: 'dropped-rows', status: 200 });
  const odd = problemWith({ kind: 'odd-fields', status: 200 });
  const needs = [resources.sources, resources.destinations, resources.warehouses, trail].map((resource) => ({
    resource,
  }));

  it.each<readonly [string, Snapshots, boolean, boolean]>([
    ['nothing came', snapshots(), false, false],
    ['only what is not essential came', snapshots().set(resources.warehouses, []), false, false],
    ['one of both lists is missing', snapshots().set(resources.sources, []).fail(resources.destinations), true, false],
    ['both lists came', listed(), true, true],
    ['others were refused', listed().fail(trail, { kind: 'no-access' }).fail(resources.warehouses), true, true],
    ['another one came in part', listed().set(trail, { items: [] }, [lost]), true, false],
    ['a field of another one was not readable', listed().set(resources.warehouses, [], [odd]), true, true],
    ['another one was no answer of the API', listed().fail(trail, { kind: 'not-the-api', status: 200 }), true, false],
  ])('%s', (_, { read }, isAnswered, isSound) => {
    expect(relianceOf(read, needs)).toEqual({ isAnswered, isSound });
  });

  it('rows that were found stand, and none is said only where all was read', () => {
    const world = listed().set(resources.warehouses, []).fail(trail, { kind: 'no-access' });
    expect(statusIn(world)).toMatchObject({ failing: [], warehouses: [], activity: null });
    const d = destinationWith('d', 'web');
    const unread = snapshots().set(resources.destinations, [d, destinationWith('e', 'web')]);
    expect(statusIn(unread).failing).toBeNull();
    unread.set(resources.metrics(period, d), readingWith({ discarded: 9 }));
    expect(statusIn(unread).failing?.map(({ destinationId }) => destinationId)).toEqual(['d']);
    const some = snapshots()
      .set(resources.warehouses, [warehouseWith('w')], [lost])
      .set(trail, { items: [] }, [lost]);
    expect(statusIn(some)).toMatchObject({ warehouses: [{ warehouseId: 'w' }], activity: null });
    const more = snapshots().set(trail, { items: [], next: 'more' });
    expect(statusIn(more).activity).toBeNull();
  });
});
