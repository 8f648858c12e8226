import { isProfileName, keepToken, keptTokenFile, unnamed } from '../config/kept-token.ts';
import type { Environment } from '../config/settings.ts';
import type { ProfileContent } from '../config/shape.ts';
import { UsageError } from '../config/usage-error.ts';
import { isExposed } from '../config/web-address.ts';
import { problemOf, ReadError } from '../domain/problem.ts';
import { sanitise, t } from '../domain/text.ts';
import { lineInput } from '../keys/line-input.ts';
import { secrets } from '../log/redact.ts';
import { isInteractive } from '../terminal/capabilities.ts';
import { readSecret } from '../terminal/read-secret.ts';
import { systemClock } from '../workspace/polling/clock.ts';
import { exitCode } from './exit-codes.ts';
import { defaultTimeout, type GlobalOptions } from './global-options.ts';
import { loadSettings } from './load-settings.ts';
import { oneShot } from './one-shot.ts';
import { ownEnvironment } from './own-environment.ts';

/**
 * `segtop login [NAME]`: takes a token from the terminal, or from a pipe, tries it, and keeps it as the profile NAME.
 * @throws UsageError for a name that cannot be one, or a token that is none
 */
export function login(name: string | undefined, options: GlobalOptions): Promise<void> {
  return oneShot(() => kept(name ?? options.profile, options));
}

async function kept(name: string | undefined, { profile: _, ...options }: GlobalOptions): Promise<void> {
  if (name !== undefined && !isProfileName(name))
    throw new UsageError(
      'profile',
      name,
      'up to 40 letters, digits, dots, dashes and underscores, the first a letter or digit, and not .tmp at the end',
    );
  // A token that there is, and a profile that there is not yet, do not matter to one that is to be kept.
  const env: Environment = { ...ownEnvironment(process.env), SEGTOP_TOKEN: undefined, SEGTOP_PROFILE: undefined };
  const { checked, paths } = await loadSettings(options, { env });
  const { profiles = {} } = checked.config;
  const apiUrl = (options.apiUrl ?? (env.SEGTOP_API_URL || addressOf(name, profiles)))?.replace(/\/+$/, '');
  if (apiUrl !== undefined && isExposed(apiUrl)) say(`The token is sent unencrypted to ${apiUrl}; use https.`);
  const asked = isInteractive(process.stdin, process.stderr);
  const question = asked ? 'Public API token: ' : '';
  const heard = lineInput(() => performance.now());
  const token = (await readSecret(process.stdin, process.stderr, question, heard)).trim();
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new UsageError('token', token === '' ? undefined : '(hidden)', 'one word, as Segment shows it');
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
    const why = unusedWhy(name, profiles, keptTokenFile(paths.configDir, name));
    if (why !== undefined) say(why);
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    const { kind, message } = problemOf(thrown, t`GET /`);
    const refused = kind === 'no-access' || kind === 'not-found';
    process.stderr.write(`segtop: ${refused ? 'no region knows this token' : message}; nothing was kept\n`);
    process.exitCode = exitCode.noAnswer;
  }
}

const say = (text: string): void => void process.stderr.write(`segtop: ${sanitise(text)}\n`);

type Profiles = Readonly<Record<string, ProfileContent>>;

/** The profile that has a token which is kept under this name, where the configuration has that profile. */
const profileOf = (name: string | undefined, profiles: Profiles): ProfileContent | undefined =>
  Object.hasOwn(profiles, name ?? unnamed) ? profiles[name ?? unnamed] : undefined;

/** The address that the token will be used with: that of another profile must not see it. */
export const addressOf = (name: string | undefined, profiles: Profiles): string | undefined =>
  profileOf(name, profiles)?.apiUrl;

/** Why a token that is kept will not be used, where it will not. */
export function unusedWhy(name: string | undefined, profiles: Profiles, file: string): string | undefined {
  const profile = profileOf(name, profiles);
  if (profile === undefined) {
    const isNamed = name !== undefined && name !== unnamed;
    if (isNamed || Object.keys(profiles).length === 0) return undefined;
    return 'it is not used while there are profiles: segtop login NAME keeps it as one';
  }
  const { tokenCommand, tokenFile, token } = profile;
  const own = { tokenCommand, tokenFile: tokenFile === file ? undefined : tokenFile, token };
  const [key] = Object.entries(own).find(([, value]) => value !== undefined) ?? [];
  return key && `it is not used: the profile ${name ?? unnamed} has ${key} in the configuration, which comes before it`;
}
