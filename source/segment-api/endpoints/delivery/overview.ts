import * as z from 'zod/mini';
import type { Dimension, StepReport, StepRow } from '../../../domain/delivery/counts.ts';
import type { Answer, Problem } from '../../../domain/problem.ts';
import type { ReadOptions, StepQuery } from '../../../domain/queries.ts';
import { type SafeText, sanitise } from '../../../domain/text.ts';
import { type Bucket, iso } from '../../../domain/time.ts';
import type { Client } from '../../client.ts';
import { noteOdd, optionalCount } from '../../reading/fields.ts';
import { readPages } from '../../reading/pages.ts';
import { RowReader } from '../../reading/rows.ts';
import { groupOf, series, totalOf } from '../../reading/series.ts';
import { windowFor } from '../../window-query.ts';

/** The value a row is grouped by; undefined if it is of another type, since nobody knows what the row counts then. */
const value = z.nullish(z.string());

/** A row may carry keys that the model does not name, such as subscriptionId (rule 58). */
const schemaOf = (byReason: boolean) =>
  z.pipe(
    z.object({
      eventName: value,
      eventType: value,
      discardReason: value,
      appVersion: value,
      subscriptionId: value,
      total: optionalCount,
      totalRetryCount: optionalCount,
      series,
    }),
    z.transform(({ total, totalRetryCount, series, discardReason, ...others }): StepRow => {
      const by: Partial<Record<Dimension, SafeText>> = {};
      const named = { ...others, discardReason: discardReason && reasonCode(String(discardReason)) };
      for (const [dimension, text] of Object.entries(named) as [Dimension, string | number | null | undefined][])
        if (text !== undefined && text !== null) by[dimension] = sanitise(text);
      if (byReason && by.discardReason === undefined) noteOdd('discardReason: missing');
      const retries = totalRetryCount ?? series.reduce((sum, { retryCount }) => sum + (retryCount ?? 0), 0);
      return { by, total: totalOf(total, series), retries, series };
    }),
  );

/**
 * The code of a discard reason: older forms such as `errors.discarded.401` end in it, while `successes.attempt.2` is a value
 * of its own (rule 58).
 */
export function reasonCode(reason: string): string {
  if (/^successes\.attempt\.\d+$/.test(reason)) return reason;
  return reason.slice(reason.lastIndexOf('.') + 1) || reason;
}

/** One step of the pipeline for a source, or for a connection where the step is behind the fan-out (rule 57). */
export async function readDeliveryStep(
  client: Client,
  { step, sourceId, destinationId, window, granularity, groupBy, filter }: StepQuery,
  options?: ReadOptions,
): Promise<Answer<StepReport>> {
  const operation = `GET /delivery-overview/${step}`;
  const { start, end } = windowFor('delivery-overview', operation, window, granularity, client.clock.now());
  const query = {
    sourceId,
    destinationConfigId: destinationId,
    startTime: iso(start),
    endTime: iso(end),
    granularity,
    groupBy,
    filter,
  };
  const reader = new RowReader(schemaOf(groupBy?.includes('discardReason') === true), groupOf);
  const problems: Problem[] = [];
  let total: number | undefined;
  for await (const page of readPages(client, { operation, key: 'dataset', query }, options)) {
    reader.add(page.rows);
    total ??= z.parse(optionalCount, page.data.total);
    if (page.problem) problems.push(page.problem);
  }
  const rows = merged(reader.values);
  const sum = rows.reduce((all, row) => all + row.total, 0);
  return { value: { total: total ?? sum, rows }, problems: [...problems, ...reader.problems(operation)] };
}

/** Rows that turn out to mean the same, such as two spellings of one reason, are added up. */
function merged(rows: readonly StepRow[]): StepRow[] {
  const byValues = new Map<string, StepRow>();
  for (const row of rows) {
    const key = JSON.stringify(row.by);
    const twin = byValues.get(key);
    byValues.set(key, twin ? added(twin, row) : row);
  }
  return [...byValues.values()];
}

function added(a: StepRow, b: StepRow): StepRow {
  const buckets = new Map<number, Bucket>();
  for (const bucket of [...a.series, ...b.series]) {
    const seat = buckets.get(bucket.at);
    buckets.set(bucket.at, seat ? sumOf(seat, bucket) : bucket);
  }
  const series = [...buckets.values()].sort((x, y) => x.at - y.at);
  return { by: a.by, total: a.total + b.total, retries: a.retries + b.retries, series };
}

/** Where neither tells of retries, their sum tells of none. */
function sumOf(a: Bucket, b: Bucket): Bucket {
  const count = a.count + b.count;
  if (a.retryCount === undefined && b.retryCount === undefined) return { at: a.at, count };
  return { at: a.at, count, retryCount: (a.retryCount ?? 0) + (b.retryCount ?? 0) };
}
