import type { Environment } from '../actions/environment.ts';
import { page } from '../actions/navigate.ts';
import { commandPrompt } from '../actions/palette.ts';
import type { Press, Stroke } from '../keys/strokes.ts';

/** Overlays in which nothing is typed that would be lost. */
const light: ReadonlySet<string> = new Set(['help', 'quit', 'menu', 'workspaces', 'outcome']);

/**
 * Whether a stroke is the key of Overview where no text is being typed: it does what the logo of the web app does, over
 * whatever is open (O-08). In the palette that is an empty line; with more in the same chunk, or at once after it, it begins a line.
 */
export function isLogo({ store }: Environment, strokes: readonly Stroke[], index: number): boolean {
  const { overlay, prompt, keymap } = store.getState();
  const keys: readonly Stroke[] = keymap.find(({ id }) => id === 'page.overview')?.keys ?? [];
  if (!keys.includes(strokes[index]!)) return false;
  if (overlay)
    return light.has(overlay.kind) || (overlay.kind === 'confirm' && !overlay.field && overlay.sending === undefined);
  return prompt?.kind === 'command' && prompt.text === '' && index === strokes.length - 1;
}

/** Closes what is open and lands on Overview; where that was a line of the palette, a character may still make it text. */
export function toOverview(environment: Environment, text: Stroke): void {
  const { store, now } = environment;
  const { prompt, stack } = store.getState();
  const landed = prompt && { text, at: now(), stack };
  store.setState({ overlay: undefined, prompt: undefined, landed });
  page('overview')(environment, 1);
}

/** What is typed in one go follows within this time, ms: as a count does its motion. */
const oneGo = 400;

/**
 * `24h` typed by hand: the character after the key of Overview takes the landing back, and both are the line of the palette.
 * @returns whether the stroke was taken
 */
export function beginsLine(environment: Environment, { text: more }: Press): boolean {
  const { store, now } = environment;
  const { landed } = store.getState();
  if (!landed) return false;
  const line = `${landed.text}${more ?? ''}`;
  store.setState({ landed: undefined });
  if (more === undefined || now() - landed.at > oneGo) return false;
  store.setState({ stack: landed.stack, prompt: commandPrompt(environment, line, line.length) });
  return true;
}
