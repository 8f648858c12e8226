import { priority } from '../../domain/queries.ts';
import { Journal } from './changes/journal.ts';
import type { Entry } from './entry.ts';
import type { Resource } from './resource.ts';
import { type Snapshot, unread } from './snapshot.ts';

/** What a poller knows of each resource, by its key. */
export class Entries {
  readonly journal = new Journal();
  readonly #byKey = new Map<string, Entry>();

  get(key: string): Entry | undefined {
    return this.#byKey.get(key);
  }

  add(entry: Entry): void {
    this.#byKey.set(entry.resource.key, entry);
    this.journal.note(entry.resource.key);
  }

  /** Takes in what was read elsewhere, or before. */
  recall(resource: Resource<unknown>, known: Partial<Snapshot>): Entry {
    const added = { resource, priority: priority.rest, rank: 0, snapshot: unread, failures: 0, wanted: false };
    const entry: Entry = this.get(resource.key) ?? added;
    const isIdle = entry.snapshot.status === 'waiting' && !entry.wanted;
    entry.snapshot = { ...entry.snapshot, ...known, recalled: true, ...(isIdle ? { status: 'ready' } : {}) };
    this.add(entry);
    return entry;
  }

  forget({ resource: { key } }: Entry): void {
    this.#byKey.delete(key);
    this.journal.note(key);
  }

  values(): MapIterator<Entry> {
    return this.#byKey.values();
  }

  [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.#byKey.entries();
  }
}
