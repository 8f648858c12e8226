import type { Block } from '../../../components/block.ts';
import type { Cell, Column } from '../../../components/table/columns.ts';
import { ago, clock, compact, counted, whole } from '../../../domain/format.ts';
import { expectedAndGiven } from '../../../domain/protocols/violation.ts';
import { t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { violationListNeeds } from '../../../workspace/needs/violations.ts';
import {
  releaseOf,
  violationList as select,
  type UniqueViolation,
  versionText,
} from '../../../workspace/protocols/violation-list.ts';
import { keySpans, keyText } from '../../kit/key-words.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { blockedOnly } from '../../kit/words/protocols.ts';
import { fact } from '../../kit/words/protocols-facts.ts';
import { sinceText } from '../../kit/words.ts';
import { aboutAnswer } from './answer.ts';
import { pageHead, pageNotice } from './page-words.ts';
import { aboutSource, eventName, eventOf, sampleTarget, sourceIdOf } from './places.ts';

function versionCell(row: UniqueViolation): Cell {
  const release = releaseOf(row);
  return release && release === row.versions[0]
    ? [span(versionText(row)), span(t` new`, 'warn')]
    : span(versionText(row), 'dim');
}

const columns: readonly Column<UniqueViolation>[] = [
  {
    id: 'field',
    header: t`Field`,
    width: { min: 20, max: 34 },
    priority: 0,
    cell: ({ field, unplanned }) => field ?? span(unplanned ? t`(event)` : t`–`, 'dim'),
    sort: ({ field }) => field,
  },
  {
    id: 'kind',
    header: t`Kind`,
    width: { min: 10, max: 24 },
    priority: 3,
    cell: ({ kind, unplanned }) => span(kind, unplanned ? 'warn' : 'text'),
    sort: ({ kind }) => kind,
  },
  {
    id: 'sentence',
    header: t`Violation`,
    width: { min: 16, grow: 1 },
    priority: 1,
    cell: ({ sentence }) => sentence,
    sort: ({ sentence }) => sentence,
  },
  {
    id: 'count',
    header: t`Count`,
    width: 6,
    align: 'right',
    priority: 0,
    cell: ({ count, unplanned }) => span(compact(count), unplanned ? 'warn' : 'bad'),
    sort: ({ count }) => count,
  },
  {
    id: 'first',
    isTime: true,
    header: t`Since`,
    width: 6,
    priority: 1,
    cell: ({ firstSeen, openStart }, { now, width }) =>
      firstSeen === undefined ? t`–` : openStart ? span(t`before`, 'dim') : sinceText(firstSeen, now, width),
    sort: ({ firstSeen }) => firstSeen,
    // What began before the time that was read began at no known moment.
    export: ({ firstSeen, openStart }) => (openStart ? undefined : firstSeen),
  },
  {
    id: 'seen',
    isTime: true,
    header: t`Last seen`,
    width: 9,
    align: 'right',
    priority: 3,
    cell: ({ lastSeen }, { now }) => (lastSeen === undefined ? t`–` : ago(lastSeen, now)),
    sort: ({ lastSeen }) => lastSeen,
  },
  {
    id: 'version',
    header: t`Version`,
    width: { min: 9, max: 18 },
    priority: 2,
    cell: versionCell,
    sort: ({ versions }) => versions[0]?.version,
  },
];

const pageOf = ({ read, period, place }: ViewContext) =>
  select(read, period, sourceIdOf({ place }), eventOf({ place }));

function detail(row: UniqueViolation, context: ViewContext, width: number): Block {
  const { now } = context;
  const { basis } = pageOf(context);
  const types = expectedAndGiven(row.sentence);
  return [
    ...textLines(row.field ?? row.kind, width, 'strong'),
    ...textLines(row.sentence, width),
    blank,
    fact(t`Kind`, row.kind),
    ...(types ? [fact(t`Expected`, span(types.expected, 'good')), fact(t`Given`, span(types.given, 'bad'))] : []),
    fact(t`Count`, span(whole(row.count), 'bad'), span(t`  ${word(basis)}`, 'dim')),
    fact(
      t`First seen`,
      span(row.openStart ? t`before ` : t``, 'dim'),
      row.firstSeen === undefined ? t`–` : clock(row.firstSeen, now),
    ),
    fact(t`Last seen`, row.lastSeen === undefined ? t`–` : t`${ago(row.lastSeen, now)} (${clock(row.lastSeen, now)})`),
    blank,
    ...versionLines(row, context, width),
    blank,
    ...(row.samples.length > 0
      ? [line(...keySpans(context, 'payload', t`shows ${counted(row.samples.length, t`sample`)}`))]
      : textLines(basis === 'blocked' ? blockedOnly : t`No sample was kept of this violation.`, width, 'dim')),
  ];
}

const mostVersions = 5;

/** A violation that began with a version is that release (rule 99). */
export function versionLines(
  { versions, firstSeen, openStart }: Pick<UniqueViolation, 'versions' | 'firstSeen' | 'openStart'>,
  { now }: Pick<ViewContext, 'now'>,
  width: number,
): Line[] {
  if (versions.length === 0) return [fact(t`App versions`, span(t`not sent with these events`, 'dim'))];
  const rows = versions
    .slice(0, mostVersions)
    .map(({ version, count, releasedAt }, index) =>
      fact(
        index === 0 ? t`App versions` : t``,
        version,
        t`  ${whole(count)}`,
        span(releasedAt === undefined ? t`` : t`  new, first sent after ${clock(releasedAt, now)}`, 'warn'),
      ),
    );
  const more = versions.length - rows.length;
  if (more > 0) rows.push(fact(t``, span(t`and ${more} more`, 'dim')));
  const [top] = versions;
  const released = top?.releasedAt;
  // What reaches back to the edge of what was read may be older than the release.
  const began = released !== undefined && firstSeen !== undefined && firstSeen >= released && !openStart;
  return began ? [...rows, ...textLines(t`New with ${top!.version}: the release brought it.`, width, 'warn')] : rows;
}

/** The violations of one event, most often first (rule 98). */
export const violationList = tableView<UniqueViolation>({
  id: pages.violationList.id,
  aliases: [],
  title: (context) => t`${eventName(eventOf(context))} from ${aboutSource(context).name}`,
  rows: (context) => pageOf(context).rows,
  columns,
  rowKey: ({ key }) => key,
  open: ({ key }, context) => sampleTarget(sourceIdOf(context), eventOf(context), key),
  payload: ({ key }, context) => sampleTarget(sourceIdOf(context), eventOf(context), key),
  about: aboutSource,
  head: (context, _rows, width) => pageHead(pageOf(context), context, width),
  detail,
  answer: (_, context) => aboutAnswer(context, t`opens a sample of it`),
  empty: (context) =>
    pageNotice(pageOf(context), context, {
      title: t`This event has no violation in this period`,
      help: keyText(context, 'period', t`switches between 24 hours and 7 days`),
    }),
  needs: (context) => violationListNeeds(context.read, context.period, sourceIdOf(context), eventOf(context)),
});
