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

/** One run of text of one meaning. */
export interface Span {
  readonly text: SafeText;
  readonly tone?: Tone | undefined;
  /** Painted in reverse: a piece of a selected row that stands beside other content. */
  readonly selected?: boolean | undefined;
  /** The mark of a status: it keeps its colour on a selected row. */
  readonly mark?: boolean | undefined;
}

/** One row of a screen, not yet padded. */
export interface Line {
  readonly spans: readonly Span[];
  /** Painted in reverse over its whole width: the selected row. */
  readonly selected?: boolean | undefined;
}
