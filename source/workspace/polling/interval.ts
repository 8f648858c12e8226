import { minute } from '../../domain/time.ts';
import type { PollerOptions } from './poller-options.ts';
import { familyOf, type Resource } from './resource.ts';

/** What is renewed within this time follows the pace; what changes by the hour is not worth more requests. */
const quick = 2 * minute;

/** Time between two reads: as the configuration wants it, at the pace that the user has asked for, and not beyond the rate limits. */
export function intervalOf(
  resource: Resource<unknown>,
  { backend, intervals, pace }: Pick<Required<PollerOptions>, 'backend' | 'intervals' | 'pace'>,
): number {
  const usual = intervals[familyOf(resource)] ?? resource.every;
  const every = usual > quick ? usual : Math.round(usual * pace());
  return resource.least ? Math.max(every, resource.least(backend.wire())) : every;
}
