/**
 * Limits that the API states, in requests a minute and per operation (rule 15): of all reads, and of the changes that segtop makes.
 * Operations that are not here run at a default that is not published: only response headers tell it.
 */
const stated: Readonly<Record<string, number>> = {
  'GET /events/volume': 60,
  'GET /tracking-plans/{id}/rules': 200,
  'GET /warehouses/{id}/advanced-sync-schedule': 2,
  'GET /warehouses/{id}/connected-sources/{id}/selective-syncs': 2,
  'GET /warehouses/{id}/connected-sources/{id}/syncs': 2,
  'GET /warehouses/{id}/connection-state': 200,
  'GET /warehouses/{id}/syncs': 2,
  'GET /reverse-etl-models/{id}/syncs/{id}': 250,
  'GET /spaces/{id}/audienceType/{id}/supported-destinations': 60,
  'GET /spaces/{id}/audiences': 60,
  'GET /spaces/{id}/audiences/{id}': 100,
  'GET /spaces/{id}/audiences/{id}/activations': 60,
  'GET /spaces/{id}/audiences/{id}/activations/{id}': 60,
  'GET /spaces/{id}/audiences/{id}/audience-references': 25,
  'GET /spaces/{id}/audiences/{id}/destination-connections': 50,
  'GET /spaces/{id}/audiences/previews/{id}': 300,
  'GET /spaces/{id}/computed-traits': 25,
  'GET /spaces/{id}/computed-traits/{id}': 100,
  'GET /spaces/{id}/entities/{id}/properties': 25,
  'GET /spaces/{id}/entities/{id}/properties/{id}/sample-values': 25,
  'GET /spaces/{id}/entity-paths': 25,
  'GET /spaces/{id}/events': 25,
  'GET /spaces/{id}/events/{id}/properties': 25,
  'GET /spaces/{id}/events/{id}/properties/{id}/sample-values': 25,
  'GET /spaces/{id}/traits': 25,
  'GET /spaces/{id}/traits/{id}/sample-values': 25,
  'PATCH /destinations/{id}/subscriptions/{id}': 5,
  'POST /reverse-etl-syncs': 20,
};

/** One spelling for an operation template, whatever its parameters are called: `GET /sources/{id}`. */
export function operationKey(operation: string): string {
  return operation.includes('{') ? operation.replace(/\{[^}]*\}/g, '{id}') : operation;
}

/** Stated requests a minute of an operation, or undefined: never a guess. */
export function statedLimit(operation: string): number | undefined {
  return stated[operationKey(operation)];
}
