import { describe, expect, it } from 'vitest';
import { scarceApi } from './scarce-api.ts';

const worst = [3, 61, 127, 188, 244, 301, 377, 433, 522, 599];

describe('a workspace whose delivery-metrics are scarce', () => {
  it.each([
    ['without Retry-After', false],
    ['with Retry-After besides', true],
  ])('of sixty connections at five a minute is ranked within half a minute: %s', async (_, retryAfter) => {
    const api = scarceApi({ connections: 60, limits: { '/delivery-metrics': 5 }, retryAfter });
    const seconds = await api.until(() => api.fleet().rankable === 60 && api.fleet().ranked === 60, 60);
    expect(seconds).toBeLessThanOrEqual(30);
    api.poller.stop();
  });

  it('of six hundred connections shows the ten worst within a minute and a half, wherever they stand', async () => {
    const traffic = (index: number) =>
      worst.includes(index) ? { delivered: 100, failed: 890 } : { delivered: 990, failed: 1 };
    const api = scarceApi({ connections: 600, limits: { '/delivery-metrics': 60 }, traffic });
    const found = () =>
      worst.every((index) =>
        api
          .fleet()
          .failing.slice(0, 10)
          .some(({ id }) => id === `d${index}`),
      );
    const seconds = await api.until(found, 120);
    expect(seconds).toBeLessThanOrEqual(90);
    api.poller.stop();
  });

  it('of two thousand connections is ranked whole within four minutes', async () => {
    const api = scarceApi({ connections: 2000, limits: { '/delivery-metrics': 60 } });
    const seconds = await api.until(() => api.fleet().rankable === 2000 && api.fleet().ranked === 2000, 300);
    expect(seconds).toBeLessThanOrEqual(240);
    api.poller.stop();
  }, 120_000);
});
