/** Stops a timer; a second call does nothing. */
type Cancel = () => void;

/** Time that moves only when a test says so. */
export interface FakeClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `fn` once, `ms` from now (0 or less: at the next `advance`, even `advance(0)`). */
  setTimer(fn: () => void, ms: number): Cancel;
  /** Moves time on: due timers run in order of time, then of setting, each followed by every promise it set off. */
  advance(ms: number): Promise<void>;
  /** How many timers wait: 0 after a clean shutdown. */
  pending(): number;
  /** The time of the next timer. */
  nextAt(): number | undefined;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => void;
}

/** Timers one `advance` may run before it counts as a loop that never ends. */
const mostTimers = 100_000;

/**
 * A clock with timers for pure code that takes time as an argument.
 * @param start the first time: milliseconds since the epoch, or an ISO date
 */
export function fakeClock(start: number | string = '2026-01-15T12:00:00Z'): FakeClock {
  let time = typeof start === 'string' ? Date.parse(start) : start;
  let order = 0;
  const timers = new Set<Timer>();
  const next = () => [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0];

  return {
    now: () => time,
    pending: () => timers.size,
    nextAt: () => next()?.at,
    setTimer(fn, ms) {
      order += 1;
      const timer: Timer = { at: time + Math.max(0, Number.isNaN(ms) ? 0 : ms), order, fn };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (let ran = 0; ; ran += 1) {
        const timer = next();
        if (timer === undefined || timer.at > end) break;
        if (ran === mostTimers) throw new Error(`more than ${mostTimers} timers ran in one advance(${ms})`);
        timers.delete(timer);
        time = Math.max(time, timer.at);
        timer.fn();
        await settle();
      }
      time = end;
    },
  };
}

/** Lets every promise that can go on without real input go on; two macrotasks, as a chain may hop through one itself. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
  await new Promise<void>((resolve) => void setImmediate(resolve));
}
