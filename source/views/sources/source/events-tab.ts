import type { Block } from '../../../components/block.ts';
import { ago, changeText, clock, counted, percentText, whole } from '../../../domain/format.ts';
import { priority } from '../../../domain/queries.ts';
import { capital, type SafeText, t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, span } from '../../../theme/line.ts';
import { needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import {
  eventVolume,
  planIdOf,
  type SourceEvent,
  type SourceEvents,
  sourceEvents,
} from '../../../workspace/protocols/source-events.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { trackingPlanRules } from '../../../workspace/resources/pages.ts';
import { sourceById } from '../../../workspace/resources/violations.ts';
import { volumeWindows } from '../../../workspace/resources/volume-windows.ts';
import { merged } from '../../../workspace/sources/inflow.ts';
import { type Answer, type Curve, curveLegend, curveRows } from '../../kit/answer/answer.ts';
import { changesPart, changeTimes, nextPart } from '../../kit/answer/parts.ts';
import { detailFact, windowFact } from '../../kit/detail-lines.ts';
import { keyName } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import {
  eventColumns,
  eventMark,
  eventNameText,
  lengthText,
  plannedText,
  signLines,
  signSpan,
} from './event-columns.ts';

const sourceIdOf = ({ place }: Pick<ViewContext, 'place'>): string => pages.source.of(place).id ?? '';

const found = remembered<SourceEvents>();

function eventsOf({ read, period, now, overview, place }: ViewContext): SourceEvents {
  return found({ read }, [overview, period, now, place.params], () =>
    sourceEvents(read, period, sourceIdOf({ place }), now),
  );
}

/** Track calls go by their names, of which there are many; the other calls stand under their type. */
function groupOf({ type }: SourceEvent): SafeText {
  return type === '' ? t`Type not given` : capital(type);
}

/** What stands out, and what cannot be told: said once, above all events. */
function head(context: ViewContext, rows: readonly SourceEvent[]): Block {
  const { volume, plan } = eventsOf(context);
  if (rows.length === 0) return [];
  const count = (sign: SourceEvent['sign']) => rows.filter((row) => row.sign === sign).length;
  const [stopped, fresh, fell] = [count('stopped'), count('new'), count('fell')];
  const unplanned = rows.filter(({ rule }) => rule === null).length;
  const rules = plan == null ? undefined : context.read(trackingPlanRules(plan));
  const total = rows.reduce((sum, { events }) => sum + events, 0);
  // Rows that were lost may be of any event.
  const events = isWhole(volume) ? counted(total, t`event`, t`events`, whole) : t`${whole(total)}+ events`;
  return [
    line(
      span(t` ${events}`, 'strong'),
      span(t` in ${lengthText(context)}  `, 'dim'),
      span(stopped > 0 ? t`${stopped} stopped  ` : t``, 'bad'),
      span(fresh > 0 ? t`${fresh} new  ` : t``, 'warn'),
      span(fell > 0 ? t`${fell} fell by half  ` : t``, 'warn'),
      span(unplanned > 0 ? t`${unplanned} unplanned  ` : t``, 'warn'),
      span(rules?.error && !rules.data ? t`plan: ${problemText(rules.error)}  ` : t``, 'warn'),
      span(volume.error ? t`${problemText(volume.error)}  ` : t``, 'warn'),
      span(volume.fetchedAt === undefined ? t`` : ago(volume.fetchedAt, context.now), 'dim'),
    ),
    line(
      span(
        t` Counted past validation. Which are blocked the API does not tell: ${keyName(context, 'browser')}, Schema`,
        'dim',
      ),
    ),
  ];
}

function detail(row: SourceEvent, context: ViewContext, width: number, isAnswered: boolean): Block {
  const { glyphs, now, period, overview } = context;
  const { volume } = eventsOf(context);
  const { window } = volumeWindows(volume, period, now);
  const { change } = row;
  const first = row.series.filter(({ count }) => count > 0).toSorted((a, b) => a.at - b.at)[0];
  const curve = isAnswered ? undefined : eventCurve(row, context);
  return [
    line(eventMark(row, glyphs), t` `, span(eventNameText(row), 'strong'), t`  `, signSpan(row)),
    line(span(row.type, 'dim')),
    blank,
    windowFact(window, now, width),
    detailFact(
      t`Count`,
      span(whole(row.events), 'strong'),
      span(t`  ${percentText(row.percent)} of the source`, 'dim'),
    ),
    detailFact(t`Before`, whole(row.earlier), span(change === undefined ? t`` : t`  ${changeText(change)}`, 'dim')),
    detailFact(
      t`Last seen`,
      row.lastSeen === undefined ? t`–` : t`${ago(row.lastSeen, now)}  ${clock(row.lastSeen, now)}`,
    ),
    ...(row.sign === 'new' && first ? [detailFact(t`First seen`, clock(first.at, now))] : []),
    ...(row.rule === undefined ? [] : [detailFact(t`Plan`, span(plannedText(row), row.rule ? 'text' : 'warn'))]),
    ...(curve
      ? [
          blank,
          line(span(t`By the hour`, 'dim')),
          line(...curveLegend(curve, context)),
          ...curveRows(curve, context, width, curveHeight),
        ]
      : []),
    ...signLines(row, overview.flow.bySource.get(sourceIdOf(context))?.health.state, context, width),
  ];
}

const curveHeight = 8;

/** How often it came by the hour, over the same hours of the period before. */
function eventCurve(row: SourceEvent, context: ViewContext): Curve | undefined {
  const { now, period } = context;
  const { volume } = eventsOf(context);
  if (volume.data === undefined) return undefined;
  const { window, earlier, end } = volumeWindows(volume, period, now);
  const buckets = merged(row.series, window.start, window.end);
  const starts = buckets.map(({ at }) => at);
  if (starts.length === 0) return undefined;
  return {
    title: t`${eventNameText(row)} by the hour`,
    starts,
    values: buckets.map(({ count }) => count),
    before: {
      name: t`same hours ${period === '24h' ? t`a day` : t`a week`} before`,
      values: merged(row.series, earlier.start, earlier.start + (window.end - window.start)).map(({ at, count }) =>
        at + hour <= end ? count : undefined,
      ),
    },
    tone: row.sign === 'stopped' ? 'bad' : row.sign === undefined ? 'info' : 'warn',
    changes: changeTimes([sourceIdOf(context)], context),
    end: starts.at(-1)! + hour,
  };
}

function answer(row: SourceEvent, context: ViewContext): Answer {
  const open = row.rule ? t`opens its rule in the tracking plan` : t`opens the last events as they came in`;
  return {
    title: eventNameText(row),
    curve: eventCurve(row, context),
    parts: [
      changesPart([sourceIdOf(context)], context),
      nextPart(
        [
          ['row.open', open],
          ['debugger', t`the last events as they came in`],
          ['violations', t`which events break the plan, and how`],
        ],
        context,
      ),
    ],
  };
}

/** Events of one source by volume: those that stopped or are new first; Enter opens the rule of the plan. */
export const eventsTab = tableView<SourceEvent>({
  id: pages.source.id,
  aliases: [],
  title: (context) => context.overview.flow.bySource.get(sourceIdOf(context))?.source.name ?? t`Source`,
  rows: (context) => eventsOf(context).events,
  columns: (context) => {
    const { volume, plan } = eventsOf(context);
    return eventColumns(volumeWindows(volume, context.period, context.now).window, plan != null);
  },
  rowKey: ({ key }) => key,
  group: groupOf,
  problem: ({ sign, rule }) => sign !== undefined || rule === null,
  about: (context) => {
    const source = context.overview.flow.bySource.get(sourceIdOf(context))?.source;
    return source && { kind: 'source', id: source.id, name: source.name };
  },
  open: ({ rule }, { place }) =>
    rule
      ? pages.trackingRule.at({ id: rule.plan, rule: rule.key })
      : pages.debugger.at(pages.source.of(place).id ?? ''),
  head,
  detail,
  answer,
  empty: (context) =>
    emptyNotice(eventsOf(context).volume, t`events`, {
      title: t`No event in the ${lengthText(context)} and the ${lengthText(context)} before`,
      text: t`Events that were turned away at ingest are not counted here: the first tab tells them.`,
    }),
  needs: ({ read, period, place }) =>
    pageNeeds(read, () => {
      const id = sourceIdOf({ place });
      const plan = planIdOf(read, id);
      return [
        needOf(resources.sources),
        needOf(resources.volume(period), priority.favorite),
        needOf(eventVolume(period, id)),
        needOf(sourceById(id), priority.favorite),
        ...(plan == null ? [] : [needOf(trackingPlanRules(plan), priority.favorite)]),
      ];
    }),
});
