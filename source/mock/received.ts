import { bucketLength, day, floorTo, hour, minute, second } from '../domain/time.ts';
import { textHash } from './hash.ts';
import { momentIn, type SampleDocument, sentEvent } from './samples.ts';
import type { Flow, FlowQuery, Row } from './world.ts';

/** A made-up debugger keeps so many events: enough to scroll, few enough to make at once. */
const most = 50;
/** Where the last events are looked for: further back where there are none. */
const looks: readonly (readonly [length: number, bucket: 'MINUTE' | 'HOUR'])[] = [
  [10 * minute, 'MINUTE'],
  [4 * hour, 'MINUTE'],
  [2 * day, 'HOUR'],
];

/** The last events that a source received, newest first; none for one that never sent in the last two days. */
export function received(
  document: SampleDocument,
  sourceId: string,
  now: number,
  flows: (query: FlowQuery) => readonly Flow[],
): Row[] {
  const groupBy = ['eventName', 'eventType', 'appVersion'];
  let found: readonly Flow[] = [];
  let width = minute;
  for (const [length, bucket] of looks) {
    if (found.length > 0) break;
    const span = { start: now - length, end: now };
    found = flows({ step: 'successfully-received', sourceId, groupBy, filter: {}, bucket, span });
    width = bucketLength[bucket];
  }
  const latest = floorTo(now, 'MINUTE') - second;
  const hash = textHash(sourceId);
  return found
    .flatMap(({ by, buckets }) => buckets.slice(-most).map(({ at }) => momentIn(at, width, by, hash, latest)))
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map((moment) => {
      const sent = sentEvent(document, sourceId, moment);
      return { messageId: sent.messageId, at: sent.timestamp, sent };
    });
}
