import * as z from 'zod';
import { isWebAddress } from './web-address.ts';

/** What shapes of the configuration are made of. The text of each error says what is allowed; check.ts puts the rest before it. */

export const allowed = (text: string) => ({ error: text });

/**
 * What a key means and how it may look, for README and schema alike.
 * @param example a value as it would stand in the file
 */
export const described = <T extends z.ZodType>(shape: T, description: string, example?: unknown): T =>
  shape.meta({ ...shape.meta(), description, ...(example === undefined ? {} : { examples: [example] }) });

/** An object whose unknown keys are named together with the known ones. */
export function keys<T extends z.core.$ZodLooseShape>(shape: T) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of the keys ${known}` : 'an object'),
  });
}

export const name = z.string(allowed('text')).min(1, allowed('text that is not empty'));

export const command = z.union(
  [name, z.array(name).min(1)],
  allowed('a shell command, or a list of program and arguments'),
);

export const flag = z.boolean(allowed('true or false'));

export const count = z.int(allowed('a whole number from 1')).min(1, allowed('a whole number from 1'));

const addressText = 'an address that begins with https:// or http://';
export const webAddress = z
  .string(allowed(addressText))
  .refine((text) => isWebAddress(text), allowed(addressText))
  .meta({ format: 'uri', pattern: '^https?://' });

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
const shortest = 5_000;
const longest = 24 * 3_600_000;
const intervalText = 'a time from 5s to 24h, such as 30s, 5m or 1h';

/** Keys of one command: one, several, or none. */
export const keyNames = z.union(
  [z.string(), z.int().min(0).max(9).transform(String), z.array(z.string()), z.null()],
  allowed('a key, a list of keys, or null for none'),
);

/** A time such as `30s`, in ms. */
export const interval = z
  .string(allowed(intervalText))
  .transform((text) => {
    const [, digits, unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
    return Number(digits) * (units[unit] ?? Number.NaN);
  })
  .refine((length) => length >= shortest && length <= longest, allowed(intervalText))
  .meta({ pattern: '^[0-9]{1,5}[smh]$' });
