import * as z from 'zod';
import { resourceFamilies } from '../domain/resource-families.ts';
import { isWebAddress } from './web-address.ts';

/** The shape of config.json. The text of each error says what is allowed; config-file.ts puts file, key and value before it. */

const allowed = (text: string) => ({ error: text });

const name = z.string(allowed('text')).min(1, allowed('text that is not empty'));

/** An object whose unknown keys are named together with the known ones. */
function keys<T extends z.core.$ZodLooseShape>(shape: T) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `one of the keys ${known}` : 'an object'),
  });
}

const count = z.int(allowed('a whole number from 1')).min(1, allowed('a whole number from 1'));
const allowance = keys({ apiCalls: count.optional(), mtu: count.optional() });
const period = z.enum(['24h', '7d'], allowed('24h or 7d'));

const webAddress = z
  .string(allowed('an address that begins with https:// or http://'))
  .refine((text) => isWebAddress(text), allowed('an address that begins with https:// or http://'));

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
const shortest = 5_000;
const longest = 24 * 3_600_000;
const interval = z
  .string(allowed('a time from 5s to 24h, such as 30s, 5m or 1h'))
  .transform((text) => {
    const [, digits, unit = ''] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
    return Number(digits) * (units[unit] ?? Number.NaN);
  })
  .refine((length) => length >= shortest && length <= longest, allowed('a time from 5s to 24h, such as 30s, 5m or 1h'));

/** Intervals by resource, such as `{"volume": "30s"}`; an unknown resource is named together with the known ones. */
const refresh = keys(
  Object.fromEntries(resourceFamilies.map((family) => [family, interval.optional()])),
) as unknown as z.ZodType<Readonly<Record<string, number>>>;

const command = z.union([name, z.array(name).min(1)], allowed('a shell command, or a list of program and arguments'));

const daysAllowed = allowed('a whole number of days from 1 to 90');

const collect = keys({
  secret: name.optional(),
  secretCommand: command.optional(),
  keep: z.enum(['violations', 'samples', 'all'], allowed('violations, samples or all')).optional(),
  days: z.int(daysAllowed).min(1, daysAllowed).max(90, daysAllowed).optional(),
});

const profile = keys({
  token: name.optional(),
  tokenCommand: command.optional(),
  tokenFile: name.optional(),
  apiUrl: webAddress.optional(),
  region: z.enum(['us', 'eu'], allowed('us or eu')).optional(),
  accent: z
    .union(
      [
        z.enum(['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray']),
        z.string().regex(/^#[0-9a-fA-F]{6}$/),
      ],
      allowed('red, green, yellow, blue, magenta, cyan, white, gray or a colour such as #ff8800'),
    )
    .optional(),
  me: name.optional(),
  readOnly: z.boolean(allowed('true or false')).optional(),
  write: z.boolean(allowed('true or false')).optional(),
  allowance: allowance.optional(),
  collect: collect.optional(),
});

export const configShape = keys({
  profiles: z.record(name, profile, allowed('an object of profiles by name')).optional(),
  profile: name.optional(),
  period: period.optional(),
  allowance: allowance.optional(),
  refresh: refresh.optional(),
  keys: z
    .record(
      name,
      z.union([z.string(), z.array(z.string()), z.null()], allowed('a key, a list of keys, or null for none')),
      allowed('an object of keys by command'),
    )
    .optional(),
});

export type ConfigContent = z.infer<typeof configShape>;
export type ProfileContent = z.infer<typeof profile>;
export type CollectContent = z.infer<typeof collect>;
export type Allowance = z.infer<typeof allowance>;
