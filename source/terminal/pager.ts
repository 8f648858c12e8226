import { spawn } from 'node:child_process';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { splitArgv } from './argv.ts';
import { programEnvironment } from './own-program.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The pagers to try in order: the user's, then those that every system has one of. */
export function pagers(env: Environment): readonly (readonly string[])[] {
  const own = splitArgv(env.SEGTOP_PAGER || env.PAGER || '');
  return [...(own.length > 0 ? [own] : []), ['less', '-R'], ['more']];
}

/** How a pager ended: `absent` where there is none of that name, `atOnce` where nobody can have read it, as with `cat`. */
export type PagerEnd = 'absent' | 'atOnce' | 'left';

export interface PagerHost {
  readonly env: Environment;
  /** Starts a program on the terminal with the text as its input. */
  readonly start: (argv: readonly string[], input: string) => Promise<PagerEnd>;
  /** Says that a key goes back, and waits for it. */
  readonly anyKey: () => Promise<void>;
}

/**
 * Shows lines in a pager and waits until it is closed; one that only prints leaves what it printed there until a key is pressed.
 * The lines are safe, reach the pager on its input only, and no shell is involved. To be called while the dashboard has given
 * the terminal away. Never rejects.
 * @returns why nothing could be shown, if so
 */
export async function showInPager(lines: readonly SafeText[], host: PagerHost): Promise<SafeText | undefined> {
  const tried = pagers(host.env);
  for (const argv of tried) {
    const end = await host.start(argv, `${lines.join('\n')}\n`);
    if (end === 'absent') continue;
    if (end === 'atOnce') await host.anyKey();
    return undefined;
  }
  return t`no pager found: ${sanitise(tried.map(([program]) => program).join(', '))}`;
}

/** Ctrl+c in the pager is meant for the pager: it reaches every program of the terminal, and must not end this one. */
const ignore = (): void => undefined;

/**
 * ms that reading takes at the very least, counted from when the pager had taken the whole text, so that a slow line does not
 * pass for reading; a pager closed before that is counted from its start.
 */
const atOnce = 800;

export function startOnTerminal(argv: readonly string[], input: string, within: number = atOnce): Promise<PagerEnd> {
  const { promise, resolve } = Promise.withResolvers<PagerEnd>();
  const [program = '', ...parameters] = argv;
  process.on('SIGINT', ignore);
  let since = performance.now();
  try {
    const env = programEnvironment(process.env, false);
    const child = spawn(program, parameters, { stdio: ['pipe', 'inherit', 'inherit'], env });
    child.on('error', () => resolve('absent'));
    child.on('close', () => resolve(performance.now() - since < within ? 'atOnce' : 'left'));
    // The pager may be closed before it has read everything.
    child.stdin?.on('error', ignore);
    child.stdin?.on('finish', () => {
      since = performance.now();
    });
    child.stdin?.end(input);
  } catch {
    resolve('absent');
  }
  return promise.finally(() => process.off('SIGINT', ignore));
}
