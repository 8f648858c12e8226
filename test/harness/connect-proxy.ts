import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** The certificate of the servers of these tests, signed by itself: for localhost, 127.0.0.1 and api.segment.test. */
export const certificate = fixture('loopback.pem');

interface Loopback {
  readonly port: number;
  close(): Promise<void>;
}

/** An HTTPS server on 127.0.0.1. */
export async function tlsServer(handler: RequestListener): Promise<Loopback> {
  const server = createTlsServer({ cert: certificate, key: fixture('loopback.key') }, handler);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface ConnectProxy extends Loopback {
  /** Every CONNECT, with the credentials it came with. */
  readonly seen: readonly { readonly target: string; readonly authorization: string | undefined }[];
  /** Everything that went through it, as it went. */
  readonly bytes: () => string;
}

/**
 * A proxy on 127.0.0.1 that opens every tunnel to one port of this machine, whatever host was asked for.
 * @param answer a status to refuse with, or `hang` to say nothing
 */
export async function connectProxy(port: number, answer: number | 'hang' = 200): Promise<ConnectProxy> {
  const seen: { target: string; authorization: string | undefined }[] = [];
  const sockets = new Set<Socket>();
  let bytes = '';
  const server = createServer((_request, response) => void response.writeHead(405).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket) => {
    seen.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    client.on('error', () => undefined);
    if (answer === 'hang') return;
    if (answer !== 200) return void client.end(`HTTP/1.1 ${answer} Refused\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    client.on('data', (chunk: Buffer) => {
      bytes += chunk.toString('latin1');
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    sockets.add(upstream);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    bytes: () => bytes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
