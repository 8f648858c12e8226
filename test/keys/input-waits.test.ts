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
  [
    'behind O that was a key',
    [
      [0, '\u001bO'],
      [100, ''],
      [110, '[A'],
    ],
    ['esc', 'O', '[', 'A'],
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

test.each<[string, readonly (string | readonly number[])[], number, number]>([
  ['an Esc', ['\u001b'], 20, 250],
  ['an Esc and a bracket', ['\u001b['], 100, 250],
  ['an Esc and O', ['\u001bO'], 100, 250],
  ['what begins a string', ['\u001b]'], 100, 250],
  ['a number of a sequence', ['\u001b[1'], 500, 500],
  ['a number of the keypad', ['\u001bO1'], 500, 500],
  ['a string', ['\u001b]1'], 500, 500],
  ['a string that goes on', ['\u001b]1', '1;'], 500, 500],
  ['half a letter', [[0xc3]], 500, 500],
  ['half a letter behind keys', ['jk', [0xe2, 0x82]], 500, 500],
  ['a paste', ['\u001b[200~x'], 3000, 3000],
  ['two columns of an old mouse', ['\u001b[M !'], 500, 500],
  ['two columns that are ASCII up to its end', ['\u001b[M \u007f'], 500, 500],
  ['one column that is two bytes', ['\u001b[M\u00e9'], 500, 500],
  ['two columns that are three bytes', ['\u001b[M \u0080'], 20, 20],
  ['two columns that are four bytes', ['\u001b[M\u00e9\u00e9'], 20, 20],
])('%s of %j is waited for so long, ms: %d, and %d where an answer is expected', (_, reads, usual, asked) => {
  const waits = [false, true].map((isAsked) => {
    const splitter = new InputSplitter({ isAsked: () => isAsked });
    for (const read of reads) splitter.push(typeof read === 'string' ? read : Uint8Array.from(read), 1000);
    return splitter.due! - 1000;
  });
  expect(waits).toEqual([usual, asked]);
});

test('a string that goes on and on is waited for no longer than three seconds', () => {
  const splitter = new InputSplitter();
  splitter.push('\u001b]1', 1000);
  for (let at = 1400; at < 4000; at += 400) splitter.push('x', at);
  expect(splitter.due).toBe(4000);
  expect([named(splitter.flush(3999)), named(splitter.push('j', 3999))]).toEqual([[], []]);
  expect([named(splitter.flush(4000)), named(splitter.push('j', 4000))]).toEqual([[], ['j']]);
});

test.each([
  [64, 1],
  [65, 0],
])('an answer of %d characters is heard %d times', (length, times) => {
  const answers: string[] = [];
  const splitter = new InputSplitter({ onAnswer: (osc) => void answers.push(osc) });
  expect(named(splitter.push(`\u001b]${'x'.repeat(length)}\u0007j`, 0))).toEqual(['j']);
  expect(answers).toEqual(Array.from({ length: times }, () => 'x'.repeat(length)));
});

test('half a letter and a torn key are forgotten where somebody else had the terminal', () => {
  const splitter = new InputSplitter();
  splitter.push(Uint8Array.from([0xc3]), 0);
  splitter.reset();
  expect([splitter.due, named(splitter.push(Uint8Array.from([0x6a]), 1))]).toEqual([undefined, ['j']]);
  splitter.push('\u001b', 10);
  expect(named(splitter.flush(30))).toEqual(['esc']);
  splitter.reset();
  expect(named(splitter.push('[A', 40))).toEqual(['[', 'A']);
});

test('the beginning of a sequence that nobody ends is no key', () => {
  expect(typed([0, '\u001b[1'], [500, 'j'])).toEqual([['j'], undefined]);
  expect(typed([0, '\u001b[1'], [499, 'A'])).toEqual([['up'], undefined]);
});
