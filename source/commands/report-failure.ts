import { UsageError } from '../config/usage-error.ts';
import { redactedLines } from '../log/redact.ts';
import { exitCode } from './exit-codes.ts';

/** Ends a command that threw: one clear line on stderr, and the exit code of its kind. */
export function reportFailure(thrown: unknown): void {
  const [first = 'unknown error'] = redactedLines(thrown instanceof Error ? thrown.message : String(thrown));
  process.stderr.write(`segtop: ${first}\n`);
  process.exitCode = thrown instanceof UsageError ? exitCode.usage : exitCode.noAnswer;
}
