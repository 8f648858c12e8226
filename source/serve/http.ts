import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { second } from '../domain/time.ts';
import type { Address } from './address.ts';
import type { EventLog } from './event-log.ts';
import type { Route } from './ports.ts';

export interface Listening {
  /** Such as http://127.0.0.1:9612 */
  readonly url: string;
  /** Takes no more requests, lets those under way end for a moment, and cuts the rest. */
  close(): Promise<void>;
}

/** What is under way gets this long when the daemon ends, ms. */
const landing = 400;
/** A sender that is slower than this is cut, ms: it would hold what others need. */
const slowest = 15 * second;

/**
 * Serves routes over HTTP.
 * @throws the system's error when the port cannot be opened
 */
export async function listen(address: Address, routes: readonly Route[], log: EventLog): Promise<Listening> {
  const server = createServer({ requestTimeout: slowest, headersTimeout: slowest / 2 }, (request, response) => {
    void answer(routes, log, request, response);
  });
  // Longer than a poller of metrics rests, so that a kept connection is not cut just as it is used again.
  server.keepAliveTimeout = 75 * second;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  server.on('error', ({ message }) => log.error('server', { reason: message }));
  return { url: urlOf(server), close: () => closed(server) };
}

function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function closed(server: Server): Promise<void> {
  const ended = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), landing);
  await ended;
  clearTimeout(cut);
}

async function answer(
  routes: readonly Route[],
  log: EventLog,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? 'GET';
  try {
    const [path = '/'] = (request.url ?? '/').split('?');
    for (const route of routes) {
      const parts = partsOf(route.path, path);
      if (!parts) continue;
      const { methods } = route;
      if (methods && !methods.includes(method))
        return sendJson(response, 405, { error: 'method not allowed' }, { allow: methods.join(', ') });
      await route.handle(request, response, parts);
      return;
    }
    sendJson(response, 404, { error: 'nothing is here' });
  } catch (thrown) {
    log.error('request failed', { method, reason: thrown instanceof Error ? thrown.name : 'unknown' });
    if (!response.headersSent) sendJson(response, 500, { error: 'internal' });
    else response.destroy();
  }
}

/** The named parts of a path, where it is this one. */
export function partsOf(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== text) return undefined;
      continue;
    }
    try {
      parts[part.slice(1)] = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  return parts;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
