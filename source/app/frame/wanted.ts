import { remembered } from '../../views/kit/remembered.ts';
import type { Attention } from '../../workspace/needs/delivery.ts';
import { whenQuiet } from '../../workspace/polling/changes/when-quiet.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { opened } from '../overlays/registry.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';

/** From this many needs on, they are computed after the frame instead of before it. */
export const manyNeeds = 2000;
const leastRest = 80;
const longestRest = 1000;
/** The least time between two computations, as a multiple of the time that the last one took. */
const restPerWork = 10;

/** The same asked for, in another array, while nothing new was read: what a resource is read of is the same too. */
const sameNeeds = (a: readonly Need[], b: readonly Need[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const { resource, priority, rank } = b[index]!;
    return (
      one.resource.key === resource.key &&
      one.resource.every === resource.every &&
      one.priority === priority &&
      one.rank === rank
    );
  });

/**
 * The needs of the open page, passed to the poller when they change. In a workspace of thousands computing them takes longer
 * than a frame, so there the key is painted first and the needs follow a moment later.
 */
export class Wanted {
  readonly #runtime: Runtime;
  readonly #scene: () => Scene;
  readonly #attention = remembered<Attention>();
  readonly #onChange: () => void;
  readonly #isBusy: () => boolean;
  #needs: readonly Need[] = [];
  #bar: readonly Need[] | undefined;
  #isClosed = false;
  #took = 0;
  /** As of which data they are. */
  #data: number | undefined;
  #stop: (() => void) | undefined;

  /**
   * @param scene the one of now
   * @param onChange called when they were worked out later and are others
   * @param isBusy whether keys were pressed a moment ago
   */
  constructor(runtime: Runtime, scene: () => Scene, onChange: () => void, isBusy: () => boolean) {
    this.#runtime = runtime;
    this.#scene = scene;
    this.#onChange = onChange;
    this.#isBusy = isBusy;
  }

  /**
   * The needs to draw with; slightly older ones where there are many.
   * @param isClosed the token is refused: then the bar asks for nothing
   */
  follow(bar: readonly Need[], isClosed: boolean): readonly Need[] {
    if (this.#needs.length < manyNeeds || bar !== this.#bar) this.#renew(bar, isClosed);
    else {
      const rest = Math.min(longestRest, Math.max(leastRest, restPerWork * this.#took));
      const renew = () => {
        this.#stop = undefined;
        if (this.#renew(bar, isClosed)) this.#onChange();
      };
      this.#stop ??= whenQuiet(this.#runtime.clock, this.#isBusy, renew, rest);
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
    const { data } = this.#runtime.store.getState();
    const isSame = needs === this.#needs || (data === this.#data && sameNeeds(needs, this.#needs));
    if (isSame && bar === this.#bar && isClosed === this.#isClosed) return false;
    this.#data = data;
    this.#needs = needs;
    this.#bar = bar;
    this.#isClosed = isClosed;
    poller.want(isClosed ? needs : [...needs, ...bar]);
    this.#took = Math.max(0, clock.now() - began);
    return true;
  }

  /** What the page and what lies over it need now. */
  #work(): readonly Need[] {
    const { view, model, context } = this.#scene();
    const { favorites, local } = context;
    const attention = this.#attention(context, [favorites, local.privacy], () => ({
      favorites: new Set(favorites.map(({ id }) => id)),
      privacy: local.privacy,
    }));
    const needs = view.needs(model, context, attention);
    const state = this.#runtime.store.getState();
    const open = opened(state);
    const more = open?.of.needs?.(open.data, state.period) ?? [];
    return more.length > 0 ? [...needs, ...more] : needs;
  }
}
