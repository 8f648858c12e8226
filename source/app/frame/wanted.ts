import type { Need } from '../../workspace/polling/resource.ts';
import type { Runtime } from '../scene/runtime.ts';

/** From this many needs on, they are computed after the frame instead of before it. */
const manyNeeds = 2000;
const leastRest = 80;
const longestRest = 1000;
/** The least time between two computations, as a multiple of the time that the last one took. */
const restPerWork = 10;

/**
 * The needs of the open page, passed to the poller when they change. In a workspace of thousands computing them takes longer
 * than a frame, so there the key is painted first and the needs follow a moment later.
 */
export class Wanted {
  readonly #runtime: Runtime;
  readonly #work: () => readonly Need[];
  readonly #onChange: () => void;
  #needs: readonly Need[] = [];
  #bar: readonly Need[] | undefined;
  #took = 0;
  #stop: (() => void) | undefined;

  /**
   * @param work the needs of now; the same array while nothing has changed
   * @param onChange called when they were worked out later and are others
   */
  constructor(runtime: Runtime, work: () => readonly Need[], onChange: () => void) {
    this.#runtime = runtime;
    this.#work = work;
    this.#onChange = onChange;
  }

  /** The needs to draw with; slightly older ones where there are many. */
  follow(bar: readonly Need[], isClosed: boolean): readonly Need[] {
    if (this.#needs.length < manyNeeds || bar !== this.#bar) this.#renew(bar, isClosed);
    else {
      const rest = Math.min(longestRest, Math.max(leastRest, restPerWork * this.#took));
      this.#stop ??= this.#runtime.clock.setTimer(() => {
        this.#stop = undefined;
        if (this.#renew(bar, isClosed)) this.#onChange();
      }, rest);
    }
    return this.#needs;
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #renew(bar: readonly Need[], isClosed: boolean): boolean {
    const { clock, poller } = this.#runtime;
    const began = clock.now();
    const needs = this.#work();
    if (needs === this.#needs && bar === this.#bar) return false;
    this.#needs = needs;
    this.#bar = bar;
    poller.want(isClosed ? needs : [...needs, ...bar]);
    this.#took = Math.max(0, clock.now() - began);
    return true;
  }
}
