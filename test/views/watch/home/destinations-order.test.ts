import { expect, test } from 'vitest';
import { destinationRows } from '../../../../source/views/watch/home/destinations-panel.ts';
import { actOn, stageOf } from '../../stage.ts';

test('what is raised stands in the order of triage, then what has ended, then the background by its rate (H-21)', async () => {
  const act = actOn(await stageOf('everything'));
  await act.settled();
  const { context } = act.screen.scene;
  const rows = destinationRows(context).map(({ destination, source, judgement, failedPercent }) => ({
    name: `${destination.name} ← ${source?.name}`,
    state: judgement.state,
    rate: failedPercent ?? -1,
  }));
  expect(rows.slice(0, 5).map(({ name, state }) => [name, state])).toEqual([
    ['Braze ← Web (prod)', 'losing'],
    ['Zendesk ← Web (prod)', 'losing'],
    ['Amplitude ← iOS', 'unknown'],
    ['Fulfilment webhook ← Orders API', 'recovering'],
    ['AppsFlyer ← iOS', 'background'],
  ]);
  const background = rows.slice(4);
  expect(background.length).toBeGreaterThan(20);
  expect(new Set(background.map(({ state }) => state))).toEqual(new Set(['background']));
  const rates = background.map(({ rate }) => rate);
  expect(rates).toEqual(rates.toSorted((a, b) => b - a));
});
