import { hour, minute } from '../../domain/time.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { Kept } from './kept.ts';
import type { Stretch } from './pieces.ts';
import { stretchesOf } from './pieces.ts';
import { holds, type SourceFlow, take } from './source-flow.ts';
import { conditional, ditherOf, thin } from './thin.ts';

/** Counts per leaf since the start of a stretch, in the order of the model's rules. */
export interface DeliveryCounts {
  readonly filtered: readonly Int32Array[];
  readonly discarded: readonly Int32Array[];
  /** Retried and got through, per answer; and retried in vain. */
  readonly recovered: readonly Int32Array[];
  readonly stuck: readonly Int32Array[];
  readonly first: Int32Array;
}

/** Segment gives up after four hours (product 0.1 fact 5). */
export const retryWindow = 4 * hour;
/** How long a retry that succeeds takes here. */
export const recovery = 8 * minute;

/** Attempts 2 to 5, as shares of what the earlier ones left. */
const attemptShares = conditional([62, 24, 9, 5]);

/** What becomes of the eligible events of one connection. */
export class DeliveryFlow {
  readonly #seed: number;
  readonly #sources: SourceFlow;
  readonly #kept = new Kept<DeliveryModel, DeliveryCounts>(12000);

  constructor(seed: number, sources: SourceFlow) {
    this.#seed = seed;
    this.#sources = sources;
  }

  /** Counts of one connection since the start of the stretch; undefined while it is switched off. */
  counts(model: DeliveryModel, stretch: Stretch, moment: number): DeliveryCounts | undefined {
    if (!model.on.some((span) => holds(span, stretch))) return undefined;
    if (moment !== stretch.end) return this.#split(model, stretch, moment);
    return this.#kept.get(model, stretch.start, () => this.#split(model, stretch, moment));
  }

  /** Eligible events since the start of the connection's stretch, which may begin inside the source's. */
  #eligible(model: DeliveryModel, stretch: Stretch, moment: number): Int32Array {
    const at = stretch.start - (stretch.start % hour);
    const whole = stretchesOf(at, model.source.cuts).findLast(({ start }) => start <= stretch.start) as Stretch;
    const now = this.#sources.counts(model.source, whole, moment).eligible;
    if (whole.start === stretch.start) return now.slice();
    const earlier = this.#sources.counts(model.source, whole, stretch.start).eligible;
    return now.map((count, leaf) => count - (earlier[leaf] as number));
  }

  #split(model: DeliveryModel, stretch: Stretch, moment: number): DeliveryCounts {
    const key = model.hash ^ this.#seed;
    const left = this.#eligible(model, stretch, moment);
    const filtered = model.filters.map((rule, i) => take(model.source, rule, stretch, left, key, 400 + i));
    const taken = model.answers.map((answer, i) => take(model.source, answer, stretch, left, key, 500 + i));
    const nothing = new Int32Array(left.length);
    const recovered = model.answers.map((answer, i) =>
      answer.outcome === 'discarded'
        ? nothing
        : (taken[i] as Int32Array).map((all, leaf) =>
            all === 0 ? 0 : thin(all, answer.recovered, ditherOf(key, stretch.start, (600 + i) * 1000 + leaf)),
          ),
    );
    return {
      filtered,
      discarded: taken.map((counts, i) => (model.answers[i]?.outcome === 'discarded' ? counts : nothing)),
      recovered,
      stuck: taken.map((counts, i) =>
        model.answers[i]?.outcome === 'discarded'
          ? nothing
          : counts.map((all, leaf) => all - ((recovered[i] as Int32Array)[leaf] as number)),
      ),
      first: left,
    };
  }

  /** Splits what got through on retry over attempts 2 to 5. */
  attempts(model: DeliveryModel, stretch: Stretch, recovered: Int32Array, answer: number): Int32Array[] {
    const key = model.hash ^ this.#seed;
    const left = recovered.slice();
    return attemptShares.map((share, attempt) =>
      left.map((all, leaf) => {
        const count =
          all === 0
            ? 0
            : thin(all, share, ditherOf(key, stretch.start, 700000 + attempt * 10000 + answer * 1000 + leaf));
        left[leaf] = all - count;
        return count;
      }),
    );
  }
}
