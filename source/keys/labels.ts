import type { SafeText } from '../domain/text.ts';
import type { Stroke } from './strokes.ts';

const signs: Readonly<Record<string, string>> = {
  enter: '⏎',
  tab: '⇥',
  'shift+tab': '⇧⇥',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
};

const words: Readonly<Record<string, string>> = {
  enter: 'Enter',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  esc: 'Esc',
  space: 'Space',
  pgup: 'PgUp',
  pgdn: 'PgDn',
  home: 'Home',
  end: 'End',
};

/** A key as the screen names it; in ASCII mode in words. */
export function keyLabel(keys: Stroke, ascii: boolean): SafeText {
  const table = ascii ? words : { ...words, ...signs };
  return keys
    .split(' ')
    .map((key) => table[key] ?? key)
    .join(' ') as SafeText;
}
