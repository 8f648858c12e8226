import type { Block } from '../../../components/block.ts';
import { sparkline } from '../../../components/charts/sparkline.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { changeText, compact, counted } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import type { Period } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { seenBesidesNeeds, violationSourcesNeeds } from '../../../workspace/needs/violations.ts';
import type { Read } from '../../../workspace/polling/read.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import { plannedSources, plansStanding, type SourceViolations } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { violationsAnswer } from '../../kit/answer/violations.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { optionalPercent, problemText } from '../../kit/words.ts';
import { sourceDetail } from './violations-detail.ts';

export const columns: readonly Column<SourceViolations>[] = [
  {
    id: 'name',
    header: t`Source`,
    width: { min: 8, max: 36, grow: 1 },
    priority: 0,
    cell: ({ source }) => source.name,
    sort: ({ source }) => source.name,
  },
  {
    id: 'violations',
    header: t`Violations`,
    width: 10,
    align: 'right',
    priority: 0,
    cell: ({ violations }) => span(compact(violations), violations > 0 ? 'bad' : 'dim'),
    sort: ({ violations }) => violations,
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
    id: 'change',
    header: t`Change`,
    width: 7,
    align: 'right',
    priority: 3,
    cell: (row) => span(change(row), 'dim'),
    sort: (row) => row.change,
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
    id: 'events',
    header: t`Events`,
    width: 6,
    align: 'right',
    priority: 2,
    cell: ({ events }) => (events === undefined ? t`–` : compact(events)),
    sort: ({ events }) => events,
  },
  {
    id: 'basis',
    header: t`Basis`,
    width: 9,
    priority: 4,
    cell: ({ basis }) => span(word(basis), 'dim'),
    sort: ({ basis }) => basis,
  },
  {
    id: 'graph',
    header: t`Last 24 hours`,
    width: 24,
    priority: 5,
    cell: ({ series }, { glyphs, width }) =>
      span(
        sparkline(
          series.slice(-24).map(({ count }) => count),
          width,
          glyphs,
        ),
        'bad',
      ),
  },
];

/** What comes from nothing is new; of none now and none before nothing has changed. */
function change({ violations, change: percent }: SourceViolations): SafeText {
  return violations === 0 && percent === undefined ? t`` : changeText(percent);
}

/** How far reading has come, and what cannot be read. */
function head({ overview: { violations }, read, period }: ViewContext): Block {
  const { planned, known, unknown } = violations;
  if (unknown.length === 0) return [];
  const failed = unknown.map((id) => read(resources.blocked(period, id)).error).find((error) => error);
  return [
    line(
      span(t` ${known} of ${planned} sources read`, 'dim'),
      span(failed ? t`  ${problemText(failed)}` : t``, 'warn'),
    ),
  ];
}

/** What tells of violations: the sources, and what each that is under a plan blocks. */
const blockedGround = (read: Read, period: Period): [Snapshot, ...Snapshot[]] => [
  read(resources.sources),
  ...plannedSources(read).map((id) => read(resources.blocked(period, id))),
];

function empty({ read, period, keyOf, overview }: ViewContext): Notice {
  const sources = read(resources.sources);
  // Without the list no count has a source to stand under.
  if (sources.error && sources.data === undefined) return emptyNotice(sources, t`sources`, { title: t`` });
  const { planned } = overview.violations;
  if (planned > 0) {
    return emptyNotice(blockedGround(read, period), t`what ${counted(planned, t`source blocks`, t`sources block`)}`, {
      title: t`No violation`,
    });
  }
  return emptyNotice(plansStanding(read), t`tracking plans`, {
    title: t`No source is connected to a tracking plan`,
    text: t`Protocols checks events against a plan. Without one nothing is checked, and nothing can be in violation.`,
    help: keyText({ keyOf }, 'browser', t`copies the link to Protocols`),
  });
}

/** Sources under a tracking plan by violations, most first (H-16, E-03); the pane beside it tells the rest (H-17). */
export const violationsTab = tableView<SourceViolations>({
  id: pages.protocols.id,
  aliases: [],
  title: () => t`Violations by source`,
  ground: ({ read, period }) => blockedGround(read, period),
  rows: ({ overview }) => overview.violations.rows,
  columns,
  rowKey: ({ source }) => source.id,
  open: ({ source }) => pages.violationEvents.at(source.id),
  subject: ({ source: { id, name } }) => ({ kind: 'source', id, name }),
  head,
  detail: sourceDetail,
  answer: violationsAnswer,
  detailOpen: ({ source }) => pages.source.at(source.id),
  empty,
  visible: ({ source }) => source.id,
  needs: ({ read, period }, { visible }) => [
    ...violationSourcesNeeds(read, period),
    ...seenBesidesNeeds(read, period, visible ?? new Set()),
  ],
});
