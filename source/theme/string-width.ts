/**
 * Display columns of a text, exactly as the string-width package counts them. Text made of characters of known width is
 * decided by a table; only the rest loads the package, whose emoji tables cost a third of the time to the first frame.
 */
import { createRequire } from 'node:module';
import type { Options } from 'string-width';

type Measure = (text: string, options?: Options) => number;

/**
 * First and last code unit of runs where each character is its own grapheme and one column wide. No mark, no joiner, no
 * character that a terminal draws as a wide emoji by default.
 */
const narrow: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xac],
  [0xae, 0x2ff],
  [0x370, 0x377],
  [0x37a, 0x37f],
  [0x384, 0x482],
  [0x48a, 0x52f],
  [0x1e00, 0x1eff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20bf],
  [0x2100, 0x2319],
  [0x231c, 0x2328],
  [0x232b, 0x23e8],
  [0x23f4, 0x23fa],
  [0x2400, 0x2426],
  [0x2460, 0x25fc],
  [0x25ff, 0x2604],
  [0x2605, 0x2613],
  [0x2669, 0x266f],
  [0x2701, 0x2704],
  [0x270e, 0x2727],
  [0x275b, 0x2775],
  [0x2800, 0x28ff],
  [0xfffd, 0xfffd],
];
/** The same for two columns: CJK ideographs, kana, Hangul syllables, fullwidth forms. */
const wide: readonly (readonly [number, number])[] = [
  [0x3001, 0x3029],
  [0x3041, 0x3096],
  [0x30a0, 0x30ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0xff01, 0xff60],
];

const columnsOf = new Uint8Array(0x1_0000);
for (const [first, last] of narrow) columnsOf.fill(1, first, last + 1);
for (const [first, last] of wide) columnsOf.fill(2, first, last + 1);

const escapeCode = 0x1b;
const colourSequence = /\u001b\[(?:\d{1,3}(?:;\d{1,3}){0,8})?m/y;

/** Columns of a text whose every character is in the table, colour sequences counting nothing; otherwise -1. */
export function knownWidth(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const columns = columnsOf[code]!;
    if (columns > 0) width += columns;
    else if (code === escapeCode) {
      colourSequence.lastIndex = at;
      if (!colourSequence.test(text)) return -1;
      at = colourSequence.lastIndex - 1;
    } else return -1;
  }
  return width;
}

let measure: Measure | undefined;

/** The package itself. A bundle takes the literal `require` and evaluates the package on this call; unbundled there is none. */
function load(): Measure {
  const loaded: { default: Measure } =
    typeof require === 'function' ? require('string-width') : createRequire(import.meta.url)('string-width');
  return loaded.default;
}

/** Display columns of a text: the string-width package's own answer, for every text and option. */
export function stringWidth(text: string, options?: Options): number {
  if (typeof text !== 'string' || text.length === 0) return 0;
  if (options === undefined || (options.ambiguousIsNarrow !== false && options.countAnsiEscapeCodes !== true)) {
    const known = knownWidth(text);
    if (known >= 0) return known;
  }
  measure ??= load();
  return measure(text, options);
}

export default stringWidth;
