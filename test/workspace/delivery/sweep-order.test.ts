import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import { t } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { type SweepFacts, sweepOrder } from '../../../source/workspace/delivery/sweep-order.ts';
import { auditWith, destinationWith, now, period } from '../snapshots.ts';

const sent = (counts: Readonly<Record<string, number>>): VolumeRow[] =>
  Object.entries(counts).map(([sourceId, total]) => ({ sourceId, total, series: [] }));

/** Connections `web-braze` and so on, each of a source and a type. */
const listed = (...names: readonly string[]) =>
  names.map((name) => {
    const [source = '', type = ''] = name.split('-');
    return destinationWith(name, source, { metadataId: type });
  });

const orderOf = (names: readonly string[], facts: Partial<SweepFacts> = {}): string[] => {
  const ranks = sweepOrder({
    destinations: listed(...names),
    favorites: undefined,
    failedBefore: undefined,
    failsElsewhere: () => false,
    audit: undefined,
    volume: undefined,
    period,
    now,
    ...facts,
  });
  return [...ranks].sort(([, a], [, b]) => a - b).map(([id]) => id);
};

describe('the order in which connections are read first', () => {
  it('is that of the list while nothing is known', () => {
    expect(orderOf(['a-x', 'b-y', 'c-z'])).toEqual(['a-x', 'b-y', 'c-z']);
  });

  it('is favorites, what failed last time or in another period, what was changed in the last day, then the rest by volume', () => {
    const names = ['low-p', 'high-q', 'mid-r', 'src-s', 'dst-t', 'old-u', 'ran-v', 'before-w', 'other-x', 'star-y'];
    const change = (resourceId: string, ago: number, type = t`Integration Modified`) =>
      auditWith({ id: resourceId, resourceId, type, at: now - ago });
    const order = orderOf(names, {
      favorites: new Set(['star-y']),
      failedBefore: ['before-w'],
      failsElsewhere: ({ id }) => id === 'other-x',
      audit: [
        change('dst-t', 23 * hour),
        change('src', hour, t`Source Modified`),
        change('old-u', day + 1),
        change('high-q', hour, t`Destination Filter Created`),
        change('ran-v', hour, t`Source Run Failed`),
      ],
      volume: sent({ low: 1, high: 1000, mid: 50 }),
    });
    expect(order).toEqual([
      'star-y',
      'before-w',
      'other-x',
      'src-s',
      'dst-t',
      'high-q',
      'mid-r',
      'low-p',
      'old-u',
      'ran-v',
    ]);
  });

  it('is spread over types: the second of a type counts half, the third a third', () => {
    const names = ['a-braze', 'b-braze', 'c-braze', 'd-hubspot', 'e-zendesk'];
    const volume = sent({ a: 900, b: 800, c: 700, d: 300, e: 250 });
    expect(orderOf(names, { volume })).toEqual(['a-braze', 'b-braze', 'd-hubspot', 'e-zendesk', 'c-braze']);
  });

  it('is spread over types before volumes are known, and counts a change of exactly a day ago', () => {
    expect(orderOf(['a-x', 'b-x', 'c-y'])).toEqual(['a-x', 'c-y', 'b-x']);
    const audit = [auditWith({ resourceId: 'c-z', type: t`Integration Modified`, at: now - day })];
    expect(orderOf(['a-x', 'b-y', 'c-z'], { audit })).toEqual(['c-z', 'a-x', 'b-y']);
  });

  it.each<readonly [string, Partial<SweepFacts>]>([
    ['another period', { period: '7d' }],
    ['other favorites', { favorites: new Set(['b-y']) }],
    ['other ones that failed before', { failedBefore: ['b-y'] }],
    ['a change', { audit: [auditWith({ resourceId: 'b-y', type: t`Integration Modified`, at: now })] }],
  ])('is worked out again for %s', (_, change) => {
    const destinations = listed('a-x', 'b-y');
    const facts: SweepFacts = {
      ...{ destinations, favorites: undefined, failedBefore: undefined, failsElsewhere: () => false },
      ...{ audit: [], volume: undefined, period, now },
    };
    const first = sweepOrder(facts);
    expect(sweepOrder({ ...facts, ...change })).not.toBe(first);
  });

  it('stays the same object while nothing of it changes, though volumes are read anew', () => {
    const destinations = listed('a-x', 'b-y');
    const facts = {
      destinations,
      favorites: undefined,
      failedBefore: undefined,
      failsElsewhere: () => false,
      audit: [],
      period,
      now,
    };
    const first = sweepOrder({ ...facts, volume: sent({ a: 1, b: 2 }) });
    expect(sweepOrder({ ...facts, volume: sent({ a: 5, b: 2 }), now: now + hour })).toBe(first);
    expect(sweepOrder({ ...facts, volume: undefined })).not.toBe(first);
  });

  it('gives the most traffic of a type its whole weight, the second half of it and the third a third, wherever they stand', () => {
    const volume = sent({ low: 40, high: 100, mid: 90, other: 42 });
    expect(orderOf(['low-x', 'mid-x', 'high-x', 'other-y'], { volume })).toEqual([
      'high-x',
      'mid-x',
      'other-y',
      'low-x',
    ]);
  });
});
