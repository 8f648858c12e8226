import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, durationText, whole } from '../../../domain/format.ts';
import { isOverdue, type Regulation, regulatedThisMonth, regulationRank } from '../../../domain/privacy/regulations.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { endUserNeeds } from '../../../workspace/needs/privacy.ts';
import { standingOf } from '../../../workspace/polling/proof.ts';
import { regulations, suppressions } from '../../../workspace/resources/pages.ts';
import { keySpans } from '../../kit/key-words.ts';
import { emptyNotice, noneText } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { privacyRoles } from '../../kit/words/privacy.ts';
import { problemText } from '../../kit/words.ts';
import { regulationSpans, subjectsText, unfinishedText } from '../regulation-words.ts';

export const columns: readonly Column<Regulation>[] = [
  {
    id: 'status',
    header: t`Status`,
    width: { min: 13, max: 17 },
    priority: 0,
    cell: ({ status }, { glyphs }) => regulationSpans(status, glyphs),
    sort: ({ status }) => status,
  },
  {
    id: 'type',
    header: t`Type`,
    width: { min: 20, max: 30 },
    priority: 0,
    cell: ({ type }) => type,
    sort: ({ type }) => type,
  },
  {
    id: 'subjects',
    header: t`Whom`,
    width: { min: 9, max: 18 },
    priority: 2,
    cell: ({ subjects }) => span(subjectsText(subjects), 'dim'),
    sort: ({ subjects }) => subjects.count,
  },
  {
    id: 'age',
    isTime: true,
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 1,
    cell: (row, { now }) =>
      span(row.createdAt === undefined ? t`–` : ago(row.createdAt, now), isOverdue(row, now) ? 'bad' : 'text'),
    sort: ({ createdAt }) => createdAt,
  },
  {
    id: 'took',
    header: t`Finished`,
    width: { min: 10, max: 19 },
    priority: 3,
    cell: ({ status, createdAt, finishedAt }) =>
      span(
        finishedAt === undefined
          ? unfinishedText({ status })
          : createdAt === undefined
            ? t`yes`
            : t`after ${durationText(finishedAt - createdAt)}`,
        'dim',
      ),
    sort: ({ createdAt, finishedAt }) =>
      finishedAt === undefined || createdAt === undefined ? undefined : finishedAt - createdAt,
  },
  {
    id: 'id',
    header: t`Id`,
    width: { min: 10, max: 28 },
    priority: 5,
    cell: ({ id }) => span(sanitise(id), 'dim'),
  },
];

/** Requests to delete or suppress people's data, and who is suppressed: all of it read, nothing of it made (T-01; rule 148). */
export const endUser = tableView<Regulation>({
  id: pages.privacy.id,
  aliases: [],
  title: () => t`End-user privacy`,
  rows: ({ read }) =>
    (read(regulations).data ?? []).toSorted(
      (a, b) => regulationRank(a) - regulationRank(b) || (b.createdAt ?? 0) - (a.createdAt ?? 0),
    ),
  columns,
  rowKey: ({ id }) => id,
  open: ({ id }) => pages.regulation.at(id),
  subject: ({ id, type }) => ({ kind: 'other', id, name: type }),
  head: (context, rows, width) => head(context, rows, width),
  detail,
  empty,
  needs: ({ read }) => endUserNeeds(read),
});

/** Segment's own limits (rule 149). */
const mostUsersAMonth = 110_000;

function head({ read, now }: ViewContext, rows: readonly Regulation[], width: number): Block {
  const { data, error } = read(regulations);
  const stale = data && error ? [line(span(t` Regulations not renewed: ${problemText(error)}`, 'warn'))] : [];
  const used = regulatedThisMonth(rows, now);
  const counted = standingOf(read(regulations)).kind === 'whole' ? whole(used) : t`–`;
  const month = t`${counted} of ${whole(mostUsersAMonth)} users this month`;
  const lines = [
    suppressedText(read(suppressions)),
    t`Regulations of the last 90 days; ${month}. None is made from here: deleting cannot be undone.`,
  ];
  if (width < 60) return stale.length > 0 ? stale : [line(t` `, span(lines[0]!, 'dim'))];
  return [...stale, ...lines.flatMap((text) => wrap(text, width - 2).map((row): Line => line(t` `, span(row, 'dim'))))];
}

function suppressedText(snapshot: ReturnType<typeof snapshotOf>): SafeText {
  const { data, error } = snapshot;
  if (!data) return error ? t`Suppressed: ${problemText(error)}` : t`Reading who is suppressed…`;
  const counts = data.subjects.map(subjectsText);
  const total = joined(counts, t`, `);
  if (counts.length === 0)
    return data.isWhole
      ? noneText(snapshot, t`Suppressed`, t`Suppressed now: nobody.`)
      : t`Who is suppressed could not be read to the end`;
  return data.isWhole ? t`Suppressed now: ${total}.` : t`Suppressed now: at least ${total}; the list is longer.`;
}

const snapshotOf = ({ read }: ViewContext) => read(suppressions);

function detail({ id, subjects }: Regulation, context: ViewContext, width: number): Block {
  const suppressed = snapshotOf(context).data?.subjects ?? [];
  const ids = (some: readonly SafeText[]): Line[] =>
    wrap(joined(some.slice(0, 12), t`  `), width).map((row) => line(row));
  return [
    line(span(sanitise(id), 'strong')),
    line(span(t`Whom: ${subjectsText(subjects)}, masked`, 'dim')),
    ...ids(subjects.some),
    line(),
    line(...keySpans(context, 'row.open', t`how far each destination is`)),
    ...suppressed.flatMap(({ type, count, some }) => [
      line(),
      line(span(t`Suppressed now: ${subjectsText({ type, count })}, masked`, 'dim')),
      ...ids(some),
    ]),
  ];
}

function empty({ read }: ViewContext): Notice {
  return emptyNotice(
    read(regulations),
    t`regulations`,
    {
      title: t`No regulation in 90 days`,
      text: t`Nobody asked to delete or suppress anything; older ones are not in the API.`,
    },
    'empty',
    privacyRoles,
  );
}
