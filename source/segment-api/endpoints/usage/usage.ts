import * as z from 'zod/mini';
import type { ApiCallsDay, MtuDay } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions, UsageMonth } from '../../../domain/queries.ts';
import { isMoment, iso, parseTime, second } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { bigCount, id, moment, optionalId } from '../../reading/fields.ts';
import { readList, type Schema } from '../../reading/rows.ts';

/** By source a day that does not say whose it is is none: left out of every source it would make one look smaller. */
const whose = { whole: optionalId, bySource: id };
type Of = keyof typeof whose;

const bySource = (sourceId: string | undefined) => (sourceId === undefined ? {} : { sourceId });

const apiCallsSchema = (of: Of) =>
  z.pipe(
    z.object({ timestamp: moment, apiCalls: bigCount, sourceId: whose[of] }),
    z.transform(
      ({ timestamp, apiCalls, sourceId }): ApiCallsDay => ({ at: timestamp, apiCalls, ...bySource(sourceId) }),
    ),
  );

/** Bounds of the billing period: unix seconds (rule 173), read as ISO text too. */
const bound = z.pipe(
  z.custom<number | string>((value) => boundOf(value) !== undefined, 'expected unix seconds'),
  z.transform((value) => boundOf(value) as number),
);

function boundOf(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number') return parseTime(seconds);
  return isMoment(seconds * second) ? seconds * second : undefined;
}

const mtuSchema = (of: Of) =>
  z.pipe(
    z.object({
      timestamp: moment,
      periodStart: bound,
      periodEnd: bound,
      anonymous: bigCount,
      anonymousIdentified: bigCount,
      identified: bigCount,
      neverIdentified: bigCount,
      sourceId: whose[of],
    }),
    z.transform(({ timestamp, sourceId, ...parts }): MtuDay => ({ at: timestamp, ...parts, ...bySource(sourceId) })),
  );

/**
 * The day, the billing period, of which two may meet on one day, and the source where it is told by source: a row that comes again
 * is not added twice.
 */
const dayOf = (row: unknown): string | undefined => {
  const { timestamp, sourceId, periodStart } = (row ?? {}) as Record<string, unknown>;
  return typeof timestamp === 'string' ? JSON.stringify([timestamp, sourceId, periodStart]) : undefined;
};

/** A read of one usage report: daily cumulative snapshots of a month, in order of time. */
const report =
  <T extends { readonly at: number }>(path: string, key: string, schema: Schema<T>) =>
  async (client: Client, month: UsageMonth, options?: ReadOptions): Promise<Answer<readonly T[]>> => {
    const period = `${iso(month).slice(0, 7)}-01`;
    const call = { operation: `GET ${path}`, key, query: { period } };
    const { value, problems } = await readList(client, call, schema, options, dayOf);
    return { value: value.sort((a, b) => a.at - b.at), problems };
  };

export const readApiCalls = report('/usage/api-calls/daily', 'dailyWorkspaceAPICallsUsage', apiCallsSchema('whole'));
export const readApiCallsBySource = report(
  '/usage/api-calls/sources/daily',
  'dailyPerSourceAPICallsUsage',
  apiCallsSchema('bySource'),
);
export const readMtu = report('/usage/mtu/daily', 'dailyWorkspaceMTUUsage', mtuSchema('whole'));
export const readMtuBySource = report('/usage/mtu/sources/daily', 'dailyPerSourceMTUUsage', mtuSchema('bySource'));
