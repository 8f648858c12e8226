import type { FailureLogQuery } from '../../../domain/delivery/failure-log.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { failure } from '../../failure.ts';
import type { Data } from '../../reading/envelope.ts';
import { rowsOf } from '../../reading/pages.ts';

const operation = 'POST /customer-insights/download';
/** The operation exists in alpha only (rule 3). */
const alpha = 'application/vnd.segment.v1alpha+json';

/**
 * Links to the failure logs of one hour, good for two hours, on a host that must not see the token (rules 22, 305). 120 a day:
 * the caller counts them. None are links to nothing: an answer that does not say which there are is no answer.
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
  const urls = rowsOf((data.download ?? {}) as Data, 'urls', operation);
  if (!urls.every((url) => typeof url === 'string'))
    throw failure('not-the-api', 'urls has something else than links', operation, { status: 200 });
  return { value: urls, problems: [] };
}
