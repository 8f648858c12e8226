import type { Mapping } from '../rows/connections.ts';
import type { Expanded, Tables } from '../rows/tables.ts';
import type { Collection, Row } from '../world.ts';
import type { Scenario } from './scenario.ts';

/** The tables of a scenario: collections cleared, rows changed. */
export function changedTables(
  { tables }: Expanded,
  scenario: Scenario,
  idOf: (collection: Collection, key: string) => string,
): Tables {
  const next: Record<Collection, readonly Row[]> = { ...tables };
  for (const collection of scenario.clear) next[collection] = [];
  for (const { collection, key, change } of scenario.set) {
    const id = idOf(collection, key);
    next[collection] = next[collection].map((row) => (row.id === id ? { ...row, ...change } : row));
  }
  return next;
}

export type Mappings = ReadonlyMap<string, readonly Mapping[]>;
