import { describe, expect, it } from 'vitest';
import { sqlState, syncCause } from '../../../source/domain/storage/sync-causes.ts';

it.each([
  ['permission denied (SQLSTATE 42501)', '42501'],
  ['pq: no schema (sqlstate: 3f000)', '3F000'],
  ['SQLSTATE[HY000] general error', 'HY000'],
  ['SQLSTATE=57014', '57014'],
  ['SQLSTATE 425011', undefined],
  ['permission denied (42501)', undefined],
])('%j names the state %s', (notice, state) => {
  expect(sqlState(notice)).toBe(state);
});

describe('syncCause', () => {
  it.each([
    ['pq: schema "web" does not exist (SQLSTATE 3F000)', 'permissions'],
    ['ERROR: permission denied for schema web_prod (SQLSTATE 42501)', 'permissions'],
    ['permission denied (42501)', 'permissions'],
    ['role "segment" is not permitted to log in', 'permissions'],
    ['FATAL: password authentication failed for user "segment"', 'credentials'],
    ['dial tcp: lookup db.example: no such host', 'credentials'],
    ['canceling statement due to cluster resize (57014)', 'resizing'],
    ['Error 1040/XX000: too many columns', 'limits'],
    ['dial tcp 10.0.0.1:5439: connection timed out', 'network'],
    ['dial tcp 10.0.0.1:5439: connect: connection refused', 'network'],
    ['unexpected EOF', 'network'],
    ['syntax error at or near "ENCODE" (SQLSTATE 42601)', 'setup'],
    ['002318: column "ORDER" is an ANSI reserved word', 'setup'],
    ['column received_at does not exist', 'setup'],
    ['something else went wrong', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (notice, kind) => {
    const found = syncCause(notice);
    expect(found.kind).toBe(kind);
    expect(found.cause).toMatch(/^[A-Z].{8,120}\.$/);
    expect(found.action).toMatch(/^[A-Z].{8,120}\.$/);
  });

  it('does not take a number inside another for a code', () => {
    expect(syncCause('loaded 1425010 rows of 210400').kind).toBe('unknown');
  });

  it('names cause and action in one sentence each', () => {
    const { cause, action } = syncCause('SQLSTATE 42501');
    expect(cause).toBe('Permission denied.');
    expect(action).toMatch(/^Grant .*\.$/);
  });

  it('is quick on a hostile notice', () => {
    expect(syncCause('cluster '.repeat(500_000)).kind).toBe('unknown');
  });
});
