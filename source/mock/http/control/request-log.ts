/** One request as the mock answered it; status 0 is a connection cut without an answer. */
interface LoggedRequest {
  readonly method: string;
  /** Path without query, as sent. */
  readonly path: string;
  /** Query text as sent, without the question mark. */
  readonly query: string;
  /** The contract's name, such as GET /sources/{sourceId}. */
  readonly operation: string | undefined;
  readonly status: number;
  /** When it came in, ms since 1970. */
  readonly at: number;
  /** How long it took, ms. */
  readonly took: number;
}

export interface RequestLog {
  /** Oldest first. */
  list(): readonly LoggedRequest[];
  add(request: LoggedRequest): void;
  clear(): void;
}

/** Keeps the newest requests. Headers are not kept: a token must not end up in a log. */
export function createRequestLog(most = 20_000): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    list: () => [...entries],
    add(request) {
      entries.push(request);
      if (entries.length > most * 1.5) entries = entries.slice(-most);
    },
    clear() {
      entries = [];
    },
  };
}
