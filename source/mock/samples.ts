import { day, floorTo, hour, minute, second } from '../domain/time.ts';
import { chance, idOf, textHash } from './hash.ts';
import type { DeliveryModel } from './simulator/delivery-model.ts';
import type { Flow, FlowQuery, Row } from './world.ts';

/** mock-data/samples.json: properties by event, made-up people, answers by reason. */
export interface SampleDocument {
  readonly properties: Readonly<Record<string, Row>>;
  readonly traits: Row;
  readonly responses: Readonly<
    Record<string, { readonly status: number; readonly headers?: Row; readonly body: unknown }>
  >;
}

export interface SampleParts {
  readonly document: SampleDocument;
  readonly model: DeliveryModel;
  readonly reason: string;
  readonly now: number;
  readonly flows: (query: FlowQuery) => readonly Flow[];
  readonly typeSlug: string;
  readonly website: string;
  readonly settings: Row;
}

/** Segment shows at most ten samples per error (rule 69). */
const most = 10;

/** A moment at which an event of that name came in or failed. */
export interface Moment {
  readonly at: number;
  /** What tells the event from all others: the same as long as it is shown, whatever else comes in. */
  readonly key: string;
  readonly eventName: string | undefined;
  readonly eventType: string;
  readonly appVersion: string | undefined;
}

/** The one event that stands for those of a kind in a stretch of time: at a whole second of it, but not after `latest`. */
export function momentIn(begin: number, width: number, by: Flow['by'], hash: number, latest: number): Moment {
  const { eventName, eventType = 'track', appVersion } = by;
  const kind = [eventName, eventType, appVersion].join('/');
  const place = chance(hash, Math.floor(begin / minute), textHash(kind));
  return {
    at: Math.min(begin + Math.floor((width / second) * place) * second, latest),
    key: `${begin}/${kind}`,
    eventName,
    eventType,
    appVersion,
  };
}

/** Payload samples of one failing connection and reason, newest first; none when nothing failed so in the last day. */
export function samples(parts: SampleParts): Row[] {
  return failures(parts).map((failure) => sampleRow(parts, failure));
}

function failures({ model, reason, now, flows }: SampleParts): Moment[] {
  const query = { step: 'failed-delivery', destinationId: model.id, filter: { discardReason: [reason] } } as const;
  const groupBy = ['eventName', 'eventType', 'appVersion'];
  const last = (length: number, bucket: FlowQuery['bucket']) =>
    flows({ ...query, groupBy, bucket, span: { start: now - length, end: now } });
  const recent = last(4 * hour, 'MINUTE');
  const found = recent.length > 0 ? recent : last(day, 'HOUR');
  const width = recent.length > 0 ? minute : hour;
  const latest = floorTo(now, 'MINUTE') - second;
  return found
    .flatMap(({ by, buckets }) => buckets.map(({ at }) => momentIn(at, width, by, model.hash, latest)))
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}

/** One sample: the event as it came in, the request it became and the answer. */
export function sampleRow(
  { document, model, reason, typeSlug, website, settings }: Omit<SampleParts, 'now' | 'flows'>,
  failure: Moment,
) {
  const sent = sentEvent(document, model.id, failure);
  const { messageId, timestamp, userId } = sent;
  const properties = document.properties[failure.eventName ?? ''] ?? {};
  const answer = document.responses[reason] ?? { status: Number(reason) || 0, body: { error: reason } };
  const url = typeof settings.url === 'string' ? settings.url : `${website.replace('https://', 'https://api.')}/events`;
  return {
    messageId,
    at: timestamp,
    sent,
    request: {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'user-agent': `segment/${typeSlug}`,
        authorization: 'Bearer ••••••••••',
      },
      body: { user: userId, event: failure.eventName ?? failure.eventType, time: timestamp, properties },
    },
    response: {
      status: answer.status,
      headers:
        answer.status === 0
          ? {}
          : { 'content-type': 'application/json', 'x-request-id': idOf(messageId, 16), ...answer.headers },
      body: answer.body,
    },
  };
}

/** An event as a source sent it. */
export function sentEvent(document: SampleDocument, of: string, moment: Moment) {
  const identity = `${of}/${moment.key}`;
  const person = String(textHash(identity) % 100_000).padStart(6, '0');
  const properties = document.properties[moment.eventName ?? ''] ?? {};
  return {
    type: moment.eventType,
    ...(moment.eventName === undefined ? {} : { event: moment.eventName }),
    messageId: `segtop-demo-${idOf(identity, 12)}`,
    userId: `customer-${person}`,
    anonymousId: `anonymous-${person}`,
    timestamp: new Date(moment.at).toISOString(),
    ...(moment.eventType === 'identify' ? { traits: document.traits } : { properties }),
    context: {
      ip: '192.0.2.44',
      traits: { email: document.traits.email },
      ...(moment.appVersion === undefined ? {} : { app: { version: moment.appVersion } }),
      library: { name: 'analytics', version: '4.1.0' },
    },
  };
}
