import type { Environment } from '../actions/environment.ts';
import { page } from '../actions/navigate.ts';
import type { Stroke } from '../keys/strokes.ts';

/** Overlays in which nothing is typed that would be lost. */
const light: ReadonlySet<string> = new Set(['help', 'quit', 'menu', 'workspaces', 'outcome']);

/**
 * Whether a stroke is the key of Overview where no text is being typed: it does what the logo of the web app does, over
 * whatever is open (O-08). In the palette that is an empty line; with more in the same chunk it begins a line.
 */
export function isLogo({ store }: Environment, strokes: readonly Stroke[], index: number): boolean {
  const { overlay, prompt, keymap } = store.getState();
  const keys: readonly Stroke[] = keymap.find(({ id }) => id === 'page.overview')?.keys ?? [];
  if (!keys.includes(strokes[index]!)) return false;
  if (overlay)
    return light.has(overlay.kind) || (overlay.kind === 'confirm' && !overlay.field && overlay.sending === undefined);
  return prompt?.kind === 'command' && prompt.text === '' && index === strokes.length - 1;
}

/** Closes what is open and lands on Overview. */
export function toOverview(environment: Environment): void {
  environment.store.setState({ overlay: undefined, prompt: undefined });
  page('overview')(environment, 1);
}
