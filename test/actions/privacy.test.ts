import { describe, expect, test } from 'vitest';
import type { Action } from '../../source/actions/action.ts';
import type { Environment } from '../../source/actions/environment.ts';
import { undo } from '../../source/actions/favorites.ts';
import * as privacy from '../../source/actions/privacy/privacy.ts';
import { type Local, noLocal } from '../../source/domain/local.ts';
import type { ClassifiedField, FieldColor, LocalPrivacy, Unwanted } from '../../source/domain/privacy/local.ts';
import { t } from '../../source/domain/text.ts';
import { second } from '../../source/domain/time.ts';
import type { Pane, PaneRow } from '../../source/state/pane.ts';
import { paneState, placeOf, withPane } from '../../source/state/place.ts';
import { createAppStore, place } from '../../source/state/store.ts';
import { longestCopy } from '../../source/terminal/clipboard.ts';

const start = Date.parse('2026-10-25T00:59:58Z');
const field = (path: string, color: FieldColor): ClassifiedField => ({
  ...{ path, color, type: 'string', matcher: '', sources: ['s1'], events: ['Signed Up'] },
});
const rowOf = (of: ClassifiedField): PaneRow => ({ key: of.path, holds: { kind: 'field', of } });
const kept = (path: string, masked: boolean) => ({
  ...{ path, type: 'string', matcher: '', sources: ['s1'], events: ['Signed Up'], at: start, masked },
});

/** A list of these rows, some marked, and what of the user's own is kept. */
function desk(rows: readonly PaneRow[], own: Partial<LocalPrivacy> = {}, marked: readonly string[] = []) {
  let now = start;
  const local: Local = { ...noLocal, privacy: { ...noLocal.privacy, ...own } };
  const store = createAppStore({ local, stack: [withPane(placeOf('privacy'), 'list', { marked })] });
  const panes = (): readonly Pane[] => [{ id: 'list', rows, scope: 'privacy' }];
  const saveLocal: Environment['saveLocal'] = (change) => store.setState({ local: change(store.getState().local) });
  const environment = { store, now: () => now, panes, saveLocal } as unknown as Environment;
  return {
    ...{ environment, store },
    run: (action: Action<never>) => action.run(environment as never),
    later: (ms: number) => {
      now += ms;
    },
    own: () => store.getState().local.privacy,
    said: () => `${store.getState().toast?.tone}: ${store.getState().toast?.text}`,
    marks: () => paneState(place(store.getState()), 'list').marked,
  };
}

const note = 'on this machine only, u undoes';

describe('a field gets the next colour', () => {
  test.each<[FieldColor, FieldColor, string]>([
    ['red', 'yellow', `warn: properties.a is yellow: ${note}`],
    ['yellow', 'green', `good: properties.a is green: ${note}`],
    ['green', 'red', `bad: properties.a is red: ${note}`],
  ])('after %s %s', (color, next, words) => {
    const made = desk([rowOf(field('properties.a', color))]);
    made.run(privacy.color);
    expect([made.own().colors, made.said()]).toEqual([{ 'properties.a': next }, words]);
    made.run(undo);
    expect([made.own().colors, made.said()]).toEqual([{}, 'good: Colour as it was']);
  });

  test('all marked ones that of the first; a long name is cut', () => {
    const rows = ['a', 'b', 'c'].map((path, index) => rowOf(field(path, index === 0 ? 'green' : 'yellow')));
    const made = desk(rows, { colors: { c: 'red' } }, ['b', 'a']);
    made.run(privacy.color);
    expect([made.own().colors, made.said()]).toEqual([
      { a: 'red', b: 'red', c: 'red' },
      `bad: 2 fields are red: ${note}`,
    ]);
    const long = desk([rowOf(field('x'.repeat(50), 'green'))]);
    long.run(privacy.color);
    expect(long.said()).toBe(`bad: ${'x'.repeat(40)} is red: ${note}`);
  });
});

describe('the inventory', () => {
  const rows = [rowOf(field('a', 'red')), rowOf(field('b', 'green'))];
  test('takes those that it lacks, and gives all back where it has them', () => {
    const made = desk(rows, {}, ['a', 'b']);
    made.run(privacy.inventory);
    expect(made.own().inventory).toEqual([kept('a', true), kept('b', false)]);
    expect([made.said(), made.marks()]).toEqual([`good: 2 fields are in the inventory: ${note}`, []]);
    made.run(undo);
    expect([made.own().inventory, made.own().colors, made.said()]).toEqual([[], {}, 'good: Inventory as it was']);
  });

  test('of marked fields takes only the missing one', () => {
    const made = desk(rows, { inventory: [kept('a', true)] }, ['a', 'b']);
    made.run(privacy.inventory);
    expect(made.own().inventory.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(made.said()).toBe(`good: b is in the inventory: ${note}`);
  });

  test('that has them all gives them back', () => {
    const made = desk(rows, { inventory: [kept('a', true), kept('z', true)] });
    made.run(privacy.inventory);
    expect(made.own().inventory.map(({ path }) => path)).toEqual(['z']);
    expect(made.said()).toBe(`good: a is out of the inventory: ${note}`);
    made.run(undo);
    expect(made.own().inventory).toEqual([kept('z', true), kept('a', true)]);
  });
});

describe('a colour that should not be somewhere', () => {
  const cell = (kind: Unwanted['kind'], color: FieldColor): Unwanted => ({ kind, id: 'x', color });
  const row = (of: Unwanted): PaneRow => ({
    ...{ key: 'x', holds: { kind: 'cell', of }, subject: { kind: of.kind, id: 'x', name: t`Braze` } },
  });
  test.each<[Unwanted, readonly Unwanted[], string]>([
    [cell('destination', 'red'), [], 'red should not flow to Braze: segtop warns, stops nothing'],
    [cell('source', 'yellow'), [], 'yellow should not come from Braze: segtop warns, stops nothing'],
    [cell('destination', 'red'), [cell('destination', 'red')], 'red may flow to Braze'],
    [cell('source', 'green'), [cell('source', 'green')], 'green may come from Braze'],
    // The mark of another column is another mark.
    [cell('source', 'red'), [cell('source', 'green')], 'red should not come from Braze: segtop warns, stops nothing'],
  ])('%j, where %j are marked, and back', (of, unwanted, words) => {
    const made = desk([row(of)], { unwanted });
    made.run(privacy.unwanted);
    expect(made.said()).toBe(`info: ${words}; ${note}`);
    const isThere = () => made.own().unwanted.some((one) => JSON.stringify(one) === JSON.stringify(of));
    expect(isThere()).toBe(words.includes('should not'));
    made.run(undo);
    expect([isThere(), made.said()]).toEqual([!words.includes('should not'), 'good: Mark as it was']);
  });

  test.each<[FieldColor | undefined, FieldColor]>([
    ['red', 'yellow'],
    ['yellow', 'green'],
    ['green', 'red'],
    [undefined, 'yellow'],
  ])('the column after %s is %s', (color, next) => {
    const made = desk(color ? [row(cell('source', color))] : [{ key: 'x' }]);
    made.run(privacy.nextColumn);
    expect(paneState(place(made.store.getState()), 'list').options).toEqual({ color: next });
  });
});

test('what was classified can be taken back for half a minute', () => {
  const made = desk([rowOf(field('a', 'red'))]);
  expect(undo.why?.(made.environment)?.why).toBe('nothing was removed or classified just now');
  made.run(privacy.color);
  made.later(30 * second);
  expect(undo.why?.(made.environment)).toBeUndefined();
  made.later(1);
  expect(undo.why?.(made.environment)?.why).toBe('nothing was removed or classified just now');
});

test('what was classified long ago cannot be taken back where the clock of the host is set back', () => {
  const made = desk([rowOf(field('a', 'red'))]);
  made.run(privacy.color);
  made.later(-30 * second);
  expect(undo.why?.(made.environment)).toBeUndefined();
  made.later(-1);
  expect(undo.why?.(made.environment)?.why).toBe('nothing was removed or classified just now');
});

test.each<[Action<never>, string]>([
  [privacy.color, 'no field is selected'],
  [privacy.inventory, 'no field is selected'],
  [privacy.unwanted, 'no row is selected'],
])('of a row without one there is nothing to classify: %#', (action, why) => {
  expect(action.why?.(desk([{ key: 'x' }]).environment)).toEqual({ why });
});

test.each([
  [longestCopy, 1, 'Copied: 2 rules'],
  [longestCopy + 1, 0, `Too long for the clipboard of a terminal: ${longestCopy + 1} characters`],
])('what a list is copied as, of %d bytes: %d times', (length, times, words) => {
  const copied: string[] = [];
  const store = createAppStore({ stack: [placeOf('privacy')] });
  const panes = (): readonly Pane[] => [
    {
      id: 'l',
      rows: [],
      content: {
        kind: 'table',
        of: {
          ...{ choices: [], lines: 0, lineOf: () => 0, json: () => undefined },
          copies: { what: t`2 rules`, text: () => 'x'.repeat(length) },
        },
      },
    },
  ];
  const copy = (text: string) => {
    copied.push(text);
    return t`Copied`;
  };
  privacy.copy.run({ store, now: () => 0, panes, copy } as unknown as Environment);
  expect([copied.length, store.getState().toast?.text]).toEqual([times, words]);
});
