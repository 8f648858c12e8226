import { expect, test } from 'vitest';
import { place } from '../../source/state/store.ts';
import { type Act, actAt, actOn, stageOf } from '../views/stage.ts';

const stage = await stageOf('everything');
await actAt(stage, { view: 'sources', params: {} }).settled();
await actAt(stage, { view: 'destinations', params: {} }).settled();

const rows = (act: Act) => act.environment.panes()[0]!.rows.length;
const title = (act: Act) =>
  act
    .text()
    .split('\n')
    .find((row) => /^╭ (?:Sources|Destinations)/.test(row)) ?? '';

test('a filter that was left on a page is on again at the next visit, which says so and what it hides', async () => {
  const act = actOn(stage);
  await act.settled();
  act.press('3');
  const all = rows(act);
  act.press('/', ...'name:web', 'enter');
  const left = rows(act);
  expect([left < all, act.saved.filters]).toEqual([true, { sources: 'name:web' }]);
  act.press('4');
  expect(place(act.store.getState()).panes.list?.filter ?? '').toBe('');
  act.press('3');
  expect(rows(act)).toBe(left);
  expect(title(act)).toContain(`/name:web  left on before, hides ${all - left} rows, Esc shows all`);
  expect(title(act)).toMatch(/ 1\/\d+ ─╮/);
  act.press('esc');
  expect([rows(act), act.saved.filters]).toEqual([all, { sources: '' }]);
  act.press('4', '3');
  expect([rows(act), title(act).includes('left on before')]).toEqual([all, false]);
});

test('one of an earlier start is on too; where it matches no row, all rows are shown', async () => {
  const act = actOn(stage, { state: { filters: { sources: 'name:web', destinations: 'gone-since-then' } } });
  await act.settled();
  act.press('3');
  expect(title(act)).toContain('left on before, hides');
  act.press('4');
  const fresh = actOn(stage);
  await fresh.settled();
  fresh.press('4');
  expect(rows(act)).toBe(rows(fresh));
  expect(title(act)).toContain('/gone-since-then  left on before, matches none: all shown');
  expect(act.text()).not.toContain('No row matches');
  // What is typed now hides what it says.
  act.press('/', 'x', 'enter');
  expect(rows(act)).toBe(0);
});

test('a page that somebody was led to for something of it is not filtered', async () => {
  const act = actOn(stage, { state: { filters: { destinations: 'zendesk' } } });
  await act.settled();
  act.press(':', ...'destinations braze', 'enter');
  expect(place(act.store.getState()).panes.list).toMatchObject({ filter: 'braze' });
  expect(place(act.store.getState()).panes.list?.recalled).toBeUndefined();
  expect(act.saved.filters).toEqual({ destinations: 'braze' });
});

test('on an empty filter line the arrow brings back what was typed before', async () => {
  const act = actOn(stage, { state: { typed: { filter: ['web', 'ios'] } } });
  await act.settled();
  act.press('3', '/', 'up');
  expect(act.store.getState().prompt?.text).toBe('web');
  act.press('up');
  expect(act.store.getState().prompt?.text).toBe('ios');
  act.press('down', 'down');
  expect(act.store.getState().prompt?.text).toBe('');
});
