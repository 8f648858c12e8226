import { nearest } from '../../domain/nearest.ts';
import { sanitise, t } from '../../domain/text.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { commandName } from '../../keys/labels.ts';
import { ownNameOf } from '../../keys/own.ts';
import { isAddress, isPageAddress } from '../../state/address.ts';
import type { ViewId } from '../../state/pages.ts';
import type { Offer, Prompt } from '../../state/store.ts';
import type { Action } from '../action.ts';
import { current, scopesHere } from '../current.ts';
import type { Environment } from '../environment.ts';
import { exportTo } from '../exporting.ts';
import { endOrAsk, page } from '../navigate.ts';
import { openTarget } from '../open-target.ts';
import { openAddress } from '../own.ts';
import { goAt, nowAlready, toNow } from '../time-travel.ts';
import { toast } from '../toast.ts';
import { type Arguments, addressArguments, exportArguments, momentArguments } from './arguments.ts';
import { type FoundThing, foundThings, lettersIn } from './finder.ts';
import { filterPage } from './kept-filter.ts';

/** What a line of the palette can start with. */
interface Entry {
  /** The first name is the one shown. */
  readonly names: readonly string[];
  readonly offer: Offer;
  /** What it takes after its name; without these nothing, or what `free` says. */
  readonly takes?: Arguments | undefined;
  /** Whatever follows its name is its own affair. */
  readonly free?: true;
  /** @param rest what follows the name, as it was typed */
  run(rest: string): void;
}

/** Commands that are moves of the hand: nobody types their names. */
const unnamed = /^(move|pane|tab|row|back|palette|quit|page\.(?!worst)|go\.)/;

const nameOf = (id: string): string => ownNameOf(id) ?? commandName(id);

function pageEntries(environment: Environment): Entry[] {
  return environment.pages().map(({ names, target, title, key }) => ({
    names,
    offer: { id: `page:${names[0]}`, name: sanitise(names[0]), title, keys: key === undefined ? [] : [key] },
    free: true,
    run: (rest) => {
      if (Object.keys(target.params).length > 0) openTarget(environment, target);
      else page(target).run(environment);
      if (rest !== '') filterList(environment, target.view, rest);
    },
  }));
}

function commandEntries(environment: Environment): Entry[] {
  const scopes = scopesHere(environment);
  const { keymap } = environment.store.getState();
  return keymap
    .filter(({ id, scope }) => !unnamed.test(id) && (scope === 'global' || scopes.includes(scope)))
    .map(({ id, keys, title }) => ({
      names: [nameOf(id)],
      offer: {
        id,
        name: sanitise(nameOf(id)),
        title: sanitise(title),
        keys,
        reason: environment.whyNot(id as CommandId),
      },
      ...withArguments(environment, id as CommandId),
    }));
}

/** Most commands take nothing after their names. */
function withArguments(environment: Environment, id: CommandId): Pick<Entry, 'takes' | 'run'> {
  if (id !== 'export') return { run: () => environment.run(id) };
  return {
    takes: exportArguments(environment),
    run: (rest) => (rest === '' ? environment.run(id) : exportTo(environment, rest)),
  };
}

function periodEntries({ store, savePeriod }: Environment): Entry[] {
  return (['24h', '7d'] as const).map((period) => ({
    // The key of Overview on an empty line leads there, so no name that is offered begins with it.
    names: [`last-${period}`, period],
    offer: {
      id: `period:${period}`,
      name: sanitise(`last-${period}`),
      title: period === '24h' ? t`Last 24 hours` : t`Last 7 days`,
      keys: [],
    },
    run: () => {
      store.setState({ period });
      savePeriod();
    },
  }));
}

/** `:at 02:00` and `:now`. */
function timeEntries(environment: Environment): Entry[] {
  const isPast = environment.store.getState().past !== undefined;
  const at = t`Back in time: at 02:00, yesterday 02:00, 2026-11-28T02:00, -3h`;
  const reason = isPast ? undefined : nowAlready.why;
  return [
    {
      names: ['at'],
      offer: { id: 'time:at', name: t`at`, title: at, keys: [] },
      takes: momentArguments(environment),
      run: (rest) => goAt(environment, rest),
    },
    {
      names: ['now'],
      offer: { id: 'time:now', name: t`now`, title: t`Return to now`, keys: [], reason },
      run: () => (isPast ? toNow(environment) : toast(environment, t`Nothing to do: ${nowAlready.why}`, 'info')),
    },
  ];
}

/** `:open TYPE/ID`. */
function addressEntry(environment: Environment): Entry {
  return {
    names: ['open'],
    offer: { id: 'address', name: t`open`, title: t`A page by its address: open source/iOS`, keys: [] },
    takes: addressArguments(environment),
    run: (rest) =>
      rest === ''
        ? environment.store.setState({ prompt: commandPrompt(environment, 'open ', 5) })
        : openAddress(environment, rest),
  };
}

/** Other names of the user's own: an address, or a line of the palette that what follows is put behind. */
function aliasEntries(environment: Environment): Entry[] {
  return Object.entries(environment.store.getState().own.aliases).map(([name, line]) => ({
    names: [name],
    offer: { id: `alias:${name}`, name: sanitise(name), title: t`= ${sanitise(line, 200)}`, keys: [] },
    free: true,
    run: (rest) => {
      if (isAddress(line)) openAddress(environment, line);
      else runWords(environment, `${line} ${rest}`.trim(), found(environment, line, builtInEntries(environment))[0]);
    },
  }));
}

function builtInEntries(environment: Environment): Entry[] {
  const quit = { id: 'quit:now', name: t`quit`, title: t`End segtop`, keys: [] };
  return [
    ...pageEntries(environment),
    ...periodEntries(environment),
    ...timeEntries(environment),
    addressEntry(environment),
    ...commandEntries(environment),
    { names: ['quit', 'q', 'q!'], offer: quit, run: () => endOrAsk(environment) },
  ];
}

/** What the user has named comes before what segtop calls the same. */
function entries(environment: Environment): Entry[] {
  const [own, others] = [aliasEntries(environment), builtInEntries(environment)];
  const isOwn = ({ offer }: Entry) => ownNameOf(offer.id) !== undefined;
  return [...own, ...others.filter(isOwn), ...others.filter((entry) => !isOwn(entry))];
}

/** A thing of the workspace; what it is stands beside its name. */
function thingEntry(environment: Environment, { thing: { kind, name, target }, matches }: FoundThing): Entry {
  return {
    names: [],
    offer: { id: JSON.stringify(target), name, title: t``, kind, matches, keys: [] },
    run: () => openTarget(environment, target),
  };
}

/** 0 is best: the name itself, its beginning, the beginning of a word of the title, the letters in order. */
function rank({ names, offer }: Entry, word: string): number | undefined {
  if (names.includes(word)) return 0;
  if (names.some((name) => name.startsWith(word))) return 1;
  if (` ${offer.title.toLowerCase()}`.includes(` ${word}`)) return 3;
  return names.some((name) => lettersIn(sanitise(name), word)) ? 4 : undefined;
}

/**
 * A thing with exactly this name, or one that begins with several words as typed, comes before a page that only the first word
 * names. Other things come after pages and commands that begin so, and before those that only contain it; scattered letters are
 * last.
 */
function thingRank({ exact, begins, whole }: FoundThing, line: string): number {
  if (exact) return line.includes(' ') ? -1 : 0.5;
  if (begins && line.includes(' ')) return -0.5;
  return whole ? 2 : 5;
}

/** Whether more words may follow the first: what was typed of them must not be lost without a word. */
function hasRoom({ names, offer, takes, free }: Entry, word: string, line: string): boolean {
  const whole = line.toLowerCase().replace(/\s+/g, ' ');
  return takes !== undefined || free === true || names.includes(word) || offer.title.toLowerCase().includes(whole);
}

/** What a line may become, best first: its first word a page or a command, or all of it the name of a thing (G-01). */
function found(environment: Environment, text: string, all = entries(environment)): Entry[] {
  const typed = argumentEntries(text, all);
  if (typed) return typed;
  const line = text.trim();
  const word = line.split(/\s+/)[0]?.toLowerCase() ?? '';
  const more = restOf(line) !== '';
  const ranked = all.flatMap((entry) => {
    const at = rank(entry, word);
    if (at === undefined || (more && !hasRoom(entry, word, line))) return [];
    const offer = { ...entry.offer, matches: lettersIn(entry.offer.name, word) };
    return [{ entry: { ...entry, offer }, at }];
  });
  const things = foundThings(environment.things(), line).map((each) => ({
    entry: thingEntry(environment, each),
    at: thingRank(each, line),
  }));
  // A thing that is called just so comes before the page that its name would be the address of.
  const opening = isPageAddress(line) ? argumentEntries(`open ${line}`, all) : undefined;
  const pages = (opening ?? []).map((entry) => ({ entry, at: 1 }));
  return [...ranked, ...things, ...pages].sort((a, b) => a.at - b.at).map(({ entry }) => entry);
}

/** What stands behind the first word of a line, and the blanks between. */
const restOf = (text: string): string => text.trimStart().replace(/^\S+\s*/, '');

/** The command with arguments that the line names in full, with a blank behind it. */
function argued(text: string, all: readonly Entry[]): Entry | undefined {
  const [, word] = /^\s*(\S+)\s/.exec(text) ?? [];
  const entry = word === undefined ? undefined : all.find(({ names }) => names.includes(word.toLowerCase()));
  return entry?.takes ? entry : undefined;
}

/** While arguments are typed: the line as it is and what it would do, then what it may become. */
function argumentEntries(text: string, all: readonly Entry[]): Entry[] | undefined {
  const entry = argued(text, all);
  if (!entry?.takes) return undefined;
  const { takes, names, run } = entry;
  const [name = ''] = names;
  const rest = restOf(text);
  const checked = takes.check(rest);
  const what = 'why' in checked ? { title: t``, reason: checked.why } : { title: checked.does };
  const asTyped = { id: 'typed', name: sanitise(rest.trim() === '' ? '…' : rest.trim(), 200), keys: [], ...what };
  const others = takes.offers(rest).map(
    (each): Entry => ({
      names: [],
      offer: {
        ...{ id: `typed:${each.rest}`, name: sanitise(each.rest, 200), title: each.title, keys: [] },
        line: `${name} ${each.rest}`,
      },
      run: () => run(each.rest),
    }),
  );
  return [{ names: [], offer: asTyped, run: () => run(rest.trim()) }, ...others];
}

/** The name that was probably meant, where nothing begins like what was typed. */
function meantBy(text: string, all: readonly Entry[]): string | undefined {
  const word = text.trim().split(/\s+/)[0] ?? '';
  return nearest(
    word,
    all.flatMap(({ names }) => names),
  );
}

/** The palette's line with what it may become, best first. */
export function commandPrompt(environment: Environment, text: string, cursor: number): Prompt {
  const all = entries(environment);
  const offers = found(environment, text, all).map(({ offer }) => offer);
  const about = argued(text, all)?.offer.name;
  const meant = offers.length === 0 ? meantBy(text, all) : undefined;
  return {
    ...{ kind: 'command', text, cursor, at: 0, offers },
    ...(about !== undefined && { about }),
    ...(meant !== undefined && { meant: sanitise(meant) }),
  };
}

/** What a name looked for on Home may be: things of the workspace, and at last the list behind the panel with it as its filter. */
function sought(environment: Environment, text: string): Entry[] {
  const things = foundThings(environment.things(), text).map((each) => thingEntry(environment, each));
  const open = current(environment)?.pane.open;
  const line = text.trim();
  if (!open || line === '') return things;
  const named = environment.pages().find(({ target }) => target.view === open.view);
  const title = named?.title ?? sanitise(open.view);
  const list: Entry = {
    names: [],
    offer: { id: 'list', name: t`${title} /${sanitise(line)}`, title: t``, kind: t`filter`, keys: [] },
    run: () => {
      openTarget(environment, open);
      filterList(environment, open.view, line);
    },
  };
  return [...things, list];
}

/** The line that looks for a name on Home. */
export function findPrompt(environment: Environment, text: string, cursor: number): Prompt {
  return { kind: 'find', text, cursor, at: 0, offers: sought(environment, text).map(({ offer }) => offer) };
}

/** A line of each kind as it is typed. */
export const prompts: Readonly<
  Record<Prompt['kind'], (environment: Environment, text: string, cursor: number) => Prompt>
> = {
  command: commandPrompt,
  find: findPrompt,
  filter: (_, text, cursor) => ({ kind: 'filter', text, cursor }),
  collection: (_, text, cursor) => ({ kind: 'collection', text, cursor }),
};

/** What the chosen offer says when it is no longer among those found. */
const notFound = t`not found any more`;

/** Nobody sees a change and answers it within this time, ms. */
const reaction = 300;

/** The first offer that whoever presses a key now has seen, where another one has taken its place a moment ago. */
export const seenFirst = ({ before }: Prompt, now: number): Prompt['before'] =>
  before && now >= before.changedAt && now - before.changedAt < reaction ? before : undefined;

const isAlike = (a: Offer, b: Offer | undefined): boolean =>
  a.id === b?.id && a.name === b.name && a.title === b.title && a.reason === b.reason;

/**
 * What a line offers grows with what is read while it is typed, and the chosen one stays chosen. Where that is gone it stands there
 * still and says so: Enter, pressed at this moment, must not run another.
 */
export function renewPrompt(environment: Environment): void {
  const { prompt } = environment.store.getState();
  if (!prompt || prompt.offers === undefined || prompt.text.trim() === '') return;
  const next = prompts[prompt.kind](environment, prompt.text, prompt.cursor);
  const { offers: before, at = 0 } = prompt;
  const after = next.offers ?? [];
  if (before.length === after.length && before.every((offer, index) => isAlike(offer, after[index]))) return;
  const chosen = at === 0 && before[0]?.reason !== notFound ? undefined : before[at];
  const found = after.findIndex(({ id }) => id === chosen?.id);
  if (chosen === undefined) {
    const now = environment.now();
    const [first] = before;
    const isOther = first !== undefined && first.reason !== notFound && first.id !== after[0]?.id;
    const seen = seenFirst(prompt, now) ?? (isOther ? { id: first.id, changedAt: now } : undefined);
    return environment.store.setState({ prompt: { ...next, at: 0, ...(seen && { before: seen }) } });
  }
  if (found >= 0) return environment.store.setState({ prompt: { ...next, at: found } });
  const { kind: _, ...others } = chosen;
  const gone: Offer = { ...others, title: t``, reason: notFound };
  const stands = Math.min(at, after.length);
  environment.store.setState({ prompt: { ...next, offers: after.toSpliced(stands, 0, gone), at: stands } });
}

const tellGone = (environment: Environment): void =>
  toast(environment, t`Nothing done: what was chosen is not found any more`, 'warn');

/** Opens what was looked for: the one chosen, else the first. */
export function runFind(environment: Environment, text: string, chosen?: string): void {
  if (text.trim() === '') return;
  const all = sought(environment, text);
  const entry = chosen === undefined ? all[0] : all.find(({ offer }) => offer.id === chosen);
  if (chosen !== undefined && !entry) return tellGone(environment);
  entry?.run('');
}

export const palette: Action<Environment> = {
  run: (environment) => environment.store.setState({ prompt: commandPrompt(environment, '', 0) }),
};

/**
 * Runs a line: a page with a filter after it (`destinations braze`), a command by name, or a thing; names may be cut short.
 * @param chosen id of the offer that was picked
 */
export function runLine(environment: Environment, text: string, chosen?: string): void {
  if (text.trim() === '' && chosen === undefined) return;
  const all = found(environment, text);
  const entry = chosen === undefined ? all[0] : all.find(({ offer }) => offer.id === chosen);
  if (chosen !== undefined && !entry) return tellGone(environment);
  runWords(environment, text, entry);
}

function runWords(environment: Environment, text: string, entry: Entry | undefined): void {
  const rest = restOf(text).trim();
  const isNamed = entry?.names.includes(text.trim().split(/\s+/)[0]?.toLowerCase() ?? '');
  if (entry && isNamed && rest !== '' && !entry.takes && !entry.free)
    return toast(environment, t`${entry.offer.name} takes nothing after it`, 'warn');
  if (entry) return entry.run(rest);
  const meant = meantBy(text, entries(environment));
  const hint = meant === undefined ? t`` : t`; did you mean ${sanitise(meant)}?`;
  toast(
    environment,
    t`Nothing read so far is called ${sanitise(text.trim())}${hint || t`: pages, commands, names, events and error codes are found`}`,
    'warn',
  );
}

/** A page with words after it: the filter of its list. On Home, which has none, they are a name that is looked for, as after `/`. */
const filterList = (environment: Environment, view: ViewId, words: string): void =>
  filterPage(environment, view, words, () =>
    environment.store.setState({ prompt: findPrompt(environment, words, words.length) }),
  );

/** `:export` without more: the line that asks for the format and the place. */
export const exportRows: Action<Environment> = {
  run: (environment) => environment.store.setState({ prompt: commandPrompt(environment, 'export ', 7) }),
};
