import { spawn } from 'node:child_process';

/** A program that hangs must not hold up the user. */
const longestRun = 3_000;

/** Runs a program without a shell, with text as its input and no output: whether it ended with exit code 0 in time. */
export function feedProgram(argv: readonly string[], input: string, timeout: number = longestRun): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const [program = '', ...parameters] = argv;
  try {
    const child = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'ignore'], timeout });
    child.on('error', () => resolve(false));
    // Not close: xclip and wl-copy leave a process of their own behind that keeps the pipes.
    child.on('exit', (code) => resolve(code === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  } catch {
    resolve(false);
  }
  return promise;
}
