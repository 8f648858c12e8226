import type { SafeText } from './text.ts';

/** One thing that segtop itself did, without secrets. */
export interface LogLine {
  /** Grows with each line of this process. */
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly what: SafeText;
  /** What it was about: a request, or names with their values. */
  readonly about: SafeText;
  /** How a request ended: its status, or the kind of its failure. */
  readonly answer?: SafeText | undefined;
  /** How long it took, ms. */
  readonly took?: number | undefined;
}

const leastRefused = 400;

/** A refusal, a failure or a warning. */
export function isLogProblem({ level, answer }: LogLine): boolean {
  return level === 'warn' || level === 'error' || Number(answer) >= leastRefused;
}
