import { type SafeText, sanitise } from './text.ts';

/** Segment's own classification: red and yellow are hidden from people without PII access (product 2.18). */
export type PiiColor = 'red' | 'yellow';

const phrases = (list: string): readonly (readonly string[])[] => list.split(', ').map((phrase) => phrase.split(' '));

/** The default matchers of the Privacy Portal (manual Appendix B), and spellings that its fuzzy match would find. */
const matchers: readonly (readonly [PiiColor, readonly (readonly string[])[]])[] = [
  [
    'red',
    phrases(
      'social security number, social security, ssn, password, passwd, visa, veteran, disability, credit card, card number, passport, token, secret, api key, write key',
    ),
  ],
  [
    'yellow',
    phrases(
      'race, birthdate, birthday, birth date, date of birth, dob, phone, mobile number, address, gender, ethnicity, citizenship, name, firstname, lastname, fullname, username, street, city, zipcode, zip code, zip, postal code, postcode, email, certificate, license, licence, identification, serial, ip, photo, salary, religion, mac, sex, sexual orientation, medication, allergy, condition, diagnosis, procedure',
    ),
  ],
];

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

const email = /[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[a-z]{2,24}/i;
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const ipv6 = /^(?=.*::|(?:[^:]*:){7})(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const macAddress = /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;
const phone = /^\+\d[\d ().-]{7,18}\d$/;
const jwt = /^ey[\w-]{10,}\.[\w-]{10,}\.[\w-]*$/;

/** Whether the digits are a card number by their check digit (ISO/IEC 7812). */
function isCardNumber(value: string): boolean {
  if (!/^\d[\d -]{11,22}\d$/.test(value)) return false;
  const digits = value.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function colorOfValue(value: unknown): PiiColor | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  const head = text.slice(0, 400).trim();
  if (socialSecurity.test(head) || isCardNumber(head) || jwt.test(head)) return 'red';
  const personal = [email, ipv4, ipv6, macAddress, phone].some((pattern) => pattern.test(head));
  return personal ? 'yellow' : undefined;
}

function colorOfKey(key: string): PiiColor | undefined {
  const words = wordsOf(key);
  if (harmless.has(words.slice(-2).join(' '))) return undefined;
  return matchers.find(([, list]) => list.some((phrase) => matches(words, phrase)))?.[0];
}

/**
 * The colour of one field by the default matchers, looked for in the key and in the value; undefined is Segment's green.
 * @param key the last part of the field's path, or the path joined with dots
 */
export function piiColor(key: string, value: unknown): PiiColor | undefined {
  if (value === null || value === '' || typeof value === 'boolean') return undefined;
  const byValue = colorOfValue(value);
  return byValue === 'red' ? 'red' : (colorOfKey(key) ?? byValue);
}

/** Stands for a hidden value. It has one length, so that not even the length of the value shows. */
export const masked: SafeText = sanitise('••••••');

/** The value as text that may be painted or copied: masked when the default matchers call it personal. */
export function maskValue(key: string, value: unknown): SafeText {
  return piiColor(key, value) ? masked : sanitise(value);
}
