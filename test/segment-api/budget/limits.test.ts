import { expect, test } from 'vitest';
import type { Change } from '../../../source/domain/change.ts';
import { priority } from '../../../source/domain/queries.ts';
import { operationKey, statedLimit } from '../../../source/segment-api/budget/limits.ts';
import { RateBudget } from '../../../source/segment-api/budget/rate-budget.ts';
import { callOf } from '../../../source/segment-api/changes.ts';
import { contract } from '../../contract/contract.ts';
import { fakeClock, settle } from '../../harness/world-clock.ts';

const changes: readonly Change[] = [
  ...(['source', 'destination', 'warehouse'] as const).flatMap((of): Change[] => [
    { kind: 'switch', of, id: 'a', enabled: true },
    { kind: 'delete', of, id: 'a' } as Change,
  ]),
  { kind: 'switch-filter', destinationId: 'd', id: 'f', enabled: true },
  mapping('m'),
  { kind: 'controls', sourceId: 's', track: {} } as Change,
  { kind: 'add-label', sourceId: 's', label: { key: 'a', value: 'b' } } as Change,
  { kind: 'remove-label', sourceId: 's', label: { key: 'a', value: 'b' } } as Change,
  { kind: 'sync', sourceId: 's', modelId: 'm', subscriptionId: 'x' } as Change,
];

function mapping(id: string): Change {
  return { kind: 'switch-mapping', destinationId: 'd', id, enabled: false };
}

test('every limit a minute that the API states is known, of reads and of the changes that are made', () => {
  const made = new Set(changes.map((change) => callOf(change).operation));
  const played = contract.endpoints
    .map(({ method, path, rateLimits }) => ({
      operation: `${method} ${path}`,
      limit: rateLimits?.find(({ per }) => per === 'minute')?.limit,
    }))
    .filter(({ operation }) => operation.startsWith('GET ') || made.has(operation));
  expect([...made].filter((operation) => !played.some((each) => each.operation === operation))).toEqual([]);
  expect(played.map(({ operation }) => [operation, statedLimit(operation)])).toEqual(
    played.map(({ operation, limit }) => [operation, limit]),
  );
});

test.each([
  ['GET /sources', 'GET /sources'],
  ['GET /destinations/{destinationId}/subscriptions/{id}', 'GET /destinations/{id}/subscriptions/{id}'],
])('%s has one spelling: %s', (operation, key) => {
  expect([operationKey(operation), operationKey(key)]).toEqual([key, key]);
});

test('of many mappings that are switched together the sixth waits for its minute, and says until when', async () => {
  const clock = fakeClock('2026-01-15T23:59:30Z');
  const budget = new RateBudget({ clock, random: () => 0.5 });
  const went: number[] = [];
  const waits: number[] = [];
  for (let nth = 1; nth <= 6; nth += 1) {
    const { operation } = callOf(mapping(String(nth)));
    void budget
      .acquire(operation, priority.visible, undefined, { onWait: (until) => void waits.push(until ?? 0) })
      .then((release) => {
        went.push(nth);
        release();
      });
    await settle();
  }
  expect([went, waits]).toEqual([[1, 2, 3, 4, 5], [Date.parse('2026-01-16T00:00:31Z')]]);
  await clock.advance(61_001);
  expect(went).toEqual([1, 2, 3, 4, 5, 6]);
});

test.each([
  [undefined, 5],
  [0, undefined],
  [4999, undefined],
  [5000, 5],
  [57_000, 5],
])('a refusal that asks for %s ms after five good answers shows a limit of %s a minute', async (wait, limit) => {
  const budget = new RateBudget({ clock: fakeClock('2026-01-15T12:00:00Z'), random: () => 0.5 });
  const operation = 'GET /destinations/{id}/delivery-metrics';
  for (let answer = 0; answer < 5; answer += 1) {
    (await budget.acquire(operation))();
    budget.learn(operation, { status: 200, headers: {} });
  }
  budget.learn(operation, { status: 429, headers: {} }, wait);
  expect(budget.wire().limitOf(operation)).toBe(limit);
});
