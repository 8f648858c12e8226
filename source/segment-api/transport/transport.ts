/** One request as it goes over the wire. The client builds it, a transport carries it: got over HTTP, or the mock in process. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Percent-encoded path, such as /sources/abc/settings. */
  readonly path: string;
  /** Dotted notation, decoded: ['pagination.count', '1000'] (rule 4). */
  readonly query: readonly (readonly [string, string])[];
  readonly body?: unknown;
  /** Type of the body where it is not plain application/json. */
  readonly contentType?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answer of any status. `json` is set by a transport that never had text. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text?: string | undefined;
  readonly json?: unknown;
}

/** Carries one request. Rejects with a ReadError of kind network, timeout or aborted; any HTTP status resolves. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;
