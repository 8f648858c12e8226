import { beforeAll, expect, test } from 'vitest';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';

let stage: Stage;
let braze = '';
beforeAll(async () => {
  stage = await stageOf('destination-401');
  const act = actAt(stage, { view: 'home', params: {} });
  await act.settled();
  const { fleet } = act.screen.scene.context.overview;
  braze = fleet.connections.find(({ destination }) => destination.name === 'Braze')?.id ?? '';
});

const kept = (act: Act) => act.store.getState().local.failureLogs;

test('C takes the Collection ID of the destination whose page is open, shows it again, and nothing takes it away (rule 306)', () => {
  const act = actAt(stage, { view: 'destination', params: { id: braze } });
  act.press('C');
  expect(act.text()).toMatch(/Collection ID: .*enter keep {2}esc cancel/);
  act.press(...'c1f7', 'enter');
  expect([kept(act), act.store.getState().prompt]).toEqual([{ [braze]: 'c1f7' }, undefined]);
  expect(act.text()).toMatch(/Collection ID kept: c1f7/);
  act.press('C');
  expect(act.store.getState().prompt).toMatchObject({ kind: 'collection', text: 'c1f7', cursor: 4 });
  act.press('ctrl+u', 'enter');
  expect([kept(act), act.text()]).toEqual([{}, expect.stringMatching(/No Collection ID is kept any more/)]);
});

test('esc keeps what there was, and two words are no id', () => {
  const act = actAt(stage, { view: 'destination', params: { id: braze } });
  act.press('C', ...'c1', 'enter', 'C', ...'x', 'esc');
  expect(kept(act)).toEqual({ [braze]: 'c1' });
  act.press('C', 'space', ...'two', 'enter');
  expect([kept(act), act.text()]).toEqual([{ [braze]: 'c1' }, expect.stringMatching(/A Collection ID is one word/)]);
});

test('elsewhere it does nothing', () => {
  const act = actAt(stage, { view: 'home', params: {} });
  act.press('C');
  expect(act.store.getState().prompt).toBeUndefined();
});
