import { apart, day, minute } from '../../time.ts';
import { type AlertRecord, type Edge, type Evaluation, type Finding, isHeld, isMuted, type Mark } from './alert.ts';
import type { Severity } from './rules.ts';

/** Findings that share a cause began within so long of each other. */
const together = 30 * minute;
/** What does not hold for so long is over: a short pause is none. */
const calm = 5 * minute;
/** What comes back within this regressed, later it is new. */
const returns = day;
/** So long past alerts are kept. */
const keptFor = 7 * day;
/** A beginning grows while it is counted: nothing is worse before it has settled. */
const settles = 5 * minute;
/** So many times as bad is worth another telling. */
const worseBy = 3;
const moreMembers = 4;

export interface LifeOptions {
  readonly now: number;
  /** Since when nobody has looked away: what was found over before that is not known to have stayed so. */
  readonly watchedSince?: number | undefined;
  /** Whether a rule has anyone to be told to. */
  isTold(record: AlertRecord): boolean;
  /** Whether it is a time when only what is critical is told, or nothing. */
  isQuiet(severity: Severity): boolean;
}

/** An edge that is to be told, with the alert as it is then. */
export interface Telling {
  readonly edge: Edge;
  readonly record: AlertRecord;
}

export interface Lived {
  /** All alerts, open and past. */
  readonly records: readonly AlertRecord[];
  readonly tellings: readonly Telling[];
}

/** Carries all alerts on by what the rules say now, the same in every process (rule 234). */
export function lived(records: readonly AlertRecord[], evaluation: Evaluation, options: LifeOptions): Lived {
  const { now, watchedSince = Number.NEGATIVE_INFINITY } = options;
  const kept = records.filter(({ resolvedAt }) => resolvedAt === undefined || now - resolvedAt < keptFor);
  const tellings: Telling[] = [];
  const carried = carry(kept, evaluation, now, watchedSince).map((record) => {
    const settled = counted(unmuted(record, now), now);
    const edge = edgeOf(settled, options);
    if (!edge) return settled;
    const told: AlertRecord = {
      ...settled,
      told: { ...markOf(settled), edge, at: now },
      tellings: settled.tellings + 1,
    };
    tellings.push({ edge, record: told });
    return told;
  });
  return { records: carried, tellings };
}

/** What joins while a beginning is counted began with it, whenever it was read: more of it is no news. */
function counted(record: AlertRecord, now: number): AlertRecord {
  const { told, holding } = record;
  if (!isOpen(told) || apart(now, told.at) >= settles || holding.length <= told.members) return record;
  return { ...record, told: { ...told, members: holding.length } };
}

const rank = (severity: Severity): number => (severity === 'critical' ? 1 : 0);

/** How bad an alert is now. */
export const markOf = ({ finding, holding }: AlertRecord): Mark => ({
  severity: finding.severity,
  size: finding.size,
  members: holding.length,
});

const isWorse = (now: Mark, before: Mark): boolean =>
  rank(now.severity) > rank(before.severity) ||
  now.size >= worseBy * Math.max(before.size, Number.MIN_VALUE) ||
  now.members >= moreMembers * Math.max(1, before.members);

/** Worst first, so that the first of a group gives it its name. */
const byWeight = (a: Finding, b: Finding): number =>
  rank(b.severity) - rank(a.severity) || b.size - a.size || (a.since ?? 0) - (b.since ?? 0) || (a.key < b.key ? -1 : 1);

function carry(
  records: readonly AlertRecord[],
  { findings, isClear }: Evaluation,
  now: number,
  watchedSince: number,
): AlertRecord[] {
  const holding = new Map(findings.map((finding) => [finding.key, finding]));
  const owned = new Map<string, Finding[]>();
  const fresh: Finding[] = [];
  const open = records.filter(({ state }) => state === 'raised');
  // As they are now: since when and by which groups is often known only later than that something is wrong.
  const current = new Map<AlertRecord, Pick<AlertRecord, 'groups' | 'finding' | 'raisedAt'>>(
    open.map((record) => [record, record]),
  );
  const own = (record: AlertRecord, finding: Finding): void => {
    owned.set(record.id, [...(owned.get(record.id) ?? []), finding]);
    const before = current.get(record)!;
    current.set(record, {
      ...before,
      groups: [...before.groups, ...finding.groups],
      finding: record.finding.key === finding.key ? finding : before.finding,
    });
  };
  const merged = new Set<string>();
  const memberOf = new Set(open.flatMap(({ members }) => members));
  const isKnown = ({ key }: Finding): number => (memberOf.has(key) ? 0 : 1);
  // What is known already first: what is new may be part of it.
  for (const finding of findings.toSorted((a, b) => isKnown(a) - isKnown(b) || byWeight(a, b))) {
    const known = open.find(({ id, members }) => members.includes(finding.key) && !merged.has(id));
    const other =
      known && !isUndecided(known, finding)
        ? undefined
        : open.find(
            (record) => record !== known && !merged.has(record.id) && isJoined(current.get(record)!, finding, now),
          );
    if (known && other) merged.add(known.id);
    const owner = other ?? known;
    if (owner) own(owner, finding);
    else fresh.push(finding);
  }
  const next = records
    .filter(({ id }) => !merged.has(id))
    .map((record) =>
      record.state === 'raised'
        ? carriedOn(record, owned.get(record.id) ?? [], holding, { isClear, now, watchedSince })
        : record,
    );
  return fresh.reduce((all, finding) => raised(all, finding, now), next);
}

/** Nobody was told of it, as its reason was not read, and now it is: it may turn out to be part of another alert. */
function isUndecided({ told, finding, members, acknowledgedAt, muted }: AlertRecord, now: Finding): boolean {
  const isTouched = told !== undefined || acknowledgedAt !== undefined || muted !== undefined;
  return !isTouched && finding.awaits === true && now.awaits !== true && members.length === 1;
}

function isJoined(
  { groups, finding, raisedAt }: Pick<AlertRecord, 'groups' | 'finding' | 'raisedAt'>,
  other: Finding,
  now: number,
): boolean {
  if (!other.groups.some((group) => groups.includes(group))) return false;
  return Math.abs((finding.since ?? raisedAt) - (other.since ?? now)) <= together;
}

function carriedOn(
  record: AlertRecord,
  found: readonly Finding[],
  holding: ReadonlyMap<string, Finding>,
  { isClear, now, watchedSince }: Pick<Evaluation, 'isClear'> & { readonly now: number; readonly watchedSince: number },
): AlertRecord {
  const members = [...new Set([...record.members, ...found.map(({ key }) => key)])];
  const left = members.filter(
    (key) =>
      holding.has(key) || (record.holding.includes(key) && !isClear(key, record.finding.rule, record.finding.since)),
  );
  if (left.length === 0) {
    // A clock that was set back must not keep it open until that time comes again.
    const clearSince = Math.min(record.clearSince ?? now, now);
    // That the calm has lasted is known only where what was raised can still be seen.
    const isSeen = members.every((key) => isClear(key, record.finding.rule, record.finding.since));
    const isCalm = now - Math.max(clearSince, watchedSince) >= calm;
    if (!isCalm || !isSeen) return { ...record, members, holding: [], clearSince };
    const { acknowledgedAt: _, clearSince: __, ...past } = record;
    return { ...past, members, holding: [], state: 'resolved', resolvedAt: now };
  }
  const { clearSince: _, ...on } = record;
  const [worst = record.finding] = [...found].sort(byWeight);
  const own = found.find(({ key }) => key === record.finding.key);
  const groups = [...new Set([...record.groups, ...found.flatMap((each) => each.groups)])];
  // The name stays while it holds; how bad it is is that of the worst.
  const finding = own ? { ...own, severity: worst.severity, size: Math.max(own.size, worst.size) } : worst;
  return { ...on, members, holding: left, groups, finding };
}

/** A new alert, a past one that comes back, or one more member of what was raised a moment ago. */
function raised(records: readonly AlertRecord[], finding: Finding, now: number): AlertRecord[] {
  const joins = records.find(
    (record) => record.state === 'raised' && record.raisedAt === now && isJoined(record, finding, now),
  );
  if (joins)
    return records.map((record) =>
      record === joins
        ? {
            ...record,
            members: [...record.members, finding.key],
            holding: [...record.holding, finding.key],
            groups: [...new Set([...record.groups, ...finding.groups])],
          }
        : record,
    );
  const past = records
    .filter((record) => record.state === 'resolved' && record.members.includes(finding.key))
    .reduce<AlertRecord | undefined>(newer, undefined);
  const isBack = past !== undefined && now - (past.resolvedAt ?? 0) < returns;
  const { muted } = past ?? {};
  const id = past && isBack ? past.id : finding.key;
  // Whose end nobody was told of it has not ended for them: it goes on, and its end is still to be told.
  const told = records.find((record) => record.id === id)?.told;
  const record: AlertRecord = {
    id,
    state: 'raised',
    raisedAt: now,
    regressed: isBack,
    members: [finding.key],
    holding: [finding.key],
    groups: finding.groups,
    finding,
    tellings: 0,
    ...(muted?.kind === 'time' ? { muted } : {}),
    ...(isOpen(told) ? { told } : {}),
  };
  return [...records.filter(({ id }) => id !== record.id), record];
}

/** An alert may have been part of several that are over. */
const newer = (one: AlertRecord | undefined, other: AlertRecord): AlertRecord =>
  one && (one.resolvedAt ?? 0) >= (other.resolvedAt ?? 0) ? one : other;

/** Those who were told of it wait for its end. */
const isOpen = (told: AlertRecord['told']): told is NonNullable<AlertRecord['told']> =>
  told !== undefined && told.edge !== 'resolved';

/** A muting ends with its time, or when things are worse than when it was asked for. */
function unmuted(record: AlertRecord, now: number): AlertRecord {
  const { muted, ...rest } = record;
  if (!muted) return record;
  const isOver =
    muted.kind === 'time' ? muted.until <= now : record.state === 'resolved' || isWorse(markOf(record), muted.than);
  return isOver ? rest : record;
}

/** What is to be told of an alert now, by what was told of it last. */
function edgeOf(record: AlertRecord, { now, isTold, isQuiet }: LifeOptions): Edge | undefined {
  if (!isTold(record)) return undefined;
  const { told, state, finding } = record;
  // The end of what was told is always told: somebody may be at work on it.
  if (state === 'resolved') return isOpen(told) && !isQuiet(told.severity) ? 'resolved' : undefined;
  if (record.holding.length === 0 || isMuted(record, now) || isQuiet(finding.severity)) return undefined;
  if (!isOpen(told)) {
    if (record.acknowledgedAt !== undefined || isHeld(record, now)) return undefined;
    return record.regressed ? 'regressed' : 'new';
  }
  return apart(now, told.at) >= settles && isWorse(markOf(record), told) ? 'escalating' : undefined;
}
