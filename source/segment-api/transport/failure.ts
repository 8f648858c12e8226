import type { ReadError } from '../../domain/problem.ts';
import { failure } from '../failure.ts';

/** Plain words for what goes wrong below HTTP. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'connection refused'],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|ERR_READING_RESPONSE_STREAM|ERR_HTTP_CONTENT_LENGTH_MISMATCH)$/,
    'connection reset',
  ],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|EREFUSED|ENODATA)$/, 'host unknown'],
  [/^(EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'host unreachable'],
  [/^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/, 'TLS failed'],
  [/^HPE_/, 'not an HTTP answer'],
];

/** The certificate is signed by somebody whom Node does not know: mostly a company or its proxy. */
const unknownIssuer = /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(GET_ISSUER|VERIFY))/;
const issuerHelp = '; NODE_EXTRA_CA_CERTS=FILE adds the CA that signed it';

/** Messages of a proxy that refuses the connection. */
const refusals: Readonly<Record<number, string>> = {
  403: 'does not let this host through',
  407: 'asks for a user name and password',
  502: 'cannot reach the host',
  503: 'cannot reach the host',
  504: 'got no answer from the host',
};

interface Thrown {
  readonly message?: unknown;
  readonly name?: unknown;
  readonly code?: unknown;
  readonly event?: unknown;
  readonly cause?: unknown;
}

/**
 * What an HTTP library threw, as a ReadError that keeps nothing of it but a code: the library's errors carry the whole request,
 * the token with it.
 * @param proxy its host and port, where there is one
 */
export function transportFailure(thrown: unknown, operation: string, host: string, proxy?: string): ReadError {
  const { name, event } = fields(thrown);
  const code = codeOf(thrown);
  const where = proxy === undefined ? host : `${host} through the proxy ${proxy}`;
  const status = proxy === undefined ? undefined : refusalOf(thrown);
  if (status !== undefined)
    return failure('network', `the proxy ${proxy} ${refusals[status] ?? 'refused'} (${status})`, operation);
  const isLate = name === 'TimeoutError' || code === 'ETIMEDOUT' || messageOf(thrown) === 'Proxy timeout';
  if (isLate) {
    const phase =
      event === 'request' || typeof event !== 'string' ? 'no answer in time' : `no answer in time (${event})`;
    return failure('timeout', `${phase} from ${where}`, operation);
  }
  const words = causes.find(([pattern]) => pattern.test(code))?.[1];
  if (words === 'TLS failed')
    return failure(
      'network',
      `${words} with ${where}: ${code}${unknownIssuer.test(code) ? issuerHelp : ''}`,
      operation,
    );
  return failure('network', `${words ?? `no connection (${code || 'unknown cause'})`}: ${where}`, operation);
}

/** The status with which a proxy refused the tunnel. */
function refusalOf(thrown: unknown): number | undefined {
  const [, status] = /^Bad response: (\d{3})$/.exec(messageOf(thrown)) ?? [];
  return status === undefined ? undefined : Number(status);
}

/** The innermost message: only ever compared with known ones, as it may hold anything. */
function messageOf(thrown: unknown): string {
  const { message, cause } = fields(thrown);
  return cause === undefined ? (typeof message === 'string' ? message : '') : messageOf(cause);
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
