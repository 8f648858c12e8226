import { describe, expect, it } from 'vitest';
import type { SourceSettings } from '../../../source/domain/entities.ts';
import type { Standing } from '../../../source/domain/proof.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { fleet } from '../../../source/workspace/delivery/fleet.ts';
import { planSummaries } from '../../../source/workspace/protocols/tracking-plans.ts';
import {
  bindsSources,
  forwardingOf,
  ownForwarding,
  plannedSources,
  plansStanding,
  raisedSince,
  violations,
} from '../../../source/workspace/protocols/violations.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import { evaluate } from '../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { pictureParts } from '../../../source/workspace/watch/picture-standing.ts';
import { statusOf } from '../../../source/workspace/watch/status.ts';
import { failuresOf, hourly, now, period, type Snapshots, snapshots, sourceWith, steady } from '../snapshots.ts';

const plan = (id: string, type = 'LIVE') => ({ id, name: sanitise(id), type: sanitise(type) });

function settingsOf(sourceId: string, forwardingViolationsTo?: string): SourceSettings {
  const track = {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
  } as const;
  return { sourceId, track, forwardingViolationsTo };
}

/** Sources a and b under a plan, both with volume; c without. */
function planned(): Snapshots {
  const all = ['a', 'b', 'c'].map((id) => sourceWith(id));
  return snapshots()
    .set(resources.sources, all)
    .set(
      resources.volume(period),
      all.map(({ id }) => ({ sourceId: id, total: 100, series: hourly(100) })),
    )
    .set(resources.trackingPlans, [plan('tp'), plan('lib', 'RULE_LIBRARY'), plan('old')])
    .set(resources.trackingPlanSources('tp'), all.slice(0, 2))
    .set(resources.trackingPlanSources('old'), all.slice(0, 1))
    .set(resources.sourceSettings('a'), settingsOf('a'))
    .set(resources.sourceSettings('b'), settingsOf('b'));
}

/** The same, of which nobody has said yet where it forwards. */
const untold = (world: Snapshots, id: string): Snapshots => world.set(resources.sourceSettings(id), undefined as never);

const of = ({ read }: Snapshots) => violations(read, inflow(read, period, now), period, now);
const fleetOf = ({ read }: Snapshots) => fleet(read, inflow(read, period, now), period, now);
const lostRow = { kind: 'dropped-rows', status: 200, operation: t`GET /it`, message: t`a row was lost` } as const;
const blocked = (reasons: Parameters<typeof failuresOf>[0]) => failuresOf(reasons);

describe('sources under a plan', () => {
  it('are named once; libraries and templates bind none', () => {
    const world = planned().set(resources.trackingPlanSources('lib'), [sourceWith('c')]);
    expect(plannedSources(world.read)).toEqual(['a', 'b']);
    expect(plannedSources(snapshots().read)).toEqual([]);
  });

  it.each([
    ['LIVE', true],
    ['PROPERTY_LIBRARY', false],
    ['RULE_LIBRARY', false],
    ['TEMPLATE', false],
  ])('are bound by a plan of the kind %s: %s', (type, binds) => {
    const world = planned().set(resources.trackingPlans, [plan('tp', type)]);
    expect([bindsSources(type), plannedSources(world.read)]).toEqual([binds, binds ? ['a', 'b'] : []]);
  });

  it('are not all known while those of one plan are not read', () => {
    const world = planned().set(resources.trackingPlans, [plan('tp'), plan('old'), plan('new')]);
    for (const id of ['a', 'b']) world.set(resources.blocked(period, id), blocked({ schema_violation: hourly(3) }));
    expect(plansStanding(world.read)).toEqual({ kind: 'reading', read: 3, of: 4 });
    expect(of(world)).toMatchObject({ isKnown: false, isWhole: false, known: 2, violations: 6 });
    world.set(resources.trackingPlanSources('new'), []);
    expect(plansStanding(world.read).kind).toBe('whole');
    expect(of(world)).toMatchObject({ isKnown: true, isWhole: true });
  });
});

describe('violations', () => {
  it('are what Protocols blocked, by source, most first, without schema switches', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3), event_setting: hourly(50) }))
      .set(
        resources.blocked(period, 'b'),
        blocked({ schema_violation: hourly(4, 4), common_schema_violation: hourly(1) }),
      );
    const found = of(world);
    expect(
      found.rows.map(({ source, violations: count, basis, percent }) => [source.id, count, basis, percent]),
    ).toEqual([
      ['b', 9, 'blocked', 9],
      ['a', 3, 'blocked', 3],
    ]);
    expect(found).toMatchObject({ violations: 12, basis: 'blocked', planned: 2, known: 2, isKnown: true, inUse: true });
  });

  it('of equal count stand by name', () => {
    const world = planned();
    for (const id of ['b', 'a']) world.set(resources.blocked(period, id), blocked({ schema_violation: hourly(3) }));
    expect(of(world).rows.map(({ source }) => source.id)).toEqual(['a', 'b']);
  });

  it('of equal count stand by what is unplanned before their names', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3), unplanned: hourly(1) }))
      .set(resources.blocked(period, 'b'), blocked({ schema_violation: hourly(3), unplanned: hourly(2) }));
    expect(of(world).rows.map(({ source }) => source.id)).toEqual(['b', 'a']);
  });

  it('are compared with the same stretch a day before, half of an hour counting half', () => {
    const world = planned()
      .set(
        resources.blocked(period, 'a'),
        blocked({
          schema_violation: hourly(...steady(10, 24), ...steady(15, 24), 3),
          unplanned: hourly(...steady(1, 24), ...steady(2, 24), 1),
        }),
      )
      .set(resources.blocked(period, 'b'), blocked({}));
    expect(of(world).rows[0]).toMatchObject({
      ...{ violations: 363, earlierViolations: 248, change: 50 },
      ...{ unplanned: 49, blocked: 412, earlierBlocked: 273, since: undefined },
    });
    expect(of(world)).toMatchObject({ violations: 363, earlierViolations: 248, unplanned: 49, blocked: 412 });
  });

  it('and what was blocked began each in an hour of its own', () => {
    const world = planned().set(
      resources.blocked(period, 'a'),
      blocked({ schema_violation: hourly(1, 1, 1, 1, 40, 50), unplanned: hourly(0, 0, 0, 60, 60, 60) }),
    );
    const edge = now - (now % hour);
    expect(of(world).rows[0]).toMatchObject({ since: edge - hour, blockedSince: edge - 2 * hour });
  });

  it('are those of the moment they were read at, however long ago that is', () => {
    const world = planned().set(
      resources.blocked(period, 'a'),
      blocked({ schema_violation: hourly(9, ...steady(1, 24)) }),
    );
    const late = now + 3 * hour;
    const found = violations(world.read, inflow(world.read, period, late), period, late);
    expect(found).toMatchObject({ violations: 33, isKnown: true, isWhole: false });
    // The curve of all begins with the oldest of them and goes on to now.
    expect([found.series.length, found.series[0]?.count, found.rows[0]?.series.length]).toEqual([28, 9, 25]);
  });

  it('that are forwarded are counted up to a minute before they were asked for', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }))
      .set(resources.sourceSettings('a'), settingsOf('a', 'c'))
      .set(resources.sourceSettings('b'), settingsOf('b'))
      .set(resources.forwardedViolations(period), [
        { sourceId: 'c', total: 0, series: hourly(...steady(10, 24), ...steady(60, 24), 3) },
      ]);
    expect(of(world).rows[0]).toMatchObject({ basis: 'forwarded', violations: 1443, earlierViolations: 269 });
  });

  it('are broken schemas only: unplanned events and all that was blocked stand beside them', () => {
    const world = planned().set(
      resources.blocked(period, 'a'),
      blocked({ schema_violation: hourly(3), unplanned: hourly(20) }),
    );
    expect(of(world).rows[0]).toMatchObject({ violations: 3, unplanned: 20, blocked: 23 });
  });

  it.each([
    ['broken schemas and unplanned events', { schema_violation: [40, 60], unplanned: [0, 362] }, [100, 362, 462]],
    ['unplanned events alone', { unplanned: [0, 362] }, [0, 362, 362]],
    ['a reason that is both', { unplanned_and_schema_violation: [0, 30] }, [30, 0, 30]],
    ['a switch of the schema page, which is none', { event_setting: [0, 500] }, [0, 0, 0]],
  ] as const)('are one number on every screen: %s', (_, reasons, [broken, unplanned, all]) => {
    const counts = Object.entries(reasons).map(([reason, each]) => [reason, hourly(...each)]);
    const world = planned()
      .set(resources.blocked(period, 'a'), failuresOf(Object.fromEntries(counts)))
      .set(resources.blocked(period, 'b'), failuresOf({}))
      .set(resources.trackingPlans, [plan('tp')]);
    const picture = overview(world.read, period, now, {});
    const { sources, violations: rows } = statusOf(picture, [], 0, ({ kind }) => ({ verdict: kind, sentence: kind }));
    const { findings } = evaluate(picture, world.read, { settings: {}, isOwn: () => false });
    const alerts = findings.filter(({ key }) => key.startsWith('violations:'));
    expect(picture.violations).toMatchObject({ violations: broken, unplanned, blocked: all });
    expect(sources).toMatchObject({ violations: broken, unplanned, blocked: all });
    expect(rows).toMatchObject(broken > 0 ? [{ sourceId: 'a', violations: broken, unplanned, blocked: all }] : []);
    expect(alerts.map(({ numbers }) => numbers.violations)).toEqual(broken > 0 ? [broken] : []);
    expect(planSummaries(world.read, picture.violations, period)).toMatchObject([{ violations: broken, unplanned }]);
  });

  it('of a plan are known once every source of it has answered, and all of its sources are known', () => {
    const world = planned().set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }));
    const summary = (id: string) =>
      planSummaries(world.read, of(world), period).find(({ plan: { id: own } }) => own === id)!;
    expect([summary('tp').violations, summary('tp').unplanned]).toEqual([undefined, undefined]);
    expect(summary('old').violations).toBe(3);
    expect(summary('lib').violations).toBe(0);
    world.set(resources.blocked(period, 'b'), blocked({}));
    expect([summary('tp').violations, summary('tp').unplanned]).toEqual([3, 0]);
    const lost = { kind: 'dropped-rows', status: 200, operation: t`GET /it`, message: t`a row was lost` } as const;
    world.set(resources.trackingPlanSources('old'), [sourceWith('a')], [lost]);
    expect(summary('old').violations).toBeUndefined();
  });

  it('are the forwarded ones where a source has a violations source of its own', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }))
      .set(resources.blocked(period, 'b'), blocked({ schema_violation: hourly(1) }))
      .set(resources.sourceSettings('a'), settingsOf('a', 'c'))
      .set(resources.sourceSettings('b'), settingsOf('b'))
      .set(resources.forwardedViolations(period), [{ sourceId: 'c', total: 70, series: hourly(30, 40) }]);
    const found = of(world);
    expect(ownForwarding(world.read, ['a', 'b'])).toEqual(new Map([['a', 'c']]));
    expect(found.rows.map(({ source, violations: count, basis }) => [source.id, count, basis])).toEqual([
      ['a', 70, 'forwarded'],
      ['b', 1, 'blocked'],
    ]);
    expect(found.basis).toBe('mixed');
  });

  it.each<[string, (world: Snapshots) => Snapshots, boolean, Standing['kind']]>([
    ['not read yet', (world) => world, false, 'reading'],
    ['not to be read', (world) => world.fail(resources.forwardedViolations(period)), false, 'failed'],
    [
      'read in part, without those of a',
      (world) => world.set(resources.forwardedViolations(period), [], [lostRow]),
      false,
      'partial',
    ],
    [
      'read in part, with those of a',
      (world) =>
        world.set(resources.forwardedViolations(period), [{ sourceId: 'c', total: 7, series: hourly(7) }], [lostRow]),
      true,
      'partial',
    ],
    ['read, and none', (world) => world.set(resources.forwardedViolations(period), []), true, 'whole'],
  ])('are those of the workspace only where what is forwarded is known: %s', (_, change, isWhole, standing) => {
    const world = change(
      planned()
        .set(resources.blocked(period, 'a'), blocked({}))
        .set(resources.blocked(period, 'b'), blocked({}))
        .set(resources.sourceSettings('a'), settingsOf('a', 'c'))
        .set(resources.sourceSettings('b'), settingsOf('b')),
    );
    expect(of(world).isWhole).toBe(isWhole);
    const part = pictureParts(world.read, fleetOf(world), period).find(({ id }) => id === 'violations');
    expect(part?.standing.kind).toBe(standing);
  });

  it('cannot be told apart where two sources forward into one: then only what was blocked counts', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }))
      .set(resources.sourceSettings('a'), settingsOf('a', 'c'))
      .set(resources.sourceSettings('b'), settingsOf('b', 'c'))
      .set(resources.forwardedViolations(period), [{ sourceId: 'c', total: 70, series: hourly(70) }]);
    expect(ownForwarding(world.read, ['a', 'b']).size).toBe(0);
    expect(of(world).rows[0]).toMatchObject({ violations: 3, basis: 'blocked' });
  });

  it('are attributed to nobody before every source has told where it forwards', () => {
    const world = untold(planned(), 'b').set(resources.sourceSettings('a'), settingsOf('a', 'c'));
    expect(ownForwarding(world.read, ['a', 'b']).size).toBe(0);
    expect(forwardingOf(world.read, settingsOf('a', 'c'))).toBe('unknown');
    world.set(resources.sourceSettings('b'), settingsOf('b'));
    expect(forwardingOf(world.read, settingsOf('a', 'c'))).toBe('own');
    world.set(resources.sourceSettings('b'), settingsOf('b', 'c'));
    expect(forwardingOf(world.read, settingsOf('a', 'c'))).toBe('shared');
  });

  it('are attributed to nobody before all sources under a plan are known: one more may forward into the same one', () => {
    const world = planned()
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }))
      .set(resources.sourceSettings('a'), settingsOf('a', 'v'))
      .set(resources.sourceSettings('b'), settingsOf('b'))
      .set(resources.sourceSettings('c'), settingsOf('c', 'v'))
      .set(resources.forwardedViolations(period), [{ sourceId: 'v', total: 70, series: hourly(70) }])
      .set(resources.trackingPlans, [plan('tp'), plan('late')]);
    const countOf = () => of(world).rows.map(({ source, basis, violations: count }) => [source.id, basis, count]);
    expect([countOf(), forwardingOf(world.read, settingsOf('a', 'v'))]).toEqual([[['a', 'blocked', 3]], 'unknown']);
    world.set(resources.trackingPlanSources('late'), []);
    expect(countOf()).toEqual([['a', 'forwarded', 70]]);
    world.set(resources.trackingPlanSources('late'), [sourceWith('c')]);
    expect([countOf(), forwardingOf(world.read, settingsOf('a', 'v'))]).toEqual([[['a', 'blocked', 3]], 'shared']);
  });

  it('are not known as long as nobody has answered', () => {
    expect(of(snapshots())).toMatchObject({ isKnown: false, inUse: false, rows: [] });
    expect(of(planned())).toMatchObject({ isKnown: false, inUse: true, planned: 2, known: 0 });
    const half = planned().set(resources.blocked(period, 'a'), blocked({}));
    expect(of(half)).toMatchObject({ isKnown: true, known: 1, violations: 0 });
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, readonly [a: boolean, b: boolean]]>([
    ['it was told that they forward none', (world) => world, [true, true]],
    ['the other one has not told', (world) => untold(world, 'b'), [true, false]],
    [
      'the other one has not told, and may forward to where this one does',
      (world) => untold(world, 'b').set(resources.sourceSettings('a'), settingsOf('a', 'v')),
      [false, false],
    ],
    [
      'one may never tell',
      (world) => untold(world, 'b').fail(resources.sourceSettings('b'), { kind: 'no-access' }),
      [true, true],
    ],
    ['one could not be asked', (world) => untold(world, 'b').fail(resources.sourceSettings('b')), [true, false]],
  ])('that were blocked are all there are only where the source may forward no others: %s', (_, change, exact) => {
    const world = change(planned());
    for (const id of ['a', 'b']) world.set(resources.blocked(period, id), blocked({ schema_violation: hourly(3) }));
    const { rows, isWhole } = of(world);
    expect([isWhole, rows.map(({ isExact }) => isExact)]).toEqual([exact.every(Boolean), exact]);
  });

  it('are known to be none where there is no plan', () => {
    const world = snapshots().set(resources.sources, []).set(resources.trackingPlans, []);
    expect(of(world)).toMatchObject({ isKnown: true, inUse: false, violations: 0 });
  });

  it('have no share while the volume is unknown', () => {
    const world = snapshots()
      .set(resources.sources, [sourceWith('a')])
      .set(resources.trackingPlans, [{ ...plan('tp'), name: t`Plan` }])
      .set(resources.trackingPlanSources('tp'), [sourceWith('a')])
      .set(resources.blocked(period, 'a'), blocked({ schema_violation: hourly(3) }));
    expect(of(world).rows[0]).toMatchObject({ violations: 3, events: undefined, percent: undefined });
  });
});

describe('the moment since when more is blocked than usual', () => {
  const at = (series: ReturnType<typeof hourly>, ago: number) => series.at(-1 - ago)?.at;

  it.each([
    ['a rise that goes on', [1, 0, 1, 2, 1, 40, 60, 50], 2],
    ['the hour that now fills may still be low', [1, 0, 1, 2, 1, 40, 60, 3], 2],
    ['the last rise, not one before', [90, 90, 1, 1, 1, 1, 1, 80], 0],
    ['five events where there are none', [0, 0, 0, 0, 5], 0],
    ['three times the usual', [4, 4, 4, 4, 12], 0],
    ['a quarter of the peak, and no less', [0, 0, 0, 0, 0, 24, 25, 100], 1],
    ['what is usual is the middle of all hours', [2, 2, 2, 6, 6, 20], 0],
  ])('%s', (_, counts, ago) => {
    const series = hourly(...counts);
    expect(raisedSince(series)).toBe(at(series, ago));
  });

  it.each([
    ['the usual noise', [3, 2, 3, 4, 3, 2, 3, 3]],
    ['a rise that is over', [1, 1, 50, 60, 1, 1, 1, 1]],
    ['a few events', [0, 0, 0, 0, 0, 0, 3, 4]],
    ['less than three times the usual', [4, 4, 4, 4, 11]],
    ['nothing', [0, 0, 0]],
    ['no hours at all', []],
  ])('is none for %s', (_, counts) => {
    expect(raisedSince(hourly(...counts))).toBeUndefined();
  });
});
