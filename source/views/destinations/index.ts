import type { Column } from '../../components/columns.ts';
import { sparkline } from '../../components/sparkline.ts';
import { delivered, failed } from '../../domain/delivery.ts';
import { clock, compact, percentText } from '../../domain/format.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { type Span, span } from '../../theme/line.ts';
import type { Connection } from '../../workspace/fleet.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { emptyNotice } from '../need-states.ts';
import { tableView } from '../table-view.ts';
import type { ViewContext } from '../view.ts';
import { connectionMark, connectionName, verdictSpan } from '../words.ts';

const order = { failing: 0, idle: 2, healthy: 3, unknown: 4, unobservable: 5, disabled: 6 } as const;

/** Worst first: by error rate, then disabled ones whose source still sends, then the rest. */
function rows({ overview: { fleet } }: ViewContext): Connection[] {
  const rank = ({ state, verdict }: Connection) => (verdict === 'DISABLED' ? 1 : order[state]);
  return fleet.connections.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (b.percent ?? 0) - (a.percent ?? 0) ||
      (b.metrics ? failed(b.metrics) : 0) - (a.metrics ? failed(a.metrics) : 0) ||
      (a.destination.name < b.destination.name ? -1 : 1),
  );
}

/** Enabled, disabled and idle are told apart; device mode is not observable, never 0 (D-03, G13). */
function stateCell({ state, destination }: Connection): Span {
  if (state === 'disabled') return span(t`Disabled`, 'dim');
  if (state === 'unobservable') return span(t`${destination.mode as SafeText}: not observable`, 'dim');
  if (state === 'idle') return span(t`Enabled, idle`, 'warn');
  return span(t`Enabled`);
}

const columns: readonly Column<Connection>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => connectionMark(row, glyphs) },
  {
    id: 'name',
    header: t`Connection`,
    width: { min: 14, max: 44, grow: 1 },
    priority: 0,
    cell: (row, { glyphs }) => connectionName(row, glyphs),
    sort: ({ destination }) => destination.name,
  },
  {
    id: 'state',
    header: t`Status`,
    width: { min: 8, max: 23 },
    priority: 2,
    cell: stateCell,
    sort: ({ state }) => order[state],
  },
  {
    id: 'percent',
    header: t`Failed`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ percent }) => (percent === undefined ? t`` : span(percentText(percent), percent >= 1 ? 'bad' : 'text')),
    sort: ({ percent }) => percent,
  },
  {
    id: 'failed',
    header: t`Events`,
    width: 6,
    align: 'right',
    priority: 2,
    cell: ({ metrics }) => (metrics ? compact(failed(metrics)) : t``),
    sort: ({ metrics }) => metrics && failed(metrics),
  },
  {
    id: 'delivered',
    header: t`Delivered`,
    width: 9,
    align: 'right',
    priority: 3,
    cell: ({ metrics }) => (metrics ? compact(delivered(metrics)) : t``),
    sort: ({ metrics }) => metrics && delivered(metrics),
  },
  {
    id: 'verdict',
    header: t`Verdict`,
    width: 8,
    priority: 1,
    cell: ({ verdict }) => verdictSpan(verdict),
    sort: ({ verdict }) => verdict,
  },
  {
    id: 'reason',
    header: t`Reason`,
    width: { min: 6, max: 20 },
    priority: 2,
    cell: ({ reason }) => reason ?? t``,
    sort: ({ reason }) => reason,
  },
  {
    id: 'since',
    header: t`Since`,
    width: { min: 5, max: 12 },
    priority: 4,
    cell: ({ onset }, { now }) => (onset ? clock(onset.since, now) : t``),
    sort: ({ onset }) => onset?.since,
  },
  {
    id: 'category',
    header: t`Category`,
    width: { min: 8, max: 22 },
    priority: 6,
    cell: ({ destination }) => span(joined(destination.categories.slice(0, 2), t`, `), 'dim'),
    sort: ({ destination }) => destination.categories[0],
  },
  {
    id: 'graph',
    header: t``,
    width: 16,
    priority: 5,
    cell: ({ series }, { glyphs, width }) =>
      span(
        sparkline(
          series.map(({ count }) => count),
          width,
          glyphs,
        ),
        'bad',
      ),
  },
];

/** Destinations (D rows): every connection, worst first. */
export const destinations = tableView<Connection>({
  id: 'destinations',
  page: { key: '4', label: t`Destinations` },
  aliases: ['destinations', 'dst', 'connections', 'delivery'],
  title: () => t`Destinations`,
  rows,
  columns,
  rowKey: ({ id }) => id,
  open: ({ id }) => ({ view: 'destination', params: { id } }),
  subject: ({ id, destination }) => ({ kind: 'destination', id, name: destination.name }),
  empty: ({ read }) =>
    emptyNotice(read(resources.destinations), t`destinations`, {
      title: t`No destinations yet`,
      text: t`A destination receives the data of one source. Connect the first one in the web app.`,
      help: t`o copies the link`,
    }),
  needs: ({ read, period, now }, attention) => overviewNeeds(read, period, now, attention),
  visible: ({ id }) => id,
});
