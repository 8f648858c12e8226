import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, clock } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import type { WorkspaceOffer } from '../../../state/store.ts';
import { blank, line, span } from '../../../theme/line.ts';
import { needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keySpans } from '../../kit/key-words.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';

const unknown = span(t`–`, 'dim');
const textOrUnknown = (text: WorkspaceOffer['slug']) => (text === undefined || text === '' ? unknown : text);

const columns: readonly Column<WorkspaceOffer>[] = [
  {
    id: 'mark',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ current }, { glyphs }) => (current ? span(glyphs.healthy, 'good') : t` `),
  },
  {
    id: 'profile',
    header: t`Profile`,
    width: { min: 8, max: 24 },
    priority: 0,
    cell: ({ name }) => name,
    sort: ({ name }) => name,
  },
  {
    id: 'workspace',
    header: t`Workspace`,
    width: { min: 8, max: 32, grow: 1 },
    priority: 1,
    cell: ({ workspace }) => textOrUnknown(workspace),
    sort: ({ workspace }) => workspace,
  },
  {
    id: 'slug',
    header: t`Slug`,
    width: { min: 8, max: 24 },
    priority: 4,
    cell: ({ slug }) => textOrUnknown(slug),
    sort: ({ slug }) => slug,
  },
  {
    id: 'region',
    header: t`Region`,
    width: { min: 6, max: 24 },
    priority: 2,
    cell: ({ where }) => textOrUnknown(where),
    sort: ({ where }) => where,
  },
  {
    id: 'access',
    header: t`Access`,
    width: { min: 8, max: 18 },
    priority: 3,
    cell: ({ access }) => textOrUnknown(access),
    sort: ({ access }) => access,
  },
  {
    id: 'token',
    header: t`Token`,
    width: { min: 6, max: 12 },
    priority: 5,
    cell: ({ token }) => span(token ?? t`–`, 'dim'),
    sort: ({ token }) => token,
  },
  {
    id: 'changes',
    header: t`Changes`,
    width: { min: 7, max: 12 },
    priority: 5,
    cell: ({ changes }) => span(changes ?? t`–`, changes === 'allowed' ? 'warn' : 'dim'),
    sort: ({ changes }) => changes,
  },
  {
    id: 'opened',
    isTime: true,
    header: t`Opened`,
    width: { min: 8, max: 10 },
    align: 'right',
    priority: 2,
    cell: ({ openedAt, current }, { now }) =>
      current ? t`open` : openedAt === undefined ? unknown : span(ago(openedAt, now), 'dim'),
    sort: ({ openedAt, current }) => (current ? Number.POSITIVE_INFINITY : openedAt),
    export: ({ openedAt }) => openedAt,
  },
];

/** What is known of a workspace, and how it is opened. */
function detail(row: WorkspaceOffer, context: ViewContext, width: number): Block {
  const { name, where, current, workspace, slug, access, token, changes, openedAt } = row;
  const fact = (what: SafeText, text: SafeText | undefined): Block =>
    text === undefined || text === '' ? [] : [detailFact(what, text)];
  const never = openedAt === undefined && !current ? t`It was never open on this machine.` : t``;
  const next = current ? [] : keySpans(context, 'workspaces.open', t`opens it, and leaves the one that is open`);
  return [
    line(span(workspace ?? name, 'strong'), span(current ? t`  open` : t``, 'good')),
    blank,
    ...fact(t`Profile`, name),
    ...fact(t`Region`, where),
    ...fact(t`Slug`, slug),
    ...fact(t`Access`, access),
    ...fact(t`Token`, token),
    ...fact(t`Changes`, changes),
    ...fact(
      t`Opened`,
      openedAt === undefined ? undefined : t`${clock(openedAt, context.now)}  ${ago(openedAt, context.now)}`,
    ),
    blank,
    ...textLines(never, width, 'dim'),
    line(...next),
  ];
}

/** Every workspace that can be opened (W-09). A token opens one workspace and tells of no other (rule 2): these are the profiles. */
export const workspaces = tableView<WorkspaceOffer>({
  id: pages.workspaces.id,
  aliases: ['workspaces', 'profiles'],
  scope: 'workspaces',
  title: () => t`Workspaces`,
  rows: ({ workspaces: all, overview: { workspace } }) =>
    workspace
      ? all.map((row) => (row.current ? { ...row, workspace: workspace.name, slug: workspace.slug } : row))
      : all,
  columns,
  rowKey: ({ name }) => name,
  detail,
  head: () => [line(span(t` One token is one workspace: segtop login NAME adds one. Others as last open.`, 'dim'))],
  subject: ({ name, slug }) => ({ kind: 'other', id: slug || name, name }),
  empty: () => ({ kind: 'empty', proof: atHand, title: t`No workspaces` }),
  // These two reads tell about the open workspace; the others are known from when they were last open.
  needs: ({ read, period }) => pageNeeds(read, () => [needOf(resources.recentAudit(period))]),
});
