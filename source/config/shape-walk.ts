import * as z from 'zod';

/** The shape behind `optional` and transformations: that of what stands in the file. */
function bare(shape: z.core.$ZodType): z.core.$ZodType {
  if (shape instanceof z.ZodOptional) return bare(shape.unwrap() as z.core.$ZodType);
  if (shape instanceof z.ZodPipe) return bare(shape.in as z.core.$ZodType);
  return shape;
}

/** The shape of the value at a path; undefined where the path leads out of the shape. */
export function shapeAt(shape: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  const here = bare(shape);
  const [key, ...rest] = path;
  if (key === undefined) return here;
  if (here instanceof z.ZodObject) {
    const next = Object.hasOwn(here.shape, key) ? (here.shape[String(key)] as z.core.$ZodType) : undefined;
    return next && shapeAt(next, rest);
  }
  if (here instanceof z.ZodRecord) return shapeAt(here.valueType as z.core.$ZodType, rest);
  if (here instanceof z.ZodArray && /^\d+$/.test(String(key))) return shapeAt(here.element as z.core.$ZodType, rest);
  if (here instanceof z.ZodUnion) {
    for (const option of here.options as readonly z.core.$ZodType[]) {
      const found = shapeAt(option, path);
      if (found) return found;
    }
  }
  return undefined;
}

/** The words of which a value may be one; none where it is free. */
export function wordsOf(shape: z.core.$ZodType | undefined): readonly string[] {
  const here = shape && bare(shape);
  if (here instanceof z.ZodEnum) return here.options.map(String);
  if (here instanceof z.ZodUnion) return (here.options as readonly z.core.$ZodType[]).flatMap(wordsOf);
  return [];
}

/** What README and messages know of a key. */
export interface KeyFacts {
  readonly key: string;
  readonly meaning: string;
  readonly example?: unknown;
  readonly shape: z.core.$ZodType;
}

/** The keys of an object, in the order in which they are declared; none for another shape. */
export function keysOf(shape: z.core.$ZodType | undefined): readonly KeyFacts[] {
  const here = shape && bare(shape);
  if (!(here instanceof z.ZodObject)) return [];
  return Object.entries(here.shape as Readonly<Record<string, z.core.$ZodType>>).map(([key, value]) => {
    const { description = '', examples } = metaOf(value);
    return {
      key,
      meaning: description,
      example: (examples as readonly unknown[] | undefined)?.[0],
      shape: bare(value),
    };
  });
}

/** What is said of a shape stands on the innermost one, whatever is put around it. */
function metaOf(shape: z.core.$ZodType): z.core.GlobalMeta {
  const own = z.globalRegistry.get(shape);
  if (own?.description !== undefined) return own;
  return shape instanceof z.ZodOptional ? metaOf(shape.unwrap() as z.core.$ZodType) : (own ?? {});
}
