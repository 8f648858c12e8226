import { day, hour, minute } from '../domain/time.ts';
import { type Filter, noFilter, parseFilter } from './filter.ts';

/** One thing that rows of a list can be asked for by name, such as `actor:ana`. */
export interface QueryField<Row> {
  readonly id: string;
  /** What the user may call it, in lower case. */
  readonly names: readonly string[];
  text(row: Row): string;
}

/** How the rows of a list can be asked for. */
export interface QueryWords<Row> {
  readonly fields: readonly QueryField<Row>[];
  /** When the row happened, ms: rows with a time take `since:` and `before:`. */
  readonly when?: ((row: Row) => number | undefined) | undefined;
  readonly now: number;
  /** What words without a name are looked for in; all fields unless given. */
  readonly whole?: (row: Row) => string;
}

/** A filter line over rows with named columns: `actor:ana !event:run since:2h words`. All conditions must hold. */
export interface RowQuery<Row> {
  /** A part of it could not be understood: it hides nothing, and the screen says so. */
  readonly invalid: boolean;
  matches(row: Row): boolean;
  /** Spans of the match inside a cell of a column: [start, end). */
  spans(text: string, column: string): readonly (readonly [number, number])[];
}

interface Condition<Row> {
  readonly field?: QueryField<Row>;
  readonly filter: Filter;
  matches(row: Row): boolean;
}

const token = /(!?)([a-z-]+):("[^"]*"?|\S*)(?:\s+|$)/giy;

/** Reads a filter line. A name that no column has is no condition but text, such as that of an address. */
export function parseRowQuery<Row>(text: string, words: QueryWords<Row>): RowQuery<Row> {
  const conditions: Condition<Row>[] = [];
  let rest = '';
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at;
    const [whole, not = '', name = '', quoted = ''] = token.exec(text) ?? [];
    const condition = whole && conditionOf(name.toLowerCase(), not, quoted.replace(/^"|"$/g, ''), words);
    if (condition) {
      conditions.push(condition);
      at += whole.length;
    } else {
      const next = /^\S*\s*/.exec(text.slice(at))?.[0] ?? text.slice(at);
      rest += next;
      at += Math.max(1, next.length);
    }
  }
  const anywhere = rest.trimEnd() === '' ? undefined : parseFilter(conditions.length > 0 ? rest.trimEnd() : rest);
  const whole = words.whole ?? ((row: Row) => words.fields.map((field) => field.text(row)).join('\u0001'));
  return {
    invalid: (anywhere?.invalid ?? false) || conditions.some(({ filter }) => filter.invalid),
    matches: (row) =>
      conditions.every((condition) => condition.matches(row)) && (!anywhere || anywhere.matches(whole(row))),
    spans: (cell, column) => [
      ...(anywhere?.spans(cell) ?? []),
      ...conditions.flatMap(({ field, filter }) => (field?.id === column ? filter.spans(cell) : [])),
    ],
  };
}

function conditionOf<Row>(
  name: string,
  not: string,
  value: string,
  words: QueryWords<Row>,
): Condition<Row> | undefined {
  const { fields, when, now } = words;
  if (when && (name === 'since' || name === 'before')) {
    const at = value === '' ? undefined : timeOf(value, now);
    const invalid = value !== '' && at === undefined;
    return {
      filter: { ...noFilter, invalid },
      matches: (row) => {
        const of = when(row);
        return at === undefined || (of !== undefined && (name === 'since' ? of >= at : of < at) !== (not === '!'));
      },
    };
  }
  const field = fields.find(({ names }) => names.includes(name));
  if (!field) return undefined;
  const filter = parseFilter(value === '' ? '' : `${not}${value}`);
  return { field, filter, matches: (row) => filter.matches(field.text(row)) };
}

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day, w: 7 * day };

/** `2h` ago, `2026-11-20`, `2026-11-20T14:00`, or the last `14:02` there was, all in the zone of the screen; ms. */
function timeOf(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * units[unit]!;
  const [, hours, minutes] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  if (hours !== undefined) {
    const at = new Date(now).setHours(Number(hours), Number(minutes), 0, 0);
    return at > now ? at - day : at;
  }
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(text)) return undefined;
  const at = Date.parse(text.includes('T') ? text : `${text}T00:00`);
  return Number.isNaN(at) ? undefined : at;
}
