import type { CatalogDocument, CatalogMode, WorkspaceDocument } from '../data/documents.ts';
import { keyed } from '../rows/connections.ts';
import type { Mappings } from '../scenario/apply.ts';
import type { DestinationInput, SourceInput } from './models.ts';

const machines = new Set(['billing', 'orders', 'stripe', 'models', 'engage', 'jobs', 'partner', 'violations']);

/** What the simulator needs of each source. */
export function sourceInputs(document: WorkspaceDocument): SourceInput[] {
  return document.sources.map((source) => ({
    id: source.id,
    key: source.key,
    perDay: source.perDay,
    profile: document.profiles[source.profile] ?? { events: [] },
    rhythm: machines.has(source.profile) ? 'machine' : 'people',
    protocols: source.protocols,
    enabled: source.enabled,
    ...(source.profile === 'plain' ? { plain: true } : {}),
  }));
}

/** What the simulator needs of each connection. */
export function destinationInputs(
  document: WorkspaceDocument,
  catalog: CatalogDocument,
  mappings: Mappings,
): DestinationInput[] {
  const modes = new Map<string, CatalogMode>(catalog.destinations.map(({ slug, mode }) => [slug, mode ?? 'cloud']));
  const sourceOf = keyed(document.sources);
  return document.destinations.map((destination) => ({
    id: destination.id,
    key: destination.key,
    accepts: destination.accepts,
    enabled: destination.enabled,
    sourceId: sourceOf(destination.source),
    mode: modes.get(destination.type) ?? 'cloud',
    mappings: mappings.get(destination.id) ?? [],
  }));
}
