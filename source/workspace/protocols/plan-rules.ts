import type { TrackingPlanRule } from '../../domain/protocols/plans.ts';
import { schemaFields } from '../../domain/protocols/schema-fields.ts';
import { isUnplanned, type ViolationRow } from '../../domain/protocols/violation.ts';
import type { Period } from '../../domain/time.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';
import { trackingPlanRules } from '../resources/pages.ts';
import { blockedEvents, violationDetails } from '../resources/violations.ts';
import { eventKey, lastSeenOf, violationEvents, violationKey } from './violation-events.ts';
import type { ViolationBasis } from './violations.ts';

/** A rule of a plan with what goes against it now. */
export interface PlanRule {
  /** Type, name and version tell rules apart: they have no id (rule 94). */
  readonly key: string;
  readonly rule: TrackingPlanRule;
  readonly fields: number;
  readonly required: number;
  /** Events that broke it in the period, over the plan's sources; undefined where none are known and not all have answered. */
  readonly violating: number | undefined;
  /** There may be more of them: a source of the plan has not answered for all of the period, or only told how often it was broken. */
  readonly mayBeMore: boolean;
  /** What is counted: of blocked events alone none is no proof that nothing broke it. */
  readonly basis: ViolationBasis | 'mixed';
  /** Sources of the plan that have told what broke. */
  readonly told: number;
  /** Ids of the sources whose events broke it, most first. */
  readonly brokenBy: readonly string[];
  readonly lastSeen: number | undefined;
}

export interface PlanRules {
  /** Those broken now first, most events first, then by type and name. */
  readonly rows: readonly PlanRule[];
  readonly basis: ViolationBasis | 'mixed';
  /** Sources of the plan, and how many have told what broke: of many not all are asked. */
  readonly sources: number;
  readonly known: number;
}

/** Calls by how often they are looked for. */
export const ruleTypes = ['TRACK', 'IDENTIFY', 'GROUP', 'PAGE', 'SCREEN', 'COMMON'] as const;

/** Each source costs a request: more are not asked what broke for one page. */
const mostSources = 12;

/** The sources of a plan whose violations are read for its rules. */
export function watchedSources(read: Read, planId: string): readonly string[] {
  return (read(resources.trackingPlanSources(planId)).data ?? []).slice(0, mostSources).map(({ id }) => id);
}

/** What tells a rule apart, for a row and for the address of its page. */
export function ruleKey({ type, key, version }: Pick<TrackingPlanRule, 'type' | 'key' | 'version'>): string {
  return JSON.stringify([type, key, version]);
}

/** The event that a rule is about, as violations name it; calls without a name go by their type. */
export function ruleEvent({ type, key }: Pick<TrackingPlanRule, 'type' | 'key'>): {
  readonly eventName: string | undefined;
  readonly eventType: string;
} {
  return { eventName: key === '' ? undefined : key, eventType: type.toLowerCase() };
}

interface Broken {
  /** Where `isLeast`, one event may have broken it in several ways: there are so many events, or more. */
  readonly events: number;
  readonly isLeast: boolean;
  readonly by: readonly { readonly id: string; readonly events: number }[];
  readonly lastSeen: number | undefined;
}

/** The rules of a plan with what broke them (rule 98). */
export function planRules(read: Read, period: Period, planId: string): PlanRules {
  const bound = read(resources.trackingPlanSources(planId));
  const sources = bound.data?.length ?? 0;
  const { broken, common, known, basis } = brokenEvents(read, period, watchedSources(read, planId));
  const isAll = isWhole(bound) && known === sources && known > 0;
  const rows = (read(trackingPlanRules(planId)).data ?? []).map((rule): PlanRule => {
    const fields = schemaFields(rule.schema);
    const { eventName, eventType } = ruleEvent(rule);
    const own = rule.type === commonType ? common : broken.get(eventKey(eventName, eventType));
    return {
      key: ruleKey(rule),
      rule,
      fields: fields.length,
      required: fields.filter(({ required }) => required).length,
      violating: own && own.events > 0 ? own.events : isAll ? 0 : undefined,
      mayBeMore: !isAll || own?.isLeast === true,
      basis,
      told: known,
      brokenBy: (own?.by ?? []).toSorted((a, b) => b.events - a.events).map(({ id }) => id),
      lastSeen: own?.lastSeen,
    };
  });
  return { rows: rows.sort(worstFirst), basis, sources, known };
}

const typeRank = ({ type }: TrackingPlanRule): number => {
  const at = (ruleTypes as readonly string[]).indexOf(type);
  return at < 0 ? ruleTypes.length : at;
};

function worstFirst(a: PlanRule, b: PlanRule): number {
  return (
    (b.violating ?? 0) - (a.violating ?? 0) ||
    typeRank(a.rule) - typeRank(b.rule) ||
    (a.rule.key === b.rule.key ? b.rule.version - a.rule.version : a.rule.key < b.rule.key ? -1 : 1)
  );
}

/** The rule of every event has no name of its own: what breaks it is told by its reason, or by the field. */
const commonType = 'COMMON';
const commonReason = 'common_schema_violation';
const commonField = '(root)';

const unbroken: Broken = { events: 0, isLeast: false, by: [], lastSeen: undefined };

/** The same rule broken by one more source. */
function brokenAlso(before: Broken, id: string, { events, isLeast, lastSeen }: Omit<Broken, 'by'>): Broken {
  return {
    events: before.events + events,
    isLeast: before.isLeast || isLeast,
    by: [...before.by, { id, events }],
    lastSeen: Math.max(before.lastSeen ?? 0, lastSeen ?? 0) || undefined,
  };
}

/** Events of one source that broke the rule of every event. */
function commonEvents(read: Read, period: Period, sourceId: string): Omit<Broken, 'by'> {
  const details = read(violationDetails(period, sourceId)).data;
  if (details?.kind === 'details') {
    const rows = details.rows.filter(({ field }) => field === commonField);
    const named = [...Map.groupBy(rows, ({ eventName, eventType }) => eventKey(eventName, eventType)).values()];
    const counts = named.map((own) => {
      const ways = [...Map.groupBy(own, violationKey).values()].map(countOf);
      return { least: Math.max(...ways), isLeast: ways.length > 1 };
    });
    return {
      events: counts.reduce((sum, { least }) => sum + least, 0),
      isLeast: counts.some(({ isLeast }) => isLeast),
      lastSeen: rows.reduce((latest, { lastSeen }) => Math.max(latest, lastSeen), 0) || undefined,
    };
  }
  const { data, fetchedAt = 0 } = read(blockedEvents(period, sourceId));
  const rows = (data?.rows ?? []).filter(({ by }) => by.discardReason === commonReason);
  return {
    events: rows.reduce((sum, { total }) => sum + total, 0),
    isLeast: false,
    lastSeen: lastSeenOf(rows, fetchedAt),
  };
}

const countOf = (rows: readonly ViolationRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** Events that broke their schema, by event, over some sources, and those that broke the rule of every event. */
function brokenEvents(read: Read, period: Period, sources: readonly string[]) {
  const broken = new Map<string, Broken>();
  const bases = new Set<ViolationBasis>();
  let known = 0;
  let common = unbroken;
  for (const id of sources) {
    const { rows, snapshot, basis, since } = violationEvents(read, period, id);
    if (snapshot.data === undefined) continue;
    if (isWhole(snapshot) && since === undefined) known += 1;
    bases.add(basis);
    const own = commonEvents(read, period, id);
    if (own.events > 0) common = brokenAlso(common, id, own);
    for (const { key, events, lastSeen } of rows) {
      if (events > 0)
        broken.set(key, brokenAlso(broken.get(key) ?? unbroken, id, { events, isLeast: false, lastSeen }));
    }
  }
  const [basis = 'blocked'] = bases;
  return { broken, common, known, basis: bases.size > 1 ? ('mixed' as const) : basis };
}

/** How often one field of a rule was broken, by field path; undefined where no source of the plan tells fields. */
export function brokenFields(
  read: Read,
  period: Period,
  planId: string,
  rule: Pick<TrackingPlanRule, 'type' | 'key'>,
): ReadonlyMap<string, number> | undefined {
  const event = ruleEvent(rule);
  const counts = new Map<string, number>();
  let isKnown = false;
  for (const id of watchedSources(read, planId)) {
    const details = read(violationDetails(period, id)).data;
    if (details?.kind !== 'details') continue;
    isKnown = true;
    for (const row of details.rows) {
      if (row.eventName !== event.eventName || row.eventType !== event.eventType || isUnplanned(row)) continue;
      // Items of a list are one field of the schema.
      const path = row.field.replace(/\.\d+(?=\.|$)/g, '[]');
      counts.set(path, (counts.get(path) ?? 0) + row.count);
    }
  }
  return isKnown ? counts : undefined;
}
