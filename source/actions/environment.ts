import type { Change } from '../domain/change.ts';
import type { Label, SourceSettings } from '../domain/entities.ts';
import type { Local } from '../domain/local.ts';
import type { OwnCommand, PlaceholderValues } from '../domain/own.ts';
import type { ChangeOptions } from '../domain/queries.ts';
import type { ReverseEtlSync } from '../domain/storage/reverse-etl.ts';
import type { SafeText } from '../domain/text.ts';
import type { AlertRecord } from '../domain/watch/alerts/alert.ts';
import type { AlertAct } from '../domain/watch/alerts/keep.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { SyncChoice, SyncChoices } from '../state/menu-part.ts';
import type { Target } from '../state/pages.ts';
import type { Pane, Subject } from '../state/pane.ts';
import type { Sort } from '../state/place.ts';
import type { AppStore, FavoriteRef } from '../state/store.ts';
import type { TableLook } from '../state/table-look.ts';
import type { TypedLines } from '../state/typed-lines.ts';
import type { KeptFile } from '../storage/keep-file.ts';
import type { Found } from '../workspace/audit/echo.ts';

/** A page as the palette offers it. */
export interface PageOffer {
  readonly names: readonly string[];
  readonly title: SafeText;
  readonly key?: string | undefined;
  readonly target: Target;
}

/** Something of the workspace that the palette finds by its name. */
export interface Thing {
  readonly kind: SafeText;
  readonly name: SafeText;
  /** What it is called besides: a connection by the name of its destination alone. */
  readonly names?: readonly string[] | undefined;
  /** How bad it stands, on the scale of triage; undefined where nothing is wrong. */
  readonly severity?: number | undefined;
  readonly target: Target;
}

/** A page about a thing, as its menu offers it. */
export interface PageLink {
  readonly id: string;
  readonly label: SafeText;
  readonly target: Target;
  /** The command that leads there too. */
  readonly key?: CommandId | undefined;
}

/** Whether a thing is on, and what switching it starts or stops. */
export interface ChangeableState {
  readonly enabled: boolean;
  readonly whenEnabled: SafeText;
  readonly whenDisabled: SafeText;
  /** A mapping that sends the rows of a reverse ETL model. */
  readonly fed?: boolean | undefined;
  /** Events it is sent in the period, where that is known. */
  readonly events?: number | undefined;
}

/** What dialogs about changes are made of, read when they are opened. */
export interface ChangeReads {
  controls(sourceId: string): Promise<SourceSettings>;
  /** The labels of a source, and those of the workspace that it could carry. */
  labels(sourceId: string): Promise<{ readonly own: readonly Label[]; readonly known: readonly Label[] }>;
  /** The runs that a model or a mapping could start. */
  syncs(subject: Subject): Promise<SyncChoices>;
  lastSync(choice: SyncChoice): Promise<ReverseEtlSync | undefined>;
  /** What a source sends and what its controls take out, over the period. */
  controlNumbers(sourceId: string): ControlNumbers;
}

/** Events of the period; undefined where that is not known. */
export interface ControlNumbers {
  readonly span: SafeText;
  readonly events: number | undefined;
  readonly unplanned: number | undefined;
  readonly violating: number | undefined;
  /** Name of the source that blocked events are forwarded to. */
  forwardedTo(sourceId: string): SafeText;
}

/** Why a key leads nowhere. It says *none* only where all was read. */
export interface Why {
  readonly why: SafeText;
  /** All is well, and that is known. */
  readonly good?: boolean | undefined;
}

/** What is on screen now, and where its keys lead: all that decides whether a command has something to do. Nothing of it changes anything. */
export interface Sight {
  readonly store: Pick<AppStore, 'getState'>;
  now(): number;
  /** The panes of the view on top, as they are drawn now. */
  panes(): readonly Pane[];
  /** The payload of the worst error now, or why there is none to open. */
  worst(): Target | Why;
  /** The payload of a connection's top error, or why there is none: it fails nothing, or that is not known. */
  topError(destinationId: string): Target | Why;
  /** Why there is no delivery to look at where no destination is selected: none fails, or that is not known. */
  noDelivery(): Why;
  /** Where a replay of what a destination lost is prepared, or why there is none. */
  replayOf(destinationId: string): Target | Why;
  /** What placeholders stand for, about a thing or about what is on screen. */
  valuesOf(subject: Subject | undefined): PlaceholderValues;
  /** Time of the newest audit event that was read and does not lie ahead, ms. */
  newestActivity(): number | undefined;
}

/** The state of the dashboard, to look at and to change. */
export interface Here extends Sight {
  readonly store: AppStore;
}

export interface Paging {
  /** Rows of a pane that fit on the screen. */
  pageHeight(): number;
}

/** What can be gone to by its name. */
export interface Finding {
  pages(): readonly PageOffer[];
  /** Everything with a name that has been read; the same list until more was (G-01). */
  things(): readonly Thing[];
  /** The pages that exist about a thing. */
  pagesOf(subject: Subject): readonly PageLink[];
}

/** The other commands, for those that offer them. */
export interface Commands {
  /** Runs a command as if its key had been pressed. */
  run(id: CommandId): void;
  /** Why a command has nothing to do here; undefined when it works. */
  whyNot(id: CommandId): SafeText | undefined;
  /** What is on screen, without colours. */
  shownText(): string;
}

export interface Reading {
  /** Reads again: what is on screen, or everything. */
  refresh(all: boolean): void;
  pause(paused: boolean): void;
  /** Plans what is read next anew, at the pace of now. */
  replan(): void;
}

export interface TimeTravel {
  /** Shows the workspace as of a moment; undefined is now. */
  goTo(at: number | undefined): void;
}

export interface FavoriteKeeping {
  /** Everything that can be a favorite. */
  candidates(): readonly FavoriteRef[];
  /** What a favorite is called on its panel, where more than its own name tells it apart. */
  favoriteName(ref: FavoriteRef): SafeText | undefined;
  saveFavorites(favorites: readonly FavoriteRef[]): void;
  /** Picks up favorites that another segtop has changed. */
  reloadFavorites(): void;
}

/** What is kept on this machine from one start to the next. */
export interface Keeping {
  /** Keeps something of the user's own about this workspace, on this machine only. */
  saveLocal(change: (local: Local) => Local): void;
  /** Acknowledges or mutes an alert, on this machine only. */
  actOnAlert(record: AlertRecord, act: AlertAct): boolean;
  savePeriod(): void;
  /** Remembers how a view is sorted; undefined is its own order. */
  saveSort(view: string, sort: Sort | undefined): void;
  /** Remembers the lines that were typed. */
  saveTyped(typed: TypedLines): void;
  /** Remembers the filter of the list of a view; empty for none. */
  saveFilter(view: string, filter: string): void;
  /** Remembers how the list of a view looks. */
  saveLook(view: string, look: TableLook): void;
}

export interface Clipboard {
  /** Copies to the user's clipboard; the answer says how. */
  copy(text: string): SafeText;
}

/** The web app, in a browser. */
export interface Links extends Clipboard {
  /** The page of the web app for a subject, or for the view on top. */
  webLink(subject: Subject | undefined): SafeText;
  /** Opens a link in the browser, where there is one to see; false where it can only be copied. */
  openLink(link: string): boolean;
  /** Where the web app makes a new workspace. */
  readonly newWorkspaceLink: SafeText;
}

/** Ways to have a text whole. */
export interface Reader {
  /** Shows lines in the user's pager, on the terminal that the dashboard gives away meanwhile. */
  page(lines: readonly SafeText[]): void;
  /** Shows lines in the user's editor, as a copy of this name that is gone when it ends. */
  edit(lines: readonly SafeText[], name: SafeText): void;
  /** Keeps lines as a new file in the folder segtop was started in, and replaces none. Never rejects. */
  keepFile(name: string, lines: readonly SafeText[]): Promise<KeptFile>;
}

/** What of the screen can be kept as a file: the rows of a list, or the screen as it is. */
export type RowFormat = 'csv' | 'json' | 'md';
export type ScreenFormat = 'text' | 'ansi' | 'svg';

/** A text that can be kept or copied. */
export interface Exported {
  readonly text: string;
  /** What it is, such as `12 rows`. */
  readonly what: SafeText;
  /** What it lacks, where it is not all. */
  readonly missing?: SafeText | undefined;
  /** What to call its file, without the ending. */
  readonly name: string;
}

/** What came of writing a file. */
export type Written =
  | { readonly kind: 'written'; readonly file: SafeText }
  | { readonly kind: 'exists'; readonly file: SafeText }
  | { readonly kind: 'failed'; readonly why: SafeText };

export interface Exporting {
  /** The rows of the list that is open, as the filter and the order leave them, or the screen; or why there is no list. */
  exported(format: RowFormat | ScreenFormat): Promise<Exported | Why>;
  /**
   * Writes a file, and over one that is there only when that is asked for. Never rejects.
   * @param path as the user writes it; without one, a new file of this name in the folder segtop was started in
   */
  writeFile(path: string | undefined, name: string, text: string, replace: boolean): Promise<Written>;
  /** The paths that what is typed of one may become, as far as they are known; more are told by a redraw. */
  pathsLike(start: string): readonly string[];
}

/** The program as a whole. */
export interface Program {
  /** Runs a program of the user's own, and does with its output what its command says. */
  runProgram(command: OwnCommand, argv: readonly string[]): void;
  /** Ends this dashboard and opens that of another workspace. */
  switchTo(name: string): void;
  redraw(): void;
  /** Has the mouse reported, or not any more. */
  setMouse(on: boolean): void;
  suspend(): void;
  /** Whether somebody else has the terminal, or is about to get it. */
  isLent(): boolean;
  exit(): void;
}

/** What is changed in Segment. */
export interface Changes {
  /** Changes are allowed (--write). */
  readonly mayWrite: boolean;
  /** Why nothing may be changed, where that is so. */
  readonly readOnly: SafeText | undefined;
  stateOf(subject: Subject): ChangeableState | undefined;
  readonly changeReads: ChangeReads;
  /** Makes a change and reads again what it made old; rejects with the server's refusal, or as aborted when it was taken back. */
  change(change: Change, options: ChangeOptions): Promise<void>;
  /** Waits for the audit event that a change made at this time caused. Never rejects. */
  echo(change: Change, since: number): Promise<Found>;
}

/** Everything that commands may reach of a running dashboard; each asks for the parts it needs. */
export interface Environment
  extends Here,
    Paging,
    Finding,
    Commands,
    Reading,
    TimeTravel,
    FavoriteKeeping,
    Keeping,
    Links,
    Reader,
    Exporting,
    Program,
    Changes {}
