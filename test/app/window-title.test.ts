import { expect, test } from 'vitest';
import { titleOf, windowTitle } from '../../source/app/window-title.ts';
import { keptTitle } from '../../source/terminal/modes.ts';
import type { Overview } from '../../source/workspace/overview.ts';
import { actOn, stageOf } from '../views/stage.ts';

const settled = async (scenario: string): Promise<Overview> => {
  const act = actOn(await stageOf(scenario));
  await act.settled();
  return act.screen.scene.context.overview;
};

test('the title names the workspace and counts what fails, but only what is known', async () => {
  const { workspace, fleet, triage } = await settled('everything');
  const told = titleOf({ workspace, fleet, triage });
  expect(told).toMatch(/^segtop – Acme Production – [1-9]\d* failing$/);
  expect(titleOf({ workspace: undefined, fleet, triage })).toBeUndefined();
  expect(titleOf({ workspace, fleet: { ...fleet, isMeasured: false }, triage: [] })).toBe('segtop – Acme Production');
});

test('it is written when it changes, after the old one was kept', async () => {
  const written: string[] = [];
  const { workspace, fleet, triage } = await settled('everything');
  let told: Parameters<typeof titleOf>[0] = { workspace: undefined, fleet, triage };
  const show = windowTitle(
    { enable: (mode) => void written.push(mode.on) },
    (sequence) => void written.push(sequence),
    () => told,
  );
  show();
  expect(written).toEqual([]);
  told = { workspace, fleet, triage };
  show();
  show();
  expect(written.filter((one) => one !== keptTitle.on)).toHaveLength(1);
  told = { workspace, fleet, triage: [] };
  show();
  expect(written.at(-1)).toContain('0 failing');
});
