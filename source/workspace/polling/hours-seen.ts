import type { HourHistory } from '../../domain/hours.ts';
import type { Resource } from './resource.ts';

/** What this and other dashboards of the host have seen by the hour, for reads that begin where that ends. Never asked of the API. */
export const hoursSeen: Resource<HourHistory> = {
  key: 'hours-seen',
  every: Number.POSITIVE_INFINITY,
  load: () => Promise.reject(new Error('nothing to ask for')),
};
