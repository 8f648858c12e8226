import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { compact } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { joined, type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { moreLines } from '../../kit/answer/parts.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyName } from '../../kit/key-words.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { calmOf } from '../../kit/words/picture.ts';
import { actorText, problemText, sinceText } from '../../kit/words.ts';
import { alertNeeds, evaluated, type RuleState } from './evaluated.ts';
import { thresholdText } from './words.ts';

const stateSpan = ({ on }: RuleState): Span => (on ? span(t`[x]`, 'good') : span(t`[ ]`, 'dim'));

const columns = (context: ViewContext): readonly Column<RuleState>[] => [
  { id: 'on', header: t`On`, width: 3, priority: 0, cell: stateSpan, sort: ({ on }) => (on ? 1 : 0) },
  {
    id: 'rule',
    header: t`Rule`,
    width: { min: 14, max: 24 },
    priority: 0,
    cell: ({ rule, raised, on }) => span(rule.name, raised > 0 ? 'strong' : on ? 'text' : 'dim'),
    sort: ({ rule }) => rule.name,
  },
  {
    id: 'raised',
    header: t`Raised`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ raised }) => (raised > 0 ? span(compact(raised), 'bad') : t``),
    sort: ({ raised }) => raised,
    export: (row) => (row.raised > 0 || !row.on || isAllJudged(context) ? row.raised : undefined),
  },
  {
    id: 'last',
    isTime: true,
    header: t`Last`,
    width: { min: 6, max: 12 },
    align: 'right',
    priority: 2,
    cell: ({ last }, { now, width }) => span(last === undefined ? t`–` : sinceText(last, now, width), 'dim'),
    sort: ({ last }) => last,
  },
  {
    id: 'threshold',
    header: t`Threshold`,
    width: { min: 8, max: 44 },
    priority: 3,
    cell: ({ rule }) => span(thresholdText(rule, context.session.alertRules ?? {}), 'dim'),
  },
  {
    id: 'area',
    header: t`Area`,
    width: { min: 6, max: 12 },
    priority: 4,
    cell: ({ rule }) => span(rule.area, 'dim'),
    sort: ({ rule }) => rule.area,
  },
  {
    id: 'basis',
    header: t`Judged by`,
    width: { min: 22, grow: 1 },
    priority: 3,
    cell: ({ rule }) => span(rule.basis, 'dim'),
  },
];

const basisText = (keys: Pick<ViewContext, 'keyOf'>) =>
  t`Rules of segtop, judged here and by segtop serve. The web app's own alerts the API does not tell: they are other ones, with thresholds and channels of their own. What others did is on ${keyName(keys, 'notifications')}.`;

function head(context: ViewContext, _rows: readonly RuleState[], width: number): Block {
  const { overview, session } = context;
  const { activity } = overview;
  const trouble = activity.error && !activity.data ? problemText(activity.error) : undefined;
  const lines = width < 60 ? [] : wrap(basisText(context), width - 2).map((text) => line(t` `, span(text, 'dim')));
  const send = session.alertSend ?? [];
  const told =
    send.length > 0
      ? t`Sent to ${joined(
          send.map((name) => sanitise(name, 40)),
          t`, `,
        )}`
      : t`On screen only: no channel is configured`;
  return [
    ...lines,
    line(t` `, span(told, 'dim')),
    ...(trouble ? [line(t` `, span(t`Audit trail: ${trouble}: what only it reports is not known`, 'warn'))] : []),
  ];
}

/** What the rules are held against was read whole: only then *none* is true. */
const isAllJudged = (context: ViewContext): boolean =>
  calmOf({ read: context.read, period: '24h' }, evaluated(context).overview.fleet).kind === 'whole';

const nothingNow = (context: ViewContext): SafeText =>
  isAllJudged(context) ? t`nothing now` : t`nothing in what was read`;

/** Reports that are named beside a rule. */
const mostReports = 8;

/** A rule in full: how it is judged, and what reported the same. */
export function ruleDetail(
  { rule, on, offBy, raised, events, last }: RuleState,
  context: ViewContext,
  width: number,
): Block {
  const { now, session } = context;
  const known = events?.slice(0, mostReports) ?? [];
  const more = (events?.length ?? 0) - known.length;
  const set = session.alertRules?.[rule.id];
  const where = offBy === 'config' ? t`off by the configuration` : t`off on this machine`;
  return [
    ...textLines(rule.name, width, 'strong'),
    line(),
    detailFact(t`Area`, rule.area),
    detailFact(t`Id`, sanitise(rule.id)),
    detailFact(t`Here`, on ? t`on` : where),
    detailFact(t`Raised`, raised === 0 ? nothingNow(context) : compact(raised)),
    detailFact(t`Last`, last === undefined ? t`–` : sinceText(last, now, 0)),
    ...(set?.severity ? [detailFact(t`Severity`, word(set.severity))] : []),
    line(),
    ...textLines(rule.basis, width),
    line(),
    ...Object.entries(rule.parameters).flatMap(([name, { means }]) =>
      textLines(t`${sanitise(name)}: ${sanitise(means)}`, width, 'dim'),
    ),
    ...textLines(thresholdText(rule, session.alertRules ?? {}), width),
    ...(known.length > 0 ? [line(), line(span(t`Reports of the period`, 'dim'))] : []),
    ...known.map((item) =>
      line(
        span(t`${sinceText(item.at, now, 0)} `, 'dim'),
        resourceName(item, context),
        t` `,
        span(actorText(item), 'info'),
      ),
    ),
    ...moreLines(more),
  ];
}

/** Every rule, what it is judged by, and whether it counts here. */
export const rulesTab = tableView<RuleState>({
  id: pages.alerts.id,
  aliases: [],
  title: () => t`Rules`,
  scope: 'toggles',
  rows: (context) => evaluated(context).rules,
  columns,
  head,
  detail: ruleDetail,
  rowKey: ({ rule }) => rule.id,
  subject: ({ rule }) => ({ kind: 'other', id: rule.id, name: rule.name }),
  holds: ({ rule, offBy }) => ({
    kind: 'switch',
    of: {
      what: 'alert',
      id: rule.id,
      name: rule.name,
      ...(offBy === 'config' ? { why: t`the configuration switched it off` } : {}),
    },
  }),
  empty: () => ({ kind: 'empty', proof: atHand, title: t`No rule` }),
  needs: alertNeeds,
});
