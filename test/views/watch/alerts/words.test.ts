import { describe, expect, it, vi } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import type { AlertRecord } from '../../../../source/domain/watch/alerts/alert.ts';
import { alertRules } from '../../../../source/domain/watch/alerts/rules.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { stateColumn } from '../../../../source/views/watch/alerts/columns.ts';
import { ruleDetail } from '../../../../source/views/watch/alerts/rules-tab.ts';
import {
  alertMark,
  alertName,
  alertTarget,
  subjectOf,
  thresholdText,
} from '../../../../source/views/watch/alerts/words.ts';
import { auditWith, now } from '../../../workspace/snapshots.ts';

const marks = glyphs(false);
const record = (finding: object, change: object = {}): AlertRecord =>
  ({
    state: 'raised',
    holding: ['a'],
    finding: { verdict: 'LOST', severity: 'critical', ...finding },
    ...change,
  }) as never;

it.each<readonly [of: string, AlertRecord, text: string, tone: string]>([
  ['critical', record({}), marks.failing, 'bad'],
  ['a warning', record({ severity: 'warning' }), marks.partial, 'warn'],
  ['of what is off', record({ verdict: 'DISABLED' }), marks.idle, 'warn'],
  ['over', record({}, { state: 'resolved' }), marks.healthy, 'good'],
  ['of which nothing holds at the moment', record({}, { holding: [] }), marks.healthy, 'good'],
  ['of what was off', record({ verdict: 'DISABLED' }, { state: 'resolved' }), marks.healthy, 'good'],
])('the mark of an alert that is %s', (_, given, text, tone) => {
  expect(alertMark(given, marks)).toMatchObject({ text, tone });
});

it.each([
  [['a'], false, 'Braze ← Web → X'],
  [['a', 'b'], false, 'Braze ← Web → X +1'],
  [[], true, 'Braze < Web > X'],
])('%o hold: its name has the marks of the terminal, in ASCII %s', (holding, ascii, name) => {
  const given = record({ subject: { name: sanitise('Braze ← Web → X') } }, { holding });
  expect(alertName(given, glyphs(ascii))).toBe(name);
});

it.each([
  ['runs', now + 30 * minute, 'muted 30m'],
  ['is over', now, 'raised'],
])('alerts are sorted by the state that they show: a mute that %s', (_, until, text) => {
  const given = record({}, { muted: { kind: 'time', until } });
  const { cell, sort } = stateColumn({ session: {}, now } as never);
  const shown = cell(given, { glyphs: marks, width: 13, selected: false, marked: false, now });
  expect([(shown as { text: string }).text, sort?.(given)]).toEqual([text, text]);
});

describe('Enter on an alert', () => {
  it.each([
    ['destination', 'delivery-rate:x', 'destination', { id: 'x' }],
    ['source', 'silent:x', 'source', { id: 'x' }],
    ['source', 'violations:x', 'violation-events', { source: 'x' }],
    ['warehouse', 'sync:x', 'warehouse', { id: 'x' }],
    ['warehouse', 'report:x', 'audit', { resource: 'x' }],
    ['model', 'report:x', 'reverse-etl', { model: 'x' }],
    ['audience', 'report:x', 'audience', { id: 'x' }],
    ['trait', 'report:x', 'trait', { id: 'x' }],
    ['usage', 'usage:x', 'usage', {}],
    ['space', 'report:x', 'audit', { resource: 'x' }],
    ['filter', 'change:x', 'audit', { resource: 'x' }],
  ])('about a %s raised by %s opens the page of that', (type, key, view, params) => {
    expect(alertTarget(record({ key, subject: { type, id: 'x' } }))).toMatchObject({ view, params });
  });

  it('of a filter or mapping has a subject that no key of a list acts on', () => {
    const kinds = ['source', 'space', 'filter', 'usage'].map(
      (type) => subjectOf({ type, id: 'x', name: '' } as never).kind,
    );
    expect(kinds).toEqual(['source', 'space', 'other', 'other']);
  });
});

it.each([
  ['delivery-rate', {}, 'below 95%'],
  ['burn-rate', {}, 'above 2%, fewest 20 events'],
  ['burn-rate', { above: 0.5, fewest: 1 }, 'above 0.5%, fewest 1 event'],
  ['retrying', { lasting: 0 }, 'above 20%, lasting 0 min'],
  ['silent-source', {}, '–'],
])('the numbers of %s with %o in words', (id, parameters, text) => {
  const rule = alertRules.find((each) => each.id === id)!;
  expect(rule).toBeDefined();
  expect(thresholdText(rule, { [id]: { parameters } } as never)).toBe(text);
});

describe('a rule in full', () => {
  const rule = alertRules.find(({ covers }) => covers.includes('Source Disabled'))!;
  const reports = (count: number) =>
    Array.from({ length: count }, (_, index) => auditWith({ at: now - index * minute, type: t`Source Disabled` }));
  const told = (state: object, session: object = {}) => {
    vi.stubEnv('TZ', 'UTC');
    const context = { now, session, glyphs: marks, overview: { fleet: { byId: new Map() } } } as never;
    const given = { rule, on: true, offBy: undefined, raised: 2, events: undefined, last: undefined, ...state };
    const rows = ruleDetail(given as never, context, 200).map((row) => lineText(row).trimEnd());
    vi.unstubAllEnvs();
    return rows;
  };

  it.each<readonly [of: string, state: object, session: object, rows: readonly string[]]>([
    ['that is on', {}, {}, ['Here        on', 'Raised      2', 'Last        –', '']],
    [
      'that the configuration switched off and made worse',
      { on: false, offBy: 'config', last: now - minute },
      { alertRules: { [rule.id]: { severity: 'critical' } } },
      ['Here        off by the configuration', 'Raised      2', 'Last        12:29', 'Severity    critical'],
    ],
    [
      'that is off here',
      { on: false, offBy: 'here' },
      {},
      ['Here        off on this machine', 'Raised      2', 'Last        –', ''],
    ],
  ])('%s', (_, state, session, rows) => {
    const all = told(state, session);
    expect(all.slice(0, 2)).toEqual([rule.name, '']);
    expect(all.slice(4, 8)).toEqual(rows);
  });

  it.each([
    [0, [], 0],
    [8, [], 8],
    [9, ['and 1 more'], 8],
    [30, ['and 22 more'], 8],
  ])('names eight of %i reports, and how many more there are', (count, more, named) => {
    const rows = told({ events: reports(count) });
    const at = rows.indexOf('Reports of the period');
    const below = at < 0 ? [] : rows.slice(at + 1);
    expect(below.filter((row) => /^\d\d:\d\d Braze u1$/.test(row))).toHaveLength(named);
    expect(below.slice(named)).toEqual(more);
  });
});
