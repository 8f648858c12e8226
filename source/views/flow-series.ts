import { readWindow } from '../domain/windows.ts';
import { merged, type SourceFlow } from '../workspace/inflow.ts';
import type { ViewContext } from './view.ts';

/** A source's events hour by hour in the period: an hour that the API leaves out is zero, so that silence is seen. Nothing before the volume is known. */
export function periodCounts(flow: SourceFlow, { overview, period, now }: ViewContext): number[] {
  if (flow.events === undefined) return [];
  const end = overview.flow.volume.fetchedAt ?? now;
  return merged(flow.series, readWindow(period, end).start, end).map(({ count }) => count);
}
