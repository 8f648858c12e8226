import { expect, test } from 'vitest';
import { unreadLine } from '../../../source/commands/reading/unread.ts';

const of = (resource: string, message: string) => ({ resource, message, status: 0 });
const late = 'not read in time';

test.each([
  [[of('users', late)], `users: ${late}`],
  [[of('metrics:a', late), of('metrics:b', late), of('volume', late)], `2 of metrics: ${late}; volume: ${late}`],
  [[of('metrics:a', late), of('metrics:b', 'refused')], `metrics: ${late}; metrics: refused`],
  [['a', 'b', 'c'].map((name) => of(name, 'x')), 'a: x; b: x; c: x'],
  [['a', 'b', 'c', 'd'].map((name) => of(name, 'x')), 'a: x; b: x; c: x; and 1 more'],
  [['a', 'b', 'c', 'd:1', 'd:2', 'e'].map((name) => of(name, 'x')), 'a: x; b: x; c: x; and 2 more'],
  [[of('warehouse-syncs:w', 'not read: two a minute')], 'warehouse syncs: two a minute'],
  [['a', 'b'].map((id) => of(`recent-audit:24h:${id}`, late)), `2 of recent audit: ${late}`],
])('%j is told in one line', (problems, line) => {
  expect(unreadLine(problems)).toBe(`answered in part: not read: ${line}`);
});
