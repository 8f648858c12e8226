import { test } from 'vitest';
import type { Target } from '../../source/state/pages.ts';
import { openPane } from '../views/scenarios.ts';
import { actAt, stageOf } from '../views/stage.ts';
import { expectScreen } from './golden.ts';
import { walked } from './walked.ts';

/** Workspaces with one thing wrong: the one that has all of it has pages of its own (`things.test.ts`). */
const scenarios = [
  ...[
    'destination-401',
    'silent-source',
    'tracking-plan-break',
    'warehouse-failure',
    'runs-failing',
    'disabled-by-mistake',
  ],
  ...['quota'],
];
const triage: Target = { view: 'triage', params: {} };
const most = 2;

test.each(scenarios)('%s: triage, alerts, and the pages that its rows lead to', async (scenario) => {
  const stage = await stageOf(scenario);
  const size = { columns: 120, rows: 40 };
  const texts = [await walked(stage, triage, size), await walked(stage, { view: 'alerts', params: {} }, size)];
  const rows = openPane(actAt(stage, triage))?.rows ?? [];
  for (const { open } of rows.slice(0, most))
    if (open) texts.push(`──── ${open.view}`, await walked(stage, open, size));
  expectScreen(`incidents/${scenario}`, texts.join('\n'));
});
