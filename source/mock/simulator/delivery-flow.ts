import { hour, minute } from '../../domain/time.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { Kept } from './kept.ts';
import { type Stretch, stretchAt } from './pieces.ts';
import { type Answer, type Bound, holds, type Lasting } from './rule.ts';
import type { SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';
import { conditional, ditherOf, move, rowSum } from './thin.ts';

/** Segment gives up after four hours (rule 54). */
export const retryWindow = 4 * hour;
/** How long a retry that succeeds takes here. */
export const recovery = 8 * minute;

/** Attempts 2 to 5, as shares of what the earlier ones left. */
const attemptShares = conditional([62, 24, 9, 5]);

/** The row of a connection's table that a class of events has: filters, then two rows per answer, then first attempts. */
class Rows {
  readonly #filters: number;
  readonly first: number;

  constructor({ filters, answers }: DeliveryModel) {
    this.#filters = filters.length;
    this.first = filters.length + 2 * answers.length;
  }

  filter(i: number): number {
    return i;
  }

  /** Refused for good, or given up after retries. */
  lost(i: number): number {
    return this.#filters + 2 * i;
  }

  /** Came through on a later attempt. */
  recovered(i: number): number {
    return this.#filters + 2 * i + 1;
  }
}

export const rowsOf = (model: DeliveryModel): Rows => new Rows(model);

/** What becomes of the eligible events of one connection: flat tables as in SourceFlow, with the rows of rowsOf. */
export class DeliveryFlow {
  readonly #seed: number;
  readonly #sources: SourceFlow;
  readonly #kept = new Kept<DeliveryModel, Int32Array>(12_000);
  /** By moments inside of stretches: a piece begins where the one before ended. */
  readonly #within = new Kept<DeliveryModel, Int32Array>(1500);
  /** The same two for what most ask for: what all leaves have together. */
  readonly #sums = new Kept<DeliveryModel, Int32Array>(50_000);
  readonly #sumsWithin = new Kept<DeliveryModel, Int32Array>(5000);
  #scratch = new Int32Array(0);
  readonly #seats = new WeakMap<SourceModel, Int32Array>();

  constructor(seed: number, sources: SourceFlow) {
    this.#seed = seed;
    this.#sources = sources;
  }

  /** Counts of one connection since the start of the stretch: kept, so not to be written to. */
  counts(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const whole = moment === stretch.end;
    const kept = whole ? this.#kept : this.#within;
    const at = whole ? stretch.start : moment;
    const known = kept.get(model, at);
    if (known) return known;
    const table = new Int32Array((rowsOf(model).first + 1) * model.source.leaves.length);
    this.#split(model, stretch, moment, table);
    return kept.keep(model, at, table);
  }

  /** The same by row, all leaves together: worked out without a table of its own. */
  sums(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const whole = moment === stretch.end;
    const kept = whole ? this.#sums : this.#sumsWithin;
    const at = whole ? stretch.start : moment;
    return kept.get(model, at) ?? kept.keep(model, at, this.#sum(model, stretch, moment));
  }

  #sum(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const width = model.source.leaves.length;
    const sums = new Int32Array(rowsOf(model).first + 1);
    const size = sums.length * width;
    if (this.#scratch.length < size) this.#scratch = new Int32Array(size);
    const table = this.#scratch.fill(0, 0, size);
    this.#split(model, stretch, moment, table);
    for (let row = 0; row < sums.length; row++) sums[row] = rowSum(table, row, width);
    return sums;
  }

  /** Whether the connection is switched on in a stretch. */
  isOn(model: DeliveryModel, stretch: Stretch): boolean {
    for (let i = 0; i < model.on.length; i++) if (holds(model.on[i] as Lasting, stretch)) return true;
    return false;
  }

  /** Puts the eligible events since the start of the connection's stretch, which may begin inside the source's, into a row. */
  #eligible(model: DeliveryModel, stretch: Stretch, moment: number, table: Int32Array, row: number): void {
    const { source } = model;
    const from = source.leaves.length * (source.ingest.length + source.filters.length);
    const sameCuts = source.cuts.length === model.cuts.length;
    const whole = sameCuts ? stretch : stretchAt(stretch.start, source.cuts);
    const counts = this.#sources.counts(source, whole, moment);
    const width = source.leaves.length;
    for (let leaf = 0; leaf < width; leaf++) table[row + leaf] = counts[from + leaf] as number;
    if (whole.start === stretch.start) return;
    const earlier = this.#sources.counts(source, whole, stretch.start);
    for (let leaf = 0; leaf < width; leaf++)
      table[row + leaf] = (table[row + leaf] as number) - (earlier[from + leaf] as number);
  }

  /** @param table as big as rowsOf says, and empty */
  #split(model: DeliveryModel, stretch: Stretch, moment: number, table: Int32Array): void {
    const key = model.hash ^ this.#seed;
    const width = model.source.leaves.length;
    const rows = rowsOf(model);
    const left = rows.first * width;
    const { start } = stretch;
    this.#eligible(model, stretch, moment, table, left);
    for (let i = 0; i < model.filters.length; i++) {
      const rule = model.filters[i] as Bound;
      if (holds(rule, stretch))
        move(table, left, rows.filter(i) * width, rule.seats, rule.share, ditherOf(key, start, 400 + rule.dither));
    }
    for (let i = 0; i < model.answers.length; i++) {
      const answer = model.answers[i] as Bound<Answer>;
      if (!holds(answer, stretch)) continue;
      const { seats, share, recovered, dither } = answer;
      const lost = rows.lost(i) * width;
      move(table, left, lost, seats, share, ditherOf(key, start, 500 + dither));
      if (answer.outcome === 'retried')
        move(table, lost, rows.recovered(i) * width, seats, recovered, ditherOf(key, start, 600 + dither));
    }
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
