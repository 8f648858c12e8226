import { spawn } from 'node:child_process';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { splitArgv } from './argv.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The pagers to try in order: the user's, then those that every system has one of. */
export function pagers(env: Environment): readonly (readonly string[])[] {
  const own = splitArgv(env.SEGTOP_PAGER || env.PAGER || '');
  return [...(own.length > 0 ? [own] : []), ['less', '-R'], ['more']];
}

export interface PagerHost {
  readonly env: Environment;
  /** Starts a program on the terminal with the text as its input; resolves to false when it does not exist. */
  readonly start: (argv: readonly string[], input: string) => Promise<boolean>;
}

/**
 * Shows lines in a pager and waits until it is closed. The lines are safe, reach the pager on its input only, and no
 * shell is involved. To be called while Ink has given the terminal away. Never rejects.
 */
export async function showInPager(
  lines: readonly SafeText[],
  host: PagerHost = { env: process.env, start: startOnTerminal },
): Promise<{ readonly ok: boolean; readonly message?: SafeText }> {
  const tried = pagers(host.env);
  for (const argv of tried) {
    if (await host.start(argv, `${lines.join('\n')}\n`)) return { ok: true };
  }
  return { ok: false, message: t`no pager found: ${sanitise(tried.map(([program]) => program).join(', '))}` };
}

/** Ctrl+c in the pager is the pager's: it reaches every program on the terminal, and must not end this one. */
const ignore = (): void => undefined;

export function startOnTerminal(argv: readonly string[], input: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const [program = '', ...parameters] = argv;
  process.on('SIGINT', ignore);
  try {
    const child = spawn(program, parameters, { stdio: ['pipe', 'inherit', 'inherit'] });
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
    // The pager may be closed before it has read everything.
    child.stdin?.on('error', ignore);
    child.stdin?.end(input);
  } catch {
    resolve(false);
  }
  return promise.finally(() => process.off('SIGINT', ignore));
}
