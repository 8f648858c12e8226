import { expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  aged,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
} from '../../snapshots.ts';

const lost = problemWith({ kind: 'dropped-rows' });
const volume = resources.volume(period);
const forwarded = resources.forwardedViolations(period);
const settings = resources.sourceSettings('web');
const key = 'violations:source/web';

const events = hourly(...steady(100, 48));
const sent = [{ sourceId: 'web', total: 4800, series: events }];
const usual = [{ sourceId: 'violations', total: 192, series: hourly(...steady(4, 48)) }];

/** A source under a plan, with so many violations blocked each hour. */
const planned = (blocked: number) => bound(blocked).set(settings, { sourceId: 'web' } as never);
const bound = (blocked: number) =>
  snapshots()
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.recentAudit(period), { items: [] })
    .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('tp'), [sourceWith('web')])
    .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(...steady(blocked, 48)) }));
const forwarding = () =>
  planned(0)
    .set(volume, sent)
    .set(settings, { sourceId: 'web', forwardingViolationsTo: 'violations' } as never);

/** Two sources forward to one: whose those are is not known, so nobody asks for their number. */
const shared = () =>
  forwarding()
    .set(resources.sources, [sourceWith('web', { name: t`Web` }), sourceWith('ios')])
    .set(resources.trackingPlanSources('tp'), [sourceWith('web'), sourceWith('ios')])
    .set(resources.blocked(period, 'ios'), failuresOf({}))
    .set(volume, [...sent, { sourceId: 'ios', total: 4800, series: events }]);
const settingsOfOther = resources.sourceSettings('ios');
const twoPlans = () =>
  forwarding()
    .set(forwarded, [])
    .set(resources.trackingPlans, [
      { id: 'tp', name: t`Plan`, type: t`LIVE` },
      { id: 'other', name: t`Other`, type: t`LIVE` },
    ]);

it.each<[string, Snapshots, isClear: boolean]>([
  [
    'blocked, as others forward to the same place',
    shared().set(settingsOfOther, { sourceId: 'ios', forwardingViolationsTo: 'violations' } as never),
    true,
  ],
  ['blocked while it is not known where others forward', shared().fail(settingsOfOther), false],
  [
    'blocked while it is not known who is under another plan',
    twoPlans().fail(resources.trackingPlanSources('other')),
    false,
  ],
  [
    'blocked, as nobody may know who is under another plan',
    twoPlans().fail(resources.trackingPlanSources('other'), { kind: 'no-access' }),
    true,
  ],
  ['as before of the events that came', planned(10).set(volume, sent), true],
  ['of events that were not read yet', planned(10), false],
  ['of events that could not be read', planned(10).fail(volume), false],
  ['of events of which those of the source were lost', planned(10).set(volume, [], [lost]), false],
  ['of events that this token may not read', planned(10).fail(volume, { kind: 'no-access' }), true],
  ['too few to be told, whatever came', planned(9).fail(volume), true],
  ['forwarded as before', forwarding().set(forwarded, usual as never), true],
  ['forwarded none', forwarding().set(forwarded, []), true],
  ['forwarded, which was not read yet', forwarding(), false],
  ['forwarded, which could not be read', forwarding().fail(forwarded), false],
  ['forwarded, of which a row was lost', forwarding().set(forwarded, [], [lost]), false],
  ['forwarded, which this token may not read', forwarding().fail(forwarded, { kind: 'no-access' }), true],
  ['in a source whose settings could not be read', bound(0).set(volume, sent).fail(settings), false],
  [
    'in a source whose settings this token may not read',
    bound(0).set(volume, sent).fail(settings, { kind: 'no-access' }),
    true,
  ],
])('an alert on violations is known to be over by a count that is %s', (_, world, isClear) => {
  const whole = overview(world.read, period, now, {});
  expect(whole.triage.filter(({ kind }) => kind === 'violations')).toEqual([]);
  const judged = evaluate(whole, world.read, { settings: {}, isOwn: () => false });
  expect(judged.findings).toEqual([]);
  expect(judged.isClear(key)).toBe(isClear);
});

/** Buckets as they were counted so many hours ago: half of the hour that was running then. */
const countedUntil = (ago: number, ...counts: readonly number[]) =>
  hourly(...counts)
    .slice(0, counts.length - ago)
    .map(({ at, count }, index, all) => ({ at, count: index === all.length - 1 ? count / 2 : count }));

it.each<[string, blocked: number, volumeAgo: number]>([
  ['an hour', 20, 1],
  ['two hours', 20, 2],
  ['three hours', 20, 3],
  ['a day', 20, 24],
])(
  'a plan that blocks as much as ever does not break more because what was sent was read %s ago',
  (_, blocked, ago) => {
    const series = countedUntil(ago, ...steady(100, 48));
    const world = aged(planned(blocked).set(volume, [{ sourceId: 'web', total: 4800, series }]), volume, ago * hour);
    const whole = overview(world.read, period, now, {});
    expect(whole.triage.filter(({ kind }) => kind === 'violations')).toEqual([]);
    expect(evaluate(whole, world.read, { settings: {}, isOwn: () => false }).findings).toEqual([]);
  },
);

it.each([
  ['now', 0],
  ['an hour ago', 1],
  ['three hours ago', 3],
  ['five hours ago', 5],
])('a break is not over because what was blocked was read %s, nor is it another one', (_, ago) => {
  const counts = [...steady(0, 46 - ago), 60, 60, ...steady(0, ago)];
  const blocked = resources.blocked(period, 'web');
  const report = failuresOf({ schema_violation: countedUntil(ago, ...counts) });
  const world = aged(planned(0).set(blocked, report).set(volume, sent), blocked, ago * hour);
  const whole = overview(world.read, period, now, {});
  const judged = evaluate(whole, world.read, { settings: {}, isOwn: () => false });
  expect(judged.findings.map(({ rule, facts, numbers }) => ({ rule, facts, ...numbers }))).toMatchObject([
    { rule: 'new-violation', violations: 90 },
  ]);
  expect(judged.isClear(key)).toBe(false);
});

it.each([
  ['now', 0],
  ['an hour ago', 1],
  ['four hours ago', 4],
])('a break that is forwarded goes on as it was where that was read %s', (_, ago) => {
  const counts = [...steady(0, 46 - ago), 60, 60, ...steady(0, ago)];
  const row = { sourceId: 'violations', total: 0, series: countedUntil(ago, ...counts) };
  const world = aged(forwarding().set(forwarded, [row] as never), forwarded, ago * hour);
  const whole = overview(world.read, period, now, {});
  const began = now - 0.5 * hour - (ago + 1) * hour;
  expect(whole.violations.rows.map(({ since, countedUntil: until }) => [since, until])).toEqual([
    [began, now - ago * hour - minute],
  ]);
  expect(whole.triage).toMatchObject([{ kind: 'violations', trouble: true, since: began, count: 90 }]);
  const judged = evaluate(whole, world.read, { settings: {}, isOwn: () => false });
  expect(judged.findings).toMatchObject([{ rule: 'new-violation', verdict: 'VIOLATED', numbers: { violations: 90 } }]);
  expect(judged.isClear(key)).toBe(false);
});
