import type { Environment } from '../../actions/environment.ts';
import { page } from '../../actions/navigate.ts';
import type { Stroke } from '../../keys/strokes.ts';

/** Overlays in which nothing is typed that would be lost. */
const light: ReadonlySet<string> = new Set(['help', 'quit', 'menu', 'workspaces', 'outcome']);

/**
 * Whether a stroke is the key of Overview over something open in which no text is typed: like the logo of the web app, it leads
 * there from everywhere. On an empty line of the palette too.
 */
export function isLogo({ store }: Environment, stroke: Stroke): boolean {
  const { overlay, prompt, keymap } = store.getState();
  const keys: readonly Stroke[] = keymap.find(({ id }) => id === 'page.overview')?.keys ?? [];
  if (!keys.includes(stroke)) return false;
  if (overlay)
    return light.has(overlay.kind) || (overlay.kind === 'confirm' && !overlay.field && overlay.sending === undefined);
  return prompt?.kind === 'command' && prompt.text === '';
}

/** Closes what is open and lands on Overview. */
export function toOverview(environment: Environment): void {
  environment.store.setState({ overlay: undefined, prompt: undefined });
  page('overview')(environment);
}
