import type { Stroke } from './strokes.ts';

/** What can lie over a page, by what its keys do; `edit` are those that change a line wherever one is typed. */
export const overlayScopes = ['dialog', 'menu', 'picker', 'help', 'line', 'edit'] as const;
export type OverlayScope = (typeof overlayScopes)[number];

/** Where a key works. `global` everywhere but in text fields; `rows` where a pane has rows; others on one view or pane. */
export type Scope =
  | 'global'
  | 'rows'
  | 'home'
  | 'graph'
  | 'favorites'
  | 'triage'
  | 'connection'
  | 'payload'
  | 'audit'
  | 'privacy'
  | 'privacy-grid'
  | 'replay'
  | 'workspaces'
  | 'toggles'
  | OverlayScope;

export type Group = 'Pages' | 'Move' | 'Look' | 'Data' | 'Act' | 'Program' | 'Over the page';

/** One command: everything the help, the footer, the palette and the README say about it. */
export interface Command {
  readonly id: string;
  /** Alternatives; a sequence is written with spaces: `g g`. */
  readonly keys: readonly Stroke[];
  readonly scope: Scope;
  readonly group: Group;
  readonly title: string;
  /** Short form for the footer; commands without one are found in the help. */
  readonly hint?: string;
  /** Changes something in Segment: needs --write and a dialog. */
  readonly danger?: boolean;
}
