import type { Collection, Row, World } from '../world.ts';
import { isRow } from './body.ts';

/** One part of a write with the audit event it leaves. */
export type Part = readonly [change: Row, auditType: string];

/**
 * Applies the parts that differ from what is there, each with its own audit event, as one PATCH that toggles and renames
 * leaves two.
 * @param stamp set besides where something differs, such as the time of the change
 * @returns the row as it is now
 */
export function applyParts(
  world: World,
  collection: Collection,
  row: Row,
  parts: readonly Part[],
  stamp: Row = {},
): Row {
  let current = row;
  for (const [change, auditType] of parts) {
    const differing = Object.entries(change).filter(([name, value]) => !same(current[name], value));
    if (differing.length === 0) continue;
    const fresh = { ...Object.fromEntries(differing), ...stamp };
    current = world.edit(collection, String(row.id), fresh, auditType) ?? current;
  }
  return current;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields of a body out of `names`, those that were sent. */
export function sent(body: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));
}

/** Settings merged one level deep; where the old value is a masked secret, the new one is masked as well. */
export function mergedSettings(before: unknown, change: unknown): Row {
  const old = isRow(before) ? before : {};
  const fresh = Object.entries(isRow(change) ? change : {});
  return { ...old, ...Object.fromEntries(fresh.map(([name, value]) => [name, masked(old[name], value)])) };
}

function masked(before: unknown, value: unknown): unknown {
  const secret = typeof before === 'string' && before.startsWith('•') && typeof value === 'string';
  return secret ? `${'•'.repeat(10)}${value.slice(-4)}` : value;
}
