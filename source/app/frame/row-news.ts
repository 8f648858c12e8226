import { apart, minute } from '../../domain/time.ts';
import type { AppState } from '../../state/store.ts';
import { isLasting } from '../../workspace/polling/backoff.ts';
import type { Read } from '../../workspace/polling/read.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';

/** What was seen of one list, and since when rows of it are marked. */
interface Seen {
  data: number;
  states: ReadonlyMap<string, string>;
  readonly marked: Map<string, number>;
}

/** How long a mark stands, ms. */
const lasts = 2 * minute;
/** Lists whose rows are remembered; of more the one that was opened first is forgotten. */
const most = 40;

/** Rows that an answer always lacks are no change, but those of a read that failed come back with the next one. */
const isSettled =
  (read: Read) =>
  ({ resource }: Need): boolean => {
    const { data, error, problems } = read(resource);
    if (data === undefined) return error !== undefined && isLasting(error);
    return problems.every(({ kind }) => kind === 'odd-fields' || kind === 'dropped-rows');
  };

/**
 * Which rows of the open list are new or in another state than at the reading before, or than when the list was left. A list is
 * compared only while all that it is made from was read: what is still being read, or could not be read, is no change.
 */
export class RowNews {
  readonly #seen = new Map<string, Seen>();

  of(
    { view, model, context }: Scene,
    needs: readonly Need[],
    { data, now, past }: AppState,
  ): ReadonlySet<string> | undefined {
    const { session, place, period, read } = context;
    if (!view.states || past !== undefined || session.changeMarks === false) return undefined;
    const key = JSON.stringify([view.id, place.params, period]);
    const seen = this.#seen.get(key);
    if (seen?.data !== data && needs.every(isSettled(read))) {
      const states = view.states(model, context);
      if (!states) return undefined;
      if (seen) {
        for (const [row, state] of states) if (seen.states.get(row) !== state) seen.marked.set(row, now);
        Object.assign(seen, { data, states });
      } else this.#keep(key, { data, states, marked: new Map() });
    }
    if (!seen || seen.marked.size === 0) return undefined;
    for (const [row, at] of seen.marked) if (apart(now, at) >= lasts) seen.marked.delete(row);
    return new Set(seen.marked.keys());
  }

  #keep(key: string, seen: Seen): void {
    const [oldest] = this.#seen.keys();
    if (this.#seen.size >= most && oldest !== undefined) this.#seen.delete(oldest);
    this.#seen.set(key, seen);
  }
}
