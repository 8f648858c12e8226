import { namedBy } from '../scenario/named.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Store } from '../store.ts';
import type { Collection, Row } from '../world.ts';

/** Who does things on any day, and to what. */
export interface Cast {
  readonly rows: (collection: Collection) => readonly Row[];
  readonly users: readonly Row[];
  readonly tokens: readonly string[];
}

/** Tokens of pipelines that change things on any day. */
const tokens = ['public-api-token/TJ7z8cg6', 'public-api-token/terraform-4kWp'];

/**
 * The cast of everyday audit events: rows as they were at the start, so that edits change no history; without rows that are
 * switched off or that the scenario is about, so that its own events stand out.
 */
export function castOf(scenario: Scenario, store: Store, idOf: (collection: Collection, key: string) => string): Cast {
  const named = new Set([
    ...[...scenario.audit, ...scenario.set].map(({ collection, key }) => idOf(collection, key)),
    ...scenario.effects.flatMap((effect) =>
      namedBy(effect)
        .slice(0, 1)
        .map(({ collection, key }) => idOf(collection, key)),
    ),
  ]);
  const seen = new Map<Collection, readonly Row[]>();
  const rows = (collection: Collection): readonly Row[] => {
    const known = seen.get(collection);
    if (known) return known;
    const usable = store.original(collection).filter((row) => !named.has(String(row.id)) && row.enabled !== false);
    seen.set(collection, usable);
    return usable;
  };
  return { rows, users: store.original('users'), tokens };
}

/** Who did something, as the audit trail has it: a user by the local part of the address, or a token. */
export function actorOf(
  users: readonly Row[],
  actor: string,
): { readonly actor: string; readonly actorEmail?: string } {
  const user = users.find(({ email }) => String(email).startsWith(`${actor}@`));
  return user ? { actor: `users/${String(user.id)}`, actorEmail: String(user.email) } : { actor };
}
