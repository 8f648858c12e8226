import type { SafeText } from '../domain/text.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { HelpEntry } from '../state/store.ts';
import { scopesHere, whyNot } from './availability.ts';
import type { Action, Environment } from './environment.ts';

/** Every command that has a key at this place, and why where it has nothing to do. */
export function helpEntries(environment: Environment): HelpEntry[] {
  const scopes = scopesHere(environment);
  const { keymap } = environment.store.getState();
  return keymap
    .filter(({ scope }) => scope === 'global' || scopes.includes(scope))
    .map(({ id, group, keys, title }) => ({
      group,
      keys,
      title: title as SafeText,
      reason: whyNot(environment, id as CommandId),
    }));
}

export const help: Action = (environment) =>
  environment.store.setState({ overlay: { kind: 'help', entries: helpEntries(environment), offset: 0 } });
