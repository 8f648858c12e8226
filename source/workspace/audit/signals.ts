import { exactOnset, type Onset, olderOnset } from '../../domain/delivery/onset.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Page } from '../../domain/queries.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { day, hour, type Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { isWhole } from '../polling/proof.ts';
import type { Snapshot } from '../polling/snapshot.ts';

/** What only the audit trail tells: the API has no state of these things to ask for (rule 193). */
export type SignalKind =
  | 'reverse-etl'
  | 'audience-run'
  | 'audience-sync'
  | 'trait-run'
  | 'trait-sync'
  | 'source-run'
  | 'profiles-sync'
  | 'data-graph';

/** The latest state of one thing that the trail reports failures of. */
export interface AuditSignal {
  /** Stable over refreshes. */
  readonly id: string;
  readonly kind: SignalKind;
  /** `retrying`: an attempt failed a moment ago and Segment tries again by itself. */
  readonly state: 'failed' | 'partial' | 'retrying' | 'changed';
  /** Reports in a row since the last good sign. */
  readonly times: number;
  /** The row reaches the edge of what was read of the trail: there may be more of them before. */
  readonly isAtLeast: boolean;
  /** Which attempt of one run the newest report is of: those before it may be of an earlier run. */
  readonly attempt: Pick<AuditSignal, 'times' | 'isAtLeast'>;
  /** When the first of them came. */
  readonly onset: Onset;
  /** The newest report. */
  readonly item: AuditItem;
}

interface Rule {
  readonly kind: SignalKind;
  readonly state: 'failed' | 'partial' | 'changed';
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['reverse etl sync failed', { kind: 'reverse-etl', state: 'failed' }],
  ['reverse etl sync partial success', { kind: 'reverse-etl', state: 'partial' }],
  ['audience run failed', { kind: 'audience-run', state: 'failed' }],
  ['audience destination sync failed', { kind: 'audience-sync', state: 'failed' }],
  ['computed trait run failed', { kind: 'trait-run', state: 'failed' }],
  ['computed trait destination sync failed', { kind: 'trait-sync', state: 'failed' }],
  ['source run failed', { kind: 'source-run', state: 'failed' }],
  ['profiles sync warehouse sync failed', { kind: 'profiles-sync', state: 'failed' }],
  ['data graph breaking change', { kind: 'data-graph', state: 'changed' }],
]);

/** Verbs of good news, and of the end of the thing itself: reports before them no longer count. */
const clearing = /^(?:audience run complete|profiles sync historical backfill completed|.+ (?:deleted|disabled))$/;

/** Engage logs each attempt, the first and up to five more (rule 132). */
export const mostAttempts = 6;
const attemptsInRow: ReadonlySet<SignalKind> = new Set(['audience-run', 'audience-sync', 'trait-run', 'trait-sync']);
/** A source is worth a line when its runs fail this often in a row (rule 222). */
const fewestSourceRuns = 3;

/** A single report is taken as over after this long without another one: most things run at least this often. */
const singleLasts = 6 * hour;
const shortestPatience = 3 * hour;

interface Reported {
  readonly rule: Rule;
  readonly items: readonly AuditItem[];
}

interface Trail {
  /** Reports in a row that no good sign has ended. */
  readonly rows: ReadonlyMap<string, Reported>;
  /** What something good was told of: what is bad after that began after it. */
  readonly cleared: ReadonlySet<string>;
}

const kept = new WeakMap<readonly AuditItem[], Trail>();

/** What the trail alone tells, whatever the time is. */
function reported(audit: readonly AuditItem[]): Trail {
  const known = kept.get(audit);
  if (known) return known;
  const rows = new Map<string, Reported>();
  const cleared = new Set<string>();
  for (const item of audit.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const type = item.type.toLowerCase();
    const rule = rules.get(type);
    if (rule) {
      const id = `${rule.kind}:${item.resourceId}`;
      const before = rows.get(id)?.items ?? [];
      const goesOn = item.at - (before.at(-1)?.at ?? item.at) <= day;
      rows.set(id, { rule, items: [...(goesOn ? before : []), item] });
    } else if (clearing.test(type)) {
      cleared.add(item.resourceId);
      for (const [id, { items }] of rows) if (items.at(-1)?.resourceId === item.resourceId) rows.delete(id);
    }
  }
  const trail = { rows, cleared };
  kept.set(audit, trail);
  return trail;
}

/**
 * The things whose last report in the trail was bad, each once. A completed run of an audience clears it; where success is
 * never logged, three times the usual gap without a report does.
 * @param from as far back as the trail was read: what was bad so soon after it may have begun before
 * @param readAt when it was read: that no report came is known up to then
 * @param alerted sources whose runs are known to have failed often enough, though the first reports of them are no longer in the trail
 */
export function auditSignals(
  audit: readonly AuditItem[],
  now: number,
  from = Number.NEGATIVE_INFINITY,
  readAt = now,
  alerted: ReadonlySet<string> = new Set(),
): AuditSignal[] {
  const { rows, cleared } = reported(audit);
  return [...rows].flatMap(([id, { rule, items }]) => {
    const item = items.at(-1);
    if (!item || isOver(rule, items, readAt)) return [];
    const isFew = rule.kind === 'source-run' && items.length < fewestSourceRuns;
    if (isFew && !alerted.has(item.resourceId)) return [];
    const { at } = items[0]!;
    const mayGoOn = rule.kind !== 'data-graph' && !cleared.has(item.resourceId) && at - from <= patienceOf(rule, items);
    const isEdge = isFew || mayGoOn;
    return [
      {
        id,
        kind: rule.kind,
        state: stateOf(rule, items, now),
        times: items.length,
        isAtLeast: isEdge,
        attempt: attemptOf(items, from),
        onset: isEdge ? olderOnset(at) : exactOnset(at),
        item,
      },
    ];
  });
}

/** The things whose last report was bad and is not over, also where there are too few of them for a line: their ids, by those of signals. */
export function reportedBad(audit: readonly AuditItem[], readAt: number): ReadonlyMap<string, string> {
  const rows = [...reported(audit).rows].filter(([, { rule, items }]) => !isOver(rule, items, readAt));
  return new Map(rows.map(([id, { items }]) => [id, items.at(-1)!.resourceId]));
}

function stateOf({ kind, state }: Rule, items: readonly AuditItem[], now: number): AuditSignal['state'] {
  const retries = attemptsInRow.has(kind) && items.length < mostAttempts && now - items.at(-1)!.at < hour;
  return retries ? 'retrying' : state;
}

/** Attempts of one run follow each other within the hour. */
function attemptOf(items: readonly AuditItem[], from: number): AuditSignal['attempt'] {
  const begins = items.findLastIndex(({ at }, index) => index === 0 || at - items[index - 1]!.at >= hour);
  return { times: items.length - begins, isAtLeast: items[begins]!.at - from < hour };
}

function isOver(rule: Rule, items: readonly AuditItem[], readAt: number): boolean {
  const silence = readAt - items.at(-1)!.at;
  // A model of the data graph stays broken until someone mends it.
  return rule.kind !== 'data-graph' && silence > patienceOf(rule, items);
}

/** So long without a report parts one row of them from another. Audiences tell when they have run, be it once a day. */
function patienceOf({ kind }: Rule, items: readonly AuditItem[]): number {
  if (kind === 'audience-run' || kind === 'audience-sync') return day;
  const gaps = items.slice(1).map(({ at }, index) => at - items[index]!.at);
  return gaps.length === 0 ? singleLasts : Math.min(day, Math.max(shortestPatience, 3 * Math.max(...gaps)));
}

/** As far back as the newest events of the trail were read: nowhere, where one was lost, as that may be any. */
export function trailStart(trail: Snapshot<Page<AuditItem>>, period: Period, now: number): number {
  const { data } = trail;
  if (!data || !isWhole(trail)) return now;
  if (data.next === undefined) return readWindow(period, now).start;
  return data.items.reduce((oldest, { at }) => Math.min(oldest, at), now);
}

/** How often in a row: `3`, or `3+` where there may have been more. */
export function timesText({ times, isAtLeast }: Pick<AuditSignal, 'times' | 'isAtLeast'>): SafeText {
  return isAtLeast ? t`${times}+` : t`${times}`;
}
