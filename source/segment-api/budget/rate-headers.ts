import { minute, second } from '../../domain/time.ts';
import type { WireResponse } from '../transport/transport.ts';
import { boundedWait } from './waits.ts';

/** What one answer tells about the budget of its operation. */
export interface RateNews {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the budget is full again. */
  readonly resetIn: number;
}

/** Times come in whole seconds, so the real moment may be almost one later. */
const truncated = second;

type Headers = WireResponse['headers'];

/**
 * Reads `X-RateLimit-Consumed`, `-Remaining` and `-Reset` (rule 13). The reset is measured against the server's own
 * `Date`, so that a wrong clock here does no harm; a window longer than the documented minute is not believed.
 */
export function rateNews(headers: Headers, now: number): RateNews | undefined {
  const consumed = whole(headers['x-ratelimit-consumed']);
  const remaining = whole(headers['x-ratelimit-remaining']);
  if (consumed === undefined || remaining === undefined || consumed + remaining === 0) return undefined;
  const resetIn = delay(headers['x-ratelimit-reset'], headers.date, now);
  return {
    limit: consumed + remaining,
    remaining,
    resetIn: Math.min(resetIn === undefined ? minute : resetIn + truncated, minute + truncated),
  };
}

/** `Retry-After` in ms, bounded: seconds or a date; undefined where it is neither (rule 14). */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const text = headers['retry-after']?.trim();
  if (!text) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * second : delay(text, headers.date, now);
  return ms === undefined ? undefined : boundedWait(ms);
}

/** Milliseconds until a moment given as a date, as epoch seconds or milliseconds, or as seconds from now. */
function delay(text: string | undefined, serverDate: string | undefined, now: number): number | undefined {
  if (!text?.trim()) return undefined;
  const number = Number(text);
  if (number >= 0 && number < 1e6) return number * second;
  const at = Number.isNaN(number) ? Date.parse(text) : number < 1e11 ? number * second : number;
  if (Number.isNaN(at)) return undefined;
  const base = serverDate === undefined ? Number.NaN : Date.parse(serverDate);
  return Math.max(0, at - (Number.isNaN(base) ? now : base));
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
