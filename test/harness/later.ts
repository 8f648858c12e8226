import { onTestFinished } from 'vitest';

const { startAt }: { startAt(start: number): void } = await import(
  new URL('./terminal/test-clock.mjs', import.meta.url).href
);

/** Time passes, until the test ends: the clock of this process, and of all programs that are started from now on, is so much later. @param ms how much */
export function later(ms: number): void {
  startAt(Date.now() + ms);
  onTestFinished(() => startAt(Date.now() - ms));
}
