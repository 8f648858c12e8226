import { expect, test, vi } from 'vitest';
import { dispatch, paste } from '../../../source/app/input/dispatch.ts';
import { presses } from '../../harness/keys.ts';
import { actAt, stageOf } from '../../views/stage.ts';

const gate = vi.hoisted(() => ({ coming: false, isThere: false, waiting: [] as (() => void)[] }));

/** An engine that takes its time. */
vi.mock('../../../source/domain/filter/engine.ts', async (actual) => {
  const engine = await actual<typeof import('../../../source/domain/filter/engine.ts')>();
  const afterEngine = (run: () => void) => (gate.coming ? void gate.waiting.push(run) : run());
  return {
    ...engine,
    isEngineComing: () => gate.coming,
    afterEngine,
    withFilter(filter: string, run: () => void) {
      gate.coming = !gate.isThere && (gate.coming || engine.hasExpression(filter));
      afterEngine(run);
    },
  };
});

test('keys after the first character of an expression wait for what reads it, and come in their order', async () => {
  const act = actAt(await stageOf('everything'), { view: 'sources', params: {} });
  dispatch(act.environment, act.screen, presses('/', '/', '^', 'w'));
  paste(act.environment, act.screen, 'eb');
  dispatch(act.environment, act.screen, presses('enter'));
  expect(act.store.getState().prompt?.text).toBe('/');
  // The slash alone is no expression yet.
  expect(act.store.getState().stack.at(-1)?.panes.list?.filter).toBe('/');
  Object.assign(gate, { coming: false, isThere: true });
  for (const run of gate.waiting.splice(0)) run();
  expect(act.store.getState().prompt).toBeUndefined();
  expect(act.store.getState().stack.at(-1)?.panes.list?.filter).toBe('/^web');
});

test('a page that is named with an expression after it is filtered once that can be read, unless it was left', async () => {
  const act = actAt(await stageOf('everything'), { view: 'home', params: {} });
  const filters = () => act.store.getState().stack.map(({ view, panes }) => [view, panes.list?.filter]);
  const there = () => {
    Object.assign(gate, { coming: false, isThere: true });
    for (const run of gate.waiting.splice(0)) run();
  };
  Object.assign(gate, { coming: false, isThere: false });
  dispatch(act.environment, act.screen, presses(':', ...'sources', 'space', ...'/^web/', 'enter', 'j'));
  expect(filters()).toEqual([
    ['home', undefined],
    ['sources', undefined],
  ]);
  there();
  expect(filters()).toEqual([
    ['home', undefined],
    ['sources', '/^web/'],
  ]);
  Object.assign(gate, { coming: false, isThere: false });
  dispatch(act.environment, act.screen, presses(':', ...'destinations', 'space', ...'/^web/', 'enter'));
  act.store.setState({ stack: act.store.getState().stack.slice(0, 1) });
  there();
  expect(filters()).toEqual([['home', undefined]]);
});
