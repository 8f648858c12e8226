import { type SafeText, t } from '../domain/text.ts';
import { type CommandId, commandIn } from '../keys/keymap.ts';
import { commandName, keyLabel } from '../keys/labels.ts';
import type { Target } from '../state/pages.ts';
import { isShown } from '../state/place.ts';
import { place } from '../state/store.ts';
import type { Environment, Here, Sight, Why } from './environment.ts';
import { openTarget } from './open-target.ts';

/** One command: when it has nothing to do, what it does else, and what the footer calls it. */
export interface Action<Needs = Here> {
  /** Why it has nothing to do here; undefined where it works. Help, footer, palette and its key all ask this. */
  why?(sight: Sight): Why | undefined;
  run(environment: Needs): void;
  /** What a key press is told before the reason. */
  readonly refusal?: SafeText;
  /** What the footer calls it here, where that is not what the keymap says. */
  hint?(sight: Sight): SafeText | undefined;
}

export type AnyAction = Action<Environment>;

export const isWhy = (found: unknown): found is Why => typeof found === 'object' && found !== null && 'why' in found;

/** A command that works on something of the screen: what that is, or why there is none, is found in one place. */
export function on<Needs extends Sight, Result extends object>(
  find: (sight: Sight) => Result,
  run: (environment: Needs, found: Exclude<Result, Why>) => void,
  words: Pick<Action, 'refusal' | 'hint'> = {},
): Action<Needs> {
  return {
    ...words,
    why: (sight) => {
      const found = find(sight);
      return isWhy(found) ? found : undefined;
    },
    run: (environment) => {
      const found = find(environment);
      if (!isWhy(found)) run(environment, found as Exclude<Result, Why>);
    },
  };
}

/** What a place that is open already says to who wants to open it. */
export const thisIsIt: Why = { why: t`this is it` };

/** The key of a command in a sentence, in words; `:name` where the user took it away. */
export function keyIn({ store }: Pick<Sight, 'store'>, id: CommandId): SafeText {
  const key = commandIn(store.getState().keymap, id)?.keys[0];
  return key === undefined ? t`:${commandName(id)}` : keyLabel(key, true);
}

/** A command that opens a page, or tells why there is none. */
export const opening = (find: (sight: Sight) => Target | Why, refusal: SafeText): Action =>
  on(
    (sight) => {
      const target = find(sight);
      return !isWhy(target) && isShown(place(sight.store.getState()), target) ? thisIsIt : target;
    },
    (environment: Here, target) => openTarget(environment, target),
    { refusal },
  );
