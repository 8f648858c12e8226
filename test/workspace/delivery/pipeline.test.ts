import { describe, expect, test } from 'vitest';
import type { DeliveryMetrics, Step, StepReport } from '../../../source/domain/delivery/counts.ts';
import { t } from '../../../source/domain/text.ts';
import { type Bucket, day, hour, minute, type Window } from '../../../source/domain/time.ts';
import { type Pipeline, pipeline, type StageId, tellingStage } from '../../../source/workspace/delivery/pipeline.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import {
  comparedPipelineMetrics,
  earlierStep,
  pipelineMetrics,
  pipelineStep,
  type StepSlice,
} from '../../../source/workspace/resources/pipeline.ts';
import {
  comparedPipelineWindows,
  earlierPipelineWindow,
  type PipelinePeriod,
  pipelineWindow,
} from '../../../source/workspace/resources/pipeline-periods.ts';

const now = Date.parse('2026-11-21T14:30:00Z');
const pair = { id: 'd1', sourceId: 's1' };

/** What has been read so far. */
class Known {
  readonly #snapshots = new Map<string, Snapshot>();
  readonly read: Read = <T>(resource: Resource<T>) => (this.#snapshots.get(resource.key) ?? unread) as Snapshot<T>;

  has<T>(resource: Resource<T>, data: T, fetchedAt = now): this {
    this.#snapshots.set(resource.key, { ...unread, data, fetchedAt, status: 'ready' });
    return this;
  }

  /** Read, but a row of it was lost. */
  lost<T>(resource: Resource<T>, data: T): this {
    const problem = { kind: 'dropped-rows', message: t`a row was lost`, status: 200, operation: t`GET /x` } as const;
    this.#snapshots.set(resource.key, { ...unread, data, problems: [problem], status: 'ready' });
    return this;
  }

  failed<T>(resource: Resource<T>, data?: T): this {
    const error = { kind: 'server', message: t`down`, status: 503, operation: t`GET /x` } as const;
    this.#snapshots.set(resource.key, { ...unread, data, error, status: 'failed' });
    return this;
  }
}

const report = (series: readonly Bucket[]): StepReport => ({
  total: series.reduce((sum, { count }) => sum + count, 0),
  rows: [{ by: {}, total: 0, retries: 0, series }],
});

function slice(period: PipelinePeriod, series: readonly Bucket[], at = now): StepSlice {
  const window = pipelineWindow(period, at);
  return { window, earlier: period === '2w' ? undefined : earlierPipelineWindow(period, at), report: report(series) };
}

/** So many events an hour ago, and so many a day and an hour ago. */
const counts = (recent: number, earlier: number): Bucket[] => [
  { at: now - 25.5 * hour, count: earlier },
  { at: now - 1.5 * hour, count: recent },
];

const metricsOf = (part: Partial<DeliveryMetrics>): DeliveryMetrics => ({
  firstTry: 0,
  afterRetry: 0,
  discarded: 0,
  expired: 0,
  retrying: 0,
  basis: 'metrics',
  ...part,
});

const part = (window: Window, metrics: Partial<DeliveryMetrics>) => ({ window, metrics: metricsOf(metrics) });

const steps: Readonly<Record<Step, readonly [now: number, before: number]>> = {
  'successfully-received': [1000, 800],
  'failed-on-ingest': [50, 0],
  'filtered-at-source': [150, 120],
  'filtered-at-destination': [400, 340],
  'failed-delivery': [100, 17],
  'successful-delivery': [300, 323],
};

function complete(): Known {
  const known = new Known();
  for (const [step, [recent, earlier]] of Object.entries(steps) as [Step, readonly [number, number]][])
    known.has(pipelineStep('24h', pair, step), slice('24h', counts(recent, earlier)));
  return known
    .has(pipelineMetrics('24h', pair), metricsOf({ firstTry: 280, afterRetry: 20, discarded: 100, retrying: 100 }))
    .has(comparedPipelineMetrics('24h', pair), {
      recent: part(comparedPipelineWindows('24h', now).recent, { firstTry: 280, discarded: 120, retrying: 100 }),
      before: part(comparedPipelineWindows('24h', now).before, { firstTry: 300, retrying: 0 }),
    });
}

const stage = ({ stages }: Pipeline, id: StageId) => stages.find((each) => each.id === id)!;

describe('a pipeline of 24 hours that has been read whole', () => {
  const whole = pipeline(complete().read, pair, '24h', now);

  test.each([
    ['successfully-received', 1000, 800, undefined, undefined, 25, undefined],
    ['failed-on-ingest', 50, 0, 1000, 5, undefined, 5],
    ['filtered-at-source', 150, 120, 1000, 15, 25, 0],
    ['filtered-at-destination', 400, 340, 800, 50, 17.65, 0],
    ['waiting', 100, 0, 500, 20, undefined, 20],
    ['failed-delivery', 100, 17, 400, 25, 488.2, 20],
    ['successful-delivery', 300, 323, 400, 75, -7.12, -20],
  ] as const)('%s', (id, count, earlier, of, percent, change, points) => {
    const row = stage(whole, id);
    const near = (value: number | undefined) => (value === undefined ? undefined : expect.closeTo(value, 1));
    expect([row.count, row.earlier, row.whole]).toEqual([count, earlier, of]);
    expect([row.percent, row.change, row.points]).toEqual([near(percent), near(change), near(points)]);
  });

  test('every row has a bucket for each hour, zero where the API left one out', () => {
    const { counts: buckets, shares } = stage(whole, 'failed-delivery');
    expect(buckets).toHaveLength(25);
    expect(buckets.filter((count) => count === 0)).toHaveLength(24);
    expect(shares.flatMap((share) => share ?? [])).toEqual([25]);
  });

  test('the hour that is not over may still grow', () => {
    expect([whole.provisional, whole.size, whole.start]).toEqual([1, hour, Date.parse('2026-11-20T14:00:00Z')]);
  });
});

test('what has not been read is not known, and is never 0', () => {
  const row = stage(pipeline(new Known().read, pair, '24h', now), 'failed-delivery');
  expect(row).toMatchObject({ count: undefined, earlier: undefined, percent: undefined, change: undefined });
  expect(row.counts.every((value) => value === undefined)).toBe(true);
});

test('a part that is missing takes away the shares it is needed for, and nothing else', () => {
  const known = complete().failed(pipelineStep('24h', pair, 'failed-on-ingest'));
  const part = pipeline(known.read, pair, '24h', now);
  expect(stage(part, 'failed-on-ingest')).toMatchObject({ count: undefined, error: { status: 503 } });
  expect(stage(part, 'filtered-at-destination')).toMatchObject({ count: 400, whole: undefined, percent: undefined });
  expect(stage(part, 'failed-delivery').percent).toBe(25);
});

test.each<readonly [missing: Step, of: StageId]>([
  ['successfully-received', 'failed-on-ingest'],
  ['successfully-received', 'filtered-at-destination'],
  ['filtered-at-source', 'filtered-at-destination'],
  ['successful-delivery', 'failed-delivery'],
  ['failed-delivery', 'successful-delivery'],
])('without %s nobody knows what %s is a share of', (missing, of) => {
  const known = complete().failed(pipelineStep('24h', pair, missing));
  const { whole, percent, shares } = stage(pipeline(known.read, pair, '24h', now), of);
  expect([whole, percent, new Set(shares)]).toEqual([undefined, undefined, new Set([undefined])]);
});

test('where one of them could not be renewed, all curves go on to now, as gaps', () => {
  const known = complete().failed(pipelineStep('24h', pair, 'failed-delivery'), slice('24h', counts(7, 7)));
  const { end, stages } = pipeline(known.read, pair, '24h', now + 2 * hour);
  expect(end).toBe(now + 2 * hour);
  for (const { id, counts: buckets } of stages)
    expect([id, ...buckets.slice(-3)]).toEqual([id, 0, undefined, undefined]);
});

test('a window that nothing was attempted in has no share', () => {
  const known = complete()
    .has(pipelineStep('24h', pair, 'failed-delivery'), slice('24h', []))
    .has(pipelineStep('24h', pair, 'successful-delivery'), slice('24h', []));
  expect(stage(pipeline(known.read, pair, '24h', now), 'failed-delivery')).toMatchObject({
    count: 0,
    percent: undefined,
  });
});

test('after a failed refresh the curve goes on to now, as a gap', () => {
  const old = now - 3 * hour;
  const known = complete().failed(
    pipelineStep('24h', pair, 'failed-delivery'),
    slice('24h', [{ at: old - hour, count: 7 }], old),
  );
  const { counts: buckets } = stage(pipeline(known.read, pair, '24h', now), 'failed-delivery');
  expect(buckets.slice(-4)).toEqual([0, undefined, undefined, undefined]);
});

test('all curves go to where the freshest of them was read, and to no later moment', () => {
  const early = slice('24h', counts(7, 7), now - hour);
  const whole = pipeline(
    complete().has(pipelineStep('24h', pair, 'failed-delivery'), early).read,
    pair,
    '24h',
    now + 3 * hour,
  );
  expect([whole.end, stage(whole, 'failed-delivery').counts.slice(-3)]).toEqual([now, [0, 7, undefined]]);
});

test('Delivery Overview totals, standing in for metrics, do not tell what waits', () => {
  const known = complete().has(pipelineMetrics('24h', pair), metricsOf({ firstTry: 5, basis: 'overview' }));
  expect(stage(pipeline(known.read, pair, '24h', now), 'waiting')).toMatchObject({
    count: undefined,
    percent: undefined,
  });
});

test('the curve of what waits is of attempts made again', () => {
  const again = [
    { at: now - 2.5 * hour, count: 4 },
    { at: now - 1.5 * hour, count: 0, retryCount: 9 },
  ];
  const known = complete().has(pipelineStep('24h', pair, 'failed-delivery'), slice('24h', again));
  const { counts: buckets } = stage(pipeline(known.read, pair, '24h', now), 'waiting');
  expect(buckets.filter((count) => count !== 0)).toEqual([9]);
});

test('the two weeks before two weeks come from a read of their own', () => {
  const recent = slice('2w', [{ at: now - day, count: 30 }]);
  const before = { ...slice('2w', [{ at: now - 15 * day, count: 20 }]), window: earlierPipelineWindow('2w', now) };
  const known = new Known().has(pipelineStep('2w', pair, 'failed-delivery'), recent);
  expect(stage(pipeline(known.read, pair, '2w', now), 'failed-delivery')).toMatchObject({
    count: 30,
    earlier: undefined,
  });
  known.has(earlierStep('2w', pair, 'failed-delivery'), before);
  expect(stage(pipeline(known.read, pair, '2w', now), 'failed-delivery')).toMatchObject({
    count: 30,
    earlier: 20,
    change: 50,
  });
});

test('two weeks are not compared with two of which a row was lost', () => {
  const known = new Known()
    .has(pipelineStep('2w', pair, 'failed-delivery'), slice('2w', [{ at: now - day, count: 30 }]))
    .lost(earlierStep('2w', pair, 'failed-delivery'), {
      ...slice('2w', [{ at: now - 15 * day, count: 20 }]),
      window: earlierPipelineWindow('2w', now),
    });
  expect(stage(pipeline(known.read, pair, '2w', now), 'failed-delivery')).toMatchObject({
    count: 30,
    earlier: undefined,
    change: undefined,
  });
});

test('the share that waits is compared over two equal windows, whatever the period has by now', () => {
  const windows = comparedPipelineWindows('24h', now);
  const known = complete().has(comparedPipelineMetrics('24h', pair), {
    recent: part(windows.recent, { firstTry: 150, retrying: 50 }),
    before: part(windows.before, { firstTry: 90, retrying: 10 }),
  });
  expect(stage(pipeline(known.read, pair, '24h', now), 'waiting')).toMatchObject({
    count: 100,
    earlier: 10,
    percent: 20,
    earlierPercent: 10,
    change: 400,
    points: 15,
  });
});

test('what waits has no curve while a row of the failing step is lost, and tells why its count could not be read', () => {
  const again = [
    { at: now - 2.5 * hour, count: 4 },
    { at: now - 1.5 * hour, count: 0, retryCount: 9 },
  ];
  const known = complete()
    .lost(pipelineStep('24h', pair, 'failed-delivery'), slice('24h', again))
    .failed(pipelineMetrics('24h', pair));
  const row = stage(pipeline(known.read, pair, '24h', now), 'waiting');
  expect(row.counts).toEqual(Array(25).fill(undefined));
  expect(row).toMatchObject({ count: undefined, error: { status: 503 } });
});

test('no fewer than none are left to a destination, when more was taken out than was received a moment earlier', () => {
  const known = complete().has(pipelineStep('24h', pair, 'successfully-received'), slice('24h', counts(150, 0)));
  expect(stage(pipeline(known.read, pair, '24h', now), 'filtered-at-destination')).toMatchObject({
    whole: 0,
    percent: undefined,
  });
});

test('a share of an hour is of that hour', () => {
  const known = complete()
    .has(pipelineStep('24h', pair, 'failed-delivery'), slice('24h', [{ at: now - 1.5 * hour, count: 10 }]))
    .has(
      pipelineStep('24h', pair, 'successful-delivery'),
      slice('24h', [
        { at: now - 2.5 * hour, count: 60 },
        { at: now - 1.5 * hour, count: 30 },
      ]),
    );
  expect(stage(pipeline(known.read, pair, '24h', now), 'failed-delivery').shares.slice(-4)).toEqual([
    undefined,
    0,
    25,
    undefined,
  ]);
});

test('minutes: five of ten may still grow, and are compared with nothing', () => {
  const known = new Known().has(
    pipelineStep('10m', pair, 'successful-delivery'),
    slice('10m', [
      { at: now - 17 * minute, count: 4 },
      { at: now - 7 * minute, count: 6 },
      { at: now - 2 * minute, count: 3 },
    ]),
  );
  const short = pipeline(known.read, pair, '10m', now);
  expect(short).toMatchObject({ provisional: 5, size: minute });
  expect(stage(short, 'successful-delivery')).toMatchObject({ count: 9, earlier: 4, change: 50 });
});

test.each([
  ['failing', { discarded: 1 }, 'failed-delivery'],
  ['failing', { retrying: 50 }, 'waiting'],
  ['idle', {}, 'filtered-at-destination'],
  ['healthy', { firstTry: 9 }, 'successful-delivery'],
  ['disabled', undefined, 'successful-delivery'],
  ['unknown', undefined, 'successful-delivery'],
] as const)('of a connection that is %s the step to look at first', (state, metrics, expected) => {
  expect(tellingStage({ state, metrics: metrics && metricsOf(metrics) })).toBe(expected);
});

test.each([
  ['24h', '2026-11-21T14:30:00Z', undefined],
  ['7d', '2026-11-21T14:30:00Z', undefined],
  ['2w', '2026-11-21T14:30:00Z', '2026-11-08T00:00:00Z'],
  // The steps begin at the first full hour of the two weeks: that is the same midnight, or an hour before it.
  ['2w', '2026-11-20T23:30:00Z', undefined],
  ['2w', '2026-11-20T22:30:00Z', '2026-11-07T00:00:00Z'],
] as const)('what has no series is known to begin later than the steps of %s at %s: %s', (period, at, start) => {
  const then = Date.parse(at);
  const known = new Known()
    .has(pipelineStep(period, pair, 'failed-delivery'), slice(period, [], then), then)
    .has(pipelineMetrics(period, pair), metricsOf({ retrying: 3 }), then);
  expect(pipeline(known.read, pair, period, then).metricsStart).toBe(start && Date.parse(start));
  const unknown = new Known().failed(pipelineMetrics(period, pair));
  expect(pipeline(unknown.read, pair, period, then).metricsStart).toBeUndefined();
});
