import { expect, test } from 'vitest';
import type { FavoriteRef } from '../../../../source/state/store.ts';
import { actAt, stageOf } from '../../stage.ts';

/** Braze fed by Web and by iOS, the source of the first, a warehouse. */
const favorites: readonly FavoriteRef[] = [
  { kind: 'destination', id: 'XFEQv4hTwcyqEiz7waK3ku' },
  { kind: 'destination', id: 'WfRNagNDakeBguKSoBMPUM' },
  { kind: 'source', id: 'PL147pRhF1fYvmyuFgY6Eu' },
  { kind: 'warehouse', id: 'eK1SSyQ2PpABthA7a1oiat' },
];

test('two favorites of one name are told apart by their source, and what failed of each is there whole', async () => {
  const stage = await stageOf('everything');
  const act = actAt(stage, { view: 'home', params: {} }, { state: { favorites } });
  await act.settled();
  expect(act.text()).toMatch(/◆ +Braze ← Web \(prod\) +2\.39k failed/);
  expect(act.text()).toMatch(/● +Braze ← iOS +33 failed/);
  expect(act.text()).toMatch(/● +Web \(prod\) +[\d.]+k? failed/);
});
