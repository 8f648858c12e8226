import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { MetricsQuery } from '../../source/domain/queries.ts';
import { resourceFamilies } from '../../source/domain/resource-families.ts';
import { hour, minute, periods } from '../../source/domain/time.ts';
import { familyOf } from '../../source/workspace/resource.ts';
import * as resources from '../../source/workspace/resources.ts';
import { metricsWith, now } from './snapshots.ts';

const folder = new URL('../../source/workspace/', import.meta.url);
const keysInSource = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => [...readFileSync(new URL(file, folder), 'utf8').matchAll(/\bkey: ['`]([a-z-]+)[:'`]/g)])
  .map(([, family]) => family);

describe('resource families', () => {
  it('are what the configuration may name, all of them and no other', () => {
    expect([...new Set(keysInSource)].sort()).toEqual([...resourceFamilies].sort());
  });

  it.each([
    ['workspace', 'workspace'],
    ['volume:24h', 'volume'],
    ['metrics:7d:abc:d', 'metrics'],
  ])('of the key %s is %s', (key, family) => {
    expect(familyOf({ ...resources.workspace, key })).toBe(family);
  });
});

const pair = { id: 'd', sourceId: 's' };

describe('keys', () => {
  it('differ wherever the answer may', () => {
    const keys = periods.flatMap((period) => [
      resources.volume(period).key,
      resources.forwardedViolations(period).key,
      resources.metrics(period, pair).key,
      resources.comparedMetrics(period, pair).key,
      resources.failures(period, pair).key,
      resources.blocked(period, 's').key,
      resources.recentAudit(period).key,
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(resources.metrics('24h', pair, true).key).toBe(resources.metrics('24h', pair).key);
  });
});

describe('intervals', () => {
  it.each([
    ['what is looked at', resources.metrics('24h', pair, true), minute],
    ['the rest of a sweep', resources.metrics('24h', pair), 5 * minute],
    ['the window before', resources.comparedMetrics('24h', pair), hour],
    ['the week before', resources.comparedMetrics('7d', pair), 7 * hour],
    ['what is counted once a day', resources.mtu(now), hour],
    ['what may be asked twice a minute', resources.warehouseSyncs('w'), 10 * minute],
  ])('%s', (_, resource, every) => {
    expect(resource.every).toBe(every);
  });
});

describe('windows that are asked for', () => {
  const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

  it.each([
    ['24h', 'HOUR', ['2026-01-14T12:00', '2026-01-15T12:00'], ['2026-01-13T12:00', '2026-01-14T12:00']],
    // Hours reach back only seven days: six full days and the same six a week before.
    ['7d', 'DAY', ['2026-01-09T00:00', '2026-01-15T00:00'], ['2026-01-02T00:00', '2026-01-08T00:00']],
  ] as const)('to compare %s are equal and of whole buckets (%s)', async (compared, granularity, recent, before) => {
    const asked: MetricsQuery[] = [];
    const backend = {
      wire: () => ({ limitOf: () => undefined }),
      deliveryMetrics: async (query: MetricsQuery) => {
        asked.push(query);
        return { value: metricsWith(), problems: [] };
      },
    };
    await resources.comparedMetrics(compared, pair).load(backend as never, {}, now);
    expect(asked.map((query) => query.granularity)).toEqual([granularity, granularity]);
    expect(asked.map(({ window: { start, end } }) => [iso(start), iso(end)])).toEqual([recent, before]);
  });
});
