import * as z from 'zod/mini';
import type { FailureLogQuery } from '../../../domain/delivery/failure-log.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';

const operation = 'POST /customer-insights/download';
/** The operation exists in alpha only (rule 3). */
const alpha = 'application/vnd.segment.v1alpha+json';

const shape = z.catch(z.object({ download: z.object({ urls: z.catch(z.array(z.unknown()), []) }) }), {
  download: { urls: [] },
});

/**
 * Links to the failure logs of one hour, good for two hours, on a host that must not see the token (rules 22, 305). 120 a day:
 * the caller counts them.
 */
export async function requestFailureLogs(
  client: Client,
  { collectionId, hour }: FailureLogQuery,
  { signal }: ReadOptions = {},
): Promise<Answer<readonly string[]>> {
  const data = await client.write(
    { operation, method: 'POST', body: { collectionId, hour: iso(hour) }, contentType: alpha },
    { signal },
  );
  const { urls } = z.parse(shape, data).download;
  return { value: urls.filter((url): url is string => typeof url === 'string'), problems: [] };
}
