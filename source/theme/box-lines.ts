import { type SafeText, split, t } from '../domain/text.ts';

/** Weight of a stroke from the middle of a cell to an edge: none, light, heavy. */
export type Weight = 0 | 1 | 2;

/** Strokes of one cell, from the middle outwards. */
export interface Arms {
  readonly up: Weight;
  readonly right: Weight;
  readonly down: Weight;
  readonly left: Weight;
}

/** Every joint of light and heavy lines, in ternary order of up, right, down, left. */
const joints = split(t` ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋`, '');
const broken: Readonly<Record<string, SafeText>> = { '─': t`┄`, '━': t`┅`, '│': t`┆`, '┃': t`┇` };

/**
 * The character that joins these strokes.
 * @param dashed draws a straight line in dashes; joints stay whole
 */
export function boxLine({ up, right, down, left }: Arms, dashed = false): SafeText {
  const joint = joints[up * 27 + right * 9 + down * 3 + left]!;
  return dashed ? (broken[joint] ?? joint) : joint;
}

const dashes: Readonly<Record<string, string>> = { '┄': '~', '┅': '~', '┆': ':', '┇': ':' };

const places: ReadonlyMap<string, number> = new Map(joints.map((joint, place) => [joint, place]));

/** ASCII form of a line: weight stays visible where it runs across, dashes stay dashes. */
export function asciiLine(char: string): string | undefined {
  const index = char === ' ' ? -1 : (places.get(char) ?? -1);
  if (index < 0) return dashes[char];
  const isHeavy = Math.floor(index / 9) % 3 === 2 || index % 3 === 2;
  if (index < 27 && Math.floor(index / 3) % 3 === 0) return isHeavy ? '=' : '-';
  return Math.floor(index / 9) % 3 === 0 && index % 3 === 0 ? '|' : '+';
}
