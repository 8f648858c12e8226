import { merged, type SourceFlow } from '../../workspace/sources/inflow.ts';
import type { ViewContext } from './view.ts';

/** A source's events hour by hour in the period: an hour that the API leaves out is zero, so that silence is seen. Nothing before the volume is known. */
export function periodCounts(
  flow: SourceFlow,
  {
    overview: {
      flow: { window },
    },
  }: ViewContext,
): number[] {
  if (flow.events === undefined) return [];
  return merged(flow.series, window.start, window.end).map(({ count }) => count);
}
