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

/** Lines of a list so short that its details stand under it by themselves, on a screen that is not low. */
const shortList = 8;
const notLow = 24;

/** @param rows of the screen */
export const isShortOn = (lines: number, rows: number): boolean => lines <= shortList && rows >= notLow;
