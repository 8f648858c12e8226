import type { Block } from '../../components/block.ts';
import { type Period, second } from '../../domain/time.ts';
import type { Place } from '../../state/place.ts';
import { type AppState, place } from '../../state/store.ts';
import { sameParts } from '../../views/kit/remembered.ts';
import type { Shown } from './shown.ts';

/** Older ones are not shown again, ms: their ages would jump. */
const longest = 30 * second;

/** One frame, with what the mouse and page keys ask of it. */
export interface Look {
  readonly shown: Shown;
  readonly page: Block;
  readonly pageRows: number | undefined;
  /** Something in it is still that of the frame before. */
  readonly isOwed?: boolean | undefined;
}

interface Kept {
  readonly key: readonly unknown[];
  /** What moves by itself, as it was then. */
  readonly data: number;
  readonly now: number;
  readonly at: number;
  readonly look: Look;
}

/** What has to be the same for a frame to be shown again; all that a user may have hidden or marked belongs to it. */
const keyOf = (state: AppState, palette: unknown): readonly unknown[] => [
  ...[state.columns, state.rows, state.period, state.past, state.paused, state.pace],
  ...[state.local, state.favorites, state.alerts, state.workspaces, state.keymap, palette],
  // The crumbs tell of all places that led to it.
  ...state.stack,
];

/** Nothing lies over the page, and nothing is said at its foot: a page that is come back to has neither. */
const isBare = ({ overlay, prompt, toast }: AppState): boolean =>
  overlay === undefined && prompt === undefined && toast === undefined;

/**
 * How each place looked in its last frame. Who goes back to it sees that at once, and as it is now in a frame of its own: to draw a
 * page anew takes longer than all other keys.
 */
export class LastLooks {
  /** One of each period: who compares two goes there and back. */
  readonly #kept = new WeakMap<Place, Partial<Record<Period, Kept>>>();
  /** What the terminal shows now; undefined where that is no page alone. */
  #showing: readonly unknown[] | undefined;

  /** A frame has been drawn. @param now ms since 1970, as the others of this class */
  keep(state: AppState, palette: unknown, now: number, look: Look): void {
    const isWhole = isBare(state) && look.shown.overlay === undefined && !look.shown.loading && !look.isOwed;
    const key = isWhole ? keyOf(state, palette) : undefined;
    this.#showing = key;
    const of = place(state);
    const before = this.#kept.get(of);
    if (key) {
      const { data, now: time } = state;
      this.#kept.set(of, { ...before, [state.period]: { key, data, now: time, at: now, look } });
    } else if (before) {
      // Who closes what lies over a page has seen it go on under it: it must not go back.
      const { data, now: time } = before[state.period] ?? state;
      if (data !== state.data || time !== state.now) this.#kept.set(of, { ...before, [state.period]: undefined });
    }
  }

  /** The last frame of the place that has just been come to; undefined where it is shown already, has changed or is too old. */
  recall(state: AppState, palette: unknown, now: number): Look | undefined {
    const kept = this.#kept.get(place(state))?.[state.period];
    if (!kept || !isBare(state) || now - kept.at > longest || now < kept.at) return undefined;
    const key = keyOf(state, palette);
    if (!sameParts(kept.key, key) || (this.#showing && sameParts(this.#showing, key))) return undefined;
    this.#showing = key;
    return kept.look;
  }
}
