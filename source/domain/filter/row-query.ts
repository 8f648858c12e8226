import { momentOf } from '../moment.ts';
import { day, hour, minute } from '../time.ts';
import { type Filter, filterOf, inOrder, noFilter } from './filter.ts';
import { comparisonOf } from './quantity.ts';
import { type Term, termsOf } from './terms.ts';

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

/** A filter line over rows with named columns: `actor:ana !event:run rate:>5% since:2h words`. All conditions must hold. */
export interface RowQuery<Row> {
  /** A part of it could not be understood: it hides nothing, and the screen says so. */
  readonly invalid: boolean;
  matches(row: Row): boolean;
  /** Spans of the match inside a cell of a column: [start, end). */
  spans(text: string, column: string): readonly (readonly [number, number])[];
}

interface Condition<Row> {
  readonly field?: QueryField<Row> | undefined;
  readonly filter: Filter;
  matches(row: Row): boolean;
}

/** Reads a filter line. A name that no column has is no condition but text, such as that of an address. */
export function parseRowQuery<Row>(text: string, words: QueryWords<Row>): RowQuery<Row> {
  const conditions = termsOf(text).map((term) => namedCondition(term, words) ?? anywhere(term, words));
  return {
    invalid: conditions.some(({ filter }) => filter.invalid),
    matches: (row) => conditions.every((condition) => condition.matches(row)),
    spans: (cell, column) =>
      inOrder(
        conditions.flatMap(({ field, filter }) =>
          field === undefined || field.id === column ? filter.spans(cell) : [],
        ),
      ),
  };
}

/** A condition on the row as a whole; an amount is that of any column. */
function anywhere<Row>(term: Term, words: QueryWords<Row>): Condition<Row> {
  const filter = filterOf(term, term.whole);
  const { fields } = words;
  if (comparisonOf(term.whole)?.bound) {
    const plain = filterOf({ not: false }, term.whole);
    return { filter, matches: (row) => fields.some((field) => plain.matches(field.text(row))) !== term.not };
  }
  const whole = words.whole ?? ((row: Row) => fields.map((field) => field.text(row)).join('\u0001'));
  return { filter, matches: (row) => filter.matches(whole(row)) };
}

/** A condition on one column, or on when the row happened. */
function namedCondition<Row>(term: Term, { fields, when, now }: QueryWords<Row>): Condition<Row> | undefined {
  const { name, value, not } = term;
  if (name === undefined) return undefined;
  if (when && (name === 'since' || name === 'before')) {
    const at = value === '' ? undefined : timeOf(value, now);
    const invalid = value !== '' && at === undefined;
    return {
      filter: { ...noFilter, invalid },
      matches: (row) => {
        const of = when(row);
        return at === undefined || (of !== undefined && (name === 'since' ? of >= at : of < at) !== not);
      },
    };
  }
  const field = fields.find(({ names }) => names.includes(name));
  if (!field) return undefined;
  const filter = filterOf(term, value);
  return { field, filter, matches: (row) => filter.matches(field.text(row)) };
}

const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day, w: 7 * day };

/** `2h` ago, `2026-11-20`, `2026-11-20T14:00`, or the last `14:02` there was, all in the zone of the screen; ms. */
function timeOf(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * units[unit]!;
  if (/^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text)) {
    // The day before may be an hour longer or shorter than a day, and have the time twice.
    const named = momentOf(text, now);
    return 'at' in named ? named.at : undefined;
  }
  const [, date] = /^(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d)?$/.exec(text) ?? [];
  // A day that the month has not is none, though it could be read as one of the next.
  if (date === undefined || new Date(Date.parse(date)).toJSON()?.slice(0, 10) !== date) return undefined;
  return Date.parse(text.includes('T') ? text : `${text}T00:00`);
}
