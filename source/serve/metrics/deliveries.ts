import { delivered, failed } from '../../domain/delivery/counts.ts';
import { type Connection, isTrouble, worstFirst } from '../../workspace/delivery/fleet.ts';
import { wholeOf } from '../../workspace/polling/proof.ts';
import type { Read } from '../../workspace/polling/read.ts';
import * as resources from '../../workspace/resources/common.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import type { Ledger, Recent } from './ledger.ts';
import { type Family, flag, type Labels, moment, sample } from './sample.ts';

/** Connections with metrics of their own: those in trouble first, then those that send most. The rest is in the sums. */
export const mostConnections = 1000;
/** Reasons of one connection, the most frequent ones. */
const mostReasons = 10;

export function deliveryFamilies(read: Read, overview: Overview, ledger: Ledger, own: Labels): readonly Family[] {
  const { fleet, now } = overview;
  const shown = [...fleet.connections].sort(byWeight).slice(0, mostConnections);
  const each = shown.map((connection) => ({ connection, labels: labelsOf(connection, own) }));
  const of = (name: string, help: string, make: (connection: Connection, labels: Labels) => Family['samples']) => ({
    name,
    help,
    samples: each.flatMap(({ connection, labels }) => make(connection, labels)),
  });
  const counted =
    (measure: 'failed' | 'delivered', count: (connection: Connection) => Recent | undefined) =>
    (connection: Connection, labels: Labels) =>
      sample(
        labels,
        connection.metrics && ledger.total(`connection:${connection.id}`, measure, count(connection), now),
      );
  return [
    {
      name: 'segtop_connections',
      help: 'Connections of the workspace, and how many of them have been read.',
      samples: [
        ...sample({ ...own, state: 'known' }, fleet.isWhole ? fleet.connections.length : undefined),
        ...sample({ ...own, state: 'readable' }, fleet.isWhole ? fleet.rankable : undefined),
        ...sample({ ...own, state: 'read' }, fleet.isListed ? fleet.ranked : undefined),
        ...sample(
          { ...own, state: 'trouble' },
          fleet.isMeasured ? fleet.connections.filter(isTrouble).length : undefined,
        ),
      ],
    },
    of(
      'segtop_connection_delivered_events_total',
      'Events that reached the destination, on the first try or on a later one.',
      counted('delivered', (connection) => running(connection, delivered)),
    ),
    of(
      'segtop_connection_failed_events_total',
      'Events that failed for good: discarded, or given up after the retries.',
      counted('failed', (connection) => running(connection, failed)),
    ),
    of('segtop_connection_retrying_events', 'Events that wait for a retry.', ({ metrics }, labels) =>
      sample(labels, metrics?.retrying),
    ),
    of(
      'segtop_connection_failing_ratio',
      'Share of the attempted events that fails now, 0 to 1: by the newest minutes where it fails, else of the last 24 hours.',
      ({ judgement, failedPercent }, labels) => {
        const percent = judgement.rate ?? failedPercent;
        return sample(labels, percent === undefined ? undefined : percent / 100);
      },
    ),
    of('segtop_connection_trouble', '1 where something is wrong with the connection now.', (connection, labels) =>
      flag(labels, connection.state === 'unknown' ? undefined : isTrouble(connection)),
    ),
    {
      name: 'segtop_connection_verdict',
      help: '1 for the verdict of a connection that is raised: LOST, RETRYING, EXPIRED, SILENT or DISABLED.',
      samples: each.flatMap(({ connection, labels }) =>
        connection.verdict === undefined ? [] : sample({ ...labels, verdict: connection.verdict }, 1),
      ),
    },
    of('segtop_connection_failing_since_timestamp_seconds', 'When what fails now began.', ({ onset }, labels) =>
      moment(labels, onset?.until === undefined ? onset?.since : undefined),
    ),
    of('segtop_connection_enabled', '1 where the destination is switched on.', ({ destination }, labels) =>
      flag(labels, destination.enabled),
    ),
    {
      name: 'segtop_connection_failed_events_24h',
      help: 'Events of the last 24 hours that failed, by the reason that the destination gave.',
      samples: each.flatMap(({ connection, labels }) => reasons(read, connection, labels)),
    },
  ];
}

function labelsOf({ id, destination, source }: Connection, own: Labels): Labels {
  return {
    ...own,
    destination_id: id,
    destination: destination.name,
    source_id: destination.sourceId,
    source: source?.name ?? '',
  };
}

/** The running part is exact, and begins where the hours that are over end. */
function running({ snapshot }: Connection, count: typeof delivered): Recent | undefined {
  const part = snapshot.data?.running;
  if (!part || part.metrics.basis === 'volume') return undefined;
  const { start } = part.window;
  return { start, series: [{ at: start, count: count(part.metrics) }] };
}

/** Known where the connection fails; a reason that was lost may have been the largest. */
function reasons(read: Read, { destination, state }: Connection, labels: Labels): Family['samples'] {
  const report = state === 'failing' ? wholeOf(read(resources.failures('24h', destination))) : undefined;
  // One of each name: of several samples that look the same the last would stand for all.
  const sums = new Map<string, number>();
  for (const { by, total } of report?.rows ?? []) {
    const reason = by.discardReason ?? '';
    sums.set(reason, (sums.get(reason) ?? 0) + total);
  }
  return [...sums]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, mostReasons)
    .flatMap(([reason, total]) => sample({ ...labels, reason }, total));
}

function byWeight(a: Connection, b: Connection): number {
  return (
    Number(isTrouble(b)) - Number(isTrouble(a)) || (b.sourceEvents ?? 0) - (a.sourceEvents ?? 0) || worstFirst(a, b)
  );
}
