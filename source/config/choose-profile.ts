import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { Period } from '../domain/time.ts';
import { unnamed } from './kept-token.ts';
import type { ConfigContent, ProfileContent } from './shape.ts';
import type { TokenSource } from './token.ts';
import { UsageError } from './usage-error.ts';

/** What is left as it was when nothing says otherwise. */
export interface Remembered {
  readonly lastProfile?: string | undefined;
  readonly period?: Period | undefined;
  /** File of a token that the user asked to keep: for a start without any profile. */
  readonly tokenFile?: string | undefined;
}

export interface ChosenProfile {
  readonly name: string;
  readonly profile?: ProfileContent | undefined;
  readonly token?: TokenSource | undefined;
  readonly problems: readonly SafeText[];
  /** Nothing named one of several: the user is to choose (W-02). */
  readonly open?: boolean | undefined;
}

/**
 * Which workspace to show, and with which token. A profile named on the command line brings its own token; otherwise
 * SEGTOP_TOKEN comes before every profile's, and without a named profile it takes nothing from any: a token must never be sent
 * to the address or region of another workspace.
 * @throws UsageError when a profile is named that does not exist
 */
export function chooseProfile(
  env: Readonly<Record<string, string | undefined>>,
  flags: { readonly profile?: string | undefined },
  config: ConfigContent,
  { lastProfile, tokenFile }: Pick<Remembered, 'lastProfile' | 'tokenFile'>,
): ChosenProfile {
  const environment: TokenSource | undefined = env.SEGTOP_TOKEN?.trim()
    ? { kind: 'environment', token: env.SEGTOP_TOKEN }
    : undefined;
  const named = namedProfile(env, flags, config);
  const gone = goneProfile(config);
  if (!named && environment)
    return {
      name: unnamed,
      token: environment,
      problems: [...gone, ...leftOut(config, usualProfile(config, lastProfile))],
    };
  const name = named ?? usualProfile(config, lastProfile);
  if (name === undefined)
    return { name: unnamed, token: tokenFile ? { kind: 'file', file: tokenFile } : undefined, problems: gone };
  const profile = config.profiles?.[name] ?? {};
  const own = tokenOf(profile);
  const token = flags.profile === undefined ? (environment ?? own) : (own ?? environment);
  const problems = token
    ? []
    : [t`The profile ${sanitise(name, 60)} has no token: give it token, tokenCommand or tokenFile.`];
  const isOpen = config.profile === undefined || gone.length > 0;
  const open = !named && !environment && isOpen && Object.keys(config.profiles ?? {}).length > 1;
  return { name, profile, token, problems: [...gone, ...problems], open };
}

/** That the configuration names a profile which there is not: another workspace than was meant must not be opened without a word. */
function goneProfile(config: ConfigContent): readonly SafeText[] {
  const { profile: name, profiles = {} } = config;
  if (name === undefined || has(config, name)) return [];
  const meant = nearest(name, Object.keys(profiles));
  const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant, 60)}?`;
  return [t`profile: there is no profile ${sanitise(name, 60)}${tail}`];
}

/** Keys that say where a token comes from; what else a profile says is lost with it. */
const tokenKeys: readonly string[] = ['token', 'tokenCommand', 'tokenFile'];

/** What a token of the environment leaves out of the profile that would have been opened without it. */
function leftOut({ profiles = {} }: ConfigContent, name: string | undefined): readonly SafeText[] {
  const keys = Object.keys((name !== undefined && profiles[name]) || {}).filter((key) => !tokenKeys.includes(key));
  if (name === undefined || keys.length === 0) return [];
  return [
    t`SEGTOP_TOKEN is used and no profile is named: ${sanitise(keys.join(', '))} of the profile ${sanitise(name, 60)} left out; SEGTOP_PROFILE=${sanitise(name, 60)} takes that too`,
  ];
}

function namedProfile(
  env: Readonly<Record<string, string | undefined>>,
  flags: { readonly profile?: string | undefined },
  config: ConfigContent,
): string | undefined {
  const [option, name] =
    flags.profile === undefined ? ['SEGTOP_PROFILE', env.SEGTOP_PROFILE || undefined] : ['--profile', flags.profile];
  if (name === undefined || has(config, name)) return name;
  const known = Object.keys(config.profiles ?? {});
  throw new UsageError(option, name, known.length === 0 ? 'no profile: none is configured' : known.join(', '));
}

/** The default where the user says nothing: the configured profile, the one used last, the first. */
function usualProfile(config: ConfigContent, lastProfile: string | undefined): string | undefined {
  const candidates = [config.profile, lastProfile, ...Object.keys(config.profiles ?? {})];
  return candidates.find((name) => name !== undefined && has(config, name));
}

const has = (config: ConfigContent, name: string): boolean => Object.hasOwn(config.profiles ?? {}, name);

function tokenOf({ token, tokenCommand, tokenFile }: ProfileContent): TokenSource | undefined {
  if (tokenCommand !== undefined) return { kind: 'command', command: tokenCommand };
  if (tokenFile !== undefined) return { kind: 'file', file: tokenFile };
  return token === undefined ? undefined : { kind: 'config', token };
}
