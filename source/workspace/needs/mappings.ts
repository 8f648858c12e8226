import type { Destination } from '../../domain/entities.ts';
import type { Period } from '../../domain/time.ts';
import { breakdownResource } from '../delivery/breakdown.ts';
import { byMapping, mappingStages } from '../delivery/mappings.ts';
import type { Need } from '../polling/resource.ts';
import { needOf } from './page.ts';
import { hasPipeline } from './pipeline.ts';

/** Nothing for a destination without delivery data. */
export function mappingDeliveryNeeds(period: Period, destination: Destination): readonly Need[] {
  if (!hasPipeline(destination)) return [];
  return mappingStages.map((stage) => needOf(breakdownResource(period, destination, stage, byMapping)));
}
