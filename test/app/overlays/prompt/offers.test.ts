import { describe, expect, test } from 'vitest';
import { offersBlock } from '../../../../source/app/overlays/prompt/offers.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { Offer, Prompt } from '../../../../source/state/store.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';

const offer = (name: string, rest: Partial<Offer> = {}): Offer => ({
  ...{ id: name, name: sanitise(name), title: t`does it`, keys: [] },
  ...rest,
});
const drawn = (rest: Partial<Prompt>, width = 40, height = 20, key = t`⇥`): string[] =>
  offersBlock({ kind: 'command', text: '', ...rest } as Prompt, { width, height, glyphs: glyphs(false) }, key).map(
    lineText,
  );

/** The rows within the frame, without it and without what fills them. */
const inside = (rest: Partial<Prompt>, width?: number, height?: number): string[] =>
  drawn(rest, width, height)
    .slice(1, -1)
    .map((row) =>
      row
        .replace(/^│ ?/, '')
        .replace(/\s*[│┃█▐]*$/, '')
        .trimEnd(),
    );

describe('where nothing fits', () => {
  test.each([
    ['', []],
    [' a ', []],
    ['é', []],
    ['ab', ['Nothing read so far is called ab', 'Sources, destinations, events, plans, c…']],
    ['  a b ', ['Nothing read so far is called a b', 'Sources, destinations, events, plans, c…']],
  ])('%j is answered by %j', (text, rows) => expect(inside({ text }, 44)).toEqual(rows));

  test.each([
    [t`⇥`, '│ Did you mean usage? ⇥ takes it           │'],
    [t`ctrl+t`, '│ Did you mean usage? ctrl+t takes it      │'],
    [t``, '│ Did you mean usage?                      │'],
  ])('what was probably meant is offered, with the key %j that takes it', (key, row) => {
    const rows = drawn({ text: 'usgae', meant: t`usage` }, 44, 20, key);
    expect([rows[0], rows[2]]).toEqual(['╭ Not found ───────────────────────────────╮', row]);
  });
});

describe('what fits', () => {
  const many = Array.from({ length: 14 }, (_, index) => offer(`n${index}`));
  test.each([
    ['ten at most', 40, 10],
    ['what the screen has room for', 8, 4],
    ['one', 5, 1],
    ['none where there is no row', 4, 0],
    ['none where there is less than none', 2, 0],
  ])('%s', (_, height, rows) => {
    expect(drawn({ offers: many }, 40, height).length).toBe(rows === 0 ? 0 : rows + 2);
  });

  test.each<[Partial<Prompt>, string]>([
    [{ at: 1 }, '╭ Pages, commands, names ─────── 2/14 ─╮'],
    [{ kind: 'find' }, '╭ Names ──────────────────────── 1/14 ─╮'],
    [{ about: t`How often`, kind: 'find' }, '╭ How often ──────────────────── 1/14 ─╮'],
  ])('stands under a title that counts it: %o', (rest, title) =>
    expect(drawn({ offers: many, ...rest })[0]).toBe(title),
  );

  test('is as wide as two columns of words at most, and a long name leaves room for what it is', () => {
    const [row = ''] = inside({ offers: [offer('a'.repeat(60)), offer('b')] }, 200);
    expect(drawn({ offers: many }, 200)[0]).toHaveLength(72);
    expect(row).toMatch(/^❯a{42}… does it$/);
  });

  test('is told with its key, why it has nothing to do, or what it is', () => {
    const rows = inside(
      {
        offers: [
          offer('sort', { keys: ['s', 'S'] }),
          offer('mute', { reason: t`no alert` }),
          offer('own', { title: t``, reason: t`not allowed` }),
          offer('Braze', { kind: t`destination` }),
        ],
      },
      50,
    ).map((row) => row.replace(/\s+/g, ' ').replace(/^\W+/, ''));
    expect(rows).toEqual(['sort does it s', 'mute does it: no alert', 'own not allowed', 'Braze destination']);
  });
});
