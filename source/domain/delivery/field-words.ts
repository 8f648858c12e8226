import { isJsonObject } from '../json-object.ts';
import { joined, type SafeText, sanitise, t } from '../text.ts';

const longest = 160;
const deepest = 3;

/** `$.traits.email` as people say it. */
const pathText = (path: unknown): SafeText =>
  sanitise(String(path).replace(/^\$\.?/, '') || 'the whole event', longest);

function caseText(of: Readonly<Record<string, unknown>>, depth: number): SafeText {
  const then = fieldWords(of.then, depth + 1);
  return 'else' in of ? t`${then}, else ${fieldWords(of.else, depth + 1)}` : t`${then}, if there`;
}

/**
 * Where a field of a mapping gets its value, in words: `traits.email, else properties.email`. What is not one of the usual
 * forms is told as JSON, so that nothing is left out.
 */
export function fieldWords(value: unknown, depth = 0): SafeText {
  if (value === undefined || value === null) return t`nothing`;
  if (Array.isArray(value) && depth < deepest)
    return value.length === 0
      ? t`an empty list`
      : joined(
          value.map((each) => fieldWords(each, depth + 1)),
          t`, `,
        );
  if (!isJsonObject(value)) return value === '' ? t`empty text` : sanitise(value, longest);
  if (depth < deepest) {
    if ('@path' in value) return pathText(value['@path']);
    if ('@template' in value) return t`text ${sanitise(value['@template'], longest)}`;
    if (isJsonObject(value['@if'])) return caseText(value['@if'], depth);
    if (Array.isArray(value['@arrayPath'])) {
      const [from, each] = value['@arrayPath'] as readonly unknown[];
      return t`each of ${pathText(from)}: ${fieldWords(each, depth + 1)}`;
    }
    if (!Object.keys(value).some((key) => key.startsWith('@')))
      return joined(
        Object.entries(value).map(([name, each]) => t`${sanitise(name, 60)} from ${fieldWords(each, depth + 1)}`),
        t`, `,
      );
  }
  return sanitise(value, longest);
}
