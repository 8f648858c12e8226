import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../source/domain/time.ts';
import { metricsOperation, stepOperation } from '../../../source/workspace/resources/connection-metrics.ts';
import {
  atOnce,
  eachMinute,
  isScarce,
  looked,
  slow,
  sustainable,
  sweepOf,
  usualPace,
} from '../../../source/workspace/resources/pace.ts';
import { perPair } from '../../../source/workspace/resources/per-pair.ts';

/** Limits a minute of the two operations, where they are known. */
const limits = (metrics?: number, overview?: number) => ({
  limitOf: (operation: string) =>
    operation === metricsOperation ? metrics : operation === stepOperation('failed-delivery') ? overview : undefined,
});

it('what is on screen is read again within its time, and what matters at once', () => {
  const paces = { eachMinute, looked, slow, atOnce, usualPace };
  const every = Object.entries(paces).map(([name, pace]) => [name, pace.every / second]);
  expect(Object.fromEntries(every)).toEqual({ eachMinute: 60, looked: 120, slow: 600, atOnce: 5, usualPace: 300 });
});

describe('a sweep over all connections', () => {
  it.each([
    [1, 2],
    [180, 2],
    [270, 3],
    [720, 8],
    [5000, 8],
  ])('%s connections are gone through every %s minutes', (connections, minutes) => {
    expect(sweepOf(connections)).toMatchObject({ every: minutes * minute, sweep: connections });
    expect(sweepOf(connections)).toBe(sweepOf(connections));
  });

  it.each([
    ['no limit is known: a third of six hundred', 200, limits(), minute],
    ['both are known to be low: a third of the one and a sixth of the other', 100, limits(60, 60), (100 / 30) * minute],
    ['only metrics are known to be low', 120, limits(60), minute],
    ['nothing is left: one a minute', 5, limits(0, 0), 5 * minute],
  ] as const)('bears a pace by its limits; %s', (_, connections, wire, ms) => {
    expect(sustainable(connections, wire)).toBeCloseTo(ms, 6);
  });

  it.each([
    [300, limits(), false],
    [301, limits(), true],
    [30, limits(60), false],
    [31, limits(60), true],
    [301, limits(6000), true],
  ] as const)('a first look at %s connections lasts longer than a minute: %#', (connections, wire, scarce) => {
    expect(isScarce(connections, wire)).toBe(scarce);
  });
});

describe('a resource for each connection', () => {
  it('is the same object while the list is, one for each period and pace', () => {
    const make = perPair((period, { id }, { name }) => ({
      key: `${period} ${id} ${name}`,
      every: 1,
      load: undefined as never,
    }));
    const [pair, another] = [
      { id: 'd', sourceId: 's' },
      { id: 'd', sourceId: 's' },
    ];
    expect(make('24h', pair)).toBe(make('24h', pair, false));
    expect([make('24h', pair), make('24h', pair, true), make('7d', pair)].map(({ key }) => key)).toEqual([
      '24h d usual',
      '24h d minute',
      '7d d usual',
    ]);
    expect(make('24h', another)).not.toBe(make('24h', pair));
  });
});
