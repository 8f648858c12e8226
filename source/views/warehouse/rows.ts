import type { Sync } from '../../domain/entities.ts';
import { ago, clock, durationText, whole } from '../../domain/format.ts';
import { sqlState, syncCause } from '../../domain/sync-causes.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { line, type Span, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';
import type { PairHealth, StorageHealth } from '../../workspace/storage-health.ts';
import { auditRow } from '../audit-words.ts';
import { factRow, type PageRow, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';
import { readingText } from './reading.ts';

const mostSyncs = 30;
const tones = { success: 'good', partial: 'warn', failure: 'bad', running: 'info', unknown: 'text' } as const;
const stateTones = { ok: 'good', partial: 'warn', failing: 'bad', running: 'info', unknown: 'dim' } as const;

const afterwards = t`The next good sync loads everything since the last one: no backfill request is needed.`;

/** How it stands, how far its data is complete, and what the worst notice means. */
export function stateRows(storage: StorageHealth, context: ViewContext, width: number): PageRow[] {
  const { warehouse, lastGood, notice, pairs, syncs } = storage;
  const { now } = context;
  const rows = [
    factRow(t`Status`, ...statusSpans(storage, now)),
    ...pointer(storage, width),
    factRow(t`Type`, warehouse.type),
  ];
  if (lastGood !== undefined)
    rows.push(
      factRow(t`Data complete`, t`up to ${clock(lastGood, now)}`, span(t`  ${ago(lastGood, now)} behind`, 'dim')),
    );
  else if (pairs.length > 0)
    rows.push(factRow(t`Data complete`, span(t`no good sync of every source in the reports read`, 'warn')));
  rows.push(factRow(t`Reports`, span(readingText(syncs, now), syncs.error ? 'warn' : 'dim')));
  if (!notice) return rows;
  const { cause, action } = syncCause(notice.message);
  const code = sqlState(notice.message);
  return [
    ...rows,
    ...wrapped(t`Notice`, notice.message, width, 'bad'),
    ...wrapped(t`Cause`, code === undefined ? cause : t`SQLSTATE ${code}: ${cause}`, width, 'strong'),
    ...wrapped(t`What helps`, action, width),
    ...(width < 50 ? [] : wrapped(t`After that`, afterwards, width, 'dim')),
  ];
}

/** A fact on as many rows as it takes: notices and advice are never cut. */
function wrapped(name: SafeText, text: SafeText, width: number, tone: Span['tone'] = 'text'): PageRow[] {
  const room = Math.max(12, width - 19);
  return wrap(text, room).map((row, index) => factRow(index === 0 ? name : t``, span(row, tone)));
}

function statusSpans(storage: StorageHealth, now: number): Span[] {
  const { state, failedInRow, failingPairs, failingSince, pairs, reported, warehouse } = storage;
  if (!warehouse.enabled)
    return [span(t`disabled`, 'dim'), span(t`  nothing is synced, nothing is lost at Segment`, 'dim')];
  if (reported) return [span(reported.type, 'bad'), span(t`  ${clock(reported.at, now)}, from the audit trail`, 'dim')];
  if (state === 'unknown') return [span(t`not read yet`, 'dim')];
  if (state === 'no-runs') return [span(t`NO RUNS`, 'warn'), span(t`  No Syncs`, 'dim')];
  if (state === 'ok') return [span(t`every source synced`, 'good')];
  if (state === 'partial')
    return [span(t`partial`, 'warn'), span(t`  some rows were not loaded; the next sync retries them`, 'dim')];
  const since = failingSince === undefined ? t`` : t` since ${clock(failingSince, now)}`;
  return [span(t`${failingPairs} of ${pairs.length} sources failing, ${failedInRow}× in a row${since}`, 'bad')];
}

/** All sources failing points at the connection, one at what is loaded (product 3.4). */
function pointer({ state, failingPairs, pairs, reported }: StorageHealth, width: number): PageRow[] {
  if (state !== 'failing' || reported || pairs.length < 2) return [];
  const all = failingPairs === pairs.length;
  const text = all
    ? t`every source fails: the connection, the credentials or the cluster`
    : t`not every source fails: what is loaded, its types, names and rights`;
  return wrapped(t`Points at`, text, width);
}

/** One row a source: failures are counted here, from the first on, not for the warehouse as a whole (G10). */
export function pairRows({ pairs, syncs }: StorageHealth, context: ViewContext, width: number): PageRow[] {
  if (!syncs.data) return [textRow(span(readingText(syncs, context.now), 'dim'))];
  if (pairs.length === 0) return [textRow(span(t`No Syncs`, 'dim'))];
  const name = Math.max(12, Math.min(28, width - 50));
  return pairs.map((pair) => pairRow(pair, context, name));
}

function pairRow(pair: PairHealth, { overview: { flow }, now }: ViewContext, name: number): PageRow {
  const { sourceId, state, failedInRow, last, lastGood, notice } = pair;
  const source = flow.bySource.get(sourceId)?.source;
  const label = source?.name ?? sanitise(sourceId);
  const word = state === 'failing' ? t`failed ${failedInRow}×` : state === 'ok' ? t`good` : (state as SafeText);
  const good = lastGood === undefined ? t`none good` : t`good ${ago(lastGood, now)} ago`;
  const code = notice && sqlState(notice.message);
  const why = notice && (code === undefined ? syncCause(notice.message).cause : t`SQLSTATE ${code}`);
  return {
    key: `pair:${sourceId}`,
    ...(source
      ? {
          open: { view: 'source', params: { id: sourceId } },
          subject: { kind: 'source', id: sourceId, name: label } as const,
        }
      : {}),
    line: line(
      span(padToWidth(label, name)),
      t` `,
      span(padToWidth(word, 11), stateTones[state]),
      span(padToWidth(clock(last.start, now), 13), 'dim'),
      span(padToWidth(good, 16), 'dim'),
      span(why ?? t``, state === 'failing' ? 'bad' : 'warn'),
    ),
  };
}

export function syncRows({ syncs }: StorageHealth, { now, overview: { flow } }: ViewContext): PageRow[] {
  if (!syncs.data) {
    const why = syncs.error
      ? problemText(syncs.error)
      : t`The API allows two of these reads a minute, so it takes a while.`;
    return [textRow(span(why, 'dim'))];
  }
  if (syncs.data.length === 0) return [textRow(span(t`No Syncs`, 'dim'))];
  const newest = syncs.data.toSorted((a, b) => b.start - a.start).slice(0, mostSyncs);
  return newest.map((sync) => syncRow(sync, flow.bySource.get(sync.sourceId)?.source.name, now));
}

function syncRow(
  { start, word, status, seconds, rows, notices, sourceId }: Sync,
  name: SafeText | undefined,
  now: number,
) {
  const message = notices[0]?.message;
  return textRow(
    span(padToWidth(clock(start, now), 13), 'dim'),
    span(padToWidth(word, 10), tones[status]),
    span(padToWidth(name ?? sanitise(sourceId), 22)),
    span(padToWidth(whole(rows), 11, 'right')),
    span(t` rows  ${durationText(1000 * seconds)}  `, 'dim'),
    span(message ?? t``, status === 'failure' ? 'bad' : 'warn'),
  );
}

export function changeRows(
  { warehouse: { id } }: StorageHealth,
  { overview: { activity }, now }: ViewContext,
): PageRow[] {
  const items = (activity.data?.items ?? []).filter(({ resourceId }) => resourceId === id);
  return items.length === 0
    ? [textRow(span(t`Nothing in this period: A shows ninety days`, 'dim'))]
    : items.slice(0, 10).map((item) => auditRow(item, now));
}
