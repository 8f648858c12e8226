import { describe, expect, it } from 'vitest';
import { minute } from '../../../source/domain/time.ts';
import {
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
