import { type SafeText, t } from '../../domain/text.ts';
import { type CatalogEntry, compareNames } from './entries.ts';

/** A choice of the column of categories, with how many tiles are in it; undefined where that is not known. */
export interface CatalogCategory {
  readonly id: string;
  readonly name: SafeText;
  readonly count: number | undefined;
  /** Not all was read that could be in it. */
  readonly mayHaveMore: boolean;
  has(entry: CatalogEntry): boolean;
}

/** The category that the catalog opens with. */
export const allCategory = 'all';
export const newCategory = 'new';

/** The API gives no dates: a mark of BETA is all it tells of what is new (C-04; rule 166). */
export function isNew({ status }: Pick<CatalogEntry, 'status'>): boolean {
  return /(?:^|_)BETA$/.test(status.toUpperCase());
}

/**
 * New & Noteworthy first, then all, then what the workspace has already, then the categories of these tiles by name. The
 * first three are there even where nothing is in them.
 * @param isWhole no tile was lost of the list that these are from
 */
export function catalogCategories(entries: readonly CatalogEntry[], isWhole: boolean): readonly CatalogCategory[] {
  const counts = new Map<SafeText, number>();
  for (const { categories } of entries) {
    for (const name of new Set(categories)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const connected = (entry: CatalogEntry): boolean => (entry.instances?.length ?? 0) > 0;
  const known = entries.some(({ instances }) => instances !== undefined);
  const unsure = ({ instances, mayHaveMore }: CatalogEntry) =>
    instances === undefined || (instances.length === 0 && mayHaveMore);
  const mayHaveMore = !isWhole;
  return [
    { id: newCategory, name: t`New & Noteworthy`, count: entries.filter(isNew).length, mayHaveMore, has: isNew },
    { id: allCategory, name: t`All`, count: entries.length, mayHaveMore, has: () => true },
    {
      id: 'connected',
      name: t`In this workspace`,
      count: known ? entries.filter(connected).length : undefined,
      mayHaveMore: mayHaveMore || entries.some(unsure),
      has: connected,
    },
    ...[...counts]
      .toSorted(([a], [b]) => compareNames(a, b))
      .map(([name, count]) => ({
        id: `category:${name}`,
        name,
        count,
        mayHaveMore,
        has: ({ categories }: CatalogEntry) => categories.includes(name),
      })),
  ];
}
