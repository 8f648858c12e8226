import { invalid } from './refusal.ts';

interface Entry {
  readonly index: number;
  /** Written as a list element: `a.0`, `a[0]` or `a[]`. */
  readonly listed: boolean;
  readonly value: string;
}

/** The query of one request, whatever notation the client writes (rule 4). */
export interface Query {
  /** Value of a scalar such as `pagination.count`; undefined when absent. A list in its place is a 422. */
  text(name: string): string | undefined;
  /** Elements of a list such as `groupBy`, in the order of their indexes; empty when absent. */
  list(name: string): readonly string[];
  /** Names directly below `name`, such as discardReason below filter. */
  below(name: string): readonly string[];
}

/**
 * Reads dots, brackets, repeated keys, `[]`, indexes and comma lists as one and the same.
 * A comma separates elements only in a bare value: an indexed value may hold one, as event names do.
 */
export function readQuery(pairs: readonly (readonly [string, string])[]): Query {
  const entries = new Map<string, Entry[]>();
  for (const [key, value] of pairs) {
    const { name, index, listed } = readKey(key);
    const seats = entries.get(name) ?? [];
    seats.push({ index: index ?? seats.length, listed, value });
    entries.set(name, seats);
  }
  return {
    text(name) {
      const [first, ...more] = entries.get(name) ?? [];
      if (more.length > 0 || first?.listed) throw invalid(name, 'must be a single value');
      return first?.value;
    },
    list(name) {
      const seats = entries.get(name) ?? [];
      const [only] = seats;
      if (seats.length === 1 && only && !only.listed) return only.value.split(',').filter((part) => part !== '');
      return seats.toSorted((a, b) => a.index - b.index).map((seat) => seat.value);
    },
    below(name) {
      const prefix = `${name}.`;
      return [...entries.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    },
  };
}

function readKey(key: string): { name: string; index?: number; listed: boolean } {
  const parts = key.replaceAll(']', '').split(/[.[]/);
  const last = parts.at(-1) ?? '';
  if (parts.length < 2 || !/^\d*$/.test(last)) return { name: parts.join('.'), listed: false };
  const name = parts.slice(0, -1).join('.');
  return last === '' ? { name, listed: true } : { name, index: Number(last), listed: true };
}
