import * as z from 'zod/mini';
import type {
  FunctionDetails,
  FunctionInstance,
  FunctionSetting,
  FunctionVersion,
} from '../../../domain/functions/details.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { failure } from '../../failure.ts';
import {
  flag,
  id,
  listOf,
  optionalCount,
  optionalFlag,
  optionalMoment,
  requiredText,
  settings,
  text,
} from '../../reading/fields.ts';
import { parseOne, readList, uniqueById } from '../../reading/rows.ts';

/** Longer code is not read on a terminal. */
const mostLines = 5000;
const rawText = z.catch(z.nullish(z.string()), undefined);

const linesOf = (code: string): string[] => code.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');

/** Lines as they are, tabs as four columns: marks for them would be noise in code. */
function codeOf(code: string | null | undefined): Pick<FunctionDetails, 'code' | 'leftOut'> {
  if (code === undefined || code === null) return { code: undefined, leftOut: 0 };
  const all = linesOf(code);
  const shown = all.slice(0, mostLines).map((one) => sanitise(one.replaceAll('\t', '    ')));
  return { code: shown, leftOut: all.length - shown.length };
}

const setting = z.pipe(
  z.object({ name: requiredText, label: text, description: text, type: text, required: flag, sensitive: flag }),
  z.transform((row): FunctionSetting => row),
);

const details = (functionId: string) =>
  z.pipe(
    z.object({
      code: rawText,
      settings: listOf('settings', setting),
      createdBy: text,
      deployedAt: optionalMoment,
      isLatestVersion: optionalFlag,
      batchMaxCount: optionalCount,
    }),
    z.transform(
      ({ code, isLatestVersion, batchMaxCount, ...row }): FunctionDetails => ({
        ...row,
        id: functionId,
        ...codeOf(code),
        isLatest: isLatestVersion,
        batch: batchMaxCount,
      }),
    ),
  );

/** One function with its code. @throws ReadError of kind not-found for a null inside a 200 (rule 23) */
export async function readFunctionDetails(
  client: Client,
  functionId: string,
  options?: ReadOptions,
): Promise<Answer<FunctionDetails>> {
  const operation = 'GET /functions/{id}';
  const data = await client.read({ operation, ids: [functionId] }, options);
  if (data.function === null) throw failure('not-found', 'there is no such function', operation, { status: 200 });
  return parseOne(details(functionId), data.function, operation);
}

const version = z.pipe(
  z.object({
    id,
    author: text,
    code: rawText,
    isDeployed: flag,
    createdAt: optionalMoment,
    deployedAt: optionalMoment,
  }),
  z.transform(
    ({ code, isDeployed, ...row }): FunctionVersion => ({
      ...row,
      deployed: isDeployed,
      lines: code === '' ? 0 : typeof code === 'string' ? linesOf(code).length : undefined,
    }),
  ),
);

/** Versions of a function's code, newest first. Alpha. */
export async function listFunctionVersions(
  client: Client,
  functionId: string,
  options?: ReadOptions,
): Promise<Answer<readonly FunctionVersion[]>> {
  const call = { operation: 'GET /functions/{id}/versions', ids: [functionId], key: 'versions' };
  const answer = uniqueById(await readList(client, call, version, options));
  return { ...answer, value: answer.value.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)) };
}

const instance = z.pipe(
  z.object({ id, name: text, integrationId: id, enabled: z.boolean(), createdAt: optionalMoment, settings }),
  z.transform((row): FunctionInstance => ({ ...row, name: row.name || sanitise(row.id) })),
);

/** Where an insert function stands. Alpha. */
export async function listFunctionInstances(
  client: Client,
  functionId: string,
  options?: ReadOptions,
): Promise<Answer<readonly FunctionInstance[]>> {
  const call = { operation: 'GET /insert-function-instances', key: 'instances', query: { functionId } };
  return uniqueById(await readList(client, call, instance, options));
}
