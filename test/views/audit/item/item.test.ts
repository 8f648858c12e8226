import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { auditWith } from '../../../workspace/snapshots.ts';
import { actAt, stageNow, stageOf } from '../../stage.ts';

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

/** The parts of the page about an event an hour ago, between others: minutes from it, and whether the same actor did them. */
async function nearby(others: readonly (readonly [minutes: number, same: boolean])[]): Promise<readonly string[][]> {
  const at = stageNow - 60 * minute;
  const event = (id: string, minutes: number, actor = t`users/ana`) =>
    auditWith({ id, at: at + minutes * minute, type: t`Source Modified`, actor, resourceId: id });
  const items = [
    event('it', 0),
    ...others.map(([by, same], index) => event(`e${index}`, by, same ? undefined : t`users/bo`)),
  ];
  const sorted = items.toSorted((a, b) => b.at - a.at);
  const stage = await stageOf('empty', (backend) => ({
    ...backend,
    auditEvents: async () => ({ value: { items: sorted }, problems: [] }),
  }));
  const act = actAt(stage, { view: 'audit-item', params: { id: 'it' } }, { columns: 120, rows: 40 });
  await act.settled();
  const rows = act
    .text()
    .split('\n')
    .map((row) => row.replaceAll('│', '').trim());
  const first = rows.findIndex((row) => row.includes('By the same actor within ten minutes'));
  const second = rows.findIndex((row) => row.includes('On the same resource'));
  return [rows.slice(first + 1, second), rows.slice(second + 1)].map((part) => part.filter((row) => /\w/.test(row)));
}

test('what the same actor did within ten minutes stands beside it, eight of that, and how many more there are', async () => {
  const [few, resource] = await nearby([
    [11, true],
    [10, true],
    [5, false],
    [-10, true],
    [-10.1, true],
  ]);
  expect(few!.map((row) => /\d\d:\d\d/.exec(row)?.[0])).toEqual(['13:22', '13:02']);
  expect(resource![0]).toBe('Nothing else in what was read');
  const [many] = await nearby(Array.from({ length: 10 }, (_, index) => [index / 10, true] as const));
  expect(many!.slice(7).map((row) => row.replace(/ {2,}.*/, ''))).toEqual([
    expect.stringMatching(/13:12/),
    'and 2 more in what was read',
  ]);
  const [eight] = await nearby(Array.from({ length: 8 }, (_, index) => [index / 10, true] as const));
  expect(eight).toHaveLength(8);
});

test('that there was nothing else needs a trail that reaches back further', async () => {
  const [reached] = await nearby([[-10.1, false]]);
  const [short] = await nearby([[-10, false]]);
  expect([reached, short]).toEqual([['Nothing else'], ['Nothing else in what was read']]);
});
