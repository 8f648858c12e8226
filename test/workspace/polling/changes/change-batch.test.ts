import { expect, test } from 'vitest';
import { ChangeBatch } from '../../../../source/workspace/polling/changes/change-batch.ts';

/** When changes are told, ms, where something changes every 10 ms for a while and taking each in costs so much. */
function told({ cost, isWaiting, during = 2_000 }: { cost: number; isWaiting: boolean; during?: number }) {
  let now = 0;
  let due: { readonly at: number; readonly work: () => void } | undefined;
  const setTimer = (work: () => void, ms: number) => {
    due = { at: now + ms, work };
    return () => {
      due = undefined;
    };
  };
  const at: number[] = [];
  const changed = () => {
    at.push(now);
    now += cost;
  };
  const batch = new ChangeBatch({ now: () => now, setTimer }, 60, changed, () => isWaiting);
  for (; now < during; now += 10) {
    const { at: then = Number.POSITIVE_INFINITY, work } = due ?? {};
    if (then <= now) {
      due = undefined;
      work?.();
    }
    batch.touch();
  }
  batch.end();
  expect(due).toBeUndefined();
  return at;
}

const gaps = (at: readonly number[]) => [...new Set(at.slice(2).map((one, index) => one - at[index + 1]!))];

test.each([
  ['what costs nothing is told every 60 ms', { cost: 0, isWaiting: false }, 60],
  ['so is what costs little while something is read for the first time', { cost: 10, isWaiting: true }, 70],
  ['what costs much rests four times as long as it took', { cost: 50, isWaiting: true }, 250],
  ['where all was read it rests longer', { cost: 10, isWaiting: false }, 410],
  ['by half a second at most', { cost: 25, isWaiting: false }, 525],
  ['and by what it rests in any case where it takes very long', { cost: 300, isWaiting: false, during: 8_000 }, 1_500],
])('%s', (_, given, gap) => {
  const at = told(given);
  expect(at[0]).toBe(60);
  for (const each of gaps(at)) expect(Math.abs(each - gap)).toBeLessThanOrEqual(10);
  expect(at.length).toBeGreaterThan(3);
});

test('after its end nothing is told of', () => {
  let timers = 0;
  const setTimer = () => {
    timers += 1;
    return () => undefined;
  };
  const batch = new ChangeBatch(
    { now: () => 0, setTimer },
    60,
    () => undefined,
    () => false,
  );
  batch.end();
  batch.touch();
  expect(timers).toBe(0);
});
