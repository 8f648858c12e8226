import { type SafeText, sanitise } from './text.ts';

/** Segment's own classification: red and yellow are hidden from people without PII access (product 2.18). */
export type PiiColor = 'red' | 'yellow';

/** How much of a value gave it away: all of it, or a part in other text. */
export type ValueHit = 'whole' | 'part';

/** One of the default matchers of the Privacy Portal (manual Appendix B). */
export interface PiiMatcher {
  readonly name: SafeText;
  readonly color: PiiColor;
  /** Words of a key that hit: the name itself first, then spellings that the portal's fuzzy match would find. */
  readonly phrases: readonly (readonly string[])[];
  /** Whether a value hits, whatever its key is; left out where no value gives it away. */
  readonly value?: ((text: string) => ValueHit | undefined) | undefined;
}

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

type ValueTest = (text: string) => ValueHit | undefined;

/** Patterns of whole values. */
const whole =
  (...patterns: readonly RegExp[]): ValueTest =>
  (text) =>
    patterns.some((pattern) => pattern.test(text)) ? 'whole' : undefined;

const values: Readonly<Record<string, ValueTest>> = {
  'social security number': whole(socialSecurity),
  'credit card': (text) => (isCardNumber(text) ? 'whole' : undefined),
  token: whole(jwt),
  phone: whole(phone),
  ip: whole(ipv4, ipv6),
  mac: whole(macAddress),
  email: (text) => {
    const [found] = email.exec(text) ?? [];
    return found === undefined ? undefined : found === text ? 'whole' : 'part';
  },
};

/** `name: spelling, spelling` for each matcher. */
const lists: Readonly<Record<PiiColor, string>> = {
  red: `social security number: social security, ssn; password: passwd; visa; veteran; disability;
    credit card: card number; passport; token: secret, api key, write key`,
  yellow: `race; birthdate: birthday, birth date, date of birth, dob; phone: mobile number; address; gender; ethnicity;
    citizenship; name: firstname, lastname, fullname, username; street; city;
    zipcode: zip code, zip, postal code, postcode; email; certificate; license: licence; identification; serial; ip; photo;
    salary; religion; mac; sex; sexual orientation; medication; allergy; condition; diagnosis; procedure`,
};

function matcherOf(entry: string, color: PiiColor): PiiMatcher {
  const [name = '', spellings] = entry.split(':').map((part) => part.trim());
  const all = [name, ...(spellings?.split(',') ?? [])].map((phrase) => phrase.trim().split(' '));
  const value = values[name];
  return { name: sanitise(name), color, phrases: all, ...(value && { value }) };
}

/** Red ones first, in the order of the manual. */
export const piiMatchers: readonly PiiMatcher[] = (['red', 'yellow'] as const).flatMap((color) =>
  lists[color].split(';').map((entry) => matcherOf(entry, color)),
);
