import { day } from '../../domain/time.ts';
import type { Row, World } from '../world.ts';

/** Sources looked at in one turn: the others have theirs in the next ones. */
const sourcesAtOnce = 40;
/** More ids need not be remembered: the workspace makes no older events again. */
const mostKnown = 50_000;

/** What a workspace would send to a webhook: events of its sources, reports of violations, and blocked events whole. */
export class WebhookMessages {
  readonly #world: World;
  readonly #sent = new Set<string>();
  #turn = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** What has come since the last call, oldest first. */
  next(): Row[] {
    const sources = this.#world.list('sources');
    const from = (this.#turn * sourcesAtOnce) % sources.length;
    this.#turn += 1;
    const fresh = sources.slice(from, from + sourcesAtOnce).flatMap((source) => this.#ofSource(source));
    const times = new Map(fresh.map((event) => [event, Date.parse(String(event.timestamp))]));
    for (const id of this.#sent) {
      if (this.#sent.size <= mostKnown) break;
      this.#sent.delete(id);
    }
    return fresh.toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
  }

  #ofSource(source: Row): Row[] {
    const id = String(source.id);
    const now = this.#world.now();
    const received: Row[] = (this.#world.received?.(id) ?? []).map(({ sent, at }) => ({
      ...(sent as Row),
      projectId: id,
      receivedAt: at,
    }));
    const planId = this.#world.plan.protocols ? this.#world.trackingPlanOf(id) : undefined;
    const plan = planId === undefined ? undefined : this.#world.get('tracking-plans', planId);
    const found = plan ? (this.#world.violations?.(id, { start: now - day, end: now }) ?? []) : [];
    const reports = found.flatMap((row) =>
      samplesOf(row).flatMap((event) => [event, reportOf(row, event, source, plan ?? {})]),
    );
    return [...received, ...reports].filter((event) => this.#isNew(String(event.messageId)));
  }

  #isNew(messageId: string): boolean {
    if (this.#sent.has(messageId)) return false;
    this.#sent.add(messageId);
    return true;
  }
}

const samplesOf = ({ samples }: Row): readonly Row[] => (Array.isArray(samples) ? (samples as readonly Row[]) : []);

/** A violation as Segment forwards it, with the zero date and the nanoseconds that it has (rule 262). */
function reportOf(row: Row, event: Row, source: Row, plan: Row): Row {
  const at = String(event.timestamp);
  const field = String(row.violationField);
  return {
    type: 'track',
    event: 'Violation Generated',
    userId: 'schema-violations',
    messageId: `sch-${String(event.messageId)}-${String(row.violationType)}-${field}`,
    context: { app: null, library: { name: 'analytics', version: '4.1.0' } },
    integrations: {},
    properties: {
      appVersion: row.appVersion ?? '',
      eventMessageID: event.messageId,
      eventName: row.eventName ?? '',
      eventSentAt: at.replace(/Z$/, '458612Z'),
      eventTimestamp: '0001-01-01T00:00:00Z',
      eventType: row.eventType,
      sourceID: source.id,
      sourceName: source.name ?? '',
      sourceSlug: source.slug ?? '',
      trackingPlanID: plan.resourceSchemaId ?? 'rs_mock',
      trackingPlanName: plan.name ?? '',
      violationDescription: row.violationDescription,
      violationField: field,
      violationType: row.violationType,
    },
    receivedAt: at,
    timestamp: at,
    forwardedFromProject: source.id,
  };
}
