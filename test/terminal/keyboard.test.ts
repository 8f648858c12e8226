import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { Keyboard, type KeyboardInput, type Splitter } from '../../source/terminal/keyboard.ts';
import { settle } from '../harness/world-clock.ts';

/** Hands over each read as it is; what ends with a dot waits for more. */
function splitter(): Splitter<string> & { readonly resets: () => number } {
  let held: string | undefined;
  let at = 0;
  let resets = 0;
  return {
    push(chunk, now) {
      const text = (held ?? '') + String(chunk);
      held = text.endsWith('.') ? text : undefined;
      at = now;
      return held === undefined ? [text] : [];
    },
    flush(now) {
      if (held === undefined || now < at + 5) return [];
      const events = [`${held} alone`];
      held = undefined;
      return events;
    },
    get due() {
      return held === undefined ? undefined : at + 5;
    },
    reset() {
      held = undefined;
      resets += 1;
    },
    resets: () => resets,
  };
}

function typing() {
  const stream = new PassThrough();
  const raw: string[] = [];
  const setRawMode = (on: boolean) => void raw.push(`${on ? 'raw' : 'lines'}${stream.isPaused() ? ', paused' : ''}`);
  const input = Object.assign(stream, { setRawMode }) as unknown as KeyboardInput;
  const parts = splitter();
  let reached = Promise.resolve();
  const keyboard = new Keyboard(input, parts, () => reached);
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    reached = promise;
    return resolve;
  };
  const heard: string[] = [];
  const end = keyboard.listen((events) => void heard.push(...events));
  return { stream, raw, keyboard, heard, parts, end, hold };
}

test('reads in raw mode while it is started, and leaves both as they were', async () => {
  const { stream, raw, keyboard, heard, end } = typing();
  stream.write('a');
  await settle();
  expect([heard, raw]).toEqual([['a'], ['raw']]);
  end();
  await keyboard.stop();
  expect([stream.isPaused(), stream.listenerCount('data'), raw]).toEqual([true, 0, ['raw', 'lines, paused']]);
});

test('the terminal edits lines only when nothing reads any more: ctrl+d would be the end of the stream', async () => {
  const { raw, keyboard } = typing();
  const stopped = keyboard.stop();
  expect(raw).toEqual(['raw']);
  await stopped;
  expect(raw).toEqual(['raw', 'lines, paused']);
  keyboard.start();
  void keyboard.stop();
  keyboard.start();
  await settle();
  expect(raw).toEqual(['raw', 'lines, paused', 'raw, paused', 'raw']);
});

test('the terminal edits lines only when all that was written is on the screen: ctrl+z would throw it away', async () => {
  const { stream, raw, keyboard, hold } = typing();
  const release = hold();
  const stopped = keyboard.stop();
  await settle();
  expect([raw, stream.isPaused()]).toEqual([['raw'], true]);
  release();
  await stopped;
  expect(raw).toEqual(['raw', 'lines, paused']);
});

test('a process that ends waits for nothing to give the terminal its lines back', () => {
  const { raw, keyboard } = typing();
  keyboard.drop();
  expect(raw).toEqual(['raw', 'lines']);
});

test('takes nothing of what is typed for somebody else, and goes on after it', async () => {
  const { stream, keyboard, heard } = typing();
  const stopped = keyboard.stop();
  await stopped;
  stream.write('for the pager');
  await settle();
  expect(heard).toEqual([]);
  expect(stream.read()?.toString()).toBe('for the pager');
  keyboard.start();
  stream.write('b');
  await settle();
  expect(heard).toEqual(['b']);
});

test('a stop from inside of what it hands over leaves a stream that reads nothing', async () => {
  const stream = new PassThrough();
  const keyboard = new Keyboard(stream as unknown as KeyboardInput, splitter());
  let stopped: Promise<void> | undefined;
  keyboard.listen(() => {
    stopped = keyboard.stop();
  });
  stream.write('J');
  await vi.waitFor(() => expect(stopped).toBeDefined());
  await stopped;
  expect(stream.isPaused()).toBe(true);
});

test('started again before it has stopped it goes on reading', async () => {
  const { stream, keyboard, heard } = typing();
  const stopped = keyboard.stop();
  keyboard.start();
  await stopped;
  stream.write('a');
  await settle();
  expect(heard).toEqual(['a']);
});

test('what waits for more is decided when nothing came, and forgotten by a stop', async () => {
  const { stream, keyboard, heard, parts } = typing();
  stream.write('a.');
  await vi.waitFor(() => expect(heard).toEqual(['a. alone']));
  stream.write('b.');
  await settle();
  await keyboard.stop();
  expect(parts.resets()).toBe(1);
  keyboard.start();
  stream.write('c');
  await settle();
  expect(heard).toEqual(['a. alone', 'c']);
});

test('while it is not due yet nobody asks whether what waits stands alone', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const { stream, heard, parts } = typing();
    const flush = vi.spyOn(parts, 'flush');
    stream.write('x.');
    await settle();
    vi.advanceTimersByTime(4);
    expect([flush.mock.calls.length, heard]).toEqual([0, []]);
    vi.advanceTimersByTime(3);
    expect([flush.mock.calls.length, heard]).toEqual([1, ['x. alone']]);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
