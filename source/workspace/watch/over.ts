import { isWhole } from '../polling/proof.ts';
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

const judges: Readonly<Record<string, (overview: Overview, id: string) => boolean>> = {
  connection: ({ fleet, activity }, id) => {
    const connection = fleet.byId.get(id);
    if (!connection) return fleet.isWhole;
    const { state, sourceEvents } = connection;
    if (state === 'unknown') return false;
    // What gets nothing is wrong only while its source sends; that it was switched off the trail tells.
    if (state === 'idle') return sourceEvents !== undefined;
    return state !== 'disabled' || (sourceEvents !== undefined && isWhole(activity));
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
  violations: ({ violations: { rows, isWhole: isAll } }, id) => {
    const row = rows.find(({ source }) => source.id === id);
    return row ? row.isExact && row.events !== undefined : isAll;
  },
  // Of a busy day the trail has more than one page.
  signal: ({ activity }) => isWhole(activity) && activity.error === undefined && activity.data?.next === undefined,
};
