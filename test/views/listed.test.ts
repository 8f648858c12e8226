import { beforeAll, expect, test } from 'vitest';
import { listPane, withPane } from '../../source/state/place.ts';
import { listedOn } from '../../source/views/listed.ts';
import { settingsTabs } from '../../source/views/settings/settings/tabs.ts';
import { actAt, type Stage, stageOf } from './stage.ts';
import { targetsOfEverything } from './targets.ts';

let stage: Stage;
let targets: Awaited<ReturnType<typeof targetsOfEverything>>['targets'];
beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await targetsOfEverything());
}, 60_000);

function listOf(view: string, params?: Record<string, string>, tab = 0): string | undefined {
  const target = targets.get(view) ?? { view: view as never, params: {} };
  const act = actAt(stage, { ...target, params: params ?? target.params });
  const { stack } = act.store.getState();
  act.store.setState({ stack: [...stack.slice(0, -1), withPane(stack.at(-1)!, listPane, { tab })] });
  return listedOn(act.screen.scene)?.name;
}

test('a page that shows the rows of a list in its own way is that list, for export and filters', () => {
  const tabOf = (id: string) => settingsTabs.findIndex((tab) => tab.id === id);
  expect(listOf('warehouse-syncs')).toBe('syncs');
  expect(listOf('error-code', {})).toBe('error-codes');
  expect(listOf('error-code', { code: '401' })).not.toBe('error-codes');
  expect(listOf('settings', {}, tabOf('access'))).toBe('users');
  expect(listOf('settings', {}, tabOf('labels'))).toBe('labels');
  expect(listOf('sources')).toBe('sources');
  expect(listOf('home', {}, tabOf('access'))).toBeUndefined();
  expect(listOf('home', {}, tabOf('labels'))).toBeUndefined();
});
