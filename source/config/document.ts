import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';

/** Where something stands in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something that keeps a text from being read, or a part of it. */
export interface TextTrouble extends Position {
  /** What is wrong, in words that follow the place. The text itself is never quoted: it may hold a token. */
  readonly words: string;
}

/** An entry that does not count, as its key is given again after it. */
export interface Replaced {
  readonly path: readonly string[];
  readonly value: unknown;
}

export interface ReadText {
  readonly content: unknown;
  readonly replaced: readonly Replaced[];
  readonly troubles: readonly TextTrouble[];
  /** Where a key, or its value, stands; undefined for what is not in the text. */
  positionOf(path: readonly PropertyKey[], part: 'key' | 'value'): Position | undefined;
}

/** What the parser's codes mean to who wrote the text. */
const words: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is given twice; keep one',
  TAB_AS_INDENT: 'tabs cannot indent; use spaces',
  BAD_INDENT: 'the indentation does not fit what is above',
  BLOCK_AS_IMPLICIT_KEY: 'a colon more than expected; put text that holds ": " into quotes, or mend the indentation',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing after a key, or the indentation does not fit',
  MISSING_CHAR: 'a closing quote, bracket or comma is missing',
  BAD_SCALAR_START: 'text cannot begin with this character; put it into quotes',
  BAD_DQ_ESCAPE: 'this is no escape; use single quotes for text with backslashes',
  MULTIPLE_DOCS: 'a second document begins; there may be one only',
  BAD_ALIAS: 'this alias has no anchor',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
};

/** Codes that stand for several mistakes: what tells these apart is the beginning or end of the parser's message. */
const telling: readonly (readonly [RegExp, string])[] = [
  [/^Implicit map keys need/, 'a colon is missing after a key, or the indentation does not fit'],
  [/and end with a [\]}]/, 'a closing bracket is missing, or the indentation does not fit'],
  [/must be separated from/, 'a space is missing before this'],
  [/^Missing space after :/, 'a space is missing after a colon'],
];

const wordsOf = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  telling.find(([pattern]) => pattern.test(message))?.[1] ?? words[code] ?? 'this is not expected here';

/** Leaves the rest of the text as it was meant. */
const harmless = 'DUPLICATE_KEY';

/**
 * Reads a text of YAML, which JSON is too. A text that is broken has no content.
 * @param json whether it has to be JSON
 */
export function readText(text: string, json: boolean): ReadText {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const positionOf: ReadText['positionOf'] = (path, part) => {
    const found = nodeAt(document, path, part);
    return found?.range ? at(found.range[0]) : undefined;
  };
  const broken = (words: string, position: Position): ReadText => ({
    content: undefined,
    replaced: [],
    troubles: [{ ...position, words }],
    positionOf,
  });
  const twice = document.errors.filter(({ code }) => code === harmless);
  const troubles = twice.map((error) => ({ ...at(error.pos[0]), words: wordsOf(error) }));
  const replaced = () => (twice.length > 0 ? replacedIn(document) : []);
  if (json) {
    try {
      return { content: JSON.parse(text), replaced: replaced(), troubles, positionOf };
    } catch {
      return broken('is not valid JSON', at(firstUnreadable(text)));
    }
  }
  const [first] = document.errors.filter(({ code }) => code !== harmless);
  if (first) return broken(`is not valid YAML: ${wordsOf(first)}`, at(first.pos[0]));
  if (text.includes('\0')) return broken('is not valid YAML: it holds NUL bytes', at(text.indexOf('\0')));
  try {
    return { content: document.toJS(), replaced: replaced(), troubles, positionOf };
  } catch {
    const alias = aliasOfNothing(document);
    if (alias) return broken(`is not valid YAML: ${words.BAD_ALIAS}`, at(alias.range?.[0] ?? 0));
    // Aliases that grow into far more than the file: the parser refuses to unfold them.
    return broken('is not valid YAML: its aliases unfold without end', { line: 1, column: 1 });
  }
}

function replacedIn(document: Document.Parsed): readonly Replaced[] {
  const found: Replaced[] = [];
  visit(document, {
    Pair(_, pair, owners) {
      const map = owners.at(-1);
      const path = [...owners, pair].flatMap((each) => (isPair(each) ? nameOf(each) : []));
      const last = isMap(map) ? map.items.findLast((other) => nameOf(other) === path.at(-1)) : pair;
      if (last !== pair) found.push({ path, value: isNode(pair.value) ? pair.value.toJS(document) : undefined });
    },
  });
  return found;
}

const nameOf = ({ key }: Pair<unknown, unknown>): string => String(isScalar(key) ? key.value : key);

function aliasOfNothing(document: Document.Parsed): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document)) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

/**
 * Where a text stops being JSON; its length where only the rest is missing. The parser names the place in some of its messages only,
 * so it is asked which beginnings of the text could go on.
 */
function firstUnreadable(text: string): number {
  let readable = 0;
  let unreadable = text.length + 1;
  while (unreadable - readable > 1) {
    const middle = Math.floor((readable + unreadable) / 2);
    if (canGoOn(text.slice(0, middle))) readable = middle;
    else unreadable = middle;
  }
  return readable;
}

function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message.startsWith('Unexpected end') || message.includes(` at position ${beginning.length} (`);
  }
}

function nodeAt(document: Document, path: readonly PropertyKey[], part: 'key' | 'value'): Node | undefined {
  let node: unknown = document.contents;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isSeq(node)) node = node.items[Number(step)];
    else if (isMap(node)) {
      // The last of two equal keys is the one that counts.
      const pair = node.items.findLast((each) => nameOf(each) === String(step));
      const last = index === path.length - 1;
      node = last && part === 'key' ? pair?.key : (pair?.value ?? pair?.key);
    } else return undefined;
  }
  return isNode(node) ? node : undefined;
}
