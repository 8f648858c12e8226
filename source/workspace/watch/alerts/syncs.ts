import { clock, counted, durationText } from '../../../domain/format.ts';
import { median } from '../../../domain/sources/habit.ts';
import type { ReverseEtlSync } from '../../../domain/storage/reverse-etl.ts';
import { t } from '../../../domain/text.ts';
import { hour, minute } from '../../../domain/time.ts';
import type { Finding } from '../../../domain/watch/alerts/alert.ts';
import { timesText } from '../../audit/signals.ts';
import { isLasting } from '../../polling/backoff.ts';
import { isWhole } from '../../polling/proof.ts';
import { askedAt } from '../../polling/snapshot.ts';
import * as resources from '../../resources/common.ts';
import { reverseEtlModels } from '../../resources/pages.ts';
import { type FailedInRow, inRowText, type StorageHealth } from '../../storage/health.ts';
import { type ModelRuns, reverseEtl } from '../../storage/reverse-etl.ts';
import { isTrailRead } from '../over.ts';
import type { TriageItem } from '../triage.ts';
import {
  caused,
  causeWords,
  facts,
  isMissed,
  isOn,
  type Judged,
  type Judging,
  numberOf,
  sinceTime,
  sinceWords,
} from './judging.ts';

/** From so many failures in a row on it is critical: one may pass by itself. */
const criticalTimes = 3;
/** A report of what has begun comes so long after it. */
const reportLag = 30 * minute;
/** Fewer pauses are no habit. */
const fewestPauses = 4;

/** The longest pause of all is passed by so much. */
const longerThanEver = 1.5;

/**
 * How late the next run is, beyond so many usual pauses; undefined where that is not known.
 * @param now when the starts were read: what began later is not among them
 */
export function lateness(
  starts: readonly number[],
  now: number,
  gaps: number,
): { readonly pause: number; readonly last: number; readonly isLate: boolean } | undefined {
  const newest = starts.toSorted((a, b) => b - a);
  const [last] = newest;
  const pauses = newest.slice(0, -1).map((at, index) => at - newest[index + 1]!);
  if (last === undefined || pauses.length < fewestPauses) return undefined;
  const pause = median(pauses);
  // What rests at night has a pause that is longer than the others.
  const patience = Math.max(gaps * pause, longerThanEver * Math.max(...pauses));
  return { pause, last, isLate: now - last > patience + reportLag };
}

/** Warehouses, from the first sync that failed. */
export function judgeStorage(judging: Judging): Judged {
  const { storage } = judging.overview;
  const judged = new Map(storage.map((each) => [each.warehouse.id, { each, finding: storageFinding(each, judging) }]));
  const listed = isWhole(judging.read(resources.warehouses));
  return {
    findings: [...judged.values()].flatMap(({ finding }) => finding ?? []),
    isClear: (id) => {
      const known = judged.get(id);
      if (!known) return listed;
      if (known.finding !== undefined) return false;
      // A report that was lost may have failed, and the trail does not tell of syncs that did not come.
      return known.each.state === 'disabled' || (known.each.state !== 'unknown' && known.each.isWhole);
    },
  };
}

function storageFinding(storage: StorageHealth, judging: Judging): Finding | undefined {
  const { overview } = judging;
  const { id, name } = storage.warehouse;
  const item = overview.triage.find((each) => each.kind === 'warehouse' && each.storage.warehouse.id === id);
  const found = failedSync(storage, item, judging) ?? lateSync(storage, judging);
  return (
    found && {
      ...found,
      key: `storage:warehouse/${id}`,
      subject: { type: 'warehouse', id, name },
      ...caused(item?.cause),
    }
  );
}

/** What a rule adds to what every alert of a warehouse has. */
type Facts = Omit<Finding, 'key' | 'subject' | 'groups' | 'cause'>;

function failedSync(storage: StorageHealth, item: TriageItem | undefined, judging: Judging): Facts | undefined {
  const { overview } = judging;
  const { state, failedInRow, failingPairs, notice, reported, lastGood } = storage;
  const isFailing = state === 'failing';
  const isPartial = state === 'partial' && partialInRow(storage) >= numberOf(judging, 'storage-sync', 'partial');
  if (!(isFailing || isPartial) || !isOn(judging, 'storage-sync')) return undefined;
  const { now } = overview;
  const times = failedInRow > 1 ? t` ${inRowText(storage)}×` : t``;
  return {
    rule: 'storage-sync',
    severity: failedInRow >= criticalTimes ? 'critical' : 'warning',
    verdict: isFailing ? t`FAILED` : t`PARTIAL`,
    facts: facts([
      isFailing ? t`sync FAILED${times}` : t`sync PARTIAL`,
      failingPairs > 1 ? t`of ${counted(failingPairs, t`source`)}` : undefined,
      notice?.message ?? (reported ? t`by the audit trail` : undefined),
      ...sinceWords(item?.onset, now),
      lastGood === undefined ? undefined : t`last good ${clock(lastGood, now)}`,
      ...causeWords(item?.cause, now),
    ]),
    since: item?.since,
    numbers: { ...inRowNumbers(storage), failingSources: failingPairs },
    size: Math.max(1, failedInRow),
  };
}

function lateSync({ warehouse, syncs, last, isWhole: isAll }: StorageHealth, judging: Judging): Facts | undefined {
  const { overview } = judging;
  if (!isOn(judging, 'storage-late') || !warehouse.enabled || !syncs.data?.length || last?.status === 'running')
    return undefined;
  // A report that was lost may have been the newest.
  if (!isAll) return undefined;
  const { now } = overview;
  const readAt = askedAt(syncs, now);
  // Sources are synced one after the other: the pauses are those of one source, the one that was synced last.
  const newest = syncs.data.reduce((a, b) => (b.start > a.start ? b : a), syncs.data[0]!);
  const starts = syncs.data.filter(({ sourceId }) => sourceId === newest.sourceId).map(({ start }) => start);
  const late = lateness(starts, readAt, numberOf(judging, 'storage-late', 'gaps'));
  if (!late?.isLate) return undefined;
  return {
    rule: 'storage-late',
    severity: 'warning',
    verdict: t`LATE`,
    facts: facts([t`LATE, no sync began`, ...sinceTime(late.last, now), t`usually every ${durationText(late.pause)}`]),
    since: late.last,
    numbers: { pauseSeconds: Math.round(late.pause / 1000), sinceLastSeconds: Math.round((readAt - late.last) / 1000) },
    size: 1,
  };
}

/** Partial syncs in a row of the source that has most of them. */
function partialInRow({ syncs }: StorageHealth): number {
  const bySource = Map.groupBy(syncs.data ?? [], ({ sourceId }) => sourceId);
  const rows = [...bySource.values()].map((own) => {
    const ended = own.filter(({ status }) => status !== 'running').toSorted((a, b) => b.start - a.start);
    const end = ended.findIndex(({ status }) => status !== 'partial');
    return end < 0 ? ended.length : end;
  });
  return Math.max(syncs.data ? 0 : 1, ...rows);
}

/** Reverse ETL: by the runs where they are read, by the trail where that alone tells. */
export function judgeReverseEtl(judging: Judging): Judged {
  const { overview, read } = judging;
  const { rows, refused } = reverseEtl(read);
  const byModel = Map.groupBy(rows, ({ model }) => model.id);
  const reported = new Map(
    overview.triage.flatMap((item) =>
      item.kind === 'signal' && item.signal.kind === 'reverse-etl'
        ? [[item.signal.item.resourceId, item.signal] as const]
        : [],
    ),
  );
  const isTold = isOn(judging, 'reverse-etl');
  const ofRuns = [...byModel].flatMap(([id, own]) => {
    const worst = own.find((row) => isBad(row, judging)) ?? own.find((row) => isLate(row, judging));
    return worst ? [[id, runFinding(worst, judging)] as const] : [];
  });
  const lists = Map.groupBy(refused, ({ destination }) => destination.sourceId);
  /** Lists of mappings that could not be read, of which any may take a model. */
  const unlisted = (own: readonly ModelRuns[]) => lists.get(own[0]?.model.sourceId ?? '') ?? [];
  /** All runs were read of whatever it feeds, and after that moment: what is not among them did not happen. */
  const isReadSince = (own: readonly ModelRuns[], at = Number.NEGATIVE_INFINITY) =>
    unlisted(own).length === 0 &&
    own.every((row) => isRead(row) && (row.runs === undefined || askedAt(row.runs, overview.now) >= at));
  const ofTrail = [...reported].flatMap(([id, signal]) => {
    const { item, onset, state, times, isAtLeast } = signal;
    const own = byModel.get(id) ?? [];
    if (ofRuns.some(([each]) => each === id) || own.some((row) => hasRun(row, item.at))) return [];
    if (own.length > 0 && isReadSince(own, item.at)) return [];
    // Of runs that were read before it, it may be one that alone says nothing.
    const as = state === 'partial' ? 'partial' : 'failing';
    if (own.length > 0 && isReadSince(own) && !own.some((row) => isEnough(row, as, times, judging))) return [];
    const finding: Finding = {
      key: `reverse-etl:model/${id}`,
      rule: 'reverse-etl',
      severity: times >= criticalTimes && state === 'failed' ? 'critical' : 'warning',
      subject: { type: 'model', id, name: item.resourceName },
      verdict: state === 'partial' ? t`PARTIAL` : t`FAILED`,
      facts: facts([
        state === 'partial' ? t`reverse ETL sync PARTIAL` : t`reverse ETL sync FAILED`,
        times > 1 ? t`${timesText(signal)}×` : undefined,
        ...sinceWords(onset, overview.now),
      ]),
      since: onset.since,
      numbers: inRowNumbers({ failedInRow: times, isAtLeast }),
      size: times,
      groups: [],
    };
    return [[id, finding] as const];
  });
  const findings = new Map([...ofRuns, ...ofTrail]);
  return {
    findings: isTold ? [...findings.values()] : [],
    isClear: (id, since) => {
      if (isTold && findings.has(id)) return false;
      const models = read(reverseEtlModels);
      const own = byModel.get(id);
      if (own && isReadSince(own, since)) return true;
      // The trail is asked only where it alone tells: runs that are read show more than it, and longer.
      if (own)
        return (
          !own.some(isMissing) && !unlisted(own).some(({ snapshot }) => isMissed(snapshot)) && isTrailRead(overview)
        );
      return isWhole(models) || (!isMissed(models) && isTrailRead(overview));
    },
  };
}

/** What would tell of its runs fails, though it will be read again: the trail may tell nothing of what that would have told. */
const isMissing = ({ runs, mappings }: ModelRuns): boolean =>
  runs ? isMissed(runs) : mappings.kind === 'failed' && !isLasting(mappings.problem);

/** A report of that moment is of a bad run of it. */
const hasRun = ({ runs }: ModelRuns, at: number): boolean =>
  (runs?.data?.items ?? []).some(({ status, start, end = start }) => {
    const isTold = status === 'failure' || status === 'partial';
    return isTold && end !== undefined && at >= end - minute && at - end <= reportLag;
  });

/** All runs of it are known that there may be. */
const isRead = ({ state, runs }: ModelRuns): boolean =>
  state !== 'unknown' && (state === 'disabled' || runs === undefined || isWhole(runs));

/** A model whose next run comes this soon may mend itself. */
const soonAgain = 2 * hour;

function isBad({ state, runs }: ModelRuns, judging: Judging): boolean {
  if (state !== 'failing' && state !== 'partial') return false;
  const isBadAs = (as: 'failing' | 'partial') =>
    isWorthTelling(runs?.data?.items ?? [], as, leastOf(as, judging), judging.overview.now);
  // A failed run does not end a row of partial ones.
  return isBadAs('partial') || (state === 'failing' && isBadAs('failing'));
}

/**
 * Runs that failed or were partial count from the first; where the next one comes soon, from so many in a row.
 * @param items newest first
 */
export function isWorthTelling(
  items: readonly Pick<ReverseEtlSync, 'status' | 'start'>[],
  state: 'failing' | 'partial',
  least: number,
  now: number,
): boolean {
  const ended = items.filter(({ status }) => status !== 'running');
  const end = ended.findIndex(({ status }) => (state === 'failing' ? status !== 'failure' : status === 'success'));
  const inRow = end < 0 ? ended.length : end;
  return isEnoughOf(items, state, inRow, least, now);
}

const leastOf = (state: 'failing' | 'partial', judging: Judging): number =>
  numberOf(judging, 'reverse-etl', state === 'failing' ? 'failed' : 'partial');

const isEnough = ({ runs }: ModelRuns, state: 'failing' | 'partial', inRow: number, judging: Judging): boolean =>
  isEnoughOf(runs?.data?.items ?? [], state, inRow, leastOf(state, judging), judging.overview.now);

function isEnoughOf(
  items: readonly Pick<ReverseEtlSync, 'start'>[],
  state: 'failing' | 'partial',
  inRow: number,
  least: number,
  now: number,
): boolean {
  const starts = items.flatMap(({ start }) => start ?? []);
  const pause = lateness(starts, now, 1)?.pause ?? Number.POSITIVE_INFINITY;
  if (pause <= soonAgain) return inRow >= least;
  // Rows that a destination refused now and then are everyday noise; a run that failed is none.
  return inRow >= (state === 'partial' ? Math.min(2, least) : 1);
}

function isLate({ state, runs }: ModelRuns, judging: Judging): boolean {
  // A run that was lost may have been the newest.
  if (state !== 'ok' || (runs && !isWhole(runs))) return false;
  const starts = (runs?.data?.items ?? []).flatMap(({ start }) => start ?? []);
  const readAt = runs ? askedAt(runs, judging.overview.now) : judging.overview.now;
  return lateness(starts, readAt, numberOf(judging, 'reverse-etl', 'gaps'))?.isLate ?? false;
}

/** How often it failed in a row, or at least how often: there may have been more than could be read. */
const inRowNumbers = ({ failedInRow, isAtLeast }: FailedInRow): Finding['numbers'] =>
  isAtLeast ? { failedInRowAtLeast: failedInRow } : { failedInRow };

/** When what is bad began: after the last good run, or with the first one of all; not with the oldest that was read. */
function badSince({ lastGood, runs, latest, state }: ModelRuns): number | undefined {
  if (state === 'ok') return latest?.start;
  if (!runs || !isWhole(runs)) return undefined;
  if (lastGood) return lastGood.end ?? lastGood.start;
  return runs.data?.next === undefined
    ? runs.data?.items.findLast(({ status }) => status !== 'running')?.start
    : undefined;
}

function runFinding(row: ModelRuns, { overview }: Judging): Finding {
  const { model, destination, state, failedInRow } = row;
  const { now } = overview;
  const verdict = state === 'failing' ? t`FAILED` : state === 'partial' ? t`PARTIAL` : t`LATE`;
  const since = badSince(row);
  return {
    key: `reverse-etl:model/${model.id}`,
    rule: 'reverse-etl',
    severity: failedInRow >= criticalTimes ? 'critical' : 'warning',
    subject: {
      type: 'model',
      id: model.id,
      name: destination ? t`${model.name} → ${destination.name}` : model.name,
    },
    verdict,
    facts: facts([
      t`reverse ETL sync ${verdict}`,
      failedInRow > 1 ? t`${inRowText(row)}×` : undefined,
      ...sinceTime(since, now),
    ]),
    since,
    numbers: inRowNumbers(row),
    size: Math.max(1, failedInRow),
    groups: [],
  };
}
