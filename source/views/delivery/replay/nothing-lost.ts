import type { Notice } from '../../../components/notice.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { connectionChanges } from '../../../workspace/delivery/changes.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';

/** Why there is no request for a destination: only what was read whole lost nothing. */
export function nothingLost(connection: Connection, context: Pick<ViewContext, 'read' | 'period' | 'keyOf'>): Notice {
  const { read, period } = context;
  const { state, snapshot, destination } = connection;
  const trail = connectionChanges(read, period, connection);
  const text =
    state === 'unobservable' ? t`${word(destination.mode)} mode: what it lost is not observable.` : gapText(trail);
  const missing = {
    title: t`${destination.name} lost nothing that is known in this period`,
    ...(text === undefined ? {} : { text }),
    help: keyText(context, 'period', t`looks further back`),
  };
  // A gap that has ended stands in the trail alone.
  if (state !== 'unknown' && !trail.known && !trail.error)
    return emptyNotice({ kind: 'reading', read: 0, of: 1 }, t`the audit trail`, missing);
  if (state === 'unobservable') return emptyNotice(read(resources.destinations), t`destinations`, missing);
  if (state === 'failing')
    return emptyNotice([snapshot, read(resources.failures(period, destination))], t`delivery numbers`, missing);
  return emptyNotice(snapshot, t`delivery numbers`, missing);
}

/** What the trail leaves open; undefined where it was read to its end. */
function gapText({ isWhole, error }: ReturnType<typeof connectionChanges>): SafeText | undefined {
  if (error) return t`Whether it was off for a while is not known: the audit trail gave ${problemText(error)}.`;
  return isWhole
    ? undefined
    : t`Whether it was off for a while is known only as far back as its long audit trail is read here.`;
}
