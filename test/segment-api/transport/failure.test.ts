import { expect, test } from 'vitest';
import { transportFailure } from '../../../source/segment-api/transport/failure.ts';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('Bearer SECRET'), { code, ...more });

test.each<[string, unknown, string, string]>([
  ['an unknown host', withCode('ENOTFOUND'), 'network', 'host unknown: h:1'],
  ['no name server', withCode('EAI_AGAIN'), 'network', 'host unknown: h:1'],
  ['no route', withCode('ENETUNREACH'), 'network', 'host unreachable: h:1'],
  ['a refused connection', withCode('ECONNREFUSED'), 'network', 'connection refused: h:1'],
  [
    'a bad certificate',
    withCode('DEPTH_ZERO_SELF_SIGNED_CERT'),
    'network',
    'TLS failed with h:1: DEPTH_ZERO_SELF_SIGNED_CERT; NODE_EXTRA_CA_CERTS=FILE adds the CA that signed it',
  ],
  ['a cause inside', withCode('ERR_GOT', { cause: withCode('ECONNRESET') }), 'network', 'connection reset: h:1'],
  ['a code of no known kind', withCode('EWEIRD'), 'network', 'no connection (EWEIRD): h:1'],
  ['a code that is text', withCode('Bearer SECRET'), 'network', 'no connection (unknown cause): h:1'],
  ['nothing at all', undefined, 'network', 'no connection (unknown cause): h:1'],
  ['a timeout of the system', withCode('ETIMEDOUT'), 'timeout', 'no answer in time from h:1'],
  [
    'a timeout of a phase',
    withCode('ETIMEDOUT', { name: 'TimeoutError', event: 'connect' }),
    'timeout',
    'no answer in time (connect) from h:1',
  ],
])('%s', (_name, thrown, kind, message) => {
  const error = transportFailure(thrown, 'GET /sources', 'h:1');
  expect(error.problem).toEqual({ kind, message, status: 0, operation: 'GET /sources' });
  expect(error.cause).toBeUndefined();
});
