import type { Connected } from '../app/open.ts';
import { version } from '../app/version.ts';
import type { collectedDoor } from '../collect/door.ts';
import type { Settings } from '../config/settings.ts';
import { readToken, type Token, type TokenOptions, type TokenSource } from '../config/token.ts';
import type { CommandTerminal } from '../config/token-command.ts';
import { UsageError } from '../config/usage-error.ts';
import { minute, second } from '../domain/time.ts';
import { openLog } from '../log/log.ts';
import { recentLog } from '../log/recent.ts';
import { secrets } from '../log/redact.ts';
import { proxySecrets } from '../segment-api/transport/proxy.ts';
import { pathsOf } from '../storage/paths.ts';
import { isInteractive } from '../terminal/capabilities.ts';
import { handover } from '../terminal/handover.ts';
import { withCollected } from '../workspace/backends/collected.ts';
import { lazyBackend } from '../workspace/backends/lazy.ts';
import { type Clock, serverClock, systemClock } from '../workspace/polling/clock.ts';
import { loggedBackend } from './logged-transport.ts';
import { storeDoor } from './store-door.ts';

/** What a command has just printed, for the dashboard that opens next: it may have asked somebody, who is not asked twice. */
let printed: { readonly command: string; readonly token: Token } | undefined;

/** @param isFirst the dashboard follows, with the same token */
async function tokenOf(source: TokenSource, options: TokenOptions, isFirst: boolean): Promise<Token> {
  if (source.kind !== 'command') return readToken(source, options);
  const command = JSON.stringify(source.command);
  const token = printed?.command === command ? printed.token : await readToken(source, options);
  printed = isFirst ? { command, token } : undefined;
  return token;
}

interface ConnectOptions {
  /** The dashboard follows, with the same token. */
  readonly isFirst?: boolean;
  /** When this program began to watch without a screen, ms, where it does. */
  readonly watchesSince?: number;
}

/**
 * The backend of the settings, and the store of what it reads. Nothing is read from the network, nor the mock data from disk, before the first read.
 * @throws UsageError without a token; TokenError when it cannot be got
 */
export async function connect(
  settings: Settings,
  clock: Clock,
  { isFirst = false, watchesSince }: ConnectOptions = {},
): Promise<Connected> {
  const { mode, token: source } = settings;
  for (const secret of proxySecrets(process.env)) secrets.register(secret);
  const recent = recentLog(clock.now);
  const { log: kept, problem } = await openLog({ level: settings.log, stateDir: pathsOf(process.env).stateDir });
  if (problem) process.stderr.write(`segtop: ${problem}\n`);
  const log = recent.heard(kept);
  log.info('started', { version, node: process.version, mode });
  if (mode === 'demo')
    return {
      backend: lazyBackend(async () =>
        loggedBackend(await (await import('./backends.ts')).mockWorkspace(settings, clock), log, clock.now),
      ),
      recent: recent.lines,
    };
  if (!source) throw new UsageError('SEGTOP_TOKEN', undefined, 'a Public API token, a profile, or --demo');
  const options = { register: secrets.register, redact: secrets.redact };
  const { value: token, warning } = await tokenOf(source, { ...options, terminal: commandTerminal() }, isFirst);
  if (warning) process.stderr.write(`segtop: ${warning}\n`);
  // By then the dashboard has the terminal, so a command that asks something fails and says so in the log.
  const again = async (): Promise<string> => {
    try {
      return store.renewed((await readToken(source, { ...options, withheld: true })).value);
    } catch (thrown) {
      log.warn('token not got again', { reason: thrown instanceof Error ? thrown.message : String(thrown) });
      throw thrown;
    }
  };
  const renew = source.kind === 'command' || source.kind === 'file' ? again : undefined;
  const store = storeDoor(token, settings, watchesSince);
  const renewable = { token, renew, pauses: pausesOf[source.kind] };
  const { stateDir } = pathsOf(process.env);
  const known = async () => (await store.open(() => undefined)).known();
  let door: ReturnType<typeof collectedDoor> | undefined;
  const collected = async () => {
    door ??= (await import('../collect/door.ts')).collectedDoor(stateDir, known, ({ message }) =>
      log.warn('file', { reason: message }),
    );
    return door();
  };
  const backend = lazyBackend(async () =>
    withCollected((await import('./backends.ts')).publicApi(settings, renewable, clock, log), collected),
  );
  return { backend, store, download, collected, recent: recent.lines };
}

/** A client of its own, which is never given a token. */
async function* download(link: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const client = await import('../segment-api/transport/download.ts');
  yield* client.download(link, { version, signal });
}

/** Reading a file costs nothing; a command may ask somebody. */
const pausesOf = {
  file: [second, minute / 2],
  command: [minute, 60 * minute],
  environment: undefined,
  config: undefined,
} as const;

/** The terminal of the user, for a tokenCommand that asks something, where there is one. */
function commandTerminal(): CommandTerminal | undefined {
  if (!isInteractive(process.stdin, process.stderr)) return undefined;
  return { lend: (work) => handover.lend(() => work((text) => void process.stderr.write(text))) };
}

type Server = Pick<Settings, 'mode' | 'apiUrl'>;

/**
 * One clock for each host, however often a workspace there is opened in this process: what its answers told of the time is known
 * to the next, and what was sent to it counts for the next. A demo has no host, and a clock of its own.
 */
export function hostClocks(local: Clock = systemClock): (server: Server) => Clock {
  const clocks = new Map<string, Clock>();
  return ({ mode, apiUrl }) => {
    if (mode === 'demo') return serverClock(local);
    // The regions of Segment keep one time, and each token belongs to one of them.
    const host = apiUrl === undefined ? '' : new URL(apiUrl).host;
    const clock = clocks.get(host) ?? serverClock(local);
    clocks.set(host, clock);
    return clock;
  };
}
