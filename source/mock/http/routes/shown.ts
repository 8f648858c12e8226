import type { Row } from '../../world.ts';
import type { Show } from '../route.ts';

/** A row without some fields. */
export function without(row: Row, ...names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

/** A source as lists have it: no tracking plan id, and no write keys for a token that is not Source Admin (rules 11, 32). */
export const sourceShown: Show = (row, { world }) => ({
  ...without(row, 'trackingPlanId', 'schemaSettings'),
  writeKeys: world.plan.owner ? (row.writeKeys ?? []) : [],
});

/** A user as lists have it: the API leaves permissions out there. */
export const userShown: Show = (row) => ({ id: row.id, name: row.name, email: row.email });
