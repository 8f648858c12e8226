import type { Column } from '../../../components/table/columns.ts';
import { sortRows } from '../../../components/table/sort-rows.ts';
import { type Filter, parseFilter } from '../../../domain/filter/filter.ts';
import { listPane, type PaneState, type Place, paneState, selectedIndex } from '../../../state/place.ts';
import { allCategory, type CatalogCategory, catalogCategories } from '../../../workspace/catalog/categories.ts';
import {
  type CatalogEntry,
  type CatalogTab,
  catalogEntries,
  catalogSnapshot,
  catalogTabs,
} from '../../../workspace/catalog/entries.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';
import { columns } from './columns.ts';

/** Every tab has a pane of categories of its own, which keeps the one that was chosen there. */
export const categoriesPane = (tab: CatalogTab): string => `categories:${tab}`;

export interface CatalogModel {
  readonly tab: CatalogTab;
  /** Tiles of the tab. */
  readonly all: readonly CatalogEntry[];
  /** Those of the chosen category. */
  readonly inCategory: readonly CatalogEntry[];
  /** Those that match the filter too, as sorted. */
  readonly shown: readonly CatalogEntry[];
  readonly categories: readonly CatalogCategory[];
  readonly shownCategories: readonly CatalogCategory[];
  readonly category: CatalogCategory;
  readonly filter: Filter;
  /** Tiles of any category that match the filter. */
  readonly matching: number;
}

/** Tabs can be turned in both panes, each of which counts its own turns: their sum is the open tab. */
export function openTab(place: Place): CatalogTab {
  const turns = [listPane, ...catalogTabs.map(categoriesPane)].reduce((sum, id) => sum + paneState(place, id).tab, 0);
  return catalogTabs[turns % catalogTabs.length]!;
}

/** Unlike elsewhere also a word with capitals matches any case (C-02); a regular expression is taken as it is. */
function anyCase(text: string): Filter {
  return parseFilter(/^!?\//.test(text) ? text : text.toLowerCase());
}

const entriesOf = remembered<readonly CatalogEntry[]>();
const modelOf = remembered<CatalogModel>();

export function catalogModel(context: ViewContext): CatalogModel {
  const { read, place, overview } = context;
  const tab = openTab(place);
  const all = entriesOf(context, [overview, tab], () => catalogEntries(read, tab));
  const list = paneState(place, listPane);
  const column = paneState(place, categoriesPane(tab));
  const whole = isWhole(catalogSnapshot(read, tab));
  const parts = [all, whole, list.filter, list.sort, column.filter, column.selected, column.index];
  return modelOf(context, parts, () => modelFor(tab, all, whole, list, column));
}

function modelFor(
  tab: CatalogTab,
  all: readonly CatalogEntry[],
  whole: boolean,
  list: PaneState,
  column: PaneState,
): CatalogModel {
  const categories = catalogCategories(all, whole);
  const named = anyCase(column.filter);
  const shownCategories = categories.filter(({ name }) => column.filter === '' || named.matches(name));
  const keys = shownCategories.map(({ id }) => id);
  const category =
    shownCategories[selectedIndex(column, keys, allCategory)] ?? categories.find(({ id }) => id === allCategory)!;
  const filter = anyCase(list.filter);
  const matches = (entry: CatalogEntry) => list.filter === '' || filter.matches(searchedText(entry));
  const inCategory = all.filter(category.has);
  const kept = inCategory.filter(matches);
  const by: Column<CatalogEntry> | undefined = list.sort && columns.find(({ id }) => id === list.sort?.column);
  return {
    tab,
    all,
    inCategory,
    shown: by && list.sort ? sortRows(kept, by, list.sort.descending) : kept,
    categories,
    shownCategories,
    category,
    filter,
    matching: all.filter(matches).length,
  };
}

/** Name and categories, and the names it had before: people remember those. */
function searchedText({ name, categories, item }: CatalogEntry): string {
  return [name, ...categories, ...(item?.previousNames ?? [])].join('\u0001');
}
