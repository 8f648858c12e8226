import { day } from '../../domain/time.ts';
import { Kept } from './kept.ts';
import { stretchAt } from './pieces.ts';
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
    const known = this.#kept.get(model, at);
    if (known !== undefined) return known;
    let sum = 0;
    for (let start = at; start < at + day; ) {
      const stretch = stretchAt(start, model.cuts);
      sum += this.#flow.total(model, stretch, stretch.end);
      start = stretch.end;
    }
    return this.#kept.keep(model, at, sum);
  }
}
