import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Fault } from './fault.ts';

export interface FaultyServer {
  readonly url: string;
  /** Requests that came, and those that came to the other server. */
  readonly requests: () => number;
  readonly strays: () => number;
  /** Puts a fault in force, for the requests that it is asked about; none: all is sound. */
  spoil(fault: Fault | undefined, isMet?: (path: string) => boolean): void;
  /** Waits until no connection is open. */
  closed(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on 127.0.0.1, a proxy as well, whose answers a fault may spoil. */
export async function faultyServer(soundOf: (path: string) => string): Promise<FaultyServer> {
  let fault: Fault | undefined;
  let isMet: (path: string) => boolean = () => true;
  let number = 0;
  let requests = 0;
  let strays = 0;
  const sockets = new Set<Socket>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const other = createServer((_request, response) => {
    strays += 1;
    response.end('{}');
  });
  const server = createServer((request, response) => {
    request.resume();
    requests += 1;
    const path = request.url ?? '';
    const { socket } = request;
    const sound = soundOf(path);
    const answer = (headers: Record<string, string> = {}): void =>
      void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(sound);
    if (!fault?.spoil || !isMet(path)) return answer();
    const drip = (every: number, what: () => void): void => {
      const timer = setInterval(() => (socket.destroyed ? stop() : what()), every);
      const stop = (): void => {
        clearInterval(timer);
        timers.delete(timer);
      };
      timers.add(timer);
      socket.on('close', stop);
    };
    fault.spoil({ request, response, socket, sound, number, elsewhere: addressOf(other), answer, drip });
    number += 1;
  });
  server.on('connect', (_request, socket: Socket) => {
    socket.on('error', () => undefined);
    if (fault?.tunnel) fault.tunnel(socket);
    else socket.destroy();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  for (const each of [server, other]) await new Promise<void>((done) => void each.listen(0, '127.0.0.1', done));
  return {
    url: addressOf(server),
    requests: () => requests,
    strays: () => strays,
    spoil(next, met = () => true) {
      [fault, isMet, number, requests] = [next, met, 0, 0];
    },
    async closed() {
      for (const socket of sockets) await new Promise((done) => socket.once('close', done));
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      for (const each of [server, other]) {
        each.closeAllConnections();
        await new Promise((done) => each.close(done));
      }
    },
  };
}

const addressOf = (server: ReturnType<typeof createServer>): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Time that runs so many times as fast, so that pauses between tries cost no time of a test. */
export function hastyClock(speed: number) {
  const [began, start] = [performance.now(), Date.parse('2026-11-21T14:12:30Z')];
  return {
    now: () => start + (performance.now() - began) * speed,
    setTimer(run: () => void, ms: number) {
      const timer = setTimeout(run, Math.min(ms / speed, 0x7fff_ffff));
      return () => clearTimeout(timer);
    },
  };
}
