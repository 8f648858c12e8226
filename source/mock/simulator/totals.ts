import type { DeliveryTotals, Span } from '../world.ts';
import type { DeliveryFlow } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { watermarks } from './flows.ts';
import { piecesOf } from './pieces.ts';
import { holds } from './source-flow.ts';

const sumOf = (lists: readonly Int32Array[]): number => lists.reduce((all, list) => all + one(list), 0);

function one(list: Int32Array): number {
  let sum = 0;
  for (const count of list) sum += count;
  return sum;
}

/** The nothing that device mode, storage and unknown connections have. */
export const noTotals: DeliveryTotals = {
  firstTry: 0,
  afterRetry: 0,
  discarded: 0,
  expired: 0,
  retried: 0,
  averageMs: 0,
  p95Ms: 0,
  firstAttemptAverageMs: 0,
  firstAttemptP95Ms: 0,
};

/** Totals of one connection in a span: the sums of what flows() gives for it, and latencies that follow its trouble. */
export function deliveryTotals(flow: DeliveryFlow, model: DeliveryModel, span: Span, now: number): DeliveryTotals {
  const [expiry, resolved] = watermarks(now) as [number, number];
  const sum = { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retried: 0 };
  let slow = 0;
  for (const piece of piecesOf(span, now, 'HOUR', model.cuts, [expiry, resolved])) {
    const current = flow.counts(model, piece.stretch, piece.to);
    if (!current) continue;
    const earlier = piece.from === piece.stretch.start ? undefined : flow.counts(model, piece.stretch, piece.from);
    const count = (kind: 'discarded' | 'stuck' | 'recovered') =>
      sumOf(current[kind]) - (earlier ? sumOf(earlier[kind]) : 0);
    sum.firstTry += one(current.first) - (earlier ? one(earlier.first) : 0);
    sum.discarded += count('discarded');
    const stuck = count('stuck');
    if (piece.to <= expiry) sum.expired += stuck;
    else sum.retried += stuck;
    const recovered = count('recovered');
    if (piece.to <= resolved) sum.afterRetry += recovered;
    else sum.retried += recovered;
    if (model.answers.some((answer) => /TIMEDOUT/i.test(answer.reason) && holds(answer, piece.stretch)))
      slow += stuck + recovered;
  }
  const delivered = sum.firstTry + sum.afterRetry;
  const attempts = delivered + sum.discarded + sum.expired;
  if (attempts + sum.retried === 0) return noTotals;
  const first = Math.round(model.latency + (30_000 * slow) / Math.max(1, attempts + sum.retried));
  const average = delivered === 0 ? 0 : Math.round(first + (95_000 * sum.afterRetry) / delivered);
  return {
    ...sum,
    averageMs: average,
    p95Ms: delivered === 0 ? 0 : Math.round(average * 3.4),
    firstAttemptAverageMs: first,
    firstAttemptP95Ms: Math.round(first * 3.1),
  };
}
