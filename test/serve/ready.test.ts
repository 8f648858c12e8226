import { expect, it, onTestFinished } from 'vitest';
import type { Settings } from '../../source/config/settings.ts';
import { noLocal } from '../../source/domain/local.ts';
import { minute } from '../../source/domain/time.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import { eventLog, logOf } from '../../source/serve/event-log.ts';
import { takePost } from '../../source/serve/post.ts';
import type { LocalStore } from '../../source/storage/local.ts';
import { overviewNeeds } from '../../source/workspace/needs/overview.ts';
import { needOf } from '../../source/workspace/needs/page.ts';
import type { Poller } from '../../source/workspace/polling/poller.ts';
import type { Resource } from '../../source/workspace/polling/resource.ts';
import { warehouses, workspace } from '../../source/workspace/resources/common.ts';
import { type ScarceOptions, scarceApi } from '../workspace/scarce-api.ts';

/** A daemon on an API of a test, and how it stands each quarter of a second. */
async function daemon(options: Partial<ScarceOptions> = {}, knows = false) {
  const { clock, transport } = scarceApi({ connections: 40, isEmpty: true, ...options });
  const store = Promise.withResolvers<void>();
  const lines: string[] = [];
  let isBegun = false;
  const { post, end } = await takePost({
    settings: { profile: 'default', period: '24h', refresh: {} } as unknown as Settings,
    allowance: {} as never,
    backend: createPublicApi({ transport, clock, random: () => 0.5 }),
    clock,
    memory: (poller) => ({
      last: async () => {
        if (knows) poller.recall(workspace, { id: 'w', name: 'W', slug: 'w' } as never, clock.now() - minute);
      },
      // What the first read waits for is there at once, what comes of following is not.
      ready: () => (isBegun ? store.promise : Promise.resolve()),
      follow: () => undefined,
      current: () => undefined,
      end: () => undefined,
    }),
    localStore: { get: () => noLocal, reload: async () => undefined } as unknown as LocalStore,
    stateDir: '',
    secret: undefined,
    log: logOf(eventLog({ write: (line) => void lines.push(line) }), {}),
    duties: [],
  });
  isBegun = true;
  onTestFinished(end);
  const wanted = () => overviewNeeds(post.read, '24h', clock.now()).filter(({ resource }) => !resource.slow);
  const unread = () =>
    wanted().filter(({ resource }) => {
      const { fetchedAt, error } = post.read(resource);
      return fetchedAt === undefined && error === undefined;
    });
  const isReady = () => post.standing().isReady;
  const until = async (isSo: () => boolean, most: number) => {
    for (let passed = 0; passed < most && !isSo(); passed += 250) await clock.advance(250);
  };
  /** What was told since the last look, in words. */
  const told = () =>
    lines.splice(0).map((line) => {
      const { event, kind } = JSON.parse(line) as Readonly<Record<string, string>>;
      return `${event}: ${kind}`;
    });
  return { clock, store, wanted, unread, isReady, until, told };
}

it('is ready when all that lists led to has been read and its store is there, and stays so while it is read again', async () => {
  const { clock, store, wanted, unread, isReady, until } = await daemon();
  let early = 0;
  await until(() => {
    if (isReady()) early += 1;
    return wanted().length > 40 && unread().length === 0;
  }, 5 * minute);
  await clock.advance(1000);
  expect([wanted().length > 40, unread().length, early, isReady()]).toEqual([true, 0, 0, false]);
  store.resolve();
  await clock.advance(1);
  expect(isReady()).toBe(true);
  let lapses = 0;
  await until(() => {
    if (!isReady()) lapses += 1;
    return false;
  }, 3 * minute);
  expect(lapses).toBe(0);
}, 60_000);

it('begins its duties with what is known from before, looks with them each ten seconds, and ends all of it', async () => {
  const { clock, transport } = scarceApi({ connections: 1, isEmpty: true });
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(name);
  const own: Resource<number> = {
    key: 'own',
    every: minute,
    load: async () => {
      calls.push('load');
      return { value: 1, problems: [] };
    },
  };
  let known: Poller | undefined;
  const { post, end } = await takePost({
    settings: { profile: 'prod', period: '24h', refresh: {} } as unknown as Settings,
    allowance: {} as never,
    backend: createPublicApi({ transport, clock, random: () => 0.5 }),
    clock,
    memory: (poller) => ({
      last: async () => {
        known = poller;
        poller.recall(workspace, { id: 'w', name: 'W', slug: 'w' } as never, clock.now() - minute);
        calls.push('last');
      },
      ready: async () => void calls.push('ready'),
      follow: () => undefined,
      current: () => undefined,
      end: note('memory ended'),
    }),
    localStore: {
      get: ({ profile, workspaceId }: { profile: string; workspaceId: string }) => ({
        ...noLocal,
        mark: `${profile} ${workspaceId}`,
      }),
      reload: async () => void calls.push('reload'),
    } as unknown as LocalStore,
    stateDir: '',
    secret: undefined,
    log: eventLog({ write: () => undefined }),
    duties: [
      (post) => {
        calls.push(`begun for ${post.workspaceId()}`);
        return { needs: () => [needOf(own)], looked: note('looked'), end: note('duty ended') };
      },
      () => ({}),
    ],
  });
  expect(calls).toEqual(['last', 'ready', 'begun for w', 'looked', 'load']);
  expect(post.local()).toEqual({ ...noLocal, mark: 'prod w' });
  const picture = post.overview();
  expect(post.overview()).toBe(picture);
  known!.recall(warehouses, [{ id: 'redshift', name: 'R', enabled: true }] as never, clock.now());
  expect(post.overview().storage).toHaveLength(picture.storage.length + 1);
  await clock.advance(30_000);
  const count = (name: string) => calls.filter((each) => each === name).length;
  expect([count('reload'), count('load')]).toEqual([3, 1]);
  expect(count('looked')).toBeGreaterThan(3);
  const [last, at] = [post.overview(), clock.now()];
  expect([last.now <= at, at - last.now < 10_000]).toEqual([true, true]);
  expect(post.standing()).toMatchObject({ problems: expect.any(Number), requests: expect.any(Number) });
  calls.length = 0;
  await end();
  await clock.advance(2 * minute);
  expect(calls).toEqual(['duty ended', 'memory ended']);
});

it('is not ready with a token that is refused, whatever it knows from before', async () => {
  const no = { errors: [{ type: 'unauthorized', message: 'no' }] };
  const { clock, store, isReady } = await daemon({ answer: () => ({ status: 401, headers: {}, json: no }) }, true);
  store.resolve();
  await clock.advance(2 * minute);
  expect(isReady()).toBe(false);
});

it.each(['/sources', '/warehouses', '/audit-events'])(
  'tells once that the API is away and once that it is back, also where %s is never to be read',
  async (closed) => {
    let isAway = false;
    const no = { errors: [{ type: 'forbidden', message: 'no' }] };
    const { clock, told } = await daemon({
      connections: 4,
      answer: ({ path }) => {
        if (isAway) return { status: 503, headers: {}, text: '' };
        return path.startsWith(closed) ? { status: 403, headers: {}, json: no } : undefined;
      },
    });
    await clock.advance(3 * minute);
    // What this API does not have is refused besides.
    expect(told().filter((line) => !line.endsWith('not-found'))).toEqual(['reads fail: no-access']);
    isAway = true;
    await clock.advance(12 * minute);
    expect(told()).toEqual(['reads fail: server']);
    isAway = false;
    await clock.advance(12 * minute);
    expect(told()).toEqual(['reads work again: server']);
  },
  60_000,
);
