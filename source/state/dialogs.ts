import type { Change } from '../domain/change.ts';
import type { SafeText } from '../domain/text.ts';
import type { Found } from '../workspace/audit/echo.ts';

/** One change with what it is made to. */
export interface Planned {
  readonly change: Change;
  readonly name: SafeText;
}

/** A line that a dialog asks for: a name typed to delete it, a new name, or a label. */
export interface DialogField {
  readonly kind: 'delete' | 'rename' | 'label';
  readonly label: SafeText;
  readonly text: string;
  readonly cursor: number;
  /** For a deletion the name that has to be typed; for a new name the one before. */
  readonly wanted: SafeText;
}

/** How far the changes of a dialog have come. */
export interface Sending {
  /** Which sending it is: a dialog that was closed and opened again is another. */
  readonly id: symbol;
  /** How many are done. */
  readonly done: number;
  /** The next one has been sent and cannot be taken back. */
  readonly sent: boolean;
  /** Until when a limit holds it back, ms; undefined while it waits for its turn. */
  readonly until?: number | undefined;
}

/** Changes that wait for a yes. */
export interface Confirm {
  readonly kind: 'confirm';
  readonly title: SafeText;
  /** What will start or stop, in one sentence with the numbers of now. */
  readonly text: SafeText;
  /** The button that does it. */
  readonly verb: SafeText;
  /** What was done, as a result says it: Disabled, Renamed. */
  readonly done: SafeText;
  readonly planned: readonly Planned[];
  readonly danger: boolean;
  /** 0 is Cancel. */
  readonly focused: number;
  readonly field?: DialogField | undefined;
  /** Set once the user has confirmed. */
  readonly sending?: Sending | undefined;
  /** Why the server would not do it, in its own words, and what it takes. */
  readonly refusal?: SafeText | undefined;
}

/** What the audit trail tells of a change that was made; `never` where Segment writes no event. */
export type Echo = Found | { readonly kind: 'waiting' | 'never' };

export interface Made extends Planned {
  /** Why it was not done. */
  readonly refusal?: SafeText | undefined;
}

/** What came of changes, and the audit event they caused. */
export interface Outcome {
  readonly kind: 'outcome';
  readonly title: SafeText;
  readonly made: readonly Made[];
  readonly echo: Echo;
  /** 0 closes. */
  readonly focused: number;
}
