import type { CatalogItem } from '../../domain/catalog/items.ts';
import type { FunctionSide, SegmentFunction } from '../../domain/entities.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { isWhole } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { destinations, functions, sources, warehouses } from '../resources/common.ts';
import { catalogDestinations, catalogSources, catalogWarehouses } from '../resources/pages.ts';

/** Tabs of the catalog in the order of the web app (C-01). */
export const catalogTabs = ['source', 'destination', 'warehouse', 'function'] as const;
export type CatalogTab = (typeof catalogTabs)[number];

/** Something of the workspace that is of a type of the catalog. */
export interface Instance {
  readonly kind: 'source' | 'destination' | 'warehouse';
  readonly id: string;
  readonly name: SafeText;
  readonly enabled: boolean;
  /** A destination is fed by one source. */
  readonly sourceId?: string | undefined;
}

/** One tile: a type of integration, or a function of the workspace's own. */
export interface CatalogEntry {
  readonly id: string;
  readonly tab: CatalogTab;
  readonly name: SafeText;
  readonly slug: SafeText;
  readonly description: SafeText;
  readonly categories: readonly SafeText[];
  /** The API's own word, such as PUBLIC_BETA; empty where it has none. */
  readonly status: SafeText;
  /** What of it the workspace has; undefined while that is not known. */
  readonly instances: readonly Instance[] | undefined;
  /** There may be more of them than those: of the list that tells, rows or the type of one were lost. */
  readonly mayHaveMore: boolean;
  readonly item?: CatalogItem | undefined;
  readonly fn?: SegmentFunction | undefined;
}

/** Names in the order in which people look for them. */
export const { compare: compareNames } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

const functionCategories: Readonly<Record<FunctionSide, SafeText>> = {
  SOURCE: t`Source functions`,
  DESTINATION: t`Destination functions`,
  INSERT_SOURCE: t`Insert functions`,
  INSERT_DESTINATION: t`Insert functions`,
  INSERT_TRANSFORMATION: t`Insert functions`,
};

/** The snapshot that a tab shows: why it is empty, and how old it is. */
export function catalogSnapshot(read: Read, tab: CatalogTab): Snapshot<readonly unknown[]> {
  switch (tab) {
    case 'source':
      return read(catalogSources);
    case 'destination':
      return read(catalogDestinations);
    case 'warehouse':
      return read(catalogWarehouses);
    case 'function':
      return read(functions);
  }
}

/** What tells which of a tab's tiles the workspace has. */
export function inventorySnapshots(read: Read, tab: CatalogTab): readonly [Snapshot, ...Snapshot[]] {
  if (tab === 'source') return [read(sources)];
  if (tab === 'destination') return [read(destinations)];
  return tab === 'warehouse' ? [read(warehouses)] : [read(sources), read(destinations)];
}

/** Tiles of one tab by name; none before the first read. */
export function catalogEntries(read: Read, tab: CatalogTab): readonly CatalogEntry[] {
  const entries = tab === 'function' ? functionEntries(read) : itemEntries(read, tab);
  return entries.toSorted((a, b) => compareNames(a.name, b.name));
}

export function catalogEntry(read: Read, tab: string | undefined, id: string | undefined): CatalogEntry | undefined {
  const known = catalogTabs.find((one) => one === tab);
  return known && catalogEntries(read, known).find((entry) => entry.id === id);
}

function itemEntries(read: Read, tab: Exclude<CatalogTab, 'function'>): readonly CatalogEntry[] {
  const resource = { source: catalogSources, destination: catalogDestinations, warehouse: catalogWarehouses }[tab];
  const instances = instancesOf(read, tab);
  return (read(resource).data ?? []).map((item) => {
    const { id, name, slug, description, categories, status } = item;
    // Warehouses name their type, and nothing else of the catalog.
    const own = tab === 'warehouse' ? name.toLowerCase() : id;
    const found = instances?.of(own);
    const mayHaveMore = instances?.isWhole !== true;
    return { id, tab, name, slug, description, categories, status, instances: found, mayHaveMore, item };
  });
}

function functionEntries(read: Read): readonly CatalogEntry[] {
  const maps = { SOURCE: instancesOf(read, 'source'), DESTINATION: instancesOf(read, 'destination') };
  return (read(functions).data ?? []).map((fn) => {
    const { id, name, side, description, catalogId } = fn;
    const running = side === 'SOURCE' || side === 'DESTINATION' ? maps[side] : undefined;
    const instances = catalogId === undefined ? undefined : running?.of(catalogId);
    const categories = [functionCategories[side]];
    const known = { id, tab: 'function' as const, name, slug: t``, description, categories, status: t`` };
    return { ...known, instances, mayHaveMore: running?.isWhole !== true, fn };
  });
}

interface Instances {
  readonly isWhole: boolean;
  /** Those of a type; that there is none of it is known only if all were read. */
  of(type: string): readonly Instance[] | undefined;
}

/** What the workspace has, by the type it is of; undefined before the read. */
function instancesOf(read: Read, kind: Instance['kind']): Instances | undefined {
  const all = typedInstances(read, kind);
  if (!all) return undefined;
  const byType = Map.groupBy(all, ({ type }) => type);
  const list = read<readonly unknown[]>({ source: sources, destination: destinations, warehouse: warehouses }[kind]);
  // One whose type could not be read may be of any.
  const whole = isWhole(list) && !byType.has('');
  return { isWhole: whole, of: (type) => byType.get(type) ?? (whole ? [] : undefined) };
}

function typedInstances(
  read: Read,
  kind: Instance['kind'],
): readonly (Instance & { readonly type: string })[] | undefined {
  switch (kind) {
    case 'source':
      return read(sources).data?.map(({ id, name, enabled, metadataId: type }) => ({ kind, id, name, enabled, type }));
    case 'destination':
      return read(destinations).data?.map(({ id, name, enabled, sourceId, metadataId: type }) => ({
        kind,
        id,
        name,
        enabled,
        sourceId,
        type,
      }));
    case 'warehouse':
      return read(warehouses).data?.map(({ id, name, enabled, type }) => ({
        kind,
        id,
        name,
        enabled,
        type: type.toLowerCase(),
      }));
  }
}
