import * as z from 'zod';

/**
 * A list of which a newer segtop may have written entries that this one does not know: they are left out here, and stay in the
 * file. Loaded only with the shapes, as zod is.
 */
export function listOf<T extends z.ZodType>(entry: T) {
  return z.array(z.unknown()).transform((all): z.infer<T>[] =>
    all.flatMap((one) => {
      const { success, data } = entry.safeParse(one);
      return success ? [data as z.infer<T>] : [];
    }),
  );
}

/** The same of values by name. */
export function recordOf<T extends z.ZodType>(value: T) {
  return z.record(z.string(), z.unknown()).transform(
    (all): Record<string, z.infer<T>> =>
      Object.fromEntries(
        Object.entries(all).flatMap(([name, one]) => {
          const { success, data } = value.safeParse(one);
          return success ? [[name, data as z.infer<T>]] : [];
        }),
      ),
  );
}
