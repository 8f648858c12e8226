import { beforeAll, expect, test } from 'vitest';
import { spokenLines } from '../../../source/commands/lines/spoken.ts';
import { wholeLines } from '../../../source/commands/pages/text.ts';
import type { ViewRead } from '../../../source/commands/reading/read-view.ts';
import type { Target } from '../../../source/state/pages.ts';
import { lineText } from '../../../source/theme/line.ts';
import { throughTabs } from '../../views/scenarios.ts';
import { actAt, type Stage, stageOf } from '../../views/stage.ts';
import { findTargets } from '../../views/targets.ts';

let stage: Stage;
let targets: ReadonlyMap<string, Target>;
beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await findTargets(stage));
}, 60_000);

/** A page as lines, for who hears them. */
async function heard(id: string): Promise<readonly string[]> {
  const act = actAt(stage, targets.get(id)!);
  await throughTabs(act);
  act.text();
  const { view, context, model } = act.screen.scene;
  const read = { view, context, model } as unknown as ViewRead;
  return spokenLines(wholeLines(read, 88).map((row) => lineText(row).trimEnd()));
}

test.each([
  'warehouse',
  'warehouse-syncs',
  'source',
  'audit-item',
  'regulation',
  'destination-settings',
  'destination-filters',
  'mapping',
  'audience',
  'function',
  'error-code',
  'violation-list',
  'reverse-etl-runs',
  'workspaces',
])('of the page %s nothing is cut', async (id) => {
  const lines = await heard(id);
  expect(lines.length, lines.join('\n')).toBeGreaterThan(3);
  expect(lines.filter((text) => text.includes('…'))).toEqual([]);
});

test('what stands beside something else on a wide screen stands below it', async () => {
  const lines = await heard('usage');
  expect(lines.filter((text) => /API calls by source/.test(text) && /Days/.test(text))).toEqual([]);
});
