import { beforeAll, describe, expect, test } from 'vitest';
import { paneViews } from '../../../source/app/scene/context.ts';
import { drawnOnce } from '../../../source/views/kit/remembered.ts';
import type { DrawContext } from '../../../source/views/kit/view.ts';
import { type Act, actAt, type Stage, stageNow, stageOf } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('healthy');
  await actAt(stage, { view: 'home', params: {} }).settled();
});

const size = { width: 58, height: 12 };

/** Home, whose panes are drawn by counting. */
function counted() {
  const act = actAt(stage, { view: 'home', params: {} });
  const drawings: string[] = [];
  const drawn = drawnOnce<{ readonly of: string; readonly panes: number }>();
  const context = (): DrawContext => ({
    ...act.screen.scene.context,
    width: 120,
    height: 36,
    panes: paneViews(act.screen.scene),
  });
  /** Draws these panes, and tells which of them were not kept. */
  const draw = (of: DrawContext, ...ids: readonly string[]): readonly string[] => {
    drawings.length = 0;
    for (const id of ids) {
      const pane = of.panes.find((each) => each.id === id)!;
      drawn(of, pane, size, (own) => {
        drawings.push(id);
        return { of: id, panes: own.panes.length };
      });
    }
    return [...drawings];
  };
  return { act, context, draw, drawn };
}

const panes = ['sources', 'destinations', 'activity'] as const;

describe('a pane is drawn again', () => {
  test.each<[string, (act: Act) => unknown, readonly string[]]>([
    ['not when nothing changed', () => undefined, []],
    ['alone when its own row moved', (act) => act.press('j'), ['sources']],
    ['with the one that had the focus when the focus moved', (act) => act.press('tab'), ['sources', 'destinations']],
    ['with all when the clock moved', (act) => act.store.setState({ now: stageNow + 60_000 }), panes],
    ['with all when the period changed', (act) => act.press('t'), panes],
    [
      'with all when a favorite was added',
      (act) => act.store.setState({ favorites: [{ kind: 'source', id: 's1' }] }),
      panes,
    ],
  ])('%s', (_, change, again) => {
    const { act, context, draw } = counted();
    expect(draw(context(), ...panes)).toEqual(panes);
    change(act);
    expect(draw(context(), ...panes)).toEqual(again);
    expect(draw(context(), ...panes)).toEqual([]);
  });

  test('when it has other room', () => {
    const { context, drawn } = counted();
    const [pane] = context().panes;
    const wide = drawn(context(), pane!, size, () => ({ of: 'wide', panes: 1 }));
    const narrow = drawn(context(), pane!, { ...size, width: 40 }, () => ({ of: 'narrow', panes: 1 }));
    expect([wide.of, narrow.of]).toEqual(['wide', 'narrow']);
  });
});

test('a pane cannot look at another one', () => {
  const { context, drawn } = counted();
  const pane = context().panes.find(({ id }) => id === 'destinations')!;
  drawn(context(), pane, size, (own) => {
    expect(own.panes.map(({ id }) => id)).toEqual(['destinations']);
    expect(Object.keys(own.place.panes)).toEqual(['destinations']);
    expect([own.width, own.height]).toEqual([size.width, size.height]);
    return { of: pane.id, panes: own.panes.length };
  });
});
