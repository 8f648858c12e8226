import type { Bucket } from '../../domain/time.ts';
import type { SourceViolations } from '../../workspace/protocols/violations.ts';
import type { SourceFlow } from '../../workspace/sources/inflow.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import type { Ledger, Recent } from './ledger.ts';
import { type Family, flag, type Labels, moment, sample } from './sample.ts';

/** Sources with metrics of their own: those that send most. */
export const mostSources = 1000;

export function sourceFamilies(overview: Overview, ledger: Ledger, own: Labels): readonly Family[] {
  const { flow, violations, now } = overview;
  const flows = [...flow.flows].sort((a, b) => (b.events ?? 0) - (a.events ?? 0)).slice(0, mostSources);
  const rows = new Map(violations.rows.map((row) => [row.source.id, row]));
  const recent = (start: number, series: readonly Bucket[]): Recent => ({ start, series });
  const of = (name: string, help: string, make: (source: SourceFlow, labels: Labels) => Family['samples']): Family => ({
    name,
    help,
    samples: flows.flatMap((each) => make(each, labelsOf(each, own))),
  });
  const ofProtocols = (
    name: string,
    help: string,
    make: (row: SourceViolations, labels: Labels) => Family['samples'],
  ): Family =>
    of(name, help, (each, labels) => {
      const row = rows.get(each.source.id);
      return row ? make(row, labels) : [];
    });
  return [
    {
      name: 'segtop_sources',
      help: 'Sources of the workspace, by state.',
      samples: [
        ...sample({ ...own, state: 'known' }, flow.isWhole ? flow.flows.length : undefined),
        ...sample({ ...own, state: 'active' }, flow.active),
        ...sample({ ...own, state: 'silent' }, flow.silent),
      ],
    },
    of('segtop_source_received_events_total', 'Events that Segment received from the source.', (each, labels) =>
      sample(
        labels,
        each.events === undefined
          ? undefined
          : ledger.total(`source:${each.source.id}`, 'received', recent(flow.window.start, each.series), now),
      ),
    ),
    of(
      'segtop_source_last_event_timestamp_seconds',
      'No event of the source is known after this.',
      ({ health }, labels) => moment(labels, health.lastSeen),
    ),
    of('segtop_source_silent', '1 where the source misses what it usually sends.', ({ health: { state } }, labels) =>
      flag(labels, state === 'unknown' ? undefined : state === 'silent'),
    ),
    ofProtocols(
      'segtop_source_violations_24h',
      'Events of the last 24 hours that broke their tracking plan; the basis says how they are counted.',
      ({ violations: count, basis, isExact }, labels) => sample({ ...labels, basis }, isExact ? count : undefined),
    ),
    ofProtocols(
      'segtop_source_blocked_events_24h',
      'Events of the last 24 hours that Protocols blocked.',
      ({ blocked }, labels) => sample(labels, blocked),
    ),
    ofProtocols(
      'segtop_source_violations_total',
      'Events that broke their tracking plan; the basis says how they are counted.',
      ({ series, basis, isExact, source }, labels) =>
        sample(
          { ...labels, basis },
          // Read in another hour than the volume, it begins with another one.
          isExact
            ? ledger.total(`source:${source.id}`, measureOf(basis), recent(series[0]?.at ?? now, series), now)
            : undefined,
        ),
    ),
  ];
}

const measureOf = (basis: SourceViolations['basis']): 'blocked' | 'violations' =>
  basis === 'blocked' ? 'blocked' : 'violations';

function labelsOf({ source }: SourceFlow, own: Labels): Labels {
  return { ...own, source_id: source.id, source: source.name };
}
