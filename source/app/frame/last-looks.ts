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
}

interface Kept {
  readonly key: readonly unknown[];
  readonly at: number;
  readonly look: Look;
}

/** What has to be the same for a frame to be shown again; all that a user may have hidden or marked belongs to it. */
const keyOf = (state: AppState, palette: unknown): readonly unknown[] => [
  ...[place(state), state.columns, state.rows, state.period, state.past, state.paused],
  ...[state.local, state.favorites, state.workspaces, state.keymap, palette],
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
    const isWhole = isBare(state) && look.shown.overlay === undefined && !look.shown.loading;
    const key = isWhole ? keyOf(state, palette) : undefined;
    this.#showing = key;
    if (key) this.#kept.set(place(state), { ...this.#kept.get(place(state)), [state.period]: { key, at: now, look } });
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
