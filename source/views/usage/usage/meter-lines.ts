import { gauge } from '../../../components/charts/gauge.ts';
import { agoText, compact, counted, percentText, whole } from '../../../domain/format.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { contradictsItself, type Meter, monthOf, type Pace, type Threshold } from '../../../domain/usage/meters.ts';
import { type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keySpans } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fullText, meterNames, meterTone, periodText, unprojectedText, utcDay } from '../../kit/words/meters.ts';
import { problemText } from '../../kit/words.ts';

/** `API calls  8,634,779 of 12,000,000  72%  ████░░  day 22 of 30`: one row a meter; the chosen one is pointed at. */
export function meterLine(
  meter: Meter,
  chosen: 'shown' | 'other' | 'only',
  width: number,
  { glyphs, keyOf }: Pick<ViewContext, 'glyphs' | 'keyOf'>,
): Line {
  const { kind, used, allowance, percent } = meter;
  const number = width >= 70 ? whole : compact;
  const tone = meterTone(meter);
  const bar = Math.min(34, width - 66);
  const keys = joined(
    [keyOf('tab.previous'), keyOf('tab.next')].filter((key) => key !== ''),
    t`/`,
  );
  return line(
    span(chosen === 'shown' ? glyphs.pointer : t` `, 'focus'),
    t` `,
    span(padToWidth(meterNames[kind], 10), chosen === 'other' ? 'dim' : 'strong'),
    span(allowance === undefined ? number(used) : t`${number(used)} of ${number(allowance)}`, 'strong'),
    t`  `,
    ...(percent === undefined
      ? [span(t`no allowance set`, 'dim')]
      : bar >= 12
        ? gauge({ value: percent, limit: 100, width: bar, glyphs }).spans
        : [span(percentText(percent), tone)]),
    span(t`  ${periodText(meter)}`, meter.ended ? 'warn' : 'dim'),
    ...(chosen === 'other' && keys !== '' ? [span(t`   ${keys}`, 'key'), span(t` shows it`, 'dim')] : []),
  );
}

/** What a meter means, most telling first, so that a low screen loses the least. */
export function meterFacts(meter: Meter, today: number | undefined, context: ViewContext, width: number): Line[] {
  const narrow = width < 70;
  const facts: (readonly Span[])[] = [
    ...outlook(meter, narrow, width),
    ...(meter.allowance === undefined ? howTo(meter, context, narrow) : [notices(meter)]),
    basis(meter, today, context),
    ...(meter.kind === 'mtu' ? [parts(context)] : []),
    ...(narrow ? [] : [uncounted(context)]),
  ];
  return facts.map((spans) => line(t`  `, ...spans));
}

/** Parts of a plan that no read tells (U-03, U-04; rule 179): said, so that nobody takes them for unused. */
const uncounted = (context: ViewContext): readonly Span[] => [
  span(t`the API does not count functions hours and Engage credits: `, 'dim'),
  ...keySpans(context, 'browser', t`copies the link to the billing page`),
];

/** Two ways of going on, each with its own answer (rule 175). */
function outlook(meter: Meter, narrow: boolean, width: number): (readonly Span[])[] {
  const { recent, linear, percent = 0, reachesAllowanceAt } = meter;
  const dates = t`${utcDay(meter.periodStart)} – ${utcDay(meter.periodEnd)}: `;
  if (percent >= 100 && reachesAllowanceAt !== undefined) return [[span(fullText(reachesAllowanceAt, meter), 'bad')]];
  const first = recent ?? linear;
  if (!first) return [[span(narrow ? t`` : dates, 'dim'), span(unprojectedText(meter), 'dim')]];
  if (narrow) return [paceSpans(first, meter)];
  const whole = recent && linear && linear.days !== recent.days ? linear : undefined;
  const lately = [
    ...paceSpans(first, meter),
    span(
      t` at the last ${first.days === 1 ? t`day's` : t`${first.days} days'`} pace (${compact(first.perDay)} a day)`,
      'dim',
    ),
  ];
  if (!whole) return [lately];
  const wholly = [...paceSpans(whole, meter), span(t` at the whole period's (${compact(whole.perDay)})`, 'dim')];
  const both = [...lately, span(t`; `, 'dim'), ...wholly];
  return lineWidth({ spans: both }) <= width - 2 ? [both] : [lately, wholly];
}

function paceSpans({ reachesAllowanceAt, projected }: Pace, meter: Meter): Span[] {
  const { periodEnd } = meter;
  if (reachesAllowanceAt !== undefined) return [span(fullText(reachesAllowanceAt, meter), 'bad')];
  return [span(t`${compact(projected)} by ${utcDay(periodEnd)}`)];
}

function notices(meter: Meter): Span[] {
  const { thresholds, kind } = meter;
  const mail = kind === 'mtu' ? t`Segment mails near 60 and 80 %: ` : t`notices: `;
  return [
    span(mail, 'dim'),
    ...thresholds.flatMap((each, index) => [...(index > 0 ? [span(t` · `, 'dim')] : []), thresholdSpan(each, meter)]),
  ];
}

function thresholdSpan({ percent, passedAt, reachesAt }: Threshold, { ended, recent, linear }: Meter): Span {
  if (passedAt !== undefined) return span(t`${percent} % passed ${utcDay(passedAt)}`, percent >= 100 ? 'bad' : 'warn');
  if (reachesAt !== undefined) return span(t`${percent} % on ${utcDay(reachesAt)}`, percent >= 100 ? 'bad' : 'text');
  if (!ended && !recent && !linear) return span(t`${percent} % not passed so far`, 'dim');
  return span(t`${percent} % not in this period`, 'dim');
}

/** The API tells no allowance (rule 171): where to write it. */
function howTo({ kind }: Meter, { session }: ViewContext, narrow: boolean): Span[][] {
  const key = kind === 'mtu' ? t`mtu` : t`apiCalls`;
  const entry = span(t`"allowance": {"${key}": 10000}`, 'key');
  const file = session.configFile ?? t`config.yaml`;
  if (narrow) return [[span(t`allowance: config.yaml`, 'dim')]];
  return [[span(t`no share without your plan's allowance: set `, 'dim'), entry, span(t` in ${file}`, 'dim')]];
}

/** How old the numbers are, and what they are made of. */
function basis({ countedUntil, kind, asOf, ended }: Meter, today: number | undefined, context: ViewContext): Span[] {
  const { read, now } = context;
  const month = monthOf(now);
  const { fetchedAt, error } = kind === 'mtu' ? read(resources.mtu(month)) : read(resources.apiCalls(month));
  const late = !ended && now - countedUntil > 36 * hour;
  const live = ended
    ? t``
    : kind === 'mtu'
      ? t` · today's users are counted after midnight UTC`
      : today === undefined
        ? t``
        : t` · today ~${counted(today, t`event`)} received`;
  return [
    span(t`counted through ${utcDay(asOf)} UTC${readText(fetchedAt, now)}`, late ? 'warn' : 'dim'),
    ...(error ? [span(t` · ${problemText(error)}`, 'warn')] : []),
    span(live, kind === 'mtu' ? 'dim' : 'info'),
  ];
}

function readText(at: number | undefined, now: number): SafeText {
  return at === undefined ? t`` : t`, read ${agoText(at, now)}`;
}

/** What the MTU headline is made of: the billing rule, and the parts that it leaves out (rule 172). */
function parts({ read, now }: ViewContext): Span[] {
  const rows = wholeOf(read(resources.mtu(monthOf(now)))) ?? [];
  const newest = rows.reduce<(typeof rows)[number] | undefined>((a, b) => (!a || b.at >= a.at ? b : a), undefined);
  if (!newest) return [];
  const { identified, neverIdentified, anonymous, anonymousIdentified } = newest;
  const later =
    anonymousIdentified > anonymous
      ? t`${compact(anonymousIdentified)} identified later: more than there are`
      : t`${compact(anonymousIdentified)} of them identified later`;
  return [
    span(t`MTU = ${compact(identified)} identified + ${compact(neverIdentified)} never identified`),
    span(t` · ${compact(anonymous)} anonymous in all, ${later}`, contradictsItself(newest) ? 'warn' : 'dim'),
  ];
}
