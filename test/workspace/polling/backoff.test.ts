import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem, ProblemKind } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import { retryWait } from '../../../source/workspace/polling/backoff.ts';

const problem = (kind: ProblemKind, retryAfter?: number): Problem => ({
  kind,
  message: t`x`,
  status: 0,
  operation: t`x`,
  retryAfter,
});

describe('the wait after a failed read', () => {
  it.each([
    ['first failure', problem('server'), 0, hour, 2 * second],
    ['third failure', problem('network'), 2, hour, 8 * second],
    ['many failures', problem('timeout'), 30, hour, minute],
    ['never beyond the own interval', problem('server'), 30, 5 * second, 5 * second],
    ['what asking again will not change', problem('no-access'), 0, 15 * minute, 15 * minute],
    ['a gate of the plan', problem('not-in-plan'), 3, minute, minute],
    ['the server asked for more', problem('rate-limited', 90 * second), 0, minute, 90 * second],
    ['the server asked for less', problem('rate-limited', 10), 3, minute, 16 * second],
  ])('%s', (_, found, failures, every, wait) => {
    expect(retryWait(found, failures, { every }, 0)).toBe(wait);
  });

  it.each(['no-access', 'not-in-plan', 'not-found', 'invalid-request'] as const)(
    'of %s is the whole interval, but for the check of the token a short one',
    (kind) => {
      expect(retryWait(problem(kind), 0, { every: hour }, 0)).toBe(hour);
      expect(retryWait(problem(kind), 0, { every: hour, isTokenCheck: true }, 0)).toBe(2 * second);
    },
  );

  it('is up to a quarter shorter by chance, and never shorter than the server asked for', () => {
    expect(retryWait(problem('server'), 1, { every: hour }, 1)).toBe(3 * second);
    expect(retryWait(problem('rate-limited', 4 * second), 1, { every: hour }, 1)).toBe(4 * second);
  });

  it('never ends, never passes the interval, and jitters by a quarter at most', () => {
    const kinds = fc.constantFrom<ProblemKind>('server', 'network', 'timeout', 'no-access', 'internal');
    fc.assert(
      fc.property(
        kinds,
        fc.nat(5000),
        fc.integer({ min: second, max: hour }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (kind, failures, every, random) => {
          const wait = retryWait(problem(kind), failures, { every }, random);
          expect(wait).toBeLessThanOrEqual(every);
          expect(wait).toBeGreaterThanOrEqual(0.75 * Math.min(2 * second, every));
        },
      ),
    );
  });
});
