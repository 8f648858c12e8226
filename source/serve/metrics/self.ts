import type { AlertRecord } from '../../domain/watch/alerts/alert.ts';
import type { CollectCounts, Daemon, Post } from '../ports.ts';
import { type Family, flag, type Labels, moment, sample } from './sample.ts';

/** How segtop itself stands: what it asks of the API, how old its numbers are, and what was sent to it. */
export function selfFamilies(daemon: Daemon, post: Post, own: Labels): readonly Family[] {
  const wire = post.backend.wire();
  const now = post.clock.now();
  const reads = post.reads();
  return [
    {
      name: 'segtop_up',
      help: '1 where everything that is wanted has been read once.',
      samples: flag(own, post.standing().isReady),
    },
    {
      name: 'segtop_api_requests_total',
      help: 'Requests to the Public API since segtop serve began.',
      samples: sample(own, wire.requests),
    },
    {
      name: 'segtop_api_requests_per_minute',
      help: 'Requests of the last minute.',
      samples: sample(own, wire.requestsPerMinute),
    },
    {
      name: 'segtop_api_requests_waiting',
      help: 'Requests that wait for the rate limit.',
      samples: sample(own, wire.queued),
    },
    {
      name: 'segtop_api_limited_total',
      help: 'Answers that said the rate limit is passed (429) since segtop serve began.',
      samples: sample(own, wire.refusals),
    },
    {
      name: 'segtop_api_limited_until_timestamp_seconds',
      help: 'Until when a rate limit delays what is needed.',
      samples: moment(own, wire.limitedUntil),
    },
    {
      name: 'segtop_read_age_seconds',
      help: 'Age of the oldest answer of each kind that is shown.',
      samples: reads.flatMap(({ family, oldest }) =>
        sample({ ...own, read: family }, oldest === undefined ? undefined : Math.max(0, now - oldest) / 1000),
      ),
    },
    {
      name: 'segtop_read_failing',
      help: 'Reads of each kind that fail, or of which something was lost.',
      samples: reads.flatMap(({ family, failing }) => sample({ ...own, read: family }, failing)),
    },
    ...alerts(post.store()?.alerts.records(), own),
    ...collected(daemon.collectors.get(post.profile)?.counts(), own),
  ];
}

/** By rule and severity; nothing where there is no store that keeps them. */
function alerts(records: readonly AlertRecord[] | undefined, own: Labels): readonly Family[] {
  const raised = (records ?? []).filter(({ state }) => state === 'raised');
  const counts = new Map<string, { readonly labels: Labels; count: number }>();
  for (const { finding } of raised) {
    const labels = { ...own, rule: finding.rule, severity: finding.severity };
    const key = `${finding.rule} ${finding.severity}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { labels, count: 1 });
  }
  return [
    {
      name: 'segtop_alerts_raised',
      help: 'Alerts of segtop itself that are raised now, by rule.',
      samples: [...counts.values()].flatMap(({ labels, count }) => sample(labels, count)),
    },
  ];
}

const requestsFamily = (samples: Family['samples']): Family => ({
  name: 'segtop_collector_requests_total',
  help: 'Requests of webhooks by the status that answered them.',
  samples,
});

const byStatus = (requests: ReadonlyMap<number, number>, own: Labels): Family['samples'] =>
  [...requests].flatMap(([status, count]) => sample({ ...own, status: String(status) }, count));

/** Requests to profiles that are not served: of no profile and no workspace. */
export const notServedFamily = (daemon: Daemon): Family =>
  requestsFamily(byStatus(daemon.unknown.counts(), { profile: '', workspace: '' }));

function collected(counts: CollectCounts | undefined, own: Labels): readonly Family[] {
  if (!counts) return [];
  const { requests, kept, duplicates, leftOut, invalid, lastAt } = counts;
  return [
    requestsFamily(byStatus(requests, own)),
    {
      name: 'segtop_collector_events_total',
      help: 'Events of webhooks by what became of them.',
      samples: Object.entries({ kept, duplicate: duplicates, left_out: leftOut, invalid }).flatMap(([outcome, count]) =>
        sample({ ...own, outcome }, count),
      ),
    },
    {
      name: 'segtop_collector_last_event_timestamp_seconds',
      help: 'When the last event was kept.',
      samples: moment(own, lastAt),
    },
  ];
}
