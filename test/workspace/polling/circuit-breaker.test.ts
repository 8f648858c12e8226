import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '../../../source/workspace/polling/circuit-breaker.ts';

const order = (item: number) => item;
/** A breaker after so many reads in a row without an answer, with two of them suspended. */
function failing(failures: number, random = 0): CircuitBreaker<number> {
  const breaker = new CircuitBreaker<number>();
  for (let at = 0; at < failures; at += 1) breaker.failed(100 + at, 'network', 0, random);
  breaker.suspend(2);
  breaker.suspend(1);
  return breaker;
}

describe('a host that does not answer', () => {
  it('opens the breaker with the eighth read in a row, of whatever kind', () => {
    expect([failing(7).isOn, failing(8).isOn]).toEqual([false, true]);
    expect(failing(7).take(60_000, order)).toBeUndefined();
  });

  it.each([
    ['network', true],
    ['timeout', true],
    ['server', true],
    ['not-the-api', true],
    ['no-access', false],
    ['rate-limited', false],
    ['not-found', false],
  ] as const)('a failure of the kind %s leaves it open: %s', (kind, isOn) => {
    const breaker = failing(8);
    expect(breaker.failed(9, kind, 0, 0)).toEqual(isOn ? [] : [2, 1]);
    expect(breaker.isOn).toBe(isOn);
  });

  it('sends one probe after two seconds, the first by its order, and no second one meanwhile', () => {
    const breaker = failing(8);
    expect(breaker.nextAt).toBe(2_000);
    expect([breaker.take(1_999, order), breaker.take(2_000, order), breaker.take(9_000, order)]).toEqual([
      undefined,
      1,
      undefined,
    ]);
    expect(breaker.nextAt).toBeUndefined();
  });

  it('probes with the first by its order, wherever it stands', () => {
    const breaker = failing(8);
    for (const item of [0, 3, 5]) breaker.suspend(item);
    const probes = [0, 1, 2].map((turn) => {
      const probe = breaker.take(1_000_000 * (turn + 1), order)!;
      breaker.failed(probe, 'network', 1_000_000 * (turn + 1), 0);
      return probe;
    });
    expect([probes, breaker.take(2_000, order), breaker.take(9_000_000, order)]).toEqual([[0, 1, 2], 3, undefined]);
  });

  it('goes on waiting for its probe when another read is no longer wanted', () => {
    const breaker = failing(8);
    breaker.suspend(3);
    expect(breaker.take(2_000, order)).toBe(1);
    expect([breaker.forget(2), breaker.nextAt, breaker.take(9_000, order)]).toEqual([true, undefined, undefined]);
  });

  it('begins anew with two seconds after an answer, and with no probe under way', () => {
    const breaker = failing(8);
    for (const at of [2_000, 20_000]) {
      breaker.take(at, order);
      breaker.failed(1, 'timeout', at, 0);
      breaker.suspend(1);
    }
    breaker.take(40_000, order);
    breaker.answered();
    for (let at = 0; at < 8; at += 1) breaker.failed(100 + at, 'network', 50_000, 0);
    breaker.suspend(7);
    expect([breaker.nextAt, breaker.take(52_000, order)]).toEqual([52_000, 7]);
  });

  it('waits four, then five seconds after probes without an answer, a quarter less by chance', () => {
    const breaker = failing(8);
    breaker.take(2_000, order);
    breaker.failed(1, 'timeout', 10_000, 0);
    breaker.suspend(1);
    expect(breaker.nextAt).toBe(14_000);
    breaker.take(14_000, order);
    breaker.failed(1, 'timeout', 20_000, 1);
    expect(breaker.nextAt).toBe(23_750);
  });

  it('is not put off by other reads that fail while a probe runs, and is by those before it', () => {
    const breaker = failing(8);
    breaker.failed(20, 'network', 1_000, 0);
    expect(breaker.nextAt).toBe(3_000);
    breaker.take(3_000, order);
    breaker.failed(21, 'network', 9_000, 0);
    breaker.forget(1);
    expect(breaker.nextAt).toBe(3_000);
  });

  it.each([
    ['by a second, waits so much longer', 7_000, 5_000, undefined],
    ['beyond the longest wait, is asked at once', 7_000, 1_999, 1],
    ['by hours, is asked at once', 8 * 3_600_000, 1_000, 1],
  ])('under a clock that was set back %s', (_, failedAt, now, probe) => {
    const breaker = new CircuitBreaker<number>();
    for (let at = 0; at < 8; at += 1) breaker.failed(100 + at, 'network', failedAt - 2_000, 0);
    breaker.suspend(1);
    expect(breaker.nextAt).toBe(failedAt);
    expect(breaker.take(now, order)).toBe(probe);
  });

  it('is closed by the first answer, which releases what is suspended', () => {
    const breaker = failing(8);
    breaker.take(2_000, order);
    expect(breaker.answered()).toEqual([2]);
    expect([breaker.isOn, breaker.nextAt, breaker.answered()]).toEqual([false, undefined, []]);
    for (let at = 0; at < 7; at += 1) breaker.failed(at, 'network', 0, 0);
    expect(breaker.isOn).toBe(false);
  });

  it('forgets what is no longer wanted, the probe too', () => {
    const breaker = failing(8);
    expect(breaker.forget(1)).toBe(true);
    expect(breaker.take(2_000, order)).toBe(2);
    breaker.suspend(3);
    expect(breaker.nextAt).toBeUndefined();
    expect(breaker.forget(2)).toBe(false);
    expect(breaker.nextAt).toBe(2_000);
  });
});
