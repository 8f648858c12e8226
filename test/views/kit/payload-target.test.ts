import { expect, test } from 'vitest';
import { topErrorTarget, worstTarget } from '../../../source/views/kit/payload-target.ts';

const connection = (id: string, state: string, reason?: string) => ({ id, state, reason }) as never;
const item = (kind: string, of: unknown) => ({ kind, connection: of }) as never;

test('only a connection that fails has a top error, by its reason where that is known', () => {
  expect(topErrorTarget(connection('a', 'failing', '401'))).toMatchObject({
    view: 'payload',
    params: { id: 'a', code: '401' },
  });
  expect(topErrorTarget(connection('a', 'failing'))?.params).toEqual({ id: 'a' });
  expect(['idle', 'healthy', 'disabled'].map((state) => topErrorTarget(connection('a', state, '401')))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('the worst error is that of the first trouble that fails deliveries, else of the highest rate', () => {
  const worst = (triage: readonly unknown[], failing: readonly unknown[]) =>
    worstTarget({ triage, fleet: { failing } } as never)?.params.id;
  const [a, b] = [connection('a', 'failing'), connection('b', 'failing')];
  expect([
    worst([item('disabled', connection('off', 'disabled')), item('connection', a)], [b]),
    worst([item('connection', connection('silent', 'idle')), item('connection', b)], [a]),
    worst([item('disabled', connection('off', 'failing'))], [b]),
    worst([], []),
  ]).toEqual(['a', 'b', 'b', undefined]);
});
