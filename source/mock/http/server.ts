import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { minute } from '../../domain/time.ts';
import { type Answer, faultAnswer, jsonAnswer, send } from './answer.ts';
import { type Controls, control } from './control/control.ts';
import { createDesk, type Desk, type DeskOptions, rulesOf } from './control/desk.ts';
import type { Fault } from './control/fault.ts';
import { createFaults, type Faults } from './control/faults.ts';
import { createRequestLog, type RequestLog } from './control/request-log.ts';
import { type Latency, pause, waitFor } from './limits/latency.ts';
import { type LogsServer, startLogsServer } from './logs-server.ts';
import { readBody } from './read-body.ts';
import { Refusal } from './refusal.ts';
import { operationOf } from './router.ts';
import { splitUrl } from './split-url.ts';

export interface MockApiOptions extends DeskOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly latency?: Latency;
  readonly faults?: readonly Fault[];
  /** Seed of the fault and latency draws. */
  readonly seed?: number;
  /** Bytes a body may have. */
  readonly bodyLimit?: number;
}

export interface MockApi {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Where links to failure logs lead: another port, as Segment's lead to another host. */
  readonly logs: Pick<LogsServer, 'url' | 'seen'>;
  /** Stops listening and cuts every connection; a second call does nothing. */
  close(): Promise<void>;
}

/**
 * Serves a world over HTTP on 127.0.0.1, as the Public API would.
 * @throws the system's error when the port cannot be opened
 */
export async function startMockApi(options: MockApiOptions): Promise<MockApi> {
  const now = options.now ?? Date.now;
  const faults = createFaults(options.faults, options.seed);
  const requests = createRequestLog();
  const closing = new AbortController();
  const logs = await startLogsServer(options.world);
  const desk = createDesk({ ...options, logsUrl: logs.url });
  const { limits } = desk;
  const controls = { faults, requests, limits, limitsAtStart: rulesOf(options.limits), world: options.world };
  const serve = handler(options, { now, desk, controls, closing: closing.signal });
  const server = createServer((request, response) => void serve(request, response));
  // Longer than any client polls, so that a kept connection is not cut just as it is used again.
  server.keepAliveTimeout = 10 * minute;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => void logs.close().then(() => reject(error)));
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    requests,
    logs,
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, logs.close()]);
    },
  };
}

interface Parts {
  readonly now: () => number;
  readonly desk: Desk;
  readonly controls: Controls;
  readonly closing: AbortSignal;
}

/** No path of the API is near this long; a longer one would only be held against every fault, and kept in the log. */
const longestPath = 1000;

function handler(options: MockApiOptions, parts: Parts) {
  const { now, desk, controls, closing } = parts;
  const { faults, requests } = controls;
  let draws = options.seed ?? 1;
  const random = () => {
    draws = (draws * 48271 + 11) % 2147483647;
    return draws / 2147483647;
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = now();
    // The time of the world that is served, which is not always that of this machine.
    response.setHeader('date', new Date(at).toUTCString());
    const method = request.method ?? 'GET';
    const [path = '/', query = ''] = splitUrl(request.url ?? '/');
    if (path.length > longestPath) return send(response, tooLong());
    const operation = operationOf(method, path);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const stop = AbortSignal.any([closing, gone.signal]);
    try {
      const body = await readBody(request, options.bodyLimit ?? 1_000_000);
      const params = new URLSearchParams(query);
      const controlled = control(controls, method, path, params, body);
      if (controlled) return send(response, jsonAnswer(controlled));
      await pause(waitFor(options.latency ?? 0, operation, random), stop);
      for (const fault of faults.take(method, path)) {
        if (fault.kind === 'slow') await pause(fault.ms ?? 1000, stop);
        if (fault.kind === 'reset') return cut();
        const answer = faultAnswer(fault);
        if (answer) return finish(answer);
      }
      finish(desk.answer({ method, path, query: [...params], body }, request.headers.authorization));
    } catch (thrown) {
      finish(jsonAnswer(troubled(thrown)));
    }

    function finish(answer: Answer): void {
      log(answer.status);
      if (!response.destroyed) send(response, answer);
    }

    function cut(): void {
      log(0);
      request.socket.destroy();
    }

    function log(status: number): void {
      requests.add({ method, path, query, operation, status, at, took: now() - at });
    }
  };
}

function tooLong(): Answer {
  const message = `The path is longer than ${longestPath} characters.`;
  return jsonAnswer({ status: 414, body: { errors: [{ type: 'uri-too-long', message }] } });
}

function troubled(thrown: unknown) {
  if (thrown instanceof Refusal) return { status: thrown.status, body: { errors: thrown.errors } };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { status: 500, body: { errors: [{ type: 'internal', message }] } };
}
