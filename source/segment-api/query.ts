export type QueryValue = string | number | readonly string[] | { readonly [key: string]: QueryValue | undefined };
export type Query = Readonly<Record<string, QueryValue | undefined>>;

/**
 * The query as pairs in dotted notation (rule 4): `groupBy.0`, `filter.discardReason.0`, `pagination.count`.
 * Undefined values and empty lists are left out.
 */
export function dotted(query: Query): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) => pairs(name, value));
}

function pairs(name: string, value: QueryValue | undefined): [string, string][] {
  if (value === undefined) return [];
  if (typeof value !== 'object') return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]: [string, QueryValue | undefined]) =>
    pairs(`${name}.${key}`, inner),
  );
}

/**
 * The path of an operation template with its ids put in and percent-encoded: `GET /sources/{id}/settings`.
 * @returns undefined when an id is empty or would climb out of its place in the path
 */
export function pathOf(operation: string, ids: readonly string[] = []): string | undefined {
  if (ids.some((id) => /^\.{0,2}$/.test(id))) return undefined;
  let next = 0;
  const template = operation.slice(operation.indexOf(' ') + 1);
  return template.replace(/\{[^}]*\}/g, () => encodeURIComponent((ids[next++] ?? '').toWellFormed()));
}
