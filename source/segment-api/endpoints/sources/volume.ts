import * as z from 'zod/mini';
import type { VolumeRow } from '../../../domain/delivery/counts.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions, VolumeQuery } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { id, optionalCount } from '../../reading/fields.ts';
import { readList } from '../../reading/rows.ts';
import { groupOf, series, totalOf } from '../../reading/series.ts';
import { windowFor } from '../../window-query.ts';

const operation = 'GET /events/volume';

const name = z.catch(z.nullish(z.string()), undefined);
const source = z.object({ id });
const schemaOf = (bySource: boolean) =>
  z.pipe(
    z.object({
      source: bySource ? source : z.catch(z.nullish(source), undefined),
      eventName: name,
      eventType: name,
      total: optionalCount,
      series,
    }),
    z.transform(
      ({ source, eventName, eventType, total, series }): VolumeRow => ({
        ...(source?.id === undefined ? {} : { sourceId: source.id }),
        ...(typeof eventName === 'string' ? { eventName: sanitise(eventName) } : {}),
        ...(typeof eventType === 'string' ? { eventType: sanitise(eventType) } : {}),
        total: totalOf(total, series),
        series,
      }),
    ),
  );

/** Events that passed validation, largest series first; sources that sent nothing are absent (rule 40). A row that does not say whose it is, though that was asked, is none. */
export function readEventVolume(
  client: Client,
  { window, granularity, groupBy, sourceIds, eventNames, eventTypes }: VolumeQuery,
  options?: ReadOptions,
): Promise<Answer<readonly VolumeRow[]>> {
  const { start, end } = windowFor('events-volume', operation, window, granularity, client.clock.now());
  const query = {
    granularity,
    startTime: iso(start),
    endTime: iso(end),
    groupBy,
    sourceId: sourceIds,
    eventName: eventNames,
    eventType: eventTypes,
  };
  const schema = schemaOf(groupBy?.includes('source') === true);
  return readList(client, { operation, key: 'result', query }, schema, options, groupOf);
}
