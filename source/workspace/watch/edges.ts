/** What is wrong at a moment, as far as changes of it are told. */
export interface Wrong {
  readonly id: string;
  readonly verdict: string;
  readonly sentence: string;
}

/** `found` is what was wrong when watching began. */
export interface Edge {
  readonly edge: 'found' | 'began' | 'changed' | 'ended';
  readonly wrong: Wrong;
}

/** Tells each change once: what began, what became something else, what ended. */
export class Edges {
  #known = new Map<string, Wrong>();
  #isSettled = false;

  /**
   * @param now all that is wrong now
   * @param isSettled everything was read once: before that what is missing may only not be known yet
   * @param isOver whether what is missing is known to be over; what is not stays as it was
   */
  take(now: readonly Wrong[], isSettled: boolean, isOver: (id: string) => boolean = () => true): readonly Edge[] {
    const edges: Edge[] = [];
    for (const wrong of now) {
      const before = this.#known.get(wrong.id);
      if (!before) edges.push({ edge: this.#isSettled ? 'began' : 'found', wrong });
      else if (before.verdict !== wrong.verdict && this.#isSettled) edges.push({ edge: 'changed', wrong });
      this.#known.set(wrong.id, wrong);
    }
    this.#isSettled ||= isSettled;
    if (!this.#isSettled) return edges;
    const ids = new Set(now.map(({ id }) => id));
    for (const [id, wrong] of this.#known) {
      if (ids.has(id) || !isOver(id)) continue;
      this.#known.delete(id);
      edges.push({ edge: 'ended', wrong });
    }
    return edges;
  }
}
