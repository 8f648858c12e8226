import { sparkline } from '../../components/sparkline.ts';
import { relativeChange } from '../../domain/delivery.ts';
import { ago, changeText, percentText, whole } from '../../domain/format.ts';
import { joined, t } from '../../domain/text.ts';
import { hour, periodLength } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import { span } from '../../theme/line.ts';
import { merged, type SourceFlow } from '../../workspace/inflow.ts';
import { sendingVersions } from '../../workspace/source-pipeline.ts';
import { factRow, type PageRow, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

const mostVersions = 4;

/** What it sent against the same hours of the period before, on one scale, and which app versions send. */
export function eventRows(
  { events, earlierEvents, series, source }: SourceFlow,
  context: ViewContext,
  width: number,
): PageRow[] {
  const { period, glyphs, overview, now, read } = context;
  const { volume } = overview.flow;
  if (events === undefined)
    return [
      textRow(span(volume.error ? problemText(volume.error) : t`Reading volume…`, volume.error ? 'warn' : 'dim')),
    ];
  const end = volume.fetchedAt ?? now;
  const { start } = readWindow(period, end);
  const before = start - periodLength[period];
  const columns = Math.max(8, Math.min(periodLength[period] / hour, width - 22));
  const current = merged(series, start, end).map(({ count }) => count);
  const earlier = merged(series, before, end - periodLength[period]).map(({ count }) => count);
  const top = Math.max(1, ...current, ...earlier);
  const length = period === '24h' ? t`24 hours` : t`7 days`;
  const against =
    (earlierEvents ?? 0) === 0
      ? t`nothing in the ${length} before`
      : t`${changeText(relativeChange(events, earlierEvents))} against ${whole(earlierEvents!)} in the ${length} before`;
  return [
    factRow(t`Volume`, span(whole(events), 'strong'), span(t`  ${against}`, 'dim'), span(t`  ${ago(end, now)}`, 'dim')),
    factRow(t`This period`, span(sparkline(current, columns, glyphs, { top }), 'info')),
    factRow(t`Same hours before`, span(sparkline(earlier, columns, glyphs, { top }), 'dim')),
    ...versionRows(context, source.id, read),
  ];
}

function versionRows({ period }: ViewContext, id: string, read: ViewContext['read']): PageRow[] {
  const versions = sendingVersions(read, period, id);
  if (versions.length === 0) return [];
  const more = versions.length > mostVersions ? [t`+${versions.length - mostVersions}`] : [];
  const names = versions.slice(0, mostVersions).map(({ version, percent }) => t`${version} ${percentText(percent)}`);
  return [factRow(t`App versions`, joined([...names, ...more], t`  `))];
}
