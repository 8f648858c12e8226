import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { eventMark, plannedText, signLines, signSpan } from '../../../../source/views/sources/source/event-columns.ts';
import type { SourceEvent } from '../../../../source/workspace/protocols/source-events.ts';

const marks = glyphs(false);
const known = { plan: 'p', key: 'k' };
const event = (sign: SourceEvent['sign'], rule: SourceEvent['rule'], events = 5) =>
  ({ sign, rule, events }) as SourceEvent;

test.each([
  [event('stopped', known), marks.failing, 'bad', 'planned'],
  [event('stopped', null), marks.failing, 'bad', 'unplanned'],
  [event('new', known), marks.partial, 'warn', 'planned'],
  [event('fell', undefined), marks.partial, 'warn', '–'],
  [event(undefined, null), marks.partial, 'warn', 'unplanned'],
  [event(undefined, known), marks.healthy, 'good', 'planned'],
  [event(undefined, undefined, 0), marks.inactive, 'dim', '–'],
])('the mark and the plan of an event, %#', (given, mark, tone, planned) => {
  expect([eventMark(given, marks).text, eventMark(given, marks).tone, plannedText(given)]).toEqual([
    mark,
    tone,
    planned,
  ]);
});

test('what became of an event comes before that the plan does not know it', () => {
  expect(
    [event('stopped', null), event(undefined, null), event(undefined, known)].map((one) => signSpan(one).tone),
  ).toEqual(['bad', 'warn', undefined]);
  expect([event(undefined, null), event(undefined, known)].map((one) => signSpan(one).text)).toEqual(['unplanned', '']);
});

test.each<
  readonly [sign: SourceEvent['sign'], state: Parameters<typeof signLines>[1], says: string, name: string | undefined]
>([
  ['stopped', 'silent', 'The whole source is silent: not a matter of this event.', undefined],
  ['stopped', 'disabled', 'The whole source is switched off: not a matter of this event.', undefined],
  [
    'stopped',
    'live',
    'The source sends, but no longer this. A release that dropped or renamed it, or a block at the source: A tells changes.',
    undefined,
  ],
  [
    'stopped',
    'quiet',
    'The source sends, but no longer this. A release that dropped or renamed it, or a block at the source: A tells changes.',
    undefined,
  ],
  ['stopped', 'unknown', 'A release that dropped or renamed it, or a block at the source: A tells changes.', undefined],
  ['stopped', undefined, 'A release that dropped or renamed it, or a block at the source: A tells changes.', undefined],
  ['new', 'live', 'Not once in the 7 days before.', 'Order Completed'],
  ['new', 'live', '', undefined],
  ['fell', 'live', '', 'Order Completed'],
  [undefined, 'live', '', 'Order Completed'],
])('what %s means for an event of a source that is %s', (sign, state, says, name) => {
  const context = { period: '7d', keyOf: () => t`A` } as const;
  const of = { sign, ...(name === undefined ? {} : { name: t`${name as never}` }) } as Pick<
    SourceEvent,
    'sign' | 'name'
  >;
  const lines = signLines(of, state, context, 200).map(lineText);
  expect(lines).toEqual(says === '' ? [] : ['', says]);
});
