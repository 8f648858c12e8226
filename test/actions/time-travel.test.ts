import { describe, expect, test } from 'vitest';
import { earlier, goAt, later, toNow } from '../../source/actions/time-travel.ts';
import { t } from '../../source/domain/text.ts';
import { day, hour, minute } from '../../source/domain/time.ts';
import { createAppStore } from '../../source/state/store.ts';

const now = Date.parse('2026-11-21T14:12:30Z');
const thisMinute = Date.parse('2026-11-21T14:12:00Z');

type Environment = Parameters<typeof goAt>[0];

/** Where a command goes from a moment, as `HOURS back` or `now`, and what the footer says then in place of what it said before. */
function went(past: number | undefined, run: (environment: Environment) => void) {
  const store = createAppStore({ past, toast: { text: t`of another moment`, tone: 'info', until: now } });
  const moments: string[] = [];
  const goTo = (at: number | undefined) =>
    void moments.push(at === undefined ? 'now' : `${(thisMinute - at) / hour} h back`);
  run({ store, now: () => now, goTo } as unknown as Environment);
  return [moments, store.getState().toast?.text];
}

const back = (ms: number): number => thisMinute - ms;
/** Segment tells hours of thirty days, the running one among them. */
const farthest = 30 * day - hour;

describe('an hour earlier', () => {
  test.each<[string, number | undefined, readonly string[], string | undefined]>([
    ['from now, by whole minutes', undefined, ['1 h back'], undefined],
    ['from then', back(5 * hour), ['6 h back'], undefined],
    ['to the farthest moment', back(farthest - hour), ['719 h back'], undefined],
    ['no further', back(farthest - hour + minute), [], 'No further back: Segment keeps thirty days'],
  ])('%s', (_, past, moments, said) => expect(went(past, earlier.run)).toEqual([moments, said]));
});

describe('an hour later', () => {
  test.each<[string, number | undefined, readonly string[], string | undefined]>([
    ['from then', back(5 * hour), ['4 h back'], undefined],
    ['to the minute before now', back(hour + 6 * minute), ['0.1 h back'], undefined],
    ['to the minute of now is now', back(hour), ['now'], 'Now again; it was 13:12'],
    ['beyond now is now', back(minute), ['now'], 'Now again; it was 14:11'],
  ])('%s', (_, past, moments, said) => expect(went(past, later.run)).toEqual([moments, said]));

  test.each([
    [undefined, 'this is now'],
    [back(hour), undefined],
  ])('as of %s: why there is none: %s', (past, why) => {
    const store = createAppStore({ past });
    expect(later.why?.({ store } as never)?.why).toBe(why);
  });
});

test.each([
  ['-3h', ['3 h back'], undefined],
  ['noon', [], ':at “noon” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h'],
])('a moment that is named: %s', (text, moments, said) => {
  expect(went(undefined, (environment) => goAt(environment, text))).toEqual([moments, said]);
});

test('back to now from now goes nowhere and says nothing new', () => {
  expect(went(undefined, toNow)).toEqual([[], 'of another moment']);
  expect(went(back(hour), toNow)).toEqual([['now'], 'Now again; it was 13:12']);
});
