import { expect, it } from 'vitest';
import {
  isOverdue,
  maskedSubjects,
  type Regulation,
  regulatedThisMonth,
  regulationRank,
} from '../../../source/domain/privacy/regulations.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day } from '../../../source/domain/time.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const regulation = (status: string, age: number, ids: readonly string[] = ['customer-000001']): Regulation => ({
  id: 'r',
  type: t`DELETE_ONLY`,
  status: sanitise(status),
  subjects: maskedSubjects(t`USER_ID`, ids),
  createdAt: now - age,
});

it.each([
  ['FAILED', 0],
  ['PARTIAL_SUCCESS', 0],
  ['NOT_SUPPORTED', 0],
  ['INVALID', 0],
  ['SOMETHING_NEW', 1],
  ['toString', 1],
  ['RUNNING', 2],
  ['INITIALIZED', 2],
  ['FINISHED', 3],
])('%s comes at place %i', (status, rank) => {
  expect(regulationRank(regulation(status, 0))).toBe(rank);
});

it.each([
  ['RUNNING', 31, true],
  ['RUNNING', 30, false],
  ['FINISHED', 40, false],
  ['SOMETHING_NEW', 40, false],
])('%s after %i days is overdue: %s', (status, days, late) => {
  expect(isOverdue(regulation(status, days * day), now)).toBe(late);
});

it('counts the users of this month alone', () => {
  const first = now - Date.UTC(2026, 2, 1);
  const rows = [
    regulation('FINISHED', 2 * day, ['a', 'b']),
    regulation('FINISHED', first, ['d', 'e', 'f']),
    regulation('FINISHED', first + 1, ['c']),
    { ...regulation('FINISHED', 0, ['g']), createdAt: undefined },
  ];
  expect(regulatedThisMonth(rows, now)).toBe(5);
});

it.each([
  ['abcdefgh', '••••••'],
  ['abcdefghi', '••••••ghi'],
  ['customer-0042', '••••••042'],
  ['', '••••••'],
])('of the identifier %j so much is kept: %s', (id, kept) => {
  expect(maskedSubjects(t`USER_ID`, [id]).some).toEqual([kept]);
});

it('of a long list fifty identifiers are kept, and how many there are', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `customer-${index + 100}`);
  const { count, some } = maskedSubjects(t`USER_ID`, ids);
  expect([count, some.length, some[0], some.at(-1)]).toEqual([60, 50, '••••••100', '••••••149']);
});
