import type { Destination } from '../../domain/entities.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Period } from '../../domain/time.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import { type BreakdownTab, breakdown } from './breakdown.ts';
import type { StageId } from './pipeline.ts';

/** What became of the events that one mapping took; undefined where the step was not read, or only in part. */
export interface MappingCounts {
  readonly delivered: number | undefined;
  readonly failed: number | undefined;
  readonly filtered: number | undefined;
}

export interface MappingDelivery {
  readonly byMapping: ReadonlyMap<string, MappingCounts>;
  /** All three steps were answered whole, and answered by mapping: only then is a missing row zero. */
  readonly isComplete: boolean;
  /** The API answered, but named no mapping (rule 58). */
  readonly unnamed: boolean;
  readonly error: Problem | undefined;
  readonly fetchedAt: number | undefined;
}

/** How the steps are taken apart. */
export const byMapping: BreakdownTab = { id: 'mappings', dimension: 'subscriptionId' };
/** The steps in which a mapping has events. */
export const mappingStages = [
  'successful-delivery',
  'failed-delivery',
  'filtered-at-destination',
] as const satisfies StageId[];

/** Delivery of each mapping of a destination in the dashboard's period: three reads for all of them together. */
export function mappingDelivery(read: Read, period: Period, destination: Destination): MappingDelivery {
  const parts = mappingStages.map((stage) => breakdown(read, destination, period, stage, byMapping));
  const counts = parts.map(
    ({ rows }) => new Map(rows.flatMap(({ value, count }) => (value === undefined ? [] : [[value as string, count]]))),
  );
  // Of a step that was not answered whole, a mapping that another step has is not known to have nothing.
  const missing = parts.map((part) => (isWhole(part.snapshot) && !part.unnamed ? 0 : undefined));
  const countsOf = (id: string) => counts.map((each, index) => each.get(id) ?? missing[index]);
  const ids = new Set(counts.flatMap((each) => [...each.keys()]));
  const unnamed = parts.some((part) => part.unnamed);
  const times = parts.flatMap(({ snapshot }) => snapshot.fetchedAt ?? []);
  return {
    byMapping: new Map(
      [...ids].map((id) => {
        const [delivered, failed, filtered] = countsOf(id);
        return [id, { delivered, failed, filtered }];
      }),
    ),
    isComplete: parts.every(({ snapshot }) => isWhole(snapshot)) && !unnamed,
    unnamed,
    error: parts.map(({ error }) => error).find((error) => error !== undefined),
    fetchedAt: times.length === 0 ? undefined : Math.min(...times),
  };
}
