import { FqlError, fqlText, fqlTokens } from '../../domain/delivery/fql-tokens.ts';
import { glob } from '../glob.ts';
import { isRow } from './body.ts';

/** Says whether an event matches. */
export type Predicate = (event: unknown) => boolean;

const reserved = new Set(['and', 'or', 'not']);

type Value = (event: unknown) => unknown;

/** Longer texts are no filters. */
const longestText = 2000;
/** Reading and running an expression goes down one level for each part of it: far more than anyone writes, far less than a stack holds. */
const mostTokens = 500;

/**
 * Reads the part of Segment's filter language that filters use: and, or, not or `!`, comparisons, parentheses, the functions
 * contains, match, length, lowercase and typeof, and paths such as properties.total.
 */
export function parseFql(text: string): Predicate {
  if (text.length > longestText) throw new FqlError(`longer than ${longestText} characters`);
  const tokens = fqlTokens(text);
  if (tokens.length > mostTokens) throw new FqlError(`more than ${mostTokens} words and signs`);
  let at = 0;
  const predicate = either();
  if (at < tokens.length) throw new FqlError(`unexpected ${tokens[at]}`);
  return (event) => Boolean(predicate(event));

  function take(...wanted: readonly string[]): string | undefined {
    const next = tokens[at];
    if (next === undefined || !wanted.includes(next)) return undefined;
    at += 1;
    return next;
  }

  function expect(wanted: string): void {
    if (!take(wanted)) throw new FqlError(`${wanted} expected before ${tokens[at] ?? 'the end'}`);
  }

  function either(): Value {
    let left = both();
    while (take('or')) {
      const [a, b] = [left, both()];
      left = (event) => Boolean(a(event)) || Boolean(b(event));
    }
    return left;
  }

  function both(): Value {
    let left = negated();
    while (take('and')) {
      const [a, b] = [left, negated()];
      left = (event) => Boolean(a(event)) && Boolean(b(event));
    }
    return left;
  }

  function negated(): Value {
    if (!take('!', 'not')) return comparison();
    const inner = negated();
    return (event) => !inner(event);
  }

  function comparison(): Value {
    const left = operand();
    const operator = take('=', '!=', '<', '<=', '>', '>=');
    if (!operator) return left;
    const right = operand();
    return (event) => compare(operator, left(event), right(event));
  }

  function operand(): Value {
    if (take('(')) {
      const inner = either();
      expect(')');
      return inner;
    }
    const next = tokens[at];
    if (next === undefined) throw new FqlError('unexpected end');
    at += 1;
    const said = fqlText(next);
    if (said !== undefined) return constant(said);
    if (/^-?\d/.test(next)) return constant(Number(next));
    if (next === 'true' || next === 'false') return constant(next === 'true');
    if (next === 'null') return constant(null);
    if (!/^[A-Za-z_$]/.test(next) || reserved.has(next)) throw new FqlError(`unexpected ${next}`);
    return take('(') ? call(next) : path(next);
  }

  function call(name: string): Value {
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!run) throw new FqlError(`unknown function ${name}`);
    const given: Value[] = [];
    if (!take(')')) {
      do given.push(either());
      while (take(','));
      expect(')');
    }
    return (event) => run(...given.map((each) => each(event)));
  }
}

function constant(value: unknown): Value {
  return () => value;
}

function path(text: string): Value {
  const names = text.split('.');
  return (event) =>
    names.reduce<unknown>((at, name) => (isRow(at) && Object.hasOwn(at, name) ? at[name] : undefined), event) ?? null;
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (operator === '=') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

const functions: Readonly<Record<string, (...given: unknown[]) => unknown>> = {
  contains: (text, part) => (Array.isArray(text) ? text.includes(part) : String(text ?? '').includes(String(part))),
  match: (text, pattern) => glob(String(pattern), { '*': 'any', '?': 'one' })(String(text ?? '')),
  length: (value) => (Array.isArray(value) || typeof value === 'string' ? value.length : 0),
  lowercase: (text) => String(text ?? '').toLowerCase(),
  typeof: (value) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value),
};
