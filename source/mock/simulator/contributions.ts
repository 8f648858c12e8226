import { floorTo } from '../../domain/time.ts';
import type { FlowStep } from '../world.ts';
import { type DeliveryFlow, laterAttempts, recovery, retryWindow, rowsOf } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import type { Piece } from './pieces.ts';
import type { Rule } from './rule.ts';
import { between, type SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/** One class of events in one piece of time: counts per leaf, and what they count as. */
export interface Contribution {
  readonly reason?: string | undefined;
  readonly counts: Int32Array;
  /** Events, attempts that wait for another try, or events that came through on one. */
  readonly as: 'count' | 'retry' | 'both';
}

const rowIn = (table: Int32Array, row: number, width: number): Int32Array =>
  table.subarray(row * width, (row + 1) * width);

/** What a step of the pipeline before delivery has in one piece of time. */
export function sourceContributions(
  flow: SourceFlow,
  model: SourceModel,
  step: FlowStep,
  piece: Piece,
): Contribution[] {
  const table = between(piece, (moment) => flow.counts(model, piece.stretch, moment));
  const width = model.leaves.length;
  const of = (rules: readonly Rule[], first: number) =>
    rules.map(({ reason }, i): Contribution => ({ reason, counts: rowIn(table, first + i, width), as: 'count' }));
  if (step === 'failed-on-ingest') return of(model.ingest, 0);
  if (step === 'filtered-at-source') return of(model.filters, model.ingest.length);
  const skipped = step === 'volume' ? model.ingest.length * width : 0;
  const received = new Int32Array(width);
  for (let row = skipped; row < table.length; row += width)
    for (let seat = 0; seat < width; seat++)
      received[seat] = (received[seat] as number) + (table[row + seat] as number);
  return [{ counts: received, as: 'count' }];
}

/** The moments that part resolved retries from those that still wait: of the given-up ones, then of those that get through. */
export function watermarks(now: number): readonly [expiry: number, resolved: number] {
  const whole = floorTo(now, 'MINUTE');
  return [whole - retryWindow, whole - recovery];
}

/** What a step of delivery has in one piece of time; pieces are cut at the watermarks of `now`. */
export function deliveryContributions(
  flow: DeliveryFlow,
  model: DeliveryModel,
  step: FlowStep,
  piece: Piece,
  now: number,
): Contribution[] {
  if (!flow.isOn(model, piece.stretch)) return [];
  const table = between(piece, (moment) => flow.counts(model, piece.stretch, moment));
  const width = model.source.leaves.length;
  const rows = rowsOf(model);
  const [expiry, resolved] = watermarks(now);
  if (step === 'filtered-at-destination')
    return model.filters.map(({ reason }, i) => ({ reason, counts: rowIn(table, rows.filter(i), width), as: 'count' }));
  if (step === 'failed-delivery')
    return model.answers.flatMap(({ reason, outcome }, i): Contribution[] => [
      {
        reason,
        counts: rowIn(table, rows.lost(i), width),
        as: outcome === 'discarded' || piece.to <= expiry ? 'count' : 'retry',
      },
      ...(piece.to <= resolved
        ? []
        : [{ reason, counts: rowIn(table, rows.recovered(i), width), as: 'retry' as const }]),
    ]);
  const first: Contribution = { reason: attempt(1), counts: rowIn(table, rows.first, width), as: 'count' };
  return piece.to > resolved ? [first] : [first, ...later(flow, model, piece)];
}

const attempt = (n: number): string => `successes.attempt.${n}`;

/** Deliveries on attempt 2 and later, by attempt. */
function later(flow: DeliveryFlow, model: DeliveryModel, piece: Piece): Contribution[] {
  const width = model.source.leaves.length;
  const rows = rowsOf(model);
  return model.answers.flatMap(({ outcome }, answer) => {
    if (outcome === 'discarded') return [];
    const recovered = (moment: number) =>
      rowIn(flow.counts(model, piece.stretch, moment), rows.recovered(answer), width);
    if (recovered(piece.to).every((count) => count === 0)) return [];
    const table = between(piece, (moment) => flow.attempts(model, piece.stretch, recovered(moment), answer));
    return Array.from(
      { length: laterAttempts },
      (_, i): Contribution => ({ reason: attempt(i + 2), counts: rowIn(table, i, width), as: 'both' }),
    );
  });
}
