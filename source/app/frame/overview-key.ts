import type { Environment } from '../../actions/environment.ts';
import { page } from '../../actions/navigate.ts';
import { commandIn } from '../../keys/keymap.ts';
import { overlayCommand } from '../../keys/overlay-keys.ts';
import type { Stroke } from '../../keys/strokes.ts';
import { pages } from '../../state/pages.ts';
import { opened } from '../overlays/registry.ts';

/**
 * Whether a stroke is the key of Overview over something open in which no text is typed: like the logo of the web app, it leads
 * there from everywhere. On an empty line of the palette too.
 */
export function isOverviewKey({ store }: Environment, stroke: Stroke): boolean {
  const state = store.getState();
  const keys: readonly Stroke[] = commandIn(state.keymap, 'page.overview')?.keys ?? [];
  if (!keys.includes(stroke)) return false;
  const open = opened(state);
  if (open === undefined || open.of.isBusy(open.data)) return false;
  const scopes = open.of.scopes(open.data);
  // Its own keys come first, and what is no digit begins a line.
  return (
    overlayCommand(state.keymap, scopes, stroke) === undefined && !(scopes.includes('edit') && /^\D$/u.test(stroke))
  );
}

/** Closes what is open and lands on Overview. */
export function toOverview(environment: Environment): void {
  environment.store.setState({ overlay: undefined, prompt: undefined });
  page(pages.overview.at()).run(environment);
}
