import { expect, it } from 'vitest';
import type { FieldColor } from '../../../../source/domain/privacy/local.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import {
  basisText,
  colorMark,
  colorSpans,
  destinationsText,
  fieldsText,
  list,
  matchText,
  payloadsText,
  seenText,
  severalText,
  sourceLabels,
  sourceNames,
} from '../../../../source/views/kit/words/privacy.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { now, problemWith, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const marks = glyphs(false);
const named = (...names: readonly string[]): SafeText[] => names.map((name) => sanitise(name));

it.each<readonly [FieldColor, mark: string, tone: string, label: string, labelTone: string]>([
  ['red', marks.failing, 'bad', ' Red', 'bad'],
  ['yellow', marks.partial, 'warn', ' Yellow', 'warn'],
  ['green', marks.healthy, 'good', ' Green', 'dim'],
])('%s has a mark of its own, so that it is told without colour', (color, text, tone, label, labelTone) => {
  expect(colorMark(color, marks)).toMatchObject({ text, tone });
  expect(colorSpans(color, marks)).toMatchObject([
    { text, tone },
    { text: label, tone: labelTone },
  ]);
});

it.each([
  [undefined, 'no matcher'],
  [{ on: 'key', exact: true }, 'email · key · exact'],
  [{ on: 'value', exact: false }, 'email · value · similar'],
] as const)('what a matcher hit: %o', (match, text) => {
  expect(matchText(match && { matcher: t`email`, color: 'red', ...match }, marks)).toBe(text);
});

it.each([
  [[], '–'],
  [['a'], 'a'],
  [['a', 'b'], 'a +1'],
  [['a', 'b', 'c'], 'a +2'],
])('several in a column: %o', (names, text) => {
  expect(severalText(named(...names))).toBe(text);
});

it.each([
  [['a', 'b'], 'a, b'],
  [['a', 'b', 'c'], 'a, b and 1 more'],
  [[], ''],
])('the first two of %o in words', (names, text) => {
  expect(list(named(...names), 2)).toBe(text);
});

it.each([
  [{ lastSeen: now - 4 * minute, payloads: 1, planned: true }, '4m'],
  [{ lastSeen: undefined, payloads: 1, planned: true }, 'seen'],
  [{ lastSeen: undefined, payloads: 0, planned: true }, 'planned'],
  [{ lastSeen: undefined, payloads: 0, planned: false }, 'kept'],
])('when a field was in a payload: %o', (field, text) => {
  expect(seenText(field as never, now)).toBe(text);
});

it('one is told in the singular, and none in the plural', () => {
  expect([0, 1, 2].map(fieldsText)).toEqual(['0 fields', '1 field', '2 fields']);
  expect([0, 1, 2].map(payloadsText)).toEqual(['0 payloads', '1 payload', '2 payloads']);
  expect([0, 1, 2].map(destinationsText)).toEqual(['0 destinations', '1 destination', '2 destinations']);
});

const reading = { problems: [], status: 'loading', version: 0 } as const;
const refused = { ...reading, error: problemWith({ kind: 'no-access', status: 403 }) } as const;
const told = { ...reading, data: [] } as const;
it.each([
  ['their list is being read', { plans: 0, plansRead: 0, reading }, 'tracking plans that are being read'],
  ['their list was refused', { plans: 0, plansRead: 0, reading: refused }, 'tracking plans (no access (403))'],
  ['there is none', { plans: 0, plansRead: 0, reading: told }, '0 tracking plans'],
  ['all were read', { plans: 1, plansRead: 1, reading: told }, '1 tracking plan'],
  ['some are being read', { plans: 3, plansRead: 1, reading }, '1 of 3 tracking plans so far'],
  [
    'some could not be read',
    { plans: 3, plansRead: 1, reading: refused, standing: { kind: 'failed' } },
    '1 of 3 tracking plans (no access (403))',
  ],
])('what fields are known from, where %s', (_, change, plans) => {
  const fields = { payloads: 1, standing: { kind: 'reading' }, ...change };
  expect(basisText(fields as never)).toBe(`From ${plans} and 1 payload of 7 days that segtop has read`);
});

it('a source that is not listed is told by the start of its id, and has no labels', () => {
  const web = sourceWith('web', { name: t`Web`, labels: [{ key: t`environment`, value: t`prod` }] });
  const { read } = snapshots().set(resources.sources, [web, sourceWith('ios', { labels: web.labels })]);
  const field = { sources: ['web', '0123456789'] };
  expect(sourceNames({ read } as never, field)).toEqual(['Web', '01234567']);
  expect(sourceLabels({ read } as never, field)).toEqual(['environment:prod']);
});
