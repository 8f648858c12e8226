import { day, hour as hourLength } from '../../../../domain/time.ts';
import { bodyOf } from '../../body.ts';
import { linksOf } from '../../failure-log-files.ts';
import { forbidden, invalid, notFound } from '../../refusal.ts';
import type { Call, Route } from '../../route.ts';
import { timeOf } from '../../validate.ts';

/** Links to the failure logs of one hour (rules 300, 304): changes nothing, so a member token may. */
export const failureLogRoutes: readonly Route[] = [
  { method: 'POST', path: '/customer-insights/download', handle: download },
];

/** Segment keeps them so long. */
const kept = 28 * day;

function download({ world, body, options }: Call): unknown {
  if (!world.plan.business) throw forbidden('Failure logs require a Business tier plan.');
  const { collectionId, hour } = bodyOf(body, { collectionId: 'string!', hour: 'string!' });
  const at = timeOf('hour', String(hour));
  if (at % hourLength !== 0) throw invalid('hour', 'must be a full hour');
  const [, destinationId = ''] = /^logs-(.+)$/.exec(String(collectionId)) ?? [];
  if (!world.get('destinations', destinationId)) throw notFound('Collection', String(collectionId));
  const now = world.now();
  if (at < now - kept || at > now) return { download: { urls: [] } };
  return { download: { urls: linksOf(world, options.logsUrl ?? 'https://logs.invalid', destinationId, at) } };
}
