import type { Bucket } from '../../domain/time.ts';
import { merged, type SourceFlow } from '../../workspace/sources/inflow.ts';
import type { ViewContext } from './view.ts';

/** A source's events hour by hour in the period: an hour that the API leaves out is zero, so that silence is seen. Nothing before the volume is known. */
export function periodBuckets({ events, series }: SourceFlow, { overview }: ViewContext): readonly Bucket[] {
  const { window } = overview.flow;
  return events === undefined ? [] : merged(series, window.start, window.end);
}

export const periodCounts = (flow: SourceFlow, context: ViewContext): number[] =>
  periodBuckets(flow, context).map(({ count }) => count);
