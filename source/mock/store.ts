import { Low, Memory } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { Tables } from './rows/tables.ts';
import type { Collection, Row } from './world.ts';

/** One change made in this copy of the workspace; without `row` the row is gone. */
export interface Edit {
  readonly at: number;
  readonly collection: Collection;
  readonly id: string;
  readonly row?: Row;
  readonly auditType: string;
  readonly resourceName: string;
  /** Who made it; the token of this run without it. */
  readonly actor?: string;
  readonly actorEmail?: string;
  /** Made by the scenario: it happens again at the next start and is not kept in a file. */
  readonly passing?: boolean;
}

interface Copy {
  readonly edits: Edit[];
}

const parents: Partial<Record<Collection, string>> = {
  destinations: 'sourceId',
  subscriptions: 'destinationId',
  'destination-filters': 'destinationId',
  'reverse-etl-models': 'sourceId',
  transformations: 'sourceId',
  audiences: 'spaceId',
  'computed-traits': 'spaceId',
  'profiles-warehouses': 'spaceId',
  functions: 'resourceType',
  'tracking-plans': 'type',
};

/**
 * Rows of the mock workspace: the bundled ones, with the edits of this copy laid over them. The copy is a lowdb document in
 * memory, or in a file that the next start reads again; the bundled files are never written.
 */
export class Store {
  readonly #low: Low<Copy>;
  readonly #tables: Tables;
  readonly #edits: Edit[];
  readonly #views = new Map<Collection, ReadonlyMap<string, Row>>();
  readonly #children = new Map<Collection, ReadonlyMap<string, readonly Row[]>>();

  private constructor(low: Low<Copy>, tables: Tables) {
    this.#low = low;
    this.#tables = tables;
    this.#edits = [...low.data.edits];
  }

  /** Opens a copy; `file` keeps its edits. */
  static async open(tables: Tables, file?: string): Promise<Store> {
    const low = new Low<Copy>(file === undefined ? new Memory<Copy>() : new JSONFile<Copy>(file), { edits: [] });
    await low.read();
    return new Store(low, tables);
  }

  get edits(): readonly Edit[] {
    return this.#edits;
  }

  list(collection: Collection, parent?: string): readonly Row[] {
    const rows = this.#view(collection);
    if (parent === undefined) return [...rows.values()];
    const field = parents[collection];
    if (field === undefined) return [];
    let children = this.#children.get(collection);
    if (!children) {
      children = Map.groupBy(rows.values(), (row) => String(row[field]));
      this.#children.set(collection, children);
    }
    return children.get(parent) ?? [];
  }

  /** Rows without any edit. */
  original(collection: Collection): readonly Row[] {
    return this.#tables[collection];
  }

  get(collection: Collection, id: string): Row | undefined {
    return this.#view(collection).get(id);
  }

  /** Records an edit and shows it at once; a copy in a file is written behind. */
  apply(edit: Edit): void {
    this.#edits.push(edit);
    this.#views.delete(edit.collection);
    this.#children.delete(edit.collection);
    if (edit.passing) return;
    this.#low.data.edits.push(edit);
    void this.#low.write().catch(() => {});
  }

  #view(collection: Collection): ReadonlyMap<string, Row> {
    let view = this.#views.get(collection);
    if (!view) {
      const rows = new Map((this.#tables[collection] ?? []).map((row) => [keyOf(row), row]));
      for (const edit of this.edits) {
        if (edit.collection !== collection) continue;
        if (edit.row) rows.set(edit.id, edit.row);
        else rows.delete(edit.id);
      }
      view = rows;
      this.#views.set(collection, view);
    }
    return view;
  }
}

/** A row's id; invites go by address, labels by key and value, suppressions by subject. */
export function keyOf(row: Row): string {
  const id = row.id ?? row.email ?? row.subjectType;
  return typeof id === 'string' ? id : '';
}
