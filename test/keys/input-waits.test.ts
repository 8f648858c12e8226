import { expect, test } from 'vitest';
import { type InputEvent, InputSplitter } from '../../source/keys/input.ts';

const named = (events: readonly InputEvent[]) =>
  events.map((event) => (event.kind === 'press' ? event.press.stroke : event.kind));

/** What comes of reads at these times, ms, each with what has waited long enough before it; then whether something still waits. */
function typed(...reads: readonly (readonly [at: number, text: string])[]) {
  const splitter = new InputSplitter();
  const events = reads.flatMap(([at, text]) => [...splitter.flush(at), ...splitter.push(text, at)]);
  return [named(events), splitter.due] as const;
}

test.each<[string, readonly (readonly [at: number, text: string])[], readonly string[]]>([
  ['in one read', [[0, '\u001b[M !!']], []],
  ['with a key behind it', [[0, '\u001b[M !!j']], ['j']],
  ['with another behind it', [[0, '\u001b[M !!\u001b[M#!!k']], ['k']],
  ['of characters that are two code units', [[0, '\u001b[M \u{1f600}!j']], ['j']],
  [
    'cut anywhere',
    [
      [0, '\u001b'],
      [5, '[M '],
      [10, '!'],
      [15, '!'],
      [16, 'j'],
    ],
    ['j'],
  ],
])('a mouse report of old %s is whole with its three characters: nothing waits', (_, reads, keys) => {
  expect(typed(...reads)).toEqual([keys, undefined]);
});

test.each<[string, readonly (readonly [at: number, text: string])[], readonly string[]]>([
  [
    'right behind its Esc',
    [
      [0, '\u001b'],
      [20, ''],
      [30, '[A'],
    ],
    ['esc'],
  ],
  [
    'as late as its Esc allows',
    [
      [0, '\u001b'],
      [20, ''],
      [169, '[A'],
    ],
    ['esc'],
  ],
  [
    'later than that',
    [
      [0, '\u001b'],
      [20, ''],
      [170, '[A'],
    ],
    ['esc', '[', 'A'],
  ],
  [
    'behind another key',
    [
      [0, '\u001b'],
      [20, ''],
      [30, 'j'],
      [40, '[A'],
    ],
    ['esc', 'j', '[', 'A'],
  ],
  [
    'a second time',
    [
      [0, '\u001b'],
      [20, ''],
      [30, '[A'],
      [40, '[B'],
    ],
    ['esc', '[', 'B'],
  ],
])('the rest of a torn key that comes %s', (_, reads, keys) => {
  expect(typed(...reads)).toEqual([keys, undefined]);
});

test.each<[string, number, readonly string[]]>([
  ['belongs to it', 19, ['enter']],
  ['is a key of its own later', 20, ['enter', 'enter']],
])('a line feed behind a carriage return %s', (_, at, keys) => {
  expect(typed([0, '\r'], [at, '\n'])).toEqual([keys, undefined]);
});
