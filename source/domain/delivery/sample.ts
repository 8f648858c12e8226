import { isJsonObject } from '../json-object.ts';
import { type SafeText, sanitise } from '../text.ts';

/** What was asked of the destination. Values are foreign JSON: they reach the screen only through sanitise(), line by line. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: unknown;
  readonly body: unknown;
}

/** What the destination answered. */
export interface SampleResponse {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly headers: unknown;
  readonly body: unknown;
}

/** Where a sample was put together from: the failure logs of the destination, and the collector. */
export interface SampleSource {
  /** When the exchange was read from the logs, ms. */
  readonly readAt: number;
  /** The logs have less of these bodies than was sent (rule 302). */
  readonly isRequestCut: boolean;
  readonly isResponseCut: boolean;
  /** Events that were in the same request; 0 where that is not known. */
  readonly events: number;
  /** Which attempt it was; 0 where that is not known. */
  readonly attempt: number;
  /** When the event itself was received, ms; undefined where nobody saw it. */
  readonly sentAt: number | undefined;
}

/** One failed delivery: the event as it came in, the request it became and the answer to it (rule 71). */
export interface Sample {
  /** Tells it from the others of its error. */
  readonly id: string;
  readonly messageId: string;
  /** When it failed, ms; undefined when that is not told. */
  readonly at: number | undefined;
  /** The event as the source sent it. */
  readonly sent: unknown;
  readonly request: SampleRequest;
  readonly response: SampleResponse;
  /** Undefined where one place gave all of it. */
  readonly source?: SampleSource | undefined;
}

/** A page of the web app that has what the API does not give. */
export type WebPage = 'event-delivery';

/** The samples of one error, newest first; or why there are none to be had, and the page of the web app that has them. */
export type SampleSet =
  | { readonly kind: 'samples'; readonly samples: readonly Sample[] }
  | { readonly kind: 'unavailable'; readonly why: SafeText; readonly link: WebPage };

/** One error of one connection. */
export interface SampleQuery {
  readonly destinationId: string;
  /** Discard reason of the failed delivery step, such as 401. */
  readonly reason: string;
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** Bodies often travel as text; JSON inside is easier to read as JSON. */
export function unpacked(body: unknown): unknown {
  if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

/** A row as a sample; undefined for one that has no message id. Everything else may be missing. */
export function sampleOf(row: unknown): Sample | undefined {
  if (!isJsonObject(row) || typeof row.messageId !== 'string' || row.messageId === '') return undefined;
  const request = isJsonObject(row.request) ? row.request : {};
  const response = isJsonObject(row.response) ? row.response : {};
  const at = typeof row.at === 'string' ? Date.parse(row.at) : Number.NaN;
  const status = typeof response.status === 'number' && response.status > 0 ? response.status : undefined;
  return {
    id: row.messageId,
    messageId: row.messageId,
    at: Number.isNaN(at) ? undefined : at,
    sent: row.sent,
    request: {
      method: textOr(request.method, ''),
      url: textOr(request.url, ''),
      headers: request.headers,
      body: unpacked(request.body),
    },
    response: { status, headers: response.headers, body: unpacked(response.body) },
  };
}

/** The media type an answer states, such as application/json; undefined when it states none. */
export function mediaType(headers: unknown): SafeText | undefined {
  if (!isJsonObject(headers)) return undefined;
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return typeof found === 'string' ? sanitise(found.split(';')[0]?.trim(), 80) : undefined;
}
