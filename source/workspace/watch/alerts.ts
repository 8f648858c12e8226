import { activityName } from '../../domain/audit/activities.ts';
import { auditMeaning } from '../../domain/audit/meaning.ts';
import { attempted, delivered } from '../../domain/delivery/counts.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { SafeText } from '../../domain/text.ts';
import { day } from '../../domain/time.ts';
import type { LocalAlerts } from '../../domain/watch/local-alerts.ts';
import { type AuditSignal, auditSignals, type SignalKind } from '../audit/signals.ts';
import type { Connection } from '../delivery/fleet.ts';
import type { SourceViolations } from '../protocols/violations.ts';
import type { SourceFlow } from '../sources/inflow.ts';
import type { StorageHealth } from '../storage/health.ts';
import { type AlertRule, alertRules, deliveryPercent, fewestEvents, ruleOf, volumePercent } from './alert-rules.ts';
import type { Overview } from './overview.ts';

/** What an alert was raised by; wording belongs to the views. */
export type AlertFact =
  | {
      readonly kind: 'rate';
      readonly connection: Connection;
      /** Delivered of what is attempted now. */
      readonly deliveredPercent: number;
      /** Of the last 24 hours. */
      readonly delivered: number;
      readonly attempted: number;
    }
  | {
      readonly kind: 'volume';
      readonly flow: SourceFlow;
      readonly events: number;
      readonly before: number;
      readonly change: number;
    }
  | { readonly kind: 'storage'; readonly storage: StorageHealth }
  | { readonly kind: 'violations'; readonly row: SourceViolations }
  | { readonly kind: 'signal'; readonly signal: AuditSignal }
  /** Something was switched off and still is. */
  | { readonly kind: 'disabled'; readonly item: AuditItem }
  /** Reported in the last 24 hours, so many times; nothing tells whether it is over. */
  | { readonly kind: 'report'; readonly item: AuditItem; readonly times: number };

export type RaisedAlert = AlertFact & {
  /** Stable over refreshes. */
  readonly id: string;
  readonly rule: AlertRule;
  /** One scale over all kinds: higher is worse. */
  readonly severity: number;
  readonly subject: {
    readonly kind: 'destination' | 'source' | 'warehouse' | 'audit';
    readonly id: string;
    readonly name: SafeText;
  };
  readonly since: number | undefined;
};

/** Delivery first, then silence and loss of volume, switched off, storage, other runs, Protocols, what was only reported. */
const tier = {
  rate: 900,
  gone: 800,
  disabled: 600,
  storage: 500,
  signal: 450,
  violations: 300,
  volume: 200,
  report: 100,
};

/** Alerts that a rule raises now, worst first; those of rules that are off are left out (rule 224). */
export function raisedAlerts(overview: Overview, { off }: LocalAlerts): RaisedAlert[] {
  return allRaised(overview)
    .filter(({ rule }) => !off.includes(rule.id))
    .sort((a, b) => b.severity - a.severity || (b.since ?? 0) - (a.since ?? 0) || (a.id < b.id ? -1 : 1));
}

/** @param overview of the trailing 24 hours */
function allRaised(overview: Overview): RaisedAlert[] {
  const { fleet, flow, storage, violations, activity, now } = overview;
  const audit = (activity.data?.items ?? []).filter(({ at }) => now - at <= day);
  return [
    ...fleet.connections.flatMap(rateAlert),
    ...flow.flows.flatMap(volumeAlert),
    ...storage.flatMap(storageAlert),
    ...violations.rows.flatMap(violationAlert),
    ...auditSignals(audit, now).map(signalAlert),
    ...disabledAlerts(audit, overview),
    ...reportAlerts(audit),
  ];
}

/**
 * Judged by the newest minutes, as everything that is raised, so that a beginning shows at once and an end is not raised for a
 * day more. Filtered and waiting events are in neither number.
 */
function rateAlert(connection: Connection): RaisedAlert[] {
  const { metrics, destination, onset, judgement } = connection;
  const deliveredPercent = 100 - (judgement.rate ?? 0);
  if (!metrics || judgement.state !== 'losing' || deliveredPercent >= deliveryPercent) return [];
  return [
    {
      kind: 'rate',
      connection,
      deliveredPercent,
      delivered: delivered(metrics),
      attempted: attempted(metrics),
      id: `delivery-rate:${connection.id}`,
      rule: ruleOf('delivery-rate'),
      severity: tier.rate + (99 - Math.floor((99 * deliveredPercent) / 100)),
      subject: { kind: 'destination', id: connection.id, name: destination.name },
      since: onset?.since,
    },
  ];
}

/** Either way; a source without events before has no basis, and a disabled one is told by its own rule. */
function volumeAlert(flow: SourceFlow): RaisedAlert[] {
  const { source, events, earlierEvents: before, change, health } = flow;
  if (!source.enabled || events === undefined || before === undefined || change === undefined) return [];
  if (Math.max(events, before) < fewestEvents || Math.abs(change) <= volumePercent) return [];
  return [
    {
      kind: 'volume',
      flow,
      events,
      before,
      change,
      id: `source-volume:${source.id}`,
      rule: ruleOf('source-volume'),
      severity: (change < 0 ? tier.gone : tier.volume) + Math.min(99, Math.floor(Math.abs(change) / 2)),
      subject: { kind: 'source', id: source.id, name: source.name },
      since: health.state === 'silent' ? health.lastSeen : undefined,
    },
  ];
}

function storageAlert(storage: StorageHealth): RaisedAlert[] {
  const { warehouse, state, failingSince, last, reported } = storage;
  if (state !== 'failing' && state !== 'partial') return [];
  const name = state === 'failing' ? 'Storage Destination Sync Failed' : 'Storage Destination Sync Partially Succeeded';
  return [
    {
      kind: 'storage',
      storage,
      id: `${name}:${warehouse.id}`,
      rule: ruleOf(name),
      severity: tier.storage + (state === 'failing' ? 50 : 0),
      subject: { kind: 'warehouse', id: warehouse.id, name: warehouse.name },
      since: failingSince ?? last?.start ?? reported?.at,
    },
  ];
}

function violationAlert(row: SourceViolations): RaisedAlert[] {
  if (row.violations === 0) return [];
  return [
    {
      kind: 'violations',
      row,
      id: `Violations Detected:${row.source.id}`,
      rule: ruleOf('Violations Detected'),
      severity: tier.violations + Math.min(99, Math.floor(10 * Math.log10(1 + row.violations))),
      subject: { kind: 'source', id: row.source.id, name: row.source.name },
      since: row.since,
    },
  ];
}

const signalRules: Readonly<Record<SignalKind, string>> = {
  'reverse-etl': 'Reverse ETL Sync Failed',
  'audience-run': 'Audience Run Failed',
  'audience-sync': 'Audience Destination Sync Failed',
  'trait-run': 'Computed Trait Run Failed',
  'trait-sync': 'Computed Trait Destination Sync Failed',
  'source-run': 'Source Run Failed',
  'profiles-sync': 'Profiles Sync Warehouse Sync Failed',
  'data-graph': 'Data Graph Breaking Change',
};

function signalAlert(signal: AuditSignal): RaisedAlert {
  const { kind, state, since, item } = signal;
  const name = state === 'partial' ? 'Reverse ETL Sync Partial Success' : signalRules[kind];
  return {
    kind: 'signal',
    signal,
    id: `${name}:${item.resourceId}`,
    rule: ruleOf(name),
    severity: state === 'retrying' ? tier.report + 50 : tier.signal + (state === 'partial' ? 0 : 20),
    subject: { kind: 'audit', id: item.resourceId, name: item.resourceName },
    since,
  };
}

const disableRules: Readonly<Record<string, string>> = {
  source: 'Source Disabled',
  destination: 'Destination Disabled',
  warehouse: 'Storage Destination Disabled',
};

/** Things that the trail saw switched off, unless the inventory shows that they are on again or gone. */
function disabledAlerts(audit: readonly AuditItem[], { flow, fleet, storage }: Overview): RaisedAlert[] {
  const newest = new Map<string, AuditItem>();
  for (const item of audit) {
    const before = newest.get(item.resourceId);
    const { verb } = auditMeaning(item.type);
    const switches = verb === 'disabled' || verb === 'enabled' || verb === 'deleted';
    if (switches && (!before || item.at > before.at)) newest.set(item.resourceId, item);
  }
  return [...newest.values()].flatMap((item): RaisedAlert[] => {
    const { resource, verb } = auditMeaning(item.type);
    const name = disableRules[resource];
    if (verb !== 'disabled' || name === undefined) return [];
    const { resourceId: id, resourceName } = item;
    const enabled =
      flow.bySource.get(id)?.source.enabled ??
      fleet.byId.get(id)?.destination.enabled ??
      storage.find(({ warehouse }) => warehouse.id === id)?.warehouse.enabled;
    if (enabled === true) return [];
    return [
      {
        kind: 'disabled',
        item,
        id: `${name}:${id}`,
        rule: ruleOf(name),
        severity: tier.disabled,
        subject: { kind: resource as 'source' | 'destination' | 'warehouse', id, name: resourceName },
        since: item.at,
      },
    ];
  });
}

/** Reports that need somebody to act, where nothing tells whether anybody has: they stand for 24 hours. */
const standing: readonly string[] = [
  'New Event Blocked',
  'New Forbidden Event Property',
  'Tracking Plan New Event Blocked',
  'Storage Destination Sync Skipped',
  'Access Request Created',
  'Public API Tokens Without Owners Detected',
];
const standingByName = new Map(standing.map((name) => [activityName(name), name]));

function reportAlerts(audit: readonly AuditItem[]): RaisedAlert[] {
  const reports = Map.groupBy(
    audit.filter(({ type }) => standingByName.has(activityName(type))),
    ({ type, resourceId }) => `${standingByName.get(activityName(type))!}:${resourceId}`,
  );
  return [...reports].map(([id, items]): RaisedAlert => {
    const item = items.reduce((a, b) => (b.at > a.at ? b : a));
    return {
      kind: 'report',
      item,
      times: items.length,
      id,
      rule: ruleOf(standingByName.get(activityName(item.type))!),
      severity: tier.report + Math.min(40, items.length),
      subject: { kind: 'audit', id: item.resourceId, name: item.resourceName },
      since: Math.min(...items.map(({ at }) => at)),
    };
  });
}

/** A rule with what it did. */
export interface RuleState {
  readonly rule: AlertRule;
  readonly on: boolean;
  /** Things it raises now, also while it is off. */
  readonly raised: number;
  /** Events of the period that it is about, newest first; undefined where the trail is not known or has none of its kind. */
  readonly events: readonly AuditItem[] | undefined;
  /** When it last held, as far as is known, ms. */
  readonly last: number | undefined;
}

/**
 * Every rule: those that raise something first, then by when they last did; what nothing feeds stands last.
 * @param audit of the period; undefined while the trail has not been read
 */
export function ruleStates(
  overview: Overview,
  audit: readonly AuditItem[] | undefined,
  { off }: LocalAlerts,
): RuleState[] {
  const raised = Map.groupBy(allRaised(overview), ({ rule }) => rule.id);
  const byName = Map.groupBy(audit ?? [], ({ type }) => activityName(type));
  const states = alertRules.map((rule): RuleState => {
    const own = raised.get(rule.id) ?? [];
    const computed = rule.feed === 'delivery' || rule.feed === 'volume' || rule.feed === 'none';
    const events =
      computed || audit === undefined
        ? undefined
        : (byName.get(activityName(rule.name)) ?? []).toSorted((a, b) => b.at - a.at);
    const times = [...(events ?? []).map(({ at }) => at), ...own.flatMap(({ since }) => since ?? [])];
    const last = times.length > 0 ? Math.max(...times) : undefined;
    return { rule, on: !off.includes(rule.id), raised: own.length, events, last };
  });
  const rank = ({ rule, raised: now, last }: RuleState): number =>
    rule.feed === 'none' ? 3 : now > 0 ? 0 : last !== undefined ? 1 : 2;
  return states
    .map((state, index) => ({ state, index }))
    .sort((a, b) => rank(a.state) - rank(b.state) || (b.state.last ?? 0) - (a.state.last ?? 0) || a.index - b.index)
    .map(({ state }) => state);
}
