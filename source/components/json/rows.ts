/** A JSON value as the rows it takes on screen, folded where asked: pure structure, every text through `sanitise`. */
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';

/** Replaces a text that must not be shown; undefined shows it. */
export type Mask = (text: string, path: readonly string[]) => SafeText | undefined;

export interface JsonOptions {
  /** Paths (JSON Pointer) of the objects and arrays that are shut. */
  readonly folded?: ReadonlySet<string> | undefined;
  readonly mask?: Mask | undefined;
  /** Rows made at most; the last one then says that there are more. */
  readonly longest?: number | undefined;
}

export interface JsonRow {
  /** JSON Pointer (RFC 6901) of the value; a closing bracket has the path of what it closes. */
  readonly path: string;
  /** Line number from 1 in the whole document: folding does not renumber what follows. */
  readonly number: number;
  readonly depth: number;
  readonly spans: readonly Span[];
  readonly foldable: boolean;
  readonly folded: boolean;
}

const deepest = 40;
const defaultLongest = 20_000;

interface Position {
  readonly path: readonly string[];
  readonly label: readonly Span[];
  readonly comma: readonly Span[];
}

const punctuation = (text: SafeText): Span => span(text, 'dim');
const pointerOf = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
/** The names and indexes that a JSON Pointer leads through, as they stand in the value. */
export const namesOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
/** Quoted and escaped as in JSON; only so much is read of a long one. */
const quoted = (text: string): SafeText =>
  sanitise(JSON.stringify(text.length > 4096 ? `${text.slice(0, 4096)}…` : text), 4500);

function scalar(value: unknown, path: readonly string[], mask: Mask | undefined): Span {
  const plain = typeof value === 'string' ? value : String(value);
  const masked = value === null || value === undefined ? undefined : mask?.(plain, path);
  if (masked !== undefined) return span(masked, 'warn');
  if (typeof value === 'string') return span(quoted(value), 'good');
  const tone: Tone = typeof value === 'number' || typeof value === 'bigint' ? 'info' : 'accent';
  return span(sanitise(value === undefined ? 'null' : plain), tone);
}

/** Lines a value takes unfolded. */
function linesOf(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null || depth >= deepest) return 1;
  const items = Object.values(value);
  return items.length === 0 ? 1 : items.reduce<number>((sum, item) => sum + linesOf(item, depth + 1), 2);
}

/** The rows of a value, top to bottom. */
export function jsonRows(
  value: unknown,
  { folded, mask, longest = defaultLongest }: JsonOptions = {},
): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  let number = 1;
  let isCut = false;
  const add = (position: Position, spans: readonly Span[], foldable = false, isFolded = false): void => {
    const { path } = position;
    if (rows.length < longest) {
      rows.push({ path: pointerOf(path), number, depth: path.length, spans, foldable, folded: isFolded });
    } else isCut = true;
    number += 1;
  };

  const visit = (of: unknown, position: Position): void => {
    if (rows.length >= longest) {
      isCut = true;
      return;
    }
    const { label, comma, path } = position;
    if (typeof of !== 'object' || of === null) {
      add(position, [...label, scalar(of, path, mask), ...comma]);
      return;
    }
    const isArray = Array.isArray(of);
    const [open, close] = isArray ? [t`[`, t`]`] : [t`{`, t`}`];
    const entries: readonly (readonly [string, unknown])[] = isArray
      ? of.map((item, index) => [String(index), item] as const)
      : Object.entries(of);
    if (entries.length === 0) {
      add(position, [...label, punctuation(t`${open}${close}`), ...comma]);
      return;
    }
    const shut = path.length >= deepest || folded?.has(pointerOf(path)) === true;
    if (shut) {
      const count = t`${entries.length} ${noun(isArray, entries.length)}`;
      add(position, [...label, punctuation(t`${open} … ${count} ${close}`), ...comma], path.length < deepest, true);
      number += linesOf(of, path.length) - 1;
      return;
    }
    add(position, [...label, punctuation(open)], true);
    entries.forEach(([key, item], index) => {
      visit(item, {
        path: [...path, key],
        label: isArray ? [] : [span(quoted(key), 'key'), punctuation(t`: `)],
        comma: index < entries.length - 1 ? [punctuation(t`,`)] : [],
      });
    });
    add(position, [punctuation(close), ...comma]);
  };

  visit(value, { path: [], label: [], comma: [] });
  if (!isCut) return rows;
  const cut = { path: '', number, depth: 0, spans: [punctuation(t`… cut at ${longest} lines`)] };
  return [...rows, { ...cut, foldable: false, folded: false }];
}

const noun = (isArray: boolean, count: number): SafeText =>
  isArray ? (count === 1 ? t`item` : t`items`) : count === 1 ? t`key` : t`keys`;
