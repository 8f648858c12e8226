import { ReadError } from '../../domain/problem.ts';
import { second } from '../../domain/time.ts';
import { abortFailure, failure } from '../failure.ts';
import { agentsOf } from './agents.ts';
import { transportFailure } from './failure.ts';
import { type Environment, type HttpProxy, ProxyError, proxyFor } from './proxy.ts';

export interface DownloadOptions {
  /** Of segtop, for the User-Agent. */
  readonly version: string;
  readonly signal?: AbortSignal | undefined;
  readonly env?: Environment;
  /** Milliseconds without a byte. */
  readonly silence?: number;
}

/** What failed is told by this name: a link is a secret while it is good. */
const operation = 'download of a failure log';
const mostRedirects = 3;

/**
 * The bytes behind a link that Segment has signed, as they come. This client knows no token and no cookie, so that none can reach
 * the host of the link or one that it redirects to (rule 305).
 * @throws ReadError, whose words hold nothing of the link but its host
 */
export async function* download(
  link: string,
  { version, signal, env = process.env, silence = 30 * second }: DownloadOptions,
): AsyncGenerator<Uint8Array> {
  let url = linkOf(link);
  for (let redirects = 0; ; redirects += 1) {
    const proxy = proxyOf(url, env);
    const [{ default: got }, agent] = await Promise.all([import('got'), agentsOf(proxy, silence)]);
    const stream = got.stream(url, {
      agent,
      headers: { 'user-agent': `segtop/${version}` },
      timeout: {
        lookup: 5 * second,
        connect: 5 * second,
        secureConnect: 5 * second,
        socket: silence,
        response: silence,
      },
      retry: { limit: 0 },
      throwHttpErrors: false,
      followRedirect: false,
      decompress: false,
      http2: false,
      ...(signal ? { signal } : {}),
    });
    try {
      const { statusCode, headers } = await answered(stream);
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        if (redirects >= mostRedirects) throw failure('not-the-api', 'too many redirects', operation);
        url = redirected(url, headers.location);
        continue;
      }
      if (statusCode !== 200) throw refused(statusCode, url);
      yield* stream as AsyncIterable<Uint8Array>;
      return;
    } catch (thrown) {
      if (thrown instanceof ReadError) throw thrown;
      if (signal?.aborted) throw abortFailure(operation, signal);
      throw transportFailure(thrown, operation, url.host, proxy?.name);
    } finally {
      stream.destroy();
      for (const each of [agent.http, agent.https]) if (each) each.destroy();
    }
  }
}

function proxyOf(url: URL, env: Environment): HttpProxy | undefined {
  try {
    return proxyFor(url, env);
  } catch (thrown) {
    if (thrown instanceof ProxyError) throw failure('network', thrown.message, operation);
    throw thrown;
  }
}

interface Head {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>> & { readonly location?: string };
}

function answered(stream: NodeJS.EventEmitter): Promise<Head> {
  return new Promise((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', reject);
  });
}

function refused(status: number, { host }: URL) {
  if (status === 403) return failure('no-access', `${host} refuses the link: it has expired`, operation, { status });
  if (status === 404) return failure('not-found', `${host} has no such file`, operation, { status });
  return failure(status >= 500 ? 'server' : 'not-the-api', `${host} answers ${status}`, operation, { status });
}

/** Never from an encrypted connection to one that is not. */
function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (!to || !/^https?:$/.test(to.protocol) || (from.protocol === 'https:' && to.protocol !== 'https:'))
    throw failure('not-the-api', `${from.host} redirects to what is no safe link`, operation);
  return bare(to);
}

function linkOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw failure('not-the-api', 'no link was given', operation);
  return bare(url);
}

/** User names in a link would become credentials. */
function bare(url: URL): URL {
  url.username = '';
  url.password = '';
  return url;
}
