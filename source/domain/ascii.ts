/** Text for terminals and locales that know ASCII alone. */

/** Single-character replacements: punctuation, arrows, marks, and letters that are more than a letter with an accent. */
const groups: readonly (readonly [characters: string, ascii: string])[] = [
  ['‐‑‒–—―−─━┄┅┈┉╌╍═', '-'],
  ['│┃┆┇┊┋╎╏║', '|'],
  ['╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬', '+'],
  ['‘’‚‛′ʼ´', "'"],
  ['“”„‟″', '"'],
  ['‹«◀◂←', '<'],
  ['›»▶▸→', '>'],
  ['↑▲▴', '^'],
  ['↓▼▾', 'v'],
  ['…·․░▁▂', '.'],
  ['•∙●◆■★', '*'],
  ['○◇□☆°ºøðō', 'o'],
  ['▒▓█▃▄▅▆▇', '#'],
  ['×✗✘', 'x'],
  ['✓✔', 'v'],
  ['÷⁄∕', '/'],
  ['⏎', '|'],
  ['¡', '!'],
  ['ß', 's'],
  ['æ', 'a'],
  ['Æ', 'A'],
  ['œ', 'o'],
  ['Œ', 'O'],
  ['Ø', 'O'],
  ['đ', 'd'],
  ['ÐĐ', 'D'],
  ['þŧ', 't'],
  ['ÞŦ', 'T'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ħ', 'h'],
  ['Ħ', 'H'],
  ['ı', 'i'],
  ['ŋ', 'n'],
  ['µ', 'u'],
  ['©', 'c'],
  ['®', 'r'],
  ['€', 'E'],
  ['£', 'L'],
  ['¥', 'Y'],
];
const replaced = new Map(groups.flatMap(([characters, ascii]) => [...characters].map((one) => [one, ascii] as const)));

const beyond = /[^\u0000-\u007f]/;
const printable = /^[\u0020-\u007e]+$/;

/**
 * The ASCII for one character as a reader sees it, as wide as that: its letter without the accent, else what comes closest, else `?`.
 * @param width columns
 */
export function asciiOf(grapheme: string, width: number): string {
  if (!beyond.test(grapheme)) return grapheme;
  if (width <= 0) return '';
  const plain = grapheme.normalize('NFKD').replace(/\p{M}/gu, '');
  const found = replaced.get(grapheme) ?? replaced.get(plain) ?? plain;
  return found.length <= width && (printable.test(found) || found === '') && found !== ''
    ? found.padEnd(width)
    : '?'.repeat(width);
}

let segmenter: Intl.Segmenter | undefined;

/**
 * A text in ASCII, each of its characters as wide as before; what is ASCII already, also what a terminal obeys, stays as it is.
 * @param widthOf columns of one character as a reader sees it
 */
export function asciiText<Text extends string>(text: Text, widthOf: (grapheme: string) => number): Text {
  if (!beyond.test(text)) return text;
  segmenter ??= new Intl.Segmenter();
  let ascii = '';
  for (const { segment } of segmenter.segment(text))
    ascii += beyond.test(segment) ? asciiOf(segment, widthOf(segment)) : segment;
  return ascii as Text;
}

/** JSON in ASCII: the same value. */
export function asciiJson(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
