import { describe, expect, it } from 'vitest';
import { problemOf, ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { problemWith } from '../workspace/snapshots.ts';

const operation = t`GET /sources`;

describe('anything thrown as a problem', () => {
  it('keeps the problem of a read error as it is', () => {
    const problem = problemWith({ kind: 'no-access', status: 401 });
    expect(problemOf(new ReadError(problem), operation)).toBe(problem);
  });

  it.each([
    ['an error', new TypeError('no\nsuch\u001b[2J thing'), 'internal', 'no⏎such thing'],
    ['a text', 'plain', 'internal', 'plain'],
    ['nothing', undefined, 'internal', ''],
    ['an object', { a: 1 }, 'internal', '{"a":1}'],
    ['an abort', new DOMException('stopped', 'AbortError'), 'aborted', 'stopped'],
  ])('%s', (_, thrown, kind, message) => {
    expect(problemOf(thrown, operation)).toEqual({ kind, message, status: 0, operation });
  });

  it('reads well as an error', () => {
    const error = new ReadError(problemWith({ operation, message: t`Unauthorized` }));
    expect([error.name, error.message]).toEqual(['ReadError', 'GET /sources: Unauthorized']);
  });
});
