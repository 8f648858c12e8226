import type { Changes, Mark } from './mark.ts';

/** So many changes are remembered at least: who has not looked for longer looks at everything. */
const fewest = 10_000;

/**
 * What has changed, in order: who has worked something out from thousands of reads looks again only at what is other than it was.
 * A key may be noted though it reads the same; one that reads otherwise is never left out.
 */
export class Journal {
  #keys: string[] = [];
  /** How many changes were before those that are remembered. */
  #before = 0;
  #last: { readonly from: number; readonly changes: Changes } | undefined;

  note(key: string): void {
    this.#keys.push(key);
    if (this.#keys.length < 2 * fewest) return;
    this.#before += fewest;
    this.#keys = this.#keys.slice(fewest);
  }

  /** Anything may be other than it was. */
  noteAll(): void {
    this.#before += this.#keys.length + 1;
    this.#keys = [];
  }

  /** What has changed since a mark of this journal; without one, or where it is too old, anything may have. */
  since(mark: Mark | undefined): Changes {
    const at = this.#before + this.#keys.length;
    const from = mark?.of === this ? mark.at : -1;
    const last = this.#last;
    // Several ask one after the other.
    if (last?.from === from && last.changes.mark.at === at) return last.changes;
    const keys = from < this.#before ? undefined : new Set(this.#keys.slice(from - this.#before));
    const changes = { mark: { of: this, at }, keys };
    this.#last = { from, changes };
    return changes;
  }
}
