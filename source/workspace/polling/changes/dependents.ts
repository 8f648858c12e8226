import type { Mark, Read } from '../read.ts';
import type { SeenReads } from './seen-reads.ts';

/** More than one depends on it. */
const many = -1;

/** Which of a list were worked out from what: of thousands only those of which something reads otherwise are looked at again. */
export class Dependents {
  readonly #byKey = new Map<string, number>();
  #mark: Mark | undefined;

  /** One of the list was worked out from these reads. */
  add(index: number, { resources }: SeenReads): void {
    for (const { key } of resources) {
      const before = this.#byKey.get(key);
      if (before !== index) this.#byKey.set(key, before === undefined ? index : many);
    }
  }

  /** Those of which something may read otherwise than at the last call; undefined where that may be any of them. */
  changed(read: Read): ReadonlySet<number> | undefined {
    const changes = read.since?.(this.#mark);
    this.#mark = changes?.mark;
    if (!changes?.keys) return undefined;
    const changed = new Set<number>();
    for (const key of changes.keys) {
      const index = this.#byKey.get(key);
      if (index === many) return undefined;
      if (index !== undefined) changed.add(index);
    }
    return changed;
  }
}
