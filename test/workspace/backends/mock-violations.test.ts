import { expect, it } from 'vitest';
import type { Row, World } from '../../../source/mock/world.ts';
import { mockViolations } from '../../../source/workspace/backends/mock-violations.ts';

const window = { start: 0, end: 1 };
const seen = { firstSeen: '2026-01-31T23:59:00Z', lastSeen: '2026-02-01T00:01:00Z' };
const row = (eventName: string, violationType: string, count: unknown, events?: number): Row => ({
  ...{ eventName, eventType: 'track', violationType, violationField: '$.a', violationDescription: 'x', count, events },
  ...seen,
});
const worldOf = (rows: readonly Row[]) => ({ plan: { protocols: true }, violations: () => rows }) as unknown as World;

it('an event counts once, by whether it was planned', async () => {
  const rows = [row('Paid', 'Required', 5, 3), row('Paid', 'Invalid', 2), row('Left', 'Unplanned', 4, 4)];
  const { value, problems } = await mockViolations(worldOf(rows), { sourceId: 's', window });
  expect(value).toMatchObject({
    rows: [{ count: 5 }, { count: 2 }, { count: 4 }],
    events: [
      { eventName: 'Paid', eventType: 'track', events: 3, unplanned: 0 },
      { eventName: 'Left', eventType: 'track', events: 0, unplanned: 4 },
    ],
  });
  expect(problems).toEqual([]);
});

it('one name is asked for alone, and a row without a count is told as lost', async () => {
  const rows = [row('Paid', 'Required', 5, 3), row('Paid', 'Invalid', '2'), row('Left', 'Unplanned', 4, 4)];
  const { value, problems } = await mockViolations(worldOf(rows), { sourceId: 's', eventName: 'Paid', window });
  expect(value).toMatchObject({ rows: [{ eventName: 'Paid', count: 5 }], events: [{ eventName: 'Paid', events: 3 }] });
  expect(problems).toMatchObject([{ kind: 'dropped-rows', message: '1 violation could not be read' }]);
});
