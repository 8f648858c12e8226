import { type CheckedConfig, isSecret, type Path } from '../../config/check.ts';
import type { Remembered } from '../../config/choose-profile.ts';
import type { AlertsContent } from '../../config/sections/alerts.ts';
import type { Environment, Settings } from '../../config/settings.ts';
import type { ProfileContent } from '../../config/shape.ts';
import { type SafeText, sanitise } from '../../domain/text.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import type { GlobalOptions } from '../global-options.ts';

/** One setting in force, and what set it. */
export interface Explained {
  readonly key: string;
  /** As JSON; secrets are never shown. */
  readonly value: string;
  readonly from: string;
}

export interface ExplainInput {
  readonly env: Environment;
  readonly options: GlobalOptions;
  readonly checked: CheckedConfig;
  readonly settings: Settings;
  readonly remembered: Pick<Remembered, 'lastProfile' | 'period'>;
}

const byDefault = 'default';
const hidden = '(hidden)';

/** Settings that options, variables and profiles may set too; the rest of the configuration is told entry by entry. */
const decided: readonly string[] = ['profiles', 'profile', 'period', 'allowance', 'alerts', 'failureLogs', '$schema'];

/** Every setting in force with where it comes from, in the order of precedence of `resolveSettings`. */
export function explain({ env, options, checked, settings, remembered }: ExplainInput): readonly Explained[] {
  const { config } = checked;
  const name: string = settings.profile;
  const own = settings.mode === 'demo' ? undefined : config.profiles?.[name];
  const inFile = (path: Path): string => placeOf(checked, path);
  const ofProfile = (key: string): string | undefined =>
    own && key in own ? inFile(['profiles', name, key]) : undefined;
  const set = (value: unknown, from: string | undefined) => (value === undefined ? undefined : from);
  const row = (key: string, value: unknown, ...from: readonly (string | undefined)[]): Explained => ({
    key,
    value: value === undefined ? '–' : JSON.stringify(value),
    from: from.find((one) => one !== undefined) ?? byDefault,
  });
  const option = (flag: string, value: unknown) => set(value, flag);
  const rows: Explained[] = [
    row('mode', settings.mode, settings.mode === 'demo' ? '--demo' : settings.token ? 'a token was found' : 'no token'),
    row(
      'profile',
      name,
      settings.mode === 'demo' ? '--demo' : undefined,
      option('--profile', options.profile),
      env.SEGTOP_PROFILE ? 'SEGTOP_PROFILE' : undefined,
      own === undefined ? 'no profile' : undefined,
      config.profile === name ? inFile(['profile']) : undefined,
      remembered.lastProfile === name ? 'the one opened last' : undefined,
      'the first one',
    ),
    {
      key: 'token',
      value: settings.token ? hidden : '–',
      from: settings.token ? tokenFrom(settings.token.kind, ofProfile) : 'none found',
    },
    row(
      'apiUrl',
      settings.apiUrl,
      option('--api-url', options.apiUrl),
      env.SEGTOP_API_URL ? 'SEGTOP_API_URL' : undefined,
      ofProfile('apiUrl'),
    ),
    row(
      'region',
      settings.region,
      ofProfile('region'),
      // Nobody is asked for the demo, without a token, or where the address is given.
      settings.mode === 'api' && settings.apiUrl === undefined ? 'found by asking' : undefined,
    ),
    row(
      'period',
      settings.period,
      option('--period', options.period),
      config.period && inFile(['period']),
      set(remembered.period, 'the one left last'),
    ),
    row(
      'write',
      settings.write,
      option('--write', options.write),
      own?.readOnly ? ofProfile('readOnly') : undefined,
      ofProfile('write'),
    ),
    row(
      'color',
      settings.color,
      option('--no-color', options.color === false || undefined),
      env.NO_COLOR ? 'NO_COLOR' : undefined,
    ),
    row(
      'ascii',
      settings.ascii,
      option('--ascii', options.ascii),
      env.TERM === 'dumb' ? 'TERM' : undefined,
      config.glyphs === 'ascii' ? inFile(['glyphs']) : undefined,
    ),
    row(
      'log',
      settings.log,
      env.SEGTOP_LOG?.toLowerCase() === settings.log ? set(env.SEGTOP_LOG, 'SEGTOP_LOG') : undefined,
      option('--debug', options.debug),
    ),
    row('accent', settings.accent, ofProfile('accent')),
    row('me', settings.me, ofProfile('me')),
    ...(['apiCalls', 'mtu'] as const).map((key) =>
      row(
        `allowance.${key}`,
        settings.allowance[key],
        own?.allowance?.[key] === undefined ? undefined : inFile(['profiles', name, 'allowance', key]),
        config.allowance?.[key] === undefined ? undefined : inFile(['allowance', key]),
      ),
    ),
  ];
  if (settings.collect)
    rows.push(...collectRows(settings.collect, env, own, (key) => inFile(['profiles', name, 'collect', key])));
  const rest = Object.entries(config).filter(([key]) => !decided.includes(key));
  return [
    ...rows,
    ...rest.flatMap(([key, value]) => leaves([key], value, inFile)),
    ...together(['failureLogs'], config.failureLogs, own?.failureLogs, { name, inFile }),
    ...alertRows(config.alerts, own?.alerts, { name, inFile }),
  ];
}

/** What is longer is not cut, and moves what follows it on its line. */
const widestColumn = 40;

/** The settings as lines, their columns below each other. */
export function explainedText(rows: readonly Explained[]): readonly string[] {
  const safe = rows.map(({ key, value, from }) => [sanitise(key, 80), sanitise(value, 120), sanitise(from)] as const);
  const padded = (column: 0 | 1) => {
    const width = Math.min(widestColumn, Math.max(...safe.map((row) => widthOf(row[column]))));
    return (text: SafeText) => (widthOf(text) > width ? text : padToWidth(text, width));
  };
  const [key, value] = [padded(0), padded(1)];
  return safe.map((row) => `${key(row[0])}  ${value(row[1])}  ${row[2]}`);
}

function collectRows(
  { secret, keep, days }: NonNullable<Settings['collect']>,
  env: Environment,
  own: ProfileContent | undefined,
  inFile: (key: string) => string,
): readonly Explained[] {
  const ofProfile = (key: 'secret' | 'secretCommand' | 'keep' | 'days') =>
    own?.collect?.[key] === undefined ? undefined : inFile(key);
  const secretFrom = ofProfile('secretCommand') ?? ofProfile('secret') ?? 'SEGTOP_COLLECT_SECRET';
  const keepFrom = ofProfile('keep') ?? (env.SEGTOP_COLLECT_KEEP ? 'SEGTOP_COLLECT_KEEP' : byDefault);
  return [
    { key: 'collect.secret', value: secret ? hidden : '–', from: secret ? secretFrom : byDefault },
    { key: 'collect.keep', value: JSON.stringify(keep), from: keepFrom },
    { key: 'collect.days', value: JSON.stringify(days), from: ofProfile('days') ?? byDefault },
  ];
}

/** Where the entries of a profile stand beside those of all, or in their place. */
interface Ground {
  readonly name: string;
  readonly inFile: (path: Path) => string;
}

type Entries = Readonly<Record<string, unknown>>;

/** The entries of all and those of the profile, which come before them: each one whole, with where it stands. */
function together(path: Path, all: Entries = {}, own: Entries = {}, { name, inFile }: Ground): readonly Explained[] {
  return Object.entries({ ...all, ...own }).flatMap(([key, value]) => {
    const before: Path = Object.hasOwn(own, key) ? ['profiles', name] : [];
    return leaves([...path, key], value, (each) => inFile([...before, ...each]));
  });
}

/** Channels and rules of a profile are added by their names, the rest takes the place of what counts for all: as `alertsOf` has it. */
function alertRows(all: AlertsContent = {}, own: AlertsContent = {}, ground: Ground): readonly Explained[] {
  const { channels, rules, ...rest } = all;
  const { channels: ownChannels, rules: ownRules, ...ownRest } = own;
  return [
    ...together(['alerts', 'channels'], channels, ownChannels, ground),
    ...together(['alerts', 'rules'], rules, ownRules, ground),
    ...together(['alerts'], rest, ownRest, ground),
  ];
}

function tokenFrom(
  kind: NonNullable<Settings['token']>['kind'],
  ofProfile: (key: string) => string | undefined,
): string {
  if (kind === 'environment') return 'SEGTOP_TOKEN';
  const key = { config: 'token', command: 'tokenCommand', file: 'tokenFile' }[kind];
  return ofProfile(key) ?? 'kept by segtop login';
}

function placeOf({ file = '', positionOf }: CheckedConfig, path: Path): string {
  const place = positionOf?.(path, 'key');
  return place ? `${file}:${place.line}` : file || 'kept by segtop login';
}

/** Every single value below a key. */
function leaves(path: Path, value: unknown, inFile: (path: Path) => string): readonly Explained[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).flatMap(([key, one]) => leaves([...path, key], one, inFile));
  return [
    { key: path.map(String).join('.'), value: isSecret(path) ? hidden : JSON.stringify(value), from: inFile(path) },
  ];
}
