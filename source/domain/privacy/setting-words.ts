import { joined, type SafeText, sanitise, t } from '../text.ts';
import { payloadMask } from './payload-mask.ts';

/** One setting of a destination, warehouse or function as it may be shown. */
export interface SettingFact {
  readonly name: SafeText;
  readonly value: SafeText;
  /** Masked here or by Segment already. */
  readonly secret: boolean;
}

/** Names that hold a credential, whatever their value looks like (rule 242). */
const secretName =
  /secret|passw|passphrase|token|credential|signature|cookie|salt|private[-_ ]?key|api[-_ ]?key|access[-_ ]?key|write[-_ ]?key|license[-_ ]?key|^auth|authori[sz]ation|^key$/i;
/** Addresses that are the credential themselves: whoever has one may post to it. */
const secretAddress = /hook/i;
/** As Segment masks secrets: what is written back in this form would overwrite them (rule 21). */
const segmentMask = /•{3,}/;

const masked = t`••••••`;
/** Characters of a secret that tell it from others and give nothing away. */
const shownOfSecret = 4;
const shortestShown = 12;
const longestValue = 300;
const deepest = 4;

function tailOf(value: string): SafeText {
  return value.length >= shortestShown ? sanitise(value.slice(-shownOfSecret)) : t``;
}

/**
 * What stands for a secret of a setting; undefined shows the value.
 * @param path names that lead to it, from the settings down
 */
export function settingMask(value: string, path: readonly string[]): SafeText | undefined {
  const named = path.some((part) => secretName.test(part));
  if (segmentMask.test(value)) return sanitise(value, longestValue);
  if (value === '') return undefined;
  if (named) return t`${masked}${tailOf(value)}`;
  const host = /^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#@\s]*@)?([^/?#@\s]+)/i.exec(value);
  if (host && path.some((part) => secretAddress.test(part))) return t`${sanitise(`${host[1]}${host[2]}`)}/${masked}`;
  // Only credentials stay hidden: settings are about tools, not about people.
  return payloadMask(value, path, true);
}

const scalarText = (value: unknown): SafeText =>
  value === '' ? t`""` : value === null || value === undefined ? t`not set` : sanitise(value, longestValue);

function factsOf(value: unknown, path: readonly string[]): SettingFact[] {
  const name = sanitise(path.join('.'), 80);
  if (typeof value === 'object' && value !== null && path.length < deepest) {
    const entries = Object.entries(value);
    if (entries.length === 0) return [{ name, value: Array.isArray(value) ? t`none` : t`empty`, secret: false }];
    const parts = entries.flatMap(([key, item]) => factsOf(item, [...path, key]));
    const flat = Array.isArray(value) && entries.every(([, item]) => typeof item !== 'object');
    if (!flat) return parts;
    return [
      {
        name,
        value: joined(
          parts.map((part) => part.value),
          t`, `,
        ),
        secret: parts.some(({ secret }) => secret),
      },
    ];
  }
  if (typeof value === 'object' && value !== null) return [{ name, value: t`…`, secret: false }];
  const instead = typeof value === 'string' || typeof value === 'number' ? settingMask(String(value), path) : undefined;
  return [{ name, value: instead ?? scalarText(value), secret: instead !== undefined }];
}

/**
 * Every setting with its value, secrets masked beyond recovery: in clear they are neither painted nor copied. Maps are told
 * part by part, `headers.Accept`.
 */
export function settingFacts(settings: Readonly<Record<string, unknown>>): readonly SettingFact[] {
  return Object.entries(settings).flatMap(([name, value]) => factsOf(value, [name]));
}
