import type { SafeText } from '../domain/text.ts';
import type { Scope } from '../keys/keymap.ts';
import type { Target } from './place.ts';

/** What a row is about: for favorites, the audit trail of it, copying its id, and the web app's page. */
export interface Subject {
  readonly kind: 'source' | 'destination' | 'warehouse' | 'function' | 'audit' | 'other';
  readonly id: string;
  readonly name: SafeText;
}

export interface PaneRow {
  /** Stable over refreshes: the selection stays on the row, not on its number. */
  readonly key: string;
  readonly open?: Target | undefined;
  readonly subject?: Subject | undefined;
}

/** A list the keys can work on; rows are filtered and in display order. */
export interface Pane {
  readonly id: string;
  readonly rows: readonly PaneRow[];
  readonly tabs?: readonly SafeText[] | undefined;
  /** Sortable columns in order, for `s`. */
  readonly columns?: readonly string[] | undefined;
  /** Where Enter goes when the pane has no row to open. */
  readonly open?: Target | undefined;
  readonly scope?: Scope | undefined;
}
