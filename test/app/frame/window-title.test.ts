import { expect, test } from 'vitest';
import { titleOf, windowTitle } from '../../../source/app/frame/window-title.ts';
import { createModes, keptTitle } from '../../../source/terminal/modes.ts';
import { titleSequence } from '../../../source/terminal/title.ts';
import type { Overview } from '../../../source/workspace/watch/overview.ts';
import { actOn, stageOf } from '../../views/stage.ts';

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

test('what is slow, quiet or no connection is not counted as failing, and what fails is while the rest is unknown', async () => {
  const { workspace, fleet, triage } = await settled('everything');
  const one = triage.find(({ kind }) => kind === 'connection');
  const is = (state: string) =>
    ({
      ...one,
      connection: { ...(one?.kind === 'connection' ? one.connection : {}), state },
    }) as (typeof triage)[number];
  const other = triage.find(({ kind }) => kind !== 'connection')!;
  const titled = (items: typeof triage, isMeasured = true) =>
    titleOf({ workspace, fleet: { ...fleet, isMeasured }, triage: items });
  expect(titled([is('failing'), is('silent'), other, is('failing')])).toBe('segtop – Acme Production – 2 failing');
  expect(titled([is('silent'), other])).toBe('segtop – Acme Production – 0 failing');
  expect(titled([is('silent'), is('failing')], false)).toBe('segtop – Acme Production – 1 failing');
  expect(titled([is('silent')], false)).toBe('segtop – Acme Production');
});

test('it is written when it changes, after the old one was kept, and again after somebody else had the terminal', async () => {
  const written: string[] = [];
  const modes = createModes({ write: (sequence) => void written.push(sequence), onExit: () => undefined });
  const { workspace, fleet, triage } = await settled('everything');
  let told: Parameters<typeof titleOf>[0] = { workspace: undefined, fleet, triage };
  const show = windowTitle(modes, () => told);
  show();
  expect(written).toEqual([]);
  told = { workspace, fleet, triage };
  show();
  show();
  const first = titleSequence(titleOf(told)!);
  expect(written).toEqual([keptTitle.on + first]);
  told = { workspace, fleet, triage: [] };
  show();
  expect(written.at(-1)).toContain('0 failing');
  modes.pause();
  told = { workspace, fleet, triage };
  show();
  expect(written.at(-1)).toBe(keptTitle.off);
  modes.resume();
  expect(written.at(-1)).toBe(keptTitle.on + first);
});
