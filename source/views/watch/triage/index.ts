import type { Column } from '../../../components/table/columns.ts';
import { clock, compact } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { glyphs } from '../../../theme/glyphs.ts';
import { line, span } from '../../../theme/line.ts';
import type { TriageItem } from '../../../workspace/watch/triage.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { tableView } from '../../kit/table-view.ts';
import type { Subject } from '../../kit/view.ts';
import { onsetCell } from '../../kit/words/onset.ts';
import { pictureGround, pictureNotice, rankedText } from '../../kit/words/picture.ts';
import { triageFacts, triageMark, triageTarget, triageVerdict } from '../../kit/words/triage.ts';
import { actorText } from '../../kit/words.ts';
import { triageAnswer, triageDetail } from './detail.ts';

/** A name does not depend on the time. */
const plain = { glyphs: glyphs(false), now: 0 };

const columns: readonly Column<TriageItem>[] = [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (item, { glyphs }) => triageMark(item, glyphs) },
  {
    id: 'what',
    header: t`What`,
    width: { min: 14, max: 44 },
    priority: 0,
    cell: (item, context) => span(triageFacts(item, context).name, 'strong'),
    sort: (item) => triageFacts(item, plain).name,
  },
  {
    id: 'verdict',
    header: t`Verdict`,
    width: 8,
    priority: 0,
    cell: triageVerdict,
    sort: (item) => triageVerdict(item).text,
  },
  {
    id: 'since',
    isTime: true,
    header: t`Since`,
    width: { min: 6, max: 18 },
    priority: 1,
    cell: ({ onset }, { now, width }) => onsetCell(onset, now, width),
    sort: ({ since }) => since,
  },
  {
    id: 'lost',
    header: t`Lost`,
    width: 6,
    align: 'right',
    priority: 2,
    cell: ({ lost, missed }) => {
      if (lost !== undefined) return span(compact(lost), lost > 0 ? 'bad' : 'dim');
      return missed === undefined ? span(t`–`, 'dim') : span(t`~${compact(missed)}`, 'warn');
    },
    sort: ({ lost, missed }) => lost ?? missed,
  },
  {
    id: 'facts',
    header: t`Facts`,
    width: { min: 12, max: 56, grow: 1 },
    priority: 3,
    cell: (item, context) =>
      triageFacts(item, context)
        .parts.filter(({ about }) => about === undefined)
        .flatMap((part, index) => (index === 0 ? [part] : [span(t`  `), part])),
  },
  {
    id: 'cause',
    header: t`What changed`,
    width: { min: 20, max: 40 },
    priority: 4,
    cell: ({ cause }, { now }) => (cause ? span(t`${actorText(cause)} ${clock(cause.at, now)}`, 'info') : t``),
    sort: ({ cause }) => cause?.at,
  },
];

function subjectOf(item: TriageItem): Subject | undefined {
  if (item.kind === 'connection' || item.kind === 'disabled') {
    const { destination } = item.connection;
    return { kind: 'destination', id: destination.id, name: destination.name };
  }
  if (item.kind === 'source') return { kind: 'source', id: item.flow.source.id, name: item.flow.source.name };
  if (item.kind === 'violations') return { kind: 'source', id: item.row.source.id, name: item.row.source.name };
  if (item.kind === 'warehouse')
    return { kind: 'warehouse', id: item.storage.warehouse.id, name: item.storage.warehouse.name };
  if (item.kind === 'privacy') return { kind: item.flow.kind, id: item.flow.id, name: item.flow.name };
  if (item.kind === 'signal') {
    const { resourceId: id, resourceName: name } = item.signal.item;
    return { kind: item.signal.kind === 'source-run' ? 'source' : 'audit', id, name };
  }
  return undefined;
}

/** Everything that is wrong, in one list on one scale (rule 224). */
export const triage = tableView<TriageItem>({
  id: pages.triage.id,
  aliases: ['triage', 'wrong'],
  title: () => t`Triage`,
  ground: (context) => pictureGround(context, context.overview.fleet),
  rows: ({ overview }) => overview.triage,
  columns,
  rowKey: ({ id }) => id,
  head: ({ overview }) => {
    const partial = rankedText(overview.fleet, t` connections`);
    return partial === undefined ? [] : [line(t` `, span(partial, 'warn'))];
  },
  open: triageTarget,
  subject: subjectOf,
  detail: triageDetail,
  answer: triageAnswer,
  empty: ({ read, period, overview }) =>
    pictureNotice({ read, period }, overview.fleet, {
      title: t`Nothing is wrong`,
      text: t`No failing connection, silent source, failed sync or growing violation in this period.`,
    }),
  needs: pictureNeeds,
  visible: (item) => (item.kind === 'connection' ? item.connection.id : undefined),
});
