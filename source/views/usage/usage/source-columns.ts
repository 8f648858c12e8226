import type { Column } from '../../../components/table/columns.ts';
import { percent } from '../../../domain/delivery/counts.ts';
import { changeText, compact, percentText } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { type Growth, growthDays, type Meter } from '../../../domain/usage/meters.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { SourceUsage } from '../../../workspace/usage/sources.ts';

/** Growth below this share of the window before is a week like any other. */
const usualGrowth = 10;

const kept = new WeakMap<Meter, readonly Column<SourceUsage>[]>();

/** The columns of the sources behind a meter; how many days growth compares stands in the header. */
export function sourceColumns(meter: Meter): readonly Column<SourceUsage>[] {
  const known = kept.get(meter);
  if (known) return known;
  const made = columnsFor(meter, growthDays(meter));
  kept.set(meter, made);
  return made;
}

export function sourceName({ source, id, isListed }: SourceUsage): SafeText {
  const short = sanitise(id.slice(0, 10));
  return source?.name ?? (isListed ? t`deleted source ${short}` : short);
}

/** @param days that are compared with as many before: 0 where the period is too young for that */
function columnsFor({ used, kind }: Meter, days: number): readonly Column<SourceUsage>[] {
  const columns: readonly Column<SourceUsage>[] = [
    {
      id: 'name',
      header: t`Source`,
      width: { min: 14, max: 34 },
      priority: 0,
      cell: (row) => span(sourceName(row), row.source ? 'text' : 'dim'),
      sort: sourceName,
    },
    {
      id: 'growth',
      header: t`Growth`,
      width: 7,
      align: 'right',
      priority: 1,
      cell: ({ growth }) => growthSpan(growth),
      sort: ({ growth }) => growth && growth.recent - growth.before,
    },
    {
      id: 'change',
      header: t`%`,
      width: 6,
      align: 'right',
      priority: 2,
      cell: ({ growth }) => changeSpan(growth),
      sort: ({ growth }) => growth && changeOf(growth),
    },
    {
      id: 'recent',
      header: days > 0 ? t`Last ${days} d` : t`Recent`,
      width: 8,
      align: 'right',
      priority: 4,
      cell: ({ growth }) => (growth ? compact(growth.recent) : t`–`),
      sort: ({ growth }) => growth?.recent,
    },
    {
      id: 'before',
      header: days > 0 ? t`${days} d before` : t`Before`,
      width: 10,
      align: 'right',
      priority: 5,
      cell: ({ growth }) => span(growth ? compact(growth.before) : t`–`, 'dim'),
      sort: ({ growth }) => growth?.before,
    },
    {
      id: 'used',
      header: t`Period`,
      width: 7,
      align: 'right',
      priority: 3,
      cell: (row) => span(compact(row.used), 'strong'),
      sort: (row) => row.used,
    },
    {
      id: 'share',
      header: t`Share`,
      width: 6,
      align: 'right',
      priority: 6,
      cell: (row) => span(percentText(percent(Number(row.used), Number(used))), 'dim'),
      sort: (row) => row.used,
    },
  ];
  return kind === 'api-calls' ? [...columns, today] : columns;
}

/** What was received since midnight UTC: a stand-in, as the meter itself is a day old. */
const today: Column<SourceUsage> = {
  id: 'today',
  header: t`Today ~`,
  width: 7,
  align: 'right',
  priority: 5,
  cell: ({ today: received }) => span(received === undefined ? t`–` : compact(received), 'info'),
  sort: ({ today: received }) => received,
};

const changeOf = ({ recent, before }: Growth): number | undefined =>
  before === 0n ? undefined : Number(((recent - before) * 10_000n) / before) / 100;

function growthSpan(growth: Growth | undefined): Span {
  if (!growth) return span(t`–`, 'dim');
  const more = growth.recent - growth.before;
  const text = more > 0n ? t`+${compact(more)}` : compact(more);
  return span(text, more > 0n && (changeOf(growth) ?? 100) >= usualGrowth ? 'warn' : 'dim');
}

function changeSpan(growth: Growth | undefined): Span {
  if (!growth) return span(t`–`, 'dim');
  if (growth.before === 0n) return growth.recent > 0n ? span(t`new`, 'warn') : span(t`–`, 'dim');
  const change = changeOf(growth);
  return span(changeText(change), (change ?? 0) >= usualGrowth ? 'warn' : 'dim');
}
