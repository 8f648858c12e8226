import type { ThingKind } from '../domain/own.ts';
import type { ClassifiedField, Unwanted } from '../domain/privacy/local.ts';
import type { SafeText } from '../domain/text.ts';
import type { AlertRecord } from '../domain/watch/alerts/alert.ts';
import type { Scope } from '../keys/keymap.ts';
import type { Target } from './pages.ts';

/** What a row is about: for favorites, the audit trail of it, copying its id, and the web app's page. */
export interface Subject {
  readonly kind: ThingKind | 'other';
  readonly id: string;
  readonly name: SafeText;
  /**
   * Id of what it belongs to, where the API needs both: the destination of a mapping or a filter, the source of a
   * reverse ETL model.
   */
  readonly parent?: string | undefined;
}

/** Something kept on this machine that a key switches on and off. */
export interface Switch {
  readonly what: 'activity' | 'alert';
  readonly id: string;
  readonly name: SafeText;
  /** Why it cannot be switched. */
  readonly why?: SafeText | undefined;
}

/** What a row may hold beside the thing it is about, by kind: keys that know a kind work on it, and no others. */
interface Holdings {
  /** Space and Enter switch it on and off. */
  readonly switch: Switch;
  /** It can be looked after. */
  readonly alert: AlertRecord;
  /** It can be classified. */
  readonly field: ClassifiedField;
  /** A cell of a grid of colours. */
  readonly cell: Unwanted;
}

type Held = { [Kind in keyof Holdings]: { readonly kind: Kind; readonly of: Holdings[Kind] } }[keyof Holdings];

/** What the row holds of this kind. */
export function heldOf<Kind extends keyof Holdings>(row: PaneRow | undefined, kind: Kind): Holdings[Kind] | undefined {
  const { holds } = row ?? {};
  return holds?.kind === kind ? (holds.of as Holdings[Kind]) : undefined;
}

export interface PaneRow {
  /** Stable over refreshes: the selection stays on the row, not on its number. */
  readonly key: string;
  readonly open?: Target | undefined;
  readonly subject?: Subject | undefined;
  /** Where `p` goes, where that is not the top error of the row's destination. */
  readonly payload?: Target | undefined;
  /** Where Enter leads when that is another pane of the same page. */
  readonly focus?: string | undefined;
  /** What keys of its own kind work on. */
  readonly holds?: Held | undefined;
  /** What Enter folds or unfolds on this row. */
  readonly fold?: string | undefined;
  /** What left and right go through on this row, such as the buckets of a graph, in order. */
  readonly points?: readonly string[] | undefined;
  /** Keys of rows of the neighbouring pane that the row is connected with, most important first. */
  peers?(): readonly string[];
  /** Lines that belong to a row: key of that row, and whether they are shown. */
  readonly unfold?: { readonly row: string; readonly open: boolean } | undefined;
}

/** A column that the user may show or hide. */
export interface ColumnChoice {
  readonly id: string;
  readonly label: SafeText;
  readonly shown: boolean;
  /** Shown while the user has not chosen. */
  readonly usual: boolean;
}

/** What the keys of a list page can do with it. */
export interface PaneTable {
  readonly choices: readonly ColumnChoice[];
  /** Whether the rows stand in groups; undefined where they have none. */
  readonly grouped?: boolean | undefined;
  /** Columns of the screen from which on details stand beside the list by themselves; undefined where there are none. */
  readonly asideFrom?: number | undefined;
  /** Lines of the list, headings counted. */
  readonly lines: number;
  /** Line of the row at an index, headings counted. */
  lineOf(index: number): number;
  /** The row at an index with everything known of it, for a pager. */
  json(index: number): unknown;
  /** The rows can be narrowed to those with problems. */
  readonly narrows?: boolean | undefined;
  /** More rows may come, since what they are made from is still being read. */
  readonly soFar?: boolean | undefined;
  /** What `y` copies of the list as a whole, and what to call it. */
  readonly copies?: { readonly what: SafeText; text(): string } | undefined;
}

/** What a pane shows as a whole: one of several alike (samples of an error), to copy and to read in a pager. */
export interface PaneDocument {
  /** Ids of those alike, in order, and which one is shown. */
  readonly ids: readonly string[];
  readonly shown: number;
  /** Indexes of those that a search finds something in; undefined while nothing is searched for. */
  matching?(filter: string): readonly number[] | undefined;
  /** As text, with everything hidden that the screen hides; undefined when there is nothing to show. */
  text(): string | undefined;
  lines(): readonly SafeText[];
  /** Values that revealing would show. */
  readonly masked?: number | undefined;
  /** Why there is nothing to show, and what can be copied in its place. */
  readonly instead: { readonly why: SafeText; readonly copy?: SafeText | undefined };
  /** A filter line is a search: indexes of the pane's rows that match, in order. No row is hidden then. */
  readonly find?: ((filter: string) => readonly number[]) | undefined;
}

/** Text to copy, to read in a pager or to keep as a file, as a whole. */
export interface Sheet {
  lines(): readonly SafeText[];
  /** Name of the file it is kept in when the user asks for one. */
  readonly file: SafeText;
}

/** What a pane may be beside its rows, by kind: keys that know a kind work on it, and no others. */
interface Contents {
  readonly table: PaneTable;
  readonly document: PaneDocument;
  readonly sheet: Sheet;
}

type Content = { [Kind in keyof Contents]: { readonly kind: Kind; readonly of: Contents[Kind] } }[keyof Contents];

/** What the pane is of this kind. */
export function contentOf<Kind extends keyof Contents>(pane: Pane | undefined, kind: Kind): Contents[Kind] | undefined {
  const { content } = pane ?? {};
  return content?.kind === kind ? (content.of as Contents[Kind]) : undefined;
}

/** A column that rows can be sorted by; counts begin with the largest. */
export interface SortColumn {
  readonly id: string;
  readonly largestFirst: boolean;
}

/** A list the keys can work on; rows are filtered and in display order. */
export interface Pane {
  readonly id: string;
  readonly rows: readonly PaneRow[];
  readonly tabs?: readonly SafeText[] | undefined;
  /** What keys of its own kind work on. */
  readonly content?: Content | undefined;
  /** Sortable columns in order, for `s`. */
  readonly columns?: readonly SortColumn[] | undefined;
  /** Where Enter goes when the pane has no row to open. */
  readonly open?: Target | undefined;
  readonly scope?: Scope | undefined;
  /** Columns that a filter line may name, and whether the one in force has a part without meaning. */
  readonly filter?: { readonly names: readonly string[]; readonly invalid: boolean } | undefined;
  /** How many rows the filter leaves, where keys cannot stand on each of them, or where one stands for the page itself. */
  readonly found?: number | undefined;
  /** A filter would leave it as it is. */
  readonly unfiltered?: boolean | undefined;
  /** Key of the row selected before the user chose one; the first unless given. */
  readonly initial?: string | undefined;
  /** What the page as a whole is about: for keys that mean it where the selected row is about something else. */
  readonly subject?: Subject | undefined;
  /** The page of one thing and not a list: on every row `A` means the thing itself. */
  readonly isPage?: boolean | undefined;
}
