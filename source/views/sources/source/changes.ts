import { auditTrail } from '../../../workspace/audit/trail.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { trailRows } from '../../kit/page-rows.ts';
import type { PageRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';

/** What was done to the source, newest first, as far back as the trail is kept. */
export function changeRows({ source: { id } }: SourceFlow, context: ViewContext): PageRow[] {
  return trailRows(auditTrail(context.read, context.period, id), context);
}
