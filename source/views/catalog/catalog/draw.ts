import { type Block, beside, clip, stack } from '../../../components/block.ts';
import { list } from '../../../components/list.ts';
import { notice } from '../../../components/notice.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { positionText, type TableOptions, table } from '../../../components/table/table.ts';
import { type Tab, tabs } from '../../../components/tabs.ts';
import type { Filter } from '../../../domain/filter/filter.ts';
import { agoText } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { listPane } from '../../../state/place.ts';
import { rowHit } from '../../../theme/hit.ts';
import { between, type Line, line, lineWidth, span } from '../../../theme/line.ts';
import { type CatalogEntry, catalogSnapshot, catalogTabs } from '../../../workspace/catalog/entries.ts';
import { keyName, tabKeys } from '../../kit/key-words.ts';
import { countText } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { sectionRows, sectionWidth } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, type PaneView, paneOf } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import { factRows } from '../facts.ts';
import { stepRows } from '../steps.ts';
import { categoryCount, tabNames } from '../words.ts';
import { columns } from './columns.ts';
import { type CatalogModel, categoriesPane } from './model.ts';
import { nothingThere } from './notices.ts';

/** From this width on the column of categories stands beside the tiles; below, the focused one of both has all room. */
const besideFrom = 72;
const categoriesWidth = 30;

type TableMatch = NonNullable<TableOptions<CatalogEntry>['match']>;

const columnOf = remembered<{ readonly block: Block; readonly offset: number }>();

export function drawCatalog(model: CatalogModel, context: DrawContext): Drawn {
  const { width, height } = context;
  const categories = paneOf(context, categoriesPane(model.tab));
  const tiles = paneOf(context, listPane);
  const head = [tabLine(model, context)];
  const room = Math.max(2, height - head.length);
  const { state, selectedKey, focused } = categories;
  const { glyphs, keyOf } = context;
  // Moving among the tiles leaves the categories as they are.
  const column = (own: number) =>
    columnOf(context, [model, state, selectedKey, focused, own, room, glyphs, keyOf], () =>
      drawCategories(model, categories, context, own, room),
    );
  const all = (own: number) => drawTiles(model, tiles, context, own, room);
  if (width < besideFrom) {
    const one = categories.focused ? column(width) : all(width);
    const id = categories.focused ? categories.id : tiles.id;
    return {
      block: clip(stack(head, one.block), width, height),
      offsets: { [id]: one.offset },
      pageRows: Math.max(1, room - 3),
    };
  }
  const [left, right] = [column(categoriesWidth), all(width - categoriesWidth)];
  const body = beside(left.block, right.block, categoriesWidth, width - categoriesWidth);
  return {
    block: clip(stack(head, body), width, height),
    offsets: { [categories.id]: left.offset, [tiles.id]: right.offset },
    pageRows: Math.max(1, room - 3),
  };
}

/** The tabs with their counts (C-01), and how old the catalog on screen is. */
function tabLine({ tab }: CatalogModel, context: DrawContext): Line {
  const { read, now, width } = context;
  const items = catalogTabs.map((id): Tab => {
    return { id, label: t`${tabNames[id]} ${countText(catalogSnapshot(read, id))}` };
  });
  const { data, error, fetchedAt } = catalogSnapshot(read, tab);
  const age = data === undefined || fetchedAt === undefined ? t`` : t`read ${agoText(fetchedAt, now)}  `;
  const trouble = error && data !== undefined ? t`${problemText(error)}  ` : t``;
  const notes = [line(span(trouble, 'warn')), line(span(age, 'dim')), tabKeys(context)].filter(
    (note) => lineWidth(note) > 0,
  );
  const needed = items.reduce((sum, { label }) => sum + label.length + 2, 0);
  // What does not fit beside the tabs is left out from the end. That the list could not be renewed always stays.
  const right = notes
    .map((_, index) => line(...notes.slice(0, notes.length - index).flatMap(({ spans }) => spans)))
    .find((some) => needed + lineWidth(some) < width);
  if (right) return between(tabs(items, tab, needed), right, width);
  if (trouble === '') return tabs(items, tab, width);
  const short = line(span(t`not renewed`, 'warn'));
  return between(tabs(items, tab, width - lineWidth(short) - 1), short, width);
}

function drawCategories(
  { shownCategories, categories }: CatalogModel,
  pane: PaneView,
  context: DrawContext,
  width: number,
  height: number,
): { readonly block: Block; readonly offset: number } {
  const { glyphs } = context;
  const room = panelRoom(width, height);
  const at = shownCategories.findIndex(({ id }) => id === pane.selectedKey);
  const drawn = list({
    count: shownCategories.length,
    lineAt: (index) => {
      const { name } = shownCategories[index]!;
      const number = line(span(categoryCount(shownCategories[index]!), 'dim'));
      return between(line(t` `, span(name, index === at && !pane.focused ? 'strong' : 'text')), number, room.width - 1);
    },
    selectedIndex: at,
    offset: pane.state.offset,
    ...room,
    focused: pane.focused,
    hitOf: (index) => rowHit(pane.id, shownCategories[index]?.id),
    glyphs,
  });
  const hidden: Block = [
    line(span(t`No category matches`, 'dim')),
    line(span(t`${keyName(context, 'back')} clears`, 'key')),
  ];
  const block = panel({
    title: titled(t`Categories`, pane),
    right: line(span(positionText(at, shownCategories.length, categories.length), 'dim')),
    body: shownCategories.length > 0 ? drawn.block : hidden,
    width,
    height,
    focused: pane.focused,
    pane: pane.id,
    glyphs,
  });
  return { block, offset: drawn.offset };
}

function drawTiles(
  model: CatalogModel,
  pane: PaneView,
  context: DrawContext,
  width: number,
  height: number,
): { readonly block: Block; readonly offset: number } {
  const { glyphs, now } = context;
  const { shown, inCategory, category, filter, tab } = model;
  const at = shown.findIndex(({ id }) => id === pane.selectedKey);
  const ofList = shown.length + listFrame;
  const chosen = height - ofList >= leastUnder ? shown[at] : undefined;
  const under = chosen ? entryPanel(chosen, context, width, height - ofList) : [];
  const own = height - under.length;
  const room = panelRoom(width, own);
  const drawn = table({
    columns,
    rows: shown,
    rowKey: ({ id }) => id,
    ...room,
    selectedKey: pane.focused ? pane.selectedKey : undefined,
    offset: pane.state.offset,
    sort: pane.state.sort,
    marked: new Set(pane.state.marked),
    glyphs,
    focused: pane.focused,
    pane: pane.id,
    now,
    match: pane.state.filter === '' ? undefined : matchOf(context, [filter], () => matchIn(filter)),
  });
  const none = shown.length === 0;
  const block = panel({
    title: titled(t`${tabNames[tab]} ${glyphs.dot} ${category.name}`, pane, filter.invalid),
    ...(none ? {} : { right: line(span(positionText(at, shown.length, inCategory.length), 'dim')) }),
    body: none ? notice(nothingThere(model, context), room.width, room.height) : drawn.block,
    width,
    height: own,
    focused: pane.focused,
    pane: pane.id,
    glyphs,
  });
  return { block: stack(block, under), offset: drawn.offset };
}

const matchOf = remembered<TableMatch>();

const matchIn =
  (filter: Filter): TableMatch =>
  (text, column) =>
    column === 'name' || column === 'categories' ? filter.spans(text) : [];

/** Rows of a framed list that are no tile's, and those that what is known of a tile needs under a short list. */
const listFrame = 3;
const leastUnder = 12;

/** What the selected tile is and takes, and how to connect it: as on its own page. */
function entryPanel(entry: CatalogEntry, context: DrawContext, width: number, height: number): Block {
  const room = panelRoom(width, height);
  const own = sectionWidth(room.width);
  const rows = sectionRows([
    [undefined, factRows(entry, context, own)],
    [t`How to connect it`, stepRows(entry, context, own)],
  ]);
  const body = rows.flatMap(({ line: first, more = [] }) => [first, ...more]).slice(0, room.height);
  return panel({ title: line(span(entry.name, 'dim')), body, width, height, focused: false, glyphs: context.glyphs });
}

function titled(name: SafeText, { focused, state: { filter } }: PaneView, invalid = false): Line {
  const typed = filter === '' ? undefined : span(t`  /${sanitise(filter)}`, invalid ? 'bad' : 'match');
  return line(span(name, focused ? 'strong' : 'text'), typed);
}
