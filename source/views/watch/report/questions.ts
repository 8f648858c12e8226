import { failed } from '../../../domain/delivery/counts.ts';
import { counted, whole } from '../../../domain/format.ts';
import { plain } from '../../../domain/markdown.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import type { ReportFacts } from './facts.ts';

const stamp = (at: number): SafeText => t`${sanitise(iso(at).slice(0, 16).replace('T', ' '))} UTC`;

/** What only Segment can answer about it. */
export function questions(facts: ReportFacts): readonly SafeText[] {
  const { subject, onset, samples, replayKey } = facts;
  const at = onset?.since;
  const from = at === undefined ? t`it began` : stamp(at);
  const then = at === undefined ? t`the time it began` : from;
  const ids = samples.slice(0, 3).map(({ messageId }) => plain(sanitise(messageId)));
  if (subject.kind === 'destination')
    return ofConnection(subject.connection, { from, then, ids: sanitise(ids.join(', ')), replayKey });
  if (subject.kind === 'source')
    return [
      ...(subject.flow.health.state === 'silent'
        ? [
            t`Did requests with a write key of this source arrive since ${from}, and were they refused?`,
            t`Was its tracking endpoint or region disturbed at that time?`,
          ]
        : []),
      ...(facts.troubles.some(({ kind }) => kind === 'violations')
        ? [t`Can the events that were blocked since ${from} be had again, or are they gone?`]
        : []),
      t`Did anything change on your side for this source around ${then}?`,
    ];
  if (subject.storage.failedInRow === 0)
    return [t`Did anything change on your side for this warehouse around ${then}?`];
  return [
    t`Why did the syncs fail since ${from}, and does the next one load what is missing?`,
    t`Did the addresses that you connect from, or the schema that you write, change around then?`,
  ];
}

function ofConnection(
  { destination, verdict, metrics }: Connection,
  { from, then, ids, replayKey }: Readonly<Record<'from' | 'then' | 'ids' | 'replayKey', SafeText>>,
): readonly SafeText[] {
  const lost = metrics && failed(metrics);
  const what = lost === undefined ? t`the failed events` : t`the ${counted(lost, t`failed event`, undefined, whole)}`;
  const about = ids === '' ? t`` : t` For example of the messages ${ids}?`;
  if (verdict === 'DISABLED')
    return [
      t`Which events since ${from} can be replayed once ${plain(destination.name)} is enabled again? segtop writes the request (${plain(replayKey)} on its row).`,
    ];
  if (verdict === 'SILENT')
    return [
      t`The source sends and no delivery is attempted: are events for this destination filtered, queued or dropped?`,
      t`Did anything change on your side for this connection around ${then}?`,
    ];
  return [
    t`Did anything change on your side for destinations of the type ${plain(destination.type)} around ${then}?`,
    ...(lost === 0 && verdict !== 'RETRYING' ? [] : [t`What did the destination answer in full?${about}`]),
    ...(verdict === 'RETRYING'
      ? [t`Until when are the waiting events tried again, and can that be prolonged?`]
      : lost === 0
        ? []
        : [
            t`${lost === 1 ? t`Is ${what} kept, and can it` : t`Are ${what} kept, and can they`} be replayed? segtop writes the request (${plain(replayKey)} on its row).`,
          ]),
  ];
}
