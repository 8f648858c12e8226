import { floorTo, hour, minute } from '../../domain/time.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { Kept } from './kept.ts';
import { type Stretch, stretchesOf } from './pieces.ts';
import { holds, type SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';
import { conditional, ditherOf, move } from './thin.ts';

/** Segment gives up after four hours (rule 54). */
export const retryWindow = 4 * hour;
/** How long a retry that succeeds takes here. */
export const recovery = 8 * minute;

/** Attempts 2 to 5, as shares of what the earlier ones left. */
const attemptShares = conditional([62, 24, 9, 5]);

/** The row of a connection's table that a class of events has: filters, then two rows per answer, then first attempts. */
export const rowsOf = (model: DeliveryModel) => ({
  filter: (i: number): number => i,
  /** Refused for good, or given up after retries. */
  lost: (i: number): number => model.filters.length + 2 * i,
  /** Came through on a later attempt. */
  recovered: (i: number): number => model.filters.length + 2 * i + 1,
  first: model.filters.length + 2 * model.answers.length,
});

/** What becomes of the eligible events of one connection: flat tables as in SourceFlow, with the rows of rowsOf. */
export class DeliveryFlow {
  readonly #seed: number;
  readonly #sources: SourceFlow;
  readonly #kept = new Kept<DeliveryModel, Int32Array>(12_000);
  /** By moments inside of stretches: a piece begins where the one before ended. */
  readonly #within = new Kept<DeliveryModel, Int32Array>(1500);
  readonly #seats = new WeakMap<SourceModel, Int32Array>();

  constructor(seed: number, sources: SourceFlow) {
    this.#seed = seed;
    this.#sources = sources;
  }

  /** Counts of one connection since the start of the stretch: kept, so not to be written to. */
  counts(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const split = () => this.#split(model, stretch, moment);
    return moment === stretch.end
      ? this.#kept.get(model, stretch.start, split)
      : this.#within.get(model, moment, split);
  }

  /** Whether the connection is switched on in a stretch. */
  isOn(model: DeliveryModel, stretch: Stretch): boolean {
    return model.on.some((span) => holds(span, stretch));
  }

  /** Puts the eligible events since the start of the connection's stretch, which may begin inside the source's, into a row. */
  #eligible(model: DeliveryModel, stretch: Stretch, moment: number, table: Int32Array, row: number): void {
    const { source } = model;
    const from = source.leaves.length * (source.ingest.length + source.filters.length);
    const inHour = stretchesOf(floorTo(stretch.start, 'HOUR'), source.cuts);
    const whole = inHour.findLast(({ start }) => start <= stretch.start) as Stretch;
    table.set(this.#sources.counts(source, whole, moment).subarray(from), row);
    if (whole.start === stretch.start) return;
    const earlier = this.#sources.counts(source, whole, stretch.start);
    for (let leaf = 0; leaf < source.leaves.length; leaf++)
      table[row + leaf] = (table[row + leaf] as number) - (earlier[from + leaf] as number);
  }

  #split(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const key = model.hash ^ this.#seed;
    const width = model.source.leaves.length;
    const rows = rowsOf(model);
    const left = rows.first * width;
    const table = new Int32Array(left + width);
    const dither = (index: number) => ditherOf(key, stretch.start, index);
    this.#eligible(model, stretch, moment, table, left);
    for (const [i, rule] of model.filters.entries())
      if (holds(rule, stretch))
        move(table, left, rows.filter(i) * width, rule.seats, rule.share, dither(400 + rule.dither));
    for (const [i, answer] of model.answers.entries()) {
      if (!holds(answer, stretch)) continue;
      const lost = rows.lost(i) * width;
      move(table, left, lost, answer.seats, answer.share, dither(500 + answer.dither));
      if (answer.outcome === 'retried')
        move(table, lost, rows.recovered(i) * width, answer.seats, answer.recovered, dither(600 + answer.dither));
    }
    return table;
  }

  /** Splits a row of what got through on retry over attempts 2 to 5: one row each. */
  attempts(model: DeliveryModel, stretch: Stretch, recovered: Int32Array, answer: number): Int32Array {
    const key = model.hash ^ this.#seed;
    const width = recovered.length;
    const left = attemptShares.length * width;
    const table = new Int32Array(left + width);
    table.set(recovered, left);
    for (const [i, share] of attemptShares.entries())
      move(
        table,
        left,
        i * width,
        this.#every(model.source),
        share,
        ditherOf(key, stretch.start, 700 + 10 * (model.answers[answer]?.dither ?? answer) + i),
      );
    return table;
  }

  #every(source: SourceModel): Int32Array {
    let seats = this.#seats.get(source);
    if (!seats) {
      seats = Int32Array.from(source.leaves, (_, seat) => seat);
      this.#seats.set(source, seats);
    }
    return seats;
  }
}

/** How many attempts are told apart after the first. */
export const laterAttempts = attemptShares.length;
