import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSigned } from '../collect/signature.ts';
import { sendJson } from './http.ts';
import type { Daemon, Route } from './ports.ts';
import { isBearer, isSame } from './secret.ts';

/** Segment sends at most so many events at once. */
const mostEvents = 4000;
/** Bytes of one body, and of all that are being taken in. */
const largestBody = 32 * 1024 * 1024;
const largestTogether = 96 * 1024 * 1024;
/** When to come back, seconds. */
const comeBack = '5';

/** An answer that is no 202, and why. */
class Refused extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * `/collect/<profile>`: takes events as Segment's webhooks send them, and answers 202 once they are on the disk. The secret stands in the
 * address instead where a sender cannot sign.
 */
export function collectRoutes(daemon: Daemon): Route[] {
  let together = 0;
  const handle: Route['handle'] = async (request, response, { profile = '', secret }) => {
    const collector = daemon.collectors.get(profile);
    let held = 0;
    try {
      if (!collector) throw new Refused(404, 'this profile is not served');
      const body = await bodyOf(request, (bytes) => {
        held += bytes;
        together += bytes;
        if (together > largestTogether) throw new Refused(503, 'too much at once', { 'retry-after': comeBack });
      });
      if (!mayPost(request, body, collector.secret, secret)) throw new Refused(401, 'wrong or missing signature');
      const events = eventsOf(body);
      const source = new URL(request.url ?? '/', 'http://localhost').searchParams.get('source') ?? undefined;
      const taken = await collector.take(events, source);
      if ('kind' in taken) throw new Refused(503, `not kept: ${taken.why}`, { 'retry-after': comeBack });
      if (taken.invalid === events.length) throw new Refused(400, 'no event in it: an event is an object with a type');
      collector.answered(202);
      sendJson(response, 202, taken);
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      (collector ?? daemon.unknown).answered(thrown.status);
      refuse(request, response, thrown);
    } finally {
      together -= held;
    }
  };
  return [
    { path: '/collect/:profile', handle },
    { path: '/collect/:profile/:secret', handle },
  ];
}

/** What is still being sent is let go by, so that the answer is heard; the connection ends with it. */
function refuse(request: IncomingMessage, response: ServerResponse, { status, message, headers }: Refused): void {
  const isWhole = request.complete;
  sendJson(response, status, { error: message }, { ...headers, ...(isWhole ? {} : { connection: 'close' }) });
  if (!isWhole) request.resume();
}

const methods = ['POST', 'PUT', 'PATCH'];

/** @param take called with the bytes of each part before it is kept in memory; it may refuse */
async function bodyOf(request: IncomingMessage, take: (bytes: number) => void): Promise<Buffer> {
  if (!methods.includes(request.method ?? ''))
    throw new Refused(405, 'method not allowed', { allow: methods.join(', ') });
  const {
    'content-type': type = '',
    'content-encoding': encoding = 'identity',
    'content-length': length,
  } = request.headers;
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new Refused(415, 'the content type must be application/json');
  if (encoding !== 'identity') throw new Refused(415, 'the content must not be encoded');
  const tooLarge = () => new Refused(413, `more than ${largestBody / 1024 / 1024} MB`);
  if (Number(length ?? 0) > largestBody) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw tooLarge();
    take(part.length);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * By the signature of the body, by the bearer of the secret, or by an address that holds it; where there is no secret anybody but pages in
 * a browser, which may post to any address and name where they come from.
 */
function mayPost(
  request: IncomingMessage,
  body: Buffer,
  secret: string | undefined,
  inPath: string | undefined,
): boolean {
  const { authorization, origin, 'x-signature': signature } = request.headers;
  // An address that ends in a slash has an empty one in it.
  if (secret === undefined) return !inPath && origin === undefined;
  if (inPath !== undefined && isSame(inPath, secret)) return true;
  if (isBearer(authorization, secret)) return true;
  return typeof signature === 'string' && isSigned(body, signature.trim(), secret);
}

function eventsOf(body: Buffer): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
  } catch {
    throw new Refused(400, 'the body is not valid JSON');
  }
  const events: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (events.length === 0) throw new Refused(400, 'no event in it');
  if (events.length > mostEvents) throw new Refused(400, `more than ${mostEvents} events`);
  return events;
}
