import { expect, it } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour } from '../../../../source/domain/time.ts';
import type { Finding } from '../../../../source/domain/watch/alerts/alert.ts';
import type { RuleId } from '../../../../source/domain/watch/alerts/rules.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { lateness } from '../../../../source/workspace/watch/alerts/syncs.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../../snapshots.ts';

const web = sourceWith('web', { name: t`Web` });
const month = Date.UTC(2026, 0, 1);
const events = (...last: readonly number[]) => [
  { sourceId: 'web', total: 0, series: hourly(...steady(100, 48 - last.length), ...last) },
];

/** A workspace in which nothing is wrong. */
const well = (): Snapshots =>
  snapshots()
    .set(resources.sources, [web])
    .set(resources.volume(period), events())
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] });

const planned = (blocked: readonly number[]) =>
  well()
    .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('tp'), [web])
    .set(resources.sourceSettings('web'), { sourceId: 'web' } as never)
    .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(...blocked) }));
const forwarding = (...received: readonly number[]) =>
  planned(steady(0, 48))
    .set(resources.sourceSettings('web'), { sourceId: 'web', forwardingViolationsTo: 'v' } as never)
    .set(resources.forwardedViolations(period), [{ sourceId: 'v', total: 0, series: hourly(...received) }] as never);

const refused = { level: t`error`, at: now, message: t`permission denied` };
const stored = (...syncs: readonly ReturnType<typeof syncWith>[]) =>
  well()
    .set(resources.warehouses, [warehouseWith('redshift', { name: t`Redshift` })])
    .set(resources.warehouseSyncs('redshift'), syncs);

const braze = destinationWith('braze', 'web', { name: t`Braze`, enabled: false });
const off = (at: number, type = 'Integration Disabled') =>
  auditWith({ type: sanitise(type), at, resourceId: 'braze', actor: t`users/ana`, actorEmail: t`ana@acme.example` });
const switched = (...items: readonly ReturnType<typeof off>[]) =>
  well().set(resources.destinations, [braze]).set(resources.recentAudit(period), { items });

const calls = (perDay: number) =>
  well().set(
    resources.apiCalls(month),
    Array.from({ length: 14 }, (_, index) => ({ at: month + index * day, apiCalls: BigInt((index + 1) * perDay) })),
  );
const users = (perDay: number) =>
  well().set(
    resources.mtu(month),
    Array.from({ length: 14 }, (_, index) => ({
      at: month + index * day,
      periodStart: month,
      periodEnd: month + 31 * day,
      ...{ anonymous: 0n, anonymousIdentified: 0n, neverIdentified: 0n },
      identified: BigInt((index + 1) * perDay),
    })),
  );

const clock = (time: string): number => Date.parse(`2026-01-15T${time}:00Z`);
const found = (world: Snapshots): readonly Finding[] =>
  evaluate(overview(world.read, period, now, { apiCalls: 1000n, mtu: 1000n }), world.read, {
    settings: {},
    isOwn: () => false,
  }).findings;

const source = { type: 'source', id: 'web', name: 'Web' };
const redshift = { type: 'warehouse', id: 'redshift', name: 'Redshift' };
const violated = { rule: 'new-violation', subject: source, groups: ['plan:tp'], since: clock('11:00') };
const broken = { key: 'storage:warehouse/redshift', rule: 'storage-sync', subject: redshift, groups: [] };
const usage = { rule: 'usage', groups: [], since: undefined, size: 1 };
const switchedOff = {
  ...{ key: 'switched-off:destination/braze', rule: 'switched-off', severity: 'warning', verdict: 'DISABLED', size: 1 },
  ...{ subject: { type: 'destination', id: 'braze', name: 'Braze ← Web' }, groups: ['switch:users/ana'] },
};

it.each<readonly [string, Snapshots, object]>([
  [
    'a quarter of the events blocked',
    planned([...steady(0, 46), 30, 20]),
    {
      ...{ ...violated, key: 'violations:source/web', severity: 'critical', verdict: 'BLOCKED', size: 25 },
      facts: '50 violations blocked in two hours, 25% of its events, since 11:00–12:00',
      numbers: { violations: 50, percent: 25 },
    },
  ],
  [
    'a quarter of the events reported',
    forwarding(...steady(0, 46), 30, 20),
    {
      ...{ ...violated, key: 'violations:source/web', severity: 'critical', verdict: 'VIOLATED', size: 25 },
      facts: '50 violations forwarded in two hours, 25% of its events, since 11:00–12:00',
      numbers: { violations: 50, percent: 25 },
    },
  ],
  [
    'an eighth of them, where one in a hundred is usual',
    planned([...steady(1, 46), 15, 10]),
    {
      ...{ ...violated, key: 'violations:source/web', severity: 'warning', verdict: 'BLOCKED', size: 12.5 },
      facts: '25 violations blocked in two hours, 12.5% of its events, since 11:00–12:00',
      numbers: { violations: 25, percent: 12.5 },
    },
  ],
  [
    'two syncs that failed',
    stored(syncWith(1, 'failure', { notices: [refused] }), syncWith(2, 'failure'), syncWith(3, 'success')),
    {
      ...{ ...broken, severity: 'warning', verdict: 'FAILED', since: clock('10:30'), size: 2 },
      facts: 'sync FAILED 2×, permission denied, since 10:30, last good 09:31',
      numbers: { failedInRow: 2, failingSources: 1 },
    },
  ],
  [
    'three that failed, and one of another source',
    stored(
      ...[1, 2, 3].map((ago) => syncWith(ago, 'failure')),
      ...[syncWith(4, 'success'), syncWith(1, 'failure', { sourceId: 's2' })],
      syncWith(2, 'success', { sourceId: 's2' }),
    ),
    {
      ...{ ...broken, severity: 'critical', verdict: 'FAILED', since: clock('09:30'), size: 3 },
      facts: 'sync FAILED 3×, of 2 sources, since 09:30, last good 08:31',
      numbers: { failedInRow: 3, failingSources: 2 },
    },
  ],
  [
    'a partial sync',
    stored(syncWith(1, 'partial', { notices: [refused] }), syncWith(2, 'success')),
    {
      ...{ ...broken, severity: 'warning', verdict: 'PARTIAL', since: clock('11:30'), size: 1 },
      facts: 'sync PARTIAL, permission denied, since 11:30, last good 10:31',
      numbers: { failedInRow: 0, failingSources: 0 },
    },
  ],
  [
    // Of the hundred events of the hour that runs, counted for 29 minutes, those of nine minutes.
    'a destination switched off ten minutes ago',
    switched(off(clock('12:20'))),
    {
      ...switchedOff,
      since: clock('12:20'),
      facts: 'DISABLED by ana@acme.example 12:20, its source sent 31 events since',
      numbers: { missed: 31 },
      cause: expect.objectContaining({ at: clock('12:20'), actor: 'ana@acme.example' }),
    },
  ],
  [
    'one switched on before it was switched off',
    switched(off(clock('09:30')), off(clock('07:30'), 'Integration Enabled')),
    {
      ...switchedOff,
      since: clock('09:30'),
      facts: 'DISABLED by ana@acme.example 09:30, its source sent 350 events since',
      numbers: { missed: 350 },
      cause: expect.objectContaining({ at: clock('09:30') }),
    },
  ],
  [
    'calls that last for another eleven days',
    calls(40),
    {
      ...{ ...usage, key: 'usage:meter/api-calls', severity: 'warning', verdict: 'QUOTA' },
      subject: { type: 'usage', id: 'api-calls', name: 'API calls' },
      facts: '56% of the allowance used, reaches 100% on Jan 26',
      numbers: { percent: 56 },
    },
  ],
  [
    'users that last for less than three days',
    users(60),
    {
      ...{ ...usage, key: 'usage:meter/mtu', severity: 'critical', verdict: 'QUOTA' },
      subject: { type: 'usage', id: 'mtu', name: 'MTU' },
      facts: '84% of the allowance used, reaches 100% on Jan 17',
      numbers: { percent: 84 },
    },
  ],
  [
    'calls beyond what is allowed',
    calls(80),
    {
      ...{ ...usage, key: 'usage:meter/api-calls', severity: 'critical', verdict: 'OVER' },
      subject: { type: 'usage', id: 'api-calls', name: 'API calls' },
      facts: '112% of the allowance used, passed',
      numbers: { percent: 112 },
    },
  ],
])('an alert on %s says all of this', (_, world, expected) => {
  expect(found(world)).toEqual([expected]);
});

const reported = (type: string, times: number, ago = 2) =>
  well().set(resources.recentAudit(period), {
    items: steady(1, times).map((_, index) =>
      auditWith({
        id: `${type}${index}`,
        type: sanitise(type),
        at: now - (ago + index) * hour,
        resourceId: 'r',
        resourceName: t`Thing`,
      }),
    ),
  });
it.each<readonly [type: string, times: number, expected: readonly [key: string, facts: string, size: number]]>([
  ['Audience Run Failed', 3, ['audience/r', 'audience run FAILED 3+×', 3]],
  ['Audience Destination Sync Failed', 3, ['audience/r', 'sync of the audience FAILED 3+×', 3]],
  ['Computed Trait Run Failed', 3, ['trait/r', 'trait run FAILED 3×, since 08:30', 3]],
  ['Computed Trait Destination Sync Failed', 3, ['trait/r', 'sync of the trait FAILED 3×, since 08:30', 3]],
  ['Source Run Failed', 3, ['source/r', 'run FAILED 3×, since 08:30', 3]],
  ['Profiles Sync Warehouse Sync Failed', 1, ['warehouse/r', 'Profiles Sync FAILED, since 10:30', 1]],
  ['Profiles Sync Warehouse Sync Failed', 2, ['warehouse/r', 'Profiles Sync FAILED 2×, since 09:30', 2]],
  ['Data Graph Breaking Change', 1, ['space/r', 'data graph BROKEN, since 10:30', 1]],
])('%s, %d times, is told as what it is', (type, times, [key, facts, size]) => {
  const [subject] = key.split('/');
  expect(found(reported(type, times))).toMatchObject([
    { key: `report:${key}`, severity: 'warning', subject: { type: subject, id: 'r', name: 'Thing' }, facts, size },
  ]);
});

it.each<readonly [what: string, Snapshots, off: RuleId | undefined, keys: readonly string[]]>([
  ['a run that Segment tries again', reported('Audience Run Failed', 3, 0.5), undefined, []],
  ['one that it has tried six times', reported('Audience Run Failed', 6, 0.5), undefined, ['report:audience/r']],
  ['runs of a rule that is switched off', reported('Audience Run Failed', 3), 'audience-run', []],
  ['runs while another rule is switched off', reported('Audience Run Failed', 3), 'run-failed', ['report:audience/r']],
  ['usage of a rule that is switched off', calls(80), 'usage', []],
  ['a countdown of another rule', calls(80), 'auto-disable', ['usage:meter/api-calls']],
])('%s raises what it should: %s', (_, world, off, keys) => {
  const settings = off ? { [off]: { parameters: {}, enabled: false } } : {};
  const { findings } = evaluate(overview(world.read, period, now, { apiCalls: 1000n }), world.read, {
    settings,
    isOwn: () => false,
  });
  expect(findings.map(({ key }) => key)).toEqual(keys);
});

it.each<readonly [what: string, Snapshots, allowance: bigint, expected: readonly unknown[]]>([
  ['that lasts three days and half an hour', calls(57), 1000n, ['warning', 'QUOTA', 79.8]],
  ['that lasts less than three days', calls(58), 1000n, ['critical', 'QUOTA', 81.2]],
  ['of which nothing is left', calls(50), 700n, ['critical', 'OVER', 100]],
  ['of which two thirds are used', calls(100), 2100n, ['warning', 'QUOTA', 66.66]],
])('an allowance %s', (_, world, apiCalls, expected) => {
  const { findings } = evaluate(overview(world.read, period, now, { apiCalls }), world.read, {
    settings: {},
    isOwn: () => false,
  });
  expect(findings.map(({ severity, verdict, numbers }) => [severity, verdict, numbers.percent])).toEqual([expected]);
});

const refusedTrail = (world: Snapshots) => world.fail(resources.recentAudit(period));
it.each<readonly [string, string, Snapshots, boolean]>([
  ['violations of a source that goes on', 'violations:source/web', planned([...steady(0, 46), 30, 20]), false],
  ['violations of a source that is under no plan', 'violations:source/web', well(), true],
  ['violations of a source that is no longer under a plan', 'violations:source/gone', planned(steady(0, 48)), true],
  [
    'violations while the plans could not be read',
    'violations:source/gone',
    well()
      .set(resources.trackingPlans, undefined as never)
      .fail(resources.trackingPlans),
    false,
  ],
  ['a countdown of a source with no destination at all', 'auto-disable:source/web', well(), false],
  [
    'a countdown of a source that is off',
    'auto-disable:source/web',
    well().set(resources.sources, [{ ...web, enabled: false }]),
    true,
  ],
  [
    'a countdown while the destinations are not known',
    'auto-disable:source/web',
    well().set(resources.destinations, undefined as never),
    false,
  ],
  ['a countdown of a source that is gone', 'auto-disable:source/gone', well(), true],
  [
    'a silence of a source that is off',
    'source:source/web',
    well().set(resources.sources, [{ ...web, enabled: false }]),
    true,
  ],
  ['a warehouse that is on again', 'switched-off:warehouse/redshift', refusedTrail(stored()), true],
  ['a mapping that nothing tells of', 'switched-off:mapping/m', refusedTrail(stored()), false],
])('%s is over: %s', (_, key, world, expected) => {
  const judged = evaluate(overview(world.read, period, now, {}), world.read, { settings: {}, isOwn: () => false });
  expect(judged.isClear(key)).toBe(expected);
});

const december = Date.UTC(2026, 11, 1);
const callsOf = resources.apiCalls(december);
it.each<readonly [string, when: string, (world: Snapshots) => Snapshots, boolean]>([
  ['the month has begun, and none of it is counted', '2026-12-01T00:00:00Z', (all) => all.set(callsOf, []), true],
  ['its second day ends without a count', '2026-12-02T23:59:59Z', (all) => all.set(callsOf, []), true],
  ['its third day begins without one', '2026-12-03T00:00:00Z', (all) => all.set(callsOf, []), false],
  ['the new month was not read', '2026-12-01T00:00:00Z', (all) => all, false],
  ['it could not be read', '2026-12-01T00:00:00Z', (all) => all.fail(callsOf), false],
  ['the old month had a second more', '2026-11-30T23:59:59Z', (all) => all.set(callsOf, []), false],
])('an alert on calls is over where %s: %s', (_, when, set, expected) => {
  const { read } = set(well());
  const judged = evaluate(overview(read, period, Date.parse(when), { apiCalls: 1000n }), read, {
    settings: {},
    isOwn: () => false,
  });
  expect(judged.isClear('usage:meter/api-calls')).toBe(expected);
});

it.each<readonly [string, ReturnType<typeof syncWith>[], least: number, boolean]>([
  ['two in a row', [syncWith(1, 'partial'), syncWith(2, 'partial'), syncWith(3, 'success')], 2, true],
  ['two that another parts', [syncWith(1, 'partial'), syncWith(2, 'success'), syncWith(3, 'partial')], 2, false],
  ['two, told oldest first', [syncWith(3, 'success'), syncWith(2, 'partial'), syncWith(1, 'partial')], 2, true],
  ['two before one that runs', [syncWith(0, 'running'), syncWith(1, 'partial'), syncWith(2, 'partial')], 2, true],
  [
    'one of each of two sources',
    [syncWith(1, 'partial'), syncWith(1, 'partial', { sourceId: 's2' }), syncWith(2, 'success')],
    2,
    false,
  ],
  ['nothing but three', [1, 2, 3].map((ago) => syncWith(ago, 'partial')), 3, true],
])('partial syncs are told from so many in a row: %s', (_, syncs, partial, expected) => {
  const world = stored(...syncs);
  const { findings } = evaluate(overview(world.read, period, now, {}), world.read, {
    settings: { 'storage-sync': { parameters: { partial } } },
    isOwn: () => false,
  });
  expect(findings.map(({ rule }) => rule)).toEqual(expected ? ['storage-sync'] : []);
});

it('how late a run is does not depend on the order in which the starts are told', () => {
  const starts = [9, 10, 11, 12, 13, 14].map((ago) => now - ago * hour);
  for (const told of [starts, starts.toReversed(), [...starts.slice(3), ...starts.slice(0, 3)]])
    expect(lateness(told, now, 3)).toEqual({ pause: hour, last: now - 9 * hour, isLate: true });
  expect([4, 5].map((known) => lateness(starts.slice(0, known), now, 3)?.isLate)).toEqual([undefined, true]);
});
