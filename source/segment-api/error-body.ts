import type { ReadError } from '../domain/problem.ts';
import { failure } from './failure.ts';
import { parseJson } from './reading/json.ts';
import type { WireResponse } from './transport/transport.ts';

export interface ServerWords {
  /** The server's first message, empty when it gave none. */
  readonly message: string;
  /** Milliseconds until the operation may go again, in the body of a 429. */
  readonly msBeforeNext?: number | undefined;
}

/** How a gate on the plan or on a feature is worded; the statuses do not tell it from a missing right (rule 10). */
const planWords = /\b(plans?|tier|upgrade|business|add-?on)\b/i;
/** Words of what may be missing from a plan, and of what somebody may have no right to as well. */
const featureWords = /\b(features?|not enabled|subscription|protocols)\b/i;
const rightWords = /\b(permissions?|roles?|authori[sz]ed)\b/i;
/** A kind of resource, and part of the name of a role: no plan that is paid for. */
const trackingPlans = /\btracking[\s_-]*plans?\b/gi;
const isPlan = (message: string): boolean =>
  planWords.test(message.replace(trackingPlans, '')) || (featureWords.test(message) && !rightWords.test(message));

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** What an error answer says: `{"errors":[…]}`, a bare `{"message":…}`, `{"error":…}`, short plain text, or nothing. */
export function serverWords(response: WireResponse): ServerWords {
  const body = record(bodyOf(response));
  const errors = Array.isArray(body.errors) ? body.errors.map(record) : [];
  const messages = [...errors.map(({ message }) => message), body.message, body.error, record(body.error).message];
  const message =
    messages.find((text) => typeof text === 'string' && text.trim() !== '') ?? errors[0]?.type ?? plain(response);
  const wait = Number(
    errors.map(({ data }) => record(data).msBeforeNext).find((ms) => ms !== undefined && ms !== null),
  );
  return {
    message: typeof message === 'string' ? message.trim() : '',
    ...(wait >= 0 && Number.isFinite(wait) ? { msBeforeNext: wait } : {}),
  };
}

/** An answer with an error status as a ReadError that screens can branch on (rule 9). */
export function errorOf(response: WireResponse, operation: string, retryAfter?: number): ReadError {
  const { status } = response;
  const { message } = serverWords(response);
  const text = message || `HTTP ${status}${isPage(response) ? ' with a web page instead of JSON' : ''}`;
  return failure(kindOf(status, text), text, operation, { status, retryAfter });
}

function kindOf(status: number, message: string) {
  if (status === 401) return 'no-access';
  if (status === 403) return isPlan(message) ? 'not-in-plan' : 'no-access';
  if (status === 402) return 'not-in-plan';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server';
  return status >= 400 ? 'invalid-request' : 'not-the-api';
}

function bodyOf({ json, text }: WireResponse): unknown {
  if (json !== undefined) return json;
  try {
    return parseJson(text ?? '');
  } catch {
    return undefined;
  }
}

/** Whether the body is a web page, as proxies and captive portals send. */
export function isPage({ headers, text }: WireResponse): boolean {
  return (
    headers['content-type']?.includes('html') === true ||
    /^\s*<(!doctype|html|head|body)\b/i.test(text?.slice(0, 200) ?? '')
  );
}

function plain(response: WireResponse): string {
  const text = response.text?.trim() ?? '';
  return text.length <= 200 && !/^[{[<]/.test(text) ? text : '';
}
