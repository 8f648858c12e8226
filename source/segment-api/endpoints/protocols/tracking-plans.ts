import * as z from 'zod/mini';
import type { Source, TrackingPlan } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, optionalId, optionalMoment, promised, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';
import { sourceSchema } from '../sources/sources.ts';

const planType = z.pipe(
  z.string(),
  z.transform((value) => sanitise(value)),
);

/** Its type tells whether a plan binds sources. */
const schema = z.pipe(
  z.object({
    id,
    name: text,
    slug: text,
    type: promised('type', planType, sanitise('')),
    resourceSchemaId: optionalId,
    createdAt: optionalMoment,
    updatedAt: optionalMoment,
  }),
  z.transform(({ slug, ...plan }): TrackingPlan => ({ ...plan, name: plan.name || slug || sanitise(plan.id) })),
);

/** Plans of every type: only LIVE ones bind to sources (rule 93). */
export async function listTrackingPlans(
  client: Client,
  options?: ReadOptions,
): Promise<Answer<readonly TrackingPlan[]>> {
  const call = { operation: 'GET /tracking-plans', key: 'trackingPlans' };
  return uniqueById(await readList(client, call, schema, options));
}

export async function listTrackingPlanSources(
  client: Client,
  planId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Source[]>> {
  const call = { operation: 'GET /tracking-plans/{id}/sources', ids: [planId], key: 'sources' };
  return uniqueById(await readList(client, call, sourceSchema, options));
}
