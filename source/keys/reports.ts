/** Keys that a terminal reports in control sequences: the usual ones, and those of the kitty keyboard protocol. */
import { type Press, pressOf, type Stroke } from './strokes.ts';

const byFinal: Readonly<Record<string, Stroke>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'shift+tab',
  // Shift and an arrow in rxvt.
  a: 'up',
  b: 'down',
  c: 'right',
  d: 'left',
};

const byNumber: Readonly<Record<number, Stroke>> = {
  1: 'home',
  3: 'delete',
  4: 'end',
  5: 'pgup',
  6: 'pgdn',
  7: 'home',
  8: 'end',
};

/** Keys of the application keypad that are not of the normal kind. */
const byKeypad: Readonly<Record<string, string>> = {
  M: '\r',
  I: '\t',
  X: '=',
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
};

const digitKeys = { first: 57_399, last: 57_408 };
/** Numbers of keys without a character of their own in the kitty protocol; the keypad's among them. */
const byCode: Readonly<Record<number, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'esc',
  127: 'backspace',
  57409: '.',
  57410: '/',
  57411: '*',
  57412: '-',
  57413: '+',
  57414: 'enter',
  57415: '=',
  57416: ',',
  57417: 'left',
  57418: 'right',
  57419: 'up',
  57420: 'down',
  57421: 'pgup',
  57422: 'pgdn',
  57423: 'home',
  57424: 'end',
  57426: 'delete',
};
/** Everything else in here is a key that types nothing: F13, volume, a modifier alone. */
const privateKeys = { first: 57_344, last: 63_743 };

const shift = 1;
const alt = 2;
const ctrl = 4;
/** Super, hyper and meta: keys of the window manager. */
const foreign = 8 + 16 + 32;
const capsLock = 64;
const released = 3;

/** Control keys that reach a program as another key where the terminal does not tell them apart: they mean the same here. */
const sameKey: Readonly<Record<string, Stroke>> = { m: 'enter', j: 'enter', i: 'tab', h: 'backspace', '[': 'esc' };

/** The numbers of one parameter: `106:74` is the key and its shifted form. */
const numbers = (parameter: string | undefined): number[] => (parameter ?? '').split(':').map(Number);

/**
 * The key of `CSI parameters final`; undefined for everything else that a terminal says by itself, and for a key that is let go.
 */
export function reportedKey(parameters: string, final: string): Press | undefined {
  if (/[^\d;:]/.test(parameters)) return undefined;
  const [first, second, third] = parameters.split(';');
  const [modifiers = 0, event] = numbers(second);
  if (final === 'u') return event === released ? undefined : coded(numbers(first), modifiers, third);
  if (final === '~' && first === '27') return coded(numbers(third), modifiers, undefined);
  if (event === released) return undefined;
  const stroke = final === '~' || final === '^' || final === '$' ? byNumber[Number(first)] : byFinal[final];
  return stroke === undefined ? undefined : { stroke };
}

/** The key of `SS3 final`: an arrow or the keypad in application mode; undefined for a function key. */
export function keypadKey(final: string): Press | undefined {
  const stroke = final === 'Z' ? undefined : /[A-Z]/.test(final) ? byFinal[final] : undefined;
  if (stroke !== undefined) return { stroke };
  const digit = /^[p-y]$/.test(final) ? String(final.charCodeAt(0) - 'p'.charCodeAt(0)) : byKeypad[final];
  return digit === undefined ? undefined : pressOf(digit);
}

/** A key by its code: the kitty protocol and xterm's modifyOtherKeys. */
function coded([code = 0, shifted = 0, base = 0]: number[], modifiers: number, typed: string | undefined) {
  const modifierBits = Math.max(0, modifiers - 1);
  if (!isCharacter(code) || (modifierBits & foreign) !== 0) return undefined;
  const named = code >= digitKeys.first && code <= digitKeys.last ? String(code - digitKeys.first) : byCode[code];
  if (named !== undefined && named.length > 1)
    return { stroke: named === 'tab' && (modifierBits & shift) !== 0 ? 'shift+tab' : named };
  if (named === undefined && code >= privateKeys.first && code <= privateKeys.last) return undefined;
  if ((modifierBits & (ctrl | alt)) === 0) return plain(named ?? withCase(code, shifted, modifierBits), typed);
  // On a keyboard of another script the shortcut is that of the key's place.
  const character = named ?? String.fromCodePoint(code > 0x7f && isCharacter(base) ? base : code);
  if ((modifierBits & ctrl) === 0)
    return { stroke: `alt+${(modifierBits & shift) !== 0 ? upper(character) : character}` };
  if ((modifierBits & alt) !== 0) return undefined;
  const letter = character.toLowerCase();
  return { stroke: sameKey[letter] ?? `ctrl+${letter === ' ' ? 'space' : letter}` };
}

const isCharacter = (code: number): boolean =>
  Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);

/** The upper case of one letter, where it is one letter too. */
const upper = (character: string): string => {
  const large = character.toUpperCase();
  return [...large].length === 1 ? large : character;
};

function withCase(code: number, shifted: number, modifierBits: number): string {
  const isShifted = (modifierBits & shift) !== 0;
  if (isShifted && isCharacter(shifted)) return String.fromCodePoint(shifted);
  const character = String.fromCodePoint(code);
  return isShifted !== ((modifierBits & capsLock) !== 0) ? upper(character) : character;
}

/** A key that types: what the terminal says it typed, else its own character. */
function plain(character: string, typed: string | undefined): Press | undefined {
  const text = numbers(typed)
    .filter(isCharacter)
    .map((code) => String.fromCodePoint(code))
    .join('');
  const is = text === '' || /\p{Cc}/u.test(text) ? character : text;
  return pressOf(is);
}
