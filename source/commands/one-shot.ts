import { exitCode } from './exit-codes.ts';
import { reportFailure } from './report-failure.ts';

type Output = Pick<NodeJS.WriteStream, 'write'>;

/**
 * Runs a command that answers once. Whatever happens in it, also in a timer or a promise that nobody holds, the program ends: with
 * the code that the command set, or with one line and the code of the failure. Nothing that is still open keeps it running.
 */
export async function oneShot(command: () => Promise<void>): Promise<void> {
  const fault = Promise.withResolvers<never>();
  process.on('uncaughtException', fault.reject).on('unhandledRejection', fault.reject);
  try {
    await Promise.race([command(), fault.promise]);
  } catch (thrown) {
    reportFailure(thrown);
  }
  const failure = await written(process.stdout);
  if (failure) outputFailed(failure);
  await written(process.stderr);
  process.exit();
}

/** Waits until all output has been written; resolves to the reason where it cannot be. */
function written(output: Output): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => void output.write('', (error) => resolve(error ?? undefined)));
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EIO: 'the terminal is gone',
};

/** Ends the program when its output cannot be written. A reader that has seen enough, such as head, is no failure. */
export function outputFailed({ code = 'unknown error' }: NodeJS.ErrnoException): never {
  if (code !== 'EPIPE') {
    process.stderr.write(`segtop: the output cannot be written: ${reasons[code] ?? code}\n`);
    process.exitCode = exitCode.noAnswer;
  }
  process.exit();
}
