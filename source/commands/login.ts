import { isProfileName, keepToken, keptTokenFile } from '../config/kept-token.ts';
import { UsageError } from '../config/usage-error.ts';
import { problemOf, ReadError } from '../domain/problem.ts';
import { t } from '../domain/text.ts';
import { lineInput } from '../keys/line-input.ts';
import { secrets } from '../log/redact.ts';
import { isInteractive } from '../terminal/capabilities.ts';
import { readSecret } from '../terminal/read-secret.ts';
import { systemClock } from '../workspace/polling/clock.ts';
import { exitCode } from './exit-codes.ts';
import { defaultTimeout, type GlobalOptions } from './global-options.ts';
import { loadSettings } from './load-settings.ts';
import { oneShot } from './one-shot.ts';

/**
 * `segtop login [NAME]`: takes a token from the terminal, or from a pipe, tries it, and keeps it as the profile NAME.
 * @throws UsageError for a name that cannot be one, or a token that is none
 */
export function login(name: string | undefined, options: GlobalOptions): Promise<void> {
  return oneShot(() => kept(name, options));
}

async function kept(name: string | undefined, options: GlobalOptions): Promise<void> {
  if (name !== undefined && !isProfileName(name))
    throw new UsageError(
      'profile',
      name,
      'up to 40 letters, digits, dots, dashes and underscores, the first a letter or digit',
    );
  const { settings, paths } = await loadSettings(options);
  // The address of another profile must not be used for this token.
  const own = name === undefined || options.profile === name || settings.profile === name;
  const apiUrl = own ? settings.apiUrl : (options.apiUrl ?? process.env.SEGTOP_API_URL);
  const asked = isInteractive(process.stdin, process.stderr);
  const question = asked ? 'Public API token: ' : '';
  const heard = lineInput(() => performance.now());
  const token = (await readSecret(process.stdin, process.stderr, question, heard)).trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError('token', '(hidden)', 'one word, as Segment shows it');
  secrets.register(token);
  const { checkToken } = await import('./backends.ts');
  try {
    const { workspace, region } = await checkToken(token, {
      apiUrl,
      signal: AbortSignal.timeout(options.timeout ?? defaultTimeout),
      clock: systemClock,
    });
    await keepToken(paths.configDir, token, name);
    const where = region === undefined ? '' : ` (${region.toUpperCase()})`;
    process.stdout.write(`${workspace.name}${where}: kept in ${keptTokenFile(paths.configDir, name)}\n`);
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    const { kind, message } = problemOf(thrown, t`GET /`);
    const refused = kind === 'no-access' || kind === 'not-found';
    process.stderr.write(`segtop: ${refused ? 'no region knows this token' : message}; nothing was kept\n`);
    process.exitCode = exitCode.noAnswer;
  }
}
