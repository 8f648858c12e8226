import { type Block, stack } from '../../../components/block.ts';
import { sparkline } from '../../../components/charts/sparkline.ts';
import { type Notice, notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { positionText, table } from '../../../components/table/table.ts';
import { tabs } from '../../../components/tabs.ts';
import { fqlWords } from '../../../domain/delivery/fql-words.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { compact, counted, percentText } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import {
  type Breakdown,
  type BreakdownRow,
  type BreakdownTab,
  breakdownTabs,
  unnamedText,
} from '../../../workspace/delivery/breakdown.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { mappings as mappingsOf } from '../../../workspace/resources/pages.ts';
import { keyText, tabKeys } from '../../kit/key-words.ts';
import { emptyNotice, noneText } from '../../kit/need-states.ts';
import { payloadTarget } from '../../kit/payload-target.ts';
import { type DrawContext, paneOf, type ViewContext } from '../../kit/view.ts';
import { breakdownPane, type Look } from './model.ts';
import { countChangeText, pointsText, stageNames } from './words.ts';

export const tabNames: Readonly<Record<BreakdownTab['id'], SafeText>> = {
  reasons: t`Reasons`,
  attempts: t`Attempts`,
  types: t`Event type`,
  names: t`Event name`,
  versions: t`App version`,
  mappings: t`Mapping`,
};

const fates = { lost: 'bad', retried: 'warn', filtered: 'dim', delivered: 'good', unknown: 'warn' } as const;

function nameOf({ value, reason, mapping }: BreakdownRow, tab: BreakdownTab): SafeText {
  if (tab.id === 'attempts' && reason && value !== undefined) return reason.label;
  return mapping?.name ?? value ?? unnamedText(tab);
}

/** Rows that the filter leaves. */
export function shownRows({ rows, tab }: Breakdown, context: ViewContext): readonly BreakdownRow[] {
  const { filter } = paneState(context.place, breakdownPane);
  const { matches } = parseFilter(filter);
  return filter === '' ? rows : rows.filter((row) => matches(`${nameOf(row, tab)} ${row.reason?.label ?? ''}`));
}

export const rowKey = ({ key }: BreakdownRow): string => `value:${key}`;

/** A mapping has a page of its own. */
export function openRow(row: BreakdownRow, parts: Breakdown, destinationId: string): Target | undefined {
  const { mapping } = row;
  if (mapping) return pages.mapping.at({ id: destinationId, mapping: mapping.id });
  return payloadRow(row, parts, destinationId);
}

/** Only what failed at the destination has an answer to look at. */
export function payloadRow(row: BreakdownRow, { stage, tab }: Breakdown, destinationId: string): Target | undefined {
  const failing = stage === 'failed-delivery' || stage === 'waiting';
  return failing && tab.id === 'reasons' && row.value !== undefined
    ? payloadTarget(destinationId, row.value)
    : undefined;
}

function columnsOf({ stage, tab }: Breakdown, { share }: Look): readonly Column<BreakdownRow>[] {
  const failing = stage === 'failed-delivery' || stage === 'waiting';
  const withReason = tab.id === 'reasons';
  const again = stage === 'waiting';
  const columns: (Column<BreakdownRow> | undefined)[] = [
    {
      id: 'name',
      header: tab.id === 'reasons' ? t`Reason` : tabNames[tab.id],
      width: { min: 6, max: withReason ? 34 : 48, grow: withReason ? 0 : 1 },
      priority: 0,
      cell: (row) => span(nameOf(row, tab), row.value === undefined ? 'dim' : 'text'),
    },
    withReason
      ? {
          id: 'label',
          header: t``,
          width: { min: 8, max: 30, grow: 1 },
          priority: 4,
          cell: ({ reason, value }) => span(reason && reason.label !== value ? reason.label : t``, 'dim'),
        }
      : undefined,
    {
      id: 'count',
      header: again ? t`Retries` : t`Events`,
      width: 7,
      align: 'right',
      priority: 0,
      cell: ({ count }) => compact(count),
    },
    {
      id: 'share',
      header: t`Share`,
      width: 6,
      align: 'right',
      priority: 1,
      cell: ({ percent }) => percentText(percent),
    },
    {
      id: 'change',
      header: t`Change`,
      width: 7,
      align: 'right',
      priority: 3,
      cell: ({ count, change, points, earlier }) =>
        span(share ? pointsText(points) : countChangeText(count, earlier, change), 'dim'),
    },
    withReason && failing
      ? {
          id: 'fate',
          header: t`Fate`,
          width: { min: 4, max: 8 },
          priority: 2,
          cell: ({ reason }) => span(reason ? word(reason.fate) : t``, reason ? fates[reason.fate] : 'dim'),
        }
      : undefined,
    {
      id: 'graph',
      header: t``,
      width: { min: 6, max: 24, grow: 1 },
      priority: 5,
      cell: ({ counts }, { glyphs, width }) => span(sparkline(counts, width, glyphs), failing ? 'bad' : 'dim'),
    },
  ];
  return columns.flatMap((column) => column ?? []);
}

function emptyText({ stage, tab, rows, snapshot }: Breakdown, hidden: boolean, context: DrawContext): Notice {
  if (hidden)
    return {
      kind: 'empty',
      proof: atHand,
      title: t`No row matches`,
      text: t`${counted(rows.length, t`row is`, t`rows are`)} hidden by the filter`,
      help: keyText(context, 'back', t`clears it`),
    };
  const what = t`Delivery Overview`;
  if (stage === 'waiting')
    return emptyNotice(snapshot, what, { title: t`No attempt was made again in this period` }, 'good');
  return emptyNotice(
    snapshot,
    what,
    {
      title: tab.id === 'attempts' ? t`Nothing was delivered in this period` : t`No events at this step in this period`,
    },
    stage === 'failed-delivery' || stage === 'failed-on-ingest' ? 'good' : 'empty',
  );
}

/** The selected step taken apart, with the meaning and the remedy of the selected reason under it. */
export function breakdownBody(
  parts: Breakdown,
  look: Look,
  context: DrawContext,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly body: Block; readonly offset: number } {
  const { stage, tab, snapshot, unnamed } = parts;
  const pane = paneOf(context, breakdownPane);
  const head = tabs(
    breakdownTabs(stage).map(({ id }) => ({ id, label: tabNames[id] })),
    tab.id,
    width,
  );
  const shown = shownRows(parts, context);
  const selected = shown.find((row) => rowKey(row) === pane.selectedKey);
  const below = height >= 7 ? meaningLines(parts, selected, context, width).slice(0, Math.max(0, height - 5)) : [];
  const room = Math.max(0, height - 1 - below.length);
  if (snapshot.data === undefined)
    return {
      body: stack([head], notice(emptyNotice(snapshot, t`Delivery Overview`, { title: t`` }), width, room)),
      offset: 0,
    };
  if (shown.length === 0)
    return {
      body: stack([head], notice(emptyText(parts, parts.rows.length > 0, context), width, height - 1)),
      offset: 0,
    };
  if (unnamed && tab.id !== 'reasons')
    return { body: stack([head], notice(noBreakdown(tab), width, height - 1)), offset: 0 };
  const parsed = parseFilter(pane.state.filter);
  const drawn = table({
    columns: columnsOf(parts, look),
    rows: shown,
    rowKey,
    width,
    height: room,
    header: room > 3,
    selectedKey: pane.selectedKey,
    offset: pane.state.offset,
    glyphs: context.glyphs,
    focused: pane.focused,
    pane: pane.id,
    now: context.now,
    ...(pane.state.filter === '' ? {} : { match: (text: SafeText) => parsed.spans(text) }),
  });
  return { body: stack([head], drawn.block, below), offset: drawn.offset };
}

const noBreakdown = (tab: BreakdownTab): Notice => ({
  kind: 'not-observable',
  title: t`${tabNames[tab.id]}: not in the API`,
  text: t`The answer has no such value on any row.`,
});

function meaningLines(
  { tab, stage }: Breakdown,
  row: BreakdownRow | undefined,
  { read, place }: ViewContext,
  width: number,
): Line[] {
  if (tab.id === 'attempts')
    return [line(span(t`Deliveries by the try that succeeded; a first try is no retry.`, 'dim'))];
  if (tab.id === 'mappings')
    return wrap(
      row?.mapping
        ? t`Takes ${fqlWords(row.mapping.trigger)}, does ${row.mapping.actionSlug}.`
        : noneText(
            read(mappingsOf(pages.destination.of(place).id ?? '')),
            t`mappings`,
            t`The list of mappings does not name this id.`,
          ),
      width,
    ).map((text) => line(span(text, 'dim')));
  if (!row?.reason) return [];
  const { meaning, remedy } = row.reason;
  const again = stage === 'waiting' ? t` Attempts made again, not events.` : t``;
  return wrap(t`${meaning} ${remedy}${again}`, width).map((text) => line(span(text, 'dim')));
}

export function breakdownTitle({ stage }: Breakdown, filter: string): Line {
  return line(
    span(stageNames[stage], 'strong'),
    span(t` by`, 'dim'),
    filter === '' ? t`` : span(t` /${sanitise(filter)}`, 'match'),
  );
}

export function breakdownRight(parts: Breakdown, shown: readonly BreakdownRow[], context: DrawContext): Line {
  const pane = paneOf(context, breakdownPane);
  const at = shown.findIndex((row) => rowKey(row) === pane.selectedKey);
  const keys = tabKeys(context).spans;
  return shown.length === 0
    ? line(...keys)
    : line(...keys, span(t` ${positionText(at, shown.length, parts.rows.length)}`, 'dim'));
}

/** The top row on one line: the folded form of the panel. */
export function breakdownFolded({ tab, rows, total, snapshot }: Breakdown): SafeText {
  const [top] = rows;
  if (!top) return tabNames[tab.id];
  const all = isWhole(snapshot) ? compact(total) : t`at least ${compact(total)}`;
  return t`${tabNames[tab.id]}: ${nameOf(top, tab)} ${compact(top.count)} of ${all}`;
}
