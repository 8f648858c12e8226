import { setFlagsFromString } from 'node:v8';

/** V8 that knows the flag, which is that of Node 26: one that does not would write an error of its own over the screen. */
const known = 14;

/**
 * What V8 is told so that it notes from the second run of a function, and not from the eighth, what to compile it for: most keys of a
 * page run what has run but a few times.
 * @param v8 the version as Node tells it
 */
export function earlyFeedback(v8: string): readonly string[] {
  return Number.parseInt(v8, 10) >= known ? ['--invocation-count-for-feedback-allocation=2'] : [];
}

/** Call it before much is loaded: what has been compiled is kept with the flags that it was compiled with. */
export function learnEarly(): void {
  for (const flag of earlyFeedback(process.versions.v8)) setFlagsFromString(flag);
}
