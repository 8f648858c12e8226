import { hour as hourLength, iso, minute, second } from '../domain/time.ts';
import { idOf, mix, textHash } from './hash.ts';
import { type Moment, momentIn, type SampleParts, sampleRow } from './samples.ts';
import type { Row } from './world.ts';

export interface FailureLogParts extends Omit<SampleParts, 'reason'> {
  readonly sourceId: string;
  /** Begin of the hour in which the events came in. */
  readonly hour: number;
}

/** Exchanges made up for one hour: enough to page through, few enough to make at once. */
const most = 60;
/** Events in one request at most. */
const largestBatch = 3;
/** Bodies of some requests are cut where the log has no more room for them. */
const longestRequest = 140;

/**
 * Lines of the log of one destination for one hour, as Segment writes them: an exchange, and for each event of it an attempt and
 * an error. They appear one to two hours late, so that the log of an hour grows while it is young (rule 304).
 */
export function failureLog(parts: FailureLogParts): Row[] {
  const { model, now, hour, flows } = parts;
  const found = flows({
    step: 'failed-delivery',
    destinationId: model.id,
    filter: {},
    groupBy: ['discardReason', 'eventName', 'eventType', 'appVersion'],
    bucket: 'MINUTE',
    span: { start: hour, end: hour + hourLength },
  });
  const failures = found.flatMap(({ by, buckets }) =>
    buckets.map(({ at, count }) => {
      const reason = by.discardReason ?? '';
      const moment = momentIn(at, minute, by, model.hash, Number.POSITIVE_INFINITY);
      return { ...moment, key: `${reason}/${moment.key}`, reason, count };
    }),
  );
  return failures
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .flatMap((failure) => exchangeLines(parts, failure))
    .filter((row) => writtenAt(row) <= now);
}

const writtenAt = ({ properties }: Row): number => Date.parse(String((properties as Row).loggedAt));

function exchangeLines(
  parts: FailureLogParts,
  { reason, count, ...moment }: Moment & { readonly reason: string; readonly count: number },
): Row[] {
  const { model, sourceId } = parts;
  const batch = Math.max(1, Math.min(largestBatch, count));
  const samples = Array.from({ length: batch }, (_, nth) =>
    sampleRow({ ...parts, reason }, { ...moment, key: `${moment.key}/${nth}` }),
  );
  const [first] = samples;
  const { request, response } = first!;
  // By the failure alone: others of its hour come and go while their retries are under way.
  const draw = mix(model.hash, Math.floor(moment.at / second), textHash(moment.key));
  const exchangeId = idOf(`exchange ${model.id} ${moment.key}`, 20);
  const common = {
    routed: { to: [{ type: 'destination', id: model.id }], from: [{ type: 'source', id: sourceId }] },
    occurredAt: iso(moment.at),
    loggedAt: iso(moment.at + hourLength + (draw % 3600) * second),
  };
  const line = (event: string, properties: Row): Row => ({
    type: 'observability',
    event,
    version: 'v1',
    properties: { ...properties, ...common },
  });
  const body = JSON.stringify(batch === 1 ? request.body : { events: samples.map((each) => each.request.body) });
  return [
    line('Destination Exchange Logged', {
      requestToDestination: {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: draw % 5 === 0 ? body.slice(0, longestRequest) : body,
      },
      responseFromDestination: {
        ...(response.status > 0 ? { status: response.status } : {}),
        headers: response.headers,
        body: typeof response.body === 'string' ? response.body : JSON.stringify(response.body),
      },
      destinationExchangeId: exchangeId,
    }),
    ...samples.flatMap(({ messageId }) => [
      line('Delivery Attempt Logged', { attempt: 1, outcome: 'failure', destinationExchangeId: exchangeId, messageId }),
      // What only waits for another attempt counts as a retry until it is given up.
      line('Error Logged', { discarded: count > 0, messageId }),
    ]),
  ];
}
