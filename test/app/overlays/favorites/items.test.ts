import { describe, expect, test } from 'vitest';
import { favoriteItems, noFavorite } from '../../../../source/app/overlays/favorites/items.ts';
import type { Scene } from '../../../../source/app/scene/context.ts';
import type { Problem } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';

type Way = 'whole' | 'reading' | 'refused' | 'partial';
const problem = (kind: Problem['kind']): Problem => ({ kind, status: 403, operation: t`GET /`, message: t`not so` });
const fn = (side: string, name: string) => ({ id: name, name, side, catalogId: undefined });
const all = [fn('SOURCE', 'b'), fn('DESTINATION', 'c'), fn('INSERT_TRANSFORMATION', 'a')];

/** A workspace that has nothing but functions, and how far each list has been read. */
function scene(ways: Readonly<Record<string, Way>> = {}): Scene {
  const read = ({ key }: { readonly key: string }) => {
    const way = ways[key] ?? 'whole';
    const isThere = way === 'whole' || way === 'partial';
    return {
      data: isThere ? (key === 'functions' ? all : []) : undefined,
      error: way === 'refused' ? problem('no-access') : undefined,
      problems: way === 'partial' ? [problem('dropped-rows')] : [],
    };
  };
  const none = { isWhole: true, flows: [], connections: [] };
  const overview = { flow: none, fleet: none, storage: [] };
  return { context: { read, overview, glyphs: glyphs(false) } } as unknown as Scene;
}

test.each([
  [0, ['function:a', 'function:b', 'function:c']],
  [1, ['function:b']],
  [2, ['function:c']],
])('under tab %i stand %j, in the order of their names', (tab, ids) =>
  expect(favoriteItems(scene(), tab).map(({ id }) => id)).toEqual(ids),
);

describe.each([0, 1, 2])('under tab %i', (tab) => {
  test.each<[Way, string | undefined]>([
    ['reading', 'reading…'],
    ['refused', 'no access (403)'],
    ['partial', undefined],
  ])('where functions are %s a last row says %s', (way, why) => {
    const items = favoriteItems(scene({ functions: way }), tab);
    expect(items.filter(({ id }) => id === 'functions')).toEqual(
      why === undefined ? [] : [{ id: 'functions', label: 'Functions', disabled: why }],
    );
  });
});

describe('that nothing matches is said only where all lists of the tab were read', () => {
  const said = (ways: Readonly<Record<string, Way>>, tab: number) => {
    const { kind, title, help } = noFavorite(scene(ways), tab, t`backspace`);
    return [kind, title, help];
  };
  const widens = 'backspace widens the filter';
  const nothing = ['empty', 'Nothing matches', widens];
  const reading = (what: string) => ['loading', `Reading ${what}…`, undefined];

  test.each<[Readonly<Record<string, Way>>, unknown[], unknown[], unknown[]]>([
    [{}, nothing, nothing, nothing],
    [{ sources: 'reading' }, reading('sources'), reading('sources'), nothing],
    [{ destinations: 'reading' }, reading('destinations'), nothing, reading('destinations')],
    [{ warehouses: 'reading' }, reading('warehouses'), nothing, reading('warehouses')],
    [{ functions: 'reading' }, reading('functions'), reading('functions'), reading('functions')],
    [
      { warehouses: 'partial', functions: 'reading' },
      ['stale', 'Not all of warehouses could be read', widens],
      reading('functions'),
      ['stale', 'Not all of warehouses could be read', widens],
    ],
  ])('%j', (ways, ...tabs) => expect([0, 1, 2].map((tab) => said(ways, tab))).toEqual(tabs));

  test('and why not where one is refused', () =>
    expect(said({ functions: 'refused' }, 1).slice(0, 2)).toEqual(['no-access', 'functions: no access (403)']));
});
