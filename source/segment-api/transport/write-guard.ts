import { failure } from '../failure.ts';
import type { Transport, WireRequest } from './transport.ts';

/** POSTs that change nothing: the filter test bench, and the links to failure logs (rule 22). */
const harmless: ReadonlySet<string> = new Set(['/destination/filters/preview', '/customer-insights/download']);

/** The request cannot change the workspace. */
export function isHarmless({ method, path }: Pick<WireRequest, 'method' | 'path'>): boolean {
  return method === 'GET' || (method === 'POST' && harmless.has(path));
}

/**
 * The one place that every request passes: without leave to write, nothing that could change the workspace is sent, whatever
 * asked for it (rules 22, 233).
 */
export function guarded(transport: Transport, mayWrite: boolean): Transport {
  if (mayWrite) return transport;
  return (request) =>
    isHarmless(request)
      ? transport(request)
      : Promise.reject(
          failure(
            'read-only',
            'segtop only reads; start it with --write to allow changes',
            `${request.method} ${request.path}`,
          ),
        );
}
