import { isJsonObject } from '../domain/json-object.ts';

/** Checked by hand: every start and every completion of a shell reads this file, and a library for it would take longer than both. */

interface LookContent {
  columns?: Record<string, boolean>;
  grouped?: boolean;
  aside?: boolean;
}

export interface PreferencesContent {
  lastProfile?: string;
  /** One that only a newer segtop knows counts as none. */
  period?: '24h' | '7d' | undefined;
  /** Sort of each view by its id. */
  sorts: Record<string, { column: string; descending: boolean }>;
  /** The filter left on the list of each view by its id; empty for none. */
  filters?: Record<string, string>;
  /** What was typed in lines, newest first. */
  typed?: { command?: readonly string[] | undefined; filter?: readonly string[] | undefined } | undefined;
  /** How the list of each view looks, by its id. */
  looks?: Record<string, LookContent>;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** Values by name; those that a newer segtop may have written, and this one does not know, are left out. @throws TypeError */
function recordOf<T>(value: unknown, read: (value: unknown) => T | undefined): Record<string, T> {
  if (!isJsonObject(value)) throw new TypeError('no values by name');
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const known = read(one);
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}

function sortOf(value: unknown): { column: string; descending: boolean } | undefined {
  if (!isJsonObject(value)) return undefined;
  const [column, descending] = [text(value.column), flag(value.descending)];
  return column && descending !== undefined ? { column, descending } : undefined;
}

function lookOf(value: unknown): LookContent | undefined {
  if (!isJsonObject(value)) return undefined;
  const { columns, grouped, aside } = value;
  if ([grouped, aside].some((one) => one !== undefined && flag(one) === undefined)) return undefined;
  if (columns !== undefined && !isJsonObject(columns)) return undefined;
  return {
    ...(columns !== undefined && { columns: recordOf(columns, flag) }),
    ...(grouped !== undefined && { grouped: grouped as boolean }),
    ...(aside !== undefined && { aside: aside as boolean }),
  };
}

function typedOf(value: unknown): PreferencesContent['typed'] {
  if (!isJsonObject(value)) return undefined;
  const lines = [value.command, value.filter];
  const isLines = (one: unknown) =>
    one === undefined || (Array.isArray(one) && one.every((line) => text(line) !== undefined));
  if (!lines.every(isLines)) return undefined;
  const [command, filter] = lines as (string[] | undefined)[];
  return { ...(command && { command }), ...(filter && { filter }) };
}

/** The content of preferences.json. @throws TypeError when it has another shape */
export function checkPreferences(value: unknown): PreferencesContent {
  if (!isJsonObject(value)) throw new TypeError('no preferences');
  const { lastProfile, period, sorts, filters, looks } = value;
  const typed = typedOf(value.typed);
  if (lastProfile !== undefined && text(lastProfile) === undefined) throw new TypeError('lastProfile');
  return {
    ...(lastProfile !== undefined && { lastProfile: lastProfile as string }),
    ...((period === '24h' || period === '7d') && { period }),
    sorts: recordOf(sorts, sortOf),
    ...(filters !== undefined && { filters: recordOf(filters, text) }),
    ...(typed && { typed }),
    ...(looks !== undefined && { looks: recordOf(looks, lookOf) }),
  };
}
