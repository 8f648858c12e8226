import { day, floorTo, hour, minute, second } from '../domain/time.ts';
import { chance, idOf, mix } from './hash.ts';
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
  readonly eventName: string | undefined;
  readonly eventType: string;
  readonly appVersion: string | undefined;
}

/** Payload samples of one failing connection and reason, newest first; none when nothing failed so in the last day. */
export function samples(parts: SampleParts): Row[] {
  return failures(parts).map((failure, i) => sampleRow(parts, failure, i));
}

function failures({ model, reason, now, flows }: SampleParts): Moment[] {
  const query = { step: 'failed-delivery', destinationId: model.id, filter: { discardReason: [reason] } } as const;
  const groupBy = ['eventName', 'eventType', 'appVersion'];
  const last = (length: number, bucket: FlowQuery['bucket']) =>
    flows({ ...query, groupBy, bucket, span: { start: now - length, end: now } });
  const recent = last(4 * hour, 'MINUTE');
  const found = recent.length > 0 ? recent : last(day, 'HOUR');
  const width = recent.length > 0 ? minute : hour;
  return found
    .flatMap(({ by, buckets }) =>
      buckets.map(({ at }, i) => ({
        at: Math.min(
          at + Math.floor(width * chance(model.hash, Math.floor(at / minute), i)),
          floorTo(now, 'MINUTE') - second,
        ),
        eventName: by.eventName,
        eventType: by.eventType ?? 'track',
        appVersion: by.appVersion,
      })),
    )
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}

/** One sample: the event as it came in, the request it became and the answer. */
export function sampleRow(
  { document, model, reason, typeSlug, website, settings }: Omit<SampleParts, 'now' | 'flows'>,
  failure: Moment,
  index: number,
) {
  const sent = sentEvent(document, model.hash, model.id, failure, index);
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
export function sentEvent(document: SampleDocument, hash: number, of: string, moment: Moment, index: number) {
  const person = String(mix(hash, Math.floor(moment.at / second), index) % 100_000).padStart(6, '0');
  const properties = document.properties[moment.eventName ?? ''] ?? {};
  return {
    type: moment.eventType,
    ...(moment.eventName === undefined ? {} : { event: moment.eventName }),
    messageId: `segtop-demo-${idOf(`${of}/${moment.at}/${index}`, 12)}`,
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
