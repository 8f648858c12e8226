import type { DeliveryTotals, Span } from '../world.ts';
import { watermarks } from './contributions.ts';
import { type DeliveryFlow, rowsOf } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { piecesOf } from './pieces.ts';
import { holds } from './rule.ts';
import { between } from './source-flow.ts';

/** The totals of device mode, storage and unknown connections: nothing. */
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

/** Mean time until a retry gets through, ms. */
const retryDelay = 95_000;
/** What a tool that does not answer costs per attempt, ms. */
const timeout = 30_000;

/** Totals of one connection in a span: the sums of what flows() gives for it, and latencies that follow its failures. */
export function deliveryTotals(flow: DeliveryFlow, model: DeliveryModel, span: Span, now: number): DeliveryTotals {
  const [expiry, resolved] = watermarks(now);
  const rows = rowsOf(model);
  const sum = { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retried: 0 };
  let slow = 0;
  for (const piece of piecesOf(span, now, 'HOUR', model.cuts, [expiry, resolved])) {
    if (!flow.isOn(model, piece.stretch)) continue;
    const sums = between(piece, (moment) => flow.sums(model, piece.stretch, moment));
    sum.firstTry += sums[rows.first] as number;
    for (let i = 0; i < model.answers.length; i++) {
      const answer = model.answers[i] as DeliveryModel['answers'][number];
      const lost = sums[rows.lost(i)] as number;
      const recovered = sums[rows.recovered(i)] as number;
      if (answer.outcome === 'discarded') sum.discarded += lost;
      else if (piece.to <= expiry) sum.expired += lost;
      else sum.retried += lost;
      if (piece.to <= resolved) sum.afterRetry += recovered;
      else sum.retried += recovered;
      if (answer.reason === 'ETIMEDOUT' && holds(answer, piece.stretch)) slow += lost + recovered;
    }
  }
  return { ...sum, ...latencies(model, sum, slow) };
}

type Counts = Pick<DeliveryTotals, 'firstTry' | 'afterRetry' | 'discarded' | 'expired' | 'retried'>;

function latencies(model: DeliveryModel, sum: Counts, slow: number): Omit<DeliveryTotals, keyof Counts> {
  const delivered = sum.firstTry + sum.afterRetry;
  const attempts = delivered + sum.discarded + sum.expired + sum.retried;
  const first = attempts === 0 ? 0 : Math.round(model.latency + (timeout * slow) / attempts);
  const average = delivered === 0 ? 0 : Math.round(first + (retryDelay * sum.afterRetry) / delivered);
  return {
    averageMs: average,
    p95Ms: Math.round(average * 3.4),
    firstAttemptAverageMs: first,
    firstAttemptP95Ms: Math.round(first * 3.1),
  };
}
