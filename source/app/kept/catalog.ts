import type { CatalogItem } from '../../domain/catalog/items.ts';
import { openCatalog } from '../../storage/catalog.ts';
import type { CatalogContent } from '../../storage/catalog-shape.ts';
import type { ReportProblem } from '../../storage/document.ts';
import type { Session } from '../../views/kit/view.ts';
import type { Poller } from '../../workspace/polling/poller.ts';
import { wholeOf } from '../../workspace/polling/proof.ts';
import type { Resource } from '../../workspace/polling/resource.ts';
import { catalogDestinations, catalogSources, catalogWarehouses } from '../../workspace/resources/pages.ts';

const lists: readonly (readonly [CatalogItem['side'], Resource<readonly CatalogItem[]>])[] = [
  ['source', catalogSources],
  ['destination', catalogDestinations],
  ['warehouse', catalogWarehouses],
];

export interface KeptCatalogOptions {
  readonly cacheDir: string;
  readonly session: Pick<Session, 'kind' | 'where'>;
  readonly poller: Pick<Poller, 'snapshot' | 'recall'>;
  readonly now: () => number;
  readonly report: ReportProblem;
}

/**
 * Loads the catalog of an earlier day into the poller, which renews it once a day, and stores what it reads.
 * @returns what to call whenever data has changed
 */
export async function keptCatalog({ cacheDir, session, poller, now, report }: KeptCatalogOptions): Promise<() => void> {
  // The demo has its catalog in the program.
  if (session.kind === 'demo') return () => undefined;
  const document = await openCatalog(cacheDir, session.where, report);
  for (const [side, resource] of lists) {
    const kept = document.value()[side];
    if (kept) poller.recall(resource, kept.items, kept.at);
  }
  /** A clock that was ahead for a while must not hold back all that is read until then. */
  const keptAt = (content: CatalogContent, side: CatalogItem['side']): number => {
    const at = content[side]?.at ?? 0;
    return at <= now() ? at : 0;
  };
  return () => {
    for (const [side, resource] of lists) {
      const snapshot = poller.snapshot(resource);
      // The file cannot say that something of a list was lost.
      const items = wholeOf(snapshot);
      const { fetchedAt: at } = snapshot;
      if (!items || at === undefined || at <= keptAt(document.value(), side)) continue;
      void document.update((before) => (keptAt(before, side) >= at ? before : { ...before, [side]: { at, items } }));
    }
  };
}
