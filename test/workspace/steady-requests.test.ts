import { describe, expect, it } from 'vitest';
import { minute } from '../../source/domain/time.ts';
import { scarceApi } from './scarce-api.ts';

describe('with Home open and nothing wrong, once all is read', () => {
  it.each<[number, number, number, number]>([
    [10, 600, 5, 12],
    [60, 600, 30, 43],
    [60, 60, 30, 45],
  ])(
    '%d connections with %d delivery-metrics a minute cost %d of these a minute and %d requests in all at most',
    async (connections, limit, metrics, most) => {
      const api = scarceApi({ connections, limits: { '/delivery-metrics': limit } });
      await api.clock.advance(12 * minute);
      const before = api.asked.length;
      const minutes = 20;
      await api.clock.advance(minutes * minute);
      const all = api.asked.slice(before);
      const own = all.filter(({ path }) => path.endsWith('/delivery-metrics'));
      expect(own.length / minutes).toBeLessThanOrEqual(metrics);
      expect(all.length / minutes).toBeLessThanOrEqual(most);
      api.poller.stop();
    },
    60_000,
  );
});
