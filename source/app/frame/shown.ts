import type { Open } from '../overlays/overlay.ts';

/** What React shows: painted rows, and the overlay that only React can draw. */
export interface Shown {
  readonly lines: readonly string[];
  readonly overlay?: Open | undefined;
  /** Nothing has been read yet: the spinner may turn. */
  readonly loading: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** The columns at the end of the last row that the spinner takes. */
export const spinnerWidth = 12;

/** Nothing on the screen differs: there is no frame to paint. */
function sameShown(a: Shown, b: Shown): boolean {
  return (
    a.overlay === b.overlay &&
    a.loading === b.loading &&
    a.columns === b.columns &&
    a.rows === b.rows &&
    a.lines.length === b.lines.length &&
    a.lines.every((row, index) => row === b.lines[index])
  );
}

/** Something lies over the rows that only React draws. */
const isLayered = ({ overlay, loading }: Shown): boolean => overlay !== undefined || loading;

/** Takes rows to the terminal without React between. */
export interface Painter {
  show(lines: readonly string[]): void;
  /** What React draws is to be seen again. */
  release(): void;
}

/** What is on the screen, and those who want to know. */
export class Showing {
  shown: Shown = { lines: [], loading: true, columns: 0, rows: 0 };
  /** Where rows go straight while nothing lies over them; without it React draws all of them. */
  painter: Painter | undefined;
  /** Somebody sees what is shown at once; else it is drawn when it is asked for. */
  get isSeen(): boolean {
    return this.painter !== undefined || this.#all.size > 0 || this.#layers.size > 0;
  }

  readonly #all = new Set<() => void>();
  readonly #layers = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => added(this.#all, listener);

  readonly subscribeLayers = (listener: () => void): (() => void) => added(this.#layers, listener);

  /** Shows what differs. React hears of it where it has to draw something, or to take away what it drew. */
  show(next: Shown): void {
    const before = this.shown;
    if (sameShown(before, next)) return;
    this.shown = next;
    const { painter } = this;
    if (!painter || isLayered(next) || isLayered(before)) for (const listener of this.#layers) listener();
    if (isLayered(next)) painter?.release();
    else painter?.show(next.lines);
    for (const listener of this.#all) listener();
  }
}

function added(to: Set<() => void>, listener: () => void): () => void {
  to.add(listener);
  return () => to.delete(listener);
}
