import { expect, test } from 'vitest';
import { watchFiles } from '../../source/config/watch.ts';

/** Files as texts, and a timer that goes on when it is told to. */
function stage(files: Record<string, string>) {
  let due: (() => void) | undefined;
  let changes = 0;
  const stop = watchFiles(
    Object.keys(files),
    {
      signature: (file) => Promise.resolve(files[file] ?? ''),
      setTimer: (work) => {
        due = work;
        return () => {
          due = undefined;
        };
      },
    },
    () => {
      changes += 1;
    },
  );
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    stop,
    settle,
    isWaiting: () => due !== undefined,
    look: async () => {
      await settle();
      due?.();
      await settle();
      return changes;
    },
  };
}

test('a file that has changed is told once it rests', async () => {
  const files = { a: '1' };
  const { look } = stage(files);
  expect(await look()).toBe(0);
  files.a = '2';
  expect(await look()).toBe(0);
  files.a = '3';
  expect(await look()).toBe(0);
  expect(await look()).toBe(1);
  expect(await look()).toBe(1);
});

test('a file that appears, and one that goes, is a change', async () => {
  const files: Record<string, string> = { a: '', b: '1' };
  const { look } = stage(files);
  await look();
  files.a = '1';
  await look();
  expect(await look()).toBe(1);
  files.b = '';
  await look();
  expect(await look()).toBe(2);
});

test('what comes back to what it was is no change', async () => {
  const files = { a: '1' };
  const { look } = stage(files);
  await look();
  files.a = '2';
  await look();
  files.a = '1';
  await look();
  expect(await look()).toBe(0);
});

test('after its end nothing is looked at any more', async () => {
  const { stop, look, isWaiting } = stage({ a: '1' });
  await look();
  expect(isWaiting()).toBe(true);
  stop();
  expect(isWaiting()).toBe(false);
});

test('an end in the middle of a look is one', async () => {
  const files = { a: '1' };
  const { stop, settle, look, isWaiting } = stage(files);
  stop();
  await settle();
  expect(isWaiting()).toBe(false);
  files.a = '2';
  expect(await look()).toBe(0);
});
