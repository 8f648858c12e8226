import { day, floorTo, hour, minute, second } from '../domain/time.ts';
import { chance, idOf, textHash } from './hash.ts';
import type { SampleDocument } from './samples.ts';
import { type Breakage, breakagesOf, broken } from './violation-breakages.ts';
import type { Flow, FlowQuery, Row, Span } from './world.ts';

export interface ViolationParts {
  readonly sourceId: string;
  readonly rules: Readonly<Record<string, Row>>;
  readonly samples: SampleDocument;
  readonly span: Span;
  readonly now: number;
  readonly flows: (query: FlowQuery) => readonly Flow[];
  /** App versions that came with a release of the scenario: they break what the old ones kept. */
  readonly isRelease: (appVersion: string | undefined) => boolean;
}

/** Segment shows a few samples of a violation; ten are kept. */
const mostSamples = 10;
/** How far back first seen is looked for: the longest period of the product's violations page. */
const memory = 7 * day;

/** Blocked events of one name and app version that Protocols stopped for one reason. */
interface Group {
  readonly eventName: string | undefined;
  readonly eventType: string;
  readonly appVersion: string | undefined;
  readonly reason: string;
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** When one was blocked, newest first. */
  readonly moments: readonly number[];
}

/**
 * What Protocols found wrong in the events of a source, as a collector of forwarded violations would have kept it: made
 * from the very flows that were filtered at the source, so that counts agree.
 */
export function violations(parts: ViolationParts): Row[] {
  return groups(parts).flatMap((group) => rowsOf(group, parts));
}

const keyOf = ({ by }: Flow): string => [by.eventName, by.eventType, by.appVersion, by.discardReason].join('\u0000');

function groups({ sourceId, span, now, flows }: ViolationParts): Group[] {
  const groupBy = ['eventName', 'eventType', 'appVersion', 'discardReason'];
  const query = { step: 'filtered-at-source', sourceId, groupBy, filter: {} } as const;
  const until = Math.min(now, span.end);
  const past = flows({ ...query, bucket: 'HOUR', span: { start: Math.min(span.start, until - memory), end: until } });
  const recent = flows({ ...query, bucket: 'MINUTE', span: { start: until - 4 * hour, end: until } });
  const minutes = new Map(recent.map((flow) => [keyOf(flow), flow.buckets]));
  const inSpan = flows({ ...query, bucket: 'HOUR', span });
  const before = new Map(past.map((flow) => [keyOf(flow), flow.buckets]));
  return inSpan.flatMap((flow): Group[] => {
    const { eventName, eventType = 'track', appVersion, discardReason = '' } = flow.by;
    const fine = minutes.get(keyOf(flow)) ?? [];
    const coarse = before.get(keyOf(flow)) ?? flow.buckets;
    const first = coarse[0]?.at;
    const last = coarse.at(-1)?.at;
    if (first === undefined || last === undefined || discardReason === 'event_setting') return [];
    const exactFirst = fine[0] !== undefined && floorTo(fine[0].at, 'HOUR') === first ? fine[0].at : first;
    const inside = fine.filter(({ at }) => at >= floorTo(span.start, 'MINUTE'));
    const newest = (inside.length > 0 ? inside : flow.buckets).toReversed().slice(0, mostSamples);
    const moments = newest.map(({ at }) => at);
    return [
      {
        eventName,
        eventType,
        appVersion,
        reason: discardReason,
        count: flow.buckets.reduce((sum, { count }) => sum + count, 0),
        firstSeen: exactFirst,
        lastSeen: Math.min(until, fine.at(-1)?.at ?? last + hour - minute),
        moments,
      },
    ];
  });
}

function rowsOf(group: Group, parts: ViolationParts): Row[] {
  const found = breakagesOf(group.eventName, group.reason, parts.isRelease(group.appVersion), parts.rules);
  return found.flatMap((breakage, index) => {
    const count = index === 0 ? group.count : Math.floor(group.count * breakage.share);
    if (count === 0) return [];
    const events = group.moments.filter((at) => takes(breakage, index, at));
    return [
      {
        ...(group.eventName === undefined ? {} : { eventName: group.eventName }),
        eventType: group.eventType,
        ...(group.appVersion === undefined ? {} : { appVersion: group.appVersion }),
        violationType: breakage.kind,
        violationField: breakage.field,
        violationDescription: breakage.sentence,
        count,
        // Events are counted once, with their first violation.
        events: index === 0 ? group.count : 0,
        firstSeen: new Date(group.firstSeen).toISOString(),
        lastSeen: new Date(group.lastSeen).toISOString(),
        samples: events.map((at) =>
          sample(
            group,
            found.filter((each, n) => takes(each, n, at)),
            at,
            parts,
          ),
        ),
      },
    ];
  });
}

/** Whether the event of a minute breaks its rule so too: each does in the first way. */
const takes = ({ field, share }: Breakage, index: number, at: number): boolean =>
  index === 0 || chance(textHash(field), at / minute, 7) < share;

/** The event as it came in, with what Protocols writes into the context of a violating event. */
function sample(
  { eventName, eventType, appVersion, reason }: Group,
  found: readonly Breakage[],
  minuteAt: number,
  { sourceId, samples, now, span }: ViolationParts,
): Row {
  const identity = `${sourceId}/${minuteAt}/${eventName ?? eventType}/${appVersion}/${reason}`;
  const hash = textHash(identity);
  const at = Math.min(minuteAt + (hash % 60) * second, Math.min(now, span.end) - second);
  const person = String(hash % 100_000).padStart(6, '0');
  const properties = found.reduce<Row>(
    (all, breakage) => broken(all, breakage),
    samples.properties[eventName ?? ''] ?? {},
  );
  return {
    type: eventType,
    ...(eventName === undefined ? {} : { event: eventName }),
    messageId: `segtop-demo-${idOf(identity, 12)}`,
    userId: `customer-${person}`,
    anonymousId: `anonymous-${person}`,
    timestamp: new Date(at).toISOString(),
    ...(eventType === 'identify' ? { traits: samples.traits } : { properties }),
    context: {
      ...(appVersion === undefined ? {} : { app: { version: appVersion } }),
      ip: '192.0.2.44',
      library: { name: 'analytics', version: '4.1.0' },
      traits: { email: samples.traits.email },
      protocols: {
        sourceId,
        violations: found
          .filter(({ field }) => field !== '')
          .map(({ kind, field, sentence }) => ({ type: kind, field, description: sentence })),
        omitted: [],
        omitted_on_violation: [],
      },
    },
  };
}
