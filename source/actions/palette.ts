import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { Offer, Prompt } from '../state/store.ts';
import { place } from '../state/store.ts';
import { scopesHere, whyNot } from './availability.ts';
import { changePane, current } from './current.ts';
import type { Action, Environment } from './environment.ts';
import { openTarget, page } from './navigate.ts';
import { toast } from './toast.ts';

/** What a line of the palette can start with. */
interface Entry {
  /** The first name is the one shown. */
  readonly names: readonly string[];
  readonly offer: Offer;
  run(rest: readonly string[]): void;
}

/** Commands that are moves of the hand: nobody types their names. */
const unnamed = /^(move|pane|tab|row|back|palette|quit|page\.(?!worst))/;

const nameOf = (id: string): string => id.replace('page.', '').replace('.', '-');

function pageEntries(environment: Environment): Entry[] {
  return environment.pages().map(({ names, target, title, key }) => ({
    names,
    offer: { name: sanitise(names[0]), title, keys: key === undefined ? [] : [key] },
    run: (rest) => {
      if (Object.keys(target.params).length > 0) openTarget(environment, target);
      else page(target.view)(environment, 1);
      if (rest.length > 0) filterList(environment, rest.join(' '));
    },
  }));
}

function commandEntries(environment: Environment): Entry[] {
  const scopes = scopesHere(environment);
  const { keymap } = environment.store.getState();
  return keymap
    .filter(({ id, scope }) => !unnamed.test(id) && (scope === 'global' || scopes.includes(scope)))
    .map(({ id, keys, title }) => {
      const reason = whyNot(environment, id as CommandId);
      return {
        names: [nameOf(id)],
        offer: { name: sanitise(nameOf(id)), title: title as SafeText, keys, reason },
        run: () => {
          if (reason) toast(environment, t`${sanitise(nameOf(id))}: ${reason}`, 'info');
          else environment.run(id as CommandId);
        },
      };
    });
}

function periodEntries({ store, savePeriod }: Environment): Entry[] {
  return (['24h', '7d'] as const).map((period) => ({
    // The key of Overview works on an empty line: nothing that is typed by hand begins with it.
    names: [`last-${period}`, period],
    offer: { name: sanitise(`last-${period}`), title: period === '24h' ? t`Last 24 hours` : t`Last 7 days`, keys: [] },
    run: () => {
      store.setState({ period });
      savePeriod();
    },
  }));
}

function entries(environment: Environment): Entry[] {
  const quit = { name: t`quit`, title: t`End segtop`, keys: [] };
  return [
    ...pageEntries(environment),
    ...periodEntries(environment),
    ...commandEntries(environment),
    { names: ['quit', 'q', 'q!'], offer: quit, run: () => environment.exit() },
  ];
}

/** Whether the letters stand in the text in this order. */
function scattered(text: string, letters: string): boolean {
  let at = -1;
  return [...letters].every((letter) => {
    at = text.indexOf(letter, at + 1);
    return at >= 0;
  });
}

/** 0 is best: the name itself, its beginning, the beginning of a word of the title, the letters in order. */
function rank({ names, offer }: Entry, word: string): number | undefined {
  if (names.includes(word)) return 0;
  if (names.some((name) => name.startsWith(word))) return 1;
  if (` ${offer.title.toLowerCase()}`.includes(` ${word}`)) return 2;
  return names.some((name) => scattered(name, word)) ? 3 : undefined;
}

function found(environment: Environment, text: string): Entry[] {
  const word = text.trimStart().split(' ')[0]?.toLowerCase() ?? '';
  return entries(environment)
    .flatMap((entry) => {
      const at = rank(entry, word);
      return at === undefined ? [] : [{ entry, at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

/** The palette's line with what it may become, best first. */
export function commandPrompt(environment: Environment, text: string, cursor: number): Prompt {
  return { kind: 'command', text, cursor, at: 0, offers: found(environment, text).map(({ offer }) => offer) };
}

export const palette: Action = (environment) =>
  environment.store.setState({ prompt: commandPrompt(environment, '', 0) });

/**
 * Runs a line: a page with a filter after it (`destinations braze`), or a command by name; names may be cut short.
 * @param chosen the name picked from the offers, in the place of the line's first word
 */
export function runLine(environment: Environment, text: string, chosen?: string): void {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const word = chosen ?? first;
  if (word === '') return;
  const entry = found(environment, word)[0];
  if (entry) return entry.run(rest);
  toast(environment, t`No page or command is called ${sanitise(word)}: tab and ↓ choose one`, 'warn');
}

function filterList(environment: Environment, filter: string): void {
  const here = current(environment);
  const { view } = place(environment.store.getState());
  if (here && view === here.top.view)
    changePane(environment, here.pane, { filter, index: 0, offset: 0, selected: undefined });
}
