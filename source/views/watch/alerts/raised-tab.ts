import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import { compact, counted } from '../../../domain/format.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import type { AlertRecord } from '../../../domain/watch/alerts/alert.ts';
import { isMuted } from '../../../domain/watch/alerts/alert.ts';
import { alertText, openCommand } from '../../../domain/watch/alerts/message.ts';
import { ruleOf } from '../../../domain/watch/alerts/rules.ts';
import { pages } from '../../../state/pages.ts';
import { type Line, line, lineWidth, span } from '../../../theme/line.ts';
import type { Answer } from '../../kit/answer/answer.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { meterAnswer } from '../../kit/answer/usage.ts';
import { violationsAnswer } from '../../kit/answer/violations.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyText } from '../../kit/key-words.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { sentText, stateText } from '../../kit/words/alerts.ts';
import { calmOf, pictureGround, pictureNotice, rankedText } from '../../kit/words/picture.ts';
import { problemText, sinceText } from '../../kit/words.ts';
import { markColumn, resourceColumn, ruleColumn, stateColumn, timeColumn, whyColumn } from './columns.ts';
import { alertNeeds, evaluated } from './evaluated.ts';
import { alertName, alertTarget, subjectOf, thresholdText } from './words.ts';

/** Rules that are off on this machine or in the configuration. */
const offRules = (context: ViewContext): number => evaluated(context).rules.filter(({ on }) => !on).length;

/** What the answer is based on: a rule whose data could not be read has not found that all is well. */
function head(context: ViewContext): Block {
  const { overview, raised } = evaluated(context);
  const { fleet, flow, activity } = overview;
  const { error } = activity;
  const blind: Line[] =
    error && !activity.data
      ? [line(t` `, span(t`Audit trail: ${problemText(error)}. Rules that it feeds cannot raise anything.`, 'warn'))]
      : [];
  const partial = rankedText(fleet, t` connections`);
  const reading = partial === undefined ? t`` : t`, ${partial}`;
  const silent = flow.volume.data === undefined ? t`, volume not read` : t``;
  const off = offRules(context);
  const left = off > 0 ? t`; ${counted(off, t`rule`)} off` : t``;
  const muted = raised.filter((record) => isMuted(record, context.now)).length;
  const quiet = muted > 0 ? t`; ${muted} muted` : t``;
  return [
    line(t` `, span(t`Trailing 24 hours, whatever the period${reading}${silent}${left}${quiet}`, 'dim')),
    ...troubleLines(context),
    ...blind,
  ];
}

/** Channels that do not take what they are told. */
function troubleLines({ alertTroubles, now }: ViewContext): Line[] {
  return alertTroubles.map(({ channel, reason, since, waiting, givenUp }) => {
    const held = waiting > 0 ? t`, ${compact(waiting)} waiting` : t``;
    const lost = givenUp > 0 ? t`, ${compact(givenUp)} given up after 24 hours` : t``;
    const text = t`Channel ${sanitise(channel, 40)}: ${sanitise(reason, 120)} since ${sinceText(since, now, 0)}${held}${lost}`;
    return line(t` `, span(text, 'warn'));
  });
}

/** Who was sent it, and why nobody was: beside it where that has room. */
function sentLines(record: AlertRecord, { now, session }: ViewContext, width: number): Block {
  const { sent, why } = sentText(record, now, session);
  if (!why) return [detailFact(t`Sent`, sent)];
  const whole = detailFact(t`Sent`, t`${sent}, ${why}`);
  return lineWidth(whole) <= width ? [whole] : [detailFact(t`Sent`, sent), ...textLines(why, width, 'dim')];
}

/** Everything that is known of one alert. */
export function alertDetail(record: AlertRecord, context: ViewContext, width: number): Block {
  const { now, glyphs, session } = context;
  const { finding, members } = record;
  const rule = ruleOf(finding.rule);
  const { cause } = finding;
  const at = (time: number | undefined): SafeText => (time === undefined ? t`–` : sinceText(time, now, 0));
  return [
    ...textLines(alertName(record, glyphs), width, 'strong'),
    line(),
    detailFact(t`Rule`, rule.name),
    ...textLines(rule.basis, width, 'dim'),
    detailFact(t`Threshold`, thresholdText(rule, session.alertRules ?? {})),
    detailFact(t`Severity`, word(finding.severity)),
    detailFact(t`State`, stateText(record, now, session)),
    detailFact(t`Since`, at(finding.since)),
    detailFact(t`Raised`, at(record.raisedAt)),
    ...(record.resolvedAt === undefined ? [] : [detailFact(t`Resolved`, at(record.resolvedAt))]),
    ...(cause ? [detailFact(t`Cause`, t`${cause.type} ${at(cause.at)}`)] : []),
    ...(members.length > 1 ? [detailFact(t`Affects`, t`${members.length} things of one cause`)] : []),
    ...sentLines(record, context, width),
    line(),
    ...textLines(alertText(record), width),
    line(),
    ...textLines(openCommand(finding.subject), width, 'dim'),
  ];
}

/** What it is raised of: how that went, why, what changed, what to do next. */
function alertAnswer({ finding }: AlertRecord, context: ViewContext): Answer | undefined {
  const { type, id } = finding.subject;
  const violations = finding.key.startsWith('violations:') && type === 'source';
  const row = violations ? context.overview.violations.rows.find(({ source }) => source.id === id) : undefined;
  if (row) return violationsAnswer(row, context);
  if (type !== 'usage') return subjectAnswer(subjectOf(finding.subject), context, t`opens it`);
  const meter = context.overview.meters.find(({ kind }) => kind === id);
  return meter && meterAnswer(meter, context);
}

function empty(context: ViewContext): Notice {
  const off = offRules(context);
  const { overview } = evaluated(context);
  const none =
    off > 0
      ? {
          title: t`Nothing is raised`,
          text: t`${counted(off, t`rule is`, t`rules are`)} off.`,
          help: keyText(context, 'tab.next', t`shows the rules`),
        }
      : {
          title: t`Nothing is raised`,
          text: t`No rule holds now.`,
          help: keyText(context, 'tab.next', t`what was raised, and the rules`),
        };
  return pictureNotice({ read: context.read, period: '24h' }, overview.fleet, none);
}

/** How many things are raised; a dash while *none* is not proven. */
function raisedText(context: ViewContext): SafeText {
  const { raised, overview } = evaluated(context);
  if (raised.length > 0) return t`${raised.length}`;
  return calmOf({ read: context.read, period: '24h' }, overview.fleet).kind === 'whole' ? t`0` : t`–`;
}

/** What is raised now and by which rule, worst first (rule 224). */
export const raisedTab = tableView<AlertRecord>({
  id: pages.alerts.id,
  aliases: [],
  title: (context) => t`Raised now ${raisedText(context)}`,
  ground: (context) => pictureGround({ read: context.read, period: '24h' }, evaluated(context).overview.fleet),
  rows: (context) => evaluated(context).raised,
  columns: (context) => [
    markColumn,
    ruleColumn,
    resourceColumn(context),
    timeColumn('since', t`Since`, ({ finding }) => finding.since),
    whyColumn,
    stateColumn(context),
  ],
  head,
  detail: alertDetail,
  answer: alertAnswer,
  rowKey: ({ id }) => id,
  when: ({ raisedAt }) => raisedAt,
  open: alertTarget,
  subject: ({ finding }) => subjectOf(finding.subject),
  holds: (record) => ({ kind: 'alert', of: record }),
  visible: ({ finding }) => (finding.subject.type === 'destination' ? finding.subject.id : undefined),
  empty,
  needs: alertNeeds,
});
