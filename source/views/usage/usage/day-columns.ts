import type { Column } from '../../../components/table/columns.ts';
import { percent } from '../../../domain/delivery/counts.ts';
import { compact, dateText, percentText } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import type { DayUse, Meter } from '../../../domain/usage/meters.ts';
import { span } from '../../../theme/line.ts';

/** One day of the period; the running one has no count yet, only what was received. */
export interface DayRow {
  readonly at: number;
  readonly use: DayUse | undefined;
  /** Events received, for the running day. */
  readonly received: number | undefined;
}

const day: Column<DayRow> = {
  id: 'day',
  isTime: true,
  header: t`Day UTC`,
  width: 7,
  priority: 0,
  cell: ({ at }) => dateText(at, undefined, 0),
  sort: ({ at }) => at,
};

const used: Column<DayRow> = {
  id: 'used',
  header: t`Used`,
  width: 8,
  align: 'right',
  priority: 0,
  cell: ({ use, received }) => {
    if (use) return use.days > 1 ? span(t`${compact(use.used)} in ${use.days} d`) : compact(use.used);
    return received === undefined ? span(t`–`, 'dim') : span(t`~${compact(received)}`, 'info');
  },
  sort: ({ use, received }) => use?.used ?? received,
};

const total: Column<DayRow> = {
  id: 'total',
  header: t`Total`,
  width: 7,
  align: 'right',
  priority: 1,
  cell: ({ use }) => (use ? span(compact(use.total), 'strong') : span(t`not yet`, 'dim')),
  sort: ({ use }) => use?.total,
};

const kept = new WeakMap<Meter, readonly Column<DayRow>[]>();

/** The days of a meter; with an allowance, how much of it was gone after each. */
export function dayColumns(meter: Meter): readonly Column<DayRow>[] {
  const known = kept.get(meter);
  if (known) return known;
  const made = columnsFor(meter);
  kept.set(meter, made);
  return made;
}

function columnsFor({ allowance }: Meter): readonly Column<DayRow>[] {
  if (allowance === undefined) return [day, used, total];
  const share: Column<DayRow> = {
    id: 'share',
    header: t`Gone`,
    width: 5,
    align: 'right',
    priority: 2,
    cell: ({ use }) => span(use ? percentText(percent(Number(use.total), Number(allowance))) : t``, 'dim'),
  };
  return [day, used, total, share];
}
