import { spawn } from 'node:child_process';
import { programEnvironment } from './own-program.ts';

/** A program that hangs must not hold up the user. */
const longestRun = 3_000;

/** Runs a program without a shell, with text as its input and no output: whether it ended with exit code 0 in time. */
export function feedProgram(argv: readonly string[], input: string, timeout: number = longestRun): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const [program = '', ...parameters] = argv;
  try {
    // Without the token: xclip and wl-copy leave a process of their own behind that keeps its environment.
    const env = programEnvironment(process.env, false);
    const child = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'ignore'], timeout, env });
    child.on('error', () => resolve(false));
    // Not close: what they leave behind keeps the pipes, too.
    child.on('exit', (code) => resolve(code === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  } catch {
    resolve(false);
  }
  return promise;
}
