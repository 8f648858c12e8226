import * as z from 'zod/mini';
import type { Audience, Computation, ComputedTrait } from '../../../domain/engage/computations.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, listOf, longText, optionalCount, optionalId, optionalMoment, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const nothing = sanitise('');

/** Most rows of audiences at once: fewer than of any other list (rule 6). */
const audiencePage = 200;

const definition = z.catch(z.object({ query: longText, type: text }), { query: nothing, type: nothing });
const cadence = z.catch(z.object({ type: text }), { type: nothing });
const size = z.catch(z.optional(z.object({ type: text, count: optionalCount, uniqueCount: optionalCount })), undefined);
/** One that is no number stays as unknown: without it the others would look like all there are. */
const numbers = z.catch(z.array(optionalCount), []);
const nothingSet = { interval: nothing, days: [], hours: [], timezone: nothing };
const config = z.catch(z.object({ interval: text, days: numbers, hours: numbers, timezone: text }), nothingSet);
const schedules = listOf('schedules', z.object({ nextExecution: optionalMoment, config }));

const core = {
  id,
  name: text,
  key: text,
  description: text,
  enabled: z.boolean(),
  status: text,
  definition,
  createdBy: optionalId,
  updatedBy: optionalId,
  createdAt: optionalMoment,
  updatedAt: optionalMoment,
};
const coreSchema = z.object(core);

function computation(row: z.output<typeof coreSchema>, spaceId: string): Computation {
  const { id, name, key, description, enabled, status, definition, createdBy, updatedBy, createdAt, updatedAt } = row;
  return {
    id,
    spaceId,
    name: name || key || sanitise(id),
    key,
    description,
    enabled,
    status,
    definition: definition.query,
    createdBy,
    updatedBy,
    createdAt,
    updatedAt,
  };
}

const audienceSchema = (spaceId: string) =>
  z.pipe(
    z.object({ ...core, audienceType: text, computeCadence: cadence, size, schedules }),
    z.transform((row): Audience => {
      const runs = row.schedules.flatMap(({ nextExecution }) => nextExecution ?? []);
      return {
        ...computation(row, spaceId),
        type: row.audienceType,
        cadence: row.computeCadence.type,
        size: row.size && { of: row.size.type, count: row.size.count, uniqueCount: row.size.uniqueCount },
        schedules: row.schedules.map(({ config: set }) => set),
        nextRunAt: runs.length === 0 ? undefined : Math.min(...runs),
      };
    }),
  );

const traitSchema = (spaceId: string) =>
  z.pipe(
    coreSchema,
    z.transform((row): ComputedTrait => ({ ...computation(row, spaceId), of: row.definition.type })),
  );

/** Audiences of a space; schedules come only when they are asked for. */
export async function listAudiences(
  client: Client,
  spaceId: string,
  options?: ReadOptions,
): Promise<Answer<readonly Audience[]>> {
  const call = {
    operation: 'GET /spaces/{id}/audiences',
    ids: [spaceId],
    key: 'audiences',
    query: { include: 'schedules' },
    count: audiencePage,
  };
  return uniqueById(await readList(client, call, audienceSchema(spaceId), options));
}

export async function listComputedTraits(
  client: Client,
  spaceId: string,
  options?: ReadOptions,
): Promise<Answer<readonly ComputedTrait[]>> {
  const call = { operation: 'GET /spaces/{id}/computed-traits', ids: [spaceId], key: 'computedTraits' };
  return uniqueById(await readList(client, call, traitSchema(spaceId), options));
}
