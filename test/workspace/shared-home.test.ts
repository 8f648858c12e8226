import { describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '../../source/config/settings.ts';
import { noLocal } from '../../source/domain/local.ts';
import { minute, second } from '../../source/domain/time.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { eventLog, logOf } from '../../source/serve/event-log.ts';
import { takePost } from '../../source/serve/post.ts';
import type { LocalStore } from '../../source/storage/local.ts';
import { type OpenStore, storesOf } from '../../source/store/open-store.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { scarceApi } from './scarce-api.ts';

/** Other chances for each program, the same in each run. */
const chances = (first: number) => {
  let state = first * 7919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** A host on which dashboards and a daemon open one workspace with one token. */
async function host(connections = 40) {
  const api = scarceApi({ connections, isEmpty: true });
  const { clock } = api;
  const stateDir = await temporaryFolder();
  const stores = storesOf({ secret: 'sgp_first', scope: [], clock, report: () => undefined, stateDir });
  let programs = 0;
  const storeOf = async (): Promise<OpenStore> => {
    const store = await stores.of('w');
    if (!store) throw new Error('no store');
    return store;
  };
  return {
    clock,
    requests: () => api.asked.length,
    /** Paths that were asked for since the last call. */
    asked: () => api.asked.splice(0).map(({ path }) => path),
    /** A dashboard with Home open. */
    async open() {
      programs += 1;
      const { store } = await storeOf();
      const dashboard = api.dashboard(store, chances(programs));
      dashboard.look();
      const end = () => {
        dashboard.poller.stop();
        store.close();
      };
      onTestFinished(end);
      return { ...dashboard, end };
    },
    /** The daemon, as `segtop serve` begins its watch. */
    async serve() {
      const opened = await storeOf();
      const log = logOf(eventLog({ write: () => undefined }), {});
      const settings = { profile: 'default', period: '24h', refresh: {} } as unknown as Settings;
      const localStore = { get: () => noLocal, reload: async () => undefined } as unknown as LocalStore;
      const { end } = await takePost({
        settings,
        allowance: {} as never,
        backend: createPublicApi({ transport: api.transport, clock, random: () => 0.5 }),
        clock,
        memory: (poller) => ({
          last: async () => poller.share(opened.store),
          ready: async () => undefined,
          follow: () => undefined,
          current: () => opened,
          end: () => opened.store.close(),
        }),
        localStore,
        stateDir,
        secret: undefined,
        log,
        duties: [],
      });
      onTestFinished(end);
    },
  };
}

describe('Home on one host, of one workspace with one token', () => {
  it('in two dashboards and a daemon costs in ten minutes no more than a tenth above what one dashboard costs', async () => {
    const alone = await host();
    await alone.open();
    await alone.clock.advance(10 * minute);

    const together = await host();
    await together.serve();
    await together.clock.advance(300);
    const one = await together.open();
    await together.clock.advance(400);
    const other = await together.open();
    await together.clock.advance(10 * minute - 700);

    expect(alone.requests()).toBeGreaterThan(100);
    expect(together.requests() / alone.requests()).toBeLessThanOrEqual(1.1);
    // They show the same, and all of it.
    const { ranked, attempted, failed, failing } = one.pictureOf();
    expect(ranked).toBe(40);
    expect(other.pictureOf()).toMatchObject({ ranked, attempted, failed });
    expect(other.pictureOf().failing.map(({ id }) => id)).toEqual(failing.map(({ id }) => id));
  }, 120_000);

  it('is there at the next start within the interval, with its age, and asks only for what is due or was not read', async () => {
    const { clock, open, asked } = await host();
    const first = await open();
    await clock.advance(5 * minute);
    const [{ ranked, attempted, failed }, readAt] = [first.pictureOf(), first.read(resources.sources).fetchedAt];
    first.end();
    asked();

    const next = await open();
    expect(next.read(resources.sources)).toMatchObject({ status: 'ready', recalled: true });
    expect(next.read(resources.sources).fetchedAt).toBeCloseTo(readAt!, -1);
    expect(next.pictureOf()).toMatchObject({ ranked, attempted, failed });
    expect(ranked).toBe(40);
    await clock.advance(10 * second);
    // What is read each minute or newer, and what could not be read: this API does not know it.
    const due = ['/audit-events', '/delivery-overview/failed-delivery', '/events/volume'];
    const unread = ['/tracking-plans', '/usage/api-calls/daily', '/usage/mtu/daily', '/warehouses'];
    expect([...new Set(asked())].sort()).toEqual([...due, ...unread]);
  }, 120_000);
});
