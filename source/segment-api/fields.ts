import * as z from 'zod/mini';
import { sanitise } from '../domain/text.ts';
import { parseTime } from '../domain/time.ts';

/** Pieces of the wire schemas. Lenient where the API is loose (manual 4): an odd optional field reads as absent, never as an error. */

/** An id: kept as given, never checked by shape (manual trap 6). */
export const id = z.union([z.string().check(z.minLength(1)), z.pipe(z.number(), z.transform(String))]);

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

/** Longest query, condition or description kept: these say nothing when they are cut short. */
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

const decimal = z.string().check(z.regex(/^\s*-?\d+(\.\d+)?\s*$/, 'expected a number'));

/** A count as number or numeric text. */
export const count = z.pipe(z.union([z.number(), decimal]), z.transform(Number));
export const optionalCount = z.catch(z.optional(count), undefined);

/** A count that may pass 2^53 (manual trap 4). */
export const bigCount = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\s*\d+\s*$/, 'expected a whole number'))]),
  z.transform((value) => BigInt(value)),
);
/** The same where absent means none. */
export const bigCountOrNone = z.pipe(
  z.nullish(bigCount),
  z.transform((value) => value ?? 0n),
);

/** Free-form settings: any object, kept raw. */
export const settings = z.catch(z.record(z.string(), z.unknown()), {});

/** A list whose odd members are left out. */
export const texts = z.pipe(
  z.catch(z.array(z.unknown()), []),
  z.transform((values) => values.filter((value) => typeof value === 'string').map((value) => sanitise(value))),
);

/** A list of objects whose odd members are left out. */
export const listOf = <T>(member: z.ZodMiniType<T>) =>
  z.pipe(
    z.catch(z.array(z.unknown()), []),
    z.transform((members) =>
      members.flatMap((one) => {
        const result = z.safeParse(member, one);
        return result.success ? [result.data] : [];
      }),
    ),
  );
