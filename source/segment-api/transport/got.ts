import type { Got } from 'got';
import { second } from '../../domain/time.ts';
import { abortFailure, failure } from '../failure.ts';
import { agentsOf } from './agents.ts';
import { transportFailure } from './failure.ts';
import { tokenHider } from './hide-token.ts';
import { type Environment, type HttpProxy, ProxyError, proxyFor } from './proxy.ts';
import type { Transport, WireRequest, WireResponse } from './transport.ts';

export interface GotTransportOptions {
  /** Such as https://api.segmentapis.com; a path in it is kept as prefix. */
  readonly baseUrl: string;
  /** The Public API token: a secret. It goes into one header and nowhere else. */
  readonly token: string;
  /** Of segtop, for the User-Agent. */
  readonly version: string;
  /** Milliseconds for each phase. */
  readonly timeouts?: { readonly connect?: number; readonly request?: number };
  /** Where HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY stand; the environment of the process unless given. */
  readonly env?: Environment;
  /** Largest answer read, in bytes after decompression. */
  readonly largest?: number;
}

const largestAnswer = 64 * 1024 * 1024;
const longest = 15 * second;

/**
 * Carries requests over HTTP with got, which is loaded at the first request. Never retries, never follows a redirect (the token
 * must not reach another host). Goes through the proxy that the environment names, if it does.
 * @throws Error when the base URL is none that can be spoken to
 */
export function gotTransport(options: GotTransportOptions): Transport {
  const { token, largest = largestAnswer } = options;
  const base = baseOf(options.baseUrl);
  const hide = tokenHider(token);
  const sound = /^[\x21-\x7e]+$/.test(token);
  let loading: Promise<Got> | undefined;
  let proxy: HttpProxy | undefined;

  return async (request: WireRequest): Promise<WireResponse> => {
    const operation = `${request.method} ${request.path}`;
    if (request.signal?.aborted) throw abortFailure(operation, request.signal);
    if (!sound) throw failure('no-access', 'the token is empty or holds characters that no token has', operation);
    try {
      proxy ??= proxyFor(base, options.env ?? process.env);
    } catch (thrown) {
      if (thrown instanceof ProxyError) throw failure('network', thrown.message, operation);
      throw thrown;
    }
    loading ??= load(options, proxy);
    const http = await loading;
    const size = new AbortController();
    const signal = request.signal ? AbortSignal.any([request.signal, size.signal]) : size.signal;
    try {
      const call = http(urlOf(base, request), {
        method: request.method,
        signal,
        ...(request.body === undefined ? {} : { json: request.body }),
        ...(request.contentType === undefined ? {} : { headers: { 'content-type': request.contentType } }),
      });
      call.on('downloadProgress', ({ transferred, total }) => {
        if (transferred > largest || (total ?? 0) > largest) size.abort();
      });
      const { statusCode, headers, body } = await call;
      return { status: statusCode, headers: flat(headers), text: hide(body, statusCode) };
    } catch (thrown) {
      if (request.signal?.aborted) throw abortFailure(operation, request.signal);
      if (size.signal.aborted) throw failure('not-the-api', 'an answer too large to be one', operation);
      throw transportFailure(thrown, operation, base.host, proxy?.name);
    }
  };
}

async function load({ token, version, timeouts }: GotTransportOptions, proxy: HttpProxy | undefined): Promise<Got> {
  const [{ default: got }, agent] = await Promise.all([import('got'), agentsOf(proxy, timeouts?.request ?? longest)]);
  const connect = timeouts?.connect ?? 5 * second;
  return got.extend({
    agent,
    headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'user-agent': `segtop/${version}` },
    timeout: { lookup: connect, connect, secureConnect: connect, request: timeouts?.request ?? longest },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    responseType: 'text',
    http2: false,
  });
}

function baseOf(text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (!base || !/^https?:$/.test(base.protocol)) throw new Error('the API URL must start with https:// or http://');
  base.username = '';
  base.password = '';
  return base;
}

function urlOf(base: URL, { path, query }: WireRequest): string {
  const text = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}${text && '?'}${text}`;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): WireResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
