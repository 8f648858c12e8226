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

/** Nothing on the screen differs: there is no frame to paint. */
export function sameShown(a: Shown, b: Shown): boolean {
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
export const isLayered = ({ overlay, loading }: Shown): boolean => overlay !== undefined || loading;

/** Takes rows to the terminal without React between. */
export interface Painter {
  show(lines: readonly string[]): void;
  /** What React draws is to be seen again. */
  release(): void;
}
