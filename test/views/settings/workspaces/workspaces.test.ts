import { expect, it } from 'vitest';
import { actAt, stageOf } from '../../stage.ts';

it('the list of workspaces reads of the open one only what it tells of it', async () => {
  const act = actAt(await stageOf('everything'), { view: 'workspaces', params: {} });
  await act.settled();
  expect(act.text()).toMatch(/❯.*default +Acme Production/);
  const { view, model, context } = act.screen.scene;
  expect(view.needs(model, context, {}).map(({ resource }) => resource.key.split(' ')[0])).toHaveLength(2);
});
