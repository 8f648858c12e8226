import type { Sync } from '../../../domain/entities.ts';
import { clock, counted } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { floorTo, hour } from '../../../domain/time.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import type { ViewContext } from '../view.ts';
import type { Answer, AnswerPart, Curve } from './answer.ts';
import { changesPart, changeTimes, nextPart } from './parts.ts';

/** Hours of syncs that are drawn at most. */
const longest = 48;
const mostSyncs = 6;

/** A warehouse: rows that its syncs loaded, its last syncs, who changed what, where to go. */
export function storageAnswer(
  storage: StorageHealth,
  context: ViewContext,
  open: SafeText = t`opens the warehouse: each source, its syncs and what helps`,
): Answer {
  const { warehouse, syncs } = storage;
  return {
    title: warehouse.name,
    curve: rowsCurve(syncs.data ?? [], storage, context),
    parts: [
      syncsPart(syncs.data ?? [], context),
      changesPart([warehouse.id], context),
      nextPart(
        [
          ['row.open', open],
          ['page.audit', t`all that was done to it`],
        ],
        context,
      ),
    ],
  };
}

/**
 * Rows that syncs loaded by the hour in which they began. It starts where the reports of every source go back to: before that, an hour
 * without a sync may only be one whose report was not read.
 */
export function rowsCurve(
  syncs: readonly Sync[],
  { warehouse, isWhole }: Pick<StorageHealth, 'warehouse' | 'isWhole'>,
  context: Pick<ViewContext, 'overview' | 'now'>,
): Curve | undefined {
  const { now } = context;
  const oldest = new Map<string, number>();
  for (const { sourceId, start } of syncs) oldest.set(sourceId, Math.min(start, oldest.get(sourceId) ?? start));
  const known = Math.max(0, ...oldest.values());
  const first = Math.max(floorTo(known, 'HOUR'), floorTo(now, 'HOUR') - (longest - 1) * hour);
  const count = Math.floor((now - first) / hour) + 1;
  if (syncs.length === 0 || count < 2) return undefined;
  const values = Array.from({ length: count }, (): number | undefined => (isWhole ? 0 : undefined));
  const untold = new Set<number>();
  for (const { start, rows } of syncs) {
    const index = Math.floor((start - first) / hour);
    if (index < 0 || index >= count) continue;
    if (rows === undefined) untold.add(index);
    else values[index] = (values[index] ?? 0) + Number(rows);
  }
  for (const index of untold) values[index] = undefined;
  return {
    title: t`Rows loaded by the hour`,
    starts: values.map((_, index) => first + index * hour),
    values,
    tone: 'info',
    changes: changeTimes([warehouse.id], context),
    failed: {
      name: t`sync failed`,
      times: syncs.flatMap(({ status, start }) => (status === 'failure' && start >= first ? [start] : [])),
    },
    end: first + count * hour,
  };
}

const nameOf = (id: string, { overview }: ViewContext): SafeText =>
  overview.flow.bySource.get(id)?.source.name ?? sanitise(id, 16);

function syncsPart(syncs: readonly Sync[], context: ViewContext): AnswerPart {
  const { now } = context;
  const newest = syncs.toSorted((a, b) => b.start - a.start).slice(0, mostSyncs);
  const lines = newest.map(
    ({ start, word, status, rows, sourceId }): Line =>
      line(
        span(padToWidth(clock(start, now), 12), 'dim'),
        span(t` ${padToWidth(word, 16)}`, status === 'failure' ? 'bad' : status === 'partial' ? 'warn' : 'text'),
        span(padToWidth(rows === undefined ? t`–` : counted(rows, t`row`), 11, 'right'), 'dim'),
        span(t`  ${nameOf(sourceId, context)}`),
      ),
  );
  const more = syncs.length - newest.length;
  return {
    title: t`Last syncs`,
    rows: [...lines, ...(more > 0 ? [line(span(t`and ${more} more in the reports read`, 'dim'))] : [])],
  };
}
