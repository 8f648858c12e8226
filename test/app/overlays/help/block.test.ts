import { describe, expect, test } from 'vitest';
import { type HelpOptions, helpBlock, helpLines, helpRoom } from '../../../../source/app/overlays/help/block.ts';
import { help } from '../../../../source/app/overlays/help/index.ts';
import { legendOf } from '../../../../source/app/overlays/help/legend.ts';
import { linkLines } from '../../../../source/app/overlays/help/links.ts';
import type { Hands } from '../../../../source/app/overlays/overlay.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { OverlayId } from '../../../../source/keys/overlay-keys.ts';
import { createAppStore, type HelpEntry } from '../../../../source/state/store.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { type Line, lineText } from '../../../../source/theme/line.ts';

const unicode = glyphs(false);
const entry = (group: HelpEntry['group'], keys: readonly string[], title: string, reason?: string): HelpEntry => ({
  ...{ group, keys, title: sanitise(title) },
  ...(reason !== undefined && { reason: sanitise(reason) }),
});

/** Pieces of a row with their looks, the blanks between them left out. */
const pieces = ({ spans }: Line) =>
  spans.filter(({ text }) => text.trim() !== '').map(({ text, tone = 'text' }) => `${tone}: ${text.trim()}`);
const texts = (lines: readonly Line[]) => lines.map((one) => lineText(one).trimEnd());

describe('a line of the help', () => {
  const looks = (one: HelpEntry, width = 80) =>
    helpLines({ entries: [one], page: '', filter: '' }, width, unicode).map((section) => section.map(pieces));

  test.each<[string, HelpEntry, string[][]]>([
    [
      'names all keys, and dims what is said after the first semicolon or colon',
      entry('Move', ['down', 'j'], 'Next row; with a count so many: 5j'),
      [['accent: Move'], ['key: ↓ j', 'text: Next row', 'dim: ; with a count so many: 5j']],
    ],
    [
      'is dim where the command does nothing here, with why in place of what it does besides',
      entry('Act', ['u'], 'Undo; for five seconds', 'nothing was removed'),
      [['accent: Act'], ['dim: u', 'dim: Undo: nothing was removed']],
    ],
  ])('%s', (_, one, rows) => expect(looks(one)).toEqual([rows]));

  test('goes on under its own beginning, bright to where what it does ends', () => {
    const one = entry('Data', ['x'], 'Show what is hidden of it; and hide it');
    const rows = helpLines({ entries: [one], page: '', filter: '' }, 32, unicode)[0]!;
    expect(texts(rows)).toEqual([
      'Data',
      '  x                 Show what is',
      '                    hidden of',
      '                    it; and hide',
      '                    it',
    ]);
    expect(rows.slice(1).map(pieces)).toEqual([
      ['key: x', 'text: Show what is'],
      ['text: hidden of'],
      ['text: it', 'dim: ; and hide'],
      ['dim: it'],
    ]);
  });

  test('has eight columns for what it says however narrow the screen is', () => {
    const rows = helpLines({ entries: [entry('Data', ['x'], 'one two three')], page: '', filter: '' }, 10, unicode)[0]!;
    expect(texts(rows).slice(1)).toEqual(['  x                 one two', '                    three']);
  });
});

describe('what is shown of the help', () => {
  const entries = [
    entry('Over the page', ['enter'], 'Menu: choose'),
    entry('Pages', ['1'], 'Home'),
    entry('Program', ['q'], 'Quit', 'a change is under way'),
    entry('Pages', ['2'], 'Overview'),
  ];
  const shown = (filter: string, page = '') =>
    helpLines({ entries, page, filter }, 80, unicode).map((section) =>
      texts(section).map((row) => row.trim().replace(/ {2,}/g, ' ')),
    );
  const marks = ['Marks and words on this page', '◆ failing'];

  test.each<[string, string, string[][]]>([
    [
      '',
      '',
      [
        ['Pages', '1 Home', '2 Overview'],
        ['Program', 'q Quit: a change is under way'],
        ['Over the page', '⏎ Menu: choose'],
      ],
    ],
    [
      '',
      '◆',
      [
        ['Pages', '1 Home', '2 Overview'],
        ['Program', 'q Quit: a change is under way'],
        ['Over the page', '⏎ Menu: choose'],
        marks,
      ],
    ],
    [' HOME ', '◆', [['Pages', '1 Home']]],
    ['under WAY', '◆', [['Program', 'q Quit: a change is under way']]],
    ['⏎', '◆', [['Over the page', '⏎ Menu: choose']]],
    ['◆ fail', '◆', [marks]],
    ['no such', '◆', []],
  ])('with the filter %j on a page with %j', (filter, page, sections) => expect(shown(filter, page)).toEqual(sections));
});

describe('the legend', () => {
  const marks = (page: string, ascii = false) => legendOf(page, glyphs(ascii)).map(({ mark }) => mark as string);
  test.each<[string, string[]]>([
    ['', []],
    ['LOST 3 pp', ['LOST', 'pp']],
    ['lost LOSTS SILENTLY', []],
    ['12pp RETRYING,EXPIRED', ['RETRYING', 'EXPIRED', 'pp']],
    ['◆ ● …', ['●', '◆', '…']],
    ['▅', ['▁▄▇']],
    ['⣿', []],
    ['┄', ['┄']],
    ['╶', ['╶╴']],
    ['╴', ['╶╴']],
    ['┣', ['━']],
    ['┌ ┼', ['┬└']],
  ])('of %j explains %j', (page, wanted) => expect(marks(page)).toEqual(wanted));

  test('knows all dots of braille where graphs are drawn with them, and the characters of ASCII in their place', () => {
    const dots = { ...unicode, curves: 'braille' as const };
    expect(['⠁', '⣿', '⠀'].map((page) => legendOf(page, dots).map(({ mark }) => mark as string))).toEqual([
      ['▁▄▇'],
      ['▁▄▇'],
      ['▁▄▇'],
    ]);
    expect(marks('LOST >', true)).toEqual(['>', '>', '›', '>', 'LOST']);
  });
});

describe('the links on top', () => {
  const support = 'https://segment.com/help/contact/';
  const tour = 'https://university.segment.com/introduction-to-segment/299965';
  test.each<[number, string, string[]]>([
    [75, 'y', ['Help and support  y copies both', `  Support     ${support}`, `  Video tour  ${tour}`, '']],
    [74, '', ['Help and support', `  Support     ${support}`, '  Video tour', `  ${tour.slice(0, 72)}`, '']],
    [
      40,
      'Y',
      [
        'Help and support  Y copies both',
        '  Support',
        `  ${support}`,
        '  Video tour',
        `  ${tour.slice(0, 38)}`,
        `  ${tour.slice(38)}`,
        '',
      ],
    ],
  ])('on %i columns, copied by %j', (width, key, rows) => expect(texts(linkLines(width, sanitise(key)))).toEqual(rows));
  test('are cut into pieces of eight at least', () =>
    expect(texts(linkLines(4, t``)).slice(1, 4)).toEqual(['  Support', '  https://', '  segment.']));
});

describe('the help on screen', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => entry('Pages', [`${index}`], `Page ${index}`));
  const drawn = (rest: Partial<HelpOptions>) => {
    const options = {
      entries: many(20),
      page: '',
      filter: '',
      offset: 0,
      copy: t`y`,
      typing: false,
      glyphs: unicode,
      ...rest,
    };
    return texts(helpBlock({ width: 80, height: 12, ...options }));
  };
  const top = (rest: Partial<HelpOptions>) => drawn(rest)[0]!.replace(/─+/g, '─');

  test.each<[string, Partial<HelpOptions>, string]>([
    ['more than there is room for', {}, '╭ Keys here ─ 15 more below ─╮'],
    ['one row short of the end', { offset: 14 }, '╭ Keys here ─ 1 more below ─╮'],
    ['at the end', { offset: 15 }, '╭ Keys here ─ the end ─╮'],
    ['past the end', { offset: 99 }, '╭ Keys here ─ the end ─╮'],
    ['all of it', { height: 27 }, '╭ Keys here ─╮'],
    ['all of it, on a screen that grew below', { height: 27, offset: 5 }, '╭ Keys here ─╮'],
    ['a filter that is typed', { filter: 'page 1', typing: true }, '╭ Keys here  /page 1▏ ─ 2 more below ─╮'],
    ['a filter of nothing yet', { typing: true }, '╭ Keys here  /▏ ─ 15 more below ─╮'],
    ['a filter that was kept', { filter: 'page 7' }, '╭ Keys here  /page 7 ─╮'],
  ])('%s: %o has the title %s', (_, rest, title) => expect(top(rest)).toBe(title));

  test('past the end is its end', () =>
    expect([drawn({ offset: 99 }).slice(1), drawn({ offset: 15 }).at(-2)]).toEqual([
      drawn({ offset: 15 }).slice(1),
      expect.stringMatching(/19 +Page 19/),
    ]));

  test.each([
    ['without a filter', '', 12, { room: 10, last: 15 }],
    ['of what it finds', 'page 1', 12, { room: 10, last: 2 }],
    ['of what fits', 'page 7', 12, { room: 10, last: 0 }],
    ['of nothing found', 'no such', 12, { room: 10, last: 0 }],
    ['on no row', '', 2, { room: 0, last: 25 }],
  ])('scrolls %s', (_, filter, height, room) => {
    const content = { entries: many(20), page: '', filter };
    expect(helpRoom(content, { width: 80, height, glyphs: unicode, copy: t`y` })).toEqual(room);
  });

  test('the same keys are laid out anew for another page, filter, width or key', () => {
    const entries = [entry('Pages', ['1'], 'Home')];
    const rows = (rest: Partial<HelpOptions>) =>
      drawn({ entries, height: 12, ...rest })
        .slice(1, -1)
        .join('\n');
    expect(rows({})).toContain('y copies both');
    expect(rows({ copy: t`C` })).toContain('C copies both');
    expect(rows({ page: '◆' })).toContain('◆');
    expect(rows({ filter: 'home' })).not.toContain('copies');
    expect(rows({ width: 40 })).toContain('│   Support');
    expect(rows({ glyphs: glyphs(true) })).toContain('|   1');
  });

  const group = (name: HelpEntry['group'], count: number) => many(count).map((one) => ({ ...one, group: name }));
  const columns = (entries: readonly HelpEntry[], width: number) =>
    drawn({ entries, filter: 'a', width, height: 30 })
      .slice(1, -1)
      .map((row) => row.replace(/[│▏]/g, '').trim().replace(/ {2,}/g, ' '))
      .filter((row) => row !== '');

  test.each<[string, readonly HelpEntry[], number, string[]]>([
    [
      'below a hundred columns one under the other',
      [...group('Pages', 1), ...group('Move', 1)],
      103,
      ['Pages', '0 Page 0', 'Move', '0 Page 0'],
    ],
    [
      'from there on beside each other',
      [...group('Pages', 1), ...group('Move', 1)],
      104,
      ['Pages Move', '0 Page 0 0 Page 0'],
    ],
    [
      'each group whole, the longer column on the left where they differ by one',
      [...group('Pages', 1), ...group('Move', 2), ...group('Look', 2)],
      104,
      ['Pages Look', '0 Page 0 0 Page 0', '1 Page 1', 'Move', '0 Page 0', '1 Page 1'],
    ],
    [
      'a long group after a short one to the right',
      [...group('Pages', 1), ...group('Move', 4)],
      104,
      ['Pages Move', '0 Page 0 0 Page 0', '1 Page 1', '2 Page 2', '3 Page 3'],
    ],
  ])('the groups stand %s', (_, entries, width, rows) => expect(columns(entries, width)).toEqual(rows));

  test('a group alone stands on the left', () =>
    expect(drawn({ entries: group('Pages', 4), filter: 'a', width: 104, height: 30 })[1]).toMatch(/^│ Pages/));
});

describe('scrolling the help', () => {
  const entries = Array.from({ length: 20 }, (_, index) => entry('Pages', [`${index}`], `Page ${index}`));
  const open = (offset: number) =>
    ({ kind: 'help', entries, page: '', filter: { text: '', cursor: 0 }, typing: false, offset }) as const;
  /** On a screen of thirteen rows, of which ten are of its 25. */
  function desk(offset: number) {
    const store = createAppStore({ columns: 80, rows: 13, overlay: open(offset) });
    const scene = { context: { glyphs: unicode, keyOf: () => t`y` } };
    return { store, hands: { environment: { store }, scene } as unknown as Hands };
  }
  test.each<[OverlayId, number, number]>([
    ['help.down', 0, 1],
    ['help.down', 15, 15],
    ['help.up', 0, 0],
    ['help.up', 15, 14],
    ['help.pageDown', 2, 12],
    ['help.pageDown', 12, 15],
    ['help.pageUp', 12, 2],
    ['help.first', 9, 0],
    ['help.last', 0, 15],
    // The screen has grown since: what is shown is the end, so the next line up is the one before.
    ['help.up', 40, 14],
    ['help.pageUp', 40, 5],
  ])('%s from row %i leads to row %i', (does, from, to) => {
    const { store, hands } = desk(from);
    help.press(open(from), { stroke: '', does }, hands);
    expect(store.getState().overlay).toEqual(open(to));
  });
  test('a notch of the wheel is three lines', () => {
    const { store, hands } = desk(1);
    help.wheel!(open(1), 1, hands);
    expect(store.getState().overlay).toEqual(open(4));
    help.wheel!(open(1), -1, hands);
    expect(store.getState().overlay).toEqual(open(0));
  });
});
