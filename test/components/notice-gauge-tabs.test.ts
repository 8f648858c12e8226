import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gauge, wholePercent } from '../../source/components/charts/gauge.ts';
import { type Notice, notice } from '../../source/components/notice.ts';
import { type Tab, tabs } from '../../source/components/tabs.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { lineText, lineWidth, span } from '../../source/theme/line.ts';
import { wrap } from '../../source/theme/wrap.ts';
import { safeText, size } from '../theme/hostile.ts';
import { drawn } from './drawn.ts';

const noAccess: Notice = {
  kind: 'no-access',
  title: t`No access to the audit trail`,
  text: t`The token lacks the Workspace Owner role, so nobody knows what changed.`,
  help: t`0 settings`,
};

describe('notice', () => {
  test('in the middle, wrapped, with the key that helps', () => {
    expect(drawn(notice(noAccess, 44, 8))).toEqual([
      '                                            ',
      '    ◇ No access to the audit trail          ',
      '                                            ',
      '    The token lacks the Workspace Owner     ',
      '    role, so nobody knows what changed.     ',
      '                                            ',
      '    0 settings                              ',
      '                                            ',
    ]);
  });

  test.each([
    [1, ['◇ No access to the audit trail']],
    [2, ['◇ No access to the audit trail', '0 settings']],
    [3, ['◇ No access to the audit trail', 'The token lacks the Workspace Owner', '0 settings']],
  ])('on %i rows', (height, expected) => {
    expect(drawn(notice(noAccess, 44, height)).map((row) => row.trim())).toEqual(expected);
  });

  test('exactly the asked size', () => {
    fc.assert(
      fc.property(safeText, safeText, size, fc.integer({ min: 1, max: 9 }), (title, text, width, height) => {
        const block = notice({ kind: 'error', title, text, help: title }, width, height);
        expect(block.map(lineWidth)).toEqual(Array(height).fill(width));
      }),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
  ['日本語', 4, ['日本', '語']],
  ['日', 1, []],
  ['', 5, []],
  ['x', 0, []],
])('%s wrapped at %i', (text, width, expected) => {
  expect(wrap(sanitise(text), width)).toEqual(expected);
});

describe('gauge', () => {
  const bar = (value: number | undefined, limit: number | undefined, width = 16): string =>
    lineText(gauge({ value, limit, width, glyphs: glyphs(false) }));
  test.each<[number | undefined, number | undefined, string]>([
    [8.52, 12, ' 71%  ███████░░░'],
    [0, 12, '  0%  ░░░░░░░░░░'],
    [0.001, 12, '  1%  █░░░░░░░░░'],
    [11.99, 12, ' 99%  █████████░'],
    [12, 12, '100%  ██████████'],
    [50, 12, '417%  ██████████'],
    [332, 12, '2.77k%  ████████'],
    [undefined, 12, '   —  ░░░░░░░░░░'],
    [5, undefined, '   —  ░░░░░░░░░░'],
    [5, 0, '   —  ░░░░░░░░░░'],
  ])('%s of %s', (value, limit, expected) => {
    expect(bar(value, limit)).toBe(expected);
  });

  test('without room for a bar the share stays', () => {
    expect(bar(8.52, 12, 6)).toBe('71%   ');
  });

  test('the tone says when it is too much', () => {
    const tone = (value: number) => gauge({ value, limit: 100, width: 20, glyphs: glyphs(false) }).spans[0]?.tone;
    expect([10, 79.9, 80, 99.9, 100, 130].map(tone)).toEqual([undefined, undefined, 'warn', 'warn', 'bad', 'bad']);
  });

  test('percent never rounds to a lie', () => {
    expect([0, 0.0001, 0.714, 0.999, 1, 1.2].map(wholePercent)).toEqual([0, 1, 71, 99, 100, 120]);
  });
});

describe('tabs', () => {
  const items: readonly Tab[] = [
    { id: 'home', key: t`1`, label: t`Home` },
    { id: 'sources', key: t`2`, label: t`Sources` },
    { id: 'health', key: t`3`, label: t`Health` },
  ];
  test.each([
    [32, ' 1 Home  2 Sources  3 Health    '],
    [25, ' 1 Home 2 Sources  3     '],
    [24, ' 1 Home 2 Sources  3    '],
    [20, ' 1 Home 2 Sources  3'],
    [10, ' 1 2  3   '],
    [6, ' 2  3 '],
    [2, ' …'],
  ])('folds to %i columns', (width, expected) => {
    expect(lineText(tabs(items, 'sources', width))).toBe(expected);
  });

  test.each([
    [32, ' 1 Home  2 Sources  3 Health    '],
    [27, ' 1 Home 2 Sources  3 Health'],
    [26, ' 1 Home 2 Sources  ? more '],
    [19, ' 1 2 Sources  3    '],
  ])('on %i columns names as many as fit, and says where the others are', (width, expected) => {
    const more = [span(t` `), span(t`?`), span(t` more`)];
    expect(lineText(tabs(items, 'sources', width, more))).toBe(expected);
  });

  test('the active one is reversed', () => {
    const active = tabs(items, 'health', 40).spans.filter(({ selected }) => selected);
    expect(active.map(({ text }) => text)).toEqual([' 3 Health ']);
  });
});
