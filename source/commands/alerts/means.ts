import { spawn } from 'node:child_process';
import type { PlainResponse } from 'got';
import { version } from '../../app/version.ts';
import { commandOutput } from '../../config/token-command.ts';
import { sanitise } from '../../domain/text.ts';
import { second } from '../../domain/time.ts';
import type { ChannelSecret } from '../../domain/watch/alerts/settings.ts';
import { secrets } from '../../log/redact.ts';
import { agentsOf } from '../../segment-api/transport/agents.ts';
import { proxyFor } from '../../segment-api/transport/proxy.ts';
import type { Means, Reply } from '../../tell/courier.ts';

/** A server or a program that takes longer has failed, ms. */
const patience = 15 * second;
/** No answer is read further, bytes. */
const largestAnswer = 64 * 1024;

/** How alerts leave this program: over HTTP, and by programs of the user. */
export function alertMeans(env: Readonly<Record<string, string | undefined>>, now: () => number): Means {
  const known = new Map<ChannelSecret, Promise<string>>();
  return {
    now,
    post: (url, body, headers) => post(url, body, headers, env),
    run,
    secret: (source) => {
      let value = known.get(source);
      if (!value) {
        value = secretOf(source, env);
        known.set(source, value);
        // A command that failed is asked again.
        value.catch(() => known.delete(source));
      }
      return value;
    },
    forget: (source) => void known.delete(source),
  };
}

async function secretOf(source: ChannelSecret, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const text =
    source.kind === 'config'
      ? source.value
      : source.kind === 'environment'
        ? (env[source.name] ?? '')
        : await commandOutput(source.command, { gives: 'secret', redact: secrets.redact, withheld: true });
  const value = text.trim();
  secrets.register(value);
  if (value === '')
    throw new Error(source.kind === 'environment' ? `${source.name} is not set` : 'its secret is empty');
  if (!/^[\u0021-\u007e]+$/.test(value)) throw new Error('its secret is no single line without spaces');
  return value;
}

/** Posts JSON with got, which is loaded with the first alert; through the proxy of the environment, if it names one. */
async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Reply> {
  if (!URL.canParse(url)) throw new Error('its address is none');
  const target = new URL(url);
  try {
    const [{ default: got }, agent] = await Promise.all([import('got'), agentsOf(proxyFor(target, env), patience)]);
    const call = got.stream.post(target, {
      agent,
      json: body,
      headers: { 'user-agent': `segtop/${version}`, ...headers },
      timeout: { request: patience },
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: false,
    });
    const { promise, resolve, reject } = Promise.withResolvers<PlainResponse>();
    call.once('response', resolve).on('error', reject);
    // Read to its end, as a server may take it for a failure when its client leaves before.
    call.on('downloadProgress', ({ transferred }) => {
      if (transferred > largestAnswer) call.destroy();
    });
    call.resume();
    // The status says what became of the alert, whatever becomes of the rest: what was taken must not be posted again.
    const { statusCode, headers: answered } = await promise;
    const retryAfter = answered['retry-after'];
    return { status: statusCode, ...(retryAfter === undefined ? {} : { retryAfter }) };
  } catch (thrown) {
    // The message of a failed request may quote the address, which is a secret.
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no answer';
    throw new Error(sanitise(`no answer (${code})`, 60));
  }
}

function run([program = '', ...parameters]: readonly string[], input: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn(program, parameters, { stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true });
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  child.on('error', (error: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    reject(new Error(`could not be started (${sanitise(error.code)})`));
  });
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    if (code === 0) resolve();
    else reject(new Error(code === null ? `was ended by ${sanitise(signal)}` : `ended with exit code ${code}`));
  });
  // A program that does not read its input may have ended before it is written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}
