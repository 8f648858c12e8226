import { describe, expect, it } from 'vitest';
import type { SourceSettings } from '../../../source/domain/entities.ts';
import type { TrackingPlanRule } from '../../../source/domain/protocols/plans.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { planById, planSources, planSummaries } from '../../../source/workspace/protocols/tracking-plans.ts';
import { violations } from '../../../source/workspace/protocols/violations.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { trackingPlanRules } from '../../../source/workspace/resources/pages.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

const track = {
  allowUnplannedEvents: true,
  allowUnplannedEventProperties: true,
  allowEventOnViolations: true,
  allowPropertiesOnViolations: true,
  commonEventOnViolations: 'ALLOW',
} as const;

const plan = (id: string, type = 'LIVE') => ({ id, name: sanitise(id), type: sanitise(type) });

/** Plans with their sources, and what was blocked of each source: broken schemas, then unplanned events. */
function worldOf(
  plans: Readonly<Record<string, readonly string[]>>,
  blocked: Readonly<Record<string, readonly [schema: number, unplanned: number]>> = {},
): Snapshots {
  const ids = [...new Set(Object.values(plans).flat())];
  const world = snapshots()
    .set(
      resources.sources,
      ids.map((id) => sourceWith(id)),
    )
    .set(
      resources.trackingPlans,
      Object.keys(plans).map((id) => plan(id)),
    );
  for (const [id, own] of Object.entries(plans))
    world.set(
      resources.trackingPlanSources(id),
      own.map((each) => sourceWith(each)),
    );
  for (const [id, [schema, unplanned]] of Object.entries(blocked))
    world.set(
      resources.blocked(period, id),
      failuresOf({ schema_violation: hourly(schema), unplanned: hourly(unplanned) }),
    );
  return world;
}
const found = ({ read }: Snapshots) => violations(read, inflow(read, period, now), period, now);
const summaries = (world: Snapshots) => planSummaries(world.read, found(world), period);

describe('tracking plans', () => {
  it('stand by violations, then by what is unplanned, then by their sources, then by name', () => {
    const world = worldOf(
      { b: [], a: [], 'two sources': ['x', 'y'], one: ['x'], unplanned: ['u'], 'more unplanned': ['m'], broken: ['v'] },
      { u: [0, 5], m: [0, 90], v: [1, 0] },
    );
    for (const id of ['x', 'y', 'u', 'm', 'v']) world.set(resources.sourceSettings(id), { sourceId: id, track });
    expect(summaries(world).map(({ plan: { id } }) => id)).toEqual([
      'broken',
      'more unplanned',
      'unplanned',
      'two sources',
      'one',
      'a',
      'b',
    ]);
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, (number | undefined)[]]>([
    ['all of their sources have answered', (world) => world, [7, 3]],
    [
      'one of them has not answered',
      (world) => world.set(resources.blocked(period, 'y'), undefined as never),
      [undefined, undefined],
    ],
    [
      'one of them may be lost',
      (world) =>
        world.set(
          resources.trackingPlanSources('p'),
          ['x', 'y'].map((id) => sourceWith(id)),
          [problemWith({ kind: 'dropped-rows' })],
        ),
      [undefined, undefined],
    ],
    [
      'it is not known where one of them forwards to',
      (world) => world.set(resources.sourceSettings('y'), undefined as never),
      [undefined, 3],
    ],
    [
      'it is a library, which binds none',
      (world) => world.set(resources.trackingPlans, [plan('p', 'RULE_LIBRARY')]),
      [0, 0],
    ],
  ])('count what all of their sources broke only where that is known: %s', (_, change, expected) => {
    const world = worldOf({ p: ['x', 'y'] }, { x: [3, 1], y: [4, 2] });
    for (const id of ['x', 'y']) world.set(resources.sourceSettings(id), { sourceId: id, track });
    const [row] = summaries(change(world));
    expect([row?.violations, row?.unplanned]).toEqual(expected);
  });

  it('that have nothing else to tell them apart stand by name, whatever order they were read in', () => {
    const plans = { b: [], c: [], a: [] };
    for (const of of [plans, { a: [], c: [], b: [] }])
      expect(summaries(worldOf(of)).map(({ plan: { id } }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('have as many rules as are in force, once all of them were read', () => {
    const rule = (key: string, deprecatedAt?: number) =>
      ({ type: t`TRACK`, key: sanitise(key), version: 1, schema: null, deprecatedAt }) as TrackingPlanRule;
    const rules = [rule('a'), rule('b'), rule('old', now - hour)];
    const rulesOf = (world: Snapshots) => summaries(world)[0]?.rules;
    expect(rulesOf(worldOf({ p: [] }))).toBeUndefined();
    expect(rulesOf(worldOf({ p: [] }).set(trackingPlanRules('p'), rules))).toBe(2);
    const lost = [problemWith({ kind: 'dropped-rows' })];
    expect(rulesOf(worldOf({ p: [] }).set(trackingPlanRules('p'), rules, lost))).toBeUndefined();
  });

  const controls = {
    none: { track },
    fields: { track: { ...track, allowUnplannedEventProperties: false } },
    events: { track: { ...track, allowUnplannedEvents: false } },
    kept: { track: { ...track, allowUnplannedEvents: false }, forwardingBlockedEventsTo: 'z' },
  } as const satisfies Record<string, Partial<SourceSettings>>;

  it.each<readonly [string, readonly (keyof typeof controls | undefined)[], string | undefined]>([
    ['events, if one source loses them', ['none', 'kept', 'fields', 'events'], 'events'],
    ['fields rather than events that are kept elsewhere', ['kept', 'none', 'fields'], 'fields'],
    ['events that are kept elsewhere', ['none', 'kept'], 'kept'],
    ['nothing, where every source lets all through', ['none', 'none'], 'none'],
    ['not known, while one source has not told', ['none', undefined], undefined],
    ['known to be something as soon as one source has told', [undefined, 'fields'], 'fields'],
    ['not known before any has told', [undefined], undefined],
  ])('lose at worst: %s', (_, told, loss) => {
    const ids = told.map((_, index) => `s${index}`);
    const world = worldOf({ p: ids });
    for (const [index, kind] of told.entries())
      if (kind) world.set(resources.sourceSettings(ids[index]!), { sourceId: ids[index]!, ...controls[kind] });
    expect(summaries(world)[0]?.loss).toBe(loss);
  });

  it('are not known to lose nothing where one of their sources was lost', () => {
    const world = worldOf({ p: ['a'] }).set(resources.sourceSettings('a'), { sourceId: 'a', ...controls.none });
    expect(summaries(world)[0]?.loss).toBe('none');
    world.set(resources.trackingPlanSources('p'), [sourceWith('a')], [problemWith({ kind: 'dropped-rows' })]);
    expect(summaries(world)[0]?.loss).toBeUndefined();
  });

  it('were last changed when somebody changed them, not when a report came in', () => {
    const item = (id: string, at: number, type: string, resourceId = 'p') =>
      auditWith({ id, at, type: sanitise(type), resourceId });
    const world = worldOf({ p: [] }).set(resources.recentAudit(period), {
      items: [
        item('old', now - 3 * hour, 'Tracking Plan Modified'),
        item('report', now - 1, 'Violations Detected'),
        item('new', now - hour, 'Tracking Plan Modified'),
        item('other', now, 'Tracking Plan Modified', 'q'),
      ],
    });
    expect(summaries(world)[0]?.lastChange?.id).toBe('new');
  });

  it('are counted by more than one basis where one of their sources forwards what is broken', () => {
    const world = worldOf({ p: ['a', 'b'] }, { a: [1, 0], b: [1, 0] })
      .set(resources.sourceSettings('a'), { sourceId: 'a', track, forwardingViolationsTo: 'c' })
      .set(resources.sourceSettings('b'), { sourceId: 'b', track })
      .set(resources.forwardedViolations(period), [{ sourceId: 'c', total: 7, series: hourly(7) }]);
    expect(summaries(world)[0]).toMatchObject({ basis: 'mixed', violations: 8 });
    const alone = worldOf({ p: ['a'] }, { a: [1, 0] });
    expect(summaries(alone)[0]).toMatchObject({ basis: 'blocked', violations: undefined });
    alone.set(resources.sourceSettings('a'), { sourceId: 'a', track });
    expect(summaries(alone)[0]).toMatchObject({ basis: 'blocked', violations: 1 });
  });

  it('have as many violations as are forwarded, which is not known before those were read', () => {
    const world = worldOf({ p: ['a'] }, { a: [1, 4] }).set(resources.sourceSettings('a'), {
      ...{ sourceId: 'a', track, forwardingViolationsTo: 'c' },
    });
    expect(summaries(world)[0]).toMatchObject({ violations: undefined, unplanned: 4 });
    world.set(resources.forwardedViolations(period), []);
    expect(summaries(world)[0]).toMatchObject({ violations: 1, unplanned: 4 });
  });

  it('are found by their id', () => {
    const { read } = worldOf({ p: [], q: [] });
    expect([planById(read, 'q')?.name, planById(read, 'gone'), planById(snapshots().read, 'q')]).toEqual([
      'q',
      undefined,
      undefined,
    ]);
  });
});

describe('the sources of a plan', () => {
  it('stand by violations, then by what is unplanned, then by name, each with what was counted of it', () => {
    const world = worldOf(
      { p: ['b', 'a', 'unplanned', 'more unplanned', 'broken', 'most broken'] },
      { b: [0, 0], unplanned: [0, 5], 'more unplanned': [0, 90], broken: [1, 0], 'most broken': [4, 0] },
    );
    const rows = planSources(world.read, found(world), 'p');
    expect(rows.map(({ source, violations: own }) => [source.id, own?.violations, own?.unplanned])).toEqual([
      ['most broken', 4, 0],
      ['broken', 1, 0],
      ['more unplanned', 0, 90],
      ['unplanned', 0, 5],
      ['a', undefined, undefined],
      ['b', 0, 0],
    ]);
    expect(planSources(world.read, found(world), 'gone')).toEqual([]);
  });
});
