import { minute, second } from '../../source/domain/time.ts';
import { createPublicApi } from '../../source/segment-api/public-api.ts';
import type { Transport, WireRequest, WireResponse } from '../../source/segment-api/transport/transport.ts';
import { type Fleet, fleet } from '../../source/workspace/delivery/fleet.ts';
import { type Attention, overviewNeeds } from '../../source/workspace/needs/overview.ts';
import { Poller } from '../../source/workspace/polling/poller.ts';
import type { Read } from '../../source/workspace/polling/read.ts';
import type { Shared } from '../../source/workspace/polling/shared.ts';
import { inflow } from '../../source/workspace/sources/inflow.ts';
import { fakeClock } from '../harness/world-clock.ts';
import { type ScarceWorld, scarceData, type Traffic } from './scarce-world.ts';

export interface ScarceOptions extends Partial<Omit<ScarceWorld, 'connections'>> {
  readonly connections: number;
  /** Requests a minute that an operation lets through, by the end of its path. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Requests a minute that the token lets through. */
  readonly tokenLimit?: number;
  /** Whether the refusal of an operation carries Retry-After besides. */
  readonly retryAfter?: boolean;
  /** Answers that are none of the above. */
  readonly answer?: (request: WireRequest, now: number) => WireResponse | undefined;
  readonly latency?: number;
  readonly attention?: (fleet: Fleet) => Attention;
  /** No dashboard is open yet. */
  readonly isEmpty?: boolean;
}

/** A little always fails, here more than there. */
const usual = (index: number): Traffic => ({ delivered: 990, failed: 1 + (index % 7) / 10 });

/** A window of a minute that begins with its first request, as the limiter of the API counts. */
class Limiter {
  readonly #windows = new Map<string, { from: number; count: number }>();

  take(key: string, limit: number, now: number) {
    let window = this.#windows.get(key);
    if (!window || now >= window.from + minute) {
      window = { from: now, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    return {
      consumed: window.count,
      left: Math.max(0, limit - window.count),
      resetIn: window.from + minute - now,
      isOver: window.count > limit,
    };
  }
}

/**
 * A dashboard with Home open on an API that lets few requests through: the real client, budget, poller, needs and fleet over a
 * transport of this test, in virtual time.
 */
export function scarceApi(options: ScarceOptions) {
  const { connections, limits = {}, tokenLimit = 600, retryAfter = false, latency = 150 } = options;
  const world: ScarceWorld = {
    sources: Math.max(1, Math.floor(connections / 100)),
    traffic: usual,
    enabled: () => true,
    audit: () => [],
    ...options,
  };
  const clock = fakeClock('2026-03-28T13:25:00Z');
  const asked: { readonly path: string; readonly at: number; readonly status: number }[] = [];
  const limiter = new Limiter();
  const respond = (request: WireRequest): WireResponse => {
    const now = clock.now();
    const own = options.answer?.(request, now);
    if (own) return own;
    const limited = Object.entries(limits).find(([end]) => request.path.endsWith(end));
    if (limited) {
      const { consumed, isOver, resetIn } = limiter.take(limited[0], limited[1], now);
      if (isOver) {
        const data = { remainingPoints: 0, msBeforeNext: resetIn, consumedPoints: consumed };
        const headers = retryAfter ? { 'retry-after': String(Math.ceil(resetIn / second)) } : {};
        return {
          status: 429,
          headers,
          json: { errors: [{ type: 'RequestError', message: 'Too many requests', data }] },
        };
      }
    }
    const token = limiter.take('token', tokenLimit, now);
    if (token.isOver)
      return {
        status: 429,
        headers: { 'retry-after': String(Math.ceil(token.resetIn / second)) },
        json: { errors: [{ type: 'RequestError', message: 'Too many requests' }] },
      };
    const data = scarceData(world, request, now);
    const headers = {
      'x-ratelimit-consumed': String(token.consumed),
      'x-ratelimit-remaining': String(token.left),
      'x-ratelimit-reset': new Date(now + token.resetIn).toUTCString(),
      date: new Date(now).toUTCString(),
    };
    return typeof data === 'number'
      ? { status: data, headers, json: { errors: [{ type: 'RequestError', message: 'no' }] } }
      : { status: 200, headers, json: { data } };
  };

  const transport: Transport = (request) =>
    new Promise((resolve) => {
      clock.setTimer(() => {
        const response = respond(request);
        asked.push({ path: request.path, at: clock.now(), status: response.status });
        resolve(response);
      }, latency);
    });

  /** A dashboard with Home open, by itself or together with others that have the same store; each has a budget of its own. */
  const dashboard = (shared?: Shared, random: () => number = () => 0.5) => {
    const backend = createPublicApi({ transport, clock, random: () => 0.5 });
    const poller = new Poller({ backend, clock, random, onChange: () => look() });
    if (shared) poller.share(shared);
    const read: Read = (resource) => poller.snapshot(resource);
    const pictureOf = () => fleet(read, inflow(read, '24h', clock.now()), '24h', clock.now());
    const attentionOf =
      options.attention ?? (({ failing }: Fleet) => ({ visible: new Set(failing.slice(0, 12).map(({ id }) => id)) }));
    function look(): void {
      poller.want(overviewNeeds(read, '24h', clock.now(), attentionOf(pictureOf())));
    }
    return { backend, poller, read, pictureOf, look };
  };
  const { backend, poller, read, pictureOf, look } = dashboard();
  if (!options.isEmpty) look();
  return {
    clock,
    poller,
    backend,
    read,
    asked,
    dashboard,
    transport,
    fleet: pictureOf,
    fetchedAt: (key: string) =>
      read({ key, every: 0, load: () => Promise.reject(new Error('not read here')) }).fetchedAt,
    /** Requests of the last minute, by operation. */
    lastMinute: () => asked.filter(({ at }) => at > clock.now() - minute),
    /** Moves on until something is so, a second at a time; the seconds that took. */
    async until(isSo: () => boolean, most: number): Promise<number | undefined> {
      for (let passed = 0; passed <= most; passed += 1) {
        if (isSo()) return passed;
        await clock.advance(second);
      }
      return undefined;
    },
  };
}
