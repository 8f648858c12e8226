import { engine } from '../../domain/filter/engine.ts';
import { listPane, paneState, rowKeys, selectedIndex } from '../../state/place.ts';
import { besideFrom } from '../../state/table-look.ts';
import type { Attention } from '../../workspace/needs/delivery.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { refused } from '../../workspace/resources/refused.ts';
import { withTrail } from './answer/trail.ts';
import { listingOf } from './listing/listing.ts';
import { isUnderWay } from './need-states.ts';
import { remembered } from './remembered.ts';
import { detailPane, drawTable } from './table-draw.ts';
import {
  type Entry,
  fieldNames,
  isChoosable,
  type Kept,
  statesOf,
  type TableModel,
  tableModel,
  textOf,
} from './table-model.ts';
import type { TableViewSpec } from './table-spec.ts';
import { defineView, type Pane, type PaneRow, type View, type ViewContext } from './view.ts';

/** A list page as a view: what it is made from is worked out once for as long as data and place are the same. */
export function tableView<Row>(spec: TableViewSpec<Row>): View {
  const models = remembered<TableModel<Row>>();
  const kept: Kept<Row> = { rows: remembered(), texts: remembered(), found: remembered() };
  const panesOf = remembered<Pane>();
  const needsOf = remembered<readonly Need[]>();
  const attendedTo = remembered<Attention>();
  const view: View = defineView<TableModel<Row>>({
    id: spec.id,
    page: spec.page,
    aliases: spec.aliases,
    gate: spec.gate,
    title: spec.title,
    model: (context) => {
      const { filter, recalled, sort, options, look, unfolded } = paneState(context.place, listPane);
      const { overview, now, favorites, local, alerts, log, place } = context;
      return models(
        context,
        [
          overview,
          now,
          favorites,
          local,
          alerts,
          log,
          place.params,
          filter,
          recalled,
          engine(),
          sort,
          options,
          look,
          unfolded,
        ],
        () => tableModel(spec, context, kept),
      );
    },
    panes: (model, context) => [
      panesOf(context, [model], () => listOf(spec, model, context)),
      ...detailPanes(spec, model, context),
    ],
    states: (model, context) => (spec.marksChanges === false ? undefined : statesOf(spec, model, context)),
    draw: (model, context) => drawTable(spec, model, context),
    listing: ({ every, columns, shown, all, query }, context) =>
      listingOf(
        {
          of: view,
          columns: every,
          shown: columns,
          rows: shown,
          total: all.length,
          invalid: query.invalid,
          more: spec.grows === true && spec.ground !== undefined && isUnderWay(spec.ground(context)),
          empty: () => spec.empty(context),
          open: (row) => spec.open?.(row, context),
          subject: (row) => spec.subject?.(row, context),
          ...(spec.json && { json: (row: Row) => spec.json?.(row, context) }),
        },
        context,
      ),
    needs: ({ shown, entries }, context, attention) => {
      const pane = paneState(context.place, listPane);
      const parts = [entries, pane.offset, context.overview, context.period, spec.grows === true && pane.index];
      return needsOf(context, parts, () => {
        const attended = attendedTo(context, [entries, pane.offset, attention], () => {
          const onScreen = entries
            .slice(pane.offset, pane.offset + 60)
            .flatMap(({ row, under }) => (under ? under.subject?.id : spec.visible?.(row)) ?? []);
          return { ...attention, visible: new Set([...(attention.visible ?? []), ...onScreen]) };
        });
        const needs = spec.needs(context, attended, { shown: shown.length, selected: pane.index });
        return spec.answer && !refused(context.read) ? withTrail(needs, context) : needs;
      });
    },
  });
  return view;
}

/** The list as the keys see it. */
function listOf<Row>(spec: TableViewSpec<Row>, model: TableModel<Row>, context: ViewContext): Pane {
  const { entries, lines, columns, every, grouped, query } = model;
  const unfolded = new Set(paneState(context.place, listPane).unfolded);
  const shown = new Set(columns.map(({ id }) => id));
  return {
    id: listPane,
    rows: entries.map((entry) => rowOf(spec, entry, unfolded, context)),
    subject: spec.about?.(context),
    columns: columns.filter(({ sort }) => sort).map(({ id, align }) => ({ id, largestFirst: align === 'right' })),
    scope: spec.scope ?? 'rows',
    filter: { names: fieldNames(every, spec.when !== undefined), invalid: query.invalid },
    content: {
      kind: 'table',
      of: {
        choices: every.filter(isChoosable).map((column) => ({
          id: column.id,
          label: column.name ?? column.header,
          shown: shown.has(column.id),
          usual: column.optional !== true,
        })),
        grouped,
        lines: lines.length,
        asideFrom: spec.detail && (spec.detailFrom ?? besideFrom),
        lineOf: (index) => entries[index]?.line ?? 0,
        json: (index) => {
          const row = entries[index]?.row;
          if (row === undefined) return undefined;
          if (spec.json) return spec.json(row, context);
          return Object.fromEntries(every.map((column) => [column.id, textOf(column, context)(row)]));
        },
        narrows: spec.problem !== undefined,
        soFar: spec.ground !== undefined && isUnderWay(spec.ground(context)),
        copies: spec.copies?.(context),
      },
    },
  };
}

function rowOf<Row>(
  spec: TableViewSpec<Row>,
  { key, row, under }: Entry<Row>,
  unfolded: ReadonlySet<string>,
  context: ViewContext,
): PaneRow {
  if (under) return { key, open: under.open, subject: under.subject, unfold: { row: spec.rowKey(row), open: true } };
  return {
    key,
    holds: spec.holds?.(row, context),
    open: spec.open?.(row, context),
    subject: spec.subject?.(row, context),
    payload: spec.payload?.(row, context),
    unfold: spec.under && { row: key, open: unfolded.has(key) },
  };
}

/** The detail as a pane of its own: one row, which leads where the detail says. */
function detailPanes<Row>(spec: TableViewSpec<Row>, { entries }: TableModel<Row>, context: ViewContext): Pane[] {
  if (!spec.detailOpen || entries.length === 0) return [];
  const { key, row } = entries[selectedIndex(paneState(context.place, listPane), rowKeys(entries))]!;
  return [
    {
      id: detailPane,
      rows: [{ key, open: spec.detailOpen(row, context), subject: spec.subject?.(row, context) }],
      unfiltered: true,
    },
  ];
}
