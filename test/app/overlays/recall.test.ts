import { expect, test } from 'vitest';
import { actAt, stageOf } from '../../views/stage.ts';

const stage = await stageOf('everything');
await actAt(stage, { view: 'sources', params: {} }).settled();

test('lines of the palette come back with the arrow, newest first, and what was being typed after them', () => {
  const act = actAt(stage, { view: 'home', params: {} });
  act.press(':', ...'sources web', 'enter', ':', ...'usage', 'enter');
  const text = () => act.store.getState().prompt?.text;
  act.press(':', ...'hea', 'up');
  expect(text()).toBe('usage');
  act.press('up');
  expect(text()).toBe('sources web');
  act.press('up');
  expect(text()).toBe('sources web');
  act.press('ctrl+n', 'ctrl+n');
  expect(text()).toBe('hea');
  expect(act.saved.typed).toEqual({ command: ['usage', 'sources web'] });
  act.press('ctrl+p', 'enter');
  expect(act.store.getState().stack.at(-1)?.view).toBe('usage');
});

test('a filter that was kept comes back on another page, and works at once', () => {
  const act = actAt(stage, { view: 'sources', params: {} }, { state: { typed: { filter: ['before'] } } });
  act.press('/', ...'web', 'enter', '4', '/', 'ctrl+p');
  expect(act.store.getState().prompt?.text).toBe('web');
  expect(Object.values(act.store.getState().stack.at(-1)?.panes ?? {})[0]?.filter).toBe('web');
  act.press('ctrl+p');
  expect(act.store.getState().prompt?.text).toBe('before');
  expect(act.saved.typed).toEqual({ filter: ['web', 'before'] });
});
