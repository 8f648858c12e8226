import { expect, test } from 'vitest';
import { Wanted } from '../../../source/app/frame/wanted.ts';
import type { Runtime } from '../../../source/app/scene/runtime.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import { actAt, stageOf } from '../../views/stage.ts';

const need = (key: string, priority = 0, every = 60, rank?: number): Need =>
  ({ resource: { key, every }, priority, rank }) as unknown as Need;

/** What the poller is told, by turns: the needs of a page, and as of which data they were worked out. */
function told(...turns: readonly (readonly [needs: readonly Need[], data: number])[]): readonly string[][] {
  const all: string[][] = [];
  let now = turns[0]!;
  const runtime = {
    clock: { now: () => 0 },
    poller: { want: (needs: readonly Need[]) => all.push(needs.map(({ resource }) => resource.key)) },
    store: { getState: () => ({ data: now[1] }) },
  } as unknown as Runtime;
  const scene = {
    view: { needs: () => now[0] },
    model: undefined,
    context: { favorites: [], local: {}, read: () => undefined },
  };
  const bar: readonly Need[] = [];
  const wanted = new Wanted(
    runtime,
    () => scene as never,
    () => undefined,
    () => false,
  );
  for (const turn of turns) {
    now = turn;
    wanted.follow(bar, false);
  }
  return all;
}

test.each<readonly [string, readonly Need[], number, number]>([
  ['the same in another array are not told again', [need('a'), need('b')], 1, 1],
  ['after data has changed they are, as what they are read of may be another', [need('a'), need('b')], 2, 2],
  ['one less', [need('a')], 1, 2],
  ['another', [need('a'), need('c')], 1, 2],
  ['another order', [need('b'), need('a')], 1, 2],
  ['more urgent', [need('a'), need('b', 1)], 1, 2],
  ['more often', [need('a'), need('b', 0, 30)], 1, 2],
  ['in another turn', [need('a'), need('b', 0, 60, 3)], 1, 2],
])('%s', (_, next, data, times) => {
  expect(told([[need('a'), need('b')], 1], [next, data])).toHaveLength(times);
});

test('a token that is refused, or taken again, is heard also by a page whose needs stay the same', () => {
  const all: string[][] = [];
  const runtime = {
    clock: { now: () => 0 },
    poller: { want: (needs: readonly Need[]) => all.push(needs.map(({ resource }) => resource.key)) },
    store: { getState: () => ({ data: 1 }) },
  } as unknown as Runtime;
  const needs = [need('a')];
  const context = { favorites: [], local: {}, read: () => undefined };
  const scene = { view: { needs: () => needs }, model: undefined, context };
  const bar = [need('bar')];
  const wanted = new Wanted(
    runtime,
    () => scene as never,
    () => undefined,
    () => false,
  );
  for (const isClosed of [false, true, true, false]) wanted.follow(bar, isClosed);
  expect(all).toEqual([['a', 'bar'], ['a'], ['a', 'bar']]);
});

test('the picture of the workspace is worked out once a minute where nothing was read', async () => {
  const act = actAt(await stageOf('healthy'), { view: 'home', params: {} });
  await act.settled();
  const picture = () => act.screen.scene.context.overview;
  const at = (now: number) => act.store.setState({ now });
  const minute = 60_000;
  const began = Math.ceil(act.store.getState().now / minute) * minute;
  at(began);
  const first = picture();
  at(began + minute - 1);
  expect(picture()).toBe(first);
  at(began + minute);
  const second = picture();
  expect(second).not.toBe(first);
  at(began + 2 * minute);
  expect(picture()).not.toBe(second);
});
