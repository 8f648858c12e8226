import { gauge } from '../../../components/charts/gauge.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import type { Meter } from '../../../domain/usage/meters.ts';
import { monthOf } from '../../../domain/usage/meters.ts';
import { pages } from '../../../state/pages.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { DrawContext, Pane, ViewContext } from '../../kit/view.ts';
import { fullText, meterNames, meterTone, periodText, unprojectedText, utcDay } from '../../kit/words/meters.ts';
import { stateLines, troubleSpan } from './panel-states.ts';

export function usagePane({ overview }: ViewContext): Pane {
  return {
    id: 'usage',
    rows: overview.meters.map(({ kind }) => ({ key: kind, open: pages.usage.at() })),
    open: pages.usage.at(),
    scope: 'home',
  };
}

/** Usage · Nov 1 – Dec 1 (U-01). */
export function usageTitle(context: DrawContext): Line {
  const periods = new Set(
    context.overview.meters.map(({ periodStart, periodEnd }) => t`${utcDay(periodStart)} – ${utcDay(periodEnd)}`),
  );
  // Each meter has its own period: only one that both share stands for the panel.
  const span_ = periods.size === 1 ? t` · ${[...periods][0]!}` : t``;
  const trouble = usageTrouble(context);
  return line(span(t`Usage`, 'strong'), span(span_, 'dim'), ...(trouble ? [span(t` · `, 'dim'), trouble] : []));
}

/** What could not be read of the meters that are shown; without any, the list's place says it. */
export function usageTrouble({ read, now, overview: { meters } }: DrawContext): Span | undefined {
  if (meters.length === 0) return undefined;
  const month = monthOf(now);
  return troubleSpan(
    [
      { what: meterNames['api-calls'], snapshot: read(resources.apiCalls(month)) },
      { what: meterNames.mtu, snapshot: read(resources.mtu(month)) },
    ],
    now,
  );
}

/** One row per meter: used, allowance, share, bar, and when the allowance is reached (U-02; rule 175). */
export function meterLine(meter: Meter, width: number, glyphs: Glyphs): Line {
  const { used, allowance, percent, recent, linear, reachesAllowanceAt } = meter;
  const projected = (recent ?? linear)?.projected;
  const tone = meterTone(meter);
  const name = padToWidth(meterNames[meter.kind], 10);
  const amount = allowance === undefined ? t`${compact(used)}` : t`${compact(used)} of ${compact(allowance)}`;
  const barWidth = Math.max(0, Math.min(26, width - 66));
  const used100 =
    percent === undefined
      ? []
      : barWidth < 10
        ? [span(percentText(percent), tone)]
        : gauge({ value: percent, limit: 100, width: barWidth, glyphs }).spans;
  const outlook =
    reachesAllowanceAt !== undefined
      ? span(t` · ${fullText(reachesAllowanceAt, meter)}`, 'bad')
      : span(
          t` · ${projected === undefined ? unprojectedText(meter) : t`${compact(projected)} by ${utcDay(meter.periodEnd)}`}`,
          'dim',
        );
  const hint = allowance === undefined ? [span(t` · allowance not configured`, 'dim')] : [];
  return line(
    span(name),
    span(amount, 'strong'),
    t`  `,
    ...used100,
    span(t`  ${periodText(meter)}`, meter.ended ? 'warn' : 'dim'),
    outlook,
    ...hint,
  );
}

/** The meter nearest to its allowance first, else what was used. */
export function usageFolded(context: DrawContext): Line {
  const { meters } = context.overview;
  if (meters.length === 0) return line(span(t`Usage`), ...(usageLines(context, 0)[0]?.spans ?? []));
  const facts = meters
    .toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1))
    .map((meter): readonly Span[] => {
      const { kind, percent, used, reachesAllowanceAt } = meter;
      const amount = percent === undefined ? compact(used) : percentText(percent);
      const ends = reachesAllowanceAt === undefined ? [] : [span(t` ${fullText(reachesAllowanceAt, meter)}`, 'bad')];
      return [span(t`${meterNames[kind]} `), span(amount, meterTone(meter)), ...ends, t`  `].map((part) =>
        typeof part === 'string' ? span(part) : part,
      );
    });
  return line(span(t`Usage`), ...facts.flat());
}

export function usageLines(context: DrawContext, width: number): readonly Line[] {
  const { meters } = context.overview;
  if (meters.length > 0) return meters.map((meter) => meterLine(meter, width, context.glyphs));
  const month = monthOf(context.now);
  const calls = context.read(resources.apiCalls(month));
  // That nothing was counted takes both meters: the one that is not known tells why.
  return stateLines(isWhole(calls) ? context.read(resources.mtu(month)) : calls, {
    loading: t`Reading usage…`,
    empty: t`No usage counted yet this month: it is counted once a day`,
  });
}
