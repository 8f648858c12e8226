import { expect, test } from 'vitest';
import {
  type FailingDestination,
  isLeftOut,
  leftOut,
  mostFiles,
  nextRequest,
  notUnderstood,
} from '../../source/collect/log-plan.ts';
import { t } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import type { AskedHour } from '../../source/store/failure-logs.ts';

/** Half past twelve. */
const now = Date.UTC(2026, 0, 15, 12, 30);
const at = (clock: number) => Date.UTC(2026, 0, 15, clock);
const failing = (destinationId: string, hours?: readonly number[]): FailingDestination => ({
  destinationId,
  collectionId: `c-${destinationId}`,
  hours: hours?.map(at),
});
const asked = (hourOf: number, askedAt: number, outcome = t``): AskedHour => ({
  hour: at(hourOf),
  askedAt,
  lines: outcome === '' ? 3 : 0,
  outcome,
});

interface Case {
  readonly failing: readonly FailingDestination[];
  readonly asked?: Readonly<Record<string, readonly AskedHour[]>>;
  readonly taken?: number;
  readonly now?: number;
  /** Destination and hour. */
  readonly next: readonly [string, number] | undefined;
}

const whole = (hours: readonly number[]) => hours.map((each) => asked(each, now - 1));

const cases: Readonly<Record<string, Case>> = {
  'nothing fails': { failing: [], next: undefined },
  'the newest hour whose first minutes may have been written': {
    failing: [failing('a', [12, 11, 10, 9])],
    next: ['a', 11],
  },
  'not before its first minutes are an hour old': {
    failing: [failing('a', [11])],
    now: at(12) + 14 * minute,
    next: undefined,
  },
  'as soon as they are': { failing: [failing('a', [11])], now: at(12) + 15 * minute, next: ['a', 11] },
  'only hours in which it failed': { failing: [failing('a', [8, 9])], asked: { a: whole([9]) }, next: ['a', 8] },
  'where hours are not known, those of the last six': {
    failing: [failing('a')],
    asked: { a: whole([11, 10, 9, 8, 7]) },
    next: ['a', 6],
  },
  'where only some hours are known, the last six too, each once': {
    failing: [{ ...failing('a', [9, 3]), isPart: true }],
    asked: { a: whole([11, 9]) },
    next: ['a', 10],
  },
  'and those that are known, however long before': {
    failing: [{ ...failing('a', [9, 3]), isPart: true }],
    asked: { a: whole([11, 10, 9, 8, 7, 6]) },
    next: ['a', 3],
  },
  'where none of its hours could be read, those of the last six': {
    failing: [{ ...failing('a', []), isPart: true }],
    next: ['a', 11],
  },
  'none where it failed in none': { failing: [failing('a', [])], next: undefined },
  'the newest failing destination first, also its older hours': {
    failing: [failing('new', [11, 10]), failing('old', [11])],
    asked: { new: whole([11]) },
    next: ['new', 10],
  },
  'then the next one': {
    failing: [failing('new', [11, 10]), failing('old', [11])],
    asked: { new: whole([11, 10]) },
    next: ['old', 11],
  },
  'what nobody knows before what may have grown': {
    failing: [failing('new', [10]), failing('old', [11])],
    asked: { new: [asked(10, at(11) + 20 * minute)] },
    next: ['old', 11],
  },
  'an hour that is young is asked for again when more may have been written': {
    failing: [failing('a', [10])],
    asked: { a: [asked(10, at(11) + 20 * minute)] },
    next: ['a', 10],
  },
  'and not before that': {
    failing: [failing('a', [10])],
    asked: { a: [asked(10, at(12) + 15 * minute)] },
    next: undefined,
  },
  'once more after the retries of four hours, then never': {
    failing: [failing('a', [5, 4])],
    asked: { a: [asked(5, at(10)), asked(4, at(11))] },
    next: ['a', 5],
  },
  'what was refused is tried again after an hour': {
    failing: [failing('a', [3])],
    asked: { a: [asked(3, now - hour, t`refused`)] },
    next: ['a', 3],
  },
  'and not before': {
    failing: [failing('a', [3])],
    asked: { a: [asked(3, now - hour + 1, t`refused`)] },
    next: undefined,
  },
  'what was refused by a clock that ran ahead does not wait until that time comes': {
    failing: [failing('a', [3])],
    asked: { a: [asked(3, now + hour, t`refused`)] },
    next: ['a', 3],
  },
  'nor does what was read by it, as more may have been written since': {
    failing: [failing('a', [10])],
    asked: { a: [asked(10, now + 9 * hour)] },
    next: ['a', 10],
  },
  'a clock of another program that is a little ahead changes nothing': {
    failing: [failing('a', [3])],
    asked: { a: [asked(3, now + hour - 1, t`refused`)] },
    next: undefined,
  },
  'of the day so much is for what happens now: long ago gets half of it': {
    failing: [failing('a', [5])],
    taken: 60,
    next: undefined,
  },
  'and all of that half': { failing: [failing('a', [5])], taken: 59, next: ['a', 5] },
  'an hour is news for six hours': { failing: [failing('a', [6])], now: at(12) - 1, taken: 60, next: ['a', 6] },
  'and then it is long ago': { failing: [failing('a', [6])], now: at(12), taken: 60, next: undefined },
  'what happens now gets the rest': { failing: [failing('a', [11, 5])], taken: 119, next: ['a', 11] },
  'a second look gets none of the last twenty': {
    failing: [failing('a', [10])],
    asked: { a: [asked(10, at(11) + 20 * minute)] },
    taken: 100,
    next: undefined,
  },
  'and may have the one before them': {
    failing: [failing('a', [10])],
    asked: { a: [asked(10, at(11) + 20 * minute)] },
    taken: 99,
    next: ['a', 10],
  },
  'what was read but for some of its files is not asked for again as what was refused': {
    failing: [failing('a', [3])],
    asked: { a: [asked(3, now - hour, leftOut(53))] },
    next: undefined,
  },
  'none is left': { failing: [failing('a', [11])], taken: 120, next: undefined },
  'what is older than a day is looked for by nobody': {
    failing: [{ ...failing('a'), hours: [at(12) - 24 * hour] }],
    next: undefined,
  },
  'nor at the moment when it becomes so': { failing: [failing('a', [-12])], now: at(12), next: undefined },
  'until then it is': { failing: [failing('a', [-12])], now: at(12) - 1, next: ['a', -12] },
};

test.each(Object.entries(cases))(
  '%s (rule 304)',
  (_, { failing: all, asked: known = {}, taken = 0, now: time = now, next }) => {
    const request = nextRequest(all, (id) => known[id] ?? [], taken, time);
    expect(request && [request.destinationId, request.hour, request.collectionId]).toEqual(
      next && [next[0], at(next[1]), `c-${next[0]}`],
    );
  },
);

test('an hour is asked for four times, counted from its begin, and never again', () => {
  const minutes: number[] = [];
  let known: readonly AskedHour[] = [];
  for (let time = at(5); time < at(5) + 24 * hour; time += minute) {
    if (!nextRequest([failing('a', [5])], () => known, 0, time)) continue;
    minutes.push((time - at(5)) / minute);
    known = [asked(5, time)];
  }
  expect(minutes).toEqual([75, 130, 190, 390]);
});

test('of an hour fifty files are read, and how many are not is said in words that are known again', () => {
  expect(mostFiles).toBe(50);
  expect([leftOut(51), leftOut(120)]).toEqual([
    '1 of 51 log files of an hour are left out',
    '70 of 120 log files of an hour are left out',
  ]);
  expect(notUnderstood(1, 1200)).toBe('1 of 1,200 lines of an hour are not understood');
  expect([leftOut(51), notUnderstood(2, 2), t`refused`, t``].map(isLeftOut)).toEqual([true, true, false, false]);
});

test('a destination that fails all day long costs four requests an hour at most', () => {
  const known = new Map<number, AskedHour>();
  let requests = 0;
  for (let time = now; time < now + 24 * hour; time += minute) {
    const hours = Array.from(
      { length: 26 },
      (_, index) => at(12) + (time - now) - ((time - now) % hour) - index * hour,
    );
    const next = nextRequest([{ ...failing('a'), hours }], () => [...known.values()], requests, time);
    if (!next) continue;
    requests += 1;
    known.set(next.hour, { hour: next.hour, askedAt: time, lines: 1, outcome: t`` });
  }
  expect(requests).toBeLessThanOrEqual(120);
  // Up to the last one, each hour was asked for while it was young.
  expect([...known.keys()].filter((each) => each > now).length).toBe(23);
});
