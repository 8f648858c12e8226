import { ReadError } from '../../domain/problem.ts';
import { type SafeText, t, word } from '../../domain/text.ts';
import { reply } from '../../mock/http/router.ts';
import type { World } from '../../mock/world.ts';
import type { Transport } from '../../segment-api/transport/transport.ts';

/** Answers requests from the mock workspace in this process: the demo goes through the same client as the real API. */
export function mockTransport(world: World): Transport {
  return async ({ method, path, query, body, signal }) => {
    // Yields to the event loop between answers, so that keys are answered while a huge workspace is read.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw abortedRead(word(method));
    const { status, body: json } = reply(world, { method, path, query, body });
    return { status, headers: {}, json };
  };
}

function abortedRead(operation: SafeText): ReadError {
  return new ReadError({ kind: 'aborted', message: t`stopped`, status: 0, operation });
}
