import type { PiiColor } from './pii-matchers.ts';

/** A part of a text that gives somebody or something away by its form. */
export interface ValueSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Name of the matcher that it belongs to. */
  readonly matcher: string;
  readonly color: PiiColor;
  readonly isCredential: boolean;
}

/** Finds what a text holds; spans of one finder do not overlap. */
type Finder = (text: string) => Iterable<readonly [start: number, end: number]>;

/** All matches of a pattern, or of its first group where it has one, except those that `isIt` rejects. */
function all(pattern: RegExp, isIt: (found: string, before: string) => boolean = () => true): Finder {
  return function* (text) {
    for (const match of text.matchAll(pattern)) {
      const found = match[1] ?? match[0];
      const start = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(match[1]));
      if (isIt(found, text.slice(Math.max(0, start - 24), start))) yield [start, start + found.length];
    }
  };
}

/** Whether the digits are a payment card: issued in this range and length, and with the right check digit (ISO/IEC 7812). */
function isCardNumber(digits: string): boolean {
  const isIssued =
    /^4(?:\d{15}|\d{18})$/.test(digits) ||
    /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/.test(digits) ||
    /^3[47]\d{13}$/.test(digits) ||
    /^3(?:0[0-5]|[68]\d)\d{11}$/.test(digits) ||
    /^(?:6011|65\d{2}|64[4-9]\d|35(?:2[89]|[3-8]\d))\d{12}$/.test(digits) ||
    /^62\d{14,17}$/.test(digits);
  if (!isIssued) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

const mostCardDigits = 19;

/** Digits in groups, tried from the front of each group to the end of each: a year may follow the number. */
function* cards(text: string): Iterable<[number, number]> {
  for (const { 0: run, index } of text.matchAll(/(?<![\w.-])\d(?:[ -]?\d){13,40}(?![\w]|\.\d)/g)) {
    const groups = [...run.matchAll(/\d+/g)];
    for (let first = 0; first < groups.length; first += 1) {
      let digits = '';
      let last = -1;
      for (let at = first; at < groups.length && digits.length <= mostCardDigits; at += 1) {
        digits += groups[at]![0];
        if (isCardNumber(digits)) last = at;
      }
      if (last < 0) continue;
      yield [index + groups[first]!.index, index + groups[last]!.index + groups[last]![0].length];
      first = last;
    }
  }
}

/** International bank account numbers by their check digits (ISO 13616); words in capitals may follow. */
function* accounts(text: string): Iterable<[number, number]> {
  for (const { 0: run, index } of text.matchAll(/(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{1,4}){3,9}(?!\w)/g)) {
    for (let end = run.length; end >= 15; end -= 1) {
      if (/\w/.test(run[end] ?? '') && run[end - 1] !== ' ') continue;
      const digits = run.slice(0, end).replaceAll(' ', '');
      if (digits.length > 34 || digits.length < 15 || run[end - 1] === ' ' || !hasCheckDigits(digits)) continue;
      yield [index, index + end];
      break;
    }
  }
}

function hasCheckDigits(account: string): boolean {
  let rest = 0;
  for (const letter of account.slice(4) + account.slice(0, 4))
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

const beforeAt = /[^\s@•<>"'(),:;=/[\]{}]{1,64}$/;
const afterAt = /[^\s@<>"'(),:;=/&?[\]{}]{1,190}\.[a-z]{2,24}(?![a-z])/iy;

/** Addresses of mail, looked for around each sign that only they have: tried from every letter on, a long text takes minutes. */
function* mails(text: string): Iterable<[number, number]> {
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(/@|%40/g)) {
    const [before] = beforeAt.exec(text.slice(Math.max(from, index - 64), index)) ?? [];
    if (index < from || before === undefined) continue;
    afterAt.lastIndex = index + sign.length;
    const [after] = afterAt.exec(text) ?? [];
    if (after === undefined) continue;
    from = index + sign.length + after.length;
    yield [index - before.length, from];
  }
}

/** Prefixes under which services hand out secrets. */
const secretPrefixes =
  /(?<![A-Za-z\d])(?:(?:sk|rk)_(?:live|test)_[A-Za-z\d]{10,}|(?:AKIA|ASIA)[A-Z\d]{16}|gh[pousr]_[A-Za-z\d]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,}|npm_[A-Za-z\d]{20,}|sgp_[A-Za-z\d_-]{10,}|whsec_[A-Za-z\d]{16,}|shp(?:at|ca|pa|ss)_[a-fA-F\d]{20,}|ya29\.[\w-]{16,}|sk-(?:proj-|ant-)?[\w-]{20,}|dop_v1_[a-f\d]{32,}|pypi-[\w-]{20,}|hf_[A-Za-z]{20,}|EAA[A-Za-z\d]{30,}|key-[a-f\d]{32})(?![A-Za-z\d])/g;

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`(?<![\\w./-])${octet}(?:\\.${octet}){3}(?!\\w|\\.\\d|-\\w)`, 'g');
const isVersion = /(?:\bv|versions?|\bver|builds?|releases?|firmware|revision)[\s:=v.]*$/i;
const ipv6 = /^(?=.*::|(?:[^:]*:){7})(?=.*[\da-f])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}$/i;

const finders: readonly (Omit<ValueSpan, 'start' | 'end'> & { readonly find: Finder })[] = [
  {
    matcher: 'token',
    color: 'red',
    isCredential: true,
    find: all(/-----BEGIN [A-Z ]*PRIVATE KEY[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g),
  },
  { matcher: 'token', color: 'red', isCredential: true, find: all(/(?<![\w-])ey[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g) },
  { matcher: 'token', color: 'red', isCredential: true, find: all(secretPrefixes) },
  {
    matcher: 'token',
    color: 'red',
    isCredential: true,
    // A word may follow "basic" or "bearer" in prose; a credential has digits, padding, or is long.
    find: all(
      /\b(?:Bearer|Basic|Digest|Token|Negotiate)\s+([\w.~+/-]{8,}=*)/gi,
      (found) => /\d|=$/.test(found) || found.length >= 20,
    ),
  },
  { matcher: 'credit card', color: 'red', isCredential: false, find: cards },
  { matcher: 'bank account', color: 'red', isCredential: false, find: accounts },
  {
    matcher: 'social security number',
    color: 'red',
    isCredential: false,
    find: all(/(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g),
  },
  {
    matcher: 'email',
    color: 'yellow',
    isCredential: false,
    find: mails,
  },
  {
    matcher: 'phone',
    color: 'yellow',
    isCredential: false,
    find: all(/(?<![\w+.])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\d|\.\d|\w)/g, (found) => !/^\+\d+\.\d+$/.test(found)),
  },
  {
    matcher: 'phone',
    color: 'yellow',
    isCredential: false,
    find: all(/(?<![\w.+-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-]|\.\d)/g),
  },
  {
    matcher: 'ip',
    color: 'yellow',
    isCredential: false,
    find: all(ipv4, (found, before) => !isVersion.test(before) && !/^(?!0\.)\d+\.0\.0\.0$/.test(found)),
  },
  {
    matcher: 'ip',
    color: 'yellow',
    isCredential: false,
    find: all(/(?<![\w:.])[\da-fA-F:]{4,39}(?![\w:])/g, (found) => ipv6.test(found)),
  },
  {
    matcher: 'mac',
    color: 'yellow',
    isCredential: false,
    find: all(/(?<![\w:-])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:-])/gi),
  },
];

/** Matchers that a value hits whatever its name is. */
export const valueMatchers: ReadonlySet<string> = new Set(finders.map(({ matcher }) => matcher));

/** Nothing shorter gives anything away. */
const shortest = 6;
/** Longer texts are read so far: only a hostile one is longer. */
export const longestText = 100_000;

/**
 * The parts of a text that are recognisable by their form, in order and without overlap: where two overlap, the finder that
 * stands first in the list wins.
 */
export function valueSpans(text: string): readonly ValueSpan[] {
  if (text.length < shortest) return [];
  const read = text.slice(0, longestText);
  const found: ValueSpan[] = [];
  for (const { find, ...kind } of finders)
    for (const [start, end] of find(read))
      if (found.every((other) => end <= other.start || start >= other.end)) found.push({ start, end, ...kind });
  return found.sort((a, b) => a.start - b.start);
}
