import type { CatalogDocument, DestinationDocument, SourceDocument, WorkspaceDocument } from '../data/documents.ts';
import { idOf, mix, pick } from '../hash.ts';

const names = ['Store', 'Kiosk', 'Branch', 'Shop', 'Depot', 'Office', 'Plant', 'Clinic'];

/** A workspace with more of everything: as many sources and destinations as asked for, the same ones every time. */
export function generated(
  document: WorkspaceDocument,
  catalog: CatalogDocument,
  wanted: { readonly sources: number; readonly destinations: number },
): WorkspaceDocument {
  const types = catalog.destinations.filter(({ mode, status }) => mode === 'cloud' && status === undefined);
  const sources = Array.from({ length: wanted.sources - document.sources.length }, (_, i): SourceDocument => {
    const place = `${pick(names, mix(i, 1, 71))} ${i + 1}`;
    return {
      id: idOf(`generated/source/${i}`),
      key: `generated-source-${i}`,
      slug: place.toLowerCase().replace(' ', '_'),
      name: place,
      type: 'http-api',
      enabled: i % 23 !== 0,
      writeKeys: [`fake-write-key-${i}`],
      labels: {},
      perDay: 200 + (mix(i, 2, 72) % 5800),
      profile: 'plain',
    };
  });
  const destinations = Array.from(
    { length: wanted.destinations - document.destinations.length },
    (_, i): DestinationDocument => {
      const type = pick(types, mix(i, 3, 73));
      return {
        id: idOf(`generated/destination/${i}`),
        key: `generated-destination-${i}`,
        name: `${type.name.replace(/ \(.*/, '')} ${i + 1}`,
        type: type.slug,
        source: sources[mix(i, 4, 74) % sources.length]?.key ?? '',
        enabled: i % 11 !== 0,
        unmapped: true,
        settings: {},
      };
    },
  );
  return {
    ...document,
    sources: [...document.sources, ...sources],
    destinations: [...document.destinations, ...destinations],
  };
}
