import { expect, test } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import type { ViewId } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
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

test.each([
  ['destinations', 'destinations', 'warehouses'],
  ['warehouses', 'storage syncs', 'destinations'],
] as const)('that %s could not be read stands as %s above the %s', async (refused, said, _listed) => {
  const refusal = new ReadError(problemWith({ kind: 'no-access', status: 403 }));
  const shut = (backend: Backend): Backend =>
    new Proxy(backend, {
      get: (target, name) => (name === refused ? () => Promise.reject(refusal) : Reflect.get(target, name)),
    });
  const act = actOn(await stageOf('everything', shut), { columns: 140 });
  await act.settled();
  act.store.setState({ stack: [placeOf('destinations')] });
  await act.settled();
  expect(listed(act).length).toBeGreaterThan(0);
  expect(act.text()).toContain(` ${said}: no access (403)`);
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
