import { expect, test } from 'vitest';
import { noLocal } from '../../source/domain/local.ts';
import { t } from '../../source/domain/text.ts';
import { hour, second } from '../../source/domain/time.ts';
import { memoryBook } from '../../source/domain/watch/alerts/book.ts';
import { usualAlerts } from '../../source/domain/watch/alerts/settings.ts';
import { alertDuty } from '../../source/serve/alerts.ts';
import type { Post } from '../../source/serve/ports.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  failuresOf,
  hourly,
  period,
  readingWith,
  snapshots,
  sourceWith,
  now as start,
} from '../workspace/snapshots.ts';

const braze = destinationWith('braze', 'web', { name: t`Braze` });

/** A daemon that watches a workspace whose one connection loses half of its events, on a clock that a test may set. */
function daemon({ region = 'us', status = 200, off = [] as readonly string[], hasStore = true } = {}) {
  let now = start;
  const posted: { readonly url: string; readonly body: Record<string, unknown> }[] = [];
  const warned: unknown[] = [];
  const world = snapshots()
    .set(resources.workspace, { id: 'w', slug: 'acme', name: t`Acme` } as never)
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [braze])
    .set(
      resources.metrics(period, braze),
      readingWith({ firstTry: 500, discarded: 500 }, { firstTry: 50, discarded: 50 }),
    )
    .set(resources.failures(period, braze), failuresOf({ BadRequest: hourly(500, 50) }));
  const book = memoryBook(() => now);
  let looks = 0;
  let ends = 0;
  const alerts = {
    ...book,
    judges: (rank: number) => {
      looks += 1;
      return book.judges(rank);
    },
    end: () => {
      ends += 1;
    },
  };
  const post = {
    settings: {
      region,
      alerts: {
        ...usualAlerts,
        send: ['pager'],
        channels: {
          pager: {
            kind: 'webhook',
            preset: 'json',
            url: { kind: 'config', value: 'https://pager.example' },
            key: undefined,
          },
        },
      },
    },
    clock: { now: () => now },
    log: { warn: (...told: unknown[]) => warned.push(told) },
    read: world.read,
    overview: () => overview(world.read, period, now, {}),
    local: () => ({ ...noLocal, alerts: { ...noLocal.alerts, off } }),
    store: () => (hasStore ? { alerts } : undefined),
  } as unknown as Post;
  const duty = alertDuty(() => ({
    now: () => now,
    post: async (url, body) => {
      posted.push({ url, body: body as Record<string, unknown> });
      return { status };
    },
    run: async () => undefined,
    secret: async (source) => (source.kind === 'config' ? source.value : ''),
    forget: () => undefined,
  }))(post);
  const look = (after: number) => {
    now += after;
    duty.looked?.();
    return looks;
  };
  return { look, posted, warned, book, duty, ends: () => ends };
}

test('alerts are judged every five seconds, and on where the clock of the host is set', () => {
  const { look } = daemon();
  const passed = [0, 1, 3.999, 0.001, 4, 1, -2 * hour, 4, 1, 3 * hour];
  expect(passed.map((seconds) => look(Math.abs(seconds) >= hour ? seconds : seconds * second))).toEqual([
    1, 1, 1, 2, 2, 3, 4, 4, 5, 6,
  ]);
});

test.each([
  ['us', 'https://app.segment.com/acme/connections/destinations'],
  ['eu', 'https://eu1.app.segment.com/acme/connections/destinations'],
])('what is wrong is told once, with its page of the region: %s', async (region, page) => {
  const { look, posted, duty } = daemon({ region });
  look(0);
  look(5 * second);
  await duty.end?.();
  expect(posted.map(({ url, body }) => [url, body.state, body.workspace, body.url])).toEqual([
    ['https://pager.example', 'new', 'acme', page],
  ]);
});

test('a rule that the user switched off on this host is not told of, nor anything before the store is there', () => {
  const { look, book, posted } = daemon({ off: ['delivery-rate'] });
  look(0);
  expect([book.records(), posted]).toEqual([[], []]);
  const other = daemon({ hasStore: false });
  expect([other.look(0), other.posted]).toEqual([0, []]);
});

test('that a channel fails is logged once for each reason, and once when an alert is given up, and all is given back at the end', async () => {
  const { look, warned, duty, ends } = daemon({ status: 500 });
  for (const after of [0, 5, 5, 5, 5]) {
    look(after * second);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const said = { channel: 'pager', reason: 'answered 500' };
  expect(warned).toEqual([['alert channel', { ...said, waiting: 1, givenUp: 0 }]]);
  warned.length = 0;
  for (const after of [24 * hour, 5 * second, 5 * second]) {
    look(after);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(warned).toEqual([['alert channel', { ...said, waiting: 0, givenUp: 1 }]]);
  await duty.end?.();
  expect(ends()).toBe(1);
});
