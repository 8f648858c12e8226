import { noOwn, type Own } from '../../source/domain/own.ts';
import { boundKeymap } from '../../source/keys/own.ts';
import type { AppState } from '../../source/state/store.ts';

/** The state of a dashboard whose configuration has something of the user's own. */
export function stateWith(own: Partial<Own>): Pick<AppState, 'keymap' | 'own'> {
  const all = { ...noOwn, ...own };
  return { own: all, keymap: boundKeymap({}, all).table };
}
