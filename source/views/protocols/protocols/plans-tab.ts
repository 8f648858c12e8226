import type { Block } from '../../../components/block.ts';
import { ago, clock, dateText, whole } from '../../../domain/format.ts';
import { joined, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { auditTrail, trailStanding } from '../../../workspace/audit/trail.ts';
import { plansNeeds } from '../../../workspace/needs/protocols.ts';
import { type PlanSummary, planSummaries } from '../../../workspace/protocols/tracking-plans.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { trackingPlanSources } from '../../../workspace/resources/common.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { keyName, keySpans, keyText } from '../../kit/key-words.ts';
import { emptyNotice, missingSpan, noneText } from '../../kit/need-states.ts';
import { isNewestPart } from '../../kit/page-rows.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { changeText, lossSpan, planType } from '../../kit/words/plans.ts';
import { fact } from '../../kit/words/protocols-facts.ts';
import { changedAt, isBroken, planColumns } from './plans-columns.ts';

const rows = ({ read, overview, period }: ViewContext): readonly PlanSummary[] =>
  planSummaries(read, overview.violations, period);

function detail(row: PlanSummary, context: ViewContext, width: number): Block {
  const { plan, binds, rules } = row;
  const { now } = context;
  const changed = changedAt(row);
  return [
    line(span(plan.name, 'strong')),
    line(span(planType(plan.type), 'dim')),
    blank,
    ...(binds
      ? bound(row, context, width)
      : textLines(
          t`Other plans take their rules or properties from it; no source is checked against it.`,
          width,
          'dim',
        )),
    fact(t`Rules`, rules === undefined ? span(t`counted on its page`, 'dim') : whole(rules)),
    fact(t`Created`, plan.createdAt === undefined ? t`–` : dateText(plan.createdAt, now)),
    fact(
      t`Changed`,
      changed === undefined ? t`–` : clock(changed, now),
      span(changed === undefined ? t`` : t`  ${ago(changed, now)}`, 'dim'),
    ),
    ...lastChange(row, context, width),
    blank,
    line(...keySpans(context, 'row.open', t`rules, controls, changelog`)),
  ];
}

function bound(row: PlanSummary, context: ViewContext, width: number): Line[] {
  const { sources, violations, unplanned, basis, loss } = row;
  const count = (value: number | undefined, tone: 'bad' | 'warn') =>
    value === undefined ? span(t`–`, 'dim') : span(whole(value), value > 0 ? tone : 'text');
  return [
    fact(t`With violations`, count(violations, 'bad'), span(t`  ${word(basis)}`, 'dim')),
    fact(t`Unplanned, blocked`, count(unplanned, 'warn')),
    fact(t`Data loss`, lossSpan(loss)),
    fact(
      t`Sources`,
      sources === undefined ? missingSpan(context.read(trackingPlanSources(row.plan.id))) : whole(sources.length),
    ),
    ...textLines(
      joined(
        (sources ?? []).map(({ name }) => name),
        t`, `,
      ),
      width,
      'dim',
    ),
  ];
}

/** Who changed it, as far as the trail was read: it keeps 90 days. */
function lastChange({ lastChange: last }: PlanSummary, context: ViewContext, width: number): Line[] {
  if (!last) {
    const trail = auditTrail(context.read, context.period);
    return textLines(
      isNewestPart(trail)
        ? t`By whom is not in the newest part of the audit trail: ${keyName(context, 'page.audit')} reads all of this plan.`
        : noneText(
            trailStanding(trail),
            t`the audit trail`,
            t`By whom is not in the 90 days that the audit trail keeps.`,
          ),
      width,
      'dim',
    );
  }
  return [
    blank,
    ...textLines(t`${last.type}`, width, 'strong'),
    ...textLines(t`by ${changeText(last, context)}`, width, 'info'),
  ];
}

/** Every tracking plan with its sources and what goes against it (E-03). */
export const plansTab = tableView<PlanSummary>({
  id: pages.protocols.id,
  aliases: [],
  title: () => t`Tracking plans`,
  rows,
  columns: planColumns,
  rowKey: ({ plan }) => plan.id,
  open: ({ plan }) => pages.trackingPlan.at(plan.id),
  subject: ({ plan: { id, name } }) => ({ kind: 'tracking-plan', id, name }),
  problem: isBroken,
  detail,
  answer: ({ plan: { id, name } }, context) =>
    subjectAnswer({ kind: 'tracking-plan', id, name }, context, t`opens its rules, controls and changelog`),
  detailOpen: ({ plan }) => pages.trackingPlan.at(plan.id),
  empty: ({ read, keyOf }) =>
    emptyNotice(read(resources.trackingPlans), t`tracking plans`, {
      title: t`This workspace has no tracking plan`,
      text: t`A plan says which events a source may send and what they must look like.`,
      help: keyText({ keyOf }, 'browser', t`copies the link to Protocols`),
    }),
  needs: ({ read, period }) => plansNeeds(read, period),
});
