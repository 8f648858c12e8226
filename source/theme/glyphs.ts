/** The marks the screens are drawn with, each exactly one column, in Unicode and in plain ASCII. */
import { type SafeText, t } from '../domain/text.ts';
import { asciiLine } from './box-lines.ts';

export interface Borders {
  readonly topLeft: SafeText;
  readonly topRight: SafeText;
  readonly bottomLeft: SafeText;
  readonly bottomRight: SafeText;
  readonly horizontal: SafeText;
  readonly vertical: SafeText;
}

export interface Glyphs {
  readonly ascii: boolean;
  readonly healthy: SafeText;
  readonly failing: SafeText;
  readonly partial: SafeText;
  readonly inactive: SafeText;
  /** On, and nothing goes through it, or off where something should: a look is wanted. */
  readonly idle: SafeText;
  readonly bell: SafeText;
  readonly star: SafeText;
  readonly unstarred: SafeText;
  readonly check: SafeText;
  readonly cross: SafeText;
  readonly bullet: SafeText;
  readonly dot: SafeText;
  readonly ellipsis: SafeText;
  readonly up: SafeText;
  readonly down: SafeText;
  readonly left: SafeText;
  readonly right: SafeText;
  readonly ascending: SafeText;
  readonly descending: SafeText;
  readonly folded: SafeText;
  readonly unfolded: SafeText;
  readonly pointer: SafeText;
  readonly marked: SafeText;
  readonly unmarked: SafeText;
  readonly changed: SafeText;
  readonly enter: SafeText;
  readonly tab: SafeText;
  readonly caret: SafeText;
  readonly masked: SafeText;
  readonly gaugeFull: SafeText;
  readonly gaugeEmpty: SafeText;
  readonly threshold: SafeText;
  readonly cursor: SafeText;
  readonly axis: SafeText;
  readonly axisTick: SafeText;
  readonly branch: SafeText;
  readonly lastBranch: SafeText;
  readonly trunk: SafeText;
  readonly storage: SafeText;
  /** Eight rising levels; the first is drawn for zero. */
  readonly spark: readonly SafeText[];
  /** A thin line low, in the middle and high in a row. */
  readonly outline: readonly SafeText[];
  /** What graphs are drawn with: eighths of a block, or dots of braille, which not every font has. */
  readonly curves: Curves;
  readonly borders: Borders;
}

export type Curves = 'block' | 'braille';

type Plain = Exclude<keyof Glyphs, 'ascii' | 'spark' | 'outline' | 'curves' | 'borders'>;

/** Unicode and ASCII form of each mark. Only block elements and geometric shapes every terminal font has; braille only where it is asked for. */
const marks: Readonly<Record<Plain, readonly [unicode: string, ascii: string]>> = {
  healthy: ['●', 'o'],
  failing: ['◆', '#'],
  partial: ['▲', '!'],
  inactive: ['○', '-'],
  idle: ['△', '?'],
  bell: ['♪', 'B'],
  star: ['★', '*'],
  unstarred: ['☆', '.'],
  check: ['✓', 'v'],
  cross: ['✗', 'x'],
  bullet: ['•', '*'],
  dot: ['·', '-'],
  ellipsis: ['…', '~'],
  up: ['↑', '^'],
  down: ['↓', 'v'],
  left: ['←', '<'],
  right: ['→', '>'],
  ascending: ['▴', '^'],
  descending: ['▾', 'v'],
  folded: ['▸', '+'],
  unfolded: ['▾', '-'],
  pointer: ['❯', '>'],
  marked: ['✓', '*'],
  unmarked: ['·', '.'],
  changed: ['»', '~'],
  enter: ['⏎', '$'],
  tab: ['⇥', '>'],
  caret: ['▏', '_'],
  masked: ['•', '*'],
  gaugeFull: ['█', '#'],
  gaugeEmpty: ['░', '.'],
  threshold: ['┄', '~'],
  cursor: ['│', '|'],
  axis: ['│', '|'],
  axisTick: ['┤', '+'],
  branch: ['├', '|'],
  lastBranch: ['╰', '`'],
  trunk: ['│', '|'],
  storage: ['▤', '%'],
};
const sparks = ['▁▂▃▄▅▆▇█', '_.:-=+*#'] as const;
const outlines = ['▁─▔', '_-"'] as const;
const edges = [
  { topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', horizontal: '─', vertical: '│' },
  { topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', horizontal: '-', vertical: '|' },
] as const;

function build(form: 0 | 1): Glyphs {
  const plain = Object.fromEntries(Object.entries(marks).map(([name, forms]) => [name, forms[form]]));
  const levels = { spark: [...sparks[form]], outline: [...outlines[form]] };
  return { ...plain, ...levels, ascii: form === 1, curves: 'block', borders: edges[form] } as unknown as Glyphs;
}

const unicode = build(0);
const ascii = build(1);
const dotted: Glyphs = { ...unicode, curves: 'braille' };

/** Marks that fonts with the Nerd Fonts patch have: the same in all of its versions, each one column. */
const nerd = {
  healthy: t``,
  failing: t``,
  partial: t``,
  inactive: t``,
  bell: t``,
  star: t``,
  unstarred: t``,
  check: t``,
  cross: t``,
  storage: t``,
};

/** The set of marks for this terminal. ASCII has no braille and no icons. */
export function glyphs(asciiOnly: boolean, curves: Curves = 'block', hasNerdFont = false): Glyphs {
  if (asciiOnly) return ascii;
  const set = curves === 'braille' ? dotted : unicode;
  return hasNerdFont ? { ...set, ...nerd } : set;
}

/** Marks of ours that appear inside texts rather than as a named glyph. */
const inText: Readonly<Record<string, string>> = {
  '─': '-',
  '┼': '+',
  '└': '+',
  '┌': '+',
  '┐': '+',
  '┘': '+',
  '┬': '+',
  '┴': '+',
  '╴': '-',
  '╶': '-',
  '▼': 'v',
  '▶': '>',
  '◀': '<',
  '◇': '#',
  '◐': '!',
  '▔': '"',
  '■': '#',
  '□': '.',
  '▒': '.',
  '▓': '#',
  '–': '-',
  '—': '-',
  '−': '-',
  '×': 'x',
  '±': '+',
  '≥': '>',
  '≤': '<',
  '≈': '~',
  '‹': '<',
  '›': '>',
  '↵': '$',
  '⌫': '<',
  '↕': '|',
  '↔': '-',
  '⚠': '!',
  µ: 'u',
  '\u00a0': ' ',
};

const toAscii = new Map<string, string>([
  ...Object.entries(inText),
  ...Object.values(edges[0]).map((edge, index): [string, string] => [edge, Object.values(edges[1])[index]!]),
  ...[...sparks[0]].map((level, index): [string, string] => [level, sparks[1][index]!]),
  ...Object.values(marks).map(([from, to]): [string, string] => [from, to]),
]);

/** Every mark of ours put into ASCII, column for column; other text stays as it is. */
export function asciiText(text: string): string {
  return /^[\x00-\x7f]*$/.test(text)
    ? text
    : text.replace(/[^\x00-\x7f]/g, (glyph) => toAscii.get(glyph) ?? asciiLine(glyph) ?? glyph);
}
