import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createWorld, scenarioNames } from '../mock/create-world.ts';
import { type MockApi, startMockApi } from '../mock/http/server.ts';
import { type PostOptions, postWebhooks } from '../mock/webhooks/post.ts';
import { exitCode } from './exit-codes.ts';
import { type MockApiCommandOptions, type MockApiSettings, readMockApiOptions } from './mock-api-options.ts';

/** Where the command writes and what ends it. */
export interface MockApiStage {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly stop: AbortSignal;
}

/** How long a stop waits for the server before its thread is ended as it is, ms. */
const patience = 300;

/**
 * Serves the mock workspace until SIGINT or SIGTERM and sets the exit code: 0 after a clean end, 2 when an option is wrong or
 * the port cannot be opened. The server has a thread of its own, so that a signal is heard whatever it is busy with.
 */
export async function mockApi(options: MockApiCommandOptions): Promise<void> {
  process.exitCode = await overseen(options);
}

/** What this module is started with where it is a thread of its own. */
interface ThreadData {
  readonly mockApi: MockApiCommandOptions;
}

/** Runs the command in a thread and ends it when a signal says so. @returns the exit code */
async function overseen(options: MockApiCommandOptions): Promise<number> {
  const data: ThreadData = { mockApi: options };
  const server = new Worker(new URL(import.meta.url), { workerData: data });
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    server.postMessage('stop');
    setTimeout(() => void server.terminate(), patience).unref();
  };
  server.once('error', ({ message }) => void process.stderr.write(`segtop mock-api: ${message}\n`));
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const [code] = await once(server, 'exit').catch(() => [exitCode.noAnswer]);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return isStopped ? exitCode.good : code;
}

async function inThread(options: MockApiCommandOptions): Promise<void> {
  const stopping = new AbortController();
  parentPort?.once('message', () => stopping.abort());
  process.exitCode = await runMockApi(options, {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    stop: stopping.signal,
  });
  parentPort?.close();
}

/** The command on a stage of its own. @returns the exit code */
export async function runMockApi(options: MockApiCommandOptions, { out, err, stop }: MockApiStage): Promise<number> {
  const onState = (state: string): void => err(`segtop mock-api: ${state}`);
  const started = await start(options, { stop, onState }).catch((thrown: unknown) => {
    err(`segtop mock-api: ${reasonOf(thrown, options)}`);
  });
  if (!started) return 2;
  out(`listening ${started.url}`);
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
  await started.close();
  return 0;
}

type Posting = Pick<PostOptions, 'stop' | 'onState'>;

async function start(options: MockApiCommandOptions, posting: Posting): Promise<MockApi> {
  const settings: MockApiSettings = readMockApiOptions(options, scenarioNames);
  const { scenario, seed, enforced, lag, webhooks, ...rest } = settings;
  const world = await createWorld({ scenario, seed, lag, clock: Date.now });
  const api = await startMockApi({ ...rest, world, seed, ...(!enforced && { limits: false }) });
  if (webhooks) void postWebhooks({ ...webhooks, ...posting, world });
  return api;
}

function reasonOf(thrown: unknown, { port }: MockApiCommandOptions): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} is in use; choose another, or 0 for any free one`;
  if (code === 'EACCES')
    return `port ${port} may not be opened by this user; choose one above 1023, or 0 for any free one`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

const given: unknown = workerData;
if (typeof given === 'object' && given !== null && 'mockApi' in given) await inThread((given as ThreadData).mockApi);
