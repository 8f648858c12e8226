import { expect, test } from 'vitest';
import { notServed } from '../../source/serve/not-served.ts';

test('requests to a profile that is not served are counted, and logged once a minute with the profiles that are', () => {
  let time = Date.parse('2026-11-21T14:12:30Z');
  const lines: unknown[] = [];
  const unknown = notServed(
    ['prod', 'eu'],
    { warn: (event, fields) => lines.push([event, fields?.served, fields?.requests]) },
    () => time,
  );
  const after = (ms: number) => {
    time += ms;
    unknown.answered(404);
    return lines.splice(0);
  };
  expect(after(0)).toEqual([['not collected', 'prod, eu', 1]]);
  expect(after(59_999)).toEqual([]);
  expect(after(1)).toEqual([['not collected', 'prod, eu', 3]]);
  // A clock that was set back.
  expect(after(-3_600_000)).toEqual([['not collected', 'prod, eu', 4]]);
  expect([...unknown.counts()]).toEqual([[404, 4]]);
});
