import { reportedBad } from '../audit/signals.ts';
import { isToCome, isWhole } from '../polling/proof.ts';
import { askedAt } from '../polling/snapshot.ts';
import type { Overview } from './overview.ts';

/**
 * Whether a line of triage that is gone is known to be over: all that it stood on has been read. A list that lost rows, or a read that
 * failed, makes lines go that are as they were.
 * @param id of the line
 */
export function isKnownOver(overview: Overview, id: string): boolean {
  const [, kind = '', of = ''] = /^([^:]*):(.*)$/s.exec(id) ?? [];
  return judges[kind]?.(overview, of) ?? true;
}

/** What a source sent is known, or never will be: this token may not read it, so nothing stood on it. */
const isSentKnown = (sent: number | undefined, { volume }: Overview['flow']): boolean =>
  sent !== undefined || !isToCome(volume);

/** The trail of the period was read to its begin, and nothing of it was lost: a busy day is more than one page. */
export const isTrailRead = ({ activity }: Pick<Overview, 'activity'>): boolean =>
  isWhole(activity) && activity.error === undefined && activity.data?.next === undefined;

/** The things whose last report in the trail is bad and not over: their ids, by those of signals. */
export const badInTrail = ({ activity, now }: Pick<Overview, 'activity' | 'now'>): ReadonlyMap<string, string> =>
  reportedBad(activity.data?.items ?? [], askedAt(activity, now));

const judges: Readonly<Record<string, (overview: Overview, id: string) => boolean>> = {
  connection: ({ fleet, flow, activity }, id) => {
    const connection = fleet.byId.get(id);
    if (!connection) return fleet.isWhole;
    const { state, sourceEvents } = connection;
    if (state === 'unknown') return false;
    // What gets nothing is wrong only while its source sends; that it was switched off the trail tells.
    if (state === 'idle') return isSentKnown(sourceEvents, flow);
    return state !== 'disabled' || (isSentKnown(sourceEvents, flow) && isWhole(activity));
  },
  source: ({ flow }, id) => {
    const source = flow.bySource.get(id);
    if (!source) return flow.isWhole;
    const { state } = source.health;
    // What is usual tells a pause from a silence.
    return state === 'live' || state === 'disabled' || (state !== 'unknown' && flow.silent !== undefined);
  },
  warehouse: ({ storage, isStorageWhole }, id) => {
    const known = storage.find(({ warehouse }) => warehouse.id === id);
    if (!known) return isStorageWhole;
    return known.state === 'disabled' || (known.state !== 'unknown' && known.isWhole);
  },
  violations: ({ flow, violations: { rows, isWhole: isAll } }, id) => {
    const row = rows.find(({ source }) => source.id === id);
    return row ? row.isExact && isSentKnown(row.events, flow) : isAll;
  },
  // Reports that are too few for a line, as the first of them left the period, are no good sign.
  signal: (overview, id) => isTrailRead(overview) && !badInTrail(overview).has(id),
};
