import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

export interface LoopbackServer {
  /** Such as http://127.0.0.1:40123. */
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

/** A real HTTP server on 127.0.0.1 with a port of its own; `number` counts the requests from 0. */
export async function loopbackServer(handler: Handler): Promise<LoopbackServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    request.resume();
    // Node's own would be the machine's time, which is not that of the tests.
    response.setHeader('date', new Date().toUTCString());
    handler(request, response, seen.length - 1);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
