import { describe, expect, it } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import {
  type Connection,
  connectionOf,
  isTrouble,
  rateOf,
  worstFirst,
} from '../../../source/workspace/delivery/connection.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { inflow } from '../../../source/workspace/sources/inflow.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
} from '../snapshots.ts';

const edge = now - (now % hour);

interface Given {
  readonly destination?: Partial<Destination>;
  readonly total?: Partial<DeliveryMetrics>;
  readonly running?: Partial<DeliveryMetrics>;
  readonly before?: Partial<DeliveryMetrics>;
  readonly sent?: readonly number[];
  readonly audit?: readonly ReturnType<typeof auditWith>[];
}

function connection(
  { destination = {}, total, running, before, sent = steady(10, 49), audit = [] }: Given,
  more = (world: Snapshots, _: Destination) => world,
): Connection {
  const own = destinationWith('d', 'web', destination);
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...sent) }])
    .set(resources.destinations, [own]);
  if (total) world.set(resources.metrics(period, own), readingWith(total, running));
  if (before)
    world.set(resources.comparedMetrics(period, own), comparisonWith({ firstTry: 90, discarded: 10 }, before));
  const { read } = more(world, own);
  return connectionOf(read, inflow(read, period, now), audit, own, period, now);
}

const disabled = auditWith({ at: now - 3 * hour, type: t`Destination Disabled`, resourceId: 'd' });

describe('how a connection stands', () => {
  it.each<readonly [string, Given, Connection['state'], Connection['verdict']]>([
    ['not read yet', {}, 'unknown', undefined],
    ['delivers', { total: { firstTry: 5 } }, 'healthy', undefined],
    ['delivers on retry alone', { total: { afterRetry: 5 } }, 'healthy', undefined],
    ['one event was discarded', { total: { firstTry: 5, discarded: 1 } }, 'failing', 'LOST'],
    ['one event expired', { total: { firstTry: 5, expired: 1 } }, 'failing', 'EXPIRED'],
    ['nothing arrives, as before', { total: {}, before: {} }, 'idle', undefined],
    [
      'where one event did, of a source that sent one',
      { total: {}, before: { firstTry: 1 }, sent: [1] },
      'idle',
      'SILENT',
    ],
    [
      'nothing arrives where something did, and the source sends',
      { total: {}, before: { firstTry: 5 } },
      'idle',
      'SILENT',
    ],
    [
      'nothing arrives, and the source sends nothing either',
      { total: {}, before: { firstTry: 5 }, sent: [] },
      'idle',
      undefined,
    ],
    [
      'off, and the trail says who did it',
      { destination: { enabled: false }, total: { firstTry: 5 }, audit: [disabled] },
      'disabled',
      'DISABLED',
    ],
    [
      'off, and the source sends nothing',
      { destination: { enabled: false }, audit: [disabled], sent: [] },
      'disabled',
      undefined,
    ],
    ['off for ever', { destination: { enabled: false } }, 'disabled', undefined],
    [
      'off, and it delivered at its last read',
      { destination: { enabled: false }, total: {}, running: { firstTry: 3 } },
      'disabled',
      'DISABLED',
    ],
    ['off for ever, in device mode', { destination: { enabled: false, mode: 'device' } }, 'disabled', undefined],
    [
      'nothing is lost any more and many wait, whatever was lost earlier',
      { total: { firstTry: 1000, discarded: 100 }, running: { firstTry: 10, retrying: 200 } },
      'failing',
      'RETRYING',
    ],
    ['device mode', { destination: { mode: 'device' }, total: { firstTry: 5 } }, 'unobservable', undefined],
  ])('%s', (_, given, state, verdict) => {
    expect(connection(given)).toMatchObject({ state, verdict });
  });

  it('has no numbers where it cannot be observed', () => {
    const device = connection({ destination: { mode: 'device' }, total: { discarded: 5 }, before: { firstTry: 5 } });
    expect(device).toMatchObject({ metrics: undefined, failedPercent: undefined, change: undefined, series: [] });
  });

  it.each([{ enabled: false }, { mode: 'device' as const }])(
    'is not judged by what was read before it was %j',
    (destination) => {
      const given = {
        total: { firstTry: 900 },
        running: { firstTry: 50, discarded: 50 },
        before: { firstTry: 95, discarded: 5 },
      };
      const [own, was] = [connection({ ...given, destination }), connection(given)];
      expect([was.judgement.raised, isTrouble(was), was.change]).toEqual([true, true, 100]);
      expect([own.judgement.raised, isTrouble(own), own.change, own.loss]).toEqual([
        false,
        false,
        undefined,
        undefined,
      ]);
    },
  );

  it('compares the share that failed in the full hours with that of the hours before, in percent of it', () => {
    expect(
      connection({ total: { firstTry: 90, discarded: 10 }, before: { firstTry: 95, discarded: 5 } }).change,
    ).toBeCloseTo(100);
    expect(
      connection({ total: { firstTry: 90, discarded: 10 }, before: { firstTry: 80, discarded: 20 } }).change,
    ).toBeCloseTo(-50);
    expect(connection({ total: { firstTry: 90 } }).change).toBeUndefined();
  });

  it('was switched off between its last read and the list, where no event tells', () => {
    const onset = connection({ destination: { enabled: false }, total: {}, running: { firstTry: 3 } }).onset;
    expect(onset).toMatchObject({ since: now, within: 0 });
  });

  it.each([
    ['seven minutes after its last read', 7 * minute],
    ['before its last read', -7 * minute],
  ])('was switched off by when the list was read: %s', (_, after) => {
    const off = connection({ destination: { enabled: false }, total: {}, running: { firstTry: 3 } }, (world) => ({
      ...world,
      read: (resource) => {
        const snapshot = world.read(resource);
        return resource.key === resources.destinations.key ? { ...snapshot, fetchedAt: now + after } : snapshot;
      },
    }));
    expect(off.onset).toMatchObject({ since: now, within: Math.max(0, after) });
  });

  it('has neither cause nor beginning by a disabling that is over', () => {
    const on = connection({ total: { firstTry: 5 }, running: { firstTry: 3 }, audit: [disabled] });
    expect(on).toMatchObject({ state: 'healthy', verdict: undefined, cause: undefined, onset: undefined });
  });

  it('is caused by its disabling where that is told', () => {
    expect(connection({ destination: { enabled: false }, audit: [disabled] })).toMatchObject({
      cause: disabled,
      onset: { since: now - 3 * hour, within: 0 },
    });
  });

  it('says what the source sent over the hours of its own reading', () => {
    expect(connection({ total: { firstTry: 1 } }).sourceEvents).toBe(250);
    expect(connection({}).sourceEvents).toBe(250);
    const short = connection({}, (world, own) =>
      world.set(resources.metrics(period, own), {
        ...readingWith({ firstTry: 1 }),
        window: { start: edge - 2 * hour, end: now },
      }),
    );
    expect(short.sourceEvents).toBe(30);
  });

  it('has neither curve nor reason of failures by a report that is older than their end', () => {
    const well = connection({ total: { firstTry: 6 } }, (world, own) =>
      world.set(resources.failures(period, own), failuresOf({ '401': hourly(3, 0) })),
    );
    expect(well).toMatchObject({ state: 'healthy', series: [], reason: undefined });
  });

  it('shows failures up to when they were read, however long ago that is', () => {
    const own = destinationWith('d', 'web');
    const { read } = snapshots()
      .set(resources.metrics(period, own), readingWith({ discarded: 6 }))
      .set(resources.failures(period, own), failuresOf({ '401': hourly(2, 4) }));
    const late = now + 9 * hour;
    const { series } = connectionOf(read, inflow(read, period, late), [], own, period, late);
    expect([series.length, series.at(-1)]).toEqual([25, { at: edge, count: 4 }]);
  });

  it('shows failures by the hour over the period, the hour before it left out', () => {
    const { series, reason } = connection({ total: { discarded: 6 } }, (world, own) =>
      world.set(
        resources.failures(period, own),
        failuresOf({ '401': hourly(9, ...steady(0, 22), 1, 2), '429': hourly(3) }),
      ),
    );
    expect(series).toHaveLength(25);
    expect(series.at(-1)).toEqual({ at: edge, count: 5 });
    expect(series.at(-2)).toEqual({ at: edge - hour, count: 1 });
    expect(series[0]).toEqual({ at: edge - 24 * hour, count: 9 });
    expect(reason).toBe('401');
  });
});

describe('the order of connections', () => {
  const of = (
    name: string,
    percent: number | undefined,
    judgement: Partial<Connection['judgement']> = {},
    more: Partial<Connection> = {},
  ) =>
    ({
      destination: destinationWith(name, 'web'),
      failedPercent: percent,
      judgement: { raised: false, trouble: false, rate: undefined, ...judgement },
      ...more,
    }) as Connection;
  const trouble = (rate?: number) => ({ raised: true, trouble: true, rate });

  it.each<readonly [string, Connection, Connection]>([
    ['trouble before what has just ended', of('z', 1, trouble(1)), of('a', 99, { raised: true })],
    ['what has just ended before the rest', of('z', 1, { raised: true }), of('a', 99)],
    ['what is silent before the rest', of('z', undefined, {}, { verdict: 'SILENT' }), of('a', 99)],
    ['the higher rate', of('z', 50), of('a', 49)],
    ['a rate before none, also one of 0', of('z', 0), of('a', undefined)],
    ['in trouble by the rate of now, not that of the period', of('z', 1, trouble(90)), of('a', 80, trouble(20))],
    ['in trouble without a rate of now by that of the period', of('z', 30, trouble()), of('a', 80, trouble(20))],
    ['the name where all is alike', of('a', 5), of('b', 5)],
  ])('%s', (_, first, second) => {
    expect([second, first].sort(worstFirst)).toEqual([first, second]);
    expect([first, second].sort(worstFirst)).toEqual([first, second]);
  });

  it('two that are alike in all keep their places', () => {
    expect(worstFirst(of('a', 5), of('a', 5))).toBe(0);
  });

  it('what is raised but no trouble is ranked by its period', () => {
    expect([rateOf(of('a', 7, { raised: true, rate: 90 })), isTrouble(of('a', 7, { raised: true }))]).toEqual([
      7,
      false,
    ]);
  });
});

describe('what a failure has cost', () => {
  it('is that of the period while only its totals are known, and the words must say so', () => {
    const { loss } = connection({
      total: { firstTry: 40, afterRetry: 5, discarded: 50, expired: 5 },
      running: { discarded: 60 },
    });
    expect(loss).toEqual({ failed: 115, attempted: 160, isSinceOnset: false });
  });
});
