import { auditTrail } from '../../workspace/audit-trail.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import { trailRows } from '../page-rows.ts';
import type { PageRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';

/** What was done to the source, newest first, as far back as the trail is kept. */
export function changeRows({ source: { id } }: SourceFlow, context: ViewContext): PageRow[] {
  return trailRows(auditTrail(context.read, context.period, id), context);
}
