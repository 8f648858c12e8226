import type { Stroke } from './strokes.ts';

/** What users write for keys that have one name here. */
const synonyms: ReadonlyMap<string, Stroke> = new Map(
  Object.entries({
    escape: 'esc',
    return: 'enter',
    pageup: 'pgup',
    pagedown: 'pgdn',
    del: 'delete',
    backtab: 'shift+tab',
  }),
);

const named = new Set([
  ...['enter', 'esc', 'tab', 'shift+tab', 'space', 'ctrl+space', 'backspace', 'delete'],
  ...['up', 'down', 'left', 'right', 'home', 'end', 'pgup', 'pgdn'],
]);

/** Control keys that reach a program as another key: the terminal sends the same byte for both. */
const sameByte: ReadonlyMap<string, Stroke> = new Map(
  Object.entries({
    'ctrl+m': 'enter',
    'ctrl+j': 'enter',
    'ctrl+i': 'tab',
    'ctrl+[': 'esc',
    'ctrl+h': 'backspace',
    'ctrl+@': 'ctrl+space',
    'ctrl+?': 'backspace',
    'ctrl+/': 'ctrl+_',
  }),
);

/** A key as segtop names it, or why no terminal sends it. */
export type Notation = { readonly stroke: Stroke } | { readonly why: string };

/** Reads one key of a configuration: `j`, `G`, `ctrl+d`, `g g`, `space`, `PageUp`. */
export function readKey(text: string): Notation {
  const parts = text === ' ' ? ['space'] : text.trim().split(/\s+/);
  const strokes: Stroke[] = [];
  for (const part of parts) {
    const one = readStroke(part);
    if ('why' in one) return one;
    strokes.push(one.stroke);
  }
  return { stroke: strokes.join(' ') };
}

function readStroke(part: string): Notation {
  if (part === '') return { why: 'is no key; null takes the keys away' };
  if (isCharacter(part)) return { stroke: part };
  const lower = part.toLowerCase();
  const name = synonyms.get(lower) ?? lower;
  if (named.has(name)) return { stroke: name };
  const shifted = /^shift\+(.)$/u.exec(part);
  if (shifted?.[1] && shifted[1].toUpperCase() !== shifted[1].toLowerCase())
    return { stroke: shifted[1].toUpperCase() };
  const alt = /^alt\+(.)$/iu.exec(part);
  if (alt?.[1]) return { stroke: `alt+${alt[1]}` };
  const same = sameByte.get(lower);
  if (same) return { why: `reaches a program as ${same}` };
  if (/^ctrl\+[a-z\\\]^_]$/.test(lower)) return { stroke: lower };
  if (/^f\d{1,2}$/.test(lower)) return { why: 'is a function key, which terminals send in different ways' };
  if (/^(?:ctrl|shift|alt|cmd|super|meta)\+/.test(lower)) return { why: 'is not sent by terminals' };
  return { why: 'is no key; write it like j, G, ctrl+d, space or g g' };
}

/** One character as a person sees it, that a terminal can send as text. */
function isCharacter(text: string): boolean {
  return /^[^\p{C}\p{Z}]\p{M}*$/u.test(text);
}
