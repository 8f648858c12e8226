import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellDiff } from '../../../source/terminal/cell-diff/stdout.ts';
import { restyled, transition } from '../../../source/terminal/cell-diff/style.ts';
import { stringWidth } from '../../../source/theme/string-width.ts';
import { emulator } from '../../harness/terminal/emulator.ts';
import { columns, enter, leave, noWrap, pair, rows } from './pair.ts';

const styles = ['', '1', '2', '7', '31', '1;32', '38;5;200', '38;2;10;20;30', '4;45', '22', '27', '39', '0'];
const piece = fc.oneof(
  fc.constantFrom('abc', 'x', ' ', '      ', '─│╭╮', '▁▂▃', '漢字', '🙂', 'é', 'e\u0301', '👩‍👩‍👧', '\n', '\r'),
  fc.constantFrom(...styles.map((style) => `\u001b[${style}m`)),
  fc.constantFrom(
    '\u001b[K',
    '\u001b[1K',
    '\u001b[2K',
    '\u001b[J',
    '\u001b[2J',
    '\u001b[H',
    '\u001b[3A',
    '\u001b[B',
    '\u001b[2C',
    '\u001b[D',
    '\u001b[E',
    '\u001b[F',
    '\u001b[5G',
    '\u001b[3d',
    '\u001b[4;7H',
    '\u001b[2;3f',
  ),
);
// A cell that is erased takes the background of the moment in some terminals: frames end looks before they erase.
const frame = fc
  .array(piece, { maxLength: 12 })
  .map((pieces) => pieces.map((one) => (/\u001b\[[0-2]?[KJ]/.test(one) ? `\u001b[m${one}` : one)).join(''));

describe('output through the cell diff', () => {
  test('shows what the terminal itself would show, frame by frame', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 6 }), (frames) => {
        const { write, both } = pair();
        write(enter);
        for (const each of frames) {
          // Each frame begins at home, so that no row is longer than the screen is wide.
          write(`\u001b[?2026h\u001b[H${each}\u001b[?2026l`);
          both();
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ...['A', '2A', '99A', 'B', '3B', '99B', 'C', '4C', '999C', 'D', '3D', '99D', 'E', '2E', '99E', 'F', '2F', '99F'],
    ...['G', '7G', '0G', '999G', 'd', '3d', '0d', '99d', 'H', '3H', ';4H', '2;5H', '99;999H', 'f', '2;3f', '0;0f'],
  ])('moves as a terminal does by CSI %s', (motion) => {
    const { write, both } = pair();
    write(`${enter}\u001b[4;9Hat\u001b[${motion}X`);
    both();
  });

  test('sends one cell for one changed cell', () => {
    const { write, both, bytes } = pair();
    write(`${enter}\u001b[Hfirst row\nsecond 41 s`);
    const before = bytes();
    write('\u001b[2;1Hsecond 42 s\u001b[K');
    both();
    expect(bytes() - before).toBeLessThanOrEqual(8);
  });

  test('sends nothing for a frame that looks the same', () => {
    const { write, bytes } = pair();
    write(`${enter}\u001b[Hone\ntwo`);
    const before = bytes();
    write('\u001b[H\u001b[2Kone\n\u001b[2Ktwo');
    expect(bytes()).toBe(before);
  });

  test('hands over what only a terminal can obey, in its place', () => {
    const { write, behind, bytes } = pair();
    write(`${enter}\u001b[?25l\u001b[Htext`);
    expect(behind.cursorHidden).toBe(true);
    const before = bytes();
    write('\u001b]52;c;aGk=\u0007');
    expect(bytes() - before).toBe('\u001b]52;c;aGk=\u0007'.length);
    write(`\u001b[31mred${leave}\u001b[?25h`);
    expect(behind.altScreen).toBe(false);
    write('on the shell');
    expect(behind.line(0)).toBe('on the shell');
    expect(behind.cell(0, 0).fg).toEqual(emulator({ cols: 1, rows: 1 }).cell(0, 0).fg);
  });

  test('plays every form of a style itself, and hands none of them over', () => {
    const { write, bytes } = pair();
    write(`${enter}\u001b[Htext`);
    const before = bytes();
    write('\u001b[4:3m\u001b[1;31m\u001b[;m\u001b[m\u001b[0m');
    expect(bytes()).toBe(before);
  });

  test('paints every cell again when told that the screen was damaged', () => {
    const { write, behind, diff, both } = pair();
    write(`${enter}\u001b[Hkept\nrows`);
    behind.write('\u001b[2J\u001b[3;3Hgarbage');
    diff.invalidate();
    both();
  });
});

/** Characters that terminals measure differently. */
const doubtful = [
  '❤️',
  '⚠️',
  '1️⃣',
  '👩‍👩‍👧',
  '🇵🇹',
  '👍🏽',
  '🙂',
  '🫠',
  'क्षि',
  'e\u0301',
  '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}',
];

/** A terminal that measures as terminals of ten years ago did, behind the diff, and what a new one shows. */
function oldAndNew() {
  const shown = emulator({ cols: columns, rows });
  const old = emulator({ cols: columns, rows, oldWidths: true });
  for (const one of [shown, old]) one.write(noWrap);
  const target = (one: typeof old) => ({
    columns,
    rows,
    write: (output: string) => {
      one.write(output);
      return true;
    },
  });
  const diffs = [shown, old].map((one) => new CellDiff(target(one), stringWidth));
  return {
    old,
    write: (output: string) => {
      for (const diff of diffs) diff.write(output);
    },
    redraw: () => {
      for (const diff of diffs) diff.invalidate();
    },
    /** Everything but the doubtful characters themselves stands where it belongs. */
    agree: () => {
      for (let y = 0; y < rows; y += 1)
        for (let x = 0; x < columns; x += 1) {
          const { char } = shown.cell(x, y);
          const isHalf = char === '' || (x + 1 < columns && shown.cell(x + 1, y).char === '');
          if (/^[!-~]$/.test(char) && !isHalf) expect([x, y, old.cell(x, y).char]).toEqual([x, y, char]);
        }
    },
  };
}

describe('characters that terminals measure differently', () => {
  test.each(doubtful)('%s moves nothing that follows it', (name) => {
    const { old, write, agree, redraw } = oldAndNew();
    write(`${enter}\u001b[HWeb ${name} 12% |\nnext ${name}${name}${name}| row`);
    agree();
    expect(old.line(0)).toMatch(/^Web .*12% \|$/);
    // Something else is written over it, and it is written again.
    old.write('\u001b[1;1Hxxxxxxxxxxxxxxxxxxxxxxxxx');
    redraw();
    agree();
    expect(old.line(0)).not.toContain('x');
    write(`\u001b[H\u001b[2KWeb ${name} 13% |`);
    agree();
    write('\u001b[H\u001b[2KWeb prod 13% |');
    agree();
    expect(old.line(0).trimEnd()).toBe('Web prod 13% |');
  });

  test('move nothing in any frames', () => {
    const piece = fc.oneof(
      fc.constantFrom('abc', ' ', '    ', '│', '漢', '12%', '\n', '\u001b[5G', '\u001b[3;9H', '\u001b[m\u001b[K'),
      fc.constantFrom(...doubtful),
    );
    const frames = fc.array(fc.array(piece, { maxLength: 14 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(frames, (all) => {
        const { write, agree } = oldAndNew();
        write(enter);
        for (const pieces of all) {
          write(`\u001b[?2026h\u001b[H${pieces.join('')}\u001b[?2026l`);
          agree();
        }
      }),
      { numRuns: 200 },
    );
  });

  test('cost a few bytes where they are, and none elsewhere', () => {
    const written = (text: string) => {
      const { write, bytes } = pair();
      write(`${enter}${text}`);
      return bytes();
    };
    expect(written('Café ● 漢字 │ 12%|') - written('Cafe o oooo | 12%|')).toBe(-2);
    expect(written('Web ❤️ 12%|') - written('Web oo 12%|')).toBeLessThanOrEqual(16);
  });
});

test('where only ASCII is known nothing else is sent, and every column stays', () => {
  const sent: string[] = [];
  const plain = emulator({ cols: columns, rows });
  const write = (output: string) => {
    sent.push(output);
    plain.write(output);
    return true;
  };
  const diff = new CellDiff({ columns, rows, write }, stringWidth, true);
  diff.write('segtop – é\r\n');
  diff.write(`${noWrap}${enter}\u001b[HCafé 漢字 |Жук 🙂 ❤️ |–…`);
  diff.write('\u001b]2;Acme – Zürich\u0007');
  diff.write('\u001b[2;1Hé');
  expect(sent.join('')).toMatch(/^[\u0000-\u007f]*$/);
  expect(plain.line(0).trimEnd()).toBe('Cafe ???? |??? ?? ?? |-.');
  expect(sent.join('')).toContain('\u001b]2;Acme - Zurich\u0007');
  expect(plain.line(1).trimEnd()).toBe('e');
});

test.each([
  ['', '1;31', '1;31'],
  ['1;31', '22', '31'],
  ['1;31', '39', '1'],
  ['31', '0', ''],
  ['31', '', ''],
  ['7', '27', ''],
  ['', '38;5;9', '38;5;9'],
  ['38;5;9', '48;2;1;2;3', '38;5;9;48;2;1;2;3'],
  ['1;2', '22;3', '3'],
])('the look %j after %j is %j', (before, parameters, after) => {
  expect(restyled(restyled('', before), parameters)).toBe(after);
});

test.each([
  ['', '', ''],
  ['1', '', '\u001b[m'],
  ['', '31', '\u001b[31m'],
  ['1', '31', '\u001b[0;31m'],
])('from %j to %j is %j', (from, to, sequence) => {
  expect(transition(from, to)).toBe(sequence);
});

test('its end is said once, where the screen is open, and nothing is painted after it', () => {
  const sent: string[] = [];
  const target = { columns, rows, write: (output: string) => sent.push(output) > 0 };
  const closed = new CellDiff(target, stringWidth);
  expect(closed.end()).toBe('');
  const diff = new CellDiff(target, stringWidth);
  diff.write(enter);
  diff.write('a frame');
  const before = sent.length;
  expect([diff.end(), diff.end()]).toEqual(['\u001b[?1049l\u001b[?25h', '']);
  diff.write('the last frame of Ink\u001b[?1049l');
  diff.invalidate();
  expect(sent.slice(before)).toEqual([]);
});

test('rows that a size cut which was taken back at once are whole again, though nobody shows them anew', () => {
  const screen = emulator({ cols: 12, rows: 3 });
  screen.write(noWrap);
  const target = { columns: 12, rows: 3, write: (output: string) => screen.write(output) === undefined };
  const diff = new CellDiff(target, stringWidth);
  diff.write(enter);
  const shown = ['first row   ', 'second 漢字 ', 'third row  |'];
  diff.show(shown);
  for (const [cols, height] of [
    [4, 2],
    [12, 3],
  ] as const) {
    screen.resize(cols, height);
    Object.assign(target, { columns: cols, rows: height });
    // What follows a burst of sizes.
    diff.invalidate();
  }
  expect(screen.text()).toBe(shown.map((row) => row.trimEnd()).join('\n'));
});

test('a mark without a letter at the start of a row is not added to what stood there', () => {
  const { diff, write, behind } = pair();
  write(enter);
  diff.show(['\u0301bc', 'plain']);
  const once = behind.text();
  for (let times = 0; times < 3; times += 1) {
    diff.show(['xbc', 'plain']);
    diff.show(['\u0301bc', 'plain']);
  }
  expect(behind.text()).toBe(once);
});

test('a row that is shorter than the one before leaves nothing of that', () => {
  const { diff, write, behind } = pair();
  write(enter);
  diff.show(['漢字 and more', 'plain']);
  diff.show(['ab', 'plain']);
  expect([behind.line(0).trimEnd(), behind.line(1)]).toEqual(['ab', 'plain']);
});

test.each([
  ['', '4:3', ''],
  ['', '4;5;6;8;9;21;53', '4;5;6;8;9;21;53'],
  ['4;21;31', '24', '31'],
  ['5;6', '25', ''],
  ['8;9', '28', '9'],
  ['8;9', '29', '8'],
  ['3;53', '55;23', ''],
  ['90;107', '39', '107'],
  ['90;107', '49', '90'],
  ['58;5;9;4', '59', '4'],
  ['4', '58;2;1;2;3', '4;58;2;1;2;3'],
  ['31', '97', '97'],
  ['41', '100', '100'],
  ['31', '98', '31'],
  ['31', '38;5;7;1', '1;38;5;7'],
  ['1;31', ';4', '4'],
  ['31;42;1', '7', '1;7;31;42'],
])('the look %j after %j is %j, in one order whatever came first', (before, parameters, after) => {
  expect(restyled(restyled('', before), parameters)).toBe(after);
});
