import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { planRulesNeeds } from '../../../workspace/needs/protocols.ts';
import { type PlanRule, planRules } from '../../../workspace/protocols/plan-rules.ts';
import { trackingPlanRules } from '../../../workspace/resources/pages.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { drawRowPage, type FactRow, filteredRows, sectionRows, sectionWidth, stopsOf } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, defineView, type ViewContext } from '../../kit/view.ts';
import { ruleName } from '../rule-words.ts';
import { fieldRows, schemaRows, stateRows } from './rows.ts';

const pane = 'page';
/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

const planIdOf = ({ place }: Pick<ViewContext, 'place'>): string => pages.trackingRule.of(place).id ?? '';

const models = remembered<PlanRule | undefined>();

function ruleOf({ read, overview, period, place }: ViewContext): PlanRule | undefined {
  return models({ read }, [overview, period, place.params], () =>
    planRules(read, period, planIdOf({ place })).rows.find(({ key }) => key === pages.trackingRule.of(place).rule),
  );
}

/** One rule of a tracking plan: what breaks it now, its fields, and its schema as JSON (rule 94). */
export const trackingRule = defineView<PlanRule | undefined>({
  id: pages.trackingRule.id,
  aliases: [],
  title: (context) => {
    const rule = ruleOf(context)?.rule;
    return rule ? ruleName(rule) : t`Rule`;
  },
  model: ruleOf,
  panes: (rule, context) => {
    const rows = rule ? stopsOf(shownRows(rule, context, anyWidth)) : [];
    return [{ id: pane, rows, initial: rows.find(({ open }) => open)?.key }];
  },
  draw: (rule, context) => {
    if (!rule) return nothing(context);
    const rows = (width: number) => shownRows(rule, context, width);
    return drawRowPage({ pane, title: ruleName(rule.rule), head: [], rows }, context);
  },
  needs: (_, { read, period, place }) => planRulesNeeds(read, period, planIdOf({ place })),
});

function shownRows(rule: PlanRule, context: ViewContext, whole: number): readonly FactRow[] {
  const { filter, folded = [] } = paneState(context.place, pane);
  const width = sectionWidth(whole);
  const rows = sectionRows([
    [undefined, stateRows(rule, planIdOf(context), context)],
    [t`Fields`, fieldRows(rule, planIdOf(context), context, width)],
    [t`JSON schema`, schemaRows(rule.rule, filter === '' ? folded : [], context)],
  ]);
  return filteredRows(rows, filter);
}

function nothing(context: DrawContext): Drawn {
  const why = emptyNotice(context.read(trackingPlanRules(planIdOf(context))), t`rules`, {
    title: t`The plan no longer has this rule`,
    help: keyText(context, 'back', t`back`),
  });
  return { block: absentPage(t`Rule`, why, context) };
}
