import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onExit from 'signal-exit';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { splitArgv } from './argv.ts';
import type { Ended } from './own-program.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The editors to try in order: the user's, then those that systems have one of. */
export function editors(env: Environment): readonly (readonly string[])[] {
  const own = [env.VISUAL, env.EDITOR].map((line) => splitArgv(line ?? '')).filter(({ length }) => length > 0);
  return [...own, ['vi'], ['nano']];
}

export interface EditorHost {
  readonly env: Environment;
  /** Runs a program on the terminal until it ends. */
  readonly start: (argv: readonly string[]) => Promise<Ended>;
  /** Where the file of a moment is made. */
  readonly folder?: string;
}

/**
 * Shows lines in the user's editor and waits until it ends. What it opens is a copy that only its owner can read and nobody can
 * write, in a folder of its own; both are gone afterwards, also where this process is ended meanwhile. No shell is involved. To be
 * called while the dashboard has given the terminal away. Never rejects.
 * @param name of the file, without a folder
 * @returns why nothing could be shown, if so
 */
export async function showInEditor(
  lines: readonly SafeText[],
  name: SafeText,
  { env, start, folder = tmpdir() }: EditorHost,
): Promise<SafeText | undefined> {
  let own: string | undefined;
  const remove = (): void => {
    if (own !== undefined) rmSync(own, { recursive: true, force: true });
  };
  // Of a signal, too: the dashboard may be ended while the editor is open.
  const forget = onExit(remove);
  try {
    own = mkdtempSync(join(folder, 'segtop-'));
    const file = join(own, name.replaceAll('/', '-'));
    writeFileSync(file, `${lines.join('\n')}\n`, { flag: 'wx', mode: 0o400 });
    const tried = editors(env);
    for (const argv of tried) {
      const ended = await start([...argv, file]);
      if (ended.kind === 'absent') continue;
      if (ended.kind !== 'ended' || !ended.code) return undefined;
      return t`${sanitise(argv[0] ?? '')} ended with ${ended.code}`;
    }
    return t`no editor found: ${sanitise(tried.map(([program]) => program).join(', '))}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return t`no file could be made in ${sanitise(folder)} (${sanitise(code, 20)})`;
  } finally {
    forget();
    remove();
  }
}
