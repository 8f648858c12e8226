import type { Change } from '../domain/change.ts';
import type { Local } from '../domain/local.ts';
import type { SafeText } from '../domain/text.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { Pane, Subject } from '../state/pane.ts';
import type { Sort, Target } from '../state/place.ts';
import type { AppStore, FavoriteRef, WorkspaceOffer } from '../state/store.ts';

/** A page as the palette offers it. */
export interface PageOffer {
  readonly names: readonly string[];
  readonly title: SafeText;
  readonly key?: string | undefined;
  readonly target: Target;
}

/** Whether a thing is on, and what switching it starts or stops. */
export interface ChangeableState {
  readonly enabled: boolean;
  readonly whenEnabled: SafeText;
  readonly whenDisabled: SafeText;
}

/** What actions may reach. The composition root hands it in; tests hand in a fake. */
export interface Environment {
  readonly store: AppStore;
  now(): number;
  /** The panes of the view on top, as they are drawn now. */
  panes(): readonly Pane[];
  /** Rows of a pane that fit on the screen, for paging. */
  pageHeight(): number;
  pages(): readonly PageOffer[];
  /** Runs another command, as if its key had been pressed. */
  run(id: CommandId): void;
  /** The payload of the worst error now. */
  worst(): Target | undefined;
  /** The payload of a connection's top error; undefined while it fails nothing. */
  topError(destinationId: string): Target | undefined;
  /** Reads again: what is on screen, or everything. */
  refresh(all: boolean): void;
  pause(paused: boolean): void;
  /** Everything that can be a favorite. */
  candidates(): readonly FavoriteRef[];
  saveFavorites(favorites: readonly FavoriteRef[]): void;
  /** Picks up favorites that another segtop has changed. */
  reloadFavorites(): void;
  /** Keeps something of the user's own about this workspace, on this machine only. */
  saveLocal(change: (local: Local) => Local): void;
  savePeriod(): void;
  /** Remembers how a view is sorted; undefined is its own order. */
  saveSort(view: string, sort: Sort | undefined): void;
  /** The page of the web app for a subject, or for the view on top. */
  webLink(subject: Subject | undefined): SafeText;
  /** Copies to the user's clipboard; the answer says how. */
  copy(text: string): SafeText;
  /** Shows lines in the user's pager, on the terminal that the dashboard gives away meanwhile. */
  page(lines: readonly SafeText[]): void;
  /** Workspaces that can be opened instead. */
  readonly workspaces: readonly WorkspaceOffer[];
  switchTo(name: string): void;
  /** Changes are allowed (--write). */
  readonly mayWrite: boolean;
  stateOf(subject: Subject): ChangeableState | undefined;
  /** Makes a change; rejects with the server's refusal. */
  change(change: Change): Promise<void>;
  redraw(): void;
  suspend(): void;
  exit(): void;
}

export type Action = (environment: Environment, count: number) => void;
