import type { SourceKind } from '../../../domain/entities.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Read } from '../../../workspace/polling/read.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { warehouseSources } from '../../../workspace/resources/pages.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import type { Overview } from '../../../workspace/watch/overview.ts';
import type { Subject } from '../../kit/view.ts';
import { connectionHealth, type Health, sourceNodeHealth, storageNodeHealth, syncHealth } from './health.ts';

/** One source, destination or warehouse: what a type has several of. */
export interface Instance {
  readonly id: string;
  readonly name: SafeText;
  /** Instances of one type share it, and their row. */
  readonly typeKey: string;
  readonly type: SafeText;
  readonly group: SafeText;
  /** Data rests there: a warehouse, or a store of raw data. */
  readonly storage: boolean;
  /** The list that it stands in was read whole: those like it can be counted. */
  readonly isCounted: boolean;
  readonly health: Health;
  readonly subject: Subject;
  readonly open: Target;
}

/** Which source feeds which destination or warehouse. */
export interface Edge {
  readonly source: string;
  readonly target: string;
  readonly health: Health;
  /** The connection itself, where it is one. */
  readonly connection?: Connection | undefined;
}

export interface Topology {
  readonly sources: readonly Instance[];
  readonly targets: readonly Instance[];
  readonly edges: readonly Edge[];
  /** Edges by the id of either end. */
  readonly edgesOf: ReadonlyMap<string, readonly Edge[]>;
  /** Warehouses whose feeding sources have not been read yet. */
  readonly unfed: ReadonlySet<string>;
  /** Warehouses that are on and may be fed by more sources than are known. */
  readonly partlyFed: ReadonlySet<string>;
  /** Everything that a source may be connected to is known. */
  readonly isWhole: boolean;
}

/** What sources are organised by (O-02), in the order of their column. */
export const sourceGroups: Readonly<Record<SourceKind, SafeText>> = {
  website: t`Websites`,
  mobile: t`Mobile apps`,
  server: t`Servers`,
  'cloud-app': t`Cloud apps`,
  'reverse-etl': t`Reverse ETL`,
  function: t`Functions`,
  engage: t`Engage`,
  other: t`Other`,
};

export const warehouseGroup = t`Warehouses`;
const otherGroup = t`Other`;

/** Everything that is connected in a workspace, as far as it has been read. */
export function topology({ flow, fleet, storage, isStorageWhole }: Overview, read: Read): Topology {
  const sourcesWhole = isWhole(read(resources.sources));
  const sources = flow.flows.map((each): Instance => {
    const { id, name, kind, type, metadataId } = each.source;
    return {
      id,
      name,
      typeKey: `${kind}/${metadataId}`,
      type,
      group: sourceGroups[kind],
      storage: false,
      isCounted: sourcesWhole,
      health: sourceNodeHealth(each),
      subject: { kind: 'source', id, name },
      open: pages.source.at(id),
    };
  });
  const targets = [
    ...fleet.connections.map((each) => destinationOf(each, fleet.isWhole)),
    ...storage.map((each) => warehouseOf(each, isStorageWhole)),
  ];
  const unfed = new Set<string>();
  const partlyFed = new Set<string>();
  const edges: Edge[] = fleet.connections.map((connection) => ({
    source: connection.destination.sourceId,
    target: connection.id,
    health: connectionHealth(connection),
    connection,
  }));
  for (const each of storage) {
    const { id } = each.warehouse;
    const snapshot = read(warehouseSources(id));
    const feeding = snapshot.data;
    if (each.warehouse.enabled && !isWhole(snapshot)) partlyFed.add(id);
    if (!feeding && !each.syncs.data) unfed.add(id);
    const fed = new Set([...(feeding ?? []).map((source) => source.id), ...each.pairs.map(({ sourceId }) => sourceId)]);
    for (const source of fed) {
      const pair = each.pairs.find(({ sourceId }) => sourceId === source);
      edges.push({ source, target: id, health: syncHealth(each, pair) });
    }
  }
  const edgesOf = new Map<string, Edge[]>();
  for (const edge of edges)
    for (const end of [edge.source, edge.target]) {
      const known = edgesOf.get(end);
      if (known) known.push(edge);
      else edgesOf.set(end, [edge]);
    }
  const whole = fleet.isWhole && isStorageWhole && partlyFed.size === 0;
  return { sources, targets, edges, edgesOf, unfed, partlyFed, isWhole: whole };
}

function destinationOf(connection: Connection, isCounted: boolean): Instance {
  const { id, name, type, metadataId, categories, mode } = connection.destination;
  return {
    id,
    name,
    typeKey: `destination/${metadataId}`,
    type,
    group: categories[0] ?? otherGroup,
    storage: mode === 'storage',
    isCounted,
    health: connectionHealth(connection),
    subject: { kind: 'destination', id, name },
    open: pages.destination.at(id),
  };
}

function warehouseOf(storage: StorageHealth, isCounted: boolean): Instance {
  const { id, name, type } = storage.warehouse;
  return {
    id,
    name,
    typeKey: `warehouse/${type}`,
    type,
    group: warehouseGroup,
    storage: true,
    isCounted,
    health: storageNodeHealth(storage),
    subject: { kind: 'warehouse', id, name },
    open: pages.warehouse.at(id),
  };
}
