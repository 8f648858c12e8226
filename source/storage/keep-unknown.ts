import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from '../domain/json-object.ts';

/** What tells the entries of a list apart, whichever of these they have. */
const names = ['profile', 'workspaceId', 'kind', 'id', 'path'];
const nameOf = (entry: unknown): string | undefined => {
  const found = isJsonObject(entry) ? names.map((name) => entry[name]) : [];
  return found.every((part) => part === undefined) ? undefined : JSON.stringify(found);
};

/**
 * Applies a change to the content of a file without losing what this segtop does not know and a newer one may have written:
 * keys, entries of lists, and values that `read` left out. What the change leaves as it was stays exactly as in the file.
 * @param stored what the file holds
 * @param read what was understood of it
 * @param next the same after the change
 */
export function keepUnknown(stored: unknown, read: unknown, next: unknown): unknown {
  if (stored !== undefined && isDeepStrictEqual(read, next)) return stored;
  if (isJsonObject(stored) && isJsonObject(next)) return fields(stored, isJsonObject(read) ? read : {}, next);
  if (Array.isArray(stored) && Array.isArray(next)) return entries(stored, Array.isArray(read) ? read : [], next);
  return next;
}

function fields(stored: JsonObject, read: JsonObject, next: JsonObject): JsonObject {
  // A key that was understood and is missing was removed; a key that was not understood belongs to a newer segtop.
  const kept = Object.entries(stored).filter(([key]) => !Object.hasOwn(read, key) || Object.hasOwn(next, key));
  const own = (of: JsonObject, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined);
  const changed = Object.entries(next).map(
    ([key, value]) => [key, keepUnknown(own(stored, key), own(read, key), value)] as const,
  );
  return Object.fromEntries([...kept, ...changed]);
}

function entries(stored: readonly unknown[], read: readonly unknown[], next: readonly unknown[]): unknown[] {
  const byName = (list: readonly unknown[]) =>
    new Map(list.flatMap((entry) => [[nameOf(entry), entry] as const].filter(([name]) => name !== undefined)));
  const [before, understood] = [byName(stored), byName(read)];
  const others = [...before].filter(([name]) => !understood.has(name)).map(([, entry]) => entry);
  const changed = next.map((entry) => {
    const name = nameOf(entry);
    return name === undefined ? entry : keepUnknown(before.get(name), understood.get(name), entry);
  });
  return [...changed, ...others];
}
