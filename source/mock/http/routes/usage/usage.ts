import type { Query } from '../../query.ts';
import { invalid } from '../../refusal.ts';
import { list, type Route } from '../../route.ts';
import { required } from '../../validate.ts';

/** Daily cumulative usage (rule 170). */
export const usageRoutes: readonly Route[] = [
  usage('/usage/api-calls/daily', 'dailyWorkspaceAPICallsUsage', 'api-calls', false),
  usage('/usage/api-calls/sources/daily', 'dailyPerSourceAPICallsUsage', 'api-calls', true),
  usage('/usage/mtu/daily', 'dailyWorkspaceMTUUsage', 'mtu', false),
  usage('/usage/mtu/sources/daily', 'dailyPerSourceMTUUsage', 'mtu', true),
];

function usage(path: string, key: string, meter: 'api-calls' | 'mtu', bySource: boolean): Route {
  return list(path, key, ({ world, query }) => world.usage(meter, monthOf(query), bySource), {
    paging: { end: meter === 'mtu' ? 'null' : 'omit' },
  });
}

/** Segment counts for nobody before this: years that are none are refused, not added up day by day. */
const firstMonth = Date.UTC(2011, 0, 1);

/** `period` is the first day of a month, as a date. */
function monthOf(query: Query): number {
  const period = required(query, 'period');
  const month = /^\d{4}-\d{2}-\d{2}$/.test(period) ? Date.parse(`${period}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(month)) throw invalid('period', 'must be a date in the form YYYY-MM-DD');
  if (!period.endsWith('-01')) throw invalid('period', 'must be the first day of a month');
  if (month < firstMonth) throw invalid('period', 'must be 2011-01-01 or later');
  return month;
}
