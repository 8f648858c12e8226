import type { ThemeWish } from '../domain/look.ts';
import type { Own } from '../domain/own.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { type Period, periods } from '../domain/time.ts';
import type { AlertSettings } from '../domain/watch/alerts/settings.ts';
import { type AlertTrouble, alertsOf } from './alerts.ts';
import type { CheckedConfig } from './check.ts';
import { chooseProfile, type Remembered } from './choose-profile.ts';
import { type CollectSettings, collectOf } from './collect.ts';
import { unnamed } from './kept-token.ts';
import { ownOf } from './own.ts';
import { type ConfigProblem, problemAt } from './problem.ts';
import { type ProfileFacts, profileFacts } from './profile-facts.ts';
import type { Allowance, ConfigContent, ProfileContent } from './shape.ts';
import type { TokenSource } from './token.ts';
import { UsageError } from './usage-error.ts';
import { isExposed, isWebAddress, withoutLogin } from './web-address.ts';

/** Options of the command line, as commander gives them: absent when not named. */
export interface Flags {
  readonly demo?: boolean | undefined;
  readonly scenario?: string | undefined;
  readonly profile?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly period?: string | undefined;
  readonly write?: boolean | undefined;
  /** False after --no-color. */
  readonly color?: boolean | undefined;
  readonly ascii?: boolean | undefined;
  readonly debug?: boolean | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that decides how segtop runs. */
export interface Settings {
  readonly mode: 'demo' | 'api' | 'first-run';
  /** Name of the profile: what favorites are kept under. The token of the environment has the profile `default`. */
  readonly profile: SafeText;
  readonly apiUrl?: string | undefined;
  /** Unset: found by asking. */
  readonly region?: 'us' | 'eu' | undefined;
  /** Set in mode api. */
  readonly token?: TokenSource | undefined;
  readonly scenario: string;
  readonly period: Period;
  readonly write: boolean;
  readonly color: boolean;
  readonly ascii: boolean;
  readonly accent?: string | undefined;
  /** Name of a theme, and the themes of the user's own. */
  readonly theme: string;
  readonly themes: Readonly<Record<string, ThemeWish>>;
  /** The mouse works from the start. */
  readonly mouse: boolean;
  /** Rows that are new or in another state are marked for a while. */
  readonly changeMarks: boolean;
  readonly nerd: boolean;
  /** Graphs are drawn with dots. */
  readonly braille: boolean;
  readonly allowance: Allowance;
  readonly alerts: AlertSettings;
  /** Who the user is in the audit trail: an e-mail address, or a token as `public-api-token/…`. */
  readonly me?: SafeText | undefined;
  /** Interval of a resource in ms, where the user set one. */
  readonly refresh: Readonly<Record<string, number>>;
  /** Keys by command id; null takes the command's keys away. */
  readonly keys: Readonly<Record<string, string | readonly string[] | null>>;
  /** Commands, aliases and hotkeys of the user's own. */
  readonly own: Own;
  /** Where changes are allowed a log is always kept: it tells what was changed. */
  readonly log?: LogLevel | undefined;
  /** What `segtop serve` may keep of the events that are sent to it. */
  readonly collect?: CollectSettings | undefined;
  /** Collections of failure logs by destination. */
  readonly failureLogs: Readonly<Record<string, string>>;
  readonly profiles: readonly ProfileFacts[];
  /** Several profiles, and nothing says which: the list comes before anything else (W-02). */
  readonly choose: boolean;
  readonly problems: readonly SafeText[];
}

/**
 * Resolves how segtop runs: option, else environment, else profile, else configuration, else what was remembered, else
 * the default. Pure; reads no file and no token.
 * @throws UsageError for an option or variable with a value that is not allowed
 */
export function resolveSettings(
  env: Environment,
  flags: Flags,
  checked: CheckedConfig,
  remembered: Remembered = {},
): Settings {
  const { config, problems } = checked;
  const demo = flags.demo === true || flags.scenario !== undefined;
  if (!demo) refuseEmpty(env, flags);
  const chosen = chooseProfile(env, flags, config, remembered);
  const profile: ProfileContent = chosen.profile ?? {};
  const apiUrl = apiUrlOf(env, flags) ?? profile.apiUrl;
  const mode = demo ? 'demo' : chosen.token ? 'api' : 'first-run';
  const write = mayWrite(flags, profile, chosen.name, demo);
  const { alerts, problems: ofAlerts } = alertsOf(config.alerts, profile.alerts, chosen.name);
  return {
    mode,
    profile: demo ? t`demo` : sanitise(chosen.name, 60),
    apiUrl: apiUrl?.replace(/\/+$/, ''),
    region: profile.region,
    token: mode === 'api' ? chosen.token : undefined,
    scenario: flags.scenario ?? 'everything',
    period: periodOf(flags) ?? config.period ?? remembered.period ?? '24h',
    write,
    color: flags.color !== false && !env.NO_COLOR,
    ascii: flags.ascii === true || env.TERM === 'dumb' || config.glyphs === 'ascii',
    accent: profile.accent,
    ...screenOf(config),
    me: profile.me === undefined ? undefined : sanitise(profile.me, 200),
    allowance: { ...config.allowance, ...profile.allowance },
    alerts,
    refresh: config.refresh ?? {},
    keys: config.keys ?? {},
    own: ownOf(config),
    failureLogs: { ...config.failureLogs, ...profile.failureLogs },
    collect: mode === 'api' ? collectOf(env, chosen) : undefined,
    log: logOf(env, flags) ?? (write && !demo ? 'info' : undefined),
    profiles: profileFacts(config),
    choose: mode === 'api' && chosen.open === true,
    problems: [
      ...problems.map(({ message }) => message),
      ...(demo ? [] : chosen.problems),
      ...ofAlerts.map((trouble) => alertProblem(checked, trouble).message),
      ...(mode === 'api' && apiUrl && isExposed(apiUrl)
        ? [t`The token is sent unencrypted to ${sanitise(apiUrl)}; use https.`]
        : []),
    ],
  };
}

/** What is wrong in the alerts of any profile, each once. */
export function alertProblems(checked: CheckedConfig): readonly ConfigProblem[] {
  const { alerts, profiles } = checked.config;
  const all = Object.entries<ProfileContent>(profiles ?? { [unnamed]: {} }).flatMap(([name, own]) =>
    alertsOf(alerts, own.alerts, name).problems.map((trouble) => alertProblem(checked, trouble)),
  );
  return [...new Map(all.map((problem) => [problem.message, problem])).values()];
}

const alertProblem = ({ file, positionOf }: CheckedConfig, { path, words }: AlertTrouble): ConfigProblem =>
  problemAt(file ?? 'the configuration', path, words, positionOf?.(path, 'value'));

/** How the screen looks, and what works on it. */
const screenOf = (
  config: ConfigContent,
): Pick<Settings, 'theme' | 'themes' | 'mouse' | 'changeMarks' | 'nerd' | 'braille'> => ({
  theme: config.theme ?? 'ansi',
  themes: config.themes ?? {},
  mouse: config.mouse === true,
  changeMarks: config.changeMarks !== false,
  nerd: config.glyphs === 'nerd',
  braille: config.glyphs === 'braille',
});

/** A variable that is set to nothing is a mistake and not the same as unset: without it another workspace would be opened. */
function refuseEmpty(env: Environment, flags: Flags): void {
  const isEmpty = (name: string) => env[name]?.trim() === '';
  if (flags.profile === undefined && isEmpty('SEGTOP_PROFILE'))
    throw new UsageError('SEGTOP_PROFILE', '', 'the name of a profile, or leave it unset');
  if (flags.apiUrl === undefined && isEmpty('SEGTOP_API_URL'))
    throw new UsageError('SEGTOP_API_URL', '', 'an https:// or http:// address, or leave it unset');
  if (flags.profile === undefined && isEmpty('SEGTOP_TOKEN'))
    throw new UsageError('SEGTOP_TOKEN', '', 'a Public API token, or leave it unset');
}

/** The address from the command line or the environment; the profile's own has been checked with its file. */
function apiUrlOf(env: Environment, flags: Flags): string | undefined {
  const given: readonly (readonly [string, string | undefined])[] = [
    ['--api-url', flags.apiUrl],
    ['SEGTOP_API_URL', env.SEGTOP_API_URL || undefined],
  ];
  for (const [option, value] of given) {
    if (value === undefined) continue;
    if (!isWebAddress(value)) throw new UsageError(option, withoutLogin(value), 'an https:// or http:// address');
    return value;
  }
  return undefined;
}

function periodOf({ period }: Flags): Period | undefined {
  if (period === undefined) return undefined;
  const known = periods.find((one) => one === period);
  if (!known) throw new UsageError('--period', period, periods.join(' or '));
  return known;
}

/** Changes are allowed by the option or by the profile; `readOnly` wins over both. The demo changes nothing of anybody's. */
function mayWrite(flags: Flags, profile: ProfileContent, name: string, demo: boolean): boolean {
  if (demo) return flags.write === true;
  if (flags.write === true && profile.readOnly)
    throw new UsageError(
      '--write',
      `${name}, a readOnly profile`,
      'a profile without readOnly, or leave the option out',
    );
  return flags.write === true || (profile.write === true && profile.readOnly !== true);
}

function logOf(env: Environment, flags: Flags): LogLevel | undefined {
  const asked = env.SEGTOP_LOG;
  if (!asked) return flags.debug ? 'debug' : undefined;
  const level = logLevels.find((one) => one === asked.toLowerCase());
  if (!level) throw new UsageError('SEGTOP_LOG', asked, logLevels.join(', '));
  return flags.debug && level !== 'trace' ? 'debug' : level;
}
