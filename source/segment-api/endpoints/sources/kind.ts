import type { SourceKind } from '../../../domain/entities.ts';

/** What the API tells of a source's type. */
export interface SourceTraits {
  readonly slug: string;
  readonly metadataSlug: string;
  readonly metadataName: string;
  readonly categories: readonly string[];
  readonly isCloudEventSource: boolean;
}

/** Databases that are read from: as a source they are Reverse ETL. */
const databases = /^(postgres(ql)?|snowflake|big-?query|redshift|databricks|mysql|azure-sql.*|sql-server|clickhouse)$/i;

/** The kind of a source from its type's slug and categories; the API has no field for it (rule 33). */
export function sourceKind({ metadataSlug, metadataName, categories, isCloudEventSource }: SourceTraits): SourceKind {
  const has = (pattern: RegExp) => categories.some((category) => pattern.test(category));
  if (metadataSlug === 'personas-compute') return 'engage';
  if (has(/function/i) || /(^|[\s_-])functions?($|[\s_-])/i.test(`${metadataSlug} ${metadataName}`)) return 'function';
  if (has(/reverse.?etl|warehouse|database/i) || databases.test(metadataSlug)) return 'reverse-etl';
  if (has(/website|^web$/i)) return 'website';
  if (has(/mobile/i)) return 'mobile';
  if (has(/server/i)) return 'server';
  return isCloudEventSource || has(/./) ? 'cloud-app' : 'other';
}
