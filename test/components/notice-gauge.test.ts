import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gauge, wholePercent } from '../../source/components/charts/gauge.ts';
import { type Notice, notice } from '../../source/components/notice.ts';
import { atHand } from '../../source/domain/proof.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { type Line, lineText, lineWidth } from '../../source/theme/line.ts';
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
    [3, ['◇ No access to the audit trail', 'The token lacks the Workspace Owner …', '0 settings']],
    [
      4,
      [
        '◇ No access to the audit trail',
        'The token lacks the Workspace Owner',
        'role, so nobody knows what changed.',
        '0 settings',
      ],
    ],
  ])('on %i rows', (height, expected) => {
    expect(drawn(notice(noAccess, 44, height)).map((row) => row.trim())).toEqual(expected);
  });

  const failure: Notice = {
    kind: 'error',
    title: t`Segment did not answer`,
    text: t`The request timed out after thirty seconds, twice.`,
    help: t`r retry`,
  };
  test.each<[number, number, string[]]>([
    [
      60,
      9,
      [
        '',
        '',
        '     ✗ Segment did not answer',
        '',
        '     The request timed out after thirty seconds, twice.',
        '',
        '     r retry',
        '',
        '',
      ],
    ],
    [
      60,
      6,
      [
        '     ✗ Segment did not answer',
        '',
        '     The request timed out after thirty seconds, twice.',
        '',
        '     r retry',
        '',
      ],
    ],
    [
      60,
      5,
      [
        '',
        '     ✗ Segment did not answer',
        '     The request timed out after thirty seconds, twice.',
        '     r retry',
        '',
      ],
    ],
    [
      100,
      3,
      [
        `${' '.repeat(25)}✗ Segment did not answer`,
        `${' '.repeat(25)}The request timed out after thirty seconds, twice.`,
        `${' '.repeat(25)}r retry`,
      ],
    ],
    [21, 2, ['  ✗ Segment did no…', '  r retry']],
    [20, 2, ['✗ Segment did not a…', 'r retry']],
    [8, 2, ['✗ Segme…', 'r retry']],
    [1, 2, ['…', '…']],
    [20, 1, ['✗ Segment did not a…']],
  ])('on %i columns and %i rows it stands in the middle, as one piece', (width, height, expected) => {
    expect(drawn(notice(failure, width, height)).map((row) => row.trimEnd())).toEqual(expected);
  });

  test('a sentence has 64 columns at most', () => {
    const long = { ...failure, text: sanitise('word '.repeat(26)) };
    const rows = drawn(notice(long, 200, 9)).map((row) => row.trim());
    expect(rows.filter((row) => row.startsWith('word')).map(({ length }) => length)).toEqual([64, 64]);
  });

  test.each<[Notice['kind'], string, string]>([
    ['empty', '·', 'strong'],
    ['error', '✗', 'bad'],
    ['no-access', '◇', 'dim'],
    ['not-observable', '◇', 'dim'],
    ['stale', '▲', 'warn'],
    ['loading', '·', 'dim'],
    ['good', '✓', 'good'],
  ])('of %s has its mark and tone, and its key looks like one', (kind, mark, tone) => {
    const [head, foot] = notice({ kind, title: t`Title`, help: t`r retry`, proof: atHand } as Notice, 20, 2);
    const shown = (of: Line | undefined) => of!.spans.filter(({ text }) => text.trim() !== '');
    expect(shown(head)).toEqual([
      { text: `${mark} `, tone },
      { text: 'Title', tone },
    ]);
    expect(shown(foot)).toEqual([{ text: 'r retry', tone: 'key' }]);
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

test.each<[string, number, number, string[]]>([
  ['one two three', 7, 2, ['one two', 'three']],
  ['one two three', 7, 3, ['one two', 'three']],
  ['one two three', 7, 1, ['one tw…']],
  ['one two three', 8, 1, ['one two…']],
  ['one two three', 9, 1, ['one two …']],
  ['one two three four', 9, 2, ['one two', 'three …']],
  ['three rows that end', 10, 1, ['three row…']],
  ['one two', 7, 0, []],
  ['one two', 7, -1, []],
  ['', 7, 1, []],
  ['日本語 日本', 6, 1, ['日本…']],
  ['abcdef', 1, 1, ['…']],
  ['abcdef', 0, 1, []],
])('%s wrapped at %i, on %i rows at most, says where it is cut', (text, width, most, expected) => {
  expect(wrap(sanitise(text), width, most)).toEqual(expected);
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

  test.each([
    [0.8, 30, 'warn'],
    [0.799, 30, undefined],
    [0.5, 30, undefined],
    [1, 30, 'bad'],
  ])('the share and the bar of %d have one tone', (share, width, tone) => {
    const { spans } = gauge({ value: share * 50, limit: 50, width, glyphs: glyphs(false) });
    expect(spans.map((part) => part.tone)).toEqual([tone, undefined, tone, ...(share < 1 ? ['dim'] : [])]);
    expect(gauge({ value: share * 50, limit: 50, width: 5, glyphs: glyphs(false) }).spans[0]!.tone).toBe(tone);
  });

  test.each([
    [0.5, 0.5, 'warn'],
    [0.49, 0.5, undefined],
    [0.85, 0.9, undefined],
  ])('a share of %d warns from %d on', (value, warnAt, tone) => {
    expect(gauge({ value, limit: 1, width: 20, glyphs: glyphs(false), warnAt }).spans[0]!.tone).toBe(tone);
  });

  test.each<[number | undefined, number | undefined, number, string]>([
    [5, 10, 9, ' 50%  ██░'],
    [5, 10, 8, '50%     '],
    [Number.NaN, 10, 16, '   —  ░░░░░░░░░░'],
    [Number.POSITIVE_INFINITY, 10, 16, '   —  ░░░░░░░░░░'],
    [5, -1, 16, '   —  ░░░░░░░░░░'],
    [-5, 10, 16, '  0%  ░░░░░░░░░░'],
    [119.9, 12, 16, '999%  ██████████'],
    [120, 12, 16, ' 1k%  ██████████'],
  ])('%s of %s on %i columns', (value, limit, width, expected) => {
    expect(bar(value, limit, width)).toBe(expected);
  });

  test('percent never rounds to a lie', () => {
    expect([0, 0.0001, 0.714, 0.999, 1, 1.2].map(wholePercent)).toEqual([0, 1, 71, 99, 100, 120]);
  });
});
