import { type SafeText, sanitise } from '../text.ts';

/** Segment's own classification: red and yellow are hidden from people without PII access. */
export type PiiColor = 'red' | 'yellow';

/** One matcher: the default ones of Segment's Privacy Portal, and what segtop hides besides. */
export interface PiiMatcher {
  readonly name: SafeText;
  readonly color: PiiColor;
  /** Words of a key that hit: the name itself first, then other spellings of it. */
  readonly phrases: readonly (readonly string[])[];
  /** Nobody needs the value to understand an error, so it is never revealed. */
  readonly isCredential: boolean;
  /** Hits as the last name of a path only: as a group it says little of what is in it. */
  readonly isLeaf: boolean;
  /** Words directly before or after it that change its meaning, such as `weather` of a condition. */
  readonly harmless: ReadonlySet<string>;
  /** Words of which one must stand directly before it where it does not stand alone. */
  readonly needs?: ReadonlySet<string> | undefined;
  /** It is personal in any context: `has_disability` tells as much as `disability`. */
  readonly isTrait: boolean;
}

/** How a matcher is written down: spellings after the colon, then marks and words that take it back. */
interface Entry {
  readonly spellings: string;
  readonly credential?: boolean;
  readonly leaf?: boolean;
  readonly trait?: boolean;
  readonly harmless?: string;
  readonly needs?: string;
}

const red: readonly Entry[] = [
  {
    spellings: `social security number: social security, ssn, ssnumber, tax id, taxpayer id, national id, national insurance, nino, cpf, aadhaar,
      identity number`,
  },
  {
    spellings:
      'password: passwd, passw, pwd, passphrase, passcode, pass phrase, pass code, pass, pin, pin number, otp, one time code, verification code, mfa code, two factor code',
    credential: true,
  },
  { spellings: 'visa', harmless: 'checkout is accepted accepts type', leaf: true },
  { spellings: 'veteran', trait: true },
  { spellings: 'disability', trait: true },
  {
    spellings: 'credit card: card number, card no, debit card, cc number, cc num, card pan, primary account number',
    harmless: 'brand last network fee',
  },
  { spellings: 'passport' },
  {
    spellings: `token: secret, api key, write key, private key, access key, secret key, encryption key, signing key, auth key, license key,
      shared key, jwt, bearer, authorization, proxy authorization, cookie, signature, credential`,
    credential: true,
    harmless: `prompt completion input output cached reasoning max min budget per banner policy santa notice ring`,
  },
  { spellings: 'security code: cvv, cvc, csc, card code, card verification', credential: true },
  { spellings: 'bank account: iban, account number, account no, routing number, sort code' },
];

const yellow: readonly Entry[] = [
  {
    spellings: 'race',
    leaf: true,
    harmless: `condition id name time result position number day car horse road track track rat foot bike boat arms window guard`,
  },
  {
    spellings: 'birthdate: birthday, birth date, date of birth, dob, birth year, year of birth, birth month, bday, yob',
  },
  {
    spellings:
      'phone: telephone, telefon, mobile number, cell number, msisdn, fax, tel, mobile no, contact number, contact no',
    harmless: 'i smart windows head model os case brand',
  },
  { spellings: 'address', harmless: 'web url memory wallet contract bus book bar' },
  { spellings: 'gender', trait: true },
  { spellings: 'ethnicity', trait: true },
  { spellings: 'citizenship: nationality', trait: true },
  {
    spellings: `name: surname, nickname, first name, last name, full name, user name, middle name, maiden name, family name, given name,
      initials, forename`,
    harmless: `event library app application os campaign page screen network device product plan file event brand category company
      organization organisation business account store shop list coupon promotion promo experiment variation variant feature flag
      workspace project table column field form button model host domain package class function method metric segment audience
      computation source destination integration job queue template action tag path attribute parameter param property key index
      cluster region zone service server database schema bucket topic stream image icon font theme color size sku collection
      playlist album track song movie show game level team group channel room course lesson article post carrier browser vendor
      manufacturer platform environment env release build module component layer node type space role permission scope policy rule
      hook job task step stage phase test suite query view report dashboard chart document folder sheet currency language locale
      timezone provider partner merchant reason error code status header cookie`,
  },
  { spellings: 'street', harmless: 'crossed view light food art' },
  { spellings: 'city: town' },
  {
    spellings: 'zipcode: zip code, zip, postal code, postcode, post code, pin code',
    harmless: 'file archive folder bomb',
  },
  { spellings: 'email: email address, mail', harmless: 'box server' },
  { spellings: 'certificate', leaf: true, harmless: 'gift ssl tls ca client server root web id' },
  { spellings: 'license: licence', leaf: true, harmless: 'software content image open source agreement' },
  { spellings: 'identification', leaf: true },
  { spellings: 'serial', leaf: true, harmless: 'port console killer' },
  { spellings: 'ip: ip address', harmless: 'intellectual' },
  { spellings: 'photo' },
  { spellings: 'salary', trait: true },
  { spellings: 'religion', trait: true },
  { spellings: 'mac: mac address', harmless: 'os app version book is' },
  { spellings: 'sex', trait: true },
  { spellings: 'sexual orientation', trait: true },
  { spellings: 'medication', trait: true },
  { spellings: 'allergy: allergic', trait: true },
  {
    spellings: 'condition: medical history, health history',
    leaf: true,
    needs: 'medical health physical mental skin heart patient existing chronic psychiatric genetic',
  },
  { spellings: 'diagnosis', trait: true },
  { spellings: 'procedure', leaf: true, needs: 'medical surgical dental patient clinical' },
];

/** Spellings that are common words besides: as the last word of a name, and alone or after one of these. */
const shy: Readonly<Record<string, ReadonlySet<string>>> = {
  pass: wordSet(
    'user db database smtp ftp login account admin root email http proxy basic auth my new old current sql redis',
  ),
  pin: wordSet('card user sim security atm my new old account login transaction bank'),
  cookie: wordSet('set session auth login'),
  bearer: wordSet('auth'),
  mail: wordSet('e user work home contact customer primary'),
  tel: wordSet('home work mobile contact'),
  initials: wordSet('user customer'),
};

/** Words around a match that speak of how many, of what kind, or whether, and not of the thing itself. */
const aside = {
  after: wordSet(
    `count total used usage limit remaining length size type status verified verification valid validity validated opt optin optout
    enabled required present provided sent opened clicked bounced delivered subscribed subscription consent preference frequency
    template campaign subject provider format category label method channel version uploaded created updated changed expiry
    expires expiration expired ttl strength policy rate flag domain exists missing step click clicks open opens sends list queue`,
  ),
  before: wordSet('is has had can should allow allows enable requires show hide max min num total count avg no'),
};

/** Of a trait only a number is harmless: whether there is one is the information itself. */
const asideOfTrait = wordSet('count total length enabled required');

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

function matcherOf({ spellings, credential, leaf, trait, harmless = '', needs }: Entry, color: PiiColor): PiiMatcher {
  const [name = '', others] = spellings.split(':').map((part) => part.trim());
  const phrases = [name, ...(others?.split(',') ?? [])].map((phrase) => phrase.trim().split(/\s+/));
  return {
    name: sanitise(name),
    color,
    phrases,
    isCredential: credential ?? false,
    isLeaf: leaf ?? false,
    isTrait: trait ?? false,
    harmless: wordSet(harmless),
    needs: needs === undefined ? undefined : wordSet(needs),
  };
}

/** Red ones first, as Segment lists them; what segtop adds stands at the end of its colour. */
export const piiMatchers: readonly PiiMatcher[] = [
  ...red.map((entry) => matcherOf(entry, 'red')),
  ...yellow.map((entry) => matcherOf(entry, 'yellow')),
];

/** Words that names are put together from besides the matchers' own: `useremail`, `ipaddress`, `cardnumber`. */
const companions = wordSet(
  `user customer client contact guest member patient buyer recipient sender billing shipping delivery home work office business
  personal private primary secondary mobile cell number num no id hash hashed code first last full middle given family maiden
  nick file host path class event tag node type app page screen product plan display company brand account bank card cc debit
  credit auth access refresh session device push api write secret csrf bearer oauth reset new old current confirm confirmation
  line street city country state postal post remote date of year profile avatar license plate driver drivers db security social
  sexual orientation tax national routing sort address addr mailing default`,
);

const vocabulary: ReadonlySet<string> = new Set([
  ...companions,
  ...piiMatchers.flatMap(({ phrases }) => phrases.flat()),
]);

/** Words that two words of a name are one of: `e_mail`, `passWord`. */
const joinable: ReadonlySet<string> = new Set(
  piiMatchers.flatMap(({ phrases }) => phrases.filter((one) => one.length === 1).flat()),
);

/** Words that are not taken for plurals, nor their plurals for other words. */
const lexicon: ReadonlySet<string> = new Set([
  ...vocabulary,
  ...aside.after,
  ...aside.before,
  ...piiMatchers.flatMap(({ harmless, needs }) => [...harmless, ...(needs ?? [])]),
]);

function singular(word: string): string {
  if (lexicon.has(word)) return word;
  const forms = [
    word.replace(/ies$/, 'y'),
    word.replace(/ses$/, 'sis'),
    word.replace(/(s|x|z|ch|sh)es$/, '$1'),
    word.replace(/s$/, ''),
  ];
  return forms.find((form) => form !== word && lexicon.has(form)) ?? word;
}

/** A word that consists of known words only, as those; else the word. */
function parts(word: string): string[] {
  if (vocabulary.has(word) || word.length < 5 || word.length > 40) return [word];
  return split(word) ?? [word];
}

function split(word: string): string[] | undefined {
  if (word === '') return [];
  for (let length = word.length; length >= 2; length -= 1) {
    const head = singular(word.slice(0, length));
    if (!vocabulary.has(head)) continue;
    const rest = split(word.slice(length));
    if (rest) return [head, ...rest];
  }
  return undefined;
}

/** A name in words of the vocabulary: firstName, first_name, FIRST-NAME and firstname are all first, name. */
function wordsOf(name: string): string[] {
  const plain = name
    .slice(0, 200)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const joined: string[] = [];
  for (let index = 0; index < plain.length; index += 1) {
    const both = `${plain[index]}${plain[index + 1] ?? ''}`;
    if (index + 1 < plain.length && joinable.has(both)) {
      joined.push(both);
      index += 1;
    } else joined.push(plain[index]!);
  }
  return joined.flatMap((word) => parts(singular(word)));
}

/** What a matcher found in a name. */
export interface KeyHit {
  readonly matcher: PiiMatcher;
  /** The name is the matcher's own and nothing else. */
  readonly exact: boolean;
}

interface Words {
  readonly all: readonly string[];
  /** Where the last name of the path begins. */
  readonly leaf: number;
}

function hits(matcher: PiiMatcher, phrase: readonly string[], { all, leaf }: Words): boolean {
  return all.some((_, start) => {
    if (matcher.isLeaf && start < leaf) return false;
    const end = start + phrase.length;
    return (
      phrase.every((word, index) => all[start + index] === word) && isMeant(matcher, phrase, { all, leaf }, start, end)
    );
  });
}

function isMeant(
  matcher: PiiMatcher,
  phrase: readonly string[],
  { all, leaf }: Words,
  start: number,
  end: number,
): boolean {
  const [before = '', after = ''] = [all[start - 1], all[end]];
  const alone = (start === leaf || start === 0) && end === all.length;
  const shyWords = phrase.length === 1 ? shy[phrase[0]!] : undefined;
  if (shyWords && !(end === all.length && (alone || shyWords.has(before)))) return false;
  if (matcher.needs && !alone && !matcher.needs.has(before)) return false;
  if (matcher.harmless.has(before) || matcher.harmless.has(after)) return false;
  if (matcher.isTrait) return !asideOfTrait.has(after);
  const isCounted = before === 'of' && all[start - 2] === 'number';
  return !isCounted && !aside.after.has(after) && !aside.before.has(before);
}

const known = new Map<string, KeyHit | undefined>();
const mostKnown = 5000;

/**
 * What the matchers find in the names that lead to a value; red wins over yellow.
 * @param path names from the outside in; numbers are positions in lists and say nothing
 */
export function keyHit(path: readonly string[]): KeyHit | undefined {
  const id = path.join('\n');
  if (known.has(id)) return known.get(id);
  if (known.size >= mostKnown) known.clear();
  const found = search(path);
  known.set(id, found);
  return found;
}

function search(path: readonly string[]): KeyHit | undefined {
  const names = path.filter((name) => !/^\d+$/.test(name)).map(wordsOf);
  const last = names.at(-1) ?? [];
  const all = names.flat();
  const words = { all, leaf: all.length - last.length };
  const found = piiMatchers.filter((matcher) => matcher.phrases.some((phrase) => hits(matcher, phrase, words)));
  const own = found.filter(({ color }) => color === found[0]?.color);
  const isOwn = ({ phrases }: PiiMatcher) => phrases[0]!.join(' ') === last.join(' ');
  // The one that is the name itself says most, then the longest spelling: `email address` is an email.
  const best = own.find(isOwn) ?? own.toSorted((a, b) => lengthIn(b, words) - lengthIn(a, words))[0];
  return best && { matcher: best, exact: isOwn(best) };
}

function lengthIn(matcher: PiiMatcher, words: Words): number {
  return Math.max(
    0,
    ...matcher.phrases.filter((phrase) => hits(matcher, phrase, words)).map((phrase) => phrase.length),
  );
}
