import * as z from 'zod/mini';
import { sanitise } from '../../domain/text.ts';
import { parseTime } from '../../domain/time.ts';

/** Pieces of the wire schemas. Lenient where the API is loose (rule 19): an odd optional field reads as absent, never as an error. */

/** Collects, for the rows being read, fields that could not be read although their row stands: only the field is unknown. */
let odd: string[] = [];

/** Reports that something in the row being parsed is unclear, for what shows only when its fields are combined. */
export function noteOdd(what: string): void {
  odd.push(what);
}

/** Runs one parse, and returns which promised fields were missing or of another type. */
export function withOddFields<T>(parse: () => T): { readonly result: T; readonly odd: readonly string[] } {
  const before = odd;
  odd = [];
  try {
    return { result: parse(), odd };
  } finally {
    odd = before;
  }
}

/**
 * A field that the API promises and that something else depends on: if it is missing or of another type, the row stands with
 * `instead` in its place and the answer reports it. A field that nothing else depends on needs no report.
 */
export const promised = <T, U>(name: string, field: z.ZodMiniType<T>, instead: U) =>
  z.pipe(
    z.catch(
      z.pipe(
        field,
        z.transform((value): { readonly value: T | U } => ({ value })),
      ),
      ({ input }) => {
        noteOdd(`${name}: ${input === undefined || input === null ? 'missing' : 'of another type'}`);
        return { value: instead };
      },
    ),
    z.transform(({ value }) => value),
  );

/** The same for a field that may be missing or null: only another type is reported. */
export const ifGiven = <T, U>(name: string, field: z.ZodMiniType<T>, instead: U) =>
  promised(
    name,
    z.pipe(
      z.nullish(field),
      z.transform((value) => value ?? instead),
    ),
    instead,
  );

/** An id: text, kept as given, never checked by shape (rule 16). */
export const id = z.string().check(z.minLength(1));

/** Optional text, made safe; empty when absent. */
export const text = z.pipe(
  z.catch(z.nullish(z.union([z.string(), z.number(), z.boolean()])), undefined),
  z.transform((value) => sanitise(value)),
);

/** Text without which the row is wrong. */
export const requiredText = z.pipe(
  z.string().check(z.minLength(1)),
  z.transform((value) => sanitise(value)),
);

/** Longest query, condition or description kept: cut shorter, these would say nothing. */
const longest = 8192;

/** Optional long text, made safe. */
export const longText = z.pipe(
  z.catch(z.nullish(z.string()), undefined),
  z.transform((value) => sanitise(value, longest)),
);

/** Optional id or other raw text: undefined when absent, null or empty. */
export const optionalId = z.pipe(
  z.catch(z.nullish(z.string()), undefined),
  z.transform((value) => value || undefined),
);

export const flag = z.catch(z.boolean(), false);
export const optionalFlag = z.catch(z.optional(z.boolean()), undefined);

/** A moment in ms; the row is wrong without it. */
export const moment = z.pipe(
  z.custom<string>((value) => parseTime(value) !== undefined, 'expected a time'),
  z.transform((value) => parseTime(value) as number),
);

export const optionalMoment = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => parseTime(value)),
);

/**
 * A count from a number or a decimal text.
 * @returns undefined where there is none: something else, below zero, or more than a number holds exactly
 */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\s*\d{1,16}(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  const counts = typeof number === 'number' && number >= 0 && number <= Number.MAX_SAFE_INTEGER;
  return counts ? number : undefined;
}

/** A count as number or numeric text. */
export const count = z.pipe(
  z.custom<number | string>((value) => countOf(value) !== undefined, 'expected a count'),
  z.transform((value) => countOf(value) as number),
);
export const optionalCount = z.catch(z.optional(count), undefined);

/** A count that may pass 2^53 (rule 17), and never the 64 bits that any server counts in. */
export const bigCount = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\s*\d{1,18}\s*$/, 'expected a whole number'))]),
  z.transform((value) => BigInt(value)),
);

/** Free-form settings: any object, kept raw. */
export const settings = z.catch(z.record(z.string(), z.unknown()), {});

/** A list whose unreadable members are left out. */
export const texts = z.pipe(
  z.catch(z.array(z.unknown()), []),
  z.transform((values) => values.filter((value) => typeof value === 'string').map((value) => sanitise(value))),
);

/**
 * A list inside a row, whose odd members are left out and told.
 * @param isPromised by the API: then it is told too when it is missing
 */
export const listOf = <T>(name: string, member: z.ZodMiniType<T>, isPromised = false) =>
  z.pipe(
    z.optional(z.unknown()),
    z.transform((value): T[] => {
      if (!Array.isArray(value)) {
        const isMissing = value === undefined || value === null;
        if (!isMissing || isPromised) noteOdd(`${name}: ${isMissing ? 'missing' : 'of another type'}`);
        return [];
      }
      const read = value.flatMap((one) => {
        const result = z.safeParse(member, one);
        return result.success ? [result.data] : [];
      });
      if (read.length < value.length) noteOdd(`without ${value.length - read.length} of ${value.length} ${name}`);
      return read;
    }),
  );
