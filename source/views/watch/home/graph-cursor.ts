import { auditMeaning } from '../../../domain/audit/meaning.ts';
import { clock, whole } from '../../../domain/format.ts';
import { type SafeText, sliced, t } from '../../../domain/text.ts';
import { type Bucket, hour, type Period } from '../../../domain/time.ts';
import type { Target } from '../../../state/pages.ts';
import { type Line, line, type Span, span, type Tone } from '../../../theme/line.ts';
import { resourceName } from '../../kit/destination-names.ts';
import type { DrawContext, PaneRow, PaneView } from '../../kit/view.ts';
import { actorText } from '../../kit/words.ts';

/** Key of the row above the list that is the graph: there left and right go from bucket to bucket (H-15). */
export const graphKey = 'graph';

/** The series of a panel: what it counts, and how it is painted. */
export interface PanelGraph {
  readonly series: readonly Bucket[];
  /** The same hours of the period before, where they are known. */
  readonly earlier?: readonly Bucket[] | undefined;
  readonly tone: Tone;
  /** When something was changed that may explain the curve. */
  readonly changes?: readonly number[] | undefined;
  /** What is counted: failed, events. */
  readonly unit: SafeText;
}

export interface Point {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

const hoursOf: Readonly<Record<Period, number>> = { '24h': 1, '7d': 4 };

/** One bucket an hour in 24 h, one per four hours in 7 d. */
export function pointsOf(series: readonly Bucket[], period: Period): Point[] {
  const size = hoursOf[period];
  const points: Point[] = [];
  for (let at = 0; at < series.length; at += size) {
    const part = series.slice(at, at + size);
    const count = part.reduce((sum, bucket) => sum + bucket.count, 0);
    points.push({ start: part[0]!.at, end: part.at(-1)!.at + hour, count });
  }
  return points;
}

/** The graph as a row that can be selected, which leads to the list of what it counts; none where there is no graph. */
export function graphRows(graph: PanelGraph | undefined, period: Period, open?: Target): readonly PaneRow[] {
  const points = graph ? pointsOf(graph.series, period) : [];
  return points.length === 0 ? [] : [{ key: graphKey, open, points: points.map(({ start }) => String(start)) }];
}

/** The bucket under the cursor; the newest one unless another was chosen; undefined where the cursor is not in the graph. */
export function cursorOf({ focused, selectedKey, state }: PaneView, points: readonly Point[]): number | undefined {
  if (!focused || selectedKey !== graphKey || points.length === 0) return undefined;
  const at = points.findIndex(({ start }) => String(start) === state.options?.point);
  return at < 0 ? points.length - 1 : at;
}

/** `12:00–13:00  1,234 failed`, and who changed what in that time where the audit trail tells. */
export function pointLine({ start, end, count }: Point, unit: SafeText, context: DrawContext): Line {
  const { now, overview, glyphs } = context;
  const items = overview.activity.data?.items ?? [];
  const changes = items.filter(({ at, type }) => at >= start && at < end && !auditMeaning(type).health);
  const [last] = changes;
  const more = changes.length > 1 ? t` +${changes.length - 1}` : t``;
  const changed: (Span | undefined)[] = last
    ? [
        span(t`  ${glyphs.ascending} `, 'warn'),
        span(t`${clock(last.at, now)} ${resourceName(last, context)}: ${last.type}, ${actorText(last)}${more}`, 'dim'),
      ]
    : [];
  const time = sliced(clock(end, Math.max(now, end)), -5);
  return line(
    span(t`${clock(start, now)}–${time}`, 'focus'),
    span(t`  ${whole(count)} ${unit}`, 'strong'),
    end > now ? span(t` so far`, 'dim') : undefined,
    ...changed,
  );
}
