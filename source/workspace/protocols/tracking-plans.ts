import { isChange } from '../../domain/audit/changes.ts';
import type { AuditItem, Source, SourceSettings, TrackingPlan } from '../../domain/entities.ts';
import { type Loss, lossOf } from '../../domain/protocols/controls.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import { isWhole, wholeOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { trackingPlanRules } from '../resources/pages.ts';
import { bindsSources, type SourceViolations, type ViolationBasis, type Violations } from './violations.ts';

/** A tracking plan with what is known around it. */
export interface PlanSummary {
  readonly plan: TrackingPlan;
  /** It can bind to sources; libraries and templates cannot. */
  readonly binds: boolean;
  /** Undefined while they are being read. */
  readonly sources: readonly Source[] | undefined;
  /** Rules in force; undefined unless the plan's page has read them: they cost a request for each thousand. */
  readonly rules: number | undefined;
  /** Of its sources that have answered: events that broke their schema, and events outside the plan. */
  readonly violations: number | undefined;
  readonly unplanned: number | undefined;
  readonly basis: ViolationBasis | 'mixed';
  /** What the controls of its sources do at worst; undefined while no settings have been read. */
  readonly loss: Loss | undefined;
  /** The newest change that the audit trail has, as far as it has been read. */
  readonly lastChange: AuditItem | undefined;
}

const worstLoss: readonly Loss[] = ['events', 'fields', 'kept', 'none'];

/** Plans with most violations first, then those with sources, then by name (E-03). */
export function planSummaries(read: Read, found: Violations, period: Period): readonly PlanSummary[] {
  const trail = auditTrail(read, period).items;
  const rows = new Map(found.rows.map((row) => [row.source.id, row]));
  const plans = read(resources.trackingPlans).data ?? [];
  return plans.map((plan) => summaryOf(read, plan, rows, trail)).sort(worstFirst);
}

function summaryOf(
  read: Read,
  plan: TrackingPlan,
  rows: ReadonlyMap<string, SourceViolations>,
  trail: readonly AuditItem[],
): PlanSummary {
  const binds = bindsSources(plan.type);
  const bound = read(resources.trackingPlanSources(plan.id));
  const sources = binds ? bound.data : [];
  const own = (sources ?? []).flatMap(({ id }) => rows.get(id) ?? []);
  // A source that has not answered may be the one with violations.
  const isKnown = !binds || (isWhole(bound) && own.length === bound.data?.length);
  // Nor are those that were blocked all of them where others are forwarded.
  const isExact = isKnown && own.every((row) => row.isExact);
  const bases = new Set(own.map(({ basis }) => basis));
  const rules = wholeOf(read(trackingPlanRules(plan.id)));
  const losses = (sources ?? []).flatMap(({ id }) => read(resources.sourceSettings(id)).data ?? []).map(lossOf);
  return {
    plan,
    binds,
    sources,
    rules: rules?.filter(({ deprecatedAt }) => deprecatedAt === undefined).length,
    violations: isExact ? own.reduce((sum, { violations }) => sum + violations, 0) : undefined,
    unplanned: isKnown ? own.reduce((sum, { unplanned }) => sum + unplanned, 0) : undefined,
    basis: bases.size > 1 ? 'mixed' : (own[0]?.basis ?? 'blocked'),
    // That nothing is lost needs the controls of every source.
    loss: worstLoss.find(
      (loss) => losses.includes(loss) && (loss !== 'none' || (isWhole(bound) && losses.length === sources?.length)),
    ),
    lastChange: trail.find((item) => item.resourceId === plan.id && isChange(item)),
  };
}

function worstFirst(a: PlanSummary, b: PlanSummary): number {
  const sources = (summary: PlanSummary) => summary.sources?.length ?? 0;
  return (
    (b.violations ?? 0) - (a.violations ?? 0) ||
    (b.unplanned ?? 0) - (a.unplanned ?? 0) ||
    sources(b) - sources(a) ||
    (a.plan.name < b.plan.name ? -1 : 1)
  );
}

export function planById(read: Read, id: string): TrackingPlan | undefined {
  return read(resources.trackingPlans).data?.find((plan) => plan.id === id);
}

/** A source under a plan, with what its controls do and what they have blocked. */
export interface PlanSource {
  readonly source: Source;
  readonly settings: Snapshot<SourceSettings>;
  readonly violations: SourceViolations | undefined;
}

/** The sources of a plan: those that lose data with most violations first. */
export function planSources(read: Read, found: Violations, planId: string): readonly PlanSource[] {
  const sources = read(resources.trackingPlanSources(planId)).data ?? [];
  return sources
    .map(
      (source): PlanSource => ({
        source,
        settings: read(resources.sourceSettings(source.id)),
        violations: found.rows.find((row) => row.source.id === source.id),
      }),
    )
    .sort(
      (a, b) =>
        (b.violations?.violations ?? 0) - (a.violations?.violations ?? 0) ||
        (b.violations?.unplanned ?? 0) - (a.violations?.unplanned ?? 0) ||
        (a.source.name < b.source.name ? -1 : 1),
    );
}
