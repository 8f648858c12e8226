import * as z from 'zod/mini';
import type { Answer } from '../../../domain/problem.ts';
import type { TrackingPlanRule } from '../../../domain/protocols/plans.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { Client } from '../../client.ts';
import { optionalCount, optionalMoment, requiredText, text } from '../../reading/fields.ts';
import { readList } from '../../reading/rows.ts';

/** The zero date of a rule that is not deprecated reads as none (rule 94). */
const schema = z.pipe(
  z.object({
    type: requiredText,
    key: text,
    version: optionalCount,
    jsonSchema: z.optional(z.unknown()),
    createdAt: optionalMoment,
    updatedAt: optionalMoment,
    deprecatedAt: optionalMoment,
  }),
  z.transform(
    ({ jsonSchema, version, ...rule }): TrackingPlanRule => ({
      ...rule,
      version: version ?? 1,
      schema: jsonSchema ?? null,
    }),
  ),
);

/** Rules of one plan. A rule has no id: type, key and version tell it apart. */
export function listTrackingPlanRules(
  client: Client,
  planId: string,
  options?: ReadOptions,
): Promise<Answer<readonly TrackingPlanRule[]>> {
  const call = { operation: 'GET /tracking-plans/{id}/rules', ids: [planId], key: 'rules' };
  return readList(client, call, schema, options);
}
