import { priority } from '../../../domain/queries.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { ViewContext } from '../view.ts';

/** An answer tells who changed what, so the newest of the audit trail is read as well. */
export function withTrail(needs: readonly Need[], { period }: Pick<ViewContext, 'period'>): readonly Need[] {
  const trail = needOf(resources.recentAudit(period), priority.rest);
  return needs.some(({ resource }) => resource.key === trail.resource.key) ? needs : [...needs, trail];
}
