import { sanitise } from '../domain/text.ts';
import type { CommandId, Scope } from '../keys/keymap.ts';
import type { HelpEntry } from '../state/store.ts';
import { scopesHere, whyNot } from './availability.ts';
import type { Action, Environment } from './environment.ts';

/** Every command that has a key of its own at this place, and why where it has nothing to do. */
export function helpEntries(environment: Environment): HelpEntry[] {
  const scopes = scopesHere(environment);
  const { keymap } = environment.store.getState();
  const rank = (scope: Scope) => (scope === 'global' ? scopes.length : scopes.indexOf(scope));
  const here = keymap.filter(({ scope }) => rank(scope) >= 0);
  const means = (key: string, by: Scope) =>
    !here.some(({ keys, scope }) => keys.includes(key) && rank(scope) < rank(by));
  return here
    .filter(({ keys, scope }) => keys.length === 0 || keys.some((key) => means(key, scope)))
    .map(({ id, group, keys, title }) => ({
      group,
      keys,
      title: sanitise(title),
      reason: whyNot(environment, id as CommandId),
    }));
}

export const help: Action = (environment) =>
  environment.store.setState({ overlay: { kind: 'help', entries: helpEntries(environment), offset: 0 } });
