import type { CheckedConfig } from '../config/check.ts';
import type { Remembered } from '../config/choose-profile.ts';
import { configFile } from '../config/config-file.ts';
import { keptProfiles, keptToken, keptTokenFile, unnamed } from '../config/kept-token.ts';
import { type Environment, resolveSettings, type Settings } from '../config/settings.ts';
import { type SafeText, sanitise } from '../domain/text.ts';
import type { ReportProblem } from '../storage/document.ts';
import { type Paths, pathsOf } from '../storage/paths.ts';
import { openPreferences, type Preferences } from '../storage/preferences.ts';
import { limitToAscii } from '../terminal/ascii-output.ts';
import { asciiOnly } from '../theme/color-level.ts';
import { stringWidth } from '../theme/string-width.ts';
import { wholeConfig } from './configuration/whole.ts';
import type { GlobalOptions } from './global-options.ts';
import { ownEnvironment } from './own-environment.ts';

/** How this run is to go, and what the user should be told about the files it was read from. */
export interface Loaded {
  readonly settings: Settings;
  readonly paths: Paths;
  readonly preferences: Preferences;
  readonly problems: readonly SafeText[];
  /** Sets who is called with problems of the preferences from now on. */
  readonly listen: (report: ReportProblem) => void;
  /** Where the user's configuration is, or would be. */
  readonly configFile: SafeText;
  /** The configuration as it was read. */
  readonly checked: CheckedConfig;
  readonly environment: Environment;
  readonly remembered: Remembered;
}

/**
 * Reads configuration and preferences in their order of precedence.
 * @param periodOfLastTime whether the period of the last dashboard counts: a command for scripts must not change with it
 * @param env in place of that of this process
 */
export async function loadSettings(
  options: GlobalOptions,
  {
    periodOfLastTime = true,
    env = ownEnvironment(process.env),
  }: { readonly periodOfLastTime?: boolean; readonly env?: Environment } = {},
): Promise<Loaded> {
  const paths = pathsOf(env);
  const problems: SafeText[] = [];
  const config = await withKept(await wholeConfig(paths.configDir, options.config), paths.configDir);
  let report: ReportProblem = ({ message }) => void problems.push(message);
  const preferences = await openPreferences(paths.stateDir, (problem) => report(problem));
  const remembered = {
    ...preferences.get(),
    ...(periodOfLastTime ? {} : { period: undefined }),
    tokenFile: await keptToken(paths.configDir),
  };
  const settings = resolveSettings(env, options, config, remembered);
  if (asciiOnly(env, settings.ascii || undefined)) limitToAscii([process.stdout, process.stderr], stringWidth);
  const file = sanitise(config.file ?? (await configFile(paths.configDir, options.config)));
  const listen = (next: ReportProblem) => {
    report = next;
  };
  return {
    settings,
    paths,
    preferences,
    problems: [...settings.problems, ...problems],
    listen,
    configFile: file,
    checked: config,
    environment: env,
    remembered,
  };
}

/**
 * The configuration as its file is now, for a dashboard that is open; undefined settings where it cannot be used.
 * @throws UsageError as at a start
 */
export async function settingsAgain(
  options: GlobalOptions,
  { paths, environment, remembered }: Pick<Loaded, 'paths' | 'environment' | 'remembered'>,
): Promise<{ readonly settings?: Settings | undefined; readonly problems: readonly SafeText[] }> {
  const read = await wholeConfig(paths.configDir, options.config);
  const problems = read.problems.map(({ message }) => message);
  if (read.broken) return { problems };
  const checked = await withKept(read, paths.configDir);
  const settings = resolveSettings(environment, options, checked, remembered);
  return { settings, problems: settings.problems };
}

/** Tokens that `segtop login NAME` has kept are profiles too, and give one of the configuration the token it lacks. */
async function withKept(checked: CheckedConfig, configDir: string): Promise<CheckedConfig> {
  const { config } = checked;
  const profiles = { ...config.profiles };
  const isUnnamedKept = Object.hasOwn(profiles, unnamed) && (await keptToken(configDir)) !== undefined;
  for (const name of [...(await keptProfiles(configDir)), ...(isUnnamedKept ? [unnamed] : [])]) {
    const { token, tokenCommand, tokenFile } = profiles[name] ?? {};
    if (token ?? tokenCommand ?? tokenFile) continue;
    profiles[name] = { ...profiles[name], tokenFile: keptTokenFile(configDir, name) };
  }
  return Object.keys(profiles).length > 0 ? { ...checked, config: { ...config, profiles } } : checked;
}
