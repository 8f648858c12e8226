import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { HashedProperties, Transformation } from '../../../domain/protocols/plans.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { flag, id, listOf, longText, optionalId, text, texts } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const rename = z.pipe(
  z.object({ oldName: text, newName: text }),
  z.transform(({ oldName, newName }) => ({ from: oldName, to: newName })),
);
const value = z.pipe(
  z.object({ propertyPaths: texts, propertyValue: text }),
  z.transform(({ propertyPaths, propertyValue }) => ({ paths: propertyPaths, value: propertyValue })),
);
const computed = z.pipe(
  z.object({ propertyName: text, fql: longText }),
  z.transform(({ propertyName, fql }) => ({ property: propertyName, fql })),
);

/** The key of the hash is a secret, so it is not even read. */
const hashed: z.ZodMiniType<HashedProperties | undefined> = z.catch(
  z.optional(z.object({ algorithm: text, encoding: text, paths: texts })),
  undefined,
);

const schema = z.pipe(
  z.object({
    id,
    name: text,
    enabled: z.boolean(),
    sourceId: id,
    destinationMetadataId: optionalId,
    if: longText,
    drop: flag,
    newEventName: text,
    propertyRenames: listOf('propertyRenames', rename),
    propertyValueTransformations: listOf('propertyValueTransformations', value),
    fqlDefinedProperties: listOf('fqlDefinedProperties', computed),
    allowProperties: texts,
    hashPropertiesConfiguration: hashed,
  }),
  z.transform((row): Transformation => {
    const { id, name, enabled, sourceId, destinationMetadataId, drop, newEventName } = row;
    return {
      id,
      name: name || sanitise(id),
      enabled,
      sourceId,
      destinationMetadataId,
      condition: row.if,
      drop,
      newEventName,
      renames: row.propertyRenames,
      values: row.propertyValueTransformations,
      computed: row.fqlDefinedProperties,
      allowed: row.allowProperties,
      hashed: row.hashPropertiesConfiguration,
    };
  }),
);

export async function listTransformations(
  client: Client,
  options?: ReadOptions,
): Promise<Answer<readonly Transformation[]>> {
  const call = { operation: 'GET /transformations', key: 'transformations' };
  return uniqueById(await readList(client, call, schema, options));
}
