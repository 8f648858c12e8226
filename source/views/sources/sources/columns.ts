import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, changeText, compact } from '../../../domain/format.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { fit, line, lineText, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { kindWords } from '../../kit/words/sources.ts';
import { sourceMark } from '../../kit/words.ts';
import { labelOf, order, type Row } from './rows.ts';

/** Names of destinations shown; the others are counted. */
const mostNames = 3;

/**
 * As many whole names as there is room for, and how many more there are: the number is never cut off (S-04). Of a list of which
 * rows were lost it is so many at least.
 */
function destinationsCell({ destinations, isListed, isWhole, flow }: Row, { width }: { readonly width: number }): Span {
  const names = destinations.slice(0, mostNames).map(({ destination }) => destination.name);
  if (!isListed) return span(t`not read`, 'dim');
  if (names.length === 0 && !isWhole) return span(t`–`, 'dim');
  if (names.length === 0) return span(t`None`, flow.source.enabled ? 'warn' : 'dim');
  const tail = (count: number) => {
    const more = Math.max(0, destinations.length - count);
    if (isWhole) return more > 0 ? t` +${more}` : t``;
    return more > 0 ? t` +${more} or more` : t` +?`;
  };
  const text = (count: number) => t`${joined(names.slice(0, count), t`, `)}${tail(count)}`;
  const fitting = [3, 2, 1].find((count) => width === 0 || widthOf(text(count)) <= width);
  if (fitting !== undefined) return span(text(Math.min(fitting, names.length)), 'dim');
  return span(t`${lineText(fit(line(names[0]), width - widthOf(tail(1))))}${tail(1)}`, 'dim');
}

/** How many it is known to feed; undefined where that may be none or any number. */
const fed = ({ destinations, isListed, isWhole }: Row): number | undefined =>
  isListed && (isWhole || destinations.length > 0) ? destinations.length : undefined;

function fedCell(row: Row): SafeText {
  const count = fed(row);
  if (count === undefined) return t`–`;
  return row.isWhole ? t`${count}` : t`${count}+`;
}

function changeCell({ flow: { change } }: Row): Span {
  return span(change === undefined ? t`` : changeText(change), 'dim');
}

const own: readonly Column<Row>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: ({ flow }, { glyphs }) => sourceMark(flow, glyphs) },
  {
    id: 'name',
    header: t`Source`,
    width: { min: 16, max: 36 },
    priority: 0,
    cell: ({ flow }) => flow.source.name,
    sort: ({ flow }) => flow.source.name,
  },
  {
    id: 'state',
    header: t`Status`,
    width: { min: 14, max: 28 },
    priority: 1,
    cell: ({ status }) => status,
    sort: ({ flow }) => order[flow.health.state],
  },
  {
    id: 'seen',
    isTime: true,
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
    priority: 6,
    cell: ({ flow }) => span(flow.source.type, 'dim'),
    sort: ({ flow }) => flow.source.type,
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 7, max: 11 },
    priority: 6,
    optional: true,
    cell: ({ flow }) => span(kindWords[flow.source.kind], 'dim'),
    sort: ({ flow }) => kindWords[flow.source.kind],
  },
  {
    id: 'category',
    header: t`Category`,
    width: { min: 8, max: 18 },
    priority: 6,
    optional: true,
    cell: ({ flow }) => span(joined(flow.source.categories, t`, `), 'dim'),
    sort: ({ flow }) => joined(flow.source.categories, t`, `),
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
    sort: ({ flow }) => flow.change,
  },
  {
    id: 'graph',
    header: t`By hour`,
    name: t`Events by the hour`,
    width: { min: 8, max: 24, grow: 1 },
    priority: 5,
    cell: ({ counts, flow }, { glyphs, width }) =>
      span(sparkline(counts(), width, glyphs), flow.health.state === 'silent' ? 'bad' : 'dim'),
  },
  {
    id: 'destinations',
    header: t`Destinations`,
    width: { min: 12, max: 120, grow: 2 },
    priority: 2,
    cell: destinationsCell,
    export: (row) =>
      fed(row) === undefined
        ? undefined
        : joined(
            row.destinations.map(({ destination }) => destination.name),
            t`, `,
          ),
    sort: fed,
  },
  {
    id: 'fed',
    header: t`Fed`,
    name: t`Number of destinations`,
    width: 4,
    align: 'right',
    priority: 6,
    optional: true,
    cell: fedCell,
    export: (row) => (row.isWhole ? fed(row) : undefined),
    sort: fed,
  },
];

/** The one label that nearly every workspace has is shown; others can be chosen with `c`. */
const usualLabel = /^env(?:ironment)?$/i;

function labelColumn(key: SafeText): Column<Row> {
  const value = (row: Row) => joined(labelOf(row, key), t`, `);
  return {
    id: `label:${key}`,
    header: sanitise(`${key.slice(0, 1).toUpperCase()}${key.slice(1)}`, 40),
    width: { min: Math.min(12, Math.max(5, widthOf(key))), max: 14 },
    priority: 4,
    optional: !usualLabel.test(key),
    cell: (row) => span(value(row), 'dim'),
    sort: (row) => value(row) || undefined,
  };
}

/** The columns of sources, one for each label key among them (rule 45). */
export function columnsFor(labels: readonly SafeText[]): readonly Column<Row>[] {
  return [...own, ...labels.map(labelColumn)];
}
