import { expect, test } from 'vitest';
import { leftOut } from '../../source/collect/log-plan.ts';
import { logEyes } from '../../source/collect/log-samples.ts';
import { type SafeText, t } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { noon } from '../store/stage.ts';

const webApp = 'The web app keeps up to ten samples of each error, on the Event Delivery tab of this page:';
const asking = (hours: readonly (readonly [at: number, lines: number, outcome?: SafeText, askedAt?: number])[]) =>
  hours.map(([at, count, outcome = t``, askedAt = noon]) => ({ hour: at, askedAt, lines: count, outcome }));
const other = new Map([['500', 3]]);

test.each<
  readonly [
    why: string,
    kept: ReadonlyMap<string, number>,
    hours: ReturnType<typeof asking>,
    collection: string | undefined,
  ]
>([
  [
    'The failure logs of this destination have them: its page says in three lines how to switch them on.',
    new Map(),
    [],
    undefined,
  ],
  [
    'What is kept of its failure logs has nothing of this error, and it is not known where the rest of them is.',
    other,
    [],
    undefined,
  ],
  [
    'Its failure logs have not been read yet: those that fail come first, within 120 requests a day.',
    new Map(),
    [],
    'c',
  ],
  // The newest answer counts, whichever hour it was of.
  [
    'Its failure logs cannot be read: refused.',
    other,
    asking([
      [noon - 2 * hour, 3],
      [noon - 3 * hour, 0, t`refused`, noon + minute],
    ]),
    'c',
  ],
  [
    'Its failure logs have nothing yet, asked 12:00: they come one to two hours late.',
    new Map(),
    asking([[noon - 2 * hour, 0]]),
    'c',
  ],
  [
    'Its failure logs have nothing of this error in what is read of them: 1 hour could not be read.',
    new Map(),
    asking([
      [noon - 2 * hour, 0],
      [noon - 3 * hour, 0, t`refused`, noon - minute],
    ]),
    'c',
  ],
  [
    'Its failure logs have nothing of this error in what is read of them: 2 hours could not be read.',
    other,
    asking([
      [noon - 2 * hour, 3],
      [noon - 3 * hour, 1, t`refused`, noon - minute],
      [noon - 4 * hour, 0, t`refused`, noon - 2 * minute],
    ]),
    'c',
  ],
  [
    'Its failure logs have nothing of this error in what is read of them: 3 of 53 log files of an hour are left out.',
    other,
    asking([
      [noon - 2 * hour, 3, leftOut(53)],
      [noon - 3 * hour, 3],
    ]),
    'c',
  ],
  [
    'Its failure logs have nothing of this error in what is read of them: 3 hours, the newest with lines 10:00 to 11:00.',
    other,
    asking([
      [noon - hour, 0],
      [noon - 2 * hour, 3],
      [noon - 3 * hour, 3],
    ]),
    'c',
  ],
])('why there is no sample: %s', (why, kept, hours, collection) => {
  const since: number[] = [];
  const logs = {
    exchanges: () => [],
    counts: () => kept,
    hours: (_: string, from: number) => {
      since.push(from);
      return hours;
    },
    used: () => ({ taken: 7, until: 0 }),
  };
  const eyes = logEyes({ logs, collectionOf: () => collection, sent: () => new Map(), now: () => noon });
  expect(eyes.samples({ destinationId: 'dst', reason: '401' })).toEqual({
    kind: 'unavailable',
    why: `${why} ${webApp}`,
    link: 'event-delivery',
  });
  // Segment keeps them for four weeks.
  expect(new Set(since)).toEqual(new Set([noon - 28 * 24 * hour]));
});
