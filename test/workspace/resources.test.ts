import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resourceFamilies } from '../../source/domain/resource-families.ts';
import { day, hour, minute, periods } from '../../source/domain/time.ts';
import { familyOf } from '../../source/workspace/resource.ts';
import * as resources from '../../source/workspace/resources.ts';
import { now } from './snapshots.ts';

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
      resources.earlierMetrics(period, pair).key,
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
    ['the window before', resources.earlierMetrics('24h', pair), hour],
    ['the week before', resources.earlierMetrics('7d', pair), 7 * hour],
    ['what is counted once a day', resources.mtu(now), hour],
    ['what may be asked twice a minute', resources.warehouseSyncs('w'), 10 * minute],
  ])('%s', (_, resource, every) => {
    expect(resource.every).toBe(every);
  });
});

describe('windows that are asked for', () => {
  it('of the week before goes by days: hours reach back only seven days (manual 2.3)', async () => {
    const asked: unknown[] = [];
    const backend = {
      wire: () => ({ limitOf: () => undefined }),
      deliveryMetrics: async (query: unknown) => {
        asked.push(query);
        return { value: undefined, problems: [] };
      },
    };
    for (const period of periods) await resources.earlierMetrics(period, pair).load(backend as never, {}, now);
    expect(asked).toMatchObject([{ granularity: 'HOUR' }, { granularity: 'DAY' }]);
    for (const [index, length] of [day, 7 * day].entries()) {
      const { window } = asked[index] as { readonly window: { readonly start: number; readonly end: number } };
      expect(window.end).toBe(now - length);
      expect(now - window.start).toBeLessThanOrEqual(2 * length + hour);
    }
  });
});
