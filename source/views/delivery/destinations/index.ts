import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { delivered, failed } from '../../../domain/delivery/counts.ts';
import type { Onset } from '../../../domain/delivery/onset.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { joined, type SafeText, t, without } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { connectionAnswer } from '../../kit/answer/connection.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { storageAnswer } from '../../kit/answer/storage.ts';
import { connectionDetail, storageDetail } from '../../kit/connection-detail.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { onsetCell } from '../../kit/words/onset.ts';
import { unreadText } from '../../kit/words/picture.ts';
import { troubleTone } from '../../kit/words.ts';
import {
  connectionOf,
  hasProblem,
  lastGoodOf,
  markOf,
  nameOf,
  plainName,
  type Row,
  rank,
  reasonOf,
  rowId,
  rows,
  stateOf,
  stateWidth,
  verdictOf,
} from './rows.ts';

/** Red only above what a busy connection usually fails; a storage has no rate. */
function rateCell(row: Row): Span {
  const connection = connectionOf(row);
  const rate = connection && rateOf(connection);
  if (rate === undefined || !connection) return span(t`–`, 'dim');
  return span(percentText(rate), isTrouble(connection) ? 'bad' : 'text');
}

function failedCell(row: Row): SafeText {
  const metrics = connectionOf(row)?.metrics;
  return metrics ? compact(failed(metrics)) : t``;
}

function deliveredCell(row: Row, { now, width }: { readonly now: number; readonly width: number }): Span {
  if (row.kind === 'warehouse') {
    const good = t`good ${lastGoodOf(row.storage, now)}`;
    // Without its minutes where they find no room: `good 8h 30m`.
    const short = width > 0 && widthOf(good) > width && /\d+m$/.test(good);
    return span(short ? without(good, / \d+m$/) : good, 'dim');
  }
  const { metrics } = row.connection;
  return span(metrics ? compact(delivered(metrics)) : t``);
}

/** What arrived of all that was tried. If nothing was tried, that is no success (D-03). */
function successCell(row: Row): SafeText {
  const { failedPercent } = connectionOf(row) ?? {};
  return failedPercent === undefined ? t`–` : percentText(100 - failedPercent);
}

/** When it began to fail. */
function onsetOf(row: Row): Onset | undefined {
  if (row.kind === 'destination') return row.connection.onset;
  return row.storage.failedInRow > 0 ? row.storage.onset : undefined;
}

const sinceOf = (row: Row): number | undefined => onsetOf(row)?.since;

/** What it is sorted under: its first category (D-02). */
const groupOf = (row: Row): SafeText =>
  row.kind === 'destination' ? (row.connection.destination.categories[0] ?? t`Other`) : t`Storage`;

/** A row as a document: what the API tells of it, and what became of that. */
function documentOf(row: Row): unknown {
  if (row.kind === 'warehouse') {
    const { warehouse, ...health } = row.storage;
    return { ...warehouse, ...health };
  }
  const { destination, source, state, metrics, failedPercent, change, verdict, reason, onset, judgement } =
    row.connection;
  const from = source && { id: source.id, name: source.name };
  return {
    ...destination,
    source: from,
    state,
    metrics,
    failedPercent,
    change,
    verdict,
    reason,
    now: judgement,
    ...onset,
  };
}

const categoryOf = (row: Row): SafeText =>
  row.kind === 'destination' ? joined(row.connection.destination.categories.slice(0, 2), t`, `) : t`Storage`;

const columns: readonly Column<Row>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => markOf(row, glyphs) },
  {
    id: 'name',
    header: t`Connection`,
    width: { min: 18, max: 60, grow: 1 },
    priority: 0,
    cell: (row, { glyphs }) => nameOf(row, glyphs),
    sort: plainName,
  },
  {
    id: 'state',
    header: t`Status`,
    width: { min: 6, max: stateWidth },
    priority: 4,
    cell: stateOf,
    sort: rank,
    export: (row) => (row.kind === 'destination' ? row.connection.state : row.storage.state),
  },
  {
    id: 'percent',
    header: t`Rate`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: rateCell,
    sort: (row) => {
      const connection = connectionOf(row);
      return connection && rateOf(connection);
    },
  },
  {
    id: 'failed',
    header: t`Failed`,
    width: 6,
    align: 'right',
    priority: 2,
    cell: failedCell,
    sort: (row) => {
      const metrics = connectionOf(row)?.metrics;
      return metrics && failed(metrics);
    },
  },
  {
    id: 'delivered',
    header: t`Delivered`,
    width: 9,
    align: 'right',
    priority: 5,
    cell: deliveredCell,
    sort: (row) => {
      const metrics = connectionOf(row)?.metrics;
      return metrics && delivered(metrics);
    },
  },
  {
    id: 'success',
    header: t`Success`,
    width: 7,
    align: 'right',
    priority: 6,
    cell: successCell,
    sort: (row) => 100 - (connectionOf(row)?.failedPercent ?? Number.NaN),
  },
  {
    id: 'verdict',
    header: t`Verdict`,
    width: 10,
    priority: 1,
    cell: verdictOf,
    sort: (row) => connectionOf(row)?.verdict,
  },
  {
    id: 'reason',
    header: t`Reason`,
    width: { min: 10, max: 24 },
    priority: 2,
    cell: (row, { width }) => reasonOf(row, width),
    sort: (row) => reasonOf(row).text,
  },
  {
    id: 'since',
    isTime: true,
    header: t`Since`,
    width: { min: 6, max: 18 },
    priority: 4,
    cell: (row, { now, width }) => onsetCell(onsetOf(row), now, width),
    sort: sinceOf,
  },
  {
    id: 'category',
    header: t`Category`,
    width: { min: 8, max: 22 },
    priority: 7,
    cell: (row) => span(categoryOf(row), 'dim'),
    sort: categoryOf,
  },
  {
    id: 'graph',
    header: t`Failures`,
    name: t`Failures by the hour`,
    width: { min: 8, max: 24, grow: 1 },
    priority: 6,
    cell: (row, { glyphs, width }) => {
      const connection = connectionOf(row);
      if (!connection || connection.series.length === 0) return t``;
      const counts = connection.series.map(({ count }) => count);
      return span(sparkline(counts, width, glyphs), troubleTone(connection));
    },
  },
];

/** Destinations and warehouses are two lists, and one of them may be there long before the other. */
const inventoryOf = ({ read }: ViewContext): [Snapshot, ...Snapshot[]] => [
  read(resources.destinations),
  read(resources.warehouses),
];

/** Destinations (D-01 to D-03): every connection and every warehouse by category, worst first; those with problems in one list. */
export const destinations = tableView<Row>({
  id: pages.destinations.id,
  page: { key: '4', label: t`Destinations` },
  aliases: ['destinations', 'dst', 'connections', 'delivery'],
  title: () => t`Destinations`,
  rows,
  problem: hasProblem,
  columns,
  rowKey: rowId,
  group: groupOf,
  // Whether it is on and what it delivered stand in the list from 120 columns on (D-03): the details are short.
  share: 0.74,
  json: documentOf,
  open: (row) => pages[row.kind].at(rowId(row)),
  detail: (row, context, width, isAnswered) =>
    row.kind === 'destination'
      ? connectionDetail(row.connection, context, width, isAnswered)
      : storageDetail(row.storage, context, width),
  answer: (row, context) =>
    row.kind === 'destination' ? connectionAnswer(row.connection, context) : storageAnswer(row.storage, context),
  detailOpen: (row) =>
    row.kind === 'destination' ? pages.destinationSettings.at(rowId(row)) : pages.warehouse.at(rowId(row)),
  subject: (row) => ({ kind: row.kind, id: rowId(row), name: plainName(row) }),
  head: (context) => {
    const unread = unreadText(context, context.overview.fleet, ['destinations', 'sources', 'volume', 'storage']);
    return unread === undefined ? [] : [line(span(t` ${unread}`, 'warn'))];
  },
  ground: inventoryOf,
  empty: (context) =>
    emptyNotice(inventoryOf(context), t`destinations`, {
      title: t`No destinations yet`,
      text: t`A destination receives the data of one source. Connect the first one in the web app.`,
      help: keyText(context, 'browser', t`copies the link`),
    }),
  needs: pictureNeeds,
  visible: (row) => connectionOf(row)?.id,
});
