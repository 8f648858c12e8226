import { expect } from 'vitest';
import { CellDiff } from '../../../source/terminal/cell-diff/stdout.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';
import { emulator } from '../../harness/terminal/emulator.ts';

export const columns = 80;
export const rows = 8;
export const noWrap = '\u001b[?7l';
export const enter = '\u001b[?1049h';
export const leave = '\u001b[?1049l';

/** A terminal, and the same terminal behind the diff. */
export function pair() {
  const direct = emulator({ cols: columns, rows });
  const behind = emulator({ cols: columns, rows });
  direct.write(noWrap);
  behind.write(noWrap);
  let bytes = 0;
  const target = {
    columns,
    rows,
    write: (output: string) => {
      bytes += output.length;
      behind.write(output);
      return true;
    },
  };
  const diff = new CellDiff(target, stringWidth);
  const write = (output: string): void => {
    // The tty turns line feeds into new lines.
    direct.write(output.replaceAll('\n', '\r\n'));
    diff.write(output);
  };
  const both = (): void => {
    expect(behind.text()).toBe(direct.text());
    for (let y = 0; y < rows; y += 1)
      for (let x = 0; x < columns; x += 1) {
        const cell = direct.cell(x, y);
        // Terminals differ in the look of the blank that half a covered wide character leaves.
        if (cell.char !== ' ') expect(behind.cell(x, y)).toEqual(cell);
      }
  };
  return { direct, behind, diff, write, both, bytes: () => bytes };
}
