/** How the user wants a list to look, kept for its view. What is not set is as the view itself would have it. */
export interface TableLook {
  /** Columns shown or hidden against what the view would do, by id. */
  readonly columns?: Readonly<Record<string, boolean>>;
  readonly grouped?: boolean;
  /** The panel with details of the selected row. */
  readonly aside?: boolean;
}

/** Least columns of a screen on which details may stand beside a list; on a narrower one they stand under it. */
export const besideFrom = 110;

/** Least rows of a screen on which details may stand under a list. */
export const underFrom = 20;

/** Rows of a screen from which on it is not low, and those that a short list leaves for its details and all else. */
const notLow = 24;
const leftByShort = 14;

/**
 * A list that leaves so much of the screen empty that its details stand under it by themselves.
 * @param rows of the screen
 */
export const isShortOn = (lines: number, rows: number): boolean => rows >= notLow && lines <= rows - leftByShort;
