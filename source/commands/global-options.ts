import type { Flags } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { second } from '../domain/time.ts';

/** Options that every command takes. */
export type GlobalOptions = Flags & {
  readonly config?: string;
  /** When a command that answers once answers with what it has, ms. */
  readonly timeout?: number;
  /** Lines in place of a screen. */
  readonly plain?: boolean;
};

export const defaultTimeout = 30 * second;
const longestTimeout = 3600;

/** @throws UsageError */
export function timeoutOf(text: string): number {
  const seconds = /^\d{1,4}(?:\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds <= 0 || seconds > longestTimeout)
    throw new UsageError('--timeout', text, `seconds above 0 and up to ${longestTimeout}`);
  return seconds * second;
}
