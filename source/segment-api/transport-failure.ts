import type { ReadError } from '../domain/problem.ts';
import { failure } from './failure.ts';

/** Plain words for what goes wrong below HTTP. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection refused'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|ERR_READING_RESPONSE_STREAM)$/, 'connection reset'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|EREFUSED|ENODATA)$/, 'host unknown'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'host unreachable'],
  [/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/, 'TLS failed'],
  [/^HPE_/, 'not an HTTP answer'],
];

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly event?: unknown;
  readonly cause?: unknown;
}

/**
 * What an HTTP library threw, as a ReadError that keeps nothing of it but a code: the library's errors carry the whole request,
 * the token with it.
 */
export function transportFailure(thrown: unknown, operation: string, host: string): ReadError {
  const { name, event } = fields(thrown);
  const code = codeOf(thrown);
  if (name === 'TimeoutError' || code === 'ETIMEDOUT') {
    const phase =
      event === 'request' || typeof event !== 'string' ? 'no answer in time' : `no answer in time (${event})`;
    return failure('timeout', `${phase} from ${host}`, operation);
  }
  const words = causes.find(([pattern]) => pattern.test(code))?.[1];
  if (words === 'TLS failed') return failure('network', `${words} with ${host}: ${code}`, operation);
  return failure('network', `${words ?? `no connection (${code || 'unknown cause'})`}: ${host}`, operation);
}

/** The deepest code: the library wraps what the system said. */
function codeOf(thrown: unknown): string {
  const { code, cause } = fields(thrown);
  const inner = cause === undefined ? '' : codeOf(cause);
  return inner || (typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : '');
}

function fields(thrown: unknown): Thrown {
  return typeof thrown === 'object' && thrown !== null ? thrown : {};
}
