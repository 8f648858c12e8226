import type { MockReply } from '../protocol.ts';
import { readFaults } from './fault.ts';
import type { Faults } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** Lines of help for `segtop mock-api --help`. */
export const controlHelp: readonly string[] = [
  'Control paths, no token needed:',
  '  GET /__requests      every request so far: method, path, query, operation, status, at, took',
  '  DELETE /__requests   forgets them',
  '  GET /__faults        faults in force, with how often each was applied',
  '  POST /__faults       replaces them by a JSON list; DELETE clears them',
  'A fault: {"match": "GET /destinations/*/delivery-metrics", "kind": "status", "status": 500, "times": 3}',
  '  match        method or *, path; * is one segment, ** any rest',
  '  kind         status (status, body) · rate-limit (level operation|token, retryAfter s) · slow (ms) ·',
  '               reset · garbage (variant html|truncated|data-null|empty) · unauthorized',
  '  times        how often it applies; always when absent',
  '  probability  0 to 1, drawn from the seed',
];

/** What the control paths act on. */
export interface Controls {
  readonly faults: Faults;
  readonly requests: RequestLog;
}

/** Answers a control path; undefined when the path is none. */
export function control(
  { faults, requests }: Controls,
  method: string,
  path: string,
  body: unknown,
): MockReply | undefined {
  switch (`${method} ${path}`) {
    case 'GET /__requests':
      return { status: 200, body: { requests: requests.list() } };
    case 'DELETE /__requests':
      requests.clear();
      return { status: 200, body: { requests: [] } };
    case 'GET /__faults':
      return { status: 200, body: { faults: faults.list() } };
    case 'DELETE /__faults':
      faults.clear();
      return { status: 200, body: { faults: [] } };
    case 'POST /__faults':
      return setFaults(faults, body);
    default:
      return undefined;
  }
}

function setFaults(faults: Faults, body: unknown): MockReply {
  try {
    faults.set(readFaults(body));
    return { status: 200, body: { faults: faults.list() } };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return { status: 422, body: { errors: [{ type: 'input-validation', message: thrown.message }] } };
  }
}
