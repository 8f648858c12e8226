import { expect, test } from 'vitest';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { eventMark, plannedText, signSpan } from '../../../../source/views/sources/source/event-columns.ts';
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
