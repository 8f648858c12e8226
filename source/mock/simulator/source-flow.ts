import { floorTo, minute } from '../../domain/time.ts';
import { Kept } from './kept.ts';
import type { Stretch } from './pieces.ts';
import type { Lasting, Rule, SourceModel } from './source-model.ts';
import { ditherOf, thin } from './thin.ts';
import { before, hourTotal } from './volume.ts';

/** Counts per leaf since the start of a stretch; rules in the order of the model. */
export interface SourceCounts {
  readonly received: Int32Array;
  readonly ingest: readonly Int32Array[];
  readonly filtered: readonly Int32Array[];
  readonly eligible: Int32Array;
}

/** Whether something that lasts holds in a stretch: stretches never cross its ends. */
export const holds = ({ from, to }: Lasting, stretch: Stretch): boolean => from <= stretch.start && to > stretch.start;

/** What one seed makes the sources send: pure but for a bounded memory of whole stretches. */
export class SourceFlow {
  readonly #seed: number;
  readonly #kept = new Kept<SourceModel, SourceCounts>(9000);

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Events a source got since the start of the stretch, before any split. */
  total(model: SourceModel, stretch: Stretch, moment: number): number {
    const at = floorTo(stretch.start, 'HOUR');
    const all = hourTotal(this.#seed, model.hash, model.perDay, model.rhythm, at);
    const upTo = (when: number) => before(all, Math.round((when - at) / minute), at);
    let count = upTo(moment) - upTo(stretch.start);
    model.factors.forEach((each, index) => {
      if (holds(each, stretch))
        count = Math.floor(count * each.factor + ditherOf(model.hash, stretch.start, index + 900));
    });
    return count;
  }

  /** Counts of one source since the start of the stretch. */
  counts(model: SourceModel, stretch: Stretch, moment: number): SourceCounts {
    if (moment !== stretch.end) return this.#split(model, stretch, moment);
    return this.#kept.get(model, stretch.start, () => this.#split(model, stretch, moment));
  }

  #split(model: SourceModel, stretch: Stretch, moment: number): SourceCounts {
    const received = this.#received(model, stretch, this.total(model, stretch, moment));
    const key = model.hash ^ this.#seed;
    const left = received.slice();
    const ingest = model.ingest.map((rule, index) => take(model, rule, stretch, left, key, 100 + index));
    const filtered = model.filters.map((rule, index) => take(model, rule, stretch, left, key, 200 + index));
    return { received, ingest, filtered, eligible: left };
  }

  #received(model: SourceModel, stretch: Stretch, total: number): Int32Array {
    const counts = new Int32Array(model.leaves.length);
    const key = model.hash ^ this.#seed;
    const usual = model.versionShares.length;
    let events = total;
    model.eventShares.forEach((share, event) => {
      let left = thin(events, share, ditherOf(key, stretch.start, event));
      events -= left;
      const first = event * model.versions;
      model.releases.forEach((release, index) => {
        if (!holds(release, stretch)) return;
        const count = thin(left, release.share, ditherOf(key, stretch.start, 300 + first + usual + index));
        counts[first + usual + index] = count;
        left -= count;
      });
      model.versionShares.forEach((part, version) => {
        const count = thin(left, part, ditherOf(key, stretch.start, 300 + first + version));
        counts[first + version] = count;
        left -= count;
      });
    });
    return counts;
  }
}

/** Takes a rule's share out of what is left, leaf by leaf. */
export function take(
  model: SourceModel,
  rule: Rule,
  stretch: Stretch,
  left: Int32Array,
  key: number,
  index: number,
): Int32Array {
  const counts = new Int32Array(left.length);
  if (!holds(rule, stretch)) return counts;
  model.leaves.forEach((leaf, i) => {
    const all = left[i] as number;
    if (all === 0 || !rule.takes(leaf)) return;
    const count = thin(all, rule.share, ditherOf(key, stretch.start, index * 1000 + i));
    counts[i] = count;
    left[i] = all - count;
  });
  return counts;
}
