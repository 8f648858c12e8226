/** The parts of a row as data. */
import type { SafeText } from '../domain/text.ts';

/** What a piece of text means; the palette decides how it looks. Colour is never the only carrier of meaning. */
export type Tone =
  | 'text'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'good'
  | 'bad'
  | 'warn'
  | 'info'
  | 'frame'
  | 'focus'
  | 'match'
  | 'key';

/** What a piece of the screen is when the mouse is on it. */
export type Hit =
  | { readonly kind: 'pane'; readonly pane: string }
  | { readonly kind: 'row'; readonly pane: string; readonly row: string }
  /** The head of a column. */
  | { readonly kind: 'column'; readonly pane: string; readonly column: string }
  /** A command, such as the page of a tab. */
  | { readonly kind: 'command'; readonly id: string }
  /** A key that is shown with what it does. */
  | { readonly kind: 'key'; readonly stroke: string }
  /** One of a list that lies over the page. */
  | { readonly kind: 'item'; readonly at: number }
  | { readonly kind: 'button'; readonly at: number }
  /** A frame around what cannot be chosen. */
  | { readonly kind: 'nothing' };

/** One run of text of one meaning. */
export interface Span {
  readonly text: SafeText;
  readonly tone?: Tone | undefined;
  /** Painted in reverse: a piece of a selected row that stands beside other content. */
  readonly selected?: boolean | undefined;
  /** The mark of a status: it keeps its colour on a selected row. */
  readonly mark?: boolean | undefined;
  /** What it is for the mouse. */
  readonly hit?: Hit | undefined;
}

/** One row of a screen, not yet padded. */
export interface Line {
  readonly spans: readonly Span[];
  /** Painted in reverse over its whole width: the selected row. */
  readonly selected?: boolean | undefined;
}
