import { beforeAll, describe, expect, test } from 'vitest';
import { likelyEscape } from '../../../source/app/input/dispatch.ts';
import { t } from '../../../source/domain/text.ts';
import type { Confirm } from '../../../source/state/dialogs.ts';
import { pages } from '../../../source/state/pages.ts';
import { listPane, paneState } from '../../../source/state/place.ts';
import { place } from '../../../source/state/store.ts';
import { loadViews } from '../../../source/views/loaded.ts';
import { type Act, type ActOptions, actOn, type Stage, stageOf } from '../../views/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await loadViews();
  await actOn(stage).settled();
});

const pressed = (keys: readonly string[], options: ActOptions = {}): Act => {
  const act = actOn(stage, options);
  act.press(...keys);
  return act;
};

describe('Esc at once', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['on a page of the bar', ['4', 'j', 'j'], undefined],
    ['on the page of one thing', ['4', 'enter'], undefined],
    ['in help', ['4', '?'], 'help'],
    ['in a menu', ['4', 'm'], 'menu'],
    ['in the choice of columns', ['4', 'c'], 'columns'],
    ['in the choice of favorites', ['a'], 'favorites'],
    ['in the choice of a workspace', ['w'], 'workspaces'],
    ['when it asks whether to quit', ['q'], 'quit'],
    ['in a palette with something typed', ['4', ':', 's', 'o'], undefined],
    ['in the search for a name', ['4', 'ctrl+p', 'w'], undefined],
    ['with rows marked', ['4', 'space', 'j', 'space'], undefined],
    ['after the first key of two', ['4', 'j', 'j', 'g'], undefined],
  ])('%s: does what Esc does, and can be taken back', (_, keys, overlay) => {
    const [act, other] = [pressed(keys), pressed(keys)];
    const [before, shown] = [act.store.getState(), act.text()];
    if (overlay) expect(before.overlay?.kind).toBe(overlay);
    const takeBack = likelyEscape(act.environment, act.screen);
    other.press('esc');
    expect(act.text()).toBe(other.text());
    takeBack!();
    expect(act.text()).toBe(shown);
    expect({ ...act.store.getState(), touched: true }).toEqual({ ...before, touched: true });
    // And what was a key after all does what it does here.
    expect([act.press('esc'), act.text()]).toEqual([undefined, other.text()]);
  });

  test.each<[string, readonly string[], ActOptions]>([
    ['a filter that is typed, which is forgotten', ['4', '/', 'w', 'e'], {}],
    ['a filter that is kept', ['4', '/', 'w', 'e', 'enter'], {}],
  ])('not of %s: nothing is done before it is certain', (_, keys, options) => {
    const act = pressed(keys, options);
    const [before, filters] = [act.store.getState(), act.saved.filters];
    expect(before.stack.at(-1)?.view).toBe('destinations');
    expect(likelyEscape(act.environment, act.screen)).toBeUndefined();
    expect(act.store.getState()).toBe(before);
    expect(act.saved.filters).toBe(filters);
  });

  test('of a change only while it is asked about: what is under way would be called off', () => {
    const act = actOn(stage);
    const asked: Confirm = {
      ...{ kind: 'confirm', title: t`Enable Web?`, text: t``, verb: t`Enable`, done: t`Enabled` },
      ...{ planned: [], danger: false, focused: 1 },
    };
    act.store.setState({ overlay: asked });
    const takeBack = likelyEscape(act.environment, act.screen);
    expect(act.store.getState().overlay).toBeUndefined();
    takeBack!();
    expect(act.store.getState().overlay).toBe(asked);
    const sending: Confirm = { ...asked, sending: { id: Symbol('one'), done: 0, sent: false } };
    act.store.setState({ overlay: sending });
    expect(likelyEscape(act.environment, act.screen)).toBeUndefined();
    expect(act.store.getState().overlay).toBe(sending);
  });

  test('not where Esc was bound to something else', () => {
    const act = pressed(['4']);
    const keymap = act.store
      .getState()
      .keymap.map((command) =>
        command.id === 'back'
          ? { ...command, keys: [] }
          : command.id === 'refresh'
            ? { ...command, keys: ['esc'] }
            : command,
      );
    act.store.setState({ keymap });
    expect(likelyEscape(act.environment, act.screen)).toBeUndefined();
  });

  test('what came in between stays when it is taken back', () => {
    const act = pressed(['4', 'enter']);
    const page = act.store.getState().stack.at(-1);
    const takeBack = likelyEscape(act.environment, act.screen);
    expect(act.store.getState().stack.at(-1)?.view).toBe('destinations');
    act.store.setState({ favorites: [{ kind: 'source', id: 'src_web' }] });
    takeBack!();
    expect(act.store.getState().stack.at(-1)).toBe(page);
    expect(act.store.getState().favorites).toEqual([{ kind: 'source', id: 'src_web' }]);
  });

  test('a list that had to be scrolled meanwhile is left again when it is taken back', () => {
    const act = pressed(['4', 'G', 'enter']);
    const page = act.store.getState().stack.at(-1);
    act.screen.paintOn({ show: () => undefined, release: () => undefined });
    const takeBack = likelyEscape(act.environment, act.screen);
    const { offset } = paneState(place(act.store.getState()), listPane);
    // Drawn with one row less, as under a line about lost reads.
    act.resize(120, 39);
    expect(paneState(place(act.store.getState()), listPane).offset).toBe(offset + 1);
    takeBack!();
    expect(act.store.getState().stack.at(-1)).toBe(page);
    expect(act.store.getState().ahead).toEqual([]);
  });

  test('a page that was opened meanwhile is not left by taking it back', () => {
    const act = pressed(['4', 'enter']);
    const takeBack = likelyEscape(act.environment, act.screen);
    act.press('3');
    takeBack!();
    expect(act.store.getState().stack.at(-1)?.view).toBe(pages.sources.at().view);
  });
});
