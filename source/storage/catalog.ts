import type { CatalogContent } from './catalog-shape.ts';
import { openDocument, type ReportProblem, type StoredDocument } from './document.ts';

/**
 * The catalog as it was read last, so that it opens at once and also without a network (C-03): a file of the cache folder.
 * @param where whose catalog it is, such as `us` or the host of an address
 */
export function openCatalog(
  cacheDir: string,
  where: string,
  report: ReportProblem,
): Promise<StoredDocument<CatalogContent>> {
  return openDocument<CatalogContent>(
    cacheDir,
    {
      name: `catalog-${where.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}.json`,
      version: 1,
      empty: {},
      check: async (content) => (await import('./catalog-shape.ts')).checkCatalog(content),
    },
    report,
  );
}
