import { describe, expect, it } from 'vitest';
import {
  noViolationRead,
  unplannedKind,
  type ViolationDetails,
  type ViolationRow,
} from '../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { brokenFields, planRules, ruleKey, watchedSources } from '../../../source/workspace/protocols/plan-rules.ts';
import * as common from '../../../source/workspace/resources/common.ts';
import { trackingPlanRules } from '../../../source/workspace/resources/pages.ts';
import { blockedEvents, violationDetails } from '../../../source/workspace/resources/violations.ts';
import { hourly, now, period, problemWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const schema = {
  properties: {
    properties: {
      type: 'object',
      properties: { total: { type: 'number' }, sku: { type: 'string' } },
      required: ['total'],
    },
  },
};
const rule = (type: string, key: string, version = 1) => ({
  type: sanitise(type),
  key: sanitise(key),
  version,
  schema,
});
const row = (eventName: string, field: string, count: number, more: Partial<ViolationRow> = {}): ViolationRow => ({
  ...{
    eventName: sanitise(eventName),
    eventType: t`track`,
    kind: t`Invalid Type`,
    field: sanitise(field),
    sentence: t`x`,
    count,
  },
  ...{ firstSeen: now - 2 * hour, lastSeen: now - minute, appVersion: undefined, samples: [] },
  ...more,
});
const details = (events: Readonly<Record<string, number>>, ...rows: ViolationRow[]): ViolationDetails => ({
  kind: 'details',
  basis: 'collected',
  rows,
  events: Object.entries(events).map(([name, count]) => ({
    eventName: sanitise(name),
    eventType: t`track`,
    events: count,
    unplanned: 0,
  })),
});

function world(...told: readonly (ViolationDetails | undefined)[]): Snapshots {
  const ids = told.map((_, index) => `s${index}`);
  const all = snapshots()
    .set(
      common.trackingPlanSources('p'),
      ids.map((id) => sourceWith(id)),
    )
    .set(trackingPlanRules('p'), [
      rule('TRACK', 'B'),
      rule('TRACK', 'A'),
      rule('TRACK', 'A', 2),
      rule('IDENTIFY', ''),
      rule('COMMON', ''),
    ]);
  told.forEach((each, index) => {
    if (each) all.set(violationDetails(period, ids[index]!), each);
  });
  return all;
}
const told = ({ read }: Snapshots) =>
  planRules(read, period, 'p').rows.map(({ rule: { type, key, version }, violating }) => [
    type,
    key,
    version,
    violating,
  ]);

describe('the rules of a plan', () => {
  it('come with what breaks them over all sources: most first, then by type, name and newest version', () => {
    const all = world(
      details({ B: 2 }, row('B', 'properties.total', 2)),
      details({ B: 5 }, row('B', 'properties.total', 5, { lastSeen: now })),
    );
    expect(told(all)).toEqual([
      ['TRACK', 'B', 1, 7],
      ['TRACK', 'A', 2, 0],
      ['TRACK', 'A', 1, 0],
      ['IDENTIFY', '', 1, 0],
      ['COMMON', '', 1, 0],
    ]);
    expect(planRules(all.read, period, 'p')).toMatchObject({ basis: 'collected', sources: 2, known: 2 });
    expect(planRules(all.read, period, 'p').rows[0]).toMatchObject({
      key: ruleKey({ type: t`TRACK`, key: t`B`, version: 1 }),
      brokenBy: ['s1', 's0'],
      lastSeen: now,
      required: 1,
    });
  });

  it('are known to be kept only where every source has told', () => {
    expect(told(world(details({ B: 2 }, row('B', 'properties.total', 2)), undefined))).toEqual([
      ['TRACK', 'B', 1, 2],
      ['TRACK', 'A', 2, undefined],
      ['TRACK', 'A', 1, undefined],
      ['IDENTIFY', '', 1, undefined],
      ['COMMON', '', 1, undefined],
    ]);
    expect(told(world()).map(([, , , violating]) => violating)).toEqual(Array(5).fill(undefined));
  });

  it.each<readonly [what: string, sources: number, lost: boolean, violating: number | undefined, mayBeMore: boolean]>([
    ['one source', 1, false, 0, false],
    ['as many as are asked', 12, false, 0, false],
    ['one more than are asked', 13, false, undefined, true],
    ['sources of the plan were lost', 1, true, undefined, true],
  ])(
    'nothing broke a rule only where all sources of the plan have told: %s',
    (_, count, lost, violating, mayBeMore) => {
      const all = world(...Array.from({ length: count }, () => details({ B: 2 }, row('B', 'properties.total', 2))));
      const bound = Array.from({ length: count }, (_each, index) => sourceWith(`s${index}`));
      const problems = lost ? [problemWith({ kind: 'dropped-rows', status: 200 })] : [];
      const found = planRules(all.set(common.trackingPlanSources('p'), bound, problems).read, period, 'p');
      expect(found.rows.map((each) => each.violating)).toEqual([
        2 * Math.min(count, 12),
        ...Array.from({ length: 4 }, () => violating),
      ]);
      expect(found.rows.map((each) => each.mayBeMore)).toEqual(Array.from({ length: 5 }, () => mayBeMore));
      expect([found.sources, found.known]).toEqual([count, Math.min(count, 12)]);
    },
  );

  it('count what breaks the rule of every event by the root of the event', () => {
    const all = world(details({ B: 3 }, row('B', '(root)', 3), row('B', 'properties.total', 1)));
    expect(planRules(all.read, period, 'p').rows.find(({ rule: { type } }) => type === 'COMMON')).toMatchObject({
      violating: 3,
      brokenBy: ['s0'],
    });
  });

  const root = (count: number, sentence = 'x', more: Partial<ViolationRow> = {}) =>
    row('B', '(root)', count, { sentence: sanitise(sentence), ...more });

  it.each<readonly [what: string, events: number, isLeast: boolean, rows: readonly ViolationRow[]]>([
    ['in one way, by two versions of the app', 5, false, [root(2), root(3, 'x', { appVersion: t`2.0` })]],
    ['in two ways, maybe by the same events', 3, true, [root(3), root(2, 'y')]],
    [
      'in two ways, one of them in two versions',
      4,
      true,
      [root(3), root(2, 'y'), root(2, 'y', { appVersion: t`2.0` })],
    ],
    ['each in one way by events of two names', 5, false, [root(3), row('A', '(root)', 2, { sentence: t`y` })]],
    ['each in one way by two types of call', 5, false, [root(3), root(2, 'y', { eventType: t`page` })]],
  ])('count events that broke the rule of every event, not how often: %s', (_, violating, mayBeMore, rows) => {
    const all = world(details({ B: 9 }, ...rows), details({ B: 4 }, root(4, 'x', { lastSeen: now })));
    expect(planRules(all.read, period, 'p').rows.find(({ rule: { type } }) => type === 'COMMON')).toMatchObject({
      violating: violating + 4,
      mayBeMore,
      lastSeen: now,
    });
    expect(planRules(all.read, period, 'p').rows.find(({ rule: { key } }) => key === 'B')?.mayBeMore).toBe(false);
  });

  it.each<readonly [what: string, order: readonly (0 | 1)[]]>([
    ['first', [0, 1]],
    ['second', [1, 0]],
  ])('of which one source tells only the least are the least: told %s', (_, order) => {
    const both = [details({ B: 9 }, root(3), root(2, 'y')), details({ B: 4 }, root(4))] as const;
    const { rows } = planRules(world(...order.map((index) => both[index])).read, period, 'p');
    expect(rows.find(({ rule: { type } }) => type === 'COMMON')).toMatchObject({ violating: 7, mayBeMore: true });
  });

  it('are not known to be kept by sources that were not asked, nor by one that was lost', () => {
    const violatingOf = (all: Snapshots) => {
      const { rows, sources, known } = planRules(all.read, period, 'p');
      return [rows[1]?.violating, sources, known];
    };
    const kept = (count: number) => world(...Array.from({ length: count }, () => details({})));
    expect(violatingOf(kept(12))).toEqual([0, 12, 12]);
    expect(planRules(kept(2).read, period, 'p').rows.flatMap(({ brokenBy }) => brokenBy)).toEqual([]);
    expect(violatingOf(kept(13))).toEqual([undefined, 13, 12]);
    const lost = problemWith({ kind: 'dropped-rows' });
    expect(violatingOf(kept(2).set(common.trackingPlanSources('p'), [sourceWith('s0')], [lost]))).toEqual([
      undefined,
      1,
      1,
    ]);
  });

  it('are not known to be kept where the violations of a source do not reach back over the period', () => {
    const all = world({ ...details({}), since: now - hour } as ViolationDetails);
    expect(planRules(all.read, period, 'p')).toMatchObject({ known: 0, sources: 1 });
    expect(told(all)[0]?.[3]).toBeUndefined();
  });

  it('are known of nobody where the plan has no source', () => {
    const { rows, basis } = planRules(world().read, period, 'p');
    expect([rows.map(({ violating }) => violating), basis]).toEqual([Array(5).fill(undefined), 'blocked']);
  });

  it('are broken by sources that have violations, not by those that only send what is not planned', () => {
    const only = details({ B: 0 }, row('B', '', 9, { kind: unplannedKind }));
    const all = world(only, details({ B: 2 }, row('B', 'properties.total', 2, { lastSeen: now - hour })));
    expect(planRules(all.read, period, 'p').rows[0]).toMatchObject({
      violating: 2,
      brokenBy: ['s1'],
      lastSeen: now - hour,
    });
  });

  it('were last broken when any source sent that last', () => {
    const all = world(
      details({ B: 2 }, row('B', 'properties.total', 2, { lastSeen: now })),
      details({ B: 2 }, row('B', 'properties.total', 2, { lastSeen: now - hour })),
    );
    expect(planRules(all.read, period, 'p').rows[0]?.lastSeen).toBe(now);
  });

  it('are counted by what was blocked where no details can be read, and both are told apart', () => {
    const blocked = (discardReason: string, count: number) => ({
      ...{ total: count, retries: 0, series: hourly(count) },
      by: { eventName: t`B`, eventType: t`track`, discardReason: sanitise(discardReason) },
    });
    const all = world(noViolationRead).set(blockedEvents(period, 's0'), {
      total: 0,
      rows: [blocked('schema_violation', 4), blocked('common_schema_violation', 3), blocked('unplanned', 9)],
    });
    expect(told(all).slice(0, 2)).toEqual([
      ['TRACK', 'B', 1, 7],
      ['COMMON', '', 1, 3],
    ]);
    expect(planRules(all.read, period, 'p')).toMatchObject({
      basis: 'blocked',
      rows: Array(5).fill({ basis: 'blocked' }),
    });
    expect(planRules(all.read, period, 'p').rows.map(({ lastSeen }) => lastSeen)).toEqual([
      ...[now, now, undefined, undefined, undefined],
    ]);
    const both = world(noViolationRead, details({})).set(blockedEvents(period, 's0'), { total: 0, rows: [] });
    expect(planRules(both.read, period, 'p')).toMatchObject({ basis: 'mixed', known: 2 });
  });

  it('of calls without a name go by their type, and a type that nobody knows stands last', () => {
    const identify = { eventName: undefined, eventType: t`identify` };
    const identified: ViolationDetails = {
      ...{ kind: 'details', basis: 'collected' },
      rows: [row('', 'traits.email', 6, identify)],
      events: [{ ...identify, events: 6, unplanned: 0 }],
    };
    const all = world(identified).set(trackingPlanRules('p'), [
      rule('ALIAS', ''),
      rule('COMMON', ''),
      rule('IDENTIFY', ''),
    ]);
    expect(told(all)).toEqual([
      ['IDENTIFY', '', 1, 6],
      ['COMMON', '', 1, 0],
      ['ALIAS', '', 1, 0],
    ]);
  });

  it('that nothing is known to break come by type, name and newest version, and none before they were read', () => {
    const all = ['COMMON', 'SCREEN', 'PAGE', 'GROUP', 'IDENTIFY'].map((type) => rule(type, ''));
    const tracks = [rule('TRACK', 'a'), rule('TRACK', 'c', 3), rule('TRACK', 'b'), rule('TRACK', 'a', 2)];
    const { read } = snapshots().set(trackingPlanRules('p'), [...all, ...tracks]);
    const { rows, ...rest } = planRules(read, period, 'p');
    expect(rows.map((each) => [each.rule.type, each.rule.key, each.rule.version, each.violating])).toEqual([
      ['TRACK', 'a', 2, undefined],
      ['TRACK', 'a', 1, undefined],
      ['TRACK', 'b', 1, undefined],
      ['TRACK', 'c', 3, undefined],
      ...['IDENTIFY', 'GROUP', 'PAGE', 'SCREEN', 'COMMON'].map((type) => [type, '', 1, undefined]),
    ]);
    expect(rest).toEqual({ basis: 'blocked', sources: 0, known: 0 });
    expect(planRules(snapshots().read, period, 'p')).toEqual({ rows: [], ...rest });
  });

  it('are asked about at twelve sources at most', () => {
    const ids = Array.from({ length: 14 }, (_, index) => sourceWith(`s${index}`));
    const { read } = snapshots().set(common.trackingPlanSources('p'), ids);
    expect([watchedSources(read, 'p').length, watchedSources(read, 'p').at(-1)]).toEqual([12, 's11']);
    expect(watchedSources(snapshots().read, 'p')).toEqual([]);
  });
});

describe('the fields of a rule that are broken', () => {
  it('are summed over sources; the items of a list are one field, and other events are left out', () => {
    const first = details(
      { B: 9 },
      row('B', 'properties.items.0.sku', 2),
      row('B', 'properties.items.11.sku', 3),
      row('A', 'properties.total', 7),
      row('B', 'properties.new', 8, { kind: unplannedKind }),
    );
    const second = details(
      { B: 1 },
      row('B', 'properties.total', 1),
      row('B', 'properties.x', 4, { eventType: t`page` }),
    );
    const fields = brokenFields(world(first, second).read, period, 'p', { type: t`TRACK`, key: t`B` });
    expect([...(fields ?? [])]).toEqual([
      ['properties.items[].sku', 5],
      ['properties.total', 1],
    ]);
  });

  it('are not known where no source tells fields', () => {
    expect(
      brokenFields(world(noViolationRead, undefined).read, period, 'p', { type: t`TRACK`, key: t`B` }),
    ).toBeUndefined();
    expect(brokenFields(world(details({})).read, period, 'p', { type: t`TRACK`, key: t`B` })?.size).toBe(0);
  });
});
