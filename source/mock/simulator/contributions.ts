import { floorTo } from '../../domain/time.ts';
import type { FlowStep } from '../world.ts';
import { type DeliveryFlow, laterAttempts, recovery, retryWindow, rowsOf } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import type { Piece } from './pieces.ts';
import type { Rule } from './rule.ts';
import { between, type SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/** Events, attempts that wait for another try, or events that came through on one. */
export type CountsAs = 'count' | 'retry' | 'both';

/** One class of events in one piece of time: counts per leaf, and what they count as. */
export interface Contribution {
  readonly reason?: string | undefined;
  readonly counts: Int32Array;
  readonly as: CountsAs;
}

/** A row of a table that a step of the pipeline shows. */
export interface ShownRow {
  readonly row: number;
  readonly reason: string;
  readonly as: CountsAs;
}

const rowIn = (table: Int32Array, row: number, width: number): Int32Array =>
  table.subarray(row * width, (row + 1) * width);

const contributionsOf = (rows: readonly ShownRow[], table: Int32Array, width: number): Contribution[] =>
  rows.map(({ row, reason, as }) => ({ reason, counts: rowIn(table, row, width), as }));

/** The rows of a step before delivery that tells reasons apart; undefined for what comes in. */
export function sourceRows(model: SourceModel, step: FlowStep): ShownRow[] | undefined {
  const of = (rules: readonly Rule[], first: number) =>
    rules.map(({ reason }, i): ShownRow => ({ reason, row: first + i, as: 'count' }));
  if (step === 'failed-on-ingest') return of(model.ingest, 0);
  if (step === 'filtered-at-source') return of(model.filters, model.ingest.length);
  return undefined;
}

/** What a step of the pipeline before delivery has in one piece of time. */
export function sourceContributions(
  flow: SourceFlow,
  model: SourceModel,
  step: FlowStep,
  piece: Piece,
): Contribution[] {
  const table = between(piece, (moment) => flow.counts(model, piece.stretch, moment));
  const width = model.leaves.length;
  const rows = sourceRows(model, step);
  if (rows) return contributionsOf(rows, table, width);
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

/** How far retries of events of some age are: some still wait, all have got through that will, or all are decided. */
export type Phase = 'waiting' | 'through' | 'decided';

/** The phase of a piece that is cut at the watermarks. */
export function phaseOf({ to }: Piece, marks: ReturnType<typeof watermarks>): Phase {
  if (to <= marks[0]) return 'decided';
  return to <= marks[1] ? 'through' : 'waiting';
}

/** The rows of a delivery step; those that came through on a retry are not told apart by attempt. */
export function deliveryRows(model: DeliveryModel, step: FlowStep, phase: Phase): ShownRow[] {
  const rows = rowsOf(model);
  if (step === 'filtered-at-destination')
    return model.filters.map(({ reason }, i) => ({ reason, row: rows.filter(i), as: 'count' }));
  if (step === 'failed-delivery')
    return model.answers.flatMap(({ reason, outcome }, i): ShownRow[] => {
      const given = outcome === 'discarded' || phase === 'decided';
      const lost: ShownRow = { reason, row: rows.lost(i), as: given ? 'count' : 'retry' };
      return phase === 'waiting' ? [lost, { reason, row: rows.recovered(i), as: 'retry' }] : [lost];
    });
  const first: ShownRow = { reason: attempt(1), row: rows.first, as: 'count' };
  if (phase === 'waiting') return [first];
  const later = model.answers.flatMap(({ outcome }, i): ShownRow[] =>
    outcome === 'discarded' ? [] : [{ reason: attempt(2), row: rows.recovered(i), as: 'both' }],
  );
  return [first, ...later];
}

/** What a step of delivery has in one piece of time; pieces are cut at the watermarks. */
export function deliveryContributions(
  flow: DeliveryFlow,
  model: DeliveryModel,
  step: FlowStep,
  piece: Piece,
  phase: Phase,
): Contribution[] {
  const table = between(piece, (moment) => flow.counts(model, piece.stretch, moment));
  const width = model.source.leaves.length;
  if (step !== 'successful-delivery') return contributionsOf(deliveryRows(model, step, phase), table, width);
  const first: Contribution = { reason: attempt(1), counts: rowIn(table, rowsOf(model).first, width), as: 'count' };
  return phase === 'waiting' ? [first] : [first, ...later(flow, model, piece)];
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
