import type { SafeText } from '../../text.ts';

/** What becomes of an event: lost for good, tried again for four hours, kept back on purpose, or accepted in the end. */
export type Fate = 'lost' | 'retried' | 'filtered' | 'delivered' | 'unknown';

/** One discard reason in our words. */
export interface Reason {
  /** Two to four words for a table cell. */
  readonly label: SafeText;
  readonly meaning: SafeText;
  readonly remedy: SafeText;
  readonly fate: Fate;
}

export type ReasonTable = Readonly<Record<string, Reason>>;

type Row = (label: SafeText, meaning: SafeText, remedy: SafeText) => Reason;

const row =
  (fate: Fate): Row =>
  (label, meaning, remedy) => ({ label, meaning, remedy, fate });

export const lost: Row = row('lost');
export const retried: Row = row('retried');
export const filtered: Row = row('filtered');
export const unstated: Row = row('unknown');
