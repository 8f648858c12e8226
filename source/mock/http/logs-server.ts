import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from '../world.ts';
import { logFile } from './failure-log-files.ts';
import { splitUrl } from './split-url.ts';

/** One download, as the server saw it. */
export interface SeenDownload {
  readonly path: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
}

export interface LogsServer {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly seen: readonly SeenDownload[];
  close(): Promise<void>;
}

/** More is not kept of what was asked. */
const mostSeen = 1000;

/**
 * The host that links to failure logs lead to. Like storage behind presigned links it refuses whoever sends credentials besides
 * (rule 305).
 */
export async function startLogsServer(world: World): Promise<LogsServer> {
  const seen: SeenDownload[] = [];
  const server = createServer((request, response) => {
    const [path, query] = splitUrl(request.url ?? '/');
    const status = answer(world, request, response, path, new URLSearchParams(query));
    if (seen.length < mostSeen) seen.push({ path, status, headers: request.headers });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
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

function answer(
  world: World,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): number {
  const file =
    headers.authorization !== undefined
      ? ({ status: 400, code: 'InvalidArgument' } as const)
      : method === 'GET'
        ? logFile(world, path, query)
        : ({ status: 403, code: 'SignatureDoesNotMatch' } as const);
  if (file.status === 200) {
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes);
  } else {
    response.writeHead(file.status, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${file.code}</Code></Error>`);
  }
  return file.status;
}
