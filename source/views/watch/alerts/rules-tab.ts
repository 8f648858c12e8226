import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { compact } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import type { RuleState } from '../../../workspace/watch/alerts.ts';
import { resourceName } from '../../kit/destination-names.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { calmOf } from '../../kit/words/picture.ts';
import { actorText, problemText, sinceText } from '../../kit/words.ts';
import { alertNeeds, evaluated } from './evaluated.ts';
import { feedWords } from './words.ts';

function stateSpan({ on, rule }: RuleState): Span {
  if (rule.feed === 'none') return span(t` – `, 'dim');
  return on ? span(t`[x]`, 'good') : span(t`[ ]`, 'dim');
}

const columns: readonly Column<RuleState>[] = [
  { id: 'on', header: t`On`, width: 3, priority: 0, cell: stateSpan, sort: ({ on }) => (on ? 1 : 0) },
  {
    id: 'rule',
    header: t`Rule`,
    width: { min: 14, max: 44, grow: 1 },
    priority: 0,
    cell: ({ rule, raised, on }) =>
      span(rule.name, raised > 0 && on ? 'strong' : rule.feed === 'none' ? 'dim' : 'text'),
    sort: ({ rule }) => rule.name,
  },
  {
    id: 'raised',
    header: t`Raised`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ raised, on }) => (raised > 0 ? span(compact(raised), on ? 'bad' : 'dim') : t``),
    sort: ({ raised }) => raised,
  },
  {
    id: 'last',
    isTime: true,
    header: t`Last`,
    width: { min: 6, max: 12 },
    align: 'right',
    priority: 2,
    cell: ({ last, rule, events }, { now, width }) =>
      span(
        last === undefined
          ? rule.feed === 'audit' && events !== undefined
            ? t`none`
            : t`–`
          : sinceText(last, now, width),
        'dim',
      ),
    sort: ({ last }) => last,
  },
  {
    id: 'area',
    header: t`Area`,
    width: { min: 6, max: 17 },
    priority: 3,
    cell: ({ rule }) => span(rule.area, 'dim'),
    sort: ({ rule }) => rule.area,
  },
  {
    id: 'threshold',
    header: t`Threshold`,
    width: { min: 8, max: 40 },
    priority: 4,
    cell: ({ rule }) => span(rule.threshold, 'dim'),
  },
  {
    id: 'feed',
    header: t`Fed by`,
    width: { min: 8, max: 21 },
    priority: 3,
    cell: ({ rule }) => span(feedWords[rule.feed], 'dim'),
    sort: ({ rule }) => feedWords[rule.feed],
  },
];

const basis = t`The web app's default alerts and custom kinds, judged by segtop. Which of them are on in the web app, their thresholds and their channels the API does not tell; on and off here is on this machine only.`;

function head({ period, read: _read, overview }: ViewContext, _rows: readonly RuleState[], width: number): Block {
  const { activity } = overview;
  const trouble = activity.error && !activity.data ? problemText(activity.error) : undefined;
  const days = period === '24h' ? t`the last 24 hours` : t`the last 7 days`;
  const last = trouble
    ? span(t`Audit trail: ${trouble}: when a rule last held is not known`, 'warn')
    : span(t`Last: in ${days}`, 'dim');
  const lines = width < 60 ? [] : wrap(basis, width - 2).map((text) => line(t` `, span(text, 'dim')));
  return [...lines, line(t` `, last)];
}

function nothingNow({ read, overview }: ViewContext): SafeText {
  return calmOf({ read, period: '24h' }, overview.fleet).kind === 'whole'
    ? t`nothing now`
    : t`nothing in what was read`;
}

function detail({ rule, on, raised, events, last }: RuleState, context: ViewContext, width: number): Block {
  const { now } = context;
  const known = events?.slice(0, 8) ?? [];
  return [
    ...textLines(rule.name, width, 'strong'),
    line(),
    detailFact(t`Area`, rule.area),
    detailFact(t`Threshold`, rule.threshold),
    detailFact(t`Fed by`, feedWords[rule.feed]),
    detailFact(t`Here`, rule.feed === 'none' ? t`not judged` : on ? t`on` : t`off`),
    detailFact(t`Raised`, raised === 0 ? nothingNow(context) : compact(raised)),
    detailFact(t`Last`, last === undefined ? t`–` : sinceText(last, now, 0)),
    ...(rule.why ? [line(), ...textLines(rule.why, width, 'dim')] : []),
    ...(known.length > 0 ? [line(), line(span(t`Reports of the period`, 'dim'))] : []),
    ...known.map((item) =>
      line(
        span(t`${sinceText(item.at, now, 0)} `, 'dim'),
        resourceName(item, context),
        t` `,
        span(actorText(item), 'info'),
      ),
    ),
  ];
}

/** Every rule, what feeds it, and whether it counts here. */
export const rulesTab = tableView<RuleState>({
  id: pages.alerts.id,
  aliases: [],
  title: () => t`Rules`,
  scope: 'toggles',
  rows: (context) => evaluated(context).rules,
  columns,
  head,
  detail,
  rowKey: ({ rule }) => rule.id,
  subject: ({ rule }) => ({ kind: 'other', id: rule.id, name: rule.name }),
  acts: ({ rule }) => ({
    toggles: { what: 'alert', id: rule.id, name: rule.name, ...(rule.why ? { why: rule.why } : {}) },
  }),
  empty: () => ({ kind: 'empty', proof: atHand, title: t`No rule` }),
  needs: alertNeeds,
});
