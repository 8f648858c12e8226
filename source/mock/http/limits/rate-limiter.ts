import { day, minute } from '../../../domain/time.ts';
import type { MockReply } from '../../protocol.ts';
import { dailyLimits, defaultLimit, statedLimits } from './rate-limits.ts';

/** Limits in force: requests a minute. */
export interface Limits {
  readonly byOperation?: Readonly<Record<string, number>>;
  readonly fallback?: number;
}

/** Where one operation of one token stands in its window. */
export interface Standing {
  readonly allowed: boolean;
  readonly consumed: number;
  readonly remaining: number;
  /** End of the window, ms. */
  readonly resetAt: number;
}

/**
 * Counts requests per operation and token in windows of 60 s that start with the first request (rule 15); of a few per operation and
 * day, for all tokens together (rule 304).
 */
export function rateLimiter(now: () => number, limits: Limits = {}): (token: string, operation: string) => Standing {
  const byOperation: Readonly<Record<string, number>> = { ...statedLimits, ...dailyLimits, ...limits.byOperation };
  const fallback = limits.fallback ?? defaultLimit;
  const windows = new Map<string, { consumed: number; resetAt: number }>();
  return (token, operation) => {
    const isDaily = Object.hasOwn(dailyLimits, operation);
    const key = isDaily ? operation : `${operation}\n${token}`;
    const limit = byOperation[operation] ?? fallback;
    const length = isDaily ? day : minute;
    const open = windows.get(key);
    const window = open && now() < open.resetAt ? open : { consumed: 0, resetAt: now() + length };
    window.consumed += 1;
    windows.set(key, window);
    return {
      allowed: window.consumed <= limit,
      consumed: window.consumed,
      remaining: Math.max(0, limit - window.consumed),
      resetAt: window.resetAt,
    };
  };
}

export type Headers = Readonly<Record<string, string>>;

/** Headers of a success; the reset is a date as in mail (RFC 5322). */
export function limitHeaders({ consumed, remaining, resetAt }: Standing): Headers {
  return {
    'X-RateLimit-Consumed': String(consumed),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': new Date(resetAt).toUTCString(),
  };
}

/** 429 of one operation: how long to wait is in the body. */
export function operationLimited(consumed: number, msBeforeNext: number): MockReply {
  const data = { remainingPoints: 0, msBeforeNext, consumedPoints: consumed };
  return { status: 429, body: { errors: [{ type: 'RequestError', message: 'Too many requests', data }] } };
}

/** 429 of the whole token: no data; how long to wait is in the Retry-After header. */
export const tokenLimited: MockReply = {
  status: 429,
  body: { errors: [{ type: 'RequestError', message: 'Too many requests' }] },
};
