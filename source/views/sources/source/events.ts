import { sparkline } from '../../../components/charts/sparkline.ts';
import { changeBetween } from '../../../domain/comparison.ts';
import { ago, agoText, changeText, whole, windowText } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { floorTo, hour, periodLength } from '../../../domain/time.ts';
import { volumeLag } from '../../../domain/windows.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { askedAt, isStale } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { sendingVersions } from '../../../workspace/sources/pipeline.ts';
import { curveLegend, curveRows } from '../../kit/answer/answer.ts';
import { flowCurve } from '../../kit/answer/source.ts';
import { factRow, type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { optionalPercent, problemText } from '../../kit/words.ts';

const mostVersions = 4;

/** What it sent by the hour, against the same hours before, and which app versions send. */
export function eventRows(flow: SourceFlow, context: ViewContext, width: number, height: number): PageRow[] {
  const { events, earlierEvents, change, source } = flow;
  const { period, overview, now } = context;
  const { volume } = overview.flow;
  if (events === undefined)
    return [
      textRow(span(volume.error ? problemText(volume.error) : t`Reading volume…`, volume.error ? 'warn' : 'dim')),
    ];
  const { window } = overview.flow;
  const debuggerKey = context.keyOf('debugger');
  const length = period === '24h' ? t`a day` : t`a week`;
  const against =
    earlierEvents === undefined
      ? t`the same hours ${length} before are not known`
      : earlierEvents === 0
        ? t`nothing in the same hours ${length} before`
        : t`${changeText(change)} against ${whole(earlierEvents)} in the same hours ${length} before`;
  return [
    ...graphRows(flow, context, width, height),
    factRow(
      t`Volume`,
      span(whole(events), 'strong'),
      span(t`  ${against}`, 'dim'),
      span(t`  ${ago(volume.fetchedAt ?? now, now)}`, 'dim'),
    ),
    factRow(t`Window`, span(windowText(window, now), 'dim')),
    ...lastWeekRows(source.id, context),
    ...versionRows(context, source.id, width),
    {
      key: 'debugger',
      open: pages.debugger.at(source.id),
      line: line(
        span(t`${padToWidth(t`Last events`, 18)} `, 'dim'),
        t`payloads as they came in`,
        debuggerKey === '' ? undefined : span(t`  ${debuggerKey}`, 'key'),
      ),
    },
  ];
}

/** The last full hour against the same one a week ago (rule 44): nothing where that is not known. */
function lastWeekRows(id: string, { read, now }: ViewContext): PageRow[] {
  const week = read(resources.volume('7d'));
  if (!week.data || week.fetchedAt === undefined) return [];
  // Who sent nothing is absent; where rows were lost, it may as well be among those.
  const series = week.data.find(({ sourceId }) => sourceId === id)?.series ?? (isWhole(week) ? [] : undefined);
  if (series === undefined) return [];
  const start = floorTo(askedAt(week, week.fetchedAt) - volumeLag, 'HOUR') - hour;
  const countAt = (at: number) => series.find((bucket) => bucket.at === at)?.count ?? 0;
  const lastWeek = start - periodLength['7d'];
  const [last, before] = [countAt(start), countAt(lastWeek)];
  const change = changeBetween(
    { value: last, window: { start, end: start + hour } },
    { value: before, window: { start: lastWeek, end: lastWeek + hour } },
  );
  const against = change === undefined ? t`` : t`${changeText(change)} against `;
  return [
    factRow(
      t`Last full hour`,
      span(whole(last), last === 0 && before > 0 ? 'bad' : 'text'),
      span(t`  ${against}${whole(before)} in the same hour last week`, 'dim'),
      span(isStale(week) ? t`  read ${agoText(week.fetchedAt, now)}` : t``, 'warn'),
    ),
  ];
}

/** Rows of the graph: a quarter of the page, and not so many that what it is of is pushed off a small one. */
const graphHeight = (height: number): number => Math.max(5, Math.min(16, Math.floor(height * 0.28)));

/** Its volume by the hour over the same hours of last week (rule 44). */
function graphRows(flow: SourceFlow, context: ViewContext, width: number, height: number): PageRow[] {
  const curve = flowCurve(flow, context);
  if (!curve) return [];
  return [
    textRow(span(t`by the hour`, 'dim'), ...curveLegend(curve, context)),
    ...curveRows(curve, context, Math.min(width, widestGraph), graphHeight(height)).map((row) => ({ line: row })),
  ];
}

const widestGraph = 160;
const mostCurve = 48;
const versionName = 12;

/** Each app version that sends, with its share and its hours: a release shows as one that rises. */
function versionRows({ period, read, glyphs }: ViewContext, id: string, width: number): PageRow[] {
  const versions = sendingVersions(read, period, id);
  const room = Math.max(0, Math.min(mostCurve, width - 40));
  const rows = versions
    .slice(0, mostVersions)
    .map(({ version, percent, counts }, index) =>
      factRow(
        index === 0 ? t`App versions` : t``,
        padToWidth(version, versionName),
        span(padToWidth(optionalPercent(percent), 7, 'right')),
        span(t`  ${room < counts.length / 2 ? t`` : sparkline(counts, Math.min(room, counts.length), glyphs)}`, 'dim'),
      ),
    );
  const more = versions.length - mostVersions;
  return more > 0 ? [...rows, factRow(t``, span(t`and ${more} more`, 'dim'))] : rows;
}
