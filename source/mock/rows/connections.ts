import type { CatalogEntry, WorkspaceDocument } from '../data/documents.ts';
import { idOf } from '../hash.ts';
import type { Row } from '../world.ts';
import { actionId } from './catalog.ts';
import { mappingSettings, modelSettings } from './mapping-settings.ts';

/** Catalog rows by slug: one shared value for every instance of a type. */
export type Types = ReadonlyMap<string, Row>;

function typed(types: Types, slug: string): Row {
  const found = types.get(slug);
  if (!found) throw new Error(`mock-data/workspace.json names "${slug}", which mock-data/catalog.json lacks`);
  return found;
}

/** The id that a key of workspace.json stands for. */
export type IdOfKey = (key: string) => string;

export function keyed(rows: readonly { readonly key: string; readonly id: string }[]): IdOfKey {
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  return (key) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`mock-data names "${key}", which mock-data/workspace.json lacks`);
    return id;
  };
}

/** SourceV1 rows; a member's token sees no write keys (rule 11). */
export function sourceRows(document: WorkspaceDocument, types: Types, owner: boolean): Row[] {
  return document.sources.map((source) => ({
    id: source.id,
    slug: source.slug,
    name: source.name,
    workspaceId: document.workspace.id,
    enabled: source.enabled,
    writeKeys: owner ? source.writeKeys : [],
    settings: {},
    labels: Object.entries(source.labels).map(([key, value]) => ({ key, value })),
    metadata: typed(types, source.type),
  }));
}

/** DestinationV1 rows. */
export function destinationRows(document: WorkspaceDocument, types: Types): Row[] {
  const source = keyed(document.sources);
  return document.destinations.map((destination) => ({
    id: destination.id,
    name: destination.name,
    enabled: destination.enabled,
    sourceId: source(destination.source),
    settings: destination.settings,
    metadata: typed(types, destination.type),
  }));
}

/** WarehouseV1 rows: the display name sits in the settings (rule 110). */
export function warehouseRows(document: WorkspaceDocument, types: Types): Row[] {
  return document.warehouses.map((warehouse) => ({
    id: warehouse.id,
    workspaceId: document.workspace.id,
    enabled: warehouse.enabled,
    settings: warehouse.settings,
    metadata: typed(types, warehouse.type),
  }));
}

/** One mapping of a destination: the row, and the events it takes. */
export interface Mapping {
  readonly row: Row;
  readonly takes: (event: string, type: string) => boolean;
}

/** Mappings of every Actions destination: one per action of its type, in trigger order (rule 73). */
export function mappings(
  document: WorkspaceDocument,
  entries: readonly CatalogEntry[],
): ReadonlyMap<string, readonly Mapping[]> {
  const bySlug = new Map(entries.map((entry) => [entry.slug, entry]));
  const models = Map.groupBy(document.models, ({ destination }) => destination ?? '');
  return new Map(
    document.destinations.flatMap((destination) => {
      const actions = bySlug.get(destination.type)?.actions;
      if (!actions || destination.unmapped) return [];
      const fed = models.get(destination.key) ?? [];
      const list = actions.map(([slug, name, trigger], index): Mapping => {
        const model = fed[index];
        const event = /event = "([^"]+)"/.exec(trigger)?.[1];
        const type = /type = "([^"]+)"/.exec(trigger)?.[1];
        return {
          row: {
            id: idOf(`mapping/${destination.key}/${slug}`),
            name,
            actionId: actionId(destination.type, slug),
            actionSlug: slug,
            destinationId: destination.id,
            enabled: true,
            settings: model ? modelSettings(model.queryIdentifierColumn) : mappingSettings(trigger),
            trigger,
            ...(model ? { modelId: model.id, reverseETLSchedule: schedule(model.every) } : {}),
          },
          takes: (name, kind) => (event === undefined ? trigger.includes(' or ') || type === kind : event === name),
        };
      });
      return [[destination.id, list] as const];
    }),
  );
}

const schedule = (interval: string): Row => ({
  strategy: 'PERIODIC',
  config: { interval, days: [], hours: [], timezone: 'UTC', spec: '', jobId: '', accountId: '' },
});
