import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { HourHistory } from '../../../source/domain/hours.ts';
import { floorTo, hour, minute } from '../../../source/domain/time.ts';
import { metricsRoutes } from '../../../source/serve/metrics/route.ts';
import type { Daemon, Post } from '../../../source/serve/ports.ts';
import { openCountingSince } from '../../../source/storage/counting-since.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { hourly, now, period, type Snapshots, snapshots, sourceWith, steady } from '../../workspace/snapshots.ts';

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
  const daemon = { posts: [post], collectors: new Map(), mayLook: () => mayLook } as unknown as Daemon;
  const answer = { status: 0, text: '' };
  const response = {
    writeHead: (status: number) => {
      answer.status = status;
    },
    end: (text = '') => {
      answer.text = text;
    },
  } as unknown as ServerResponse;
  for (const { handle } of metricsRoutes(daemon)) await handle({ method: 'GET' } as IncomingMessage, response, {});
  return answer;
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

test('who may not look is told nothing', async () => {
  const { status, text } = await scrape('', sending(1), { of: () => [], things: () => [] }, false);
  expect([status, text]).toEqual([401, 'a bearer token is needed: the secret of a profile\n']);
});
