import * as z from 'zod/mini';
import type { DestinationFilter, FilterAction } from '../../../domain/delivery/mappings.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import {
  id,
  listOf,
  longText,
  optionalCount,
  optionalId,
  optionalMoment,
  requiredText,
  settings,
  text,
  texts,
} from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const propertyNames = z.catch(z.object({ fields: texts }), { fields: [] });

/** `{"context.traits": {"fields": ["email"]}}` as `context.traits.email`; an object without names stands for all of it. */
function propertyPaths(fields: Readonly<Record<string, unknown>>): SafeText[] {
  return Object.entries(fields).flatMap(([object, value]) => {
    const { fields: names } = z.parse(propertyNames, value);
    const path = sanitise(object);
    return names.length === 0 ? [path] : names.map((name) => t`${path}.${name}`);
  });
}

const action = z.pipe(
  z.object({ type: requiredText, percent: optionalCount, path: text, fields: settings }),
  z.transform(
    ({ type, percent, path, fields }): FilterAction => ({
      type,
      part: percent,
      path,
      properties: propertyPaths(fields),
    }),
  ),
);

const schema = (destinationId: string) =>
  z.pipe(
    z.object({
      id,
      sourceId: optionalId,
      title: text,
      description: text,
      enabled: z.boolean(),
      if: longText,
      actions: listOf('actions', action, true),
      createdAt: optionalMoment,
      updatedAt: optionalMoment,
    }),
    z.transform(
      ({ if: condition, sourceId, ...row }): DestinationFilter => ({
        ...row,
        destinationId,
        sourceId: sourceId ?? '',
        title: row.title || sanitise(row.id),
        condition,
      }),
    ),
  );

/** Filters of one destination. The path has the singular `/destination` (rule 72). */
export async function listDestinationFilters(
  client: Client,
  destinationId: string,
  options?: ReadOptions,
): Promise<Answer<readonly DestinationFilter[]>> {
  const call = { operation: 'GET /destination/{id}/filters', ids: [destinationId], key: 'filters' };
  return uniqueById(await readList(client, call, schema(destinationId), options));
}
