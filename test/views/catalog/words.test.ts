import { describe, expect, it } from 'vitest';
import type { CatalogItem } from '../../../source/domain/catalog/items.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { columns } from '../../../source/views/catalog/catalog/columns.ts';
import { categoryCount, instancesSpan } from '../../../source/views/catalog/words.ts';
import { catalogCategories } from '../../../source/workspace/catalog/categories.ts';
import { catalogEntries } from '../../../source/workspace/catalog/entries.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { destinationWith, problemWith, snapshots } from '../../workspace/snapshots.ts';

const item = (id: string, change: Partial<CatalogItem> = {}): CatalogItem => ({
  id,
  side: 'destination',
  slug: sanitise(id),
  name: sanitise(id),
  description: t``,
  categories: [],
  status: t`PUBLIC`,
  options: [],
  website: t``,
  previousNames: [],
  methods: [],
  platforms: [],
  ...change,
});

const destination = (id: string, metadataId: string, enabled = true) =>
  destinationWith(id, 's', { metadataId, enabled });

describe('categories', () => {
  it.each<readonly [what: string, lost: readonly ('tiles' | 'destinations')[], counts: readonly string[]]>([
    ['all was read', [], ['0', '2', '1', '1']],
    ['tiles were lost', ['tiles'], ['–', '2+', '1+', '1+']],
    ['destinations were lost, so that another tile may be there', ['destinations'], ['0', '2', '1+', '1']],
  ])('are counted whole only where all was read that is counted: %s', (_, lost, counts) => {
    const problems = [problemWith({ kind: 'dropped-rows', status: 200 })];
    const of = (what: 'tiles' | 'destinations') => (lost.includes(what) ? problems : []);
    const { read } = snapshots()
      .set(pages.catalogDestinations, [item('a', { categories: [t`CRM`] }), item('b')], of('tiles'))
      .set(resources.destinations, [destination('d', 'a')], of('destinations'));
    const categories = catalogCategories(catalogEntries(read, 'destination'), !lost.includes('tiles'));
    expect(categories.map(categoryCount)).toEqual(counts);
  });

  it('have no count before their tiles were read', () => {
    expect(catalogCategories([], false).map(categoryCount)).toEqual(['–', '–', '–']);
  });
});

describe('how many the workspace has of a tile', () => {
  it.each<
    readonly [
      what: string,
      enabled: readonly boolean[] | undefined,
      lost: boolean,
      text: string,
      sort: number | undefined,
    ]
  >([
    ['not read', undefined, false, '–', undefined],
    ['none', [], false, '', 0],
    ['none that was read', [], true, '–', undefined],
    ['one that is off', [false], false, '○ 1', 1],
    ['two, one of them on', [false, true], false, '● 2', 2],
    ['one at least', [true], true, '● 1+', undefined],
  ])('%s', (_, enabled, lost, text, sort) => {
    const world = snapshots().set(pages.catalogDestinations, [item('a')]);
    if (enabled)
      world.set(
        resources.destinations,
        enabled.map((on, index) => destination(`d${index}`, 'a', on)),
        lost ? [problemWith({ kind: 'dropped-rows', status: 200 })] : [],
      );
    const [entry] = catalogEntries(world.read, 'destination');
    expect(instancesSpan(entry!, glyphs(false)).text).toBe(text);
    expect(columns.find(({ id }) => id === 'connected')?.sort?.(entry!)).toBe(sort);
  });
});
