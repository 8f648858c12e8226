import { expect, test } from 'vitest';
import { selfFamilies } from '../../../source/serve/metrics/self.ts';
import type { CollectCounts, Daemon, Post } from '../../../source/serve/ports.ts';

const own = { profile: 'prod', workspace: 'Acme' };
const now = Date.parse('2026-01-15T12:30:00Z');

const finding = (rule: string, severity: string, state = 'raised') => ({ state, finding: { rule, severity } });
const wire = { requests: 41, requestsPerMinute: 7, queued: 3, refusals: 2, limitedUntil: now + 1500 };
const counts: CollectCounts = {
  requests: new Map([
    [202, 4],
    [401, 1],
  ]),
  kept: 7,
  duplicates: 2,
  leftOut: 1,
  invalid: 0,
  lastAt: now - 500,
};

interface Of {
  readonly isReady?: boolean;
  readonly wire?: object;
  readonly records?: readonly object[] | undefined;
  readonly counts?: CollectCounts;
}

/** Each sample as its own labels and its value. */
function told({ isReady = true, wire: sent = wire, records, counts: taken }: Of) {
  const post = {
    profile: 'prod',
    backend: { wire: () => sent },
    clock: { now: () => now },
    standing: () => ({ isReady }),
    reads: () => [
      { family: 'metrics', oldest: now - 90_500, failing: 1 },
      { family: 'volume', oldest: now + 4000, failing: 0 },
      { family: 'audit', oldest: undefined, failing: 2 },
    ],
    store: () => records && { alerts: { records: () => records } },
  } as unknown as Post;
  const collectors = new Map(taken ? [['prod', { counts: () => taken }]] : []);
  const families = selfFamilies({ collectors } as unknown as Daemon, post, own);
  return Object.fromEntries(
    families.map(({ name, samples }) => [
      name.replace('segtop_', ''),
      samples.map(({ labels: { profile, workspace, ...labels }, value }) => [
        ...[profile, workspace].filter((each) => each !== 'prod' && each !== 'Acme'),
        ...Object.values(labels),
        value,
      ]),
    ]),
  );
}

test('what segtop asks of the API, how old its answers are and what was sent to it, in the units of Prometheus', () => {
  const alerts = [
    finding('delivery', 'critical'),
    finding('delivery', 'critical'),
    finding('delivery', 'warning'),
    finding('silent-source', 'critical'),
    finding('silent-source', 'critical', 'resolved'),
  ];
  expect(told({ records: alerts, counts })).toEqual({
    up: [[1]],
    api_requests_total: [[41]],
    api_requests_per_minute: [[7]],
    api_requests_waiting: [[3]],
    api_limited_total: [[2]],
    api_limited_until_timestamp_seconds: [[(now + 1500) / 1000]],
    // An answer by a clock that ran ahead is new; what was never read has no age.
    read_age_seconds: [
      ['metrics', 90.5],
      ['volume', 0],
    ],
    read_failing: [
      ['metrics', 1],
      ['volume', 0],
      ['audit', 2],
    ],
    alerts_raised: [
      ['delivery', 'critical', 2],
      ['delivery', 'warning', 1],
      ['silent-source', 'critical', 1],
    ],
    collector_requests_total: [
      ['202', 4],
      ['401', 1],
    ],
    collector_events_total: [
      ['kept', 7],
      ['duplicate', 2],
      ['left_out', 1],
      ['invalid', 0],
    ],
    collector_last_event_timestamp_seconds: [[(now - 500) / 1000]],
  });
});

test('what is not known has no number: no limit, no store, no event yet, no collector', () => {
  const bare = told({ isReady: false, wire: { requests: 0 }, counts: { ...counts, lastAt: undefined } });
  expect(bare.up).toEqual([[0]]);
  expect(bare.api_requests_total).toEqual([[0]]);
  for (const name of [
    'api_requests_per_minute',
    'api_limited_until_timestamp_seconds',
    'alerts_raised',
    'collector_last_event_timestamp_seconds',
  ])
    expect(bare[name]).toEqual([]);
  expect(Object.keys(told({})).filter((name) => name.startsWith('collector'))).toEqual([]);
});
