import { expect, test } from 'vitest';
import { actAt, stageOf } from '../../stage.ts';

test.each([
  [undefined, 'This event is older than the period shown'],
  ['page', 'This event is not among the newest of the period'],
])('an event that was not found is older only where the trail has no more pages: %s', async (next, title) => {
  const stage = await stageOf('empty', (backend) => ({
    ...backend,
    auditEvents: async () => ({ value: { items: [], ...(next === undefined ? {} : { next }) }, problems: [] }),
  }));
  const act = actAt(stage, { view: 'audit-item', params: { id: 'events/1' } });
  await act.settled();
  expect(act.text()).toContain(title);
});
