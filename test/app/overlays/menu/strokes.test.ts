import { expect, test } from 'vitest';
import { dispatch } from '../../../../source/app/input/dispatch.ts';
import { presses } from '../../../harness/keys.ts';
import { actAt, stageOf } from '../../../views/stage.ts';

const stage = await stageOf('everything');

async function listWithMenu() {
  const act = actAt(stage, { view: 'sources', params: {} });
  await act.settled();
  return act;
}

test('keys of a menu that arrive in one chunk with the one that opens it are strokes of their own', async () => {
  const act = await listWithMenu();
  const menu = () => {
    const { overlay } = act.store.getState();
    return overlay?.kind === 'menu' ? overlay : undefined;
  };
  dispatch(act.environment, act.screen, presses('m', 'j', 'down', 'k'));
  expect(menu()?.at).toBe(1);
  const count = menu()!.items.length;
  dispatch(act.environment, act.screen, presses('k', 'k'));
  expect(menu()?.at).toBe(count);
  dispatch(act.environment, act.screen, presses('enter'));
  expect(menu()).toBeUndefined();
});

test('enter chooses, but never what cannot be; digits are those of pages, and choose nothing', async () => {
  const act = await listWithMenu();
  act.press('m');
  const { overlay } = act.store.getState();
  const items = overlay?.kind === 'menu' ? overlay.items : [];
  act.press('1', '3', '4', '5', '6', '7', '8', '9', '0');
  expect(act.store.getState().overlay).toBe(overlay);
  expect(act.store.getState().stack.at(-1)?.view).toBe('sources');
  const refused = items.findIndex(({ disabled }) => disabled !== undefined);
  expect(refused).toBeGreaterThanOrEqual(0);
  act.press(...Array.from({ length: refused }, () => 'j'), 'enter');
  expect(act.store.getState().overlay?.kind).toBe('menu');
  const able = items.findIndex(({ disabled }) => disabled === undefined);
  act.press(...Array.from({ length: Math.abs(refused - able) }, () => (able > refused ? 'j' : 'k')), 'enter');
  expect(act.store.getState().overlay).not.toMatchObject({ kind: 'menu', items });
});
