import { describe, expect, it } from 'vitest';
import type { CatalogItem } from '../../../source/domain/catalog/items.ts';
import type { Destination, Source, Warehouse } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { catalogCategories, isNew } from '../../../source/workspace/catalog/categories.ts';
import {
  catalogEntries,
  catalogEntry,
  catalogSnapshot,
  catalogTabs,
  inventorySnapshots,
} from '../../../source/workspace/catalog/entries.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { problemWith } from '../snapshots.ts';

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

/** A world of which only these resources were read. */
function reading(known: Readonly<Record<string, unknown>>): Read {
  return (resource) =>
    resource.key in known ? { ...unread, status: 'ready', data: known[resource.key] as never } : unread;
}

const destination = (id: string, metadataId: string, enabled = true) =>
  ({ id, name: sanitise(id), enabled, sourceId: 's', metadataId }) as Destination;

describe('entries', () => {
  it('stand by name in any case, with what the workspace has of each', () => {
    const read = reading({
      [pages.catalogDestinations.key]: [item('b'), item('C'), item('A')],
      [resources.destinations.key]: [destination('1', 'b'), destination('2', 'b', false)],
    });
    const entries = catalogEntries(read, 'destination');
    expect(entries.map(({ id, instances }) => [id, instances?.length])).toEqual([
      ['A', 0],
      ['b', 2],
      ['C', 0],
    ]);
    expect(catalogEntry(read, 'destination', 'b')?.instances?.map(({ enabled }) => enabled)).toEqual([true, false]);
  });

  it.each<readonly [string, Snapshot['problems'], number | undefined]>([
    ['is known where the list was read whole', [], 0],
    ['is not where a row of the list was lost', [problemWith({ kind: 'dropped-rows' })], undefined],
    ['is known where only a field was unclear', [problemWith({ kind: 'odd-fields' })], 0],
  ])('that the workspace has nothing of a type %s', (_, problems, none) => {
    const read = reading({
      [pages.catalogDestinations.key]: [item('a'), item('b')],
      [resources.destinations.key]: [destination('1', 'b')],
    });
    const some: Read = (resource) =>
      resource.key === resources.destinations.key ? { ...read(resource), problems } : read(resource);
    expect(catalogEntries(some, 'destination').map(({ instances }) => instances?.length)).toEqual([none, 1]);
  });

  it.each(['source', 'destination', 'warehouse'] as const)(
    'of a %s are not all known where the type of one is not',
    (tab) => {
      const list = { source: resources.sources, destination: resources.destinations, warehouse: resources.warehouses }[
        tab
      ];
      const catalog = {
        source: pages.catalogSources,
        destination: pages.catalogDestinations,
        warehouse: pages.catalogWarehouses,
      }[tab];
      const own = (id: string, type: string) => ({ id, name: sanitise(id), enabled: true, metadataId: type, type });
      const told = (...types: readonly string[]) => {
        const items = types.map((type, index) => own(`${index}`, type));
        const read = reading({ [catalog.key]: [item('a'), item('b')], [list.key]: items });
        return catalogEntries(read, tab).map(({ instances, mayHaveMore }) => [instances?.length, mayHaveMore]);
      };
      expect(told('b')).toEqual([
        [0, false],
        [1, false],
      ]);
      expect(told('b', '')).toEqual([
        [undefined, true],
        [1, true],
      ]);
    },
  );

  it('are of the list that tells of them', () => {
    const lists = {
      source: [resources.sources.key],
      destination: [resources.destinations.key],
      warehouse: [resources.warehouses.key],
      function: [resources.sources.key, resources.destinations.key],
    };
    const named: Read = (resource) => ({ ...unread, data: resource.key as never });
    for (const tab of catalogTabs) {
      expect(inventorySnapshots(named, tab).map(({ data }) => data)).toEqual(lists[tab]);
      expect(catalogSnapshot(named, tab).data).toBe(tab === 'function' ? 'functions' : `catalog-${tab}s`);
    }
  });

  it.each([
    ['SOURCE', 'Source functions', ['s']],
    ['DESTINATION', 'Destination functions', ['1']],
    ['INSERT_DESTINATION', 'Insert functions', undefined],
    ['INSERT_SOURCE', 'Insert functions', undefined],
    ['INSERT_TRANSFORMATION', 'Insert functions', undefined],
  ] as const)('have a function of the side %s under %s, with those of its side that run it', (side, category, ids) => {
    const fn = { id: 'f', name: t`Hook`, side, description: t``, catalogId: 'm' } as const;
    const source = { id: 's', name: t`Web`, enabled: true, metadataId: 'm' } as Source;
    const read = reading({
      [resources.functions.key]: [fn, { ...fn, id: 'g', name: t`Later`, catalogId: undefined }],
      [resources.sources.key]: [source],
      [resources.destinations.key]: [destination('1', 'm')],
    });
    const told = catalogEntries(read, 'function');
    expect(told.map(({ id, categories, instances }) => [id, categories, instances?.map((each) => each.id)])).toEqual([
      ['f', [category], ids],
      ['g', [category], undefined],
    ]);
  });

  it('do not know what the workspace has before that was read', () => {
    const read = reading({ [pages.catalogSources.key]: [item('a', { side: 'source' })] });
    expect(catalogEntries(read, 'source')[0]?.instances).toBeUndefined();
    expect(catalogEntries(reading({}), 'source')).toEqual([]);
  });

  it('find warehouses by the name of their type, the only thing that they tell of it', () => {
    const warehouse = { id: 'w', name: t`Reports`, type: t`RedShift`, enabled: true } as Warehouse;
    const read = reading({
      [pages.catalogWarehouses.key]: [item('x', { side: 'warehouse', name: t`Redshift` })],
      [resources.warehouses.key]: [warehouse],
    });
    expect(catalogEntries(read, 'warehouse')[0]?.instances?.map(({ id }) => id)).toEqual(['w']);
  });

  it('have a function with the sources that run it', () => {
    const fn = { id: 'f', name: t`Hook`, side: 'SOURCE', description: t``, catalogId: 'm' } as const;
    const source = { id: 's', name: t`Hook (prod)`, enabled: true, metadataId: 'm' } as Source;
    const read = reading({ [resources.functions.key]: [fn], [resources.sources.key]: [source] });
    expect(catalogEntries(read, 'function')[0]?.instances?.map(({ id }) => id)).toEqual(['s']);
  });

  it.each([
    [undefined, 'b'],
    ['toString', 'b'],
    ['destination', 'gone'],
    ['destination', undefined],
  ])('there is none at %s %s', (tab, id) => {
    const read = reading({ [pages.catalogDestinations.key]: [item('b')] });
    expect(catalogEntry(read, tab, id)).toBeUndefined();
  });
});

describe('categories', () => {
  it('have the tiles that they count', () => {
    const read = reading({
      [pages.catalogDestinations.key]: [
        item('a', { categories: [t`CRM`] }),
        item('b', { status: t`PUBLIC_BETA`, categories: [t`Ads 2`] }),
        item('c', { categories: [t`Ads 10`, t`CRM`] }),
      ],
      [resources.destinations.key]: [destination('1', 'c')],
    });
    const entries = catalogEntries(read, 'destination');
    const told = catalogCategories(entries, true).map(({ id, count, has }) => [
      id,
      count,
      entries.filter(has).map((e) => e.id),
    ]);
    expect(told).toEqual([
      ['new', 1, ['b']],
      ['all', 3, ['a', 'b', 'c']],
      ['connected', 1, ['c']],
      ['category:Ads 2', 1, ['b']],
      ['category:Ads 10', 1, ['c']],
      ['category:CRM', 2, ['a', 'c']],
    ]);
  });

  it.each([
    ['PUBLIC_BETA', true],
    ['PRIVATE_BETA', true],
    ['beta', true],
    ['PUBLIC', false],
    ['ALPHABETA', false],
    ['', false],
  ])('%s is new: %s', (status, expected) => {
    expect(isNew({ status: sanitise(status) })).toBe(expected);
  });

  it('begin with New & Noteworthy, all, and what is there; an unknown count stays unknown', () => {
    const read = reading({
      [pages.catalogDestinations.key]: [
        item('a', { categories: [t`CRM`, t`CRM`, t`__proto__`] }),
        item('b', { categories: [t`CRM`], status: t`PUBLIC_BETA` }),
      ],
    });
    expect(
      catalogCategories(catalogEntries(read, 'destination'), true).map(({ name, count }) => [name, count]),
    ).toEqual([
      ['New & Noteworthy', 1],
      ['All', 2],
      ['In this workspace', undefined],
      ['__proto__', 1],
      ['CRM', 2],
    ]);
  });
});
