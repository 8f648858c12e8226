import { isJsonObject, type JsonObject } from '../json-object.ts';
import { type SafeText, sanitise } from '../text.ts';
import { parseTime } from '../time.ts';
import type { SampleRequest, SampleResponse } from './sample.ts';

/**
 * One line of a failure log (rule 300). Ids and words are made safe here; bodies and headers are foreign text, cut to a bound,
 * and reach the screen only through sanitise(), line by line.
 */
export type LogEntry = LoggedExchange | LoggedAttempt | LoggedError;

interface Logged {
  readonly destinationId: SafeText;
  readonly sourceId: SafeText;
  /** When it happened, ms. */
  readonly at: number;
}

/** One request to a destination, for one event or a batch of them, and its answer (rule 301). */
export interface LoggedExchange extends Logged {
  readonly kind: 'exchange';
  readonly exchangeId: SafeText;
  /** HTTP status as text; empty where there was no answer. */
  readonly reason: SafeText;
  readonly request: SampleRequest;
  readonly response: SampleResponse;
  /** Bodies that are not whole: the log itself cuts them, and segtop what is still too long. */
  readonly isRequestCut: boolean;
  readonly isResponseCut: boolean;
}

/** One event in one exchange. */
export interface LoggedAttempt extends Logged {
  readonly kind: 'attempt';
  readonly messageId: SafeText;
  /** Empty where nothing was sent. */
  readonly exchangeId: SafeText;
  /** 1 is the first; 0 where it is not told. */
  readonly attempt: number;
  readonly outcome: SafeText;
}

/** What became of an event that could not be delivered. */
export interface LoggedError extends Logged {
  readonly kind: 'error';
  readonly messageId: SafeText;
  /** Undefined where it is not told. */
  readonly discarded: boolean | undefined;
}

/** Requests a day that a workspace has for its logs (rule 304). */
export const requestsPerDay = 120;

/** One hour of the logs of one destination, which are collected under an id of their own. */
export interface FailureLogQuery {
  readonly collectionId: string;
  /** Begin of the hour, ms. */
  readonly hour: number;
}

/** How the failure logs of a destination stand. */
export interface FailureLogState {
  /** Where Segment collects them; undefined where nobody has told. */
  readonly collectionId: string | undefined;
  /** Exchanges that are kept, by error; empty where there was no answer. */
  readonly kept: ReadonlyMap<string, number>;
  /** The newest hour of which lines came in, its begin, ms. */
  readonly newest: number | undefined;
  /** When it was last asked for anything of it, ms. */
  readonly askedAt: number | undefined;
  /** Why that gave nothing. */
  readonly problem: SafeText | undefined;
  /** Of its newest hours one had more files than are read, or lines that are not understood. */
  readonly leftOut?: SafeText | undefined;
  /** Requests of the last day, of all destinations. */
  readonly taken: number;
}

/** Code units kept of a body: the log has no longer ones as a rule. */
export const longestBody = 64 * 1024;
const longestId = 200;
const mostHeaders = 100;
const longestHeader = 2000;

const fieldsOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {});
const id = (value: unknown): SafeText => sanitise(typeof value === 'string' ? value : '', longestId);

/**
 * A parsed line of a failure log; undefined for one that is none, or that lacks what it is joined by. Anything else may be
 * missing.
 */
export function logEntry(value: unknown): LogEntry | undefined {
  const { type, event, properties } = fieldsOf(value);
  if (type !== undefined && type !== 'observability') return undefined;
  if (!isJsonObject(properties)) return undefined;
  const routed = fieldsOf(properties.routed);
  const destinationId = routedId(routed.to);
  const at = parseTime(properties.occurredAt) ?? parseTime(properties.loggedAt);
  if (destinationId === '' || at === undefined) return undefined;
  const common = { destinationId, sourceId: routedId(routed.from), at };
  switch (event) {
    case 'Destination Exchange Logged':
      return exchangeOf(properties, common);
    case 'Delivery Attempt Logged':
      return attemptOf(properties, common);
    case 'Error Logged':
      return errorOf(properties, common);
    default:
      return undefined;
  }
}

/** The first of a list of ends; where an event was routed to several, each has lines of its own. */
function routedId(ends: unknown): SafeText {
  return Array.isArray(ends)
    ? id(fieldsOf(ends.find((each) => isJsonObject(each) && typeof each.id === 'string')).id)
    : id('');
}

function exchangeOf(properties: JsonObject, common: Logged): LoggedExchange | undefined {
  const exchangeId = id(properties.destinationExchangeId);
  if (exchangeId === '') return undefined;
  const request = fieldsOf(properties.requestToDestination);
  const response = fieldsOf(properties.responseFromDestination);
  const asked = bodyOf(request.body);
  const answered = bodyOf(response.body);
  const status = statusOf(response.status);
  return {
    kind: 'exchange',
    ...common,
    exchangeId,
    reason: sanitise(status ?? ''),
    request: {
      method: sanitise(typeof request.method === 'string' ? request.method : '', 20),
      url: typeof request.url === 'string' ? request.url.slice(0, longestHeader) : '',
      headers: headersOf(request.headers),
      body: asked.text,
    },
    response: { status, headers: headersOf(response.headers), body: answered.text },
    isRequestCut: asked.isCut,
    isResponseCut: answered.isCut,
  };
}

function attemptOf(properties: JsonObject, common: Logged): LoggedAttempt | undefined {
  const messageId = id(properties.messageId);
  if (messageId === '') return undefined;
  const { attempt } = properties;
  return {
    kind: 'attempt',
    ...common,
    messageId,
    exchangeId: id(properties.destinationExchangeId),
    attempt: typeof attempt === 'number' && Number.isSafeInteger(attempt) && attempt > 0 ? attempt : 0,
    outcome: sanitise(typeof properties.outcome === 'string' ? properties.outcome : '', 60),
  };
}

function errorOf(properties: JsonObject, common: Logged): LoggedError | undefined {
  const messageId = id(properties.messageId);
  if (messageId === '') return undefined;
  const { discarded } = properties;
  return { kind: 'error', ...common, messageId, discarded: typeof discarded === 'boolean' ? discarded : undefined };
}

/** A status comes as a number, sometimes as text; anything that is none is no answer. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined;
}

/**
 * A body as text. The log cuts long ones without a mark (rule 302): one that begins as JSON and is none was cut.
 */
function bodyOf(value: unknown): { readonly text: string | undefined; readonly isCut: boolean } {
  if (value === undefined || value === null) return { text: undefined, isCut: false };
  const text = typeof value === 'string' ? value : written(value);
  if (text.length > longestBody) return { text: text.slice(0, longestBody).toWellFormed(), isCut: true };
  return { text, isCut: /^\s*[[{"]/.test(text) && !isJson(text) };
}

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Names and values as texts; a name that comes twice has a list. */
function headersOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isJsonObject(value)) return undefined;
  const entries = Object.entries(value).slice(0, mostHeaders);
  return Object.fromEntries(
    entries.map(([name, each]) => [
      name.slice(0, longestId),
      (Array.isArray(each) ? each.map((one) => textOf(one)).join(', ') : textOf(each)).slice(0, longestHeader),
    ]),
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : written(value));
