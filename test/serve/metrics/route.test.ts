import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { HourHistory } from '../../../source/domain/hours.ts';
import { floorTo, hour, minute } from '../../../source/domain/time.ts';
import { monthOf } from '../../../source/domain/usage/meters.ts';
import { metricsRoutes } from '../../../source/serve/metrics/route.ts';
import type { Daemon, Post } from '../../../source/serve/ports.ts';
import { openCountingSince } from '../../../source/storage/counting-since.ts';
import { hostClock } from '../../../source/store/shared-store.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { hourly, now, period, type Snapshots, snapshots, sourceWith, steady } from '../../workspace/snapshots.ts';

/** Requests to profiles that are not served, by status. */
const notServed = new Map([[404, 3]]);

/** What a daemon that just began answers, from what it has read. */
async function scrape(stateDir: string, { read }: Snapshots, history: HourHistory, mayLook = true) {
  const post = {
    profile: 'prod',
    stateDir,
    read,
    clock: { now: () => now },
    log: { warn: () => undefined },
    workspaceId: () => 'w',
    overview: () => overview(read, period, now, {}),
    backend: { wire: () => ({ requests: 0 }) },
    standing: () => ({ isReady: true }),
    reads: () => [],
    store: () => ({ store: { hours: history }, alerts: { records: () => [] } }),
  } as unknown as Post;
  const daemon = {
    posts: [post],
    collectors: new Map(),
    unknown: { counts: () => notServed },
    mayLook: () => mayLook,
  } as unknown as Daemon;
  const [answer] = await scraped(daemon);
  return answer!;
}

/** One answer for each method, one after the other. */
async function scraped(daemon: Daemon, methods: readonly string[] = ['GET']) {
  const answers: { status: number; text: string; type: string }[] = [];
  const [route] = metricsRoutes(daemon);
  for (const method of methods) {
    const answer = { status: 0, text: '', type: '' };
    const response = {
      writeHead: (status: number, { 'content-type': type }: Readonly<Record<string, string>>) => {
        answer.status = status;
        answer.type = type!;
      },
      end: (text = '') => {
        answer.text = text;
      },
    } as unknown as ServerResponse;
    await route!.handle({ method } as IncomingMessage, response, {});
    answers.push(answer);
  }
  return answers;
}

const received = (text: string) => Number(/^segtop_source_received_events_total\{.* (\d+)$/m.exec(text)?.[1]);
const sending = (...counts: readonly number[]) =>
  snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...counts) }])
    .set(resources.usualVolume, []);

test('a counter is never told with less after a restart, though hours of the month are not known for a while', async () => {
  const folder = await temporaryFolder();
  const from = floorTo(now - 3 * hour, 'HOUR');
  await (await openCountingSince(folder, () => undefined)).of('w', from + minute);
  const nothing: HourHistory = { of: () => [], things: () => [] };
  const first = received((await scrape(folder, sending(...steady(100, 48)), nothing)).text);
  expect(first).toBeGreaterThanOrEqual(300);
  expect(received((await scrape(folder, sending(...steady(90, 48)), nothing)).text)).toBe(first);
  expect(received((await scrape(folder, sending(...steady(200, 48)), nothing)).text)).toBe(2 * first);
});

/** A daemon of which nothing is known but how often it was asked how it stands. */
function blank(workspaceId?: string) {
  const asked: string[] = [];
  const post = {
    profile: 'prod',
    workspaceId: () => workspaceId,
    clock: { now: () => now },
    overview: () => ({ workspace: undefined }),
    backend: { wire: () => ({ requests: 5 }) },
    standing: () => {
      asked.push('standing');
      return { isReady: false };
    },
    reads: () => [],
    store: () => undefined,
  } as unknown as Post;
  return {
    asked,
    daemon: {
      posts: [post],
      collectors: new Map(),
      unknown: { counts: () => notServed },
      mayLook: () => true,
    } as unknown as Daemon,
  };
}

test('before the workspace is known segtop tells of itself, without a name and without numbers of the workspace, and of requests to no profile', async () => {
  const { daemon } = blank();
  const [get, head] = await scraped(daemon, ['GET', 'HEAD']);
  expect(get!.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'segtop_up{profile="prod",workspace=""} 0',
    'segtop_api_requests_total{profile="prod",workspace=""} 5',
    'segtop_collector_requests_total{profile="",workspace="",status="404"} 3',
  ]);
  expect(get).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/plain; version=0\.0\.4/) });
  expect(head).toMatchObject({ status: 200, text: '' });
});

test.each<[string, number, number]>([
  ['within a second, as it was', 1000, 1],
  ['after a second, anew', 1001, 2],
  ['by a clock that was set back, anew', -1001, 2],
])('who asks again is answered %s', async (_, later, times) => {
  const { daemon, asked } = blank();
  const moments = [now, now + later];
  const clock = vi.spyOn(hostClock, 'now').mockImplementation(() => moments.shift() ?? now);
  onTestFinished(() => clock.mockRestore());
  await scraped(daemon, ['GET', 'GET']);
  expect(asked).toHaveLength(times);
});

test('counting begins a minute before the first scrape, with what is read of the workspace in the same answer', async () => {
  const folder = await temporaryFolder();
  const day = { at: now - 36 * hour, apiCalls: 7n };
  const of = sending(...steady(100, 48)).set(resources.apiCalls(monthOf(now)), [day]);
  const { text } = await scrape(folder, of, { of: () => [], things: () => [] });
  expect(received(text)).toBe(100);
  expect(await (await openCountingSince(folder, () => undefined)).of('w', now)).toBe(now - minute);
  expect(text).toContain('segtop_usage_used{');
});

test('who may not look is told nothing', async () => {
  const { status, text } = await scrape('', sending(1), { of: () => [], things: () => [] }, false);
  expect([status, text]).toEqual([401, 'a bearer token is needed: the secret of a profile\n']);
});
