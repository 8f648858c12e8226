import type { OwnMask } from './local-privacy.ts';
import { masked, piiColor } from './pii.ts';
import { type SafeText, sanitise } from './text.ts';

/** Names of fields and headers that carry a credential: nobody needs them to understand an error, so nothing reveals them. */
const credential =
  /^(?:proxy-)?authori[sz]ation$|^(?:set-)?cookie$|secret|password|passwd|token|(?:api|write|private)[-_ ]?key|signature/i;

/** Names of what holds nothing but credentials, whatever those are called. */
const credentials = /^(?:secrets?|credentials?|passwords?|tokens?|api[-_ ]?keys?|write[-_ ]?keys?)$/i;

/** A value that is a credential by itself. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY|"private_key"/;

/** Addresses that whoever knows them may post to: all behind the host is the credential. */
const secretAddress =
  /^(https:\/\/(?:hooks\.[^/?#@\s]+|[^/?#@\s]*\bwebhook\.office\.com|discord(?:app)?\.com(?=\/api\/webhooks\/)))\/.+/i;

/** A value under this name is a credential. */
export function isCredential(name: string): boolean {
  return credential.test(name);
}

/** Deeper values are left out of a copy: only a hostile document nests so deep. */
const deepest = 100;

/** Names looked at, from the value up: `address.geo.lat` is personal, and `library.name` is not. */
const nearest = 4;

const isIndex = (part: string): boolean => /^\d+$/.test(part);

/** An address without the user part, what makes it an address to post to, and the values of parameters that are personal or secret. */
function maskedUrl(text: string, revealed: boolean): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text;
  const posting = text.replace(secretAddress, `$1/${masked}`);
  if (posting !== text) return posting;
  const bare = text.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@\s]*@/i, `$1${masked}@`);
  return bare.replace(/([?&;])([^=&;#]+)=([^&;#]+)/g, (whole, mark: string, name: string, value: string) => {
    const personal = !revealed && piiColor(decoded(name), decoded(value)) !== undefined;
    return personal || credential.test(name) ? `${mark}${name}=${masked}` : whole;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** What stands for a text; the text itself where nothing is hidden. */
function shown(text: string, path: readonly string[], revealed: boolean, own: OwnMask | undefined): string {
  const names = path.filter((part) => !isIndex(part));
  const name = names.at(-1) ?? '';
  if (text !== '' && (credential.test(name) || names.some((each) => credentials.test(each)) || privateKey.test(text)))
    return masked;
  const address = maskedUrl(text, revealed);
  if (revealed) return address;
  if (address !== text) return own?.(path) ? masked : address;
  return piiColor(names.slice(-nearest).join('.'), text) || (text !== '' && own?.(path)) ? masked : text;
}

/**
 * What stands for a value of a payload that must not be shown, as it is painted; undefined shows it. Personal values, by
 * the default matchers over the whole path, are hidden until they are revealed; credentials always (design §8).
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

/** The value with everything hidden that the screen hides: what is copied. */
export function maskedPayload(value: unknown, revealed: boolean, own?: OwnMask, path: readonly string[] = []): unknown {
  if (path.length > deepest) return '…';
  if (Array.isArray(value))
    return value.map((item, index) => maskedPayload(item, revealed, own, [...path, String(index)]));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, maskedPayload(item, revealed, own, [...path, key])]),
    );
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const text = String(value);
  const instead = shown(text, path, revealed, own);
  return instead === text ? value : instead;
}
