import type { Source } from '../../domain/entities.ts';
import { standingOf } from '../../workspace/polling/proof.ts';
import type { Read } from '../../workspace/polling/read.ts';
import type { StorageHealth } from '../../workspace/storage/health.ts';
import type { Overview } from '../../workspace/watch/overview.ts';
import { pictureParts } from '../../workspace/watch/picture-standing.ts';
import { subjectOf } from '../../workspace/watch/status.ts';
import type { TriageItem } from '../../workspace/watch/triage.ts';
import { type Family, flag, type Labels, moment, sample } from './sample.ts';

/**
 * Everything was read that triage judges: only then it is known that there is nothing of a kind. That the trail of a busy day has a
 * page more concerns only what the trail alone tells.
 */
const isAllRead = (read: Read, { fleet, period, activity }: Overview): boolean =>
  pictureParts(read, fleet, period).every(({ id, standing }) =>
    id === 'audit' ? standingOf(activity).kind === 'whole' : standing.kind === 'whole',
  );

/** What the audit trail alone tells of. */
const byTrail: ReadonlySet<TriageItem['kind']> = new Set(['signal', 'disabled']);

/** Warehouses, usage, the audit trail, and what is wrong. */
export function otherFamilies(read: Read, overview: Overview, own: Labels): readonly Family[] {
  return [
    ...storageFamilies(overview.storage, own),
    ...usageFamilies(overview, own),
    ...watchFamilies(overview, own, isAllRead(read, overview)),
  ];
}

const states: readonly StorageHealth['state'][] = ['ok', 'partial', 'failing', 'disabled', 'no-runs', 'unknown'];

function storageFamilies(storage: readonly StorageHealth[], own: Labels): readonly Family[] {
  const of = (
    name: string,
    help: string,
    make: (each: StorageHealth, labels: Labels) => Family['samples'],
  ): Family => ({
    name,
    help,
    samples: storage.flatMap((each) =>
      make(each, { ...own, warehouse_id: each.warehouse.id, warehouse: each.warehouse.name }),
    ),
  });
  return [
    of('segtop_warehouse_state', '1 for the state that the warehouse is in.', ({ state }, labels) =>
      states.flatMap((each) => flag({ ...labels, state: each }, each === state)),
    ),
    of(
      'segtop_warehouse_failed_syncs_in_row',
      'Most syncs of one source in a row that failed, where there were no more than could be read.',
      ({ failedInRow, state, isWhole, isAtLeast }, labels) =>
        sample(labels, state === 'unknown' || !isWhole || isAtLeast ? undefined : failedInRow),
    ),
    of(
      'segtop_warehouse_failed_syncs_in_row_at_least',
      'Most syncs of one source in a row that were read and failed: there may have been more.',
      ({ failedInRow, syncs }, labels) => sample(labels, syncs.data ? failedInRow : undefined),
    ),
    of(
      'segtop_warehouse_last_good_sync_timestamp_seconds',
      'Up to here the data of every source is complete.',
      ({ lastGood }, labels) => moment(labels, lastGood),
    ),
    of(
      'segtop_warehouse_last_sync_rows',
      'Rows of the newest sync of the source that stands worst.',
      // A report that was lost may be that of the newest.
      ({ last, isWhole }, labels) => sample(labels, isWhole ? last?.rows : undefined),
    ),
  ];
}

function usageFamilies({ meters }: Overview, own: Labels): readonly Family[] {
  const of = (
    name: string,
    help: string,
    value: (meter: Overview['meters'][number]) => number | bigint | undefined,
  ) => ({
    name,
    help,
    samples: meters.flatMap((meter) => sample({ ...own, meter: meter.kind.replaceAll('-', '_') }, value(meter))),
  });
  return [
    of('segtop_usage_used', 'API calls or tracked users of the billing period so far.', ({ used }) => used),
    of(
      'segtop_usage_allowance',
      'What the plan allows in the billing period, from the configuration.',
      ({ allowance }) => allowance,
    ),
    of(
      'segtop_usage_projected',
      'Where usage will be at the end of the billing period if it goes on so.',
      (meter) => (meter.recent ?? meter.linear)?.projected,
    ),
    of(
      'segtop_usage_period_end_timestamp_seconds',
      'When the billing period ends.',
      ({ periodEnd }) => periodEnd / 1000,
    ),
    of(
      'segtop_usage_counted_until_timestamp_seconds',
      'Up to when usage is counted.',
      ({ countedUntil }) => countedUntil / 1000,
    ),
  ];
}

/** Lines of triage with metrics of their own, the worst first. */
export const mostTroubles = 500;

function troubleLabels(item: TriageItem, own: Labels): Labels {
  const { type, id, name } = subjectOf(item);
  const source = sourceOf(item)?.name ?? '';
  const verdict = item.verdict ?? '';
  return { ...own, id: item.id, kind: item.kind, verdict, subject_type: type, subject_id: id, subject: name, source };
}

function sourceOf(item: TriageItem): Source | undefined {
  if (item.kind === 'connection' || item.kind === 'disabled') return item.connection.source;
  if (item.kind === 'source') return item.flow.source;
  return item.kind === 'violations' ? item.row.source : undefined;
}

function watchFamilies({ triage, activity }: Overview, own: Labels, isWhole: boolean): readonly Family[] {
  const kinds = ['connection', 'source', 'disabled', 'warehouse', 'violations', 'usage', 'privacy', 'signal'] as const;
  const items = activity.problems.length === 0 ? activity.data?.items : undefined;
  const types = new Map<string, number>();
  for (const { type } of items ?? []) types.set(type, (types.get(type) ?? 0) + 1);
  const wrong = triage.filter(({ trouble }) => trouble).slice(0, mostTroubles);
  const each = (make: (item: TriageItem, labels: Labels) => Family['samples']): Family['samples'] =>
    wrong.flatMap((item) => make(item, troubleLabels(item, own)));
  return [
    {
      name: 'segtop_trouble',
      help: '1 for each line of triage that is trouble now, worst first, with what it is about.',
      samples: each((_, labels) => sample(labels, 1)),
    },
    {
      name: 'segtop_trouble_since_timestamp_seconds',
      help: 'When it began, where that is known.',
      samples: each(({ since }, labels) => moment(labels, since)),
    },
    {
      name: 'segtop_trouble_lost_events',
      help: 'Events that are gone for good: since it began where that is known, else in the last 24 hours.',
      samples: each(({ lost }, labels) => sample(labels, lost)),
    },
    {
      name: 'segtop_triage_items',
      help: 'Lines of triage that are trouble now, by kind.',
      samples: kinds.flatMap((kind) => {
        const count = triage.filter((item) => item.kind === kind && item.trouble).length;
        // What only the trail tells may stand on a page of it that was not read.
        const isNone = isWhole && (!byTrail.has(kind) || activity.data?.next === undefined);
        return sample({ ...own, kind }, count > 0 || isNone ? count : undefined);
      }),
    },
    {
      name: 'segtop_audit_events_recent',
      help: 'Events of the audit trail in the last 24 hours, as far as they are read, by type.',
      samples: [...types].flatMap(([type, count]) => sample({ ...own, type }, count)),
    },
  ];
}
