import { maskedPayload } from './payload-mask.ts';
import { isCredential } from './pii.ts';
import { settingMask } from './setting-words.ts';

/** What sources, destinations and plans are called names no person, unlike the names in a payload. */
const ownName = /^name$/;

/** Deeper values are left out: only a hostile document nests so deep. */
const deepest = 100;

/**
 * A row of the workspace with secrets and personal values hidden, of settings also what their page hides: nothing reveals
 * them (rule 242).
 */
export function maskedRow(value: unknown): unknown {
  return rowOf(value, [], undefined);
}

/**
 * @param path names and indexes down to the value
 * @param setting the part of the path below `settings`, inside of them
 */
function rowOf(value: unknown, path: readonly string[], setting: readonly string[] | undefined): unknown {
  if (path.length > deepest) return '…';
  const key = path.at(-1) ?? '';
  if (isObject(value) && !isCredential(key)) {
    const below = (name: string): unknown => {
      const inside = setting ? [...setting, name] : key === 'settings' ? [name] : undefined;
      return rowOf((value as Readonly<Record<string, unknown>>)[name], [...path, name], inside);
    };
    return Array.isArray(value)
      ? value.map((_, index) => below(String(index)))
      : Object.fromEntries(Object.keys(value).map((name) => [name, below(name)]));
  }
  const isText = typeof value === 'string' || typeof value === 'number';
  const hidden = setting && isText ? settingMask(String(value), setting) : undefined;
  if (hidden !== undefined) return hidden;
  return maskedPayload(value, false, undefined, ownName.test(key) ? [] : path.slice(-1));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
