import { describe, expect, it } from 'vitest';
import { minute } from '../../../source/domain/time.ts';
import {
  added,
  type DeliveryPart,
  type DeliveryReading,
  readingOf,
} from '../../../source/workspace/resources/delivery-reading.ts';
import { metricsWith } from '../snapshots.ts';

const edge = Date.parse('2026-03-28T23:00:00Z');
const settled: DeliveryPart = {
  window: { start: edge - 24 * 60 * minute, end: edge },
  metrics: metricsWith({ firstTry: 1000, discarded: 1 }),
};

type Point = readonly [minutes: number, delivered: number, failed: number, basis?: 'metrics' | 'overview'];

/** Readings of one running part, so many minutes after its edge. */
function readings(...points: readonly Point[]): DeliveryReading {
  let reading: DeliveryReading | undefined;
  for (const [minutes, firstTry, discarded, basis = 'metrics'] of points) {
    const window = { start: edge, end: edge + minutes * minute };
    reading = readingOf(settled, { window, metrics: metricsWith({ firstTry, discarded, basis }) }, reading);
  }
  return reading!;
}

const newestOf = ({ newest, window }: DeliveryReading) =>
  newest && [
    (newest.window.end - newest.window.start) / minute,
    newest.window.end === window.end,
    newest.metrics.firstTry,
    newest.metrics.discarded,
  ];

describe('counts of both parts', () => {
  const one = metricsWith({ firstTry: 1, afterRetry: 2, discarded: 4, expired: 8, retrying: 16, p95: 32, average: 64 });
  const other = {
    ...one,
    firstTry: 10,
    afterRetry: 20,
    discarded: 40,
    expired: 80,
    retrying: 160,
    p95: 320,
    average: 640,
  };
  const both = { firstTry: 11, afterRetry: 22, discarded: 44, expired: 88, retrying: 176, p95: 32, average: 64 };

  it.each<readonly [string, Partial<typeof one>, Partial<typeof one>, Partial<typeof one>]>([
    ['are added', {}, {}, {}],
    ['are not known as far as one is not', { retrying: undefined }, {}, { retrying: undefined }],
    ['whichever that is', {}, { retrying: undefined }, { retrying: undefined }],
    ['take times where there are any', { p95: undefined, average: undefined }, {}, { p95: 320, average: 640 }],
    ['stand on the coarser of two grounds', {}, { basis: 'overview' }, { basis: 'overview' }],
    ['and on their own where it is one', { basis: 'volume' }, { basis: 'volume' }, { basis: 'volume' }],
  ])('%s', (_, a, b, expected) => {
    expect(added({ ...one, ...a }, { ...other, ...b })).toEqual({ ...one, ...both, ...expected });
  });
});

describe('the newest minutes of a connection', () => {
  it.each<[string, readonly Point[], readonly unknown[] | undefined]>([
    ['are not known from one reading of a long hour', [[40, 400, 0]], undefined],
    ['are the running part itself while that is short', [[12, 120, 3]], [12, true, 120, 3]],
    ['twenty minutes are short', [[20, 200, 3]], [20, true, 200, 3]],
    ['more than that are not', [[20.01, 200, 3]], undefined],
    [
      'are the short part, and no difference of less than five minutes',
      [
        [13, 130, 0],
        [17, 140, 30],
      ],
      [17, true, 140, 30],
    ],
    [
      'are the difference of five minutes, also where that part is short',
      [
        [13, 130, 0],
        [18, 140, 30],
      ],
      [5, true, 10, 30],
    ],
    [
      'are the difference of two readings, however far apart',
      [
        [30, 300, 0],
        [40, 310, 95],
      ],
      [10, true, 10, 95],
    ],
    [
      'span five minutes at least where readings are closer',
      [
        [30, 300, 0],
        [32, 320, 0],
        [34, 340, 0],
        [36, 350, 10],
      ],
      [6, true, 50, 10],
    ],
    [
      'are the last reading alone where all are younger',
      [
        [40, 400, 0],
        [42, 401, 19],
      ],
      [2, true, 1, 19],
    ],
    [
      'forget what is more than a quarter of an hour old',
      [
        [21, 200, 0],
        [37, 360, 0],
        [38, 362, 8],
      ],
      [1, true, 2, 8],
    ],
    [
      'are none of two calls that count differently',
      [
        [40, 400, 0, 'metrics'],
        [45, 300, 40, 'overview'],
      ],
      undefined,
    ],
    [
      'go on after a reading by another call',
      [
        [40, 400, 0],
        [42, 330, 40, 'overview'],
        [46, 410, 50],
      ],
      undefined,
    ],
    [
      'are not known when failures were corrected downwards',
      [
        [30, 300, 100],
        [40, 400, 20],
      ],
      undefined,
    ],
    [
      'are not known when deliveries were corrected downwards: nothing failed by that',
      [
        [30, 300, 0],
        [40, 200, 10],
      ],
      undefined,
    ],
    [
      'begin anew after a correction',
      [
        [30, 300, 100],
        [36, 390, 20],
        [42, 391, 78],
      ],
      [6, true, 1, 58],
    ],
    [
      'are those since a correction, also where they are less than five',
      [
        [30, 300, 100],
        [37, 390, 20],
        [40, 391, 78],
      ],
      [3, true, 1, 58],
    ],
    [
      'are the short part whatever was corrected: it is no difference',
      [
        [13, 130, 9],
        [19, 140, 3],
      ],
      [19, true, 140, 3],
    ],
    [
      'are five of them where one reading is exactly as old',
      [
        [30, 300, 0],
        [33, 330, 0],
        [38, 340, 10],
      ],
      [5, true, 10, 10],
    ],
    [
      'are the difference to the last reading, also where that is older than a quarter of an hour',
      [
        [21, 200, 0],
        [40, 210, 95],
      ],
      [19, true, 10, 95],
    ],
    [
      'are not known from two readings of one moment',
      [
        [40, 400, 0],
        [40, 410, 5],
      ],
      undefined,
    ],
    [
      'are nothing where nothing came',
      [
        [30, 300, 5],
        [40, 300, 5],
      ],
      [10, true, 0, 0],
    ],
  ])('%s', (_, points, expected) => {
    expect(newestOf(readings(...points))).toEqual(expected);
  });

  it('count what moved from one count to another once', () => {
    const part = (minutes: number, change: Parameters<typeof metricsWith>[0]): DeliveryPart => ({
      window: { start: edge, end: edge + minutes * minute },
      metrics: metricsWith(change),
    });
    const first = readingOf(settled, part(30, { firstTry: 100, afterRetry: 0, discarded: 5, expired: 5, retrying: 9 }));
    const { newest } = readingOf(
      settled,
      part(36, { firstTry: 98, afterRetry: 12, discarded: 4, expired: 8, retrying: 3 }),
      first,
    );
    expect(newest?.metrics).toMatchObject({ firstTry: 0, afterRetry: 10, discarded: 0, expired: 2, retrying: 0 });
  });

  it.each<readonly [string, Parameters<typeof metricsWith>[0], Parameters<typeof metricsWith>[0], object]>([
    [
      'each count with its own',
      { firstTry: 100, afterRetry: 3, discarded: 5, expired: 2, retrying: 4 },
      { firstTry: 190, afterRetry: 12, discarded: 45, expired: 9, retrying: 9 },
      { firstTry: 90, afterRetry: 9, discarded: 40, expired: 7, retrying: 5 },
    ],
    [
      'and what waits only where both know it',
      { firstTry: 1, retrying: undefined },
      { firstTry: 2, retrying: 7 },
      { firstTry: 1, retrying: undefined },
    ],
    [
      'and where neither does',
      { firstTry: 1, retrying: undefined },
      { firstTry: 2, retrying: undefined },
      { firstTry: 1, retrying: undefined },
    ],
  ])('are the difference of %s', (_, before, after, expected) => {
    const part = (minutes: number, metrics: typeof before): DeliveryPart => ({
      window: { start: edge, end: edge + minutes * minute },
      metrics: metricsWith(metrics),
    });
    const { newest } = readingOf(settled, part(36, after), readingOf(settled, part(30, before)));
    expect(newest?.metrics).toMatchObject(expected);
  });

  it('are told from the readings of a quarter of an hour at most', () => {
    const points = Array.from({ length: 40 }, (_, index): Point => [20 + index, 10 * index, 0]);
    expect(readings(...points).points).toHaveLength(15);
  });

  it('begin anew with the next hour', () => {
    const first = readings([68, 600, 0]);
    const next = {
      window: { start: edge + 60 * minute, end: edge + 90 * minute },
      metrics: metricsWith({ firstTry: 9 }),
    };
    const second = readingOf({ ...settled, window: { ...settled.window, end: edge + 60 * minute } }, next, first);
    expect([second.newest, second.points]).toEqual([undefined, []]);
  });
});
