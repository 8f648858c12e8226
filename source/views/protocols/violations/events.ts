import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, clock, compact, whole } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, span } from '../../../theme/line.ts';
import { violationEventsNeeds } from '../../../workspace/needs/violations.ts';
import { type EventViolations, violationEvents as select } from '../../../workspace/protocols/violation-events.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyText } from '../../kit/key-words.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { blockedOnly } from '../../kit/words/protocols.ts';
import { controls, fact } from '../../kit/words/protocols-facts.ts';
import { optionalPercent, problemText } from '../../kit/words.ts';
import { aboutAnswer } from './answer.ts';
import { pageHead, pageNotice } from './page-words.ts';
import { aboutSource, eventName, listTarget, sampleTarget, sourceIdOf } from './places.ts';

const columns: readonly Column<EventViolations>[] = [
  {
    id: 'event',
    header: t`Event`,
    width: { min: 14, max: 44, grow: 1 },
    priority: 0,
    cell: (row) => eventName(row),
    sort: (row) => eventName(row),
  },
  {
    id: 'events',
    header: t`Violating`,
    width: 9,
    align: 'right',
    priority: 0,
    cell: ({ events }) => span(compact(events), events > 0 ? 'bad' : 'dim'),
    sort: ({ events }) => events,
  },
  {
    id: 'percent',
    header: t`Share`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ percent }) => optionalPercent(percent),
    sort: ({ percent }) => percent,
  },
  {
    id: 'unique',
    header: t`Unique`,
    width: 6,
    align: 'right',
    priority: 2,
    cell: ({ unique }) => whole(unique),
    sort: ({ unique }) => unique,
  },
  {
    id: 'unplanned',
    header: t`Unplanned`,
    width: 9,
    align: 'right',
    priority: 2,
    cell: ({ unplanned }) => span(compact(unplanned), unplanned > 0 ? 'warn' : 'dim'),
    sort: ({ unplanned }) => unplanned,
  },
  {
    id: 'seen',
    isTime: true,
    header: t`Last seen`,
    width: 9,
    align: 'right',
    priority: 1,
    cell: ({ lastSeen }, { now }) => (lastSeen === undefined ? t`–` : ago(lastSeen, now)),
    sort: ({ lastSeen }) => lastSeen,
  },
  {
    id: 'type',
    header: t`Type`,
    width: 8,
    priority: 4,
    cell: ({ eventType }) => span(eventType, 'dim'),
    sort: ({ eventType }) => eventType,
  },
];

const pageOf = ({ read, period, place }: ViewContext) => select(read, period, sourceIdOf({ place }));

function detail(row: EventViolations, context: ViewContext, width: number): Block {
  const id = sourceIdOf(context);
  const settings = context.read(resources.sourceSettings(id));
  const { basis } = pageOf(context);
  const { now } = context;
  return [
    line(span(eventName(row), 'strong'), span(t`  ${row.eventType}`, 'dim')),
    blank,
    fact(t`With violations`, span(whole(row.events), row.events > 0 ? 'bad' : 'text')),
    fact(t`Without`, row.sent === undefined ? t`–` : whole(Math.max(0, row.sent - row.events))),
    fact(t`Sent in all`, row.sent === undefined ? t`–` : whole(row.sent)),
    fact(t`Share`, span(optionalPercent(row.percent), 'strong')),
    // What was collected may have gone on all the same.
    fact(
      basis === 'blocked' ? t`Unplanned, blocked` : t`Unplanned`,
      span(whole(row.unplanned), row.unplanned > 0 ? 'warn' : 'text'),
    ),
    fact(basis === 'blocked' ? t`Reasons` : t`Unique violations`, whole(row.unique)),
    fact(t`Last seen`, row.lastSeen === undefined ? t`–` : t`${ago(row.lastSeen, now)} (${clock(row.lastSeen, now)})`),
    blank,
    ...controls(settings.data, settings.error ? problemText(settings.error) : undefined, context, width),
    ...(basis === 'blocked' ? [blank, ...textLines(blockedOnly, width, 'dim')] : []),
  ];
}

function empty(context: ViewContext): Notice {
  return pageNotice(pageOf(context), context, {
    title: t`No violation in this period`,
    help: keyText(context, 'period', t`switches between 24 hours and 7 days`),
  });
}

/** The events of one source with violations, worst first (rule 98). */
export const violationEvents = tableView<EventViolations>({
  id: pages.violationEvents.id,
  aliases: [],
  title: (context) => t`${aboutSource(context).name} violations`,
  rows: (context) => pageOf(context).rows,
  columns,
  rowKey: ({ key }) => key,
  open: (row, context) => listTarget(sourceIdOf(context), row),
  payload: (row, context) => (row.worst === undefined ? undefined : sampleTarget(sourceIdOf(context), row, row.worst)),
  about: aboutSource,
  head: (context, _rows, width) => pageHead(pageOf(context), context, width),
  detail,
  answer: (_, context) => aboutAnswer(context, t`opens the violations of the event`),
  empty,
  needs: (context) => violationEventsNeeds(context.read, context.period, sourceIdOf(context)),
});
