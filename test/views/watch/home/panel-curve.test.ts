import { beforeAll, expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { freshPane } from '../../../../source/state/place.ts';
import type { DrawContext, PaneView } from '../../../../source/views/kit/view.ts';
import { panelCurve } from '../../../../source/views/watch/home/panel-kit.ts';
import { actAt, stageOf } from '../../stage.ts';

let context: DrawContext;
beforeAll(async () => {
  const act = actAt(await stageOf('everything'), { view: 'home', params: {} });
  await act.settled();
  context = act.screen.scene.context as DrawContext;
});

test('a graph is drawn again only where something of it differs', () => {
  const { series } = context.overview.flow;
  const pane = (id: string) => ({ id, state: freshPane, rows: [], focused: false }) as unknown as PaneView;
  const drawn = (of: string, change: object = {}, width = 50) =>
    panelCurve({ series, tone: 'info', unit: t`events`, ...change }, t`total`, pane(of), context)!.draw(width, 5);
  const first = drawn('sources');
  expect(drawn('sources')).toBe(first);
  expect(drawn('destinations')).not.toBe(first);
  expect(drawn('sources')).toBe(first);
  expect(drawn('sources', { tone: 'bad' })).not.toEqual(first);
  expect(drawn('sources', {}, 40)).not.toEqual(first);
  const marked = drawn('sources', { changes: [context.now - 3_600_000] });
  expect(marked).not.toEqual(first);
  expect(drawn('sources', { changes: [context.now - 3 * 3_600_000] })).not.toEqual(marked);
});
