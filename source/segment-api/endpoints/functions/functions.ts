import * as z from 'zod/mini';
import { type FunctionSide, functionSides, type SegmentFunction } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, optionalId, optionalMoment, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

const schemaOf = (side: FunctionSide) =>
  z.pipe(
    z.object({ id, displayName: text, description: text, catalogId: optionalId, createdAt: optionalMoment }),
    z.transform(
      ({ id, displayName, description, catalogId, createdAt }): SegmentFunction => ({
        id,
        name: displayName || sanitise(id),
        side,
        description,
        catalogId,
        createdAt,
      }),
    ),
  );

/** All functions: the call lists one type at a time, so it takes five (rule 160). */
export async function listFunctions(
  client: Client,
  options?: ReadOptions,
): Promise<Answer<readonly SegmentFunction[]>> {
  const answers = await Promise.all(
    functionSides.map((side) =>
      readList(
        client,
        { operation: 'GET /functions', key: 'functions', query: { resourceType: side } },
        schemaOf(side),
        options,
      ),
    ),
  );
  return uniqueById({
    value: answers.flatMap(({ value }) => value),
    problems: answers.flatMap(({ problems }) => problems),
  });
}
