import { type PiiColor, type PiiMatcher, piiMatchers } from './pii-matchers.ts';
import { type SafeText, sanitise } from './text.ts';

export type { PiiColor } from './pii-matchers.ts';

/** Why a field is personal: the matcher, where it hit, and whether what it hit is just that (product 2.18). */
export interface PiiMatch {
  readonly matcher: SafeText;
  readonly color: PiiColor;
  readonly on: 'key' | 'value';
  /** False for a spelling, for a name among other words, and for a part of a value: the portal calls it similar. */
  readonly exact: boolean;
}

/** A key in words: firstName, first_name and FIRST-NAME are all first, name. */
function wordsOf(key: string): string[] {
  return key
    .slice(0, 200)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

const matches = (words: readonly string[], phrase: readonly string[]): boolean =>
  words.some((_, start) =>
    phrase.every((word, index) => words[start + index] === word || words[start + index] === `${word}s`),
  ) || words.join('') === phrase.join('');

/** Keys of the envelope that end in a matcher's word but name no person. */
const harmless: ReadonlySet<string> = new Set(
  'event name,library name,app name,os name,campaign name,page name,screen name,network name,device name,product name,plan name,file name,display name'.split(
    ',',
  ),
);

function matchOfValue(value: unknown): PiiMatch | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const head = text.slice(0, 400).trim();
  for (const { name, color, value: hits } of piiMatchers) {
    const hit = hits?.(head);
    if (hit) return { matcher: name, color, on: 'value', exact: hit === 'whole' };
  }
  return undefined;
}

/** The one that says most: its name and nothing else, then those that have a pattern of their own, as `email address`. */
function best(hits: readonly PiiMatcher[], last: string): PiiMatcher | undefined {
  return hits.find(({ phrases }) => phrases[0]!.join('') === last) ?? hits.find(({ value }) => value) ?? hits[0];
}

function matchOfKey(key: string): PiiMatch | undefined {
  const words = wordsOf(key);
  if (harmless.has(words.slice(-2).join(' '))) return undefined;
  const hits = piiMatchers.filter(({ phrases }) => phrases.some((phrase) => matches(words, phrase)));
  const color = hits[0]?.color;
  const last = wordsOf(key.slice(key.lastIndexOf('.') + 1)).join('');
  const found = best(
    hits.filter((hit) => hit.color === color),
    last,
  );
  return found && { matcher: found.name, color: found.color, on: 'key', exact: found.phrases[0]!.join('') === last };
}

/**
 * What the default matchers find in a field's key and value; undefined is Segment's green. Red wins over yellow.
 * @param key the last part of the field's path, or the path joined with dots
 * @param value undefined where only the key is known
 */
export function piiMatch(key: string, value?: unknown): PiiMatch | undefined {
  const byValue = matchOfValue(value);
  return byValue?.color === 'red' ? byValue : (matchOfKey(key) ?? byValue);
}

/** The colour of one field of a payload by the default matchers; values without content are never personal. */
export function piiColor(key: string, value: unknown): PiiColor | undefined {
  if (value === null || value === '' || typeof value === 'boolean') return undefined;
  return piiMatch(key, value)?.color;
}

/** Stands for a hidden value. It has one length, so that not even the length of the value shows. */
export const masked: SafeText = sanitise('••••••');

/** The value as text that may be painted or copied: masked when the default matchers call it personal. */
export function maskValue(key: string, value: unknown): SafeText {
  return piiColor(key, value) ? masked : sanitise(value);
}
