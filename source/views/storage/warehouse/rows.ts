import type { Source, Sync } from '../../../domain/entities.ts';
import { ago, agoText, behindText, clock, compact } from '../../../domain/format.ts';
import { sqlState, syncCause } from '../../../domain/storage/sync-causes.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { isWhole, lostIn, wholeOf } from '../../../workspace/polling/proof.ts';
import { connectionState, warehouseSources } from '../../../workspace/resources/pages.ts';
import { inRowText, type PairHealth, type StorageHealth } from '../../../workspace/storage/health.ts';
import { curveLegend, curveRows } from '../../kit/answer/answer.ts';
import { rowsCurve } from '../../kit/answer/storage.ts';
import { keyName } from '../../kit/key-words.ts';
import { missingSpan, noneSpan } from '../../kit/need-states.ts';
import { sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, textRow, turnedOf } from '../../kit/page-view.ts';
import { readingText } from '../../kit/sync-reading.ts';
import type { ViewContext } from '../../kit/view.ts';
import { auditRows } from '../../kit/words/audit.ts';
import { spanText } from '../../kit/words/onset.ts';
import { syncSpans } from '../../kit/words/syncs.ts';
import { actorText, problemText } from '../../kit/words.ts';
import { scheduleRows } from '../schedule-words.ts';

const mostSyncs = 12;
const mostChanges = 10;
const stateTones = { ok: 'good', partial: 'warn', failing: 'bad', running: 'info', unknown: 'dim' } as const;

const afterwards = t`The next good sync loads everything since the last one: no backfill request is needed.`;

/** How it stands, how far its data is complete, and what the worst notice means. */
export function stateRows(storage: StorageHealth, context: ViewContext, width: number): PageRow[] {
  const { warehouse, lastGood, notice, pairs, syncs } = storage;
  const { now } = context;
  const rows = [
    factRow(t`Status`, ...statusSpans(storage, context)),
    ...changedBefore(storage, context),
    ...pointer(storage, context, width),
    factRow(t`Type`, warehouse.type),
  ];
  if (lastGood !== undefined) {
    const others = silentSources(storage, context)?.length ? t`, of the sources in the reports read` : t``;
    const behind = span(t`  ${behindText(lastGood, now)}${others}`, 'dim');
    rows.push(factRow(t`Data complete`, t`up to ${clock(lastGood, now)}`, behind));
  } else if (pairs.length > 0) rows.push(factRow(t`Data complete`, span(incompleteText(storage), 'warn')));
  rows.push(...scheduleRows(warehouse, newestOfOne(syncs.data ?? []), context, width));
  rows.push(factRow(t`Reports`, span(readingText(syncs, now), syncs.error ? 'warn' : 'dim')));
  if (!notice) return rows;
  const { cause, action } = syncCause(notice.message);
  const code = sqlState(notice.message);
  return [
    ...rows,
    ...wrappedFact(t`Notice`, notice.message, width, 'bad'),
    ...wrappedFact(t`Cause`, code === undefined ? cause : t`SQLSTATE ${code}: ${cause}`, width, 'strong'),
    ...wrappedFact(t`What helps`, action, width),
    ...(width < 50 ? [] : wrappedFact(t`After that`, afterwards, width, 'dim')),
  ];
}

/** A report that was lost may have been of a sync that failed: what the others say proves nothing then. */
function incompleteText({ pairs, syncs }: StorageHealth): SafeText {
  const lost = lostIn(syncs);
  if (lost && pairs.every(({ lastGood }) => lastGood !== undefined)) return t`not known: ${problemText(lost)}`;
  return t`no good sync of every source in the reports read`;
}

/** Rows that syncs loaded, and in which hours one failed; it grows with the page. */
export function graphRows(storage: StorageHealth, context: ViewContext, width: number, height: number): PageRow[] {
  const curve = rowsCurve(storage.syncs.data ?? [], storage, context);
  if (!curve) return [textRow(missingSpan(storage.syncs))];
  const rows = Math.max(5, Math.min(12, Math.floor(height * 0.22)));
  const legend = curveLegend(curve, context);
  return [
    ...(legend.length > 0 ? [textRow(...legend)] : []),
    ...curveRows(curve, context, Math.min(width, widestGraph), rows).map((row) => ({ line: row })),
  ];
}

const widestGraph = 150;

/** What was done to it before the first sync that failed. */
function changedBefore({ warehouse }: StorageHealth, { overview, now }: ViewContext): PageRow[] {
  const raised = overview.triage.find(
    (item) => item.kind === 'warehouse' && item.storage.warehouse.id === warehouse.id,
  );
  const cause = raised?.cause;
  if (!cause) return [];
  return [
    factRow(t`Changed before`, span(cause.type), span(t`  ${actorText(cause)}  ${clock(cause.at, now)}`, 'info')),
  ];
}

/** The runs of the source that ran last, newest first: what one source does tells the rhythm of all. */
function newestOfOne(syncs: readonly Sync[]): readonly Sync[] {
  const sorted = syncs.toSorted((a, b) => b.start - a.start);
  return sorted.filter(({ sourceId }) => sourceId === sorted[0]?.sourceId);
}

/** Sources that are connected and have no sync among the reports; undefined where not all that are connected are known. */
function silentSources({ warehouse, pairs }: StorageHealth, { read }: ViewContext): readonly Source[] | undefined {
  return wholeOf(read(warehouseSources(warehouse.id)))?.filter(
    ({ id }) => !pairs.some(({ sourceId }) => sourceId === id),
  );
}

/** What has no report may stand otherwise: of all is spoken only where each that is connected has one. */
function everySource(silent: readonly Source[] | undefined): SafeText {
  return silent?.length === 0 ? t`every source` : t`every source in the reports read`;
}

function statusSpans(storage: StorageHealth, context: ViewContext): Span[] {
  const { now } = context;
  const { state, failingPairs, onset, pairs, reported, warehouse } = storage;
  if (!warehouse.enabled)
    return [span(t`disabled`, 'dim'), span(t`  nothing is synced, nothing is lost at Segment`, 'dim')];
  if (reported) return [span(reported.type, 'bad'), span(t`  ${clock(reported.at, now)}, from the audit trail`, 'dim')];
  if (state === 'unknown') return [missingSpan(storage.syncs)];
  if (state === 'no-runs') return [span(t`NO RUNS`, 'warn'), span(t`  No Syncs`, 'dim')];
  const unended = pairs.filter((pair) => pair.state === 'running').length;
  if (state === 'ok' && unended > 0)
    return [
      span(t`running`, 'info'),
      span(t`  ${unended} of ${pairs.length} sources without a sync that has ended in the reports read`, 'dim'),
    ];
  if (state === 'ok') {
    const silent = silentSources(storage, context);
    const others = silent?.length ? [span(t`  ${silent.length} connected without a sync in them`, 'warn')] : [];
    return [span(t`${everySource(silent)} synced`, 'good'), ...others];
  }
  if (state === 'partial')
    return [span(t`partial`, 'warn'), span(t`  some rows were not loaded; the next sync retries them`, 'dim')];
  const since = onset ? t` ${spanText(onset, now)}` : t``;
  return [span(t`${failingPairs} of ${pairs.length} sources failing, ${inRowText(storage)}× in a row${since}`, 'bad')];
}

/** All sources failing points at the connection, one at what is loaded (rule 116). */
function pointer(storage: StorageHealth, context: ViewContext, width: number): PageRow[] {
  const { state, failingPairs, pairs } = storage;
  if (state !== 'failing' || pairs.length < 2) return [];
  const all = failingPairs === pairs.length;
  const text = all
    ? t`${everySource(silentSources(storage, context))} fails: the connection, the credentials or the cluster`
    : t`not every source fails: what is loaded, its types, names and rights`;
  return wrappedFact(t`Points at`, text, width);
}

/** One row a source: failures are counted here, from the first on, not for the warehouse as a whole (rule 114). */
export function pairRows({ warehouse, pairs, syncs }: StorageHealth, context: ViewContext, width: number): PageRow[] {
  const connected = context.read(warehouseSources(warehouse.id));
  const name = Math.max(12, Math.min(28, width - 60));
  const silent = (connected.data ?? []).filter(({ id }) => !pairs.some(({ sourceId }) => sourceId === id));
  const rows = [
    ...pairs.map((pair) => pairRow(warehouse.id, pair, context, name)),
    ...silent.map((source) => silentRow(warehouse.id, source, isWhole(syncs), name)),
  ];
  const trouble = connected.error ? [textRow(span(t`connected sources: ${problemText(connected.error)}`, 'warn'))] : [];
  if (rows.length > 0) return [...rows, ...trouble];
  if (!syncs.data) return [textRow(span(readingText(syncs, context.now), 'dim')), ...trouble];
  return [textRow(noneSpan([syncs, connected], t`reports`, t`No Syncs`)), ...trouble];
}

const historyOf = (id: string, source: string) => pages.warehouseSyncs.at({ id, source });

function pairRow(
  warehouseId: string,
  pair: PairHealth,
  { overview: { flow }, now }: ViewContext,
  name: number,
): PageRow {
  const { sourceId, state, last, lastGood, notice } = pair;
  const source = flow.bySource.get(sourceId)?.source;
  const label = source?.name ?? sanitise(sourceId);
  const text = state === 'failing' ? t`failed ${inRowText(pair)}×` : state === 'ok' ? t`good` : word(state);
  const good = lastGood === undefined ? t`none good read` : t`good ${agoText(lastGood, now)}`;
  const code = notice && sqlState(notice.message);
  const why = notice && (code === undefined ? syncCause(notice.message).cause : t`SQLSTATE ${code}`);
  return {
    key: `pair:${sourceId}`,
    open: historyOf(warehouseId, sourceId),
    ...(source ? { subject: { kind: 'source', id: sourceId, name: label } as const } : {}),
    line: line(
      span(padToWidth(label, name)),
      t` `,
      span(padToWidth(text, 11), stateTones[state]),
      span(padToWidth(clock(last.start, now), 13), 'dim'),
      span(t`${padToWidth(compact(last.rows), 6, 'right')} ${Number(last.rows) === 1 ? t`row ` : t`rows`}  `),
      span(padToWidth(good, 17), 'dim'),
      span(why ?? t``, state === 'failing' ? 'bad' : 'warn'),
    ),
  };
}

/** Connected, and without a run among the reports. */
function silentRow(warehouseId: string, { id, name }: Source, read: boolean, room: number): PageRow {
  return {
    key: `pair:${id}`,
    open: historyOf(warehouseId, id),
    subject: { kind: 'source', id, name },
    line: line(
      span(padToWidth(name, room)),
      t` `,
      span(read ? t`connected, no sync in the reports read` : t`connected`, read ? 'warn' : 'dim'),
    ),
  };
}

export function syncRows({ syncs }: StorageHealth, { now, glyphs, overview: { flow } }: ViewContext): PageRow[] {
  if (!syncs.data) {
    const why = syncs.error
      ? problemText(syncs.error)
      : t`The API allows two of these reads a minute, so it takes a while.`;
    return [textRow(span(why, 'dim'))];
  }
  if (syncs.data.length === 0) return [textRow(noneSpan(syncs, t`reports`, t`No Syncs`))];
  const newest = syncs.data.toSorted((a, b) => b.start - a.start).slice(0, mostSyncs);
  const more = syncs.data.length - newest.length;
  return [
    ...newest.map((sync) =>
      textRow(
        ...syncSpans(sync, now, glyphs),
        span(padToWidth(flow.bySource.get(sync.sourceId)?.source.name ?? sanitise(sync.sourceId), 22)),
        span(sync.notices[0]?.message ?? t``, sync.status === 'failure' ? 'bad' : 'warn'),
      ),
    ),
    ...(more > 0 ? [textRow(span(t`and ${more} more in the reports read`, 'dim'))] : []),
  ];
}

/** Listed among the unfolded rows once the user has asked for a login. */
export const loginFold = 'login';

/** A login at the database, tried only where somebody asks for one (rule 20). */
export function loginRows({ warehouse: { id } }: StorageHealth, context: ViewContext, width: number): PageRow[] {
  const { read, now, glyphs } = context;
  const { data, fetchedAt, problems, error, status } = read(connectionState(id));
  const asked = turnedOf(context)?.includes(loginFold) === true;
  const row = (...parts: readonly Span[]): PageRow => ({ key: loginFold, fold: loginFold, line: line(...parts) });
  const when = span(
    fetchedAt === undefined
      ? t``
      : t`  tried ${ago(fetchedAt, now)}${asked ? t`, ${keyName(context, 'refresh')} tries again` : t``}`,
    'dim',
  );
  const problem = problems[0] ?? error;
  if (problem) return [row(span(t`could not be tried: ${problemText(problem)}`, 'warn'), when)];
  if (data?.connected === true) return [row(span(t`${glyphs.healthy} ${data.word}`, 'good'), when)];
  if (data) {
    if (data.connected === undefined)
      return [
        row(span(t`${glyphs.partial} ${data.word}`, 'warn'), when),
        ...sentence(t`An answer that segtop does not know.`, width),
      ];
    return [
      row(span(t`${glyphs.failing} ${data.word}`, 'bad'), when),
      ...sentence(
        t`Segment cannot log in: host, allow list, VPN, user or password. No sync can work until it can.`,
        width,
      ),
    ];
  }
  if (asked && status === 'loading') return [row(span(t`logging in…`, 'info'))];
  if (asked) return [row(span(t`waiting for its turn…`, 'dim'))];
  return [
    row(
      span(t`not tried: `),
      span(keyName(context, 'row.open'), 'key'),
      span(t` lets Segment log in once, now, at the database itself`, 'dim'),
    ),
  ];
}

export function changeRows({ warehouse: { id } }: StorageHealth, context: ViewContext): PageRow[] {
  const { activity } = context.overview;
  const items = (activity.data?.items ?? []).filter(({ resourceId }) => resourceId === id);
  if (items.length > 0) {
    const more = items.length - mostChanges;
    const where = t`and ${more} more in what was read: ${keyName(context, 'page.audit')} shows ninety days`;
    return [...auditRows(items.slice(0, mostChanges), context), ...(more > 0 ? [textRow(span(where, 'dim'))] : [])];
  }
  // Of a long trail the newest part is read.
  const where = activity.data?.next === undefined ? t`in this period` : t`in the newest of this period`;
  const none = t`Nothing ${where}: ${keyName(context, 'page.audit')} shows ninety days`;
  return [textRow(noneSpan(activity, t`audit trail`, none))];
}
