import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../domain/json-object.ts';
import { day, isMoment, parseTime } from '../domain/time.ts';
import { type EventKind, eventKind } from './schema.ts';

/** How much of what is sent is kept: violations alone, payloads with violations too, or every event. */
export type Keep = 'violations' | 'samples' | 'all';

/** One violation, as it is kept. Texts are as they were sent: they are made safe where they are read. */
export interface CollectedViolation {
  readonly basis: 'forwarded' | 'collected';
  readonly sourceId: string;
  /** Null for calls without a name. */
  readonly eventName: string | null;
  readonly eventType: string;
  readonly kind: string;
  readonly field: string;
  readonly sentence: string;
  readonly appVersion: string | null;
  /** The event that is in violation. */
  readonly eventMessageId: string;
}

export interface CollectedEvent {
  readonly sourceId: string;
  readonly kind: EventKind;
  /** Of the events of one group the newest are kept. */
  readonly group: string;
  readonly type: string;
  readonly name: string;
  /** The event as JSON. */
  readonly body: string;
}

/** What is kept of one event that was sent. */
export interface Collected {
  readonly messageId: string;
  readonly at: number;
  readonly violations: readonly CollectedViolation[];
  readonly event: CollectedEvent | undefined;
}

/** `left-out` is not to be kept, `invalid` is no event. */
export type Understood = { readonly kind: 'kept'; readonly of: Collected } | { readonly kind: 'left-out' | 'invalid' };

export interface UnderstandOptions {
  readonly keep: Keep;
  readonly now: number;
  /** The source that sends, where the address names one: an event itself need not tell. */
  readonly sourceId?: string | undefined;
}

/** Segment takes no event above 32 KB; what it adds on the way is little. */
const longestEvent = 256 * 1024;
const longestWord = 1000;
const mostViolations = 50;
/** A time further off than this is that of a wrong clock: the moment of arrival counts. */
const longestAway = 7 * day;

const objectOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, longestWord) : '');

/** What is to be kept of an event as Segment sends it to a webhook (rule 261). */
export function understand(sent: unknown, { keep, now, sourceId = '' }: UnderstandOptions): Understood {
  if (!isJsonObject(sent) || text(sent.type) === '') return { kind: 'invalid' };
  const body = jsonOf(sent);
  if (body === undefined) return { kind: 'invalid' };
  const messageId = idOf(sent, body);
  const context = objectOf(sent.context);
  const protocols = objectOf(context.protocols);
  if (sent.type === 'track' && sent.event === 'Violation Generated' && isJsonObject(sent.properties)) {
    const violation = forwarded(sent.properties, messageId);
    const group = JSON.stringify([violation.sourceId, violation.eventName, violation.kind, violation.field]);
    const kept = {
      sourceId: violation.sourceId,
      kind: eventKind.report,
      group,
      type: 'track',
      name: text(sent.event),
      body,
    };
    const event = keep === 'violations' ? undefined : kept;
    return {
      kind: 'kept',
      of: { messageId, at: violationTime(sent, sent.properties, now), violations: [violation], event },
    };
  }
  const type = text(sent.type);
  const name = text(sent.event) || text(sent.name);
  const source = text(protocols.sourceId) || text(sourceId) || text(sent.projectId) || text(sent.forwardedFromProject);
  const violations = violationsOf(protocols, {
    source,
    messageId,
    type,
    name,
    appVersion: text(objectOf(context.app).version),
  });
  const isViolating = violations.length > 0;
  if (!isViolating && keep !== 'all') return { kind: 'left-out' };
  const kind = isViolating ? eventKind.violating : eventKind.plain;
  const group = JSON.stringify(isViolating ? [source, type, name] : [source]);
  const event = keep === 'violations' ? undefined : { sourceId: source, kind, group, type, name, body };
  return {
    kind: 'kept',
    of: { messageId, at: timeOf([sent.receivedAt, sent.timestamp, sent.sentAt], now), violations, event },
  };
}

function jsonOf(sent: JsonObject): string | undefined {
  try {
    const body = JSON.stringify(sent);
    return body.length <= longestEvent ? body : undefined;
  } catch {
    // Nested deeper than the stack.
    return undefined;
  }
}

/** An id that came from another source first has its own source behind it: messages are known by one text. */
export const ofAnotherSource = '\u001f';

/** Segment sends an event again with the same id; one without, or with one that could be taken for two, is known by what it says. */
function idOf({ messageId }: JsonObject, body: string): string {
  const isText = typeof messageId === 'string' && messageId !== '' && messageId.length <= longestWord;
  if (isText && !messageId.includes(ofAnotherSource)) return messageId;
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** The properties have a capital ID, and the plan is known by another id than in the API (rule 262). */
function forwarded(properties: JsonObject, messageId: string): CollectedViolation {
  return {
    basis: 'forwarded',
    sourceId: text(properties.sourceID),
    eventName: text(properties.eventName) || null,
    eventType: text(properties.eventType) || 'track',
    kind: text(properties.violationType),
    field: text(properties.violationField),
    sentence: text(properties.violationDescription),
    appVersion: text(properties.appVersion) || null,
    eventMessageId: text(properties.eventMessageID) || messageId,
  };
}

interface Violating {
  readonly source: string;
  readonly messageId: string;
  readonly type: string;
  readonly name: string;
  readonly appVersion: string;
}

function violationsOf(
  { violations }: JsonObject,
  { source, messageId, type, name, appVersion }: Violating,
): CollectedViolation[] {
  if (!Array.isArray(violations)) return [];
  return violations
    .filter(isJsonObject)
    .slice(0, mostViolations)
    .map((each) => ({
      basis: 'collected',
      sourceId: source,
      eventName: name || null,
      eventType: type,
      kind: text(each.type),
      field: text(each.field),
      sentence: text(each.description),
      appVersion: appVersion || null,
      eventMessageId: messageId,
    }));
}

/** When the event broke its rule: its own time may be the zero date of Go, which is none (rule 262). */
function violationTime(sent: JsonObject, properties: JsonObject, now: number): number {
  return timeOf([properties.eventTimestamp, properties.eventSentAt, sent.timestamp, sent.receivedAt], now);
}

function timeOf(texts: readonly unknown[], now: number): number {
  for (const each of texts) {
    const at = parseTime(each);
    if (at !== undefined && isMoment(at) && Math.abs(at - now) <= longestAway) return at;
  }
  return now;
}
