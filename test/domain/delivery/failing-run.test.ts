import { describe, expect, it } from 'vitest';
import { type BucketCounts, failingRun } from '../../../source/domain/delivery/failing-run.ts';
import { bucketLength, type Granularity, hour, minute } from '../../../source/domain/time.ts';

type Stretch = readonly [buckets: number, failed: number, delivered: number];

/** Buckets one after the other up to `end`: so many with the same counts, then the next. */
function countsOf(stretches: readonly Stretch[], end: number, granularity: Granularity = 'MINUTE'): BucketCounts {
  const size = bucketLength[granularity];
  const rows = stretches.flatMap(([buckets, failed, delivered]) =>
    Array.from({ length: buckets }, () => ({ failed, delivered })),
  );
  const start = end - rows.length * size;
  const series = (key: 'failed' | 'delivered') =>
    rows.map((row, index) => ({ at: start + index * size, count: row[key] })).filter(({ count }) => count > 0);
  return { window: { start, end }, granularity, failed: series('failed'), delivered: series('delivered') };
}

/** Times at which a clock misleads: an afternoon, just after midnight, the hour that a zone repeats, the end of February. */
const ends = ['2026-01-15T12:30:00Z', '2026-01-16T00:02:00Z', '2026-10-25T01:40:00Z', '2026-03-01T00:01:00Z'];

describe.each(ends)('the failing run in minutes that end at %s', (text) => {
  const end = Date.parse(text);
  const ago = (minutes: number) => end - minutes * minute;

  it.each<readonly [string, readonly Stretch[], number | undefined, object | undefined]>([
    [
      'begins two minutes ago',
      [
        [238, 0, 100],
        [2, 95, 5],
      ],
      0.1,
      { since: ago(2), isEdge: false, until: undefined },
    ],
    [
      'began in the middle of a minute',
      [
        [237, 0, 100],
        [1, 47, 53],
        [2, 95, 5],
      ],
      0.1,
      { since: ago(3) },
    ],
    [
      'ended five minutes ago',
      [
        [100, 0, 100],
        [135, 90, 10],
        [5, 0, 100],
      ],
      0.1,
      { since: ago(140), until: ago(5) },
    ],
    [
      'ended a minute ago: the newest bucket alone proves nothing',
      [
        [200, 0, 100],
        [39, 90, 10],
        [1, 0, 100],
      ],
      0.1,
      { until: undefined },
    ],
    ['fails from the first bucket on', [[240, 40, 60]], 0.1, { since: ago(240), isEdge: true, until: undefined }],
    [
      'fails from the first event on, nothing came before',
      [
        [120, 0, 0],
        [120, 40, 60],
      ],
      0.1,
      { since: ago(120), isEdge: true },
    ],
    [
      'fails constantly and always did: a usual level that high is none',
      [[240, 40, 60]],
      40,
      { isEdge: true, until: undefined },
    ],
    ['a background of 0.3 %', [[240, 3, 997]], 0.3, undefined],
    [
      'a background of 2 % with a bad minute',
      [
        [200, 2, 98],
        [1, 6, 94],
        [39, 2, 98],
      ],
      2,
      undefined,
    ],
    [
      'rises from 2 % to 6 %',
      [
        [180, 2, 98],
        [60, 6, 94],
      ],
      2,
      { since: ago(60), isEdge: false },
    ],
    [
      'one of two, three of three: too few',
      [
        [200, 0, 0],
        [1, 1, 1],
        [38, 0, 0],
        [1, 3, 0],
      ],
      0,
      undefined,
    ],
    [
      'one event a quarter of an hour, all refused since an hour',
      [
        [180, 0, 1],
        [60, 0.1, 0],
      ],
      0,
      { since: ago(60) },
    ],
    [
      'comes and goes',
      [
        [180, 0, 100],
        [20, 90, 10],
        [4, 0, 100],
        [36, 90, 10],
      ],
      0.1,
      { since: ago(60), until: undefined },
    ],
    [
      'two apart: the newer one',
      [
        [60, 0, 100],
        [20, 90, 10],
        [100, 0, 100],
        [60, 50, 50],
      ],
      0.1,
      { since: ago(60) },
    ],
    [
      'ten thousand a minute',
      [
        [230, 10, 9990],
        [10, 600, 9400],
      ],
      0.1,
      { since: ago(10), isEdge: false },
    ],
    ['nothing at all', [[240, 0, 0]], undefined, undefined],
  ])('%s', (_, stretches, usual, expected) => {
    const run = failingRun(countsOf(stretches, end), usual);
    if (expected) expect(run).toMatchObject(expected);
    else expect(run).toBe(undefined);
  });
});

describe('the failing run in hours', () => {
  const end = Date.parse('2026-01-15T12:00:00Z');

  it('reads a night of little traffic as part of it, where counts alone would begin anew each morning', () => {
    const days = Array.from({ length: 3 }, (): readonly Stretch[] => [
      [12, 40, 60],
      [12, 0.4, 0.6],
    ]).flat();
    const run = failingRun(countsOf([[48, 0, 100], ...days], end, 'HOUR'), 0);
    expect(run).toMatchObject({ since: end - 72 * hour, isEdge: false, until: undefined });
  });

  it('counts what failed of what was tried in it', () => {
    const run = failingRun(
      countsOf(
        [
          [20, 0, 100],
          [4, 94, 6],
        ],
        end,
        'HOUR',
      ),
      0,
    );
    expect(run).toMatchObject({ failed: 376, attempted: 400 });
  });
});

describe('where a failing run turns', () => {
  const end = Date.parse('2026-01-16T00:00:00Z');

  /** Buckets ago that it began and ended, and what failed of what was tried; undefined where there is none. */
  const told = (stretches: readonly Stretch[], usual: number | undefined, granularity: Granularity = 'MINUTE') => {
    const run = failingRun(countsOf(stretches, end, granularity), usual);
    const ago = (at: number | undefined) => at && (end - at) / bucketLength[granularity];
    return run && [ago(run.since), ago(run.until), run.isEdge, run.failed, run.attempted];
  };

  it.each<readonly [string, readonly Stretch[], number | undefined, ReturnType<typeof told>]>([
    [
      'two clean minutes end it',
      [
        [200, 0, 100],
        [38, 90, 10],
        [2, 0, 100],
      ],
      0.1,
      [40, 2, false, 3420, 3800],
    ],
    [
      'ten minutes apart are one',
      [
        [100, 0, 100],
        [20, 90, 10],
        [10, 0, 100],
        [20, 90, 10],
      ],
      0.1,
      [50, undefined, false, 3600, 5000],
    ],
    [
      'eleven are two',
      [
        [100, 0, 100],
        [20, 90, 10],
        [11, 0, 100],
        [20, 90, 10],
      ],
      0.1,
      [20, undefined, false, 1800, 2000],
    ],
    // At 90 % the half of that is expected: 3.15 of seven, and 2.7 of six, where three prove that it worked before.
    [
      'seven deliveries before it prove that it began',
      [
        [1, 0, 7],
        [20, 90, 10],
      ],
      0.1,
      [20, undefined, false, 1800, 2000],
    ],
    [
      'six do not',
      [
        [1, 0, 6],
        [20, 90, 10],
      ],
      0.1,
      [20, undefined, true, 1800, 2000],
    ],
    [
      'three that were due are enough',
      [
        [1, 0, 6],
        [20, 100, 0],
      ],
      0.1,
      [20, undefined, false, 2000, 2000],
    ],
    [
      'five are the fewest',
      [
        [200, 0, 0],
        [1, 5, 0],
      ],
      0,
      [1, undefined, true, 5, 5],
    ],
    [
      'four are none',
      [
        [200, 0, 0],
        [1, 4, 0],
      ],
      0,
      undefined,
    ],
    [
      'one per cent is the least',
      [
        [100, 0, 100],
        [1, 50, 4950],
      ],
      undefined,
      [1, undefined, false, 50, 5000],
    ],
    [
      'less is none',
      [
        [100, 0, 100],
        [1, 49, 4951],
      ],
      undefined,
      undefined,
    ],
    ['five per cent are never usual', [[240, 5, 95]], 5, [240, undefined, true, 1200, 24_000]],
    ['less may be', [[240, 5, 95]], 4.9, undefined],
    [
      'three times the usual rate, seven minutes long',
      [
        [180, 2, 98],
        [7, 6, 94],
      ],
      2,
      [7, undefined, false, 42, 700],
    ],
    [
      'six minutes and a milder one prove nothing',
      [
        [180, 2, 98],
        [6, 6, 94],
        [1, 4, 96],
      ],
      2,
      undefined,
    ],
  ])('%s', (_, stretches, usual, expected) => {
    expect(told(stretches, usual)).toEqual(expected);
  });

  it.each<readonly [Granularity, gap: number, since: number]>([
    ['HOUR', 1, 5],
    ['HOUR', 2, 2],
    ['DAY', 1, 2],
  ])('of buckets of one %s, with %i between, it began %i ago', (granularity, gap, since) => {
    const stretches: readonly Stretch[] = [
      [10, 0, 100],
      [2, 90, 10],
      [gap, 0, 100],
      [2, 90, 10],
    ];
    expect(told(stretches, 0.1, granularity)?.[0]).toBe(since);
  });

  it('a window may begin and end within a bucket, and what lies outside of it is left out', () => {
    const counts = countsOf(
      [
        [10, 0, 100],
        [1, 20, 0],
      ],
      end,
    );
    const window = { start: counts.window.start + 30_000, end: end - 40_000 };
    const failed = [{ at: end - 20 * minute, count: 90 }, ...counts.failed, { at: end, count: 70 }];
    expect(failingRun({ ...counts, window, failed }, 0.1)).toEqual({
      since: end - minute,
      isEdge: false,
      until: undefined,
      failed: 20,
      attempted: 20,
    });
  });
});
