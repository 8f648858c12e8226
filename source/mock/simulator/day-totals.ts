import { day, hour } from '../../domain/time.ts';
import { Kept } from './kept.ts';
import { stretchesOf } from './pieces.ts';
import type { SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/** Events of whole days per source, that is its API calls; a month of them is asked for again and again. */
export class DayTotals {
  readonly #flow: SourceFlow;
  readonly #kept = new Kept<SourceModel, number>(200_000);

  constructor(flow: SourceFlow) {
    this.#flow = flow;
  }

  of(model: SourceModel, at: number): number {
    return this.#kept.get(model, at, () => {
      let sum = 0;
      for (let start = at; start < at + day; start += hour)
        for (const stretch of stretchesOf(start, model.cuts)) sum += this.#flow.total(model, stretch, stretch.end);
      return sum;
    });
  }
}
