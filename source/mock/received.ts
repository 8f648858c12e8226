import { day, floorTo, hour, minute, second } from '../domain/time.ts';
import { chance, textHash } from './hash.ts';
import { type SampleDocument, sentEvent } from './samples.ts';
import type { Flow, FlowQuery, Row } from './world.ts';

/** A made-up debugger keeps so many events: enough to scroll, few enough to make at once. */
const most = 50;

/** The last events that a source received, newest first; none for one that never sent in the last two days. */
export function received(
  document: SampleDocument,
  sourceId: string,
  now: number,
  flows: (query: FlowQuery) => readonly Flow[],
): Row[] {
  const groupBy = ['eventName', 'eventType', 'appVersion'];
  const last = (length: number, bucket: FlowQuery['bucket']) =>
    flows({
      step: 'successfully-received',
      sourceId,
      groupBy,
      filter: {},
      bucket,
      span: { start: now - length, end: now },
    });
  const recent = last(10 * minute, 'MINUTE');
  const found = recent.length > 0 ? recent : last(2 * day, 'HOUR');
  const width = recent.length > 0 ? minute : hour;
  const hash = textHash(sourceId);
  return found
    .flatMap(({ by, buckets }, flow) =>
      buckets.slice(-most).map(({ at }, i) => ({
        at: Math.min(
          at + Math.floor(width * chance(hash, Math.floor(at / minute), flow * most + i)),
          floorTo(now, 'MINUTE') - second,
        ),
        eventName: by.eventName,
        eventType: by.eventType ?? 'track',
        appVersion: by.appVersion,
      })),
    )
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map((moment, index) => {
      const sent = sentEvent(document, hash, sourceId, moment, index);
      return { messageId: sent.messageId, at: sent.timestamp, sent };
    });
}
