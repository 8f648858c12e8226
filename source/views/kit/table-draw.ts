import { type Block, clip, beside as joined, stack } from '../../components/block.ts';
import { type Notice, notice } from '../../components/notice.ts';
import { panel, panelRoom } from '../../components/panel.ts';
import { positionText, table } from '../../components/table/table.ts';
import { counted } from '../../domain/format.ts';
import { atHand } from '../../domain/proof.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { contentOf } from '../../state/pane.ts';
import { listPane } from '../../state/place.ts';
import { type Line, line, span } from '../../theme/line.ts';
import { answerPanel } from './answer/answer.ts';
import { detailWidth, type TableLayout, tableLayout } from './answer/layout.ts';
import { keyText } from './key-words.ts';
import { remembered } from './remembered.ts';
import { starredKeys } from './stars.ts';
import type { TableModel } from './table-model.ts';
import type { TableViewSpec } from './table-spec.ts';
import { type DrawContext, type Drawn, type PaneView, paneOf } from './view.ts';

export const detailPane = 'detail';
/** What was drawn under a list, as long as nothing that it could have looked at differs: keys in other panes cost nothing. */
const underneath = remembered<Block>();

/** The list in its frame, and the details of the selected row where the user has them. */
export function drawTable<Row>(spec: TableViewSpec<Row>, model: TableModel<Row>, context: DrawContext): Drawn {
  const { all, sought, shown, lines, entries, columns, query } = model;
  const { width, height, glyphs } = context;
  const pane = paneOf(context, listPane);
  const { state } = pane;
  const head = spec.head?.(context, all, width) ?? [];
  const selected = entries.find(({ key }) => key === pane.selectedKey);
  const onDetail = context.panes.some(({ id, focused }) => id === detailPane && focused);
  const bodyHeight = Math.max(2, height - head.length);
  const layout: TableLayout =
    shown.length > 0
      ? tableLayout(spec, model, pane, context, bodyHeight)
      : { aside: 'none', width, height: bodyHeight };
  const room = panelRoom(layout.width, layout.height);
  const followed = state.follow !== undefined && state.follow.key === selected?.key;
  const drawn = table({
    columns,
    rows: lines,
    rowKey: spec.rowKey,
    ...room,
    selectedKey: pane.selectedKey,
    offset: followed ? selected.line - state.follow!.line : state.offset,
    sort: state.sort,
    marked: new Set(state.marked),
    starred: starredKeys(pane, context.favorites),
    news: context.news,
    glyphs,
    focused: !onDetail,
    pane: listPane,
    now: context.now,
    ...(state.filter === '' ? {} : { match: query.spans }),
  });
  const none = shown.length === 0;
  // The title says what a filter of before hides: how many there are in all follows from it.
  const of = state.recalled ? shown.length : all.length;
  const list = panel({
    title: titleLine(spec, model, context, pane, followed),
    right: none
      ? undefined
      : line(span(positionText(selected?.index ?? -1, shown.length, of, contentOf(pane, 'table')?.soFar), 'dim')),
    body: none
      ? notice(
          all.length > 0 ? filteredOut(pane, all.length, sought, context) : spec.empty(context),
          room.width,
          room.height,
        )
      : drawn.block,
    width: layout.width,
    height: layout.height,
    focused: !onDetail,
    pane: listPane,
    glyphs,
  });
  const detail = (ofWidth: number, ofHeight: number) =>
    selected ? detailPanel(spec, selected.row, context, ofWidth, ofHeight, onDetail) : [];
  const aside = (make: () => Block): Block => {
    const of = [
      spec,
      context.place.params,
      context.period,
      context.read,
      layout.aside,
      width,
      bodyHeight,
      layout.height,
      onDetail,
    ];
    return selected && context.aside ? context.aside(of, make) : make();
  };
  const block =
    layout.aside === 'beside'
      ? beside(
          list,
          aside(() => detail(width - layout.width, bodyHeight)),
        )
      : layout.aside === 'under'
        ? stack(
            list,
            aside(() => detail(width, bodyHeight - layout.height)),
          )
        : layout.aside === 'answered' && selected
          ? stack(
              list,
              aside(() => answered(spec, selected.row, context, bodyHeight - layout.height, onDetail)),
            )
          : onDetail && selected
            ? detail(width, bodyHeight)
            : list;
  return {
    block: clip(stack(head, block), width, height),
    offsets: { [listPane]: drawn.offset },
    pageRows: Math.max(1, room.height - 1),
  };
}

function beside(list: Block, aside: Block): Block {
  return list.map((left, index) => ({ spans: [...left.spans, ...(aside[index]?.spans ?? [])] }));
}

/** The details of a row with the answer beside them; over the whole width where it has none. */
function answered<Row>(
  spec: TableViewSpec<Row>,
  row: Row,
  context: DrawContext,
  height: number,
  focused: boolean,
): Block {
  const { width, overview, now, glyphs, place, favorites, local } = context;
  const parts = [
    spec,
    row,
    width,
    height,
    focused,
    overview,
    now,
    glyphs,
    place.params,
    favorites,
    local,
    context.keyOf,
  ];
  return underneath(context, parts, () => {
    const answer = spec.answer?.(row, context);
    if (!answer) return detailPanel(spec, row, context, width, height, focused);
    const left = detailWidth(width);
    return joined(
      detailPanel(spec, row, context, left, height, focused, true),
      answerPanel(answer, context, width - left, height),
      left,
      width - left,
    );
  });
}

function detailPanel<Row>(
  spec: TableViewSpec<Row>,
  row: Row,
  context: DrawContext,
  width: number,
  height: number,
  focused: boolean,
  isAnswered = false,
): Block {
  const { glyphs } = context;
  const body = spec.detail?.(row, context, panelRoom(width, height).width, isAnswered) ?? [];
  return panel({
    title: line(span(t`Details`, focused ? 'strong' : 'dim')),
    body,
    width,
    height,
    focused,
    pane: detailPane,
    glyphs,
  });
}

/** The title says what the rows went through: a sort, also by a column that is not on screen, and a filter. */
function titleLine<Row>(
  spec: TableViewSpec<Row>,
  { every, query, idle, sought, shown }: TableModel<Row>,
  context: DrawContext,
  { state: { filter, recalled, sort, options, follow }, rows }: PaneView,
  followed: boolean,
): Line {
  const { ascending, descending } = context.glyphs;
  const column = sort && every.find(({ id }) => id === sort.column);
  const by = column && t`  by ${column.header} ${sort?.descending ? descending : ascending}`;
  const name = rows.find(({ key }) => key === follow?.key)?.subject?.name;
  return line(
    span(spec.title(context), 'strong'),
    by && span(by, 'accent'),
    options?.problems ? span(t`  only with problems`, 'accent') : undefined,
    filter === '' ? undefined : span(t`  /${sanitise(filter)}`, query.invalid ? 'bad' : 'match'),
    recalled && !query.invalid ? span(t`  ${recalledText(idle, sought - shown.length, context)}`, 'warn') : undefined,
    follow && span(followed ? t`  following ${name ?? t`a row`}` : t`  the followed row is not here`, 'accent'),
  );
}

/** That the filter is one of before, what it hides, and how to be rid of it: nobody may take the rows for all. */
function recalledText(idle: boolean, hidden: number, context: DrawContext): SafeText {
  const clears = keyText(context, 'back', t`shows all`);
  if (idle) return t`left on before, matches none: all shown`;
  const left = t`left on before, hides ${counted(hidden, t`row`)}`;
  return clears === '' ? left : t`${left}, ${clears}`;
}

/** @param sought rows that the filter looked through: where there are none, clearing it would bring none */
function filteredOut(pane: PaneView, all: number, sought: number, context: DrawContext): Notice {
  const hidden = contentOf(pane, 'table')?.soFar ? t` so far` : t``;
  if (sought === 0)
    return {
      kind: 'good',
      proof: atHand,
      title: t`No row has problems${hidden}`,
      text: t`${counted(all, t`row without is`, t`rows without are`)} hidden`,
      help: keyText(context, 'rows.problems', t`shows them`),
    };
  return {
    kind: 'empty',
    proof: atHand,
    title: t`No row matches${hidden}`,
    text: t`${counted(sought, t`row is`, t`rows are`)} hidden by the filter`,
    help: keyText(context, 'back', t`clears it`),
  };
}
