/** An amount as the screen writes it. Only amounts of one kind are compared. */
export interface Quantity {
  readonly kind: 'count' | 'percent' | 'points' | 'duration';
  readonly value: number;
}

const factors: Readonly<Record<string, readonly [Quantity['kind'], number]>> = {
  '': ['count', 1],
  k: ['count', 1e3],
  K: ['count', 1e3],
  M: ['count', 1e6],
  B: ['count', 1e9],
  T: ['count', 1e12],
  Qa: ['count', 1e15],
  Qi: ['count', 1e18],
  '%': ['percent', 1],
  pp: ['points', 1],
  ms: ['duration', 0.001],
  s: ['duration', 1],
  m: ['duration', 60],
  min: ['duration', 60],
  h: ['duration', 3600],
  d: ['duration', 86_400],
  w: ['duration', 604_800],
};

const amount = /([+\-−]?)(\d[\d,]*(?:\.\d+)?) ?(ms|min|pp|Qa|Qi|[kKMBTsmhdw%]?)(?![\w%])/y;

/** The one share that is written as less than another: more than nothing, and less than every share that is shown exactly. */
const least = /^<(?=\d[\d.]*%$)/;

/** Reads a text that is one amount and nothing else: `94%`, `2.1k`, `1,999`, `4h 50m`, `<0.01%`; undefined for another. */
export function quantityOf(text: string): Quantity | undefined {
  const isLess = least.test(text.trim());
  const written = text.trim().replace(least, '');
  let found: Quantity | undefined;
  amount.lastIndex = 0;
  while (amount.lastIndex < written.length) {
    const [, sign, digits = '', unit = ''] = amount.exec(written) ?? [];
    const known = factors[unit];
    if (digits === '' || !known) return undefined;
    const [kind, factor] = known;
    // Only a duration has several parts.
    if (found && (kind !== 'duration' || found.kind !== 'duration')) return undefined;
    const value = Number(digits.replaceAll(',', '')) * factor * (sign === '' || sign === '+' ? 1 : -1);
    found = { kind, value: (found?.value ?? 0) + value };
    if (written[amount.lastIndex] === ' ') amount.lastIndex += 1;
  }
  if (found && isLess) return { ...found, value: found.value / 2 };
  return found;
}

/** `>5%`, `<=2h`: what an amount is to be. */
export interface Comparison {
  /** Undefined while it is being typed; `invalid` where it is no amount. */
  readonly bound?: Quantity | undefined;
  readonly invalid: boolean;
  holds(quantity: Quantity | undefined): boolean;
}

const signs: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
};

/** Reads a comparison; undefined for what does not begin with one. */
export function comparisonOf(text: string): Comparison | undefined {
  const [, sign = '', rest = ''] = /^([<>]=?)(.*)$/.exec(text) ?? [];
  const compare = signs[sign];
  if (!compare) return undefined;
  const bound = rest === '' ? undefined : quantityOf(rest);
  return {
    bound,
    invalid: rest !== '' && bound === undefined,
    holds: (quantity) =>
      bound === undefined ||
      (quantity !== undefined && quantity.kind === bound.kind && compare(quantity.value, bound.value)),
  };
}
