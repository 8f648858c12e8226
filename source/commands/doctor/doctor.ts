import { release } from 'node:os';
import { join } from 'node:path';
import { version } from '../../app/version.ts';
import { configFile } from '../../config/config-file.ts';
import type { Settings } from '../../config/settings.ts';
import type { TokenSource } from '../../config/token.ts';
import { asciiJson } from '../../domain/ascii.ts';
import { sanitise } from '../../domain/text.ts';
import { isoText, second } from '../../domain/time.ts';
import { redactedLines, secrets } from '../../log/redact.ts';
import { regionUrls } from '../../segment-api/regions.ts';
import { homeOf, pathsOf } from '../../storage/paths.ts';
import { asciiText } from '../../theme/glyphs.ts';
import { serverClock, systemClock } from '../../workspace/polling/clock.ts';
import { connect } from '../connect.ts';
import { exitCode } from '../exit-codes.ts';
import { defaultTimeout, type GlobalOptions } from '../global-options.ts';
import { type Loaded, loadSettings } from '../load-settings.ts';
import { oneShot } from '../one-shot.ts';
import { ownEnvironment } from '../own-environment.ts';
import { type Access, accessOfToken } from './operations.ts';
import { type PlaceFound, placesOf, withoutHome, withoutHomes } from './places.ts';
import { type DoctorReport, doctorText, faultsOf } from './report.ts';
import { sqliteVersion, storeFault } from './store.ts';
import { proxyOf, terminalOf, variablesOf } from './surroundings.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  /** False after --no-network. */
  readonly network?: boolean;
}

/** `segtop doctor`: what is here and what this token may read. It says all it can whatever is wrong, and changes nothing. */
export function doctor(options: GlobalOptions & DoctorOptions): Promise<void> {
  return oneShot(async () => {
    const report = await examined(options);
    const ascii = report.terminal.characters === 'ascii';
    const clean = (text: string) => secrets.redact(text);
    if (options.json) {
      const text = clean(JSON.stringify(report, null, 2));
      process.stdout.write(`${ascii ? asciiJson(text) : text}\n`);
    } else {
      const text = clean(doctorText(report));
      process.stdout.write(`${ascii ? asciiText(text) : text}\n`);
    }
    process.exitCode = codeOf(report);
  });
}

/** Wrong configuration comes before no answer, that before what is wrong here; a refusal is an answer. */
export function codeOf({ configuration, mode, operations, notAsked, wrong }: DoctorReport): number {
  if (configuration.length > 0 || mode === null || mode === 'first-run') return exitCode.usage;
  const [root] = operations ?? [];
  if (root ? root.access !== 'allowed' : notAsked !== byWish) return exitCode.noAnswer;
  if (wrong.length > 0) return exitCode.failing;
  return operations?.some(({ access }) => access === 'unknown') ? exitCode.partly : exitCode.good;
}

const byWish = '--no-network';

const message = (thrown: unknown): string =>
  redactedLines(thrown instanceof Error ? thrown.message : String(thrown)).join(' ');

/** Looks at everything; what cannot be looked at is said in its place. */
export async function examined(options: GlobalOptions & DoctorOptions): Promise<DoctorReport> {
  const clock = serverClock(systemClock);
  let loaded: Loaded | undefined;
  const configuration: string[] = [];
  try {
    loaded = await loadSettings(options, { periodOfLastTime: false });
    configuration.push(...loaded.problems);
  } catch (thrown) {
    configuration.push(message(thrown));
  }
  const env = loaded?.environment ?? (await environment());
  const home = homeOf(env);
  const settings = loaded?.settings;
  const asked = await askedOf(options, loaded, clock);
  const region = asked.region ?? settings?.region ?? null;
  const address = settings?.apiUrl ?? (region ? regionUrls[region] : null);
  const proxied = address ?? regionUrls.us;
  const facts = {
    sqlite: await sqliteVersion(),
    token: { from: tokenWords(settings, home), wrong: asked.wrong },
    api: {
      address: settings?.mode === 'demo' ? 'the bundled mock workspace' : address,
      region,
      proxy: settings?.mode === 'demo' ? { name: null, wrong: null } : proxyOf(proxied, env),
      clockAheadSeconds: asked.ahead,
      changes: changesWords(settings),
    },
    places: await places(options, loaded, env, home),
  };
  return {
    version: 1,
    generatedAt: isoText(clock.now()) ?? '',
    segtop: version,
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    terminal: terminalOf(env, process, { platform: process.platform, ...options, ascii: settings?.ascii }),
    variables: variablesOf(env).map((each) => sanitise(each, 100)),
    mode: settings?.mode ?? null,
    profile: settings?.profile ?? null,
    workspace: asked.access?.workspace ?? null,
    operations: asked.access?.operations ?? null,
    notAsked: asked.notAsked,
    configuration: configuration.map((each) => withoutHomes(each, home)),
    wrong: faultsOf(facts).map((each) => withoutHomes(each, home)),
    ...facts,
  };
}

/** The environment where the settings could not be read, without what cannot be read of it. */
async function environment() {
  try {
    return ownEnvironment(process.env);
  } catch {
    return process.env;
  }
}

/** Where the token comes from; settings that could not be read do not tell that there is none. */
export function tokenWords(settings: Pick<Settings, 'mode' | 'token'> | undefined, home: string): string {
  if (!settings) return 'not known';
  if (settings.mode === 'demo') return 'none needed';
  return settings.token ? originOf(settings.token, home) : 'none found';
}

/** Whether the workspace may be changed from here. */
export function changesWords(settings: Pick<Settings, 'write'> | undefined): string {
  if (!settings) return 'not known';
  return settings.write ? 'allowed here; whether the token may make them is not tried' : 'not allowed here (--write)';
}

function originOf(source: TokenSource, home: string): string {
  if (source.kind === 'file') return `file ${withoutHome(source.file, home)}`;
  return { environment: 'SEGTOP_TOKEN', config: 'token of the configuration', command: 'tokenCommand' }[source.kind];
}

interface Asked {
  readonly access: Access | null;
  readonly region: 'us' | 'eu' | undefined;
  /** Whole seconds; null where no server has told its time. */
  readonly ahead: number | null;
  readonly notAsked: string | null;
  /** What is wrong with the token, before anything was asked. */
  readonly wrong: string | null;
}

/** What the token may read, or why that was not asked. */
export async function askedOf(
  { network, timeout = defaultTimeout }: GlobalOptions & DoctorOptions,
  loaded: Loaded | undefined,
  clock: ReturnType<typeof serverClock>,
): Promise<Asked> {
  const none = { access: null, region: undefined, ahead: null, wrong: null };
  if (network === false) return { ...none, notAsked: byWish };
  if (!loaded) return { ...none, notAsked: 'the settings cannot be read' };
  if (loaded.settings.mode === 'first-run') return { ...none, notAsked: 'there is no token' };
  try {
    const { backend } = await connect({ ...loaded.settings, write: false }, clock);
    const access = await accessOfToken(backend, clock.now(), AbortSignal.timeout(timeout));
    const { region, clockAhead = 0 } = backend.wire();
    const isCompared = access.workspace !== null && loaded.settings.mode === 'api' && clock.isCompared();
    const ahead = isCompared ? Math.round(clockAhead / second) : null;
    return { access, region, ahead, notAsked: null, wrong: null };
  } catch (thrown) {
    return { ...none, notAsked: 'the token cannot be got', wrong: message(thrown) };
  }
}

async function places(
  options: GlobalOptions,
  loaded: Loaded | undefined,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): Promise<readonly PlaceFound[]> {
  const paths = loaded?.paths ?? pathsOf(env);
  // Of two files nobody can tell which one counts.
  const usual = () => join(paths.configDir, 'config.yaml');
  const file = loaded?.configFile ?? (await configFile(paths.configDir, options.config).catch(usual));
  const { profiles = {} } = loaded?.checked.config ?? {};
  const hasToken = Object.values(profiles).some(({ token }) => token !== undefined);
  const found = await placesOf(paths, file, { hasToken, home });
  const full = (path: string) => (path.startsWith('~') ? `${home}${path.slice(1)}` : path);
  return Promise.all(
    found.map(async (place) =>
      place.what === 'store' && place.kind === 'file' && place.path.endsWith('.db') && place.wrong === null
        ? { ...place, wrong: await storeFault(full(place.path)) }
        : place,
    ),
  );
}
