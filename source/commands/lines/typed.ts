import { UsageError } from '../../config/usage-error.ts';
import type { Period } from '../../domain/time.ts';
import { addressedView, isAddress } from '../../state/address.ts';
import type { ViewId } from '../../state/pages.ts';
import { type ListId, listNamed } from '../lists/names.ts';
import { screenWords } from './screen-words.ts';

/** Options that may follow a command here, as they do on a command line. */
export interface TypedOptions {
  readonly filter?: string;
  readonly sort?: string;
  readonly limit?: number;
  readonly columns?: string;
  readonly code?: string;
  readonly sample?: number;
  readonly from?: string;
  readonly to?: string;
  readonly at?: string;
  readonly reveal?: boolean;
  readonly json?: boolean;
}

/** What a typed line asks for. */
export type Asked =
  | { readonly kind: 'help' | 'quit' | 'status' | 'triage' | 'worst' | 'refresh' | 'profiles' | 'now' | 'nothing' }
  | { readonly kind: 'period'; readonly period: Period | undefined }
  | { readonly kind: 'list'; readonly name: ListId; readonly of?: string; readonly options: TypedOptions }
  | { readonly kind: 'page'; readonly address: string; readonly options: TypedOptions }
  | { readonly kind: 'row'; readonly row: number; readonly options: TypedOptions }
  | { readonly kind: 'payload'; readonly connection: string; readonly options: TypedOptions }
  | { readonly kind: 'report'; readonly address: string }
  | { readonly kind: 'history'; readonly address: string; readonly options: TypedOptions }
  /** A word of the palette that only a screen, or a change of the workspace, gives a meaning. */
  | { readonly kind: 'refused'; readonly word: string; readonly why: string }
  | { readonly kind: 'name'; readonly name: string; readonly options: TypedOptions };

/**
 * Words as a shell takes them: quotes hold one together, also behind an option: `--filter="web prod"`. A quote that is not closed is a
 * letter, as in a name.
 */
export function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/(--[a-z]+=)?(?:"([^"]*)"|'([^']*)')(?=\s|$)|(\S+)/g)].map(
    ([, option = '', double, single, plain]) => plain ?? `${option}${double ?? single}`,
  );
}

const named = new Set(['filter', 'sort', 'limit', 'columns', 'code', 'sample', 'from', 'to', 'at'] as const);
type Named = typeof named extends Set<infer Name> ? Name : never;
const flags = new Set(['reveal', 'json'] as const);
type Flag = typeof flags extends Set<infer Name> ? Name : never;

/** What each kind of question takes; those that are not here take none. */
const taken: Readonly<Partial<Record<Asked['kind'], readonly (keyof TypedOptions)[]>>> = {
  list: ['filter', 'sort', 'limit', 'columns', 'at', 'json'],
  page: ['at', 'json'],
  row: ['at', 'json'],
  name: ['at', 'json'],
  payload: ['code', 'sample', 'reveal', 'json'],
  history: ['from', 'to', 'json'],
};

/** Takes the options out of the words. @throws UsageError */
function optionsOf(words: readonly string[]): { readonly rest: readonly string[]; readonly options: TypedOptions } {
  const rest: string[] = [];
  const options: Record<string, string | number | boolean> = {};
  const left = [...words];
  for (let each = left.shift(); each !== undefined; each = left.shift()) {
    const [, name, own] = /^--([a-z]+)(?:=(.*))?$/.exec(each) ?? [];
    if (name === undefined) rest.push(each);
    else if (flags.has(name as Flag)) options[name] = true;
    else if (named.has(name as Named)) {
      const value = own ?? left.shift();
      if (value === undefined) throw new UsageError(`--${name}`, undefined, `--${name} followed by its value`);
      options[name] = name === 'limit' || name === 'sample' ? countOf(`--${name}`, value) : value;
    } else throw new UsageError('option', each, [...named, ...flags].map((each) => `--${each}`).join(', '));
  }
  return { rest, options };
}

function countOf(option: string, text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count < 1) throw new UsageError(option, text, 'a number from 1');
  return count;
}

const ends = new Set(['quit', 'q', 'q!', 'exit', 'quit-now']);
const simple: Readonly<Record<string, Exclude<Asked, { readonly options: TypedOptions }>>> = {
  help: { kind: 'help' },
  '?': { kind: 'help' },
  triage: { kind: 'triage' },
  wrong: { kind: 'triage' },
  e: { kind: 'triage' },
  home: { kind: 'status' },
  status: { kind: 'status' },
  worst: { kind: 'worst' },
  '!': { kind: 'worst' },
  refresh: { kind: 'refresh' },
  'refresh-all': { kind: 'refresh' },
  r: { kind: 'refresh' },
  workspaces: { kind: 'profiles' },
  profiles: { kind: 'profiles' },
  now: { kind: 'now' },
  '24h': { kind: 'period', period: '24h' },
  'last-24h': { kind: 'period', period: '24h' },
  '7d': { kind: 'period', period: '7d' },
  'last-7d': { kind: 'period', period: '7d' },
};

/**
 * Reads a typed line: the words of the palette and the commands that answer once, with or without `segtop` before them.
 * @param pages pages of the palette by each of their names
 * @throws UsageError for an option that there is not or that the command does not take, or a command without what it is of
 */
export function askedOf(line: string, pages: ReadonlyMap<string, ViewId>): Asked {
  const words = wordsOf(line.trim().replace(/^:\s*/, ''));
  const all = words[0]?.toLowerCase() === 'segtop' ? words.slice(1) : words;
  const [first] = all;
  if (first === undefined) return { kind: 'nothing' };
  const { rest, options } = optionsOf(all.slice(1));
  const asked = meantBy(first, rest, options, pages);
  if (asked.kind === 'refused') return asked;
  // An answer that left one out, such as the moment, would be that of another question.
  const own = taken[asked.kind] ?? [];
  for (const name of Object.keys(options))
    if (!own.some((each) => each === name))
      throw new UsageError(
        first,
        `--${name}`,
        own.length === 0 ? 'it without options' : own.map((each) => `--${each}`).join(', '),
      );
  return asked;
}

function meantBy(
  first: string,
  rest: readonly string[],
  options: TypedOptions,
  pages: ReadonlyMap<string, ViewId>,
): Asked {
  const word = first.toLowerCase();
  const after = rest.join(' ');
  // A thing may be called `Exit survey`.
  if (ends.has(word) && after === '') return { kind: 'quit' };
  if (/^\d{1,4}$/.test(first) && after === '') return { kind: 'row', row: Number(first), options };
  if (word === 'period') return { kind: 'period', period: periodOf(after) };
  if (word === 'list' || word === 'ls') return listOf(rest, options);
  if (word === 'show' || word === 'open' || word === 'o') return shownOf(after, options);
  if (word === 'payload' || word === 'p') return payloadOf(after, options);
  if (word === 'report') return { kind: 'report', address: after };
  if (word === 'history') return { kind: 'history', address: after, options };
  const known = Object.hasOwn(simple, word) && after === '' ? simple[word] : undefined;
  if (known && Object.keys(options).length === 0) return known;
  // What a list is of may be left out where a name of it follows: `events Web (prod)`.
  if (listNamed(word)) return listOf([word, ...rest], options);
  const page = pages.get(word);
  if (page !== undefined && after === '') return { kind: 'page', address: page, options };
  const line = [first, ...rest].join(' ');
  if (isAddress(line)) return { kind: 'page', address: line, options };
  if (known) return known;
  const why = screenWords.get(word);
  if (why !== undefined) return { kind: 'refused', word, why };
  return { kind: 'name', name: line, options };
}

function periodOf(text: string): Period | undefined {
  if (text === '') return undefined;
  if (text === '24h' || text === '7d') return text;
  throw new UsageError('period', text, '24h or 7d');
}

/** What follows the name of a list is what it is of, where it is of something, else a filter. */
function listOf([what = '', ...rest]: readonly string[], options: TypedOptions): Asked {
  const list = listNamed(what);
  if (!list)
    throw new UsageError('list', what === '' ? undefined : what, 'the name of a list, such as failing; help names all');
  const after = rest.join(' ');
  if (after === '') return { kind: 'list', name: list.name, options };
  if (list.of) return { kind: 'list', name: list.name, of: after, options };
  const filter = options.filter === undefined ? after : `${after} ${options.filter}`;
  return { kind: 'list', name: list.name, options: { ...options, filter } };
}

/** What follows `show`. */
export function shownOf(what: string, options: TypedOptions): Asked {
  if (what === '') throw new UsageError('show', undefined, 'show followed by the number of a row, or TYPE/ID');
  if (/^\d{1,4}$/.test(what)) return { kind: 'row', row: Number(what), options };
  const isPage = isAddress(what) || addressedView(what.toLowerCase()) !== undefined;
  return isPage ? { kind: 'page', address: what, options } : { kind: 'name', name: what, options };
}

function payloadOf(connection: string, options: TypedOptions): Asked {
  if (connection === '') throw new UsageError('payload', undefined, 'payload followed by a connection, such as Braze');
  return { kind: 'payload', connection, options };
}
