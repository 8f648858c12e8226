import { floorTo, minute } from '../../domain/time.ts';
import { Kept } from './kept.ts';
import type { Piece, Stretch } from './pieces.ts';
import type { Lasting } from './rule.ts';
import type { SourceModel } from './source-model.ts';
import { ditherOf, move, thin } from './thin.ts';
import { before, hourTotal } from './volume.ts';

/** Whether something that lasts holds in a stretch: stretches never cross its ends. */
export const holds = ({ from, to }: Lasting, stretch: Stretch): boolean => from <= stretch.start && to > stretch.start;

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
  readonly #kept = new Kept<SourceModel, Int32Array>(9000);
  /** By moments inside of stretches: a piece begins where the one before ended, and connections ask for those of their source. */
  readonly #within = new Kept<SourceModel, Int32Array>(1500);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Events a source got since the start of the stretch, before any split. */
  total(model: SourceModel, stretch: Stretch, moment: number): number {
    const at = floorTo(stretch.start, 'HOUR');
    const all = hourTotal(this.#seed, model.hash, model.perDay, model.rhythm, at);
    if (all === 0) return 0;
    let count = before(all, (moment - at) / minute, at) - before(all, (stretch.start - at) / minute, at);
    for (const [index, each] of model.factors.entries())
      if (holds(each, stretch))
        count = Math.floor(count * each.factor + ditherOf(model.hash, stretch.start, index + 900));
    return count;
  }

  /** Counts of one source since the start of the stretch: kept, so not to be written to. */
  counts(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const split = () => this.#split(model, stretch, moment);
    return moment === stretch.end
      ? this.#kept.get(model, stretch.start, split)
      : this.#within.get(model, moment, split);
  }

  #split(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const key = model.hash ^ this.#seed;
    const width = model.leaves.length;
    const left = width * (model.ingest.length + model.filters.length);
    const table = new Int32Array(left + width);
    this.#receive(model, stretch, this.total(model, stretch, moment), table, left);
    let row = 0;
    for (const rules of [model.ingest, model.filters])
      for (const rule of rules) {
        if (holds(rule, stretch))
          move(table, left, row, rule.seats, rule.share, ditherOf(key, stretch.start, 100 + rule.dither));
        row += width;
      }
    return table;
  }

  #receive(model: SourceModel, stretch: Stretch, total: number, table: Int32Array, row: number): void {
    const key = model.hash ^ this.#seed;
    const usual = model.versionShares.length;
    const current = model.releases.map((release) => (holds(release, stretch) ? release.share : 0));
    const shares = [...current, ...model.versionShares];
    let events = total;
    // By far most of the work of the whole workspace: nothing is worked out of nothing, and no iterators are made.
    for (let event = 0; event < model.eventShares.length && events > 0; event++) {
      let left = thin(events, model.eventShares[event] as number, ditherOf(key, stretch.start, event));
      events -= left;
      for (let i = 0; i < shares.length && left > 0; i++) {
        const part = shares[i] as number;
        if (part === 0) continue;
        const version = i < current.length ? usual + i : i - current.length;
        const count = thin(left, part, ditherOf(key, stretch.start, 300 + event * 16 + i));
        table[row + event * model.versions + version] = count;
        left -= count;
      }
    }
  }
}
