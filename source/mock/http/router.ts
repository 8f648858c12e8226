import type { MockReply, MockRequest } from '../protocol.ts';
import type { World } from '../world.ts';
import { matcher } from './control/match.ts';
import { refusalAt } from './gates.ts';
import { readQuery } from './query.ts';
import { Refusal, unknownPath, unsupportedMethod } from './refusal.ts';
import type { ReplyOptions } from './route.ts';
import { routes } from './routes/all.ts';

const match = matcher(routes);

/**
 * Answers one request as the Public API would: `{data}` or `{errors}`, never both. Pure over the world; only a write
 * and the read of profiles warehouses, which the API audits, change it.
 */
export function reply(world: World, request: MockRequest, options: ReplyOptions = {}): MockReply {
  try {
    const found = match(request.method, request.path);
    if (!found.found) {
      throw (found.pathKnown ? unsupportedMethod : unknownPath)(request.method, request.path);
    }
    const { route, params } = found;
    const closed = refusalAt(route.gate, world.plan) ?? refusalAt(route.changes ? 'write' : undefined, world.plan);
    if (closed) throw closed;
    const query = readQuery(request.query);
    return {
      status: route.status ?? 200,
      body: { data: route.handle({ world, params, query, body: request.body, options }) },
    };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { status: thrown.status, body: { errors: thrown.errors } };
    throw thrown;
  }
}

/** What can be done before a reply, in steps; nothing for most, and for what will be refused. */
export function* preparing(world: World, request: MockRequest, options: ReplyOptions = {}): Generator<unknown> {
  const found = match(request.method, request.path);
  if (!found.found || !found.route.prepare) return;
  try {
    const { params } = found;
    yield* found.route.prepare({ world, params, query: readQuery(request.query), body: request.body, options });
  } catch (thrown) {
    // The reply says so.
    if (!(thrown instanceof Refusal)) throw thrown;
  }
}

/** The contract's name of an operation, such as `GET /sources/{sourceId}`; undefined outside the mock. */
export function operationOf(method: string, path: string): string | undefined {
  const found = match(method, path);
  return found.found ? `${found.route.method} ${found.route.path}` : undefined;
}
