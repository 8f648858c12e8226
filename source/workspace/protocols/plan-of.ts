import type { TrackingPlan } from '../../domain/entities.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';

/** The tracking plan a source is bound to, as far as plans have been read: a source has one at most (rule 93). */
export function planOf(read: Read, sourceId: string): TrackingPlan | undefined {
  return (read(resources.trackingPlans).data ?? []).find((plan) =>
    (read(resources.trackingPlanSources(plan.id)).data ?? []).some(({ id }) => id === sourceId),
  );
}
