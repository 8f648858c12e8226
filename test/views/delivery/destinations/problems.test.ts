import { expect, test } from 'vitest';
import type { ViewId } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { type Act, actOn, stageOf } from '../../stage.ts';

const listed = (act: Act): readonly string[] => act.screen.scene.panes[0]!.rows.map(({ key }) => key);

async function listOf(scenario: string, view: ViewId = 'destinations'): Promise<Act> {
  const act = actOn(await stageOf(scenario), { columns: 140 });
  await act.settled();
  act.store.setState({ stack: [placeOf(view)] });
  await act.settled();
  return act;
}

test('z leaves the rows with problems, worst first, and brings the others back', async () => {
  const act = await listOf('everything');
  const all = listed(act);
  act.press('z');
  const narrowed = listed(act);
  expect(narrowed.length).toBeGreaterThan(2);
  expect(narrowed.length).toBeLessThan(all.length / 2);
  expect(narrowed).toEqual(all.filter((key) => narrowed.includes(key)));
  expect(act.text()).toMatch(/Destinations {2}only with problems/);
  expect(act.text()).toMatch(/Amplitude ← iOS[\s\S]*DISABLED/);
  act.press('z');
  expect(listed(act)).toEqual(all);
});

test('z and a filter narrow together', async () => {
  const act = await listOf('everything');
  act.press('z', '/', 'z', 'e', 'n', 'd', 'enter');
  expect(act.text()).toMatch(/only with problems {2}\/zend/);
  expect(listed(act)).toHaveLength(1);
});

test('with nothing wrong z says so, and how to see the rest', async () => {
  const act = await listOf('healthy');
  act.press('z');
  expect(act.text()).toContain('No row has problems');
  expect(act.text()).toContain('z shows them');
});

test('the pane beside the list tells what the top reason means and what to do', async () => {
  const act = await listOf('destination-401');
  expect(act.text()).toMatch(/Integration Modified by/);
  expect(act.text().replaceAll(/\s*│.*\n.*│ /g, ' ')).toMatch(/does not accept the/);
});
