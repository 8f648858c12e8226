import { type SafeText, sanitise } from '../text.ts';
import { keyHit, type PiiColor } from './pii-matchers.ts';
import { type ValueSpan, valueSpans } from './pii-values.ts';

export type { PiiColor } from './pii-matchers.ts';

/** Why a field is personal: the matcher, where it hit, and whether what it hit is just that. */
export interface PiiMatch {
  readonly matcher: SafeText;
  readonly color: PiiColor;
  readonly on: 'key' | 'value';
  /** False for a spelling, for a name among other words, and for a part of a value: the portal calls it similar. */
  readonly exact: boolean;
}

/** Names whose values have four numbers with dots between them and are no addresses. */
const versionName = /version|build|release|revision|firmware|\bua\b|brands/i;

/** Names of goods and codes whose digits may pass for a card's. */
const codeName = /bar_?code|gtin|ean|upc|isbn|sku|order_?id|tracking/i;

/** What the form of a value gives away, given what its name says of it. */
export function spansIn(key: string, text: string): readonly ValueSpan[] {
  const spans = valueSpans(text);
  if (spans.length === 0) return spans;
  return spans.filter(({ matcher, start, end }) => {
    const isWhole = start === 0 && end === text.length;
    return !(
      isWhole &&
      ((matcher === 'ip' && versionName.test(key)) || (matcher === 'credit card' && codeName.test(key)))
    );
  });
}

function matchOfValue(key: string, value: unknown): PiiMatch | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const spans = spansIn(key, text.trim());
  const span = spans.find(({ color }) => color === 'red') ?? spans[0];
  if (!span) return undefined;
  const isWhole = span.end - span.start === text.trim().length;
  return { matcher: sanitise(span.matcher), color: span.color, on: 'value', exact: isWhole };
}

/** How many tokens a model used is no secret. */
const isAmount = (key: string, value: unknown): boolean =>
  /tokens$/i.test(key) && (typeof value === 'number' || (typeof value === 'string' && /^\d{1,9}$/.test(value)));

/**
 * What the matchers find in a field's key and value; undefined is Segment's green. Red wins over yellow.
 * @param key the last part of the field's path, or the path joined with dots
 * @param value undefined where only the key is known
 */
export function piiMatch(key: string, value?: unknown): PiiMatch | undefined {
  const byValue = matchOfValue(key, value);
  if (byValue?.color === 'red') return byValue;
  const byKey = isAmount(key, value) ? undefined : keyHit(key.split('.'));
  if (!byKey) return byValue;
  const { matcher, exact } = byKey;
  return { matcher: matcher.name, color: matcher.color, on: 'key', exact };
}

/** A value under this name is a credential. Nobody needs it to understand an error, so nothing reveals it. */
export function isCredential(name: string, value?: unknown): boolean {
  return !isAmount(name, value) && keyHit([name])?.matcher.isCredential === true;
}

/** The colour of one field of a payload by the matchers; values without content are never personal. */
export function piiColor(key: string, value: unknown): PiiColor | undefined {
  if (value === null || value === '' || typeof value === 'boolean') return undefined;
  return piiMatch(key, value)?.color;
}

/** Stands for a hidden value, always with the same length, so that not even the length of the value shows. */
export const masked: SafeText = sanitise('••••••');

/** The value as text that may be painted or copied: masked when the matchers call it personal. */
export function maskValue(key: string, value: unknown): SafeText {
  return piiColor(key, value) ? masked : sanitise(value);
}
