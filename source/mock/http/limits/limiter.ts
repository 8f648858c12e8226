import { second } from '../../../domain/time.ts';
import { type Answer, jsonAnswer } from '../answer.ts';
import { isRow } from '../body.ts';
import { operationOf } from '../router.ts';
import {
  type Headers,
  type Limits,
  limitHeaders,
  operationLimited,
  rateLimiter,
  type Standing,
  tokenLimited,
} from './rate-limiter.ts';

/** Limits, and how they are reported. */
export interface LimitRules extends Limits {
  /** Requests a minute of one token over all operations; without it a token as such has no limit. */
  readonly token?: number;
  /** What the X-RateLimit headers speak of; where it is the token, they stand on refusals too. */
  readonly headers?: 'operation' | 'token';
  /** The 429 of an operation carries Retry-After besides what its body says. */
  readonly retryAfter?: boolean;
  /** Nothing is refused where it is false; the headers stay. */
  readonly enforced?: boolean;
}

/** What the limits say of one request: it goes, with headers for its answer, or it is refused. */
type Passage = { readonly headers: Headers } | { readonly refusal: Answer };

/** The rate limits in force, changeable while the mock runs. */
export class Limiter {
  readonly #now: () => number;
  #rules: LimitRules = {};
  #operation: (token: string, operation: string) => Standing;
  #token: (token: string, operation: string) => Standing;

  constructor(now: () => number, rules: LimitRules = {}) {
    this.#now = now;
    this.#operation = this.#token = rateLimiter(now);
    this.set(rules);
  }

  get rules(): LimitRules {
    return this.#rules;
  }

  /** Replaces the rules; every window begins anew. */
  set(rules: LimitRules): void {
    this.#rules = rules;
    this.#operation = rateLimiter(this.#now, rules);
    this.#token = rateLimiter(this.#now, { fallback: rules.token ?? Number.MAX_SAFE_INTEGER });
  }

  take(token: string, operation: string): Passage {
    const { enforced = true, headers: of = 'operation', retryAfter = false } = this.#rules;
    const whole = this.#token(token, everything);
    if (enforced && !whole.allowed) return { refusal: jsonAnswer(tokenLimited, this.#wait(whole)) };
    const own = this.#operation(token, operation);
    const limitHeadersSent = of === 'token' ? limitHeaders(whole) : limitHeaders(own);
    if (!enforced || own.allowed) return { headers: limitHeadersSent };
    const refused = operationLimited(own.consumed, own.resetAt - this.#now());
    return {
      refusal: jsonAnswer(refused, {
        ...(of === 'token' ? limitHeadersSent : {}),
        ...(retryAfter ? this.#wait(own) : {}),
      }),
    };
  }

  #wait({ resetAt }: Standing): Headers {
    return { 'Retry-After': String(Math.max(1, Math.ceil((resetAt - this.#now()) / second))) };
  }
}

/** The one window of a token over all its operations. */
const everything = '*';

const most = 1_000_000;
const perMinute = `requests a minute, a whole number from 0 to ${most}`;
const isLimit = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;

type Check = readonly [(value: unknown) => boolean, string];

const checks: Readonly<Record<string, Check>> = {
  operations: [isRow, 'an object of operations such as {"GET /destinations/*/delivery-metrics": 5}'],
  fallback: [isLimit, perMinute],
  token: [isLimit, perMinute],
  headers: [(value) => value === 'operation' || value === 'token', 'operation or token'],
  retryAfter: [(value) => typeof value === 'boolean', 'true or false'],
  enforced: [(value) => typeof value === 'boolean', 'true or false'],
};

/**
 * Reads limits out of JSON.
 * @throws RangeError naming the field, its value and what is allowed
 */
export function readLimits(value: unknown): LimitRules {
  if (!isRow(value)) throw new RangeError('limits must be an object such as {"token": 600}');
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) throw new RangeError(`limits.${name} is unknown; allowed: ${Object.keys(checks).join(', ')}`);
    if (!check[0](field)) throw new RangeError(`limits.${name} ${shown(field)} must be ${check[1]}`);
  }
  const { operations = {}, ...rest } = value;
  const byOperation = Object.fromEntries(Object.entries(operations as object).map(operationLimit));
  return { ...rest, ...(Object.keys(byOperation).length > 0 ? { byOperation } : {}) };
}

/** The rules under the names that readLimits knows. */
export function limitsShown({ byOperation, ...rest }: LimitRules): object {
  return { ...rest, ...(byOperation ? { operations: byOperation } : {}) };
}

function operationLimit([name, limit]: readonly [string, unknown]): readonly [string, number] {
  const [method = '', path = ''] = name.split(' ');
  const operation = operationOf(method, path);
  if (operation === undefined)
    throw new RangeError(`limits.operations ${shown(name)} is no operation; allowed: a method and a path of the API`);
  if (!isLimit(limit)) throw new RangeError(`limits.operations ${shown(name)} must be ${perMinute}`);
  return [operation, limit];
}

/** A value as a message may show it: JSON, cut where it is long. */
export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 80);
