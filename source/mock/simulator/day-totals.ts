import { day } from '../../domain/time.ts';
import { Kept } from './kept.ts';
import { piecesOf } from './pieces.ts';
import { holds } from './rule.ts';
import type { SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/**
 * Events of whole days per source, that is its API calls: none while it is switched off (rule 36). A month of them is asked for
 * again and again.
 */
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
    for (const { stretch } of piecesOf({ start: at, end: at + day }, at + day, 'DAY', model.cuts))
      if (!model.off.some((off) => holds(off, stretch))) sum += this.#flow.total(model, stretch, stretch.end);
    return this.#kept.keep(model, at, sum);
  }
}
