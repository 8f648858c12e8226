import { describe, expect, test } from 'vitest';
import type { Change } from '../../../source/domain/change.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import type { ChangeOptions } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { changeGate } from '../../../source/workspace/polling/change-gate.ts';
import { settle } from '../../harness/world-clock.ts';

const off: Change = { kind: 'switch', of: 'destination', id: 'braze', enabled: false };
const on: Change = { ...off, enabled: true };
const other: Change = { kind: 'switch', of: 'destination', id: 'zendesk', enabled: false };
const filter: Change = { kind: 'switch-filter', destinationId: 'braze', id: 'f', enabled: true };

interface Sent {
  readonly change: Change;
  readonly options: ChangeOptions;
  readonly answer: PromiseWithResolvers<void>;
}

function gated() {
  const asked: Sent[] = [];
  const gate = changeGate((change, options) => {
    const answer = Promise.withResolvers<void>();
    options.signal?.addEventListener('abort', () =>
      answer.reject(new ReadError({ kind: 'aborted', message: t`x`, status: 0, operation: t`x` })),
    );
    asked.push({ change, options, answer });
    return answer.promise;
  });
  return { gate, asked };
}

/** How a promise stands. */
function watched(promise: Promise<unknown>) {
  const state: { is: string } = { is: 'open' };
  promise.then(
    () => {
      state.is = 'done';
    },
    (thrown: unknown) => {
      state.is = thrown instanceof ReadError ? thrown.problem.kind : 'failed';
    },
  );
  return state;
}

describe('a change asked for a second time', () => {
  test('while the first is sent is the first, with its answer', async () => {
    const { gate, asked } = gated();
    const told: string[] = [];
    const first = watched(gate(off, {}));
    asked[0]!.options.onSent?.();
    const second = watched(gate({ ...off }, { onSent: () => told.push('sent') }));
    await settle();
    expect([asked.length, told]).toEqual([1, ['sent']]);
    asked[0]!.answer.reject(new ReadError({ kind: 'server', message: t`boom`, status: 500, operation: t`x` }));
    await settle();
    expect([first.is, second.is, asked.length]).toEqual(['server', 'server', 1]);
  });

  test('before the first is sent hears of that too, unless it was taken back', async () => {
    const { gate, asked } = gated();
    const told: string[] = [];
    const back = new AbortController();
    void gate(off, {});
    void gate({ ...off }, { onSent: () => told.push('second') });
    const third = watched(gate({ ...off }, { onSent: () => told.push('third'), signal: back.signal }));
    await settle();
    back.abort();
    await settle();
    expect([told, third.is]).toEqual([[], 'aborted']);
    asked[0]!.options.onSent?.();
    expect([told, asked.length]).toEqual([['second'], 1]);
  });

  test('while the first waits is not sent where that one is answered', async () => {
    const { gate, asked } = gated();
    const told: string[] = [];
    const first = watched(gate(off, {}));
    const second = watched(gate({ ...off }, { onSent: () => told.push('sent') }));
    await settle();
    expect(told).toEqual([]);
    asked[0]!.options.onSent?.();
    asked[0]!.answer.resolve();
    await settle();
    expect([first.is, second.is, asked.length]).toEqual(['done', 'done', 1]);
  });

  test.each([
    ['the destination of the filter', filter, off],
    ['another filter of the destination', filter, { ...filter, id: 'g' } as Change],
  ])('of something that belongs to the same thing waits its turn: %s', async (_, before, after) => {
    const { gate, asked } = gated();
    watched(gate(before, {}));
    const later = watched(gate(after, {}));
    await settle();
    expect(asked.map(({ change }) => change)).toEqual([before]);
    asked[0]!.answer.reject(new ReadError({ kind: 'server', message: t`boom`, status: 500, operation: t`x` }));
    await settle();
    expect(asked.map(({ change }) => change)).toEqual([before, after]);
    asked[1]!.answer.resolve();
    await settle();
    expect(later.is).toBe('done');
  });

  test('while the first waits is sent only when that is taken back', async () => {
    const { gate, asked } = gated();
    const takenBack = new AbortController();
    const first = watched(gate(off, { signal: takenBack.signal }));
    const second = watched(gate(off, {}));
    await settle();
    expect(asked).toHaveLength(1);
    takenBack.abort();
    await settle();
    expect([first.is, asked.length]).toEqual(['aborted', 2]);
    asked[1]!.answer.resolve();
    await settle();
    expect(second.is).toBe('done');
  });

  test('after the answer is another one', async () => {
    const { gate, asked } = gated();
    for (const index of [0, 1]) {
      const made = gate(off, {});
      asked[index]!.answer.resolve();
      await made;
    }
    expect(asked).toHaveLength(2);
  });
});

describe('another change', () => {
  test.each([
    ['of the same thing', on],
    ['of a part of it', filter],
  ])('%s goes after the first, in the order asked for', async (_, next) => {
    const { gate, asked } = gated();
    const waits: unknown[] = [];
    const first = watched(gate(off, {}));
    const second = watched(gate(next, { onWait: (until) => waits.push(until) }));
    await settle();
    expect([asked.map(({ change }) => change), waits]).toEqual([[off], [undefined]]);
    asked[0]!.answer.reject(new Error('boom'));
    await settle();
    expect([first.is, asked.map(({ change }) => change)]).toEqual(['failed', [off, next]]);
    asked[1]!.answer.resolve();
    await settle();
    expect(second.is).toBe('done');
  });

  test('of the same thing is sent where the first was done, too', async () => {
    const { gate, asked } = gated();
    const first = watched(gate(off, {}));
    const second = watched(gate(on, {}));
    asked[0]!.answer.resolve();
    await settle();
    expect([first.is, second.is, asked.map(({ change }) => change)]).toEqual(['done', 'open', [off, on]]);
    asked[1]!.answer.resolve();
    await settle();
    expect(second.is).toBe('done');
  });

  test('that waits for the first is never sent once it was taken back', async () => {
    const { gate, asked } = gated();
    void gate(off, {});
    const takenBack = new AbortController();
    const second = watched(gate(on, { signal: takenBack.signal }));
    await settle();
    takenBack.abort();
    await settle();
    expect(second.is).toBe('aborted');
    asked[0]!.answer.resolve();
    await settle();
    expect(asked.map(({ change }) => change)).toEqual([off]);
  });

  test('of another thing waits for nothing', () => {
    const { gate, asked } = gated();
    void gate(off, {});
    void gate(other, {});
    expect(asked.map(({ change }) => change)).toEqual([off, other]);
  });

  test('that was taken back before it began is not begun', async () => {
    const { gate, asked } = gated();
    expect(watched(gate(off, { signal: AbortSignal.abort() })).is).toBe('open');
    await settle();
    expect(asked).toEqual([]);
  });
});
