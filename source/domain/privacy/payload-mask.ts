import { type SafeText, sanitise } from '../text.ts';
import type { OwnMask } from './local.ts';
import { maskedText } from './masked-text.ts';
import { isCredential, masked, piiColor } from './pii.ts';
import { keyHit } from './pii-matchers.ts';

/** Names of what holds nothing but credentials, whatever those are called. */
const credentials = /^(?:secrets?|credentials?|passwords?|tokens?|api[-_ ]?keys?|write[-_ ]?keys?)$/i;

/** A group of this name is the approval of a payment more often than a header, whose value has a form of its own. */
const approval = /^authori[sz]ation$/i;

/** A key of a service account as text. */
const keyDocument = /"private_key"/;

/** Deeper values are left out of a copy: only a hostile document nests so deep. */
const deepest = 100;

/** Names looked at, from the value up: `address.geo.lat` is personal, and `library.name` is not. */
const nearest = 4;

const isIndex = (part: string): boolean => /^\d+$/.test(part);

/** Yes and no tell nothing by their form, nor by a name alone: only the user knows which of them is personal. */
const isFlag = (text: string): boolean => text === 'true' || text === 'false';

/** A value that a name, or what it stands in, calls a credential. */
function isSecret(names: readonly string[], text: string): boolean {
  if (isCredential(names.at(-1) ?? '', text) || keyDocument.test(text)) return true;
  // Tokens may be counts: a group of that name hides its texts, and its numbers only where they are the secret itself.
  const isWithin =
    keyHit(names.filter((each) => !approval.test(each)))?.matcher.isCredential === true ||
    names.some((each) => credentials.test(each));
  return isWithin && !/^\d{1,9}$/.test(text);
}

/** The masked form of a text, or the text itself where nothing is hidden. */
function shown(text: string, path: readonly string[], revealed: boolean, own: OwnMask | undefined): string {
  if (text === '') return text;
  if (isFlag(text)) return !revealed && own?.(path) ? masked : text;
  const names = path.filter((part) => !isIndex(part));
  if (isSecret(names, text)) return masked;
  if (!revealed && own?.(path)) return masked;
  const key = names.slice(-nearest).join('.');
  const instead = maskedText(text, { revealed, name: key });
  // A value that is recognisable by its form is masked in that part; one that is recognisable by its name is masked as a whole.
  if (revealed || instead !== text) return instead;
  return piiColor(key, text) ? masked : text;
}

/**
 * What stands for a value of a payload that must not be shown, as it is painted; undefined shows it. Personal values, by the
 * matchers over the whole path, are hidden until they are revealed; credentials always.
 * @param path keys and array indexes that lead to the value
 * @param own hides fields besides, by the colours that the user gave them
 */
export function payloadMask(
  text: string,
  path: readonly string[],
  revealed: boolean,
  own?: OwnMask,
): SafeText | undefined {
  const instead = shown(text, path, revealed, own);
  if (instead === text) return undefined;
  return instead === masked ? masked : sanitise(JSON.stringify(instead));
}

/** The value with everything hidden that the screen hides, for copies. */
export function maskedPayload(value: unknown, revealed: boolean, own?: OwnMask, path: readonly string[] = []): unknown {
  if (path.length > deepest) return '…';
  if (Array.isArray(value))
    return value.map((item, index) => maskedPayload(item, revealed, own, [...path, String(index)]));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, maskedPayload(item, revealed, own, [...path, key])]),
    );
  if (value === null || value === undefined) return value;
  const text = String(value);
  const instead = shown(text, path, revealed, own);
  return instead === text ? value : instead;
}
