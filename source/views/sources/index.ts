import type { Column } from '../../components/columns.ts';
import { sparkline } from '../../components/sparkline.ts';
import { relativeChange } from '../../domain/delivery.ts';
import type { SourceKind } from '../../domain/entities.ts';
import { ago, changeText, compact } from '../../domain/format.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { type Span, span } from '../../theme/line.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import { overviewNeeds } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { periodCounts } from '../flow-series.ts';
import { emptyNotice } from '../need-states.ts';
import { sourceDetail } from '../source-detail.ts';
import { tableView } from '../table-view.ts';
import type { ViewContext } from '../view.ts';
import { sourceMark } from '../words.ts';

/** A source with the names of what it feeds. */
interface Row {
  readonly flow: SourceFlow;
  readonly destinations: readonly SafeText[];
  /** Events of the period by the hour; worked out only for rows on screen. */
  counts(): readonly number[];
}

const order = { silent: 0, never: 1, quiet: 2, live: 3, unknown: 4, disabled: 5 } as const;
const words = {
  live: t`Live`,
  quiet: t`Quiet`,
  silent: t`No recent data`,
  never: t`Never`,
  disabled: t`Disabled`,
  unknown: t`–`,
} as const;
/** What sources are organised by in the product (S-02): sort by it to see them together. */
const kinds: Readonly<Record<SourceKind, SafeText>> = {
  website: t`Website`,
  mobile: t`Mobile`,
  server: t`Server`,
  'cloud-app': t`Cloud app`,
  'reverse-etl': t`Reverse ETL`,
  engage: t`Engage`,
  function: t`Function`,
  other: t`Other`,
};
const most = 3;

/** Silent ones on top (product 3.3), then by volume. */
function rows(context: ViewContext): Row[] {
  const { flow, fleet } = context.overview;
  const names = new Map<string, SafeText[]>();
  for (const { destination } of fleet.connections) {
    const list = names.get(destination.sourceId);
    if (list) list.push(destination.name);
    else names.set(destination.sourceId, [destination.name]);
  }
  return flow.flows
    .map(
      (each): Row => ({
        flow: each,
        destinations: names.get(each.source.id) ?? [],
        counts: () => periodCounts(each, context),
      }),
    )
    .sort(
      (a, b) =>
        order[a.flow.health.state] - order[b.flow.health.state] ||
        (b.flow.events ?? 0) - (a.flow.events ?? 0) ||
        (a.flow.source.name < b.flow.source.name ? -1 : 1),
    );
}

function stateCell({ flow: { health } }: Row): Span {
  return span(words[health.state], health.state === 'silent' ? 'bad' : health.state === 'disabled' ? 'dim' : 'text');
}

/** Up to three names and how many more (S-04). */
function destinationsCell({ destinations }: Row): Span {
  if (destinations.length === 0) return span(t`None`, 'warn');
  const more = destinations.length > most ? t` +${destinations.length - most}` : t``;
  return span(t`${joined(destinations.slice(0, most), t`, `)}${more}`, 'dim');
}

const columns: readonly Column<Row>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ flow }, { glyphs }) => sourceMark(flow, glyphs) },
  {
    id: 'name',
    header: t`Source`,
    width: { min: 10, max: 36 },
    priority: 0,
    cell: ({ flow }) => flow.source.name,
    sort: ({ flow }) => flow.source.name,
  },
  {
    id: 'state',
    header: t`Status`,
    width: 14,
    priority: 1,
    cell: stateCell,
    sort: ({ flow }) => order[flow.health.state],
  },
  {
    id: 'seen',
    header: t`Last seen`,
    width: { min: 9, max: 10 },
    align: 'right',
    priority: 2,
    cell: ({ flow: { health } }, { now }) => (health.lastSeen === undefined ? t`–` : ago(health.lastSeen, now)),
    sort: ({ flow }) => flow.health.lastSeen,
  },
  {
    id: 'type',
    header: t`Type`,
    width: { min: 8, max: 18 },
    priority: 4,
    cell: ({ flow }) => span(flow.source.type, 'dim'),
    sort: ({ flow }) => flow.source.type,
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 7, max: 11 },
    priority: 6,
    cell: ({ flow }) => span(kinds[flow.source.kind], 'dim'),
    sort: ({ flow }) => kinds[flow.source.kind],
  },
  {
    id: 'events',
    header: t`Events`,
    width: 7,
    align: 'right',
    priority: 1,
    cell: ({ flow }) => (flow.events === undefined ? t`–` : compact(flow.events)),
    sort: ({ flow }) => flow.events,
  },
  {
    id: 'change',
    header: t`Change`,
    width: 6,
    align: 'right',
    priority: 3,
    cell: changeCell,
    sort: ({ flow }) => relativeChange(flow.events, flow.earlierEvents),
  },
  {
    id: 'graph',
    header: t``,
    width: { min: 8, max: 24, grow: 1 },
    priority: 5,
    cell: ({ counts }, { glyphs, width }) => span(sparkline(counts(), width, glyphs), 'info'),
  },
  {
    id: 'destinations',
    header: t`Destinations`,
    width: { min: 12, max: 36, grow: 2 },
    priority: 3,
    cell: destinationsCell,
    sort: ({ destinations }) => destinations.length,
  },
];

function changeCell({ flow }: Row): Span {
  const change = relativeChange(flow.events, flow.earlierEvents);
  return span(change === undefined ? t`` : changeText(change), 'dim');
}

/** Sources (S rows): everything sending data, the silent ones first. */
export const sources = tableView<Row>({
  id: 'sources',
  page: { key: '3', label: t`Sources` },
  aliases: ['sources', 'src'],
  title: () => t`Sources`,
  rows,
  columns,
  rowKey: ({ flow }) => flow.source.id,
  open: ({ flow }) => ({ view: 'source', params: { id: flow.source.id } }),
  detail: ({ flow }, context, width) => sourceDetail(flow, context, width),
  subject: ({ flow: { source } }) => ({ kind: 'source', id: source.id, name: source.name }),
  empty: ({ read }) =>
    emptyNotice(read(resources.sources), t`sources`, {
      title: t`No sources yet`,
      text: t`A source is a website, app, server or cloud app that sends data. Add the first one in the web app.`,
      help: t`o copies the link`,
    }),
  needs: ({ read, period, now }, attention) => overviewNeeds(read, period, now, attention),
});
