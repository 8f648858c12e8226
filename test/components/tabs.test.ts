import { describe, expect, test } from 'vitest';
import { type Tab, tabs } from '../../source/components/tabs.ts';
import { t } from '../../source/domain/text.ts';
import { hitAt } from '../../source/theme/hit.ts';
import { lineText, span } from '../../source/theme/line.ts';

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

  const four: readonly Tab[] = (
    [
      ['home', t`1`, t`Home`],
      ['sources', t`2`, t`Sources`],
      ['health', t`3`, t`Health`],
      ['usage', t`4`, t`Usage`],
    ] as const
  ).map(([id, key, label]) => ({ id, key, label, hit: { kind: 'command', id } }));
  const question = [span(t` `), span(t`?`, 'key'), span(t` more`)];

  test.each<[string, number, string, string]>([
    ['home', 36, ' 1 Home  2 Sources 3 Health 4 Usage ', ' 1 Home  2 Sources 3 Health 4 Usage '],
    ['home', 34, ' 1 Home  2 Sources 3 Health 4     ', ' 1 Home  2 Sources 3 Health ? more'],
    ['home', 33, ' 1 Home  2 Sources 3 Health 4    ', ' 1 Home  2 Sources 4 Usage ? more'],
    ['sources', 31, ' 1 Home 2 Sources  3 Health 4  ', ' 1 Home 2 Sources  ? more      '],
    ['sources', 18, ' 1 2 Sources  3 4 ', ' 1 2 Sources  3 4 '],
    ['sources', 14, ' 1 2  3 4     ', ' 1 2  3 4     '],
    ['usage', 34, ' 1 Home 2 Sources 3 4 Usage       ', ' 1 Home 2 Sources 4 Usage  ? more '],
    ['usage', 31, ' 1 Home 2 Sources 3 4 Usage    ', ' 1 Home 4 Usage  ? more        '],
    ['usage', 22, ' 1 Home 2 3 4 Usage   ', ' 1 Home 2 3 4 Usage   '],
    ['home', 8, ' 1  2 3 ', ' 1  2 3 '],
    ['sources', 9, ' 1 2  3 4', ' 1 2  3 4'],
    ['usage', 5, ' 3 4 ', ' 3 4 '],
    ['usage', 3, ' 4 ', ' 4 '],
    ['gone', 34, ' 1 Home 2 Sources 3 Health 4 Usage', ' 1 Home 2 Sources 3 Health 4 Usage'],
    ['gone', 5, ' 1 2 ', ' 1 2 '],
  ])('with %s active on %i columns, alone and where something leads to the others', (active, width, alone, led) => {
    expect(lineText(tabs(four, active, width))).toBe(alone);
    expect(lineText(tabs(four, active, width, question))).toBe(led);
  });

  test.each([
    [40, ' Home  Sources  Health  Usage           '],
    [29, ' Home Sources  Health Usage  '],
    [20, ' Sources  Health    '],
    [8, ' Source…'],
  ])('without keys on %i columns', (width, expected) => {
    const bare = four.map(({ id, label }) => ({ id, label }));
    expect(lineText(tabs(bare, 'sources', width))).toBe(expected);
  });

  test('each is its page for the mouse, in every form, and its key looks like one', () => {
    const found = (width: number) => {
      const row = tabs(four, 'sources', width);
      const ids = Array.from({ length: width }, (_, column) => hitAt([row], column, 0)).map((hit) =>
        hit?.kind === 'command' ? hit.id : '-',
      );
      return ids.join(' ').replace(/\b([a-z]+)(?: \1)+\b/g, '$1');
    };
    expect([found(37), found(18), found(5)]).toEqual([
      'home sources health usage - -',
      'home sources health usage -',
      'sources health',
    ]);
    const keys = (width: number) => tabs(four, 'sources', width).spans.filter(({ tone }) => tone === 'key');
    expect(keys(37).map(({ text }) => text)).toEqual(['1', '3', '4']);
  });
});
