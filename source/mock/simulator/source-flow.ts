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
  const now = upTo(piece.to);
  if (piece.from === piece.stretch.start) return now;
  const earlier = upTo(piece.from);
  return now.map((count, i) => count - (earlier[i] as number));
}

/**
 * What one seed makes the sources send: pure but for a bounded memory of whole stretches. Counts are flat tables of one row per
 * class with a seat per leaf: ingest rules, filter rules, then what is eligible for delivery.
 */
export class SourceFlow {
  readonly #seed: number;
  readonly #kept = new Kept<SourceModel, Int32Array>(9000);

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

  /** Counts of one source since the start of the stretch. */
  counts(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    if (moment !== stretch.end) return this.#split(model, stretch, moment);
    return this.#kept.get(model, stretch.start, () => this.#split(model, stretch, moment));
  }

  #split(model: SourceModel, stretch: Stretch, moment: number): Int32Array {
    const key = model.hash ^ this.#seed;
    const rules = [...model.ingest, ...model.filters];
    const table = new Int32Array(model.leaves.length * (rules.length + 1));
    const left = model.leaves.length * rules.length;
    this.#receive(model, stretch, this.total(model, stretch, moment), table, left);
    for (const [row, rule] of rules.entries()) {
      if (!holds(rule, stretch)) continue;
      move(
        table,
        left,
        row * model.leaves.length,
        rule.seats,
        rule.share,
        ditherOf(key, stretch.start, 100 + rule.dither),
      );
    }
    return table;
  }

  #receive(model: SourceModel, stretch: Stretch, total: number, table: Int32Array, row: number): void {
    const key = model.hash ^ this.#seed;
    const usual = model.versionShares.length;
    const current = model.releases.map((release) => (holds(release, stretch) ? release.share : 0));
    const shares = [...current, ...model.versionShares];
    let events = total;
    for (const [event, share] of model.eventShares.entries()) {
      let left = thin(events, share, ditherOf(key, stretch.start, event));
      events -= left;
      for (const [i, part] of shares.entries()) {
        const version = i < current.length ? usual + i : i - current.length;
        const count = part === 0 ? 0 : thin(left, part, ditherOf(key, stretch.start, 300 + event * 16 + i));
        table[row + event * model.versions + version] = count;
        left -= count;
      }
    }
  }
}
