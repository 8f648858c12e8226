import { describe, expect, test } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { RateBudget } from '../../../source/segment-api/budget/rate-budget.ts';
import { fakeClock, settle } from '../../harness/world-clock.ts';

const syncs = 'GET /warehouses/{id}/syncs';
const refusal = { status: 429, headers: {} };

function setup(atOnce = 6) {
  const clock = fakeClock('2026-03-31T23:59:30Z');
  const budget = new RateBudget({ clock, random: () => 0.5, atOnce });
  const told: unknown[] = [];
  const heard = {
    onThrottled: (isThrottled: boolean) => told.push(isThrottled),
    onWait: (until: number | undefined) => told.push(until === undefined ? until : until - start),
  };
  const start = clock.now();
  return { clock, budget, told, heard };
}

test('who waits for a limit is told so once, until when, and when it goes', async () => {
  const { clock, budget, told, heard } = setup();
  for (let time = 0; time < 2; time += 1) (await budget.acquire(syncs))();
  void budget.acquire(syncs, priority.visible, undefined, heard);
  expect(told).toEqual([true, 61_000]);
  void budget.acquire('GET /sources');
  expect(told).toEqual([true, 61_000]);
  budget.learn(syncs, refusal, 90_000);
  void budget.acquire('GET /labels');
  expect(told).toEqual([true, 61_000, 90_000]);
  await clock.advance(90_000);
  expect(told).toEqual([true, 61_000, 90_000, false]);
});

test('who waits for a connection only is told nothing', async () => {
  const { budget, told, heard } = setup(1);
  const release = await budget.acquire('GET /a');
  const second = budget.acquire('GET /a', priority.visible, undefined, heard);
  release();
  await second;
  expect(told).toEqual([]);
});

test('who would rather not wait is refused with the time, as soon as a limit is all it waits for', async () => {
  const { budget, clock } = setup(1);
  budget.learn(syncs, refusal, 40_000);
  const release = await budget.acquire('GET /a');
  const caller = new AbortController();
  const asked = budget.acquire(syncs, priority.visible, caller.signal, { isPatient: false });
  const other = budget.acquire('GET /b');
  const late = budget.acquire('GET /c');
  await clock.advance(10_000);
  expect(budget.wire().queued).toBe(3);
  release();
  await expect(asked).rejects.toMatchObject({
    problem: { kind: 'rate-limited', operation: syncs, retryAfter: 30_000, status: 0 },
  });
  // It has left the queue already, so that giving it up takes nobody else out.
  caller.abort();
  expect(budget.wire().queued).toBe(1);
  (await other)();
  (await late)();
  expect(budget.wire().queued).toBe(0);
  expect(clock.pending()).toBe(0);
});

test('one that has gone and is given up then takes nobody out of the queue', async () => {
  const { budget } = setup(1);
  const caller = new AbortController();
  const release = await budget.acquire('GET /a', priority.visible, caller.signal);
  const next = budget.acquire('GET /b');
  caller.abort();
  expect(budget.wire().queued).toBe(1);
  release();
  expect(await next).toBeTypeOf('function');
});

test.each([
  [200, undefined],
  [399, undefined],
  [400, 5_000],
  [404, 5_000],
  [500, 5_000],
])('an answer of status %i between two refusals: the token rests for %s ms', (status, rest) => {
  const { budget, clock } = setup();
  budget.learn('GET /a', refusal, 57_000);
  budget.learn('GET /b', { status, headers: {} });
  budget.learn('GET /c', refusal, 57_000);
  const { pausedUntil } = budget.wire();
  expect(pausedUntil === undefined ? undefined : pausedUntil - clock.now()).toBe(rest);
});

test('the second operation that is refused rests as long as itself or the token must', () => {
  const { budget } = setup();
  expect([
    budget.learn('GET /a', refusal, 2_000),
    budget.learn('GET /b', refusal, 57_000),
    budget.learn('GET /c', refusal, 8_000),
    budget.learn('GET /d', refusal, 1_000),
    budget.learn('GET /e', { status: 429, headers: { 'retry-after': '30' } }),
  ]).toEqual([2_000, 57_000, 8_000, 8_000, 30_000]);
  expect(budget.wire().refusals).toBe(5);
});

test('what an operation has to wait counts those that wait for it already, and so many more', async () => {
  const { budget, clock } = setup();
  const waitOf = (count?: number) => budget.wire().waitOf?.(syncs, priority.visible, count);
  expect([waitOf(), waitOf(2)]).toEqual([0, 0]);
  (await budget.acquire(syncs))();
  await clock.advance(20_000);
  expect([waitOf(), waitOf(2)]).toEqual([0, 41_000]);
  (await budget.acquire(syncs))();
  expect([waitOf(), waitOf(2)]).toEqual([41_000, 61_000]);
  void budget.acquire(syncs);
  expect([waitOf(), budget.wire().queued]).toEqual([61_000, 1]);
  await clock.advance(41_000);
  expect([waitOf(), budget.wire().queued]).toEqual([20_000, 0]);
});

test('where headers speak of the token, requests of any operation count before their answers are in', async () => {
  const { budget } = setup(20);
  for (let consumed = 1; consumed <= 90; consumed += 1) {
    const operation = `GET /${'abcdefghij'[consumed % 10]}`;
    (await budget.acquire(operation))();
    const headers = { 'x-ratelimit-consumed': String(consumed), 'x-ratelimit-remaining': String(95 - consumed) };
    budget.learn(operation, { status: 200, headers: { ...headers, 'x-ratelimit-reset': '30' } });
  }
  const went: number[] = [];
  for (let number = 1; number <= 7; number += 1) void budget.acquire(`GET /new${number}`).then(() => went.push(number));
  await settle();
  expect(went).toEqual([1, 2, 3, 4, 5]);
});

test('nobody is woken before there is something to send', async () => {
  const { budget, clock } = setup();
  let woken = 0;
  const setTimer = clock.setTimer.bind(clock);
  clock.setTimer = (run, ms) =>
    setTimer(() => {
      woken += 1;
      run();
    }, ms);
  budget.learn(syncs, refusal, 30_000);
  const waiting = budget.acquire(syncs);
  await clock.advance(29_999);
  expect(woken).toBe(0);
  await clock.advance(1);
  expect([await waiting, woken]).toEqual([expect.any(Function), 1]);
});

const good = { status: 200, headers: {} };
const ofToken = { status: 429, headers: { 'retry-after': '60' } };

test('one that gave up waiting counts no more, and nothing wakes for it', async () => {
  const { budget, clock } = setup();
  for (let time = 0; time < 2; time += 1) (await budget.acquire(syncs))();
  await clock.advance(20_000);
  const waitOf = () => budget.wire().waitOf?.(syncs, priority.visible, 2);
  expect([waitOf(), clock.pending()]).toEqual([41_000, 0]);
  const caller = new AbortController();
  const waiting = budget.acquire(syncs, priority.visible, caller.signal);
  expect([budget.wire().queued, clock.pending()]).toEqual([1, 1]);
  caller.abort();
  await expect(waiting).rejects.toMatchObject({ problem: { kind: 'aborted' } });
  expect([budget.wire().queued, clock.pending(), waitOf()]).toEqual([0, 0, 41_000]);
});

test('an operation that nobody has asked for yet has all that its limit leaves', () => {
  const { budget } = setup();
  budget.learn('GET /a', { status: 200, headers: { 'x-ratelimit-consumed': '9', 'x-ratelimit-remaining': '1' } });
  const waitOf = (count: number) => budget.wire().waitOf?.('GET /a', priority.visible, count);
  expect([waitOf(1), waitOf(2)]).toEqual([0, 60_000]);
});

test.each([
  ['1', undefined],
  ['0', 60_000],
])('a refusal whose headers say that %s is left pauses the token for %s ms', (remaining, paused) => {
  const { budget, clock } = setup();
  const rate = { 'x-ratelimit-consumed': '5', 'x-ratelimit-remaining': remaining };
  budget.learn('GET /a', { status: 429, headers: { ...ofToken.headers, ...rate } });
  const { pausedUntil } = budget.wire();
  expect(pausedUntil === undefined ? undefined : pausedUntil - clock.now()).toBe(paused);
});

test.each([
  ['the body', 30_000, '12', 30_000],
  ['the header', 12_000, '30', 30_000],
] as const)('of two waits the longer one counts, that of %s', (_, msBeforeNext, after, wait) => {
  const { budget } = setup();
  expect(budget.learn('GET /a', { status: 429, headers: { 'retry-after': after } }, msBeforeNext)).toBe(wait);
});

test('a refusal that says nothing is waited for by chance from the first on', () => {
  const budget = new RateBudget({ clock: fakeClock('2026-03-31T23:59:30Z'), random: () => 0 });
  expect(budget.learn('GET /a', refusal)).toBe(750);
});

test('that the wire is limited is said until the last of those that were refused may go', () => {
  const { budget, clock } = setup();
  expect(budget.wire().limitedUntil).toBeUndefined();
  budget.learn('GET /a', refusal, 40_000);
  budget.learn('GET /b', good);
  budget.learn('GET /c', refusal, 20_000);
  expect([budget.wire().limitedUntil! - clock.now(), budget.wire().pausedUntil]).toEqual([40_000, undefined]);
});

test('what two operations were refused for is the limit of neither', () => {
  const { budget } = setup();
  for (const operation of ['GET /a', 'GET /a', 'GET /b']) budget.learn(operation, good);
  budget.learn('GET /a', refusal, 57_000);
  expect(budget.wire().limitOf('GET /a')).toBe(2);
  budget.learn('GET /b', refusal, 57_000);
  expect([budget.wire().limitOf('GET /a'), budget.wire().limitOf('GET /b')]).toEqual([undefined, undefined]);
});

describe('of a request that somebody sends in spite of a pause of the token', () => {
  async function asked() {
    const stage = setup();
    // Two more of the same operation, and one of another, are on their way since before the pause.
    for (const operation of ['GET /a', 'GET /a', 'GET /b']) await stage.budget.acquire(operation);
    stage.budget.learn('GET /c', ofToken);
    void stage.budget.acquire('GET /a');
    stage.budget.tryOnce();
    await settle();
    expect(stage.budget.wire().queued).toBe(0);
    const paused = () => (stage.budget.wire().pausedUntil ?? stage.clock.now()) - stage.clock.now();
    return { ...stage, paused };
  }

  test('a good answer ends the pause, and one of another operation does not', async () => {
    const { budget, paused } = await asked();
    budget.learn('GET /b', good);
    expect(paused()).toBe(60_000);
    budget.learn('GET /a', good);
    expect(paused()).toBe(0);
  });

  test('a good answer ends the pause also after another operation was refused', async () => {
    const { budget, paused } = await asked();
    budget.learn('GET /b', ofToken);
    budget.learn('GET /a', good);
    expect(paused()).toBe(0);
  });

  test('a refusal is the answer: one that was on its way before ends nothing', async () => {
    const { budget, paused } = await asked();
    budget.learn('GET /a', ofToken);
    budget.learn('GET /a', good);
    expect(paused()).toBe(60_000);
  });

  test('its answer ends one pause, and a later one of its operation no other', async () => {
    const { budget, paused } = await asked();
    budget.learn('GET /a', good);
    budget.learn('GET /b', ofToken);
    budget.learn('GET /a', good);
    expect(paused()).toBe(60_000);
  });
});
