import { floorTo, minute } from '../../domain/time.ts';
import { Drawn } from './drawn.ts';
import { Kept } from './kept.ts';
import type { Piece, Stretch } from './pieces.ts';
import { type Bound, holds } from './rule.ts';
import type { SourceModel } from './source-model.ts';
import { ditherOf, move, rowSum } from './thin.ts';
import { before, hourTotal } from './volume.ts';

/** What lies between two moments of a piece, out of counts since the start of its stretch. */
export function between(piece: Piece, upTo: (moment: number) => Int32Array): Int32Array {
  if (piece.from === piece.stretch.start) return upTo(piece.to);
  const earlier = upTo(piece.from);
  const counts = upTo(piece.to).slice();
  for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] as number) - (earlier[i] as number);
  return counts;
}

/**
 * What one seed makes the sources send: pure but for a bounded memory of whole stretches. Counts are flat tables of one row per
 * class with a seat per leaf: ingest rules, filter rules, then what is eligible for delivery.
 */
export class SourceFlow {
  readonly #seed: number;
  readonly #drawn = new WeakMap<SourceModel, Drawn>();
  readonly #kept = new Kept<SourceModel, Int32Array>(9000);
  /** By moments inside of stretches: a piece begins where the one before ended, and connections ask for those of their source. */
  readonly #within = new Kept<SourceModel, Int32Array>(1500);
  /** Accepted events of whole stretches: no more than a number each, so many more than tables. */
  readonly #accepted = new Kept<SourceModel, number>(100_000);
  #scratch = new Int32Array(0);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Events a source got since the start of the stretch, before any split. */
  total(model: SourceModel, stretch: Stretch, moment: number): number {
    const at = floorTo(stretch.start, 'HOUR');
    const all = hourTotal(this.#seed, model.hash, model.perDay, model.rhythm, at);
    if (all === 0) return 0;
    let count = before(all, (moment - at) / minute, at) - before(all, (stretch.start - at) / minute, at);
    for (let i = 0; i < model.factors.length; i++) {
      const each = model.factors[i] as SourceModel['factors'][number];
      if (holds(each, stretch)) count = Math.floor(count * each.factor + ditherOf(model.hash, stretch.start, i + 900));
    }
    return count;
  }

  /** Events since the start of the stretch that no ingest rule took: what the tables say in all, without a table. */
  accepted(model: SourceModel, stretch: Stretch, moment: number): number {
    if (model.ingest.length === 0) return this.total(model, stretch, moment);
    if (moment !== stretch.end) return this.#accept(model, stretch, moment);
    const known = this.#accepted.get(model, stretch.start);
    return known ?? this.#accepted.keep(model, stretch.start, this.#accept(model, stretch, moment));
  }

  #accept(model: SourceModel, stretch: Stretch, moment: number): number {
    const total = this.total(model, stretch, moment);
    if (total === 0) return 0;
    const width = model.leaves.length;
    if (this.#scratch.length < 2 * width) this.#scratch = new Int32Array(2 * width);
    const table = this.#scratch.fill(0, 0, 2 * width);
    this.#drawnOf(model, stretch).receive(total, table, 0);
    const key = model.hash ^ this.#seed;
    for (let i = 0; i < model.ingest.length; i++) {
      const rule = model.ingest[i] as Bound;
      if (holds(rule, stretch))
        move(table, 0, width, rule.seats, rule.share, ditherOf(key, stretch.start, 100 + rule.dither));
    }
    return rowSum(table, 0, width);
  }

  /** Counts of one source since the start of the stretch: kept, so not to be written to. */
  counts(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const whole = moment === stretch.end;
    const kept = whole ? this.#kept : this.#within;
    const at = whole ? stretch.start : moment;
    return kept.get(model, at) ?? kept.keep(model, at, this.#split(model, stretch, moment));
  }

  /** The same by row, all leaves together. */
  sums(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const table = this.counts(model, stretch, moment);
    const width = model.leaves.length;
    const sums = new Int32Array(model.ingest.length + model.filters.length + 1);
    for (let row = 0; row < sums.length; row++) sums[row] = rowSum(table, row, width);
    return sums;
  }

  #split(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const key = model.hash ^ this.#seed;
    const width = model.leaves.length;
    const left = width * (model.ingest.length + model.filters.length);
    const table = new Int32Array(left + width);
    const total = this.total(model, stretch, moment);
    if (total === 0) return table;
    this.#drawnOf(model, stretch).receive(total, table, left);
    for (let row = 0; row * width < left; row++) {
      const rule = (model.ingest[row] ?? model.filters[row - model.ingest.length]) as Bound;
      if (holds(rule, stretch))
        move(table, left, row * width, rule.seats, rule.share, ditherOf(key, stretch.start, 100 + rule.dither));
    }
    return table;
  }

  #drawnOf(model: SourceModel, stretch: Stretch): Drawn {
    let drawn = this.#drawn.get(model);
    if (!drawn) {
      drawn = new Drawn(model, model.hash ^ this.#seed);
      this.#drawn.set(model, drawn);
    }
    return drawn.in(stretch);
  }
}
