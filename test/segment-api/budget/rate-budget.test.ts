import { expect, test } from 'vitest';
import { type Priority, priority } from '../../../source/domain/queries.ts';
import { RateBudget, type Release } from '../../../source/segment-api/budget/rate-budget.ts';
import { fakeClock, settle } from '../../harness/world-clock.ts';

const metrics = 'GET /destinations/{id}/delivery-metrics';
const syncs = 'GET /warehouses/{id}/syncs';

function setup(atOnce = 6) {
  const clock = fakeClock('2026-01-15T12:00:00Z');
  const budget = new RateBudget({ clock, random: () => 0.5, atOnce });
  const went: string[] = [];
  const releases: Release[] = [];
  const ask = (name: string, operation = metrics, level: Priority = priority.visible, signal?: AbortSignal) =>
    budget.acquire(operation, level, signal).then((release) => {
      went.push(name);
      releases.push(release);
    });
  /** Asks, and answers at once. */
  const pass = async (operation = metrics, level: Priority = priority.visible) =>
    (await budget.acquire(operation, level))();
  return { clock, budget, went, releases, ask, pass };
}

const limits = (consumed: number, remaining: number, resetAt: string, date?: string) => ({
  status: 200,
  headers: {
    'x-ratelimit-consumed': String(consumed),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': resetAt,
    date,
  },
});

test('at most six requests are on their way; the next goes when one is back', async () => {
  const { ask, went, releases, budget, clock } = setup();
  for (let number = 1; number <= 8; number += 1) void ask(String(number));
  await settle();
  expect(went).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(budget.wire().queued).toBe(2);
  releases[0]?.();
  releases[0]?.();
  await settle();
  expect(went).toHaveLength(7);
  expect(clock.pending()).toBe(0);
});

test('the queue goes by priority, then by arrival', async () => {
  const { ask, went, releases } = setup(1);
  void ask('first');
  void ask('rest', metrics, priority.rest);
  void ask('failing', metrics, priority.failing);
  void ask('visible 1');
  void ask('visible 2');
  void ask('favorite', metrics, priority.favorite);
  for (let turn = 0; turn < 6; turn += 1) {
    await settle();
    releases[turn]?.();
  }
  await settle();
  expect(went).toEqual(['first', 'visible 1', 'visible 2', 'favorite', 'failing', 'rest']);
});

test('an aborted waiter leaves the queue at once, and one aborted before is refused', async () => {
  const { ask, went, releases, budget } = setup(1);
  void ask('first');
  const gone = new AbortController();
  const waiting = ask('gone', metrics, priority.visible, gone.signal);
  void ask('next');
  gone.abort();
  await expect(waiting).rejects.toMatchObject({ problem: { kind: 'aborted', operation: metrics } });
  expect(budget.wire().queued).toBe(1);
  releases[0]?.();
  await settle();
  expect(went).toEqual(['first', 'next']);
  await expect(budget.acquire(metrics, priority.visible, gone.signal)).rejects.toMatchObject({
    problem: { kind: 'aborted' },
  });
  await expect(
    budget.acquire(metrics, priority.visible, AbortSignal.abort(new DOMException('', 'TimeoutError'))),
  ).rejects.toMatchObject({
    problem: { kind: 'timeout' },
  });
});

test('a stated limit of two a minute is kept, and holds up no other operation', async () => {
  const { ask, went, releases, clock, budget } = setup();
  for (const name of ['a', 'b', 'c', 'd']) void ask(name, syncs);
  void ask('other');
  await settle();
  expect(went).toEqual(['a', 'b', 'other']);
  for (const release of releases) release();
  await clock.advance(59_000);
  expect(went).toHaveLength(3);
  await clock.advance(2_000);
  expect(went).toEqual(['a', 'b', 'other', 'c', 'd']);
  expect(clock.pending()).toBe(0);
  expect(budget.wire().limitOf('GET /warehouses/{warehouseId}/syncs')).toBe(2);
  expect(budget.wire().limitOf(metrics)).toBeUndefined();
});

test('the headers say what is left and when it is full again', async () => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  budget.learn(metrics, limits(4, 1, 'Thu, 15 Jan 2026 12:00:30 GMT'));
  expect(budget.wire().limitOf(metrics)).toBe(5);
  for (const name of ['a', 'b', 'c']) void ask(name);
  await settle();
  expect(went).toEqual(['a']);
  await clock.advance(29_000);
  expect(went).toEqual(['a']);
  await clock.advance(2_000);
  expect(went).toEqual(['a', 'b', 'c']);
});

test.each([
  ['an RFC 5322 date', 'Thu, 15 Jan 2026 12:00:20 GMT', undefined],
  ['epoch seconds', String(Date.parse('2026-01-15T12:00:20Z') / 1000), undefined],
  ['epoch milliseconds', String(Date.parse('2026-01-15T12:00:20Z')), undefined],
  ['seconds from now', '20', undefined],
  ['a date of a server whose clock is two hours off', 'Thu, 15 Jan 2026 14:00:20 GMT', 'Thu, 15 Jan 2026 14:00:00 GMT'],
])('the reset may be %s', async (_name, reset, date) => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  budget.learn(metrics, limits(5, 0, reset, date));
  void ask('a');
  await clock.advance(20_000);
  expect(went).toEqual([]);
  await clock.advance(1_500);
  expect(went).toEqual(['a']);
});

test.each([
  ['nonsense', 'soon'],
  ['a reset beyond the window', 'Fri, 16 Jan 2026 12:00:00 GMT'],
])('%s as reset holds for a minute at most', async (_name, reset) => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  budget.learn(metrics, limits(5, 0, reset));
  void ask('a');
  await clock.advance(62_000);
  expect(went).toEqual(['a']);
});

test('answers that overtake each other never add to what is left', async () => {
  const { ask, went, releases, budget } = setup();
  void ask('a');
  void ask('b');
  await settle();
  const reset = 'Thu, 15 Jan 2026 12:00:30 GMT';
  budget.learn(metrics, limits(9, 1, reset));
  releases[1]?.();
  budget.learn(metrics, limits(8, 2, reset));
  releases[0]?.();
  for (const name of ['c', 'd']) void ask(name);
  await settle();
  // One was left after both, less the one that was still on its way when the first answer came.
  expect(went).toEqual(['a', 'b']);
});

test('background sweeps leave the last tenth of a known budget to what is on screen', async () => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  budget.learn(metrics, limits(90, 10, 'Thu, 15 Jan 2026 12:00:30 GMT'));
  void ask('sweep', metrics, priority.rest);
  void ask('screen', metrics, priority.visible);
  await settle();
  expect(went).toEqual(['screen']);
  await clock.advance(32_000);
  expect(went).toEqual(['screen', 'sweep']);
});

test('Retry-After pauses the whole token', async () => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  expect(budget.learn(metrics, { status: 429, headers: { 'retry-after': '10' } })).toBe(10_000);
  expect(budget.wire().pausedUntil).toBe(clock.now() + 10_000);
  void ask('same');
  void ask('other', 'GET /sources');
  await clock.advance(9_900);
  expect(went).toEqual([]);
  await clock.advance(200);
  expect(went).toEqual(['same', 'other']);
  expect(budget.wire().pausedUntil).toBeUndefined();
});

test.each([
  ['a date', 'Thu, 15 Jan 2026 12:00:12 GMT', 12_000],
  ['seconds', '12', 12_000],
  ['no number', 'whenever', 1000],
  ['nothing', '0', 1000],
  ['less than nothing', '-5', 1000],
  ['a moment that is over', 'Thu, 15 Jan 2026 11:00:00 GMT', 1000],
  ['a day', '86400', 300_000],
  ['more than a timer holds', '1000000000000', 300_000],
  ['more than a number holds', '9'.repeat(400), 300_000],
])('a wait of the server is a second at least and five minutes at most: Retry-After of %s', (_, value, expected) => {
  const headers = { 'retry-after': value, date: 'Thu, 15 Jan 2026 12:00:00 GMT' };
  expect(setup().budget.learn(metrics, { status: 429, headers })).toBe(expected);
});

test.each([
  [0, 1000],
  [-7, 1000],
  [5000, 5000],
  [57_647, 57_647],
  [1e15, 300_000],
  [Number.MAX_VALUE, 300_000],
  [Number.NaN, 1000],
])('msBeforeNext of %d is a wait of %d', (given, expected) => {
  expect(setup().budget.learn(metrics, { status: 429, headers: {} }, given)).toBe(expected);
});

test('a server that never lets anything through is asked seldom, whatever it says', async () => {
  const { budget, clock } = setup();
  const waits: (number | undefined)[] = [];
  for (let time = 0; time < 8; time += 1) {
    const wait = budget.learn(metrics, { status: 429, headers: { 'retry-after': '0' } }, 0);
    waits.push(wait);
    await clock.advance((wait ?? 0) + 1);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
});

test('an operation that is refused stops alone, also where Retry-After stands beside its own wait', async () => {
  const { ask, budget, went } = setup();
  budget.learn(metrics, { status: 429, headers: { 'retry-after': '58' } }, 57_000);
  expect(budget.wire().pausedUntil).toBeUndefined();
  void ask('same');
  void ask('other', 'GET /sources');
  await settle();
  expect(went).toEqual(['other']);
});

test('where the headers of the refusal say that the token has requests left, the operation stops alone', () => {
  const { budget } = setup();
  const headers = { 'retry-after': '58', 'x-ratelimit-consumed': '1', 'x-ratelimit-remaining': '599' };
  budget.learn(metrics, { status: 429, headers });
  expect(budget.wire().pausedUntil).toBeUndefined();
});

test('a second operation that is refused before any other went through stops the token, shortly at first', async () => {
  const { ask, budget, clock, went } = setup();
  const refusal = { status: 429, headers: {} };
  budget.learn(metrics, refusal, 57_000);
  budget.learn('GET /sources', refusal, 57_000);
  expect(budget.wire().pausedUntil).toBe(clock.now() + 5000);
  void ask('third', 'GET /labels');
  await clock.advance(4900);
  expect(went).toEqual([]);
  await clock.advance(200);
  expect(went).toEqual(['third']);
  budget.learn('GET /labels', refusal, 57_000);
  expect(budget.wire().pausedUntil).toBe(clock.now() + 10_000);
});

test('two operations that came to limits of their own stop nothing else', () => {
  const { budget } = setup();
  budget.learn(metrics, { status: 429, headers: {} }, 57_000);
  budget.learn('GET /sources', { status: 200, headers: {} });
  budget.learn(syncs, { status: 429, headers: {} }, 57_000);
  expect(budget.wire().pausedUntil).toBeUndefined();
});

test('refusals show a limit that no header tells, and it is forgotten slowly', async () => {
  const { budget, clock, pass } = setup();
  for (let time = 0; time < 5; time += 1) {
    await pass();
    budget.learn(metrics, { status: 200, headers: { 'x-ratelimit-consumed': '1', 'x-ratelimit-remaining': '599' } });
  }
  expect(budget.wire().limitOf(metrics)).toBe(600);
  await pass();
  budget.learn(metrics, { status: 429, headers: {} }, 58_000);
  expect(budget.wire().limitOf(metrics)).toBe(5);
  expect(budget.wire().waitOf?.(metrics, priority.visible)).toBe(61_000);
  expect(budget.wire().waitOf?.('GET /sources', priority.visible)).toBe(0);
  await clock.advance(61_001);
  expect(budget.wire().waitOf?.(metrics, priority.visible, 5)).toBe(0);
  for (let time = 0; time < 5; time += 1) await pass();
  // The sixth of a minute is not sent to be refused.
  expect(budget.wire().waitOf?.(metrics, priority.visible)).toBe(61_000);
  await clock.advance(300_000);
  expect(budget.wire().limitOf(metrics)).toBe(6);
  await clock.advance(3_600_000);
  expect(budget.wire().limitOf(metrics)).toBe(16);
});

test('one request may go in spite of a refusal when somebody asks for it, and an answer to it ends the wait', async () => {
  const { ask, budget, went, releases } = setup();
  budget.learn(metrics, { status: 429, headers: { 'retry-after': '250' } });
  for (const name of ['first', 'second']) void ask(name);
  await settle();
  expect(went).toEqual([]);
  budget.tryOnce();
  await settle();
  expect(went).toEqual(['first']);
  budget.learn(metrics, { status: 429, headers: { 'retry-after': '250' } });
  releases[0]?.();
  await settle();
  expect(went).toEqual(['first']);
  budget.tryOnce();
  await settle();
  budget.learn(metrics, { status: 200, headers: {} });
  releases[1]?.();
  expect(budget.wire().pausedUntil).toBeUndefined();
  expect(budget.wire().limitedUntil).toBeUndefined();
});

test('msBeforeNext holds its operation only', async () => {
  const { ask, pass, went, budget, clock } = setup();
  await pass();
  expect(budget.learn(metrics, { status: 429, headers: {} }, 5_000)).toBe(5_000);
  void ask('same');
  void ask('other', 'GET /sources');
  await settle();
  expect(went).toEqual(['other']);
  await clock.advance(5_000);
  expect(went).toEqual(['other', 'same']);
});

test('a 429 without a hint backs off twice as long each time, up to a minute, until an answer comes', async () => {
  const { budget, clock } = setup();
  const waits: (number | undefined)[] = [];
  for (let time = 0; time < 8; time += 1) {
    const wait = budget.learn(metrics, { status: 429, headers: {} });
    waits.push(wait);
    await clock.advance((wait ?? 0) + 1);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000));
  budget.learn(metrics, { status: 200, headers: {} });
  expect(budget.learn(metrics, { status: 429, headers: {} })).toBe(1000);
});

test('several 429 that were on their way together count once', () => {
  const { budget } = setup();
  const refusal = { status: 429, headers: {} };
  expect([1, 2, 3].map(() => budget.learn(metrics, refusal))).toEqual([1000, 1000, 1000]);
});

test('the wire counts the last minute and everything', async () => {
  const { pass, budget, clock } = setup();
  await pass();
  await clock.advance(30_000);
  await pass();
  expect(budget.wire()).toMatchObject({ requestsPerMinute: 2, requests: 2, queued: 0 });
  await clock.advance(30_000);
  expect(budget.wire()).toMatchObject({ requestsPerMinute: 1, requests: 2 });
});

test('a clock that is set back drops pauses instead of waiting for them', async () => {
  let now = 1_000_000_000;
  const budget = new RateBudget({ clock: { now: () => now, setTimer: () => () => undefined } });
  budget.learn(metrics, { status: 429, headers: { 'retry-after': '30' } });
  now -= 3_600_000;
  expect(await budget.acquire(metrics)).toBeTypeOf('function');
  expect(budget.wire().pausedUntil).toBeUndefined();
});

test('stated limits can be left out, for a mock in process', async () => {
  const clock = fakeClock();
  const budget = new RateBudget({ clock, stated: () => undefined });
  const releases = await Promise.all([1, 2, 3].map(() => budget.acquire(syncs)));
  expect(releases).toHaveLength(3);
  expect(budget.wire().limitOf(syncs)).toBeUndefined();
});

/** Answers of some operations in turn, with what is left by the count of the token or of each operation. */
async function answers(stage: ReturnType<typeof setup>, count: number, isOfToken: boolean, operations = 3) {
  const own = new Map<string, number>();
  for (let number = 1; number <= count; number += 1) {
    const operation = `GET /${'abcdefghij'[number % operations]}`;
    own.set(operation, (own.get(operation) ?? 0) + 1);
    const consumed = isOfToken ? number : own.get(operation)!;
    await stage.pass(operation);
    stage.budget.learn(operation, limits(consumed, 100 - consumed, 'Thu, 15 Jan 2026 12:00:30 GMT'));
  }
}

test('where headers speak of the token its last requests are left to what is on screen, whatever the operation', async () => {
  const stage = setup(20);
  await answers(stage, 95, true, 10);
  void stage.ask('sweep', 'GET /new', priority.rest);
  void stage.ask('failing', 'GET /new', priority.failing);
  void stage.ask('screen', 'GET /new', priority.visible);
  await settle();
  expect(stage.went).toEqual(['screen']);
  expect(stage.budget.wire().waitOf?.('GET /other', priority.rest)).toBe(31_000);
  await stage.clock.advance(32_000);
  expect(stage.went).toEqual(['screen', 'failing', 'sweep']);
});

test('answers that overtake each other are no proof that headers speak of the token', async () => {
  const stage = setup(20);
  // Two answers of the others in between, and the count of the own operation six higher: so many were on their way.
  for (const consumed of [70, 76, 82, 88]) {
    for (const operation of [`GET /b${consumed}`, `GET /c${consumed}`]) {
      await stage.pass(operation);
      stage.budget.learn(operation, limits(1, 99, 'Thu, 15 Jan 2026 12:00:30 GMT'));
    }
    await stage.pass('GET /a');
    stage.budget.learn('GET /a', limits(consumed, 100 - consumed, 'Thu, 15 Jan 2026 12:00:30 GMT'));
  }
  for (let more = 0; more < 12; more += 1) await stage.pass('GET /a');
  expect(stage.budget.wire().waitOf?.('GET /new', priority.rest)).toBe(0);
});

test('where headers speak of operations one holds back no other', async () => {
  const stage = setup(20);
  await answers(stage, 282, false);
  expect(stage.budget.wire().waitOf?.('GET /a', priority.rest)).toBe(31_000);
  expect(stage.budget.wire().waitOf?.('GET /new', priority.rest)).toBe(0);
});
