import * as z from 'zod/mini';
import { maskedSubjects, type Regulation, type RegulationProgress } from '../../../domain/privacy/regulations.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, listOf, optionalId, optionalMoment, text } from '../../reading/fields.ts';
import { parseOne, readList, uniqueById } from '../../reading/rows.ts';
import { identifiers } from './suppressions.ts';

const schema = z.pipe(
  z.object({
    id,
    subjectType: text,
    subjects: identifiers,
    status: text,
    regulationType: text,
    createdAt: optionalMoment,
    finishedAt: optionalMoment,
  }),
  z.transform(
    ({ subjectType, subjects, regulationType, ...row }): Regulation => ({
      ...row,
      type: regulationType,
      subjects: maskedSubjects(subjectType, subjects),
    }),
  ),
);

const destination = z.object({ id: optionalId, name: text, status: text, errString: text, finishedAt: optionalMoment });
const stream = z.object({ id: optionalId, destinationStatus: listOf('destinationStatus', destination, true) });

const progressSchema = z.pipe(
  z.object({
    id,
    overallStatus: text,
    createdAt: optionalMoment,
    finishedAt: optionalMoment,
    streamStatus: listOf('streamStatus', stream, true),
  }),
  z.transform(
    ({ overallStatus, streamStatus, ...row }): RegulationProgress => ({
      ...row,
      status: overallStatus,
      destinations: streamStatus.flatMap((source) =>
        source.destinationStatus.map(({ id = '', name, status, errString, finishedAt }) => ({
          sourceId: source.id ?? '',
          id,
          name: name || sanitise(id),
          status,
          error: errString,
          finishedAt,
        })),
      ),
    }),
  ),
);

/** Regulations of the last 90 days: older ones are gone (rule 147). */
export async function listRegulations(client: Client, options?: ReadOptions): Promise<Answer<readonly Regulation[]>> {
  return uniqueById(await readList(client, { operation: 'GET /regulations', key: 'regulations' }, schema, options));
}

export async function readRegulation(
  client: Client,
  regulationId: string,
  options?: ReadOptions,
): Promise<Answer<RegulationProgress>> {
  const operation = 'GET /regulations/{id}';
  const { regulation } = await client.read({ operation, ids: [regulationId] }, options);
  return parseOne(progressSchema, regulation, operation);
}
