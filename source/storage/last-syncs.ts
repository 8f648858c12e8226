import type { Sync } from '../domain/entities.ts';
import { openDocument, type ReportProblem } from './document.ts';
import type { SyncsContent } from './last-syncs-shape.ts';

/** More than a few newest syncs of each source are never looked at. */
const mostSyncs = 100;

export interface ReadSyncs {
  /** When they were read, ms. */
  readonly at: number;
  readonly syncs: readonly Sync[];
}

/** The syncs of warehouses as they were read last: the API allows two of these reads a minute, which no command waits for. */
export interface LastSyncs {
  of(warehouseId: string): ReadSyncs | undefined;
  /** Keeps what was read of some warehouses and forgets all others, but for those read after `since`. Never rejects. */
  keep(read: ReadonlyMap<string, ReadSyncs>, since: number): Promise<void>;
}

/** Whose warehouses they are: of a host, or of a region. */
export const whereOf = (settings: {
  readonly apiUrl?: string | undefined;
  readonly region?: string | undefined;
}): string => (settings.apiUrl ? new URL(settings.apiUrl).host : (settings.region ?? 'segment'));

/**
 * Opens the file of the cache folder.
 * @param where whose warehouses they are, such as `us` or the host of an address
 */
export async function openLastSyncs(cacheDir: string, where: string, report: ReportProblem): Promise<LastSyncs> {
  const document = await openDocument<SyncsContent>(
    cacheDir,
    {
      name: `syncs-${where.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}.json`,
      version: 1,
      empty: { warehouses: {} },
      check: async (content) => (await import('./last-syncs-shape.ts')).checkLastSyncs(content),
    },
    report,
  );
  return {
    of: (id) => {
      const kept = Object.hasOwn(document.value().warehouses, id) ? document.value().warehouses[id] : undefined;
      return (
        kept && {
          at: kept.at,
          syncs: kept.syncs.map((sync) => ({ ...sync, rows: sync.rows === undefined ? undefined : BigInt(sync.rows) })),
        }
      );
    },
    keep: async (read, since) => {
      const news = [...read].filter(([id, { at }]) => at !== document.value().warehouses[id]?.at);
      if (news.length === 0) return;
      await document.update(({ warehouses }) => ({
        warehouses: Object.fromEntries([
          ...Object.entries(warehouses).filter(([, { at }]) => at >= since),
          ...news.map(([id, { at, syncs }]) => [
            id,
            { at, syncs: syncs.slice(0, mostSyncs).map((sync) => ({ ...sync, rows: sync.rows?.toString() })) },
          ]),
        ]),
      }));
    },
  };
}
