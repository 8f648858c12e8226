import type { Block } from '../../../components/block.ts';
import { ago, clock, dateText } from '../../../domain/format.ts';
import { hasMoreFields, schemaFields } from '../../../domain/protocols/schema-fields.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import { planRulesNeeds } from '../../../workspace/needs/protocols.ts';
import { type PlanRule, type PlanRules, planRules } from '../../../workspace/protocols/plan-rules.ts';
import { trackingPlanRules } from '../../../workspace/resources/pages.ts';
import { keySpans } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { ruleType } from '../../kit/words/plans.ts';
import { sourceName } from '../../kit/words/protocols.ts';
import { fact } from '../../kit/words/protocols-facts.ts';
import { brokenText, fieldTakes, moreFields, ruleName } from '../rule-words.ts';
import { aboutPlan, planHead, planIdOf } from './head.ts';
import { ruleColumns } from './rules-columns.ts';

const rules = remembered<PlanRules>();
const pageOf = ({ read, overview, period, place }: ViewContext): PlanRules =>
  rules({ read }, [overview, period, place.params], () => planRules(read, period, planIdOf({ place })));

const periods = { '24h': t`the last 24 hours`, '7d': t`the last 7 days` } as const;

/** Rules that are broken stand together on top; the others by the call they are for. */
function group({ violating, rule }: PlanRule, context: ViewContext): SafeText {
  if (!violating) return ruleType(rule.type);
  return t`Broken in ${periods[context.period]}, ${word(pageOf(context).basis)}`;
}

/** What a missing count means: a rule without one has not been checked, which does not mean that it holds. */
function head(context: ViewContext): Block {
  const { sources, known, basis } = pageOf(context);
  const basisText =
    basis === 'blocked' && known > 0
      ? t` Broken is what was blocked: the API does not tell of events that the controls let pass.`
      : t``;
  const waits = sources > known ? t` ${known} of ${sources} sources are read.` : t``;
  const note = t`${basisText}${waits}`;
  return [...planHead(context), ...(note === '' ? [] : [line(span(note, 'dim'))])];
}

function detail(row: PlanRule, context: ViewContext, width: number): Block {
  const { rule, violating, brokenBy, lastSeen } = row;
  const { now } = context;
  return [
    line(span(ruleName(rule), 'strong'), span(t`  ${ruleType(rule.type)}, version ${rule.version}`, 'dim')),
    ...(rule.deprecatedAt === undefined ? [] : [line(span(t`Deprecated ${dateText(rule.deprecatedAt, now)}`, 'warn'))]),
    blank,
    ...(violating
      ? [
          fact(t`Broken by`, span(brokenText(violating, row), 'bad')),
          ...brokenBy.map((id) => fact(t`from`, sourceName(context, id))),
          ...(lastSeen === undefined ? [] : [fact(t`Last seen`, t`${ago(lastSeen, now)} (${clock(lastSeen, now)})`)]),
          blank,
        ]
      : []),
    ...fieldLines(rule.schema, width),
    blank,
    line(...keySpans(context, 'row.open', t`all of it, with the JSON schema`)),
  ];
}

/** `order_id  required  string`, one field a line. */
function fieldLines(schema: unknown, width: number): Line[] {
  const fields = schemaFields(schema);
  if (fields.length === 0)
    return textLines(t`Its schema names no field: the event must only be planned.`, width, 'dim');
  const room = Math.min(Math.floor(width / 2), Math.max(...fields.map(({ path }) => widthOf(path))));
  const lines = fields.map((field) =>
    line(
      span(padToWidth(field.path, room)),
      field.required ? span(t` required `, 'warn') : span(t` optional `, 'dim'),
      span(fieldTakes(field), 'dim'),
    ),
  );
  return hasMoreFields(schema) ? [...lines, ...textLines(moreFields, width, 'dim')] : lines;
}

const ruleTarget = ({ key }: PlanRule, context: ViewContext): Target =>
  pages.trackingRule.at({ id: planIdOf(context), rule: key });

/** The rules of one plan: broken ones first, then by call; a search finds events and fields (rule 94). */
export const rulesTab = tableView<PlanRule>({
  id: pages.trackingPlan.id,
  aliases: [],
  title: () => t`Rules`,
  rows: (context) => pageOf(context).rows,
  columns: ruleColumns,
  rowKey: ({ key }) => key,
  group,
  open: ruleTarget,
  subject: ({ rule }) => ({ kind: 'other', id: ruleName(rule), name: ruleName(rule) }),
  about: aboutPlan,
  problem: ({ violating = 0 }) => violating > 0,
  head,
  detail,
  detailOpen: ruleTarget,
  empty: (context) =>
    emptyNotice(context.read(trackingPlanRules(planIdOf(context))), t`rules`, {
      title: t`This plan has no rules`,
      text: t`Without rules every event is unplanned: the controls of its sources say what becomes of those.`,
    }),
  needs: ({ read, period, place }) => planRulesNeeds(read, period, planIdOf({ place })),
});
