import { isRow } from '../body.ts';

/** Answers that are no API answer. */
const garbageVariants = ['html', 'truncated', 'data-null', 'empty'] as const;
export type GarbageVariant = (typeof garbageVariants)[number];

const faultKinds = ['status', 'rate-limit', 'slow', 'reset', 'garbage', 'unauthorized'] as const;

/** One injected fault, as data. The first that applies to a request wins; `slow` lets the next ones apply as well. */
export interface Fault {
  /** Method and path, such as `GET /destinations/*\/delivery-metrics`: * is one segment or any method, ** any rest. */
  readonly match: string;
  readonly kind: (typeof faultKinds)[number];
  /** status: the status (500) and, where given, the body. */
  readonly status?: number;
  readonly body?: unknown;
  /** rate-limit: `operation` (default) tells the wait in the body, `token` in Retry-After. */
  readonly level?: 'operation' | 'token';
  /** rate-limit: seconds to wait (30). */
  readonly retryAfter?: number;
  /** slow: ms to wait first (1000). */
  readonly ms?: number;
  readonly variant?: GarbageVariant;
  /** Applies this many times, then never again; always when absent. */
  readonly times?: number;
  /** Applies to this share of requests, 0 to 1, drawn from the seed. */
  readonly probability?: number;
}

type Check = (value: unknown) => boolean;
const isNumber = (least: number, most: number): Check => {
  return (value) => typeof value === 'number' && value >= least && value <= most;
};
const isOneOf = (allowed: readonly unknown[]): Check => {
  return (value) => allowed.includes(value);
};

/** More faults, and longer patterns, than any trial needs: each is held against every request. */
const mostFaults = 200;
const longestMatch = 300;

const isWhole = (least: number, most: number): Check => {
  return (value) => Number.isInteger(value) && isNumber(least, most)(value);
};

const isMatch: Check = (value) =>
  typeof value === 'string' && value.length <= longestMatch && /^\S+ \/\S*$/.test(value);

const checks: Readonly<Record<keyof Fault, readonly [Check, string]>> = {
  match: [isMatch, `text such as "GET /sources/*", of ${longestMatch} characters at most`],
  kind: [isOneOf(faultKinds), `one of ${faultKinds.join(', ')}`],
  status: [isWhole(200, 599), 'a whole number from 200 to 599'],
  body: [() => true, 'any JSON'],
  level: [isOneOf(['operation', 'token']), 'operation or token'],
  retryAfter: [isNumber(0, 86_400), 'seconds from 0 to 86400'],
  ms: [isNumber(0, 3_600_000), 'milliseconds from 0 to 3600000'],
  variant: [isOneOf(garbageVariants), `one of ${garbageVariants.join(', ')}`],
  times: [isWhole(0, Number.MAX_SAFE_INTEGER), 'a whole number from 0'],
  probability: [isNumber(0, 1), 'a number from 0 to 1'],
};

/**
 * Reads a list of faults out of JSON.
 * @throws RangeError naming what is wrong and what is allowed
 */
export function readFaults(value: unknown): readonly Fault[] {
  const list = isRow(value) && 'faults' in value ? value.faults : value;
  if (!Array.isArray(list)) throw new RangeError('faults must be a list, or {"faults": […]}');
  if (list.length > mostFaults) throw new RangeError(`faults must be ${mostFaults} at most, not ${list.length}`);
  return list.map((each, at) => readFault(each, `faults[${at}]`));
}

function readFault(value: unknown, where: string): Fault {
  if (!isRow(value)) throw new RangeError(`${where} must be an object`);
  for (const required of ['match', 'kind']) {
    if (value[required] === undefined) throw new RangeError(`${where}.${required} is required`);
  }
  for (const [name, field] of Object.entries(value)) {
    if (!Object.hasOwn(checks, name)) throw new RangeError(`${where}.${name} is unknown`);
    const [check, words] = checks[name as keyof Fault];
    if (!check(field)) throw new RangeError(`${where}.${name} must be ${words}`);
  }
  return value as unknown as Fault;
}
