import { describe, expect, test } from 'vitest';
import type { Hands } from '../../../../source/app/overlays/overlay.ts';
import { collection, command, filter, find } from '../../../../source/app/overlays/prompt/index.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import type { OverlayId } from '../../../../source/keys/overlay-keys.ts';
import { createAppStore, type Offer, type Prompt } from '../../../../source/state/store.ts';

const offer = (name: string, line?: string): Offer => ({
  ...{ id: `of ${name}`, name: sanitise(name), title: t``, keys: [] },
  ...(line !== undefined && { line }),
});
const prompt = (text: string, rest: Partial<Prompt> = {}): Prompt => ({
  ...{ kind: 'command', text, cursor: text.length, ...rest },
});

/** A line in a dashboard that has no pages and has read nothing. */
function desk(open: Prompt) {
  const store = createAppStore({ prompt: open });
  const saved: unknown[] = [];
  const environment = {
    ...{ store, now: () => 0, pages: () => [], panes: () => [], things: () => [], whyNot: () => undefined },
    ...{ saveTyped: (typed: unknown) => saved.push(typed), pathsLike: () => [] },
  };
  const hands = { environment, scene: {} } as unknown as Hands;
  const press = (does: OverlayId, on: typeof command | typeof find = command) =>
    on.press(open, { stroke: '', does }, hands);
  return { store, saved, hands, press, line: () => store.getState().prompt };
}

describe('what looking for a name reads', () => {
  const lists = ['event-names', 'tracking-plans', 'warehouses'];
  test.each<[string, string[]]>([
    ['', []],
    [' a ', []],
    ['ab', lists],
    [' é ü ', lists],
  ])('%j', (text, keys) => {
    for (const one of [command, find]) {
      const needs = one.needs!(prompt(text), '24h');
      expect(needs.map(({ resource }) => resource.key.replace(/:.*/, ''))).toEqual(keys);
      expect(new Set(needs.map(({ priority }) => priority)).size).toBe(keys.length === 0 ? 0 : 1);
    }
  });
});

describe('the offers of a line', () => {
  const offers = ['a', 'b', 'c'].map((name) => offer(name));
  test.each<[OverlayId, number | undefined, number | undefined]>([
    ['line.down', undefined, 1],
    ['line.down', 1, 2],
    ['line.down', 2, 2],
    ['line.up', 2, 1],
    ['line.up', 1, 0],
    ['line.up', 0, 0],
  ])('%s from %s is %i', (does, at, to) => {
    const { press, line } = desk(prompt('x', { offers, at }));
    press(does);
    expect(line()).toEqual(prompt('x', { offers, at: does === 'line.up' && at === 0 ? at : to }));
  });

  test('of none there is no next one, and the wheel goes to the ends', () => {
    const none = desk(prompt('x', { offers: [] }));
    none.press('line.down');
    expect(none.line()?.at).toBe(0);
    const { hands, line } = desk(prompt('x', { offers, at: 2 }));
    command.wheel!(prompt('x', { offers, at: 2 }), 1, hands);
    expect(line()?.at).toBe(2);
    command.wheel!(prompt('x', { offers, at: 2 }), -1, hands);
    expect(line()?.at).toBe(1);
  });

  const about = t`open TYPE/ID`;
  test.each<[string, Partial<Prompt>, string]>([
    ['the first', { offers }, 'a '],
    ['the chosen one', { offers, at: 2 }, 'c '],
    ['what was meant, where there is none', { offers: [], meant: t`usage` }, 'usage '],
    ['nothing', { offers: [] }, 'x'],
    [
      'an argument that goes on with what is typed',
      { about, offers: [offer('x', 'x'), offer('y', 'open y')] },
      'open y ',
    ],
    [
      'an argument that was chosen',
      { about, at: 2, offers: [offer('x'), offer('y', 'y'), offer('z', 'open z')] },
      'open z ',
    ],
    ['a folder, in which more follows', { about, offers: [offer('x'), offer('y', 'export out/')] }, 'export out/'],
    ['no argument', { about, offers: [offer('x', 'x')] }, 'x'],
    ['an argument without a line', { about, offers: [offer('x', 'x'), offer('y')] }, 'x'],
    ['an argument of an empty line', { about, offers: [offer('x', 'x'), offer('y', '')] }, 'x'],
  ])('Tab takes over %s', (_, rest, text) => {
    const { press, line } = desk(prompt('x', rest));
    press('line.complete');
    expect([line()?.text, line()?.cursor]).toEqual([text, text.length]);
  });

  const gone = 'Nothing done: what was chosen is not found any more';
  test.each<[string, Partial<Prompt>, string | undefined]>([
    ['', { offers }, undefined],
    ['  ', { offers, at: 0 }, undefined],
    ['', { offers, at: 1 }, gone],
    ['zq', { offers }, gone],
    [
      'zqxjwvk',
      { offers: [] },
      'Nothing read so far is called zqxjwvk: pages, commands, names, events and error codes are found',
    ],
  ])('Enter on %j with %o says %s, closes and keeps the line', (text, rest, said) => {
    const { press, line, store, saved } = desk(prompt(text, rest));
    press('line.enter');
    expect([line(), store.getState().toast?.text]).toEqual([undefined, said]);
    expect(saved).toEqual(text.trim() === '' ? [] : [{ command: [text] }]);
  });

  test('the mouse takes the one it is on, and nothing beside them', () => {
    const { hands, line, store } = desk(prompt('zq', { offers }));
    command.click!(prompt('zq', { offers }), { kind: 'item', at: 3 }, hands);
    command.click!(prompt('zq', { offers }), { kind: 'nothing' }, hands);
    expect(line()?.text).toBe('zq');
    command.click!(prompt('zq', { offers }), { kind: 'item', at: 2 }, hands);
    expect([line(), store.getState().toast?.text]).toEqual([undefined, gone]);
  });
});

test('a name that is looked for is not kept, and comes from no line typed before', () => {
  const open = prompt('zq', { kind: 'find', offers: [] });
  const { press, line, saved } = desk(open);
  press('line.older', find);
  expect(line()).toEqual(open);
  press('line.enter', find);
  expect([line(), saved]).toEqual([undefined, []]);
});

test.each([
  [command, '', false, true],
  [command, 'x', true, true],
  [find, '', true, true],
  [collection, '', true, true],
  [filter, '', true, false],
])('case %#: whether keys are typed, and whether leaving it loses nothing', (of, text, busy, left) => {
  const open = prompt(text, { kind: of.kind });
  expect([of.isBusy(open), of.isOnlyLeft!(open), of.scopes(open), of.stands]).toEqual([
    ...[busy, left, ['line', 'edit'], 'foot'],
  ]);
});
