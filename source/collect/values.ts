import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** One JSON value of a stream, as text; without a text it was too long to be kept. */
export interface ValueText {
  /** Line of the stream on which it begins, from 1. */
  readonly line: number;
  readonly text: string | undefined;
}

export interface ValueBounds {
  /** Code units that one value may have. */
  readonly longest?: number;
  /** Bytes of the whole, unpacked. */
  readonly largest?: number;
}

export const longestValue = 1024 * 1024;
const largestStream = 1024 * 1024 * 1024;

/** More came than a stream may have: what was read before it stands. */
export class StreamTooLarge extends Error {
  constructor(most: number) {
    super(`more than ${Math.round(most / 1024 / 1024)} MB unpacked`);
  }
}

/**
 * The JSON values of a stream, plain or gzip by its first bytes: one a line, or the items of one array. Nothing but the value
 * at hand is kept in memory, whatever the stream holds.
 * @throws StreamTooLarge, and what the stream or zlib throws
 */
export async function* valuesOf(
  bytes: AsyncIterable<Uint8Array>,
  { longest = longestValue, largest = largestStream }: ValueBounds = {},
): AsyncGenerator<ValueText> {
  const decoder = new TextDecoder();
  let splitter: Splitter | undefined;
  let size = 0;
  let blankLines = 0;
  for await (const chunk of unpacked(bytes)) {
    size += chunk.length;
    if (size > largest) throw new StreamTooLarge(largest);
    const text = decoder.decode(chunk, { stream: true });
    if (splitter) {
      yield* splitter.take(text);
      continue;
    }
    // What comes first tells how values are separated.
    const begin = text.search(/\S/);
    blankLines += countLines(text, 0, begin < 0 ? text.length : begin);
    if (begin < 0) continue;
    const line = blankLines + 1;
    splitter = text[begin] === '[' ? new ItemSplitter(longest, line) : new LineSplitter(longest, line);
    yield* splitter.take(text.slice(begin));
  }
  if (splitter) yield* splitter.end();
}

interface Splitter {
  take(text: string): Iterable<ValueText>;
  end(): Iterable<ValueText>;
}

/** One value a line; empty lines are none. */
class LineSplitter implements Splitter {
  readonly #longest: number;
  #line: number;
  #kept = '';
  #isTooLong = false;

  constructor(longest: number, line: number) {
    this.#longest = longest;
    this.#line = line;
  }

  *take(text: string): Iterable<ValueText> {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      this.#add(text, from, at);
      yield* this.#value();
      this.#line += 1;
      from = at + 1;
    }
    this.#add(text, from, text.length);
  }

  end(): Iterable<ValueText> {
    return this.#value();
  }

  #add(text: string, from: number, to: number): void {
    if (this.#isTooLong || from === to) return;
    if (this.#kept.length + to - from > this.#longest) {
      this.#isTooLong = true;
      this.#kept = '';
    } else this.#kept += text.slice(from, to);
  }

  *#value(): Iterable<ValueText> {
    const text = this.#kept.trim();
    if (this.#isTooLong) yield { line: this.#line, text: undefined };
    else if (text !== '') yield { line: this.#line, text };
    this.#kept = '';
    this.#isTooLong = false;
  }
}

/** The items of an array, wherever its lines end. */
class ItemSplitter implements Splitter {
  readonly #longest: number;
  #line: number;
  #from = 0;
  #kept = '';
  #isTooLong = false;
  /** Brackets that are open; the array itself is one. */
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  constructor(longest: number, line: number) {
    this.#longest = longest;
    this.#line = line;
  }

  *take(text: string): Iterable<ValueText> {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (char === newline) this.#line += 1;
      if (this.#isInText) this.#goOnInText(char);
      else if (char === quote) this.#isInText = true;
      else if (char === openBracket || char === openBrace) {
        this.#depth += 1;
        if (this.#depth > 1) continue;
        // What stands before an array, where nothing should, is a value too: it is told as none that is understood.
        this.#add(text, from, at);
        yield* this.#value();
        from = at + 1;
      } else if (this.#ends(char)) {
        this.#add(text, from, at);
        yield* this.#value();
        from = at + 1;
      }
    }
    this.#add(text, from, text.length);
  }

  #goOnInText(char: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (char === backslash) this.#isEscaped = true;
    else if (char === quote) this.#isInText = false;
  }

  /** Whether an item ends with this character: at a comma between items, and where the array is closed. */
  #ends(char: number): boolean {
    if (char === comma) return this.#depth === 1;
    if (char !== closeBracket && char !== closeBrace) return false;
    this.#depth = Math.max(0, this.#depth - 1);
    return this.#depth === 0;
  }

  /** What is left was cut off in its middle. */
  end(): Iterable<ValueText> {
    return this.#value();
  }

  #add(text: string, from: number, to: number): void {
    if (this.#isTooLong || from >= to) return;
    if (this.#kept.trim() === '') {
      const blank = /^\s*/.exec(text.slice(from, to))![0];
      this.#from = this.#line - countLines(text, from + blank.length, to);
    }
    if (this.#kept.length + to - from > this.#longest) {
      this.#isTooLong = true;
      this.#kept = '';
    } else this.#kept += text.slice(from, to);
  }

  *#value(): Iterable<ValueText> {
    const text = this.#kept.trim();
    if (this.#isTooLong) yield { line: this.#from, text: undefined };
    else if (text !== '') yield { line: this.#from, text };
    this.#kept = '';
    this.#isTooLong = false;
  }
}

const [newline, quote, comma, openBracket, backslash, closeBracket, openBrace, closeBrace] = [
  10, 34, 44, 91, 92, 93, 123, 125,
];

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The stream without its gzip, by the two bytes that gzip begins with (rule 303). */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const rest = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let first = Buffer.alloc(0);
  while (first.length < 2) {
    const { value, done } = await rest.next();
    if (done) break;
    head.push(value);
    first = Buffer.concat(head).subarray(0, 2);
  }
  const whole = (async function* () {
    yield* head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  })();
  try {
    if (first[0] !== 0x1f || first[1] !== 0x8b) {
      yield* whole;
      return;
    }
    const out = new PassThrough();
    const gunzip = createGunzip();
    const piped = pipeline(Readable.from(whole, { objectMode: false }), gunzip, out);
    // Its failure is thrown below, by the stream that is read.
    piped.catch(() => undefined);
    yield* out as AsyncIterable<Uint8Array>;
    await piped;
  } finally {
    await rest.return?.();
  }
}
