import { expect, it } from 'vitest';
import { priority, type ReadOptions } from '../../../source/domain/queries.ts';
import { second } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { boundedLoad } from '../../../source/workspace/polling/bounded-load.ts';
import { fakeClock } from '../../harness/world-clock.ts';

/** A load of two requests, with what each step tells; it may take ten seconds beside its waiting. */
function load() {
  const clock = fakeClock();
  const abort = new AbortController();
  const told: boolean[] = [];
  const { promise, resolve } = Promise.withResolvers<{ readonly value: string; readonly problems: [] }>();
  let given: ReadOptions | undefined;
  const resource = {
    key: 'a',
    every: second,
    load: (_: Backend, options: ReadOptions) => {
      given = options;
      return promise;
    },
  };
  const bounds = {
    backend: {} as Backend,
    clock,
    priority: priority.visible,
    signal: abort.signal,
    longest: 10 * second,
  };
  const outcome = boundedLoad(resource, { ...bounds, onThrottled: (is) => told.push(is) }).then(
    ({ value }) => value,
    ({ problem }) => problem.kind,
  );
  const ends = async () => {
    let end: unknown = 'goes on';
    void outcome.then((value) => {
      end = value;
    });
    await clock.advance(0);
    return end;
  };
  const throttle = (is: boolean) => given?.onThrottled?.(is);
  return {
    clock,
    abort,
    told,
    throttle,
    answer: () => resolve({ value: 'read', problems: [] }),
    ends,
    given: () => given,
  };
}

it('a load is throttled while any of its requests waits, and its time stands still meanwhile', async () => {
  const { clock, told, throttle, ends } = load();
  await clock.advance(9 * second);
  throttle(true);
  throttle(true);
  expect(told).toEqual([true]);
  throttle(false);
  await clock.advance(60 * second);
  expect([told, await ends()]).toEqual([[true], 'goes on']);
  throttle(false);
  expect(told).toEqual([true, false]);
  await clock.advance(10 * second - 1);
  expect(await ends()).toBe('goes on');
  await clock.advance(1);
  expect(await ends()).toBe('timeout');
  throttle(true);
  expect([told, clock.pending()]).toEqual([[true, false], 0]);
});

it('a load that takes too long is stopped, not only left', async () => {
  const one = load();
  await one.clock.advance(10 * second - 1);
  expect(one.given()?.signal?.aborted).toBe(false);
  await one.clock.advance(1);
  expect([await one.ends(), one.given()?.signal?.aborted, one.abort.signal.aborted]).toEqual(['timeout', true, false]);
});

it.each([
  ['with its answer', (one: ReturnType<typeof load>) => one.answer(), 'read', false],
  ['when nobody wants it any more', (one: ReturnType<typeof load>) => one.abort.abort(), 'aborted', true],
] as const)('it ends %s, and leaves no timer', async (_, end, expected, isAborted) => {
  const one = load();
  end(one);
  expect(await one.ends()).toBe(expected);
  expect([one.clock.pending(), one.given()?.signal?.aborted, one.given()?.priority]).toEqual([
    ...[0, isAborted, priority.visible],
  ]);
});
