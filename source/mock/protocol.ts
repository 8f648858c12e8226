/** One request to the mock workspace, transport-free: the HTTP server and the in-process backend both speak it. */
export interface MockRequest {
  readonly method: string;
  /** Path without query, percent-encoded, such as /sources/abc. */
  readonly path: string;
  /** Query pairs in order, decoded. */
  readonly query: readonly (readonly [string, string])[];
  readonly body?: unknown;
}

export interface MockReply {
  readonly status: number;
  /** JSON value: `{data}` or `{errors}`. */
  readonly body: unknown;
}
