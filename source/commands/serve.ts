import { type KeptStore, keptStore } from '../app/kept/store.ts';
import { version } from '../app/version.ts';
import { readSecret } from '../config/collect.ts';
import { configFiles } from '../config/config-file.ts';
import type { Settings } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { secrets as redactor } from '../log/redact.ts';
import type { Address } from '../serve/address.ts';
import { addressOf, isLoopback, usualAddress } from '../serve/address.ts';
import { alertDuty } from '../serve/alerts.ts';
import { followConfiguration } from '../serve/configuration.ts';
import { type RunningDaemon, startDaemon } from '../serve/daemon.ts';
import { type EventLog, eventLog, logOf } from '../serve/event-log.ts';
import { metricsRoutes } from '../serve/metrics/route.ts';
import type { DutyOf, RoutesOf } from '../serve/ports.ts';
import type { PostOptions } from '../serve/post.ts';
import { openLocal } from '../storage/local.ts';
import { type Clock, systemClock } from '../workspace/polling/clock.ts';
import { alertMeans } from './alerts/means.ts';
import { allowanceOf } from './allowance.ts';
import { connect, hostClocks } from './connect.ts';
import { failureLogDuty } from './failure-log-duty.ts';
import type { GlobalOptions } from './global-options.ts';
import { type Loaded, loadSettings, settingsAgain } from './load-settings.ts';
import { reportFailure } from './report-failure.ts';

export interface ServeOptions extends GlobalOptions {
  readonly listen?: string;
  /** Every --profile of the command line. */
  readonly profiles: readonly string[];
}

/** What goes on beside the polling of each workspace. */
const duties: readonly DutyOf[] = [alertDuty((now) => alertMeans(process.env, now))];
/** What is answered besides /healthz. */
const routes: readonly RoutesOf[] = [metricsRoutes];

/** An end that takes longer is cut, ms. */
const patience = 900;

/** `segtop serve`: watches without a screen until SIGTERM or SIGINT, then ends with 0. */
export async function serve(options: ServeOptions): Promise<void> {
  const log = eventLog({ write: (line) => void process.stderr.write(line) });
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const fault = Promise.withResolvers<never>();
  process.on('uncaughtException', fault.reject).on('unhandledRejection', fault.reject);
  let daemon: RunningDaemon | undefined;
  try {
    const begun = begin(options, log).then((running) => {
      daemon = running;
    });
    await Promise.race([begun.then(() => stopped), stopped, fault.promise]);
  } catch (thrown) {
    reportFailure(thrown);
  }
  setTimeout(() => process.exit(), patience).unref();
  await daemon?.end().catch(() => undefined);
  if (daemon) log.info('stopped');
  process.exit();
}

async function begin(options: ServeOptions, log: EventLog): Promise<RunningDaemon> {
  const startedAt = Date.now();
  const address = addressOf(options.listen ?? usualAddress);
  const chosen = await settingsOf(options);
  const loaded = watched(chosen.loaded, log);
  refuseOpen(loaded, address);
  const clockOf = hostClocks();
  const posts = await Promise.all(loaded.map((each) => postOf(each, log, clockOf(each.settings), startedAt)));
  try {
    const daemon = await startDaemon({ address, posts, routes, log, startedAt });
    process.stdout.write(`listening ${daemon.url}\n`);
    log.info('started', { version, url: daemon.url, profiles: posts.length });
    const stop = followConfiguration({
      files: configFiles(loaded[0]!.paths.configDir, options.config),
      hands: systemClock,
      before: loaded.map(({ settings }) => settings),
      read: () =>
        chosen.isAll ? allNow(loaded[0]!, options) : Promise.all(loaded.map((each) => again(each, options))),
      log,
    });
    return {
      ...daemon,
      end: () => {
        stop();
        return daemon.end();
      },
    };
  } catch (thrown) {
    throw listenError(thrown, options.listen ?? usualAddress);
  }
}

type Files = Parameters<typeof settingsAgain>[1];

/** The settings of a profile as the files are now. @throws where they cannot be used */
async function settingsNow(profile: string | undefined, options: GlobalOptions, files: Files): Promise<Settings> {
  const { settings, problems } = await settingsAgain({ ...options, profile }, files);
  if (!settings) throw new Error(problems[0] ?? 'the configuration cannot be read');
  return settings;
}

function again(loaded: Loaded, options: GlobalOptions): Promise<Settings> {
  const { profile, profiles } = loaded.settings;
  const isNamed = profiles.some(({ name }) => name === profile);
  return settingsNow(isNamed ? profile : undefined, options, loaded);
}

/** Every profile that has a token, as the files are now. @throws where they cannot be used */
export async function allNow(files: Files, options: GlobalOptions): Promise<readonly Settings[]> {
  const { profiles } = await settingsNow(undefined, options, files);
  const all = await Promise.all(profiles.map(({ name }) => settingsNow(name, options, files)));
  return all.filter(({ token }) => token);
}

/** The profiles that are named, else the token of the environment, else every profile that has a token. */
export async function settingsOf({
  profiles,
  ...options
}: ServeOptions): Promise<{ readonly loaded: readonly Loaded[]; readonly isAll: boolean }> {
  const load = (profile: string | undefined) => loadSettings({ ...options, profile }, { periodOfLastTime: false });
  const first = await load(profiles[0]);
  const { mode, token, profiles: known } = first.settings;
  if (mode === 'demo')
    throw new UsageError(
      'serve',
      '--demo',
      '--api-url with the address of `segtop mock-api` to try it without an account',
    );
  const isChosen = profiles.length > 0 || process.env.SEGTOP_PROFILE || token?.kind === 'environment';
  const names = profiles.length > 0 ? profiles : isChosen ? [] : known.map(({ name }) => name as string);
  const loaded = names.length > 0 ? await Promise.all([...new Set(names)].map(load)) : [first];
  const lacking = loaded.find(({ settings }) => !settings.token);
  if (lacking && isChosen && names.length > 0)
    throw new UsageError('--profile', lacking.settings.profile, 'a profile that has a token');
  if (!loaded.some(({ settings }) => settings.token))
    throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, or a profile');
  return { loaded, isAll: !isChosen && names.length > 0 };
}

/** Those that can be watched; of the others it is said that nobody hears of what is wrong there. */
export function watched<T extends { readonly settings: Pick<Settings, 'profile' | 'token'> }>(
  all: readonly T[],
  log: Pick<EventLog, 'warn'>,
): readonly T[] {
  return all.filter(({ settings: { profile, token } }) => {
    if (!token) log.warn('not watched', { profile, reason: 'the profile has no token' });
    return token !== undefined;
  });
}

/** @throws UsageError where others than this machine can reach it and a profile has no secret */
export function refuseOpen(
  loaded: readonly { readonly settings: Pick<Settings, 'profile' | 'collect'> }[],
  { host }: Pick<Address, 'host'>,
): void {
  const open = loaded.find(({ settings }) => !settings.collect?.secret);
  if (!open || isLoopback(host)) return;
  throw new UsageError(
    '--listen',
    host,
    `127.0.0.1, or give the profile ${open.settings.profile} a secret: collect.secretCommand, collect.secret or SEGTOP_COLLECT_SECRET`,
  );
}

async function postOf(
  { settings: given, paths, problems }: Loaded,
  log: EventLog,
  clock: Clock,
  startedAt: number,
): Promise<PostOptions> {
  // Whatever the profile allows: nothing that is left alone changes a workspace.
  // And a day is what alerts and metrics go by, whatever dashboards show.
  const settings = { ...given, write: false, period: '24h' as const };
  const own = logOf(log, { profile: settings.profile });
  for (const problem of problems) own.warn('settings', { reason: problem });
  const { backend, store: door, download } = await connect(settings, clock, { watchesSince: startedAt });
  const memory: PostOptions['memory'] = (poller, report): KeptStore => keptStore({ door, poller, report });
  const localStore = await openLocal(paths.stateDir, ({ message }) => own.warn('file', { reason: message }));
  const source = settings.collect?.secret;
  const options = { register: redactor.register, redact: redactor.redact };
  const secret = source && (await readSecret(source, options));
  const { stateDir } = paths;
  const allowance = allowanceOf(settings);
  const all = download ? [...duties, failureLogDuty(download)] : duties;
  return { settings, allowance, backend, clock, memory, localStore, stateDir, secret, log: own, duties: all };
}

/** Why nothing can be answered at an address, in words of its option where it is the address that is wrong. */
export function listenError(thrown: unknown, address: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE')
    return new UsageError('--listen', address, 'a port that is free, or 0 for any; this one is in use');
  if (code === 'EACCES')
    return new UsageError('--listen', address, 'a port above 1023; this one may not be opened by this user');
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new UsageError('--listen', address, 'an address of this machine');
  return thrown;
}
