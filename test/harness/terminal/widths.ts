import type { IUnicodeVersionProvider } from '@xterm/headless';
import stringWidth from 'string-width';

const pictograph = /^\p{Extended_Pictographic}$/u;
const joiner = 0x200d;
const emojiStyle = 0xfe0f;

/** What came before, as the emulator hands it back: an open joiner, or the first half of a flag. */
const kinds = { plain: 0, joined: 1, halfFlag: 2 } as const;

const isRegional = (code: number) => code >= 0x1f1e6 && code <= 0x1f1ff;
const isSkinTone = (code: number) => code >= 0x1f3fb && code <= 0x1f3ff;
const value = (kind: number, width: number, joins: boolean) => (kind << 3) | (width << 1) | (joins ? 1 : 0);

const known = new Map<number, 0 | 1 | 2>();

function width(code: number): 0 | 1 | 2 {
  if (code < 0x7f) return 1;
  let found = known.get(code);
  if (found === undefined) {
    found = Math.min(2, stringWidth(String.fromCodePoint(code))) as 0 | 1 | 2;
    known.set(code, found);
  }
  return found;
}

/** Widths by grapheme cluster, as new terminals count them and as string-width does (the emulator's own are Unicode 6). */
export const clusterWidths: IUnicodeVersionProvider = {
  version: 'clusters',
  wcwidth: width,
  charProperties(code, before) {
    const was = before >> 3;
    const wide = ((before >> 1) & 3) as 0 | 1 | 2;
    if (before !== 0 && wide !== 0) {
      if (code === emojiStyle) return value(kinds.plain, 2, true);
      if (code === joiner) return value(kinds.joined, wide, true);
      if (was === kinds.joined && pictograph.test(String.fromCodePoint(code))) return value(kinds.plain, 2, true);
      if (was === kinds.halfFlag && isRegional(code)) return value(kinds.plain, 2, true);
      if (isSkinTone(code) && wide === 2) return value(kinds.plain, 2, true);
      if (width(code) === 0) return value(kinds.plain, wide, true);
    }
    if (isRegional(code)) return value(kinds.halfFlag, 1, false);
    return value(kinds.plain, width(code), false);
  },
};
