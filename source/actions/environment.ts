import type { SafeText } from '../domain/text.ts';
import type { Pane, Subject } from '../state/pane.ts';
import type { Target } from '../state/place.ts';
import type { AppStore, FavoriteRef } from '../state/store.ts';

/** A page or command as the palette offers it. */
export interface Destination {
  readonly names: readonly string[];
  readonly target: Target;
}

/** What actions may reach. The composition root hands it in; tests hand in a fake. */
export interface Environment {
  readonly store: AppStore;
  now(): number;
  /** The panes of the view on top, as they are drawn now. */
  panes(): readonly Pane[];
  /** Rows of a pane that fit on the screen, for paging. */
  pageHeight(): number;
  pages(): readonly Destination[];
  /** The connection that loses most now. */
  worst(): Target | undefined;
  /** Reads again: what is on screen, or everything. */
  refresh(all: boolean): void;
  pause(paused: boolean): void;
  /** Everything that can be a favorite. */
  candidates(): readonly FavoriteRef[];
  saveFavorites(favorites: readonly FavoriteRef[]): void;
  savePeriod(): void;
  /** The page of the web app for a subject, or for the view on top. */
  webLink(subject: Subject | undefined): SafeText;
  /** Copies to the user's clipboard; the answer says how. */
  copy(text: string): SafeText;
  redraw(): void;
  suspend(): void;
  exit(): void;
}

export type Action = (environment: Environment, count: number) => void;
