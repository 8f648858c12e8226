/** A palette number (0–255), `#rrggbb`, or undefined for the colour of the terminal itself. */
export type Colour = number | string | undefined;

/** One cell of a screen, as a picture of it is made from. */
export interface Cell {
  /** The grapheme, a space for an empty cell, and the empty text for the right half of a wide one. */
  readonly char: string;
  readonly fg: Colour;
  readonly bg: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** A screen as its cells. */
export interface Cells {
  readonly cols: number;
  readonly rows: number;
  cells(): readonly (readonly Cell[])[];
}
