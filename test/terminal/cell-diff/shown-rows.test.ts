import { describe, expect, test } from 'vitest';
import { CellDiff, diffingStdout } from '../../../source/terminal/cell-diff/stdout.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';
import { emulator } from '../../harness/terminal/emulator.ts';
import { columns, enter, leave, pair, rows } from './pair.ts';

describe('rows that are shown', () => {
  const ink = (text: string): string => `\u001b[?2026h\u001b[H\u001b[2K${text}\u001b[?2026l`;
  const open = () => {
    const all = pair();
    all.write(enter);
    all.diff.write(ink('of Ink'));
    return { ...all, top: () => all.behind.line(0).trimEnd() };
  };

  test('lie over what is written, until something is written after their release', () => {
    const { diff, top } = open();
    diff.show(['shown']);
    expect(top()).toBe('shown');
    diff.write(ink('unseen'));
    expect(top()).toBe('shown');
    diff.release();
    expect(top()).toBe('shown');
    diff.write(ink('of Ink again'));
    expect(top()).toBe('of Ink again');
  });

  test('give way to what was written meanwhile, where nothing more is', () => {
    const { diff, top } = open();
    diff.show(['shown', 'below']);
    diff.write(ink('meanwhile'));
    diff.settle();
    expect(top()).toBe('shown');
    diff.release();
    diff.settle();
    expect(top()).toBe('meanwhile');
    diff.release();
    diff.settle();
    expect(top()).toBe('meanwhile');
  });

  test('stay where others are shown after their release', () => {
    const { diff, top } = open();
    diff.show(['shown']);
    diff.release();
    diff.show(['others']);
    diff.settle();
    diff.write(ink('unseen'));
    expect(top()).toBe('others');
  });

  test('are painted whole on a screen that was opened again, though they are the same', () => {
    const { diff, behind, bytes } = open();
    const same = ['shown', 'below'];
    diff.show(same);
    const text = behind.text();
    const before = bytes();
    diff.show([...same]);
    expect(bytes()).toBe(before);
    diff.write(leave);
    behind.write('\u001b[2J');
    diff.write(`${enter}\u001b[?25l`);
    diff.show(same);
    expect(behind.text()).toBe(text);
  });

  test('wait for the frame that is open', () => {
    const { diff, top } = open();
    diff.write('\u001b[?2026h');
    diff.show(['shown']);
    expect(top()).toBe('of Ink');
    diff.write('\u001b[?2026l');
    expect(top()).toBe('shown');
  });

  test('are no more than the screen has', () => {
    const { diff, behind } = open();
    diff.show(Array.from({ length: 3 * rows }, (_, row) => `row ${row}`));
    expect(
      behind
        .text()
        .split('\n')
        .map((row) => row.trimEnd()),
    ).toEqual(Array.from({ length: rows }, (_, row) => `row ${row}`));
  });
});

test('a frame that is large is marked as one, a small one is not', () => {
  const sent: string[] = [];
  const diff = new CellDiff({ columns, rows, write: (output) => sent.push(output) > 0 }, stringWidth);
  diff.write(enter);
  diff.write('\u001b[Hsmall');
  expect(sent.at(-1)).toContain('small');
  expect(sent.at(-1)).not.toContain('\u001b[?2026');
  diff.write(`\u001b[H${Array.from({ length: rows }, () => 'x'.repeat(columns)).join('\n')}`);
  expect(sent.at(-1)).toMatch(/^\u001b\[\?2026h[\s\S]*\u001b\[\?2026l$/);
});

test.each([
  ['text', 'text'],
  [new TextEncoder().encode('büten'), 'büten'],
])(
  'the stream that Ink gets takes %j, tells when it was taken, and is the real one in all else',
  async (chunk, text) => {
    const sent: string[] = [];
    const real = {
      columns,
      rows,
      isTTY: true,
      write: (output: string) => sent.push(output) > 0,
      getColorDepth: () => 24,
    };
    const { stdout } = diffingStdout(real as unknown as NodeJS.WriteStream, stringWidth);
    const told: string[] = [];
    await new Promise<void>((resolve) => void stdout.write(chunk, () => resolve(void told.push('first'))));
    await new Promise<void>((resolve) => void stdout.write(chunk, 'utf8', () => resolve(void told.push('second'))));
    expect([sent, told]).toEqual([
      [text, text],
      ['first', 'second'],
    ]);
    expect([stdout.isTTY, stdout.columns, stdout.getColorDepth()]).toEqual([true, columns, 24]);
  },
);

test.each([
  [12, 4],
  [12, 2],
  [9, 3],
  [14, 3],
])('a screen that is %i by %i now, though one side stayed, is painted whole', (cols, height) => {
  const screen = emulator({ cols: 12, rows: 3 });
  const target = { columns: 12, rows: 3, write: (output: string) => screen.write(output) === undefined };
  const diff = new CellDiff(target, stringWidth);
  diff.write(`${enter}\u001b[Hfirst\nsecond`);
  screen.resize(cols, height);
  screen.write('\u001b[2J');
  Object.assign(target, { columns: cols, rows: height });
  diff.write('\u001b[HF');
  expect(screen.text().trimEnd()).toBe('First\nsecond');
});
