import type { ServerResponse } from 'node:http';
import type { MockReply } from '../protocol.ts';
import type { Fault, GarbageVariant } from './control/fault.ts';
import { type Headers, operationLimited, tokenLimited } from './limits/rate-limiter.ts';
import { unauthorized } from './refusal.ts';

/** What goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const json = { 'Content-Type': 'application/json' };

export function jsonAnswer({ status, body }: MockReply, headers: Headers = {}): Answer {
  return { status, headers: { ...json, ...headers }, text: JSON.stringify(body) };
}

/** The 401 of a missing or wrong token. */
export function unauthorizedAnswer(): Answer {
  return jsonAnswer({ status: 401, body: { errors: unauthorized().errors } });
}

/** Answers of a fault; undefined for the kinds that have none: slow and reset. */
export function faultAnswer(fault: Fault): Answer | undefined {
  switch (fault.kind) {
    case 'status': {
      const status = fault.status ?? 500;
      const body = fault.body ?? { errors: [{ type: 'internal', message: `Injected status ${status}` }] };
      return jsonAnswer({ status, body });
    }
    case 'rate-limit': {
      const seconds = fault.retryAfter ?? 30;
      return fault.level === 'token'
        ? jsonAnswer(tokenLimited, { 'Retry-After': String(Math.ceil(seconds)) })
        : jsonAnswer(operationLimited(1, Math.round(seconds * 1000)));
    }
    case 'garbage':
      return garbage[fault.variant ?? 'html'];
    case 'unauthorized':
      return unauthorizedAnswer();
    default:
      return undefined;
  }
}

const garbage: Readonly<Record<GarbageVariant, Answer>> = {
  html: {
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    text: '<!doctype html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>',
  },
  truncated: { status: 200, headers: json, text: '{"data":{"sources":[{"id":"qQEHquLr' },
  'data-null': { status: 200, headers: json, text: '{"data":null}' },
  empty: { status: 200, headers: json, text: '' },
};

export function send(response: ServerResponse, { status, headers, text }: Answer): void {
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(text)) });
  response.end(text);
}
