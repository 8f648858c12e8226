import { sanitise } from '../domain/text.ts';
import type { CommandId, Scope } from '../keys/keymap.ts';
import { isOverlayCommand } from '../keys/overlay-keys.ts';
import type { HelpEntry } from '../state/store.ts';
import type { Action } from './action.ts';
import { scopesHere } from './current.ts';
import type { Commands, Here } from './environment.ts';

/** Every command that has a key of its own at this place, with the keys that mean it here, and why where it has nothing to do. */
export function helpEntries(environment: Here & Commands): HelpEntry[] {
  const scopes = scopesHere(environment);
  const { keymap } = environment.store.getState();
  const rank = (scope: Scope) => (scope === 'global' ? scopes.length : scopes.indexOf(scope));
  const here = keymap.filter(({ scope }) => rank(scope) >= 0);
  const means = (key: string, by: Scope) =>
    !here.some(({ keys, scope }) => keys.includes(key) && rank(scope) < rank(by));
  return here
    .filter(({ keys, scope }) => keys.length === 0 || keys.some((key) => means(key, scope)))
    .map(({ id, group, keys, scope, title }) => ({
      group,
      keys: keys.filter((key) => means(key, scope)),
      title: sanitise(title),
      reason: environment.whyNot(id as CommandId),
    }));
}

/** Keys of what can lie over the page: the same everywhere. */
const overlayEntries = ({ store }: Here): HelpEntry[] =>
  store
    .getState()
    .keymap.filter(isOverlayCommand)
    .map(({ group, keys, title }) => ({ group, keys, title: sanitise(title) }));

export const help: Action<Here & Commands> = {
  run: (environment) =>
    environment.store.setState({
      overlay: {
        kind: 'help',
        entries: [...helpEntries(environment), ...overlayEntries(environment)],
        page: environment.shownText(),
        filter: { text: '', cursor: 0 },
        typing: false,
        offset: 0,
      },
    }),
};
