import { expect, it } from 'vitest';
import { asThen } from '../../../source/app/frame/past-line.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { line, lineText, span } from '../../../source/theme/line.ts';

const at = new Date(2026, 10, 21, 2, 5).getTime();

it.each([
  ['an age', ['Read  just now'], 'Read  at 02:05'],
  ['the end of a window', ['Nov 20 02:00 – now'], 'Nov 20 02:00–02:05'],
  ['a title, whose frame gives the room', ['╭ Raised now ────╮'], '╭ Raised then ───╮'],
  ['words whose room is in what follows', ['nothing now', '   x'], 'nothing then  x'],
  ['two of them', ['just now', '  – now'], 'at 02:05 –02:05'],
  ['a value of a payload', ['"just now"'], '"just now"'],
  ['the name of a source', ['Buy now   5'], 'Buy now   5'],
  ['nothing of now', ['Known since 01:00'], 'Known since 01:00'],
])('%s is said of then, in the same width', (_, parts, expected) => {
  const row = line(...parts.map((part) => span(sanitise(part))));
  expect(asThen([row], at).map(lineText)).toEqual([expected]);
});
