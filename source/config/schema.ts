import * as z from 'zod';
import { configShape } from './shape.ts';

/** The JSON Schema of the configuration, for editors: what the shape says of a file. */
export function configSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema, ...rest } = z.toJSONSchema(configShape, { io: 'input', target: 'draft-7' });
  return {
    $schema,
    title: 'Configuration of segtop',
    description: 'config.yaml or config.json in ~/.config/segtop. Every key can be left out.',
    ...rest,
  } as z.core.JSONSchema.BaseSchema;
}
