/** Fixed ms, or a range out of which each request draws. */
export type Latency = number | readonly [least: number, most: number];

/** The wait before one answer. A live warehouse login takes five times as long, as with the API (rule 27). */
export function waitFor(latency: Latency, operation: string | undefined, random: () => number): number {
  const [least, most] = typeof latency === 'number' ? [latency, latency] : latency;
  const wait = least + (most - least) * random();
  return Math.round(operation?.endsWith('/connection-state') ? wait * 5 : wait);
}

/** Waits, or stops waiting at once when the signal says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
