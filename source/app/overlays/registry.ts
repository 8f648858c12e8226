import { type OverlayId, overlayCommand } from '../../keys/overlay-keys.ts';
import type { Press } from '../../keys/strokes.ts';
import type { AppState } from '../../state/store.ts';
import { columns } from './columns/index.ts';
import { confirm } from './confirm/index.ts';
import { favorites } from './favorites/index.ts';
import { help } from './help/index.ts';
import { menu } from './menu/index.ts';
import { outcome } from './outcome/index.ts';
import type { Hands, Open, OverlayDefinition } from './overlay.ts';
import { own } from './own/index.ts';
import { collection, command, filter, find } from './prompt/index.ts';
import { quit } from './quit/index.ts';
import { replace } from './replace/index.ts';
import { workspaces } from './workspaces/index.ts';

/** Every overlay: the compiler asks for one of each kind. */
export const overlays: { readonly [K in Open['kind']]: OverlayDefinition<K> } = {
  collection,
  columns,
  command,
  confirm,
  favorites,
  filter,
  find,
  help,
  menu,
  outcome,
  own,
  quit,
  replace,
  workspaces,
};

/** The definition for something open, which is registered under the name of its kind. */
export const definitionOf = ({ kind }: Open) => overlays[kind] as OverlayDefinition<Open['kind'], Open>;

/** What is open, with all that is known of its kind. */
export interface Opened {
  readonly data: Open;
  readonly of: OverlayDefinition<Open['kind'], Open>;
}

/** What gets the keys instead of the page: a dialog before a line that is typed. */
export function opened({ overlay, prompt }: Pick<AppState, 'overlay' | 'prompt'>): Opened | undefined {
  const data = overlay ?? prompt;
  return data && { data, of: definitionOf(data) };
}

/** A key on what is open. */
export function pressOn({ data, of }: Opened, press: Press, hands: Hands): void {
  const { keymap } = hands.environment.store.getState();
  of.press(data, { ...press, does: overlayCommand(keymap, of.scopes(data), press.stroke) }, hands);
}

/** A command on what is open, as the mouse means it. */
export function commandOn({ data, of }: Opened, does: OverlayId, hands: Hands): void {
  of.press(data, { stroke: '', does }, hands);
}
