import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Local, noLocal } from '../domain/local.ts';
import { noOwn, type Own, type OwnCommand } from '../domain/own.ts';
import type { SafeText } from '../domain/text.ts';
import type { Period } from '../domain/time.ts';
import type { AlertRecord } from '../domain/watch/alerts/alert.ts';
import type { ChannelTrouble } from '../domain/watch/alerts/book.ts';
import { allKeys, type Command, type Group } from '../keys/keymap.ts';
import { nothingPending, type Pending } from '../keys/resolver.ts';
import type { Confirm, Outcome } from './dialogs.ts';
import type { MenuPart } from './menu-part.ts';
import type { Target } from './pages.ts';
import type { ColumnChoice, Subject } from './pane.ts';
import { type Place, placeOf, type Sort } from './place.ts';
import type { TableLook } from './table-look.ts';
import type { TypedLines } from './typed-lines.ts';

/** A favorite as stored: kinds of F-02. */
export interface FavoriteRef {
  readonly kind: 'source' | 'destination' | 'warehouse' | 'function';
  readonly id: string;
}

export interface MenuItem {
  readonly id: string;
  readonly label: SafeText;
  /** Why the item cannot be chosen. */
  readonly disabled?: SafeText | undefined;
  /** The key that does the same. */
  readonly hint?: SafeText | undefined;
}

/** What a menu was opened for: it stays that, however the rows move. */
export interface MenuAbout {
  readonly subject: Subject;
  /** Where Enter leads from the row. */
  readonly open?: Target | undefined;
  /** The marked rows that it works on together, when there are several. */
  readonly all?: readonly Subject[] | undefined;
  /** The alert that can be looked after. */
  readonly alert?: AlertRecord | undefined;
  /** A menu behind an item of the first one. */
  readonly part?: MenuPart | undefined;
}

/** A line of text, and where its cursor is. */
export interface Typed {
  readonly text: string;
  readonly cursor: number;
}

/** A multi-select list with its filter line. */
export interface PickerData {
  readonly filter: Typed;
  readonly at?: string | undefined;
  readonly picked: ReadonlySet<string>;
  /** What was chosen when it was opened, so that favorites added elsewhere meanwhile are not removed. */
  readonly initial: ReadonlySet<string>;
  readonly tab: number;
  readonly offset: number;
}

/** A command in the help, and why it does nothing at this place. */
export interface HelpEntry {
  readonly group: Group;
  readonly keys: readonly string[];
  readonly title: SafeText;
  readonly reason?: SafeText | undefined;
}

/** Something the palette can run. */
export interface Offer {
  /** One of a kind among all that is offered. */
  readonly id: string;
  readonly name: SafeText;
  /** What it is, where that is something of the workspace. */
  readonly kind?: SafeText | undefined;
  /** The letters of the name that were typed: start and end (exclusive). */
  readonly matches?: readonly (readonly [start: number, end: number])[] | undefined;
  readonly title: SafeText;
  readonly keys: readonly string[];
  readonly reason?: SafeText | undefined;
  /** The line that it makes of what is typed, where that is more than its name. */
  readonly line?: string | undefined;
}

/** A workspace that can be opened: a profile, or the demo. What is known of it was learnt when it was last open. */
export interface WorkspaceOffer {
  /** Of the profile. */
  readonly name: SafeText;
  /** Region, host, or what it is. */
  readonly where: SafeText;
  readonly current: boolean;
  readonly workspace?: SafeText | undefined;
  readonly slug?: SafeText | undefined;
  /** What the token turned out to be allowed. */
  readonly access?: SafeText | undefined;
  /** Where the token comes from. */
  readonly token?: SafeText | undefined;
  /** Whether changes are allowed. */
  readonly changes?: SafeText | undefined;
  readonly accent?: string | undefined;
  readonly openedAt?: number | undefined;
}

/** Which columns the list of a view shows. */
export interface ColumnPicker {
  readonly kind: 'columns';
  readonly view: string;
  readonly choices: readonly ColumnChoice[];
  readonly picker: PickerData;
}

/** A program of the user's own that waits for a yes, with everything put into its arguments. */
export interface OwnQuestion {
  readonly kind: 'own';
  readonly command: OwnCommand;
  readonly argv: readonly string[];
  readonly question: SafeText;
  /** 0 is Cancel. */
  readonly focused: number;
}

/** A file that is there already, and the text that would take its place. */
export interface ReplaceQuestion {
  readonly kind: 'replace';
  readonly file: SafeText;
  readonly wanted: {
    readonly path: string | undefined;
    readonly name: string;
    readonly text: string;
    readonly what: SafeText;
    readonly missing?: SafeText | undefined;
  };
  /** 0 is Cancel. */
  readonly focused: number;
}

export type Overlay =
  | { readonly kind: 'workspaces'; readonly entries: readonly WorkspaceOffer[]; readonly at: number }
  | Confirm
  | Outcome
  | {
      readonly kind: 'help';
      readonly entries: readonly HelpEntry[];
      /** The text of the page it was opened on. */
      readonly page: string;
      readonly filter: Typed;
      readonly typing: boolean;
      readonly offset: number;
    }
  | {
      readonly kind: 'quit';
      readonly focused: number;
      /** Files whose changes would be lost. */
      readonly unsaved: readonly SafeText[];
    }
  | {
      readonly kind: 'menu';
      readonly title: SafeText;
      readonly items: readonly MenuItem[];
      readonly about: MenuAbout;
      /** Index of the item under the cursor; the last one, past the items, is Cancel. */
      readonly at?: number;
    }
  | { readonly kind: 'favorites'; readonly picker: PickerData }
  | OwnQuestion
  | ReplaceQuestion
  | ColumnPicker;

/** A line being typed: a filter, a command, a name that is looked for, or the collection of a destination's failure logs. */
export interface Prompt {
  /** Which line typed before it is, 0 the newest, and what was being typed when it was recalled. */
  readonly recall?: { readonly at: number; readonly draft: string } | undefined;
  readonly kind: 'filter' | 'command' | 'find' | 'collection';
  readonly text: string;
  readonly cursor: number;
  /** What a command or a name may become, best first, and which of them is chosen. */
  readonly offers?: readonly Offer[] | undefined;
  readonly at?: number | undefined;
  /** The first offer of before, where another one took its place by itself, and when, ms: Enter was meant for what was seen. */
  readonly before?: { readonly id: string; readonly changedAt: number } | undefined;
  /** The command whose arguments are typed. */
  readonly about?: SafeText | undefined;
  /** The name that was probably meant, where nothing is called as typed. */
  readonly meant?: SafeText | undefined;
}

export interface Toast {
  readonly text: SafeText;
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  readonly until: number;
}

/** When something was done, and how long from then on it can be taken back, ms. */
export interface Undoable {
  readonly at: number;
  readonly lasts: number;
}

export interface AppState {
  readonly columns: number;
  readonly rows: number;
  /** Advances only as coarsely as anything on screen needs (rule 243). */
  readonly now: number;
  /** The moment of the past that the screen shows; then `now` is that moment. */
  readonly past?: number | undefined;
  /** Version of the snapshots: grows when data changed. */
  readonly data: number;
  readonly period: Period;
  readonly stack: readonly Place[];
  /** Places that going back has left, nearest first: until another page is opened one can go forward to them. */
  readonly ahead: readonly Place[];
  /** The keymap in force: ours with the user's own keys. */
  readonly keymap: readonly Command[];
  /** Commands, aliases and hotkeys of the user's own. */
  readonly own: Own;
  readonly pending: Pending;
  readonly prompt?: Prompt | undefined;
  readonly overlay?: Overlay | undefined;
  /** What was found wrong with the user's files. */
  readonly configProblems: readonly SafeText[];
  readonly toast?: Toast | undefined;
  /** Files of the user's own whose changes are in memory only. */
  readonly unsaved?: ReadonlySet<SafeText> | undefined;
  readonly favorites: readonly FavoriteRef[];
  /** Workspaces that can be opened instead, the open one first. */
  readonly workspaces: readonly WorkspaceOffer[];
  /** What the user keeps of this workspace on this machine. */
  readonly local: Local;
  /** Alerts of the open workspace, past ones too, as they are kept. */
  readonly alerts: readonly AlertRecord[];
  /** Channels that do not take what they are told. */
  readonly alertTroubles: readonly ChannelTrouble[];
  /** How the user sorted each view, by its id. */
  readonly sorts: Readonly<Record<string, Sort>>;
  /** The filter that was left on the list of each page, by its view. */
  readonly filters: Readonly<Record<string, string>>;
  /** What was typed in lines before. */
  readonly typed: TypedLines;
  /** How the user wants the list of each view to look, by its id. */
  readonly looks: Readonly<Record<string, TableLook>>;
  /** Favorites removed a moment ago, with the places they had. */
  readonly removed?:
    | ({ readonly refs: readonly { readonly ref: FavoriteRef; readonly index: number }[] } & Undoable)
    | undefined;
  /** How to take back what was last changed of the user's own, as long as that can be asked for. */
  readonly undo?: ({ readonly done: SafeText; change(local: Local): Local } & Undoable) | undefined;
  /** Since when a `segtop serve` of this host watches the workspace, ms; undefined where none does. */
  readonly watchedSince?: number | undefined;
  readonly paused: boolean;
  /** What the intervals of reading are multiplied with, as the user has set it in this run. */
  readonly pace: number;
  /** The mouse is reported. */
  readonly mouse: boolean;
  /** The user has pressed a key: from then on only keys move the focus. */
  readonly touched?: boolean | undefined;
  /** When the user last asked for a refresh that has not ended yet. */
  readonly refreshing?: number | undefined;
  readonly interruptedAt?: number | undefined;
}

export type AppStore = StoreApi<AppState>;

export function createAppStore(initial: Partial<AppState>): AppStore {
  return createStore<AppState>(() => ({
    columns: 80,
    rows: 24,
    now: 0,
    data: 0,
    period: '24h',
    stack: [placeOf('home')],
    ahead: [],
    keymap: allKeys,
    own: noOwn,
    pending: nothingPending,
    favorites: [],
    workspaces: [],
    local: noLocal,
    alerts: [],
    alertTroubles: [],
    sorts: {},
    looks: {},
    filters: {},
    typed: {},
    configProblems: [],
    paused: false,
    pace: 1,
    mouse: false,
    ...initial,
  }));
}

export function place(state: AppState): Place {
  return state.stack.at(-1) ?? placeOf('home');
}
