import { actorOf } from '../history/cast.ts';
import type { Store } from '../store.ts';
import type { Collection } from '../world.ts';
import type { Effect } from './scenario.ts';
import type { Switched } from './switches.ts';
import type { Placed, Timeline } from './timeline.ts';

type SwitchOff = Extract<Effect, { readonly kind: 'switch-off' }>;

/** What an effect names a thing by, its collection, and what the audit trail says when it is switched off and on. */
export const switchable: readonly {
  readonly field: 'destination' | 'source' | 'filter' | 'mapping';
  readonly collection: Switched;
  readonly off: string;
  readonly on: string;
}[] = [
  { field: 'destination', collection: 'destinations', off: 'Integration Disabled', on: 'Integration Enabled' },
  { field: 'source', collection: 'sources', off: 'Source Disabled', on: 'Source Enabled' },
  {
    field: 'filter',
    collection: 'destination-filters',
    off: 'Destination Filter Disabled',
    on: 'Destination Filter Enabled',
  },
  { field: 'mapping', collection: 'subscriptions', off: 'Integration Modified', on: 'Integration Modified' },
];

/** Whose work it is when the effect does not say. */
const someToken = 'public-api-token/ci-deploy-7Qm2';

interface SwitchOffParts {
  readonly timeline: Timeline;
  readonly store: Store;
  readonly idOf: (collection: Collection, key: string) => string;
  readonly nameOf: (row: Readonly<Record<string, unknown>>) => string;
  /** Called after an edit: what was worked out from the rows is old. */
  readonly onEdit: () => void;
}

/** Makes the edits of people who switch things off and on again, as soon as their time has come. */
export class SwitchOffs {
  readonly #parts: SwitchOffParts;
  readonly #made = new Set<string>();
  /** Effects that switched something off, and so on again: what was off before stays so. */
  readonly #off = new Set<number>();

  constructor(parts: SwitchOffParts) {
    this.#parts = parts;
  }

  /** Makes every edit that is due. */
  catchUp(now: number): void {
    const placed = this.#parts.timeline.of('switch-off');
    if (placed.length === 0) return;
    const due = placed
      .filter(({ from, to }) => to > from)
      .flatMap((each) => [
        { each, at: each.from, enabled: false },
        { each, at: each.to, enabled: true },
      ])
      .filter(({ at }) => at <= now)
      .sort((a, b) => a.at - b.at);
    for (const { each, at, enabled } of due) {
      const key = `${each.id} ${enabled}`;
      if (this.#made.has(key)) continue;
      this.#made.add(key);
      this.#make(each, at, enabled);
    }
  }

  #make({ id, effect }: Placed<SwitchOff>, at: number, enabled: boolean): void {
    if (enabled && !this.#off.has(id)) return;
    const { store, idOf, nameOf, onEdit } = this.#parts;
    for (const { field, collection, on, off } of switchable) {
      const key = effect[field];
      const row = key === undefined ? undefined : store.get(collection, idOf(collection, key));
      if (!row || row.enabled === enabled) continue;
      this.#off.add(id);
      store.apply({
        at,
        collection,
        id: String(row.id),
        row: { ...row, enabled },
        auditType: enabled ? on : off,
        resourceName: nameOf(row),
        ...actorOf(store.original('users'), effect.actor ?? someToken),
        passing: true,
      });
      onEdit();
    }
  }
}
