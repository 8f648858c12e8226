import { sparkline } from '../../../components/charts/sparkline.ts';
import { changeBetween } from '../../../domain/comparison.ts';
import { ago, changeText, percentText, whole, windowText } from '../../../domain/format.ts';
import { joined, t } from '../../../domain/text.ts';
import { floorTo, hour, periodLength } from '../../../domain/time.ts';
import { volumeLag } from '../../../domain/windows.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { askedAt } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { merged, type SourceFlow } from '../../../workspace/sources/inflow.ts';
import { sendingVersions } from '../../../workspace/sources/pipeline.ts';
import { factRow, type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';

const mostVersions = 4;

/** What it sent against the same hours of the period before, on one scale, and which app versions send. */
export function eventRows(
  { events, earlierEvents, change, series, source }: SourceFlow,
  context: ViewContext,
  width: number,
): PageRow[] {
  const { period, glyphs, overview, now, read } = context;
  const { volume } = overview.flow;
  if (events === undefined)
    return [
      textRow(span(volume.error ? problemText(volume.error) : t`Reading volume…`, volume.error ? 'warn' : 'dim')),
    ];
  const { window, earlierWindow } = overview.flow;
  const columns = Math.max(8, Math.min(periodLength[period] / hour, width - 22));
  const current = merged(series, window.start, window.end).map(({ count }) => count);
  const earlier = merged(series, earlierWindow.start, earlierWindow.end).map(({ count }) => count);
  const top = Math.max(1, ...current, ...earlier);
  const length = period === '24h' ? t`a day` : t`a week`;
  const against =
    earlierEvents === undefined
      ? t`the same hours ${length} before are not known`
      : earlierEvents === 0
        ? t`nothing in the same hours ${length} before`
        : t`${changeText(change)} against ${whole(earlierEvents)} in the same hours ${length} before`;
  return [
    factRow(
      t`Volume`,
      span(whole(events), 'strong'),
      span(t`  ${against}`, 'dim'),
      span(t`  ${ago(volume.fetchedAt ?? now, now)}`, 'dim'),
    ),
    factRow(t`Window`, span(windowText(window, now), 'dim')),
    factRow(t`This period`, span(sparkline(current, columns, glyphs, { top }), 'info')),
    factRow(t`Same hours before`, span(sparkline(earlier, columns, glyphs, { top }), 'dim')),
    ...lastWeekRows(source.id, read),
    ...versionRows(context, source.id, read),
    {
      key: 'debugger',
      open: pages.debugger.at(source.id),
      line: line(span(t`${padToWidth(t`Last events`, 18)} `, 'dim'), t`payloads as they came in`, span(t`  D`, 'key')),
    },
  ];
}

/** The last full hour against the same one a week ago (rule 44): nothing where the week is not read. */
function lastWeekRows(id: string, read: ViewContext['read']): PageRow[] {
  const week = read(resources.volume('7d'));
  if (!week.data || week.fetchedAt === undefined) return [];
  const series = week.data.find(({ sourceId }) => sourceId === id)?.series ?? [];
  const start = floorTo(askedAt(week, week.fetchedAt) - volumeLag, 'HOUR') - hour;
  const countAt = (at: number) => series.find((bucket) => bucket.at === at)?.count ?? 0;
  const lastWeek = start - periodLength['7d'];
  const [now, before] = [countAt(start), countAt(lastWeek)];
  const change = changeBetween(
    { value: now, window: { start, end: start + hour } },
    { value: before, window: { start: lastWeek, end: lastWeek + hour } },
  );
  const against = change === undefined ? t`` : t`${changeText(change)} against `;
  return [
    factRow(
      t`Last full hour`,
      span(whole(now), now === 0 && before > 0 ? 'bad' : 'text'),
      span(t`  ${against}${whole(before)} in the same hour last week`, 'dim'),
    ),
  ];
}

function versionRows({ period }: ViewContext, id: string, read: ViewContext['read']): PageRow[] {
  const versions = sendingVersions(read, period, id);
  if (versions.length === 0) return [];
  const more = versions.length > mostVersions ? [t`+${versions.length - mostVersions}`] : [];
  const names = versions.slice(0, mostVersions).map(({ version, percent }) => t`${version} ${percentText(percent)}`);
  return [factRow(t`App versions`, joined([...names, ...more], t`  `))];
}
