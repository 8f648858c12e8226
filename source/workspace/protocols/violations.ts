import { type Compared, changeOf, comparedBuckets, comparedShare, type Measured } from '../../domain/comparison.ts';
import { percent, type StepReport, type StepRow } from '../../domain/delivery/counts.ts';
import type { FailingRun } from '../../domain/delivery/failing-run.ts';
import type { Source, SourceSettings } from '../../domain/entities.ts';
import type { Standing } from '../../domain/proof.ts';
import { protocolsReason } from '../../domain/protocols/violation.ts';
import { type Bucket, type Period, periodLength } from '../../domain/time.ts';
import { earlierWindow, hourlyTotal, readWindow } from '../../domain/windows.ts';
import { allWhole, isToCome, isWhole, standingOf, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { askedAt, type Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { blockedRun } from '../resources/violation-minutes.ts';
import { volumeWindows } from '../resources/volume-windows.ts';
import { type Inflow, merged } from '../sources/inflow.ts';

/** Where a violation count comes from (rule 90): what the API gives is only what was blocked. */
export type ViolationBasis = 'blocked' | 'forwarded' | 'collected';

export interface SourceViolations {
  readonly source: Source;
  readonly basis: ViolationBasis;
  /** Where it forwards its violations, and whether it does, is known: else those that were blocked are not all. */
  readonly isExact: boolean;
  /** Events that broke their schema, as the basis counts them, and the same in the equal window before. */
  readonly violations: number;
  readonly earlierViolations: number;
  /** Violations in the hours that are over, and in the same ones a period before. */
  readonly compared: Compared;
  /** Of these, in percent. */
  readonly change: number | undefined;
  /** Events blocked because they are not in the plan: a state of the schema and no violation. */
  readonly unplanned: number;
  /** Everything that Protocols blocked, violations and unplanned ones, and the same in the window before. */
  readonly blocked: number;
  readonly earlierBlocked: number;
  /** When the violations that go on now began, at bucket precision. */
  readonly since: number | undefined;
  /** The same of the blocking. */
  readonly blockedSince: number | undefined;
  /** The break that goes on or ended last, to the minute, where minutes are read. */
  readonly run: FailingRun | undefined;
  readonly events: number | undefined;
  /** Violations of the events that came in. */
  readonly percent: number | undefined;
  /** Up to here its violations were counted: long ago where that could not be read again. */
  readonly countedUntil: number;
  /** Violations by the hour of the period. */
  readonly series: readonly Bucket[];
  /** What was blocked by the hour of the period. */
  readonly blockedSeries: readonly Bucket[];
}

export interface Violations {
  /** Most violations first, ties by name (H-16). */
  readonly rows: readonly SourceViolations[];
  readonly violations: number;
  readonly earlierViolations: number;
  /** Of the share of events with violations, in percent; undefined where not all of it is known. */
  readonly shareChange: number | undefined;
  readonly unplanned: number;
  readonly blocked: number;
  readonly basis: ViolationBasis | 'mixed';
  readonly series: readonly Bucket[];
  /** Sources under a tracking plan, and how many of them have answered. */
  readonly planned: number;
  readonly known: number;
  /** Ids of those that have not. */
  readonly unknown: readonly string[];
  /** Known which sources are under a plan, and at least one of them has answered, or there is none. */
  readonly isKnown: boolean;
  /** Each of them has answered, and what they forward is known: the sums are those of the workspace. */
  readonly isWhole: boolean;
  /** False when the workspace has no tracking plan, or no Protocols: the panel shows events received instead (H-14). */
  readonly inUse: boolean;
}

/** Ids of the sources bound to a tracking plan. */
export function plannedSources(read: Read): string[] {
  const ids = new Set<string>();
  for (const plan of read(resources.trackingPlans).data ?? []) {
    if (!bindsSources(plan.type)) continue;
    for (const { id } of read(resources.trackingPlanSources(plan.id)).data ?? []) ids.add(id);
  }
  return [...ids];
}

/** Whether it is known which sources are under a plan: the list of plans, and who is bound to each. */
export function plansStanding(read: Read): Standing {
  return standingOf(...planReads(read));
}

/** The list of plans, and the sources of each that binds some. */
export function planReads(read: Read): readonly [Snapshot, ...Snapshot[]] {
  const plans = read(resources.trackingPlans);
  const bound = (plans.data ?? []).filter(({ type }) => bindsSources(type));
  return [plans, ...bound.map(({ id }) => read(resources.trackingPlanSources(id)))];
}

/** Libraries and templates never bind to a source (rule 93). */
export function bindsSources(type: string): boolean {
  return type !== 'PROPERTY_LIBRARY' && type !== 'RULE_LIBRARY' && type !== 'TEMPLATE';
}

const rowsOf = (report: StepReport, ...kinds: readonly ('schema' | 'unplanned')[]): readonly StepRow[] =>
  report.rows.filter(({ by }) => kinds.some((kind) => kind === protocolsReason(by.discardReason)));

const seriesOf = (rows: readonly StepRow[]): Bucket[] => rows.flatMap(({ series }) => [...series]);

/** A rise is this many times the usual count; a few events more are noise. */
const risen = 3;
const fewest = 5;

/**
 * When the counts rose that are still up: the start of the run of high buckets that reaches to now, where the one that now
 * fills may still be low. Undefined when they are what they usually are.
 * @param series every bucket of the period, empty ones included
 */
export function raisedSince(series: readonly Bucket[]): number | undefined {
  const counts = series.map(({ count }) => count);
  const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
  const high = Math.max(fewest, risen * usual, Math.max(0, ...counts) / 4);
  let at = series.length - 1;
  if (at > 0 && (counts[at] ?? 0) < high) at -= 1;
  let since: number | undefined;
  for (; at >= 0 && (counts[at] ?? 0) >= high; at -= 1) since = series[at]?.at;
  return since;
}

/**
 * A source's own violations source, when no other source forwards into the same one: only then is the count attributable.
 * Nothing is attributed before every source under a plan is known, and has told where it forwards.
 */
export function ownForwarding(read: Read, planned: readonly string[]): ReadonlyMap<string, string> {
  if (!allWhole(...planReads(read))) return new Map();
  const users = new Map<string, string[]>();
  for (const id of planned) {
    const settings = read(resources.sourceSettings(id)).data;
    if (!settings) return new Map();
    const target = settings.forwardingViolationsTo;
    if (target) users.set(target, [...(users.get(target) ?? []), id]);
  }
  return new Map([...users].flatMap(([target, ids]) => (ids.length === 1 ? [[ids[0]!, target] as const] : [])));
}

const none: Measured = { value: undefined, window: { start: 0, end: 0 } };

/** Of all rows: only where they were counted over windows of one length. */
function together(rows: readonly SourceViolations[]): Compared {
  const sum = (of: (compared: Compared) => Measured): Measured => {
    const all = rows.map(({ compared }) => of(compared));
    const length = ({ window }: Measured) => window.end - window.start;
    if (!all[0] || all.some((each) => length(each) !== length(all[0]!))) return none;
    return { value: all.reduce((total, { value = 0 }) => total + value, 0), window: all[0].window };
  };
  return { recent: sum(({ recent }) => recent), before: sum(({ before }) => before) };
}

/** Whether a source forwards its violations to a source of its own, shares that one with others, or that is not known yet. */
export function forwardingOf(
  read: Read,
  { sourceId, forwardingViolationsTo }: SourceSettings,
): 'own' | 'shared' | 'unknown' {
  const planned = plannedSources(read);
  if (ownForwarding(read, planned).has(sourceId)) return 'own';
  const shares = (id: string) =>
    id !== sourceId && read(resources.sourceSettings(id)).data?.forwardingViolationsTo === forwardingViolationsTo;
  return planned.some(shares) ? 'shared' : 'unknown';
}

/**
 * Violations by source in the period: forwarded counts where a source forwards to one of its own, else those that were blocked.
 * The one count of violations: every screen, alert and report takes it from here.
 */
export function violations(read: Read, flow: Inflow, period: Period, now: number): Violations {
  const plans = allWhole(...planReads(read));
  const planned = plannedSources(read);
  const forwarding = ownForwarding(read, planned);
  const forwarded = read(resources.forwardedViolations(period)) as Snapshot<
    readonly { sourceId?: string | undefined; series: readonly Bucket[] }[]
  >;
  // Settings that are refused for good never tell.
  const isUntold = (id: string) => isToCome(read(resources.sourceSettings(id)));
  const isAnyUntold = planned.some(isUntold);
  // Another source may turn out to forward to the same one, which matters to nobody who forwards nowhere.
  const isTargetKnown = (id: string) =>
    !isUntold(id) && (!isAnyUntold || read(resources.sourceSettings(id)).data?.forwardingViolationsTo === undefined);
  const rows: SourceViolations[] = [];
  const unknown: string[] = [];
  let start = readWindow(period, now).start;
  for (const id of planned) {
    const owner = flow.bySource.get(id);
    const snapshot = read(resources.blocked(period, id));
    const report = wholeOf(snapshot);
    // A row without its reason may be a violation or none.
    if (!owner || !report || report.rows.some(({ by }) => by.discardReason === undefined)) {
      unknown.push(id);
      continue;
    }
    const end = askedAt(snapshot, now);
    const window = readWindow(period, end);
    const before = earlierWindow(period, end);
    start = Math.min(start, window.start);
    const received = forwarded.data?.find(({ sourceId }) => sourceId === forwarding.get(id))?.series ?? [];
    const basis: ViolationBasis = received.length > 0 ? 'forwarded' : 'blocked';
    const blocked = seriesOf(rowsOf(report, 'schema', 'unplanned'));
    const broken = basis === 'forwarded' ? received : seriesOf(rowsOf(report, 'schema'));
    // Volume is counted up to a minute before it was asked for.
    const counted = basis === 'forwarded' ? volumeWindows(forwarded, period, now) : { window, earlier: before, end };
    const count = hourlyTotal(broken, counted.window, counted.end);
    const earlier = hourlyTotal(broken, counted.earlier, counted.end);
    const compared = comparedBuckets(broken, counted.window, periodLength[period]);
    const series = merged(broken, window.start, end);
    const blockedSeries = merged(blocked, window.start, end);
    rows.push({
      source: owner.source,
      basis,
      isExact: basis === 'forwarded' || (isTargetKnown(id) && (!forwarding.has(id) || isWhole(forwarded))),
      violations: count,
      earlierViolations: earlier,
      compared,
      change: changeOf(compared),
      unplanned: hourlyTotal(seriesOf(rowsOf(report, 'unplanned')), window, end),
      blocked: hourlyTotal(blocked, window, end),
      earlierBlocked: hourlyTotal(blocked, before, end),
      // Hours that were not counted yet are no quiet ones.
      since: raisedSince(series.filter(({ at }) => at < counted.end)),
      blockedSince: raisedSince(blockedSeries),
      run: blockedRun(read, id, report, owner.series),
      events: owner.events,
      percent: owner.events === undefined ? undefined : percent(count, owner.events),
      countedUntil: counted.end,
      series,
      blockedSeries,
    });
  }
  rows.sort(
    (a, b) => b.violations - a.violations || b.unplanned - a.unplanned || (a.source.name < b.source.name ? -1 : 1),
  );
  const bases = new Set(rows.map(({ basis }) => basis));
  return {
    rows,
    violations: rows.reduce((sum, row) => sum + row.violations, 0),
    earlierViolations: rows.reduce((sum, row) => sum + row.earlierViolations, 0),
    shareChange: flow.compared && changeOf(comparedShare(together(rows), flow.compared)),
    unplanned: rows.reduce((sum, row) => sum + row.unplanned, 0),
    blocked: rows.reduce((sum, row) => sum + row.blocked, 0),
    basis: bases.size > 1 ? 'mixed' : (rows[0]?.basis ?? 'blocked'),
    series: merged(
      rows.flatMap(({ series }) => [...series]),
      start,
      now,
    ),
    planned: planned.length,
    known: planned.length - unknown.length,
    unknown,
    isKnown: plans && (planned.length === 0 || planned.length > unknown.length),
    isWhole: plans && unknown.length === 0 && rows.every(({ isExact }) => isExact),
    inUse: planned.length > 0,
  };
}
