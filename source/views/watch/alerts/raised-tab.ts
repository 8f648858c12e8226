import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { fewestFailed } from '../../../domain/delivery/verdict.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { deliveryPercent, fewestEvents, volumePercent } from '../../../workspace/watch/alert-rules.ts';
import type { RaisedAlert } from '../../../workspace/watch/alerts.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { onsetCell } from '../../kit/words/onset.ts';
import { calmOf, pictureGround, pictureNotice, rankedText } from '../../kit/words/picture.ts';
import { problemText, sinceText } from '../../kit/words.ts';
import { alertNeeds, evaluated } from './evaluated.ts';
import { feedWords, raisedFacts, raisedMark, raisedName, raisedTarget } from './words.ts';

const columnsFor = (context: ViewContext): readonly Column<RaisedAlert>[] => [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (alert, { glyphs }) => raisedMark(alert, glyphs) },
  {
    id: 'rule',
    header: t`Rule`,
    width: { min: 16, max: 44 },
    priority: 3,
    cell: ({ rule }) => rule.name,
    sort: ({ rule }) => rule.name,
  },
  {
    id: 'resource',
    header: t`Resource`,
    width: { min: 12, max: 34 },
    priority: 0,
    cell: (alert) => span(raisedName(alert, context), 'strong'),
    sort: (alert) => raisedName(alert, context),
  },
  {
    id: 'since',
    isTime: true,
    header: t`Since`,
    width: { min: 6, max: 12 },
    align: 'right',
    priority: 2,
    cell: (alert, { now, width }) => span(sinceCell(alert, now, width), 'dim'),
    sort: ({ since }) => since,
  },
  {
    id: 'facts',
    header: t`Why`,
    width: { min: 22, grow: 1 },
    priority: 1,
    cell: (alert) => raisedFacts(alert),
    sort: ({ severity }) => severity,
  },
];

function sinceCell(alert: RaisedAlert, now: number, width: number): SafeText {
  if (alert.kind === 'rate' && alert.connection.onset) return onsetCell(alert.connection.onset, now, width);
  return alert.since === undefined ? t`–` : sinceText(alert.since, now, width);
}

/** What the answer is based on: a rule whose data could not be read has not found that all is well. */
function head(context: ViewContext): Block {
  const { muted, overview } = evaluated(context);
  const { fleet, flow, activity } = overview;
  const { error } = activity;
  const blind: Line[] =
    error && !activity.data
      ? [line(t` `, span(t`Audit trail: ${problemText(error)}. Rules that it feeds cannot raise anything.`, 'warn'))]
      : [];
  const partial = rankedText(fleet, t` connections`);
  const reading = partial === undefined ? t`` : t`, ${partial}`;
  const silent = flow.volume.data === undefined ? t`, volume not read` : t``;
  const off = muted > 0 ? t`; ${muted} of rules that are off left out` : t``;
  return [line(t` `, span(t`Trailing 24 hours, whatever the period${reading}${silent}${off}`, 'dim')), ...blind];
}

function detail(alert: RaisedAlert, context: ViewContext, width: number): Block {
  const { now } = context;
  const { rule } = alert;
  const excluded = {
    rate: t`Filtered events are in neither number; events still being retried are not either. Raised below ${deliveryPercent}% of what is attempted now, from ${fewestFailed} failed events on, until clean minutes follow.`,
    volume: t`The last 24 hours against the 24 before. Raised beyond ${volumePercent}% either way, from ${fewestEvents} events on.`,
    storage: t`Raised at the first failed sync of any source; the web app counts across all storage destinations against one threshold.`,
    violations: t`The web app tells at most once a day; here it stands while the last 24 hours have any.`,
    signal: t`Gone when a good run is reported, or nothing more for three times the usual gap.`,
    disabled: t`Gone when it is enabled again, or after 24 hours.`,
    report: t`Nothing tells whether it was dealt with: it stands for 24 hours.`,
  }[alert.kind];
  return [
    ...textLines(raisedName(alert, context), width, 'strong'),
    line(),
    detailFact(t`Rule`, rule.name),
    detailFact(t`Area`, rule.area),
    detailFact(t`Threshold`, rule.threshold),
    detailFact(t`Fed by`, feedWords[rule.feed]),
    detailFact(t`Since`, sinceCell(alert, now, 0)),
    line(),
    ...textLines(raisedFacts(alert), width),
    line(),
    ...textLines(excluded, width, 'dim'),
  ];
}

function empty(context: ViewContext): Notice {
  const { overview, muted } = evaluated(context);
  const none =
    muted > 0
      ? { title: t`Only rules that are off would raise something`, help: t`l shows the rules` }
      : { title: t`Nothing is raised`, text: t`No rule holds in the last 24 hours.`, help: t`l the rules` };
  return pictureNotice({ read: context.read, period: '24h' }, overview.fleet, none);
}

/** How many things are raised; a dash while *none* is not proven. */
function raisedText(context: ViewContext): SafeText {
  const { raised, overview } = evaluated(context);
  if (raised.length > 0) return t`${raised.length}`;
  return calmOf({ read: context.read, period: '24h' }, overview.fleet).kind === 'whole' ? t`0` : t`–`;
}

/** What is raised now and by which rule, worst first (rule 224). */
export const raisedTab = tableView<RaisedAlert>({
  id: pages.alerts.id,
  aliases: [],
  title: (context) => t`Raised now ${raisedText(context)}`,
  ground: (context) => pictureGround({ read: context.read, period: '24h' }, evaluated(context).overview.fleet),
  rows: (context) => evaluated(context).raised,
  columns: columnsFor,
  head,
  detail,
  rowKey: ({ id }) => id,
  when: ({ since }) => since,
  open: raisedTarget,
  subject: ({ subject }) => subject,
  visible: ({ subject }) => (subject.kind === 'destination' ? subject.id : undefined),
  empty,
  needs: alertNeeds,
});
