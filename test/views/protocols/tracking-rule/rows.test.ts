import { describe, expect, test } from 'vitest';
import type { TrackingPlanRule } from '../../../../source/domain/protocols/plans.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { textOf } from '../../../../source/theme/spans.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import {
  brokenText,
  fieldNames,
  fieldTakes,
  ruleName,
  violationsTarget,
} from '../../../../source/views/protocols/rule-words.ts';
import { fieldRows, schemaRows, stateRows } from '../../../../source/views/protocols/tracking-rule/rows.ts';
import type { PlanRule } from '../../../../source/workspace/protocols/plan-rules.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { now, period, problemWith, snapshots } from '../../../workspace/snapshots.ts';

const schema = {
  type: 'object',
  properties: {
    properties: {
      type: 'object',
      required: ['total'],
      properties: { total: { type: 'number' }, currency: { type: 'string', enum: ['USD', 'EUR'], description: 'ISO' } },
    },
  },
};

const ruleOf = (change: Partial<TrackingPlanRule> = {}): TrackingPlanRule => ({
  type: t`TRACK`,
  key: t`Order Completed`,
  version: 2,
  schema,
  ...change,
});
const planRule = (change: Partial<PlanRule> = {}, rule: Partial<TrackingPlanRule> = {}): PlanRule => ({
  ...{
    key: 'k',
    fields: 2,
    required: 1,
    violating: 0,
    mayBeMore: false,
    basis: 'collected',
    told: 1,
    brokenBy: [],
    lastSeen: undefined,
  },
  rule: ruleOf(rule),
  ...change,
});
const contextOf = (read = snapshots().read) =>
  ({ read, period, now, glyphs: glyphs(false), overview: { flow: { bySource: new Map() } } }) as unknown as ViewContext;

const stateOf = (row: PlanRule, context = contextOf()) =>
  stateRows(row, 'p', context).map(({ line }) => textOf(line!.spans).replace(/ {2,}/g, ' ').trim());

describe('the state of a rule', () => {
  const bound = (ids: readonly string[], problems = [] as ReturnType<typeof problemWith>[]) =>
    contextOf(
      snapshots().set(
        resources.trackingPlanSources('p'),
        ids.map((id) => ({ id, name: sanitise(id) })) as never,
        problems,
      ).read,
    );

  test.each<[string, PlanRule, ViewContext, readonly string[]]>([
    ['that nothing breaks', planRule(), contextOf(), ['For Track version 2', 'Broken by 0 events']],
    [
      'that nothing breaks of what was blocked',
      planRule({ basis: 'blocked' }),
      contextOf(),
      [
        'For Track version 2',
        'Broken by 0 events',
        'Only blocked events are counted: those that the controls let pass are not known.',
      ],
    ],
    [
      'that events break, of some sources only those that were blocked',
      planRule({ basis: 'mixed', violating: 2 }),
      contextOf(),
      ['For Track version 2', 'Broken by 2 events', 'Of some sources only blocked events are counted.'],
    ],
    [
      'of which nothing is known, be it what was blocked',
      planRule({ basis: 'blocked', violating: undefined, told: 1 }),
      contextOf(),
      ['For Track version 2', 'Broken by not known: not every source of the plan is read'],
    ],
    [
      'that one event breaks',
      planRule({ violating: 1, lastSeen: now - hour }),
      contextOf(),
      ['For Track version 2', 'Broken by 1 event last 1h'],
    ],
    [
      'that more may break',
      planRule({ violating: 1204, mayBeMore: true }),
      contextOf(),
      ['For Track version 2', 'Broken by at least 1,204 events'],
    ],
    [
      'that was made, and never changed',
      planRule({}, { createdAt: now - 2 * day }),
      contextOf(),
      ['For Track version 2', 'Changed Jan 13 12:30 2d ago', 'Broken by 0 events'],
    ],
    [
      'that was changed since',
      planRule({}, { createdAt: now - 9 * day, updatedAt: now - 3 * hour }),
      contextOf(),
      ['For Track version 2', 'Changed 09:30 3h ago', 'Broken by 0 events'],
    ],
    [
      'of which some sources have not told',
      planRule({ violating: undefined, told: 1 }),
      contextOf(),
      ['For Track version 2', 'Broken by not known: not every source of the plan is read'],
    ],
    [
      'of which no source has told',
      planRule({ violating: undefined, told: 0 }),
      bound(['s']),
      ['For Track version 2', 'Broken by not known: no source of the plan is read yet'],
    ],
    [
      'of a plan without sources',
      planRule({ violating: undefined, told: 0 }),
      bound([]),
      ['For Track version 2', 'Broken by nothing is checked: no source is connected to the plan'],
    ],
    [
      'of a plan whose sources were lost',
      planRule({ violating: undefined, told: 0 }),
      bound([], [problemWith({ kind: 'dropped-rows' })]),
      ['For Track version 2', 'Broken by not known: no source of the plan is read yet'],
    ],
  ])('%s', (_, row, context, texts) => {
    expect(stateOf(row, context)).toEqual(texts);
  });

  test('leads to the violations of each source that breaks it', () => {
    const [row] = stateRows(planRule({ violating: 3, brokenBy: ['s1'] }), 'p', contextOf()).slice(-1);
    expect(row).toMatchObject({
      key: 'by:s1',
      open: { view: 'violation-list', params: { source: 's1', type: 'track', event: 'Order Completed' } },
      subject: { kind: 'source', id: 's1' },
    });
  });
});

describe('the fields of a rule', () => {
  const rowsOf = (rule: Partial<TrackingPlanRule>, width: number) =>
    fieldRows(planRule({}, rule), 'p', contextOf(), width).map(({ line, more = [] }) =>
      [line!, ...more].map(({ spans }) => textOf(spans).trimEnd()),
    );

  test('stand with what they take beside them, or under them where there is no room', () => {
    expect(rowsOf({}, 64)).toContainEqual(['  properties.total     required  number']);
    expect(rowsOf({}, 64)).toContainEqual(['  properties.currency  optional  string, one of USD, EUR', '    ISO']);
    expect(rowsOf({}, 63)).toContainEqual([
      '  properties.currency  optional',
      '    string, one of USD, EUR',
      '    ISO',
    ]);
  });

  test.each([
    [null, 'The rule has no schema: any fields are taken.'],
    [{}, 'The schema names no field; the JSON below is all of it.'],
  ])('of a schema that is %j', (none, text) => {
    expect(rowsOf({ schema: none }, 80)).toEqual([[text]]);
  });

  test('that are more than are listed say so', () => {
    const schema = (count: number) => ({ required: Array.from({ length: count }, (_, at) => `f${at}`) });
    expect(rowsOf({ schema: schema(2000) }, 80).at(-1)).toEqual(['  f1999  required  any']);
    expect(rowsOf({ schema: schema(2001) }, 80).slice(-2)).toEqual([
      ['  f1999  required  any'],
      ['More fields than these: the JSON schema has them.'],
    ]);
  });

  test('fold in the JSON by their path', () => {
    const all = schemaRows(ruleOf(), [], contextOf());
    const folded = schemaRows(ruleOf(), ['/properties'], contextOf());
    expect(all[2]).toMatchObject({ key: 'json:3', fold: '/properties' });
    expect(all[1]).not.toHaveProperty('fold');
    expect(folded.map(({ key }) => key)).toEqual(['json:1', 'json:2', 'json:3', `json:${all.length}`]);
  });
});

describe('the wording of rules', () => {
  test.each([
    [{ type: t`TRACK`, key: t`Order Completed` }, 'Order Completed'],
    [{ type: t`COMMON`, key: t`` }, 'Every event'],
    [{ type: t`IDENTIFY`, key: t`` }, 'Identify calls'],
  ])('%j is %s', (rule, name) => {
    expect(ruleName(rule)).toBe(name);
  });

  test.each([
    [1, false, '1 event'],
    [1204, false, '1,204 events'],
    [0, true, 'at least 0 events'],
  ])('%i broken, there may be more: %s', (count, mayBeMore, text) => {
    expect(brokenText(count, { mayBeMore })).toBe(text);
  });

  test('fields are named without what all of them share, required ones with a star', () => {
    expect(fieldNames(schema)).toMatch(/total\*, currency$/);
    expect(fieldNames(null)).toBe('');
  });

  test.each([
    ['', 'number'],
    ['from 0', 'number, from 0'],
  ])('a number that takes %j reads %s', (takes, text) => {
    expect(fieldTakes({ type: t`number`, takes: sanitise(takes), path: t`x`, required: false, description: t`` })).toBe(
      text,
    );
  });

  test('violations of a whole call have no event', () => {
    expect(violationsTarget('s', { type: t`IDENTIFY`, key: t`` }).params).toEqual({ source: 's', type: 'identify' });
  });
});
