import { spawn } from 'node:child_process';

/** How a program of the user's own ended. */
export type Ended =
  | { readonly kind: 'absent'; readonly code: string }
  /** `code` is undefined where a signal ended it. */
  | { readonly kind: 'ended'; readonly code: number | undefined; readonly output: string; readonly cut: boolean }
  | { readonly kind: 'late' };

/** A program that runs. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Ends it with all that it started. */
  kill(): void;
}

/** More output than this is not kept, characters. */
const longestOutput = 1 << 20;
const longestRun = 60_000;

/** Secrets of segtop, which no other program has business with. */
const secretNames = ['SEGTOP_TOKEN', 'SEGTOP_COLLECT_SECRET'];

/** The environment of a program without segtop's secrets, and without the colours that segtop asked itself for. */
export const programEnvironment = (env: NodeJS.ProcessEnv, plain: boolean): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !secretNames.includes(name) && name !== 'FORCE_COLOR')),
  ...(plain ? { NO_COLOR: '1' } : {}),
});

/**
 * Runs a program without a shell, with nothing to read and without a terminal: not even one that opens /dev/tty reaches the dashboard's.
 * @param keeps whether what it prints is kept; then it may run so many ms
 */
export function runProgram(argv: readonly string[], keeps: boolean, timeout: number = longestRun): Running {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const [program = '', ...parameters] = argv;
  const isGroup = process.platform !== 'win32';
  const options = { detached: isGroup, windowsHide: true, env: programEnvironment(process.env, true) } as const;
  let kill = (): void => undefined;
  try {
    const child = keeps
      ? spawn(program, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(program, parameters, { ...options, stdio: 'ignore' });
    let output = '';
    let cut = false;
    let isOver = false;
    const take = (chunk: string): void => {
      cut ||= output.length + chunk.length > longestOutput;
      output = (output + chunk).slice(0, longestOutput);
    };
    kill = () => {
      // One that has ended may have left others, which hold its pipes open.
      if (child.pid === undefined || isOver) return;
      try {
        process.kill(isGroup ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const timer = keeps
      ? setTimeout(() => {
          resolve({ kind: 'late' });
          kill();
        }, timeout)
      : undefined;
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ kind: 'absent', code: error.code ?? 'unknown' });
    });
    child.on(keeps ? 'close' : 'exit', (code) => {
      isOver = true;
      clearTimeout(timer);
      resolve({ kind: 'ended', code: code ?? undefined, output, cut });
    });
    if (!keeps) child.unref();
  } catch (thrown) {
    resolve({ kind: 'absent', code: String((thrown as NodeJS.ErrnoException).code ?? 'unknown') });
  }
  return { ended: promise, kill: () => kill() };
}

/** ms in which nobody can have read anything. */
const atOnce = 800;

/** Keys that are signals are meant for the program. */
const ignore = (): void => undefined;

/**
 * Runs a program on the terminal that the dashboard has given away; one that is over at once or failed leaves what it printed there until
 * a key is pressed.
 */
export async function runOnTerminal(
  argv: readonly string[],
  anyKey: () => Promise<void>,
  within: number = atOnce,
): Promise<Ended> {
  const [program = '', ...parameters] = argv;
  const { promise, resolve } = Promise.withResolvers<Ended>();
  process.on('SIGINT', ignore);
  const since = performance.now();
  try {
    const child = spawn(program, parameters, { stdio: 'inherit', env: programEnvironment(process.env, false) });
    child.on('error', (error: NodeJS.ErrnoException) => resolve({ kind: 'absent', code: error.code ?? 'unknown' }));
    child.on('exit', (code) => resolve({ kind: 'ended', code: code ?? undefined, output: '', cut: false }));
  } catch (thrown) {
    resolve({ kind: 'absent', code: String((thrown as NodeJS.ErrnoException).code ?? 'unknown') });
  }
  const ended = await promise.finally(() => process.off('SIGINT', ignore));
  if (ended.kind === 'ended' && (ended.code !== 0 || performance.now() - since < within)) await anyKey();
  return ended;
}
