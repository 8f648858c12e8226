import { type Column, spansOf } from '../../../components/table/columns.ts';
import { sortRows } from '../../../components/table/sort-rows.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { day } from '../../../domain/time.ts';
import type { Meter } from '../../../domain/usage/meters.ts';
import { paneState } from '../../../state/place.ts';
import { primaryMeter } from '../../../workspace/usage/meters.ts';
import { receivedToday, type SourceUsage, usageBySource } from '../../../workspace/usage/sources.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';
import { type DayRow, dayColumns } from './day-columns.ts';
import { sourceColumns } from './source-columns.ts';

export const sourcesPane = 'list';
export const daysPane = 'days';

export interface Shown<Row> {
  readonly all: readonly Row[];
  readonly rows: readonly Row[];
  readonly invalid: boolean;
}

export interface UsageModel {
  /** The meter to worry about first. */
  readonly meters: readonly Meter[];
  /** The meter whose days and sources are shown. */
  readonly meter: Meter;
  readonly today: number | undefined;
  readonly sources: Shown<SourceUsage>;
  readonly days: Shown<DayRow>;
}

const sourcesOf = remembered<readonly SourceUsage[]>();

/** Undefined before the first count of the period. */
export function usageModel(context: ViewContext): UsageModel | undefined {
  const { overview, read, now, place } = context;
  const first = primaryMeter(overview.meters);
  if (!first) return undefined;
  const meters = [first, ...overview.meters.filter((meter) => meter !== first)];
  const meter = meters[paneState(place, sourcesPane).tab] ?? first;
  const received = receivedToday(overview.flow, undefined, now);
  const today = meter.kind === 'api-calls' ? received : undefined;
  const sources = sourcesOf({ read }, [overview, meter, now], () => usageBySource(read, overview.flow, meter, now));
  const states = [sourcesPane, daysPane].map((pane) => paneState(place, pane));
  const sought = states.flatMap(({ filter, sort }) => [filter, sort]);
  return modelOf(context, [sources, meter, today, now, ...sought], () => ({
    meters,
    meter,
    today,
    sources: shown(sources, sourceColumns(meter), sourcesPane, context),
    days: shown(dayRows(meter, today, now), dayColumns(meter), daysPane, context),
  }));
}

const modelOf = remembered<UsageModel>();

/** Newest first, with the running day on top: counts of the days before it may be late. */
function dayRows(meter: Meter, received: number | undefined, now: number): DayRow[] {
  const counted = meter.daily.map((use): DayRow => ({ at: use.at, use, received: undefined }));
  const late = uncountedDays(meter, now);
  const running = late.map((at, index): DayRow => {
    return { at, use: undefined, received: index === late.length - 1 ? received : undefined };
  });
  return [...counted, ...running].reverse();
}

/** The days that have begun and have no count yet, up to the running one; none in a period that is over. */
export function uncountedDays({ countedUntil, ended }: Pick<Meter, 'countedUntil' | 'ended'>, now: number): number[] {
  const days = ended ? 0 : Math.max(0, Math.floor((now - countedUntil) / day) + 1);
  return Array.from({ length: days }, (_, index) => countedUntil + index * day);
}

function shown<Row>(
  all: readonly Row[],
  columns: readonly Column<Row>[],
  pane: string,
  { place, glyphs, now }: ViewContext,
): Shown<Row> {
  const { filter, sort } = paneState(place, pane);
  const parsed = parseFilter(filter);
  const cells = { glyphs, width: 0, selected: false, marked: false, now };
  const textOf = (row: Row) =>
    columns
      .map((column) =>
        spansOf(column.cell(row, cells))
          .map(({ text }) => text)
          .join(''),
      )
      .join('\u0001');
  const kept = filter === '' ? all : all.filter((row) => parsed.matches(textOf(row)));
  const by = sort && columns.find(({ id }) => id === sort.column);
  return { all, rows: by && sort ? sortRows(kept, by, sort.descending) : kept, invalid: parsed.invalid };
}
