import { chanceOn } from '../hash.ts';
import type { Stretch } from './pieces.ts';
import { holds } from './rule.ts';
import type { SourceModel } from './source-model.ts';
import { dithersOf, thin } from './thin.ts';

/**
 * How one source's events spread over its leaves in one stretch, drawn once for all of its moments: by the minute it was most of the
 * work. Drawn again in place for the next stretch, as time is gone through in order.
 */
export class Drawn {
  readonly #model: SourceModel;
  readonly #key: number;
  /** Of each version: those of releases first, then the usual ones. */
  readonly #shares: Float64Array;
  /** Row by row: of one event, then of its versions. */
  readonly #dithers: Float64Array;
  #start = Number.NaN;

  /** @param key what makes its draws other than those of other sources */
  constructor(model: SourceModel, key: number) {
    this.#model = model;
    this.#key = key;
    this.#shares = new Float64Array(model.releases.length + model.versionShares.length);
    this.#shares.set(model.versionShares, model.releases.length);
    this.#dithers = new Float64Array(model.eventShares.length * (1 + this.#shares.length));
  }

  /** Itself, as it is in that stretch. */
  in(stretch: Stretch): this {
    if (this.#start !== stretch.start) this.#draw(stretch);
    return this;
  }

  #draw(stretch: Stretch): void {
    const { releases, eventShares } = this.#model;
    this.#start = stretch.start;
    for (let i = 0; i < releases.length; i++) {
      const release = releases[i] as SourceModel['releases'][number];
      this.#shares[i] = holds(release, stretch) ? release.share : 0;
    }
    const dithers = dithersOf(this.#key, stretch.start);
    let seat = 0;
    for (let event = 0; event < eventShares.length; event++) {
      this.#dithers[seat++] = chanceOn(dithers, event);
      for (let i = 0; i < this.#shares.length; i++) this.#dithers[seat++] = chanceOn(dithers, 300 + event * 16 + i);
    }
  }

  /** Spreads the first events of the stretch over a row of leaves that is empty. */
  receive(total: number, table: Int32Array, row: number): void {
    const { eventShares, versions, versionShares, releases } = this.#model;
    const shares = this.#shares;
    let events = total;
    // By far most of the work of the whole workspace: nothing is worked out of nothing, and no iterators are made.
    for (let event = 0; event < eventShares.length && events > 0; event++) {
      const seat = event * (1 + shares.length);
      let left = thin(events, eventShares[event] as number, this.#dithers[seat] as number);
      events -= left;
      for (let i = 0; i < shares.length && left > 0; i++) {
        const part = shares[i] as number;
        if (part === 0) continue;
        const version = i < releases.length ? versionShares.length + i : i - releases.length;
        const count = thin(left, part, this.#dithers[seat + 1 + i] as number);
        table[row + event * versions + version] = count;
        left -= count;
      }
    }
  }
}
