import { isCredential, masked, piiColor, spansIn } from './pii.ts';
import { longestText } from './pii-values.ts';

/** What must stay hidden of a text: everything personal, or only what nothing reveals. */
export interface Hiding {
  readonly revealed: boolean;
  /** The name the text stands under. */
  readonly name: string;
}

/** Addresses that anybody who knows them may post to, so everything after the host is a credential. */
const secretAddress =
  /^(https:\/\/(?:hooks\.[^/?#@\s]+|[^/?#@\s]*\bwebhook\.office\.com|discord(?:app)?\.com(?=\/api\/webhooks\/)))\/.+/i;

const address = /[a-z][a-z\d+.-]{0,20}:\/\/[^\s"'<>\\]+/gi;

/**
 * `"name": "value"` in JSON that stands in a text, quotes escaped or not: 15 backslashes are JSON in JSON four deep. A quote ends the
 * value only if it is escaped as the first one is, be it after escaped backslashes.
 */
const jsonPair =
  /(\\{0,15}["'])([\w$.-]{1,60})\1(\s*:\s*)(?:(\\{0,15})(["'])([\s\S]{0,2000}?)(?<!\\)(?:\4\4\\\\)*\4\5|(-?\d[\d.]*))/g;
/** A value too long for that, or cut off before its end: up to the next quote of any kind. */
const longPair = /(\\{0,15}["'])([\w$.-]{1,60})\1(\s*:\s*\\{0,15}["'])((?!\s*[,:}\]])[^"']+)/g;
/** `name=value` of forms, logs and queries. */
const formPair = /(?<![\w$.-])([\w$.-]{1,60})=(?!=)("[^"]*"|'[^']*'|(?:(?:Bearer|Basic|Digest) )?[^\s"'&;,<>]+)/g;
/** `name: value` in prose: the value of a credential has digits or is long; other words are just words. */
const prosePair = /(?<![\w$.-])([a-z][\w-]{1,40})(\s*:\s*)([^\s"',;&{}[\]]{6,})/gi;
/** `<name>value</name>` of XML. */
const tagPair = /<([\w:.-]{1,60})(\s[^<>]{0,200})?>([^<>]+)<\/\1>/g;
/** `password is value`. */
const spokenPair = /\b(password|passcode|passphrase|pin|secret|token|key)(\s+(?:is|was)\s+["']?)([^\s"',;]{4,})/gi;
const looksSecret = (value: string): boolean => /\d/.test(value) || value.length >= 16;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** An address without the user part, what makes it an address to post to, and the values of parameters that are personal or secret. */
function maskedAddress(text: string, revealed: boolean): string {
  const posting = text.replace(secretAddress, `$1/${masked}`);
  if (posting !== text) return posting;
  const bare = text.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#@\s]*@/i, `$1${masked}@`);
  return bare.replace(/([?&;#])([^=&;#]+)=([^&;#]+)/g, (whole, mark: string, name: string, value: string) =>
    isHidden(decoded(name), decoded(value), revealed) ? `${mark}${name}=${masked}` : whole,
  );
}

/** A value that stands in a text with this name. */
function isHidden(name: string, value: string, revealed: boolean): boolean {
  if (value === '' || value.startsWith(masked)) return false;
  return isCredential(name, value) || (!revealed && piiColor(name, value) !== undefined);
}

function maskedPairs(text: string, revealed: boolean): string {
  return text
    .replace(
      jsonPair,
      (
        whole,
        outer: string,
        name: string,
        between: string,
        escaped = '',
        quote = '',
        value?: string,
        number?: string,
      ) => {
        if (isHidden(name, value ?? number ?? '', revealed))
          return `${outer}${name}${outer}${between}${escaped}${quote}${masked}${escaped}${quote}`;
        // JSON may stand in JSON.
        return value?.includes(':') ? whole.replace(value, () => maskedPairs(value, revealed)) : whole;
      },
    )
    .replace(longPair, (whole, outer: string, name: string, between: string, value: string) =>
      isHidden(name, value, revealed) ? `${outer}${name}${outer}${between}${masked}` : whole,
    )
    .replace(formPair, (whole, name: string, value: string) =>
      isHidden(name, decoded(value), revealed) ? `${name}=${masked}` : whole,
    )
    .replace(tagPair, (whole, name: string, attributes = '', value: string) =>
      isHidden(name, value, revealed) ? `<${name}${attributes}>${masked}</${name}>` : whole,
    )
    .replace(spokenPair, (whole, name: string, between: string, value: string) =>
      /\d/.test(value) && !value.includes(masked) ? `${name}${between}${masked}` : whole,
    )
    .replace(prosePair, (whole, name: string, between: string, value: string) =>
      isCredential(name, value) && looksSecret(value) && !value.includes(masked) ? `${name}${between}${masked}` : whole,
    );
}

/** The text with every part masked that identifies a person or contains a credential; the same text where nothing does. */
export function maskedText(text: string, hiding: Hiding): string {
  // What is not looked at is hidden.
  if (text.length > longestText) return `${maskedText(text.slice(0, longestText), hiding)}${masked}`;
  const { revealed, name } = hiding;
  const addressed = text.replace(address, (found) => maskedAddress(found, revealed));
  const paired = /[=:<]|\s(?:is|was)\s/i.test(addressed) ? maskedPairs(addressed, revealed) : addressed;
  let shown = '';
  let end = 0;
  for (const span of spansIn(name, paired)) {
    if (revealed && !span.isCredential) continue;
    shown += `${paired.slice(end, span.start)}${masked}`;
    end = span.end;
  }
  return shown + paired.slice(end);
}
