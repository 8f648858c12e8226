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

test('a sample is one exchange with the first of its events that was received, of the three that are looked up', () => {
  const looked: (readonly string[])[] = [];
  const exchangeOf = (exchangeId: string, ids: readonly string[], body: unknown = undefined) => ({
    exchange: {
      ...{ exchangeId, at: noon, isRequestCut: true, isResponseCut: false },
      ...{ request: { body }, response: { body: 'plain' } },
    },
    events: ids.map((messageId, index) => ({ messageId, attempt: index + 1 })),
    keptAt: noon + minute,
  });
  const kept = [exchangeOf('x', ['a', 'b', 'c', 'd'], '{"n":1}'), exchangeOf('y', ['d', 'e']), exchangeOf('z', [])];
  const seen = new Map([
    ['b', { event: { of: 'b' }, receivedAt: noon - minute }],
    ['c', { event: { of: 'c' }, receivedAt: noon }],
  ]);
  const logs = {
    ...{ exchanges: () => kept, counts: () => new Map(), hours: () => [], used: () => ({ taken: 0, until: 0 }) },
  } as never;
  const sent = (ids: readonly string[]) => {
    looked.push(ids);
    return seen;
  };
  const found = logEyes({ logs, collectionOf: () => 'c', sent, now: () => noon }).samples({
    destinationId: 'd',
    reason: t`500`,
  } as never);
  const samples = found.kind === 'samples' ? found.samples : [];
  expect(looked).toEqual([['a', 'b', 'c', 'd', 'e']]);
  expect(
    samples.map(({ id, messageId, at, sent: event, request, response, source }) => [
      ...[id, messageId, at, event, request.body, response.body],
      ...[source?.events, source?.attempt, source?.sentAt, source?.readAt, source?.isRequestCut, source?.isResponseCut],
    ]),
  ).toEqual([
    ['x', 'b', noon, { of: 'b' }, { n: 1 }, 'plain', 4, 2, noon - minute, noon + minute, true, false],
    ['y', 'd', noon, undefined, undefined, 'plain', 2, 1, undefined, noon + minute, true, false],
    ['z', 'z', noon, undefined, undefined, 'plain', 0, 0, undefined, noon + minute, true, false],
  ]);
});
