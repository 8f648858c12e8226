import { expect, test } from 'vitest';
import { spansOf } from '../../../../source/components/table/columns.ts';
import { t } from '../../../../source/domain/text.ts';
import { glyphs as glyphsOf } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { columns, detail } from '../../../../source/views/privacy/privacy/settings-tab.ts';
import { now, problemWith } from '../../../workspace/snapshots.ts';

const glyphs = glyphsOf(false);
const whole = { kind: 'whole', proof: {} };
const reading = { kind: 'reading', read: 1, of: 2 };
const part = { kind: 'partial', problem: problemWith({ message: t`3 rows could not be read` }) };
const refused = { kind: 'failed', problem: problemWith({ kind: 'not-in-plan', status: 403 }) };
const path = (name: string) => ({ path: t`${name as never}` });
const none = { red: [], yellow: [], green: [] };
const filled = { red: [path('ssn'), path('card')], yellow: [path('zip')], green: [] };

const row = (flow: object, reach: object = whole, chosen = 'red') =>
  ({
    flow: {
      ...{ key: 'destination:d', kind: 'destination', id: 'd', name: t`Braze`, enabled: true, source: undefined },
      ...{
        fields: filled,
        dropped: [],
        inPart: [],
        unwanted: [],
        broken: [],
        mayBreak: [],
        filters: undefined,
        ...flow,
      },
    },
    reach,
    chosen,
  }) as never;

/** Every cell of a row: its text and how it is coloured. */
const cells = (of: never, selected = false) =>
  columns.map(({ id, cell }) => {
    const spans = spansOf(cell(of, { glyphs, width: 40, selected, marked: false, now }));
    return `${id}: ${lineText({ spans }).trim()} ${spans.findLast(({ text }) => text.trim() !== '' && text !== ']')?.tone ?? ''}`;
  });

test.each<readonly [of: string, flow: object, reach: object, red: string, yellow: string, green: string]>([
  ['what flows', {}, whole, 'red: 2 bad', 'yellow: 1 warn', 'green: 0 dim'],
  ['what flows at least, while more is read', {}, reading, 'red: 2+ bad', 'yellow: 1+ warn', 'green: – dim'],
  ['what flows at least, as rules were refused', {}, refused, 'red: 2+ bad', 'yellow: 1+ warn', 'green: – dim'],
  [
    'against a wish, or perhaps, at least',
    { broken: ['red'], mayBreak: ['yellow'], unwanted: ['red', 'yellow'] },
    part,
    'red: ▲ 2+ bad',
    'yellow: ? 1+ warn',
    'green: – dim',
  ],
  ['of a source whose fields nothing tells', { fields: none }, whole, 'red: – dim', 'yellow: – dim', 'green: – dim'],
  [
    'of which filters drop all',
    { fields: none, dropped: [path('ssn')] },
    whole,
    'red: 0 dim',
    'yellow: 0 dim',
    'green: 0 dim',
  ],
  ['off', { fields: none, enabled: false }, whole, 'red: off dim', 'yellow: off dim', 'green: off dim'],
  [
    'against a wish, and as it was wished',
    { unwanted: ['red', 'green'], broken: ['red'] },
    whole,
    'red: ▲ 2 bad',
    'yellow: 1 warn',
    'green: ✓ 0 good',
  ],
  ['perhaps as it was wished', { unwanted: ['green'] }, part, 'red: 2+ bad', 'yellow: 1+ warn', 'green: – dim'],
  [
    'what may flow against the wish, as its filters are still to be read',
    { unwanted: ['red', 'green'], mayBreak: ['red'] },
    whole,
    'red: ? 2 warn',
    'yellow: 1 warn',
    'green: ✓ 0 good',
  ],
])('the numbers of a row: %s', (_, flow, reach, ...expected) => {
  expect(cells(row(flow, reach)).slice(1, 4)).toEqual(expected);
});

test('the chosen colour of the selected row stands in brackets', () => {
  expect(cells(row({}, whole, 'yellow'), true).slice(1, 4)).toEqual(['red: 2 bad', 'yellow: [1] warn', 'green: 0 dim']);
});

test.each<readonly [of: string, flow: object, told: string]>([
  ['a source has none', {}, 'filters:  '],
  ['off', { enabled: false, filters: { problems: [], data: [] } }, 'filters:  '],
  [
    'refused',
    { filters: { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) } },
    'filters: no access (403) warn',
  ],
  ['not read', { filters: { problems: [] } }, 'filters: not read dim'],
  ['none', { filters: { problems: [], data: [] } }, 'filters: none dim'],
  ['none in what was read', { filters: { problems: [problemWith()], data: [] } }, 'filters: – dim'],
  [
    'of both kinds',
    { filters: { problems: [], data: [] }, dropped: [path('a'), path('b')], inPart: [path('c')] },
    'filters: drop 2, 1 in part ',
  ],
])('filters: %s', (_, flow, told) => {
  expect(cells(row(flow))[4]).toBe(told);
});

const facts = (flow: object, reach: object) =>
  detail(row(flow, reach), { glyphs }, 200)
    .map(({ spans }) => {
      const tone = spans.at(-1)?.tone ?? 'text';
      return `${spans[0]?.tone ?? ''}|${lineText({ spans }).trimEnd()}${spans.length > 1 && tone !== 'text' ? `|${tone}` : ''}`;
    })
    .slice(1, -2);

test.each<readonly [of: string, flow: object, reach: object, rows: readonly string[]]>([
  [
    'known',
    { unwanted: ['green'], dropped: [path('x')], inPart: [path('y')] },
    whole,
    [
      'bad|Red       2 fields: ssn, card',
      'warn|Yellow    1 field: zip',
      'good|Green     should not flow, and no field is known that does',
      'dim|Filters   drop x',
      'dim|In part   filters with a condition drop y',
    ],
  ],
  [
    'known in part: that a wish is kept is not',
    { unwanted: ['red', 'green'], broken: ['red'], fields: { ...filled, yellow: [] } },
    part,
    [
      'bad|Red       should not flow, and does: ssn, card',
      'dim|Yellow    fields: none in what was read; 3 rows could not be read|warn',
      'dim|Green     fields: none in what was read; 3 rows could not be read|warn',
    ],
  ],
  [
    'known in part: there may be more',
    {},
    refused,
    [
      'bad|Red       2+ fields: ssn, card',
      'warn|Yellow    1+ fields: zip',
      'dim|Green     fields: not in the plan (403)|warn',
    ],
  ],
  [
    'still being read',
    { fields: none },
    reading,
    [
      'dim|Red       Reading fields: 1 of 2 so far|dim',
      'dim|Yellow    Reading fields: 1 of 2 so far|dim',
      'dim|Green     Reading fields: 1 of 2 so far|dim',
    ],
  ],
  [
    'of a place that is off',
    { enabled: false, fields: none },
    whole,
    [
      'dim|Switched off: nothing flows',
      'dim|Red       no field that is known',
      'dim|Yellow    no field that is known',
      'dim|Green     no field that is known',
    ],
  ],
  [
    'what may flow against the wish, as its filters are still to be read',
    { unwanted: ['red'], mayBreak: ['red'], fields: { ...filled, yellow: [] } },
    whole,
    [
      'warn|Red       should not flow, and does unless one of its filters, not read yet, drops it: ssn, card',
      'dim|Yellow    no field that is known',
      'dim|Green     no field that is known',
    ],
  ],
])('what is told of a row: %s', (_, flow, reach, rows) => {
  expect(facts(flow, reach)).toEqual(rows);
});
