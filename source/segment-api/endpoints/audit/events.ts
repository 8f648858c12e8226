import * as z from 'zod/mini';
import type { AuditItem } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { AuditQuery, Page, ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { id, moment, optionalId, promised, requiredText, text } from '../../reading/fields.ts';
import { fullPage, readPage } from '../../reading/pages.ts';
import { RowReader } from '../../reading/rows.ts';

const operation = 'GET /audit-events';

const schema = z.pipe(
  z.object({
    id,
    timestamp: moment,
    type: requiredText,
    actor: text,
    actorEmail: optionalId,
    resourceId: promised('resourceId', z.string(), ''),
    resourceType: text,
    resourceName: text,
  }),
  z.transform(
    ({ timestamp, actorEmail, resourceId, ...texts }): AuditItem => ({
      ...texts,
      at: timestamp,
      resourceId,
      ...(actorEmail === undefined ? {} : { actorEmail: sanitise(actorEmail) }),
    }),
  ),
);

/** One page of the audit trail, newest first. A cursor freezes the end of its list, so none is sent beside it (rule 191). */
export async function readAuditEvents(
  client: Client,
  { window, resourceId, resourceType, count, cursor }: AuditQuery,
  options?: ReadOptions,
): Promise<Answer<Page<AuditItem>>> {
  const query = {
    startTime: window && iso(window.start),
    endTime: window && cursor === undefined ? iso(window.end) : undefined,
    resourceId,
    resourceType,
  };
  const size = Math.max(1, Math.min(fullPage, Math.trunc(count)));
  const page = await readPage(client, { operation, key: 'events', query, count: size, cursor }, options);
  const reader = new RowReader(schema);
  reader.add(page.rows);
  const problems = [...(page.problem ? [page.problem] : []), ...reader.problems(operation)];
  return { value: { items: reader.values, next: page.next }, problems };
}
