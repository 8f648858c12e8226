import { whole } from '../../../domain/format.ts';
import { protocolsReason } from '../../../domain/protocols/violation.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { planOf } from '../../../workspace/protocols/plan-of.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { sourceById } from '../../../workspace/resources/violations.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { sourcePipeline } from '../../../workspace/sources/pipeline.ts';
import { missingSpan } from '../../kit/need-states.ts';
import { wideText } from '../../kit/page-rows.ts';
import { factRow, type PageRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { completeStep, controlWords, forwardingText, lossSentence } from '../../kit/words/protocols.ts';
import { problemText } from '../../kit/words.ts';

/** The source's tracking plan, what goes against it, what the controls do with that and whether data is lost (rule 95). */
export function protocolsRows(flow: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const { id } = flow.source;
  const { read } = context;
  const plan = planName(id, context);
  if (plan.kind !== 'plan') return wideText(plan.text, width, planTones[plan.kind]);
  const settings = read(resources.sourceSettings(id));
  return [
    {
      ...factRow(t`Tracking plan`, span(plan.text, 'strong')),
      ...(plan.id !== undefined && {
        key: 'plan',
        open: pages.trackingPlan.at(plan.id),
        subject: { kind: 'tracking-plan' as const, id: plan.id, name: plan.text },
      }),
    },
    violationsRow(flow, context),
    ...(settings.data
      ? [
          ...controlWords(settings.data).map(({ name, does }) => factRow(name, does)),
          ...wideText(lossSentence(settings.data).text, width, lossSentence(settings.data).tone),
          ...wideText(t`Forwarded: ${forwardingText(settings.data, context)}.`, width),
          ...wideText(completeStep(settings.data, context), width),
        ]
      : [factRow(t`Controls`, missingSpan(settings))]),
  ];
}

const planTones = { none: 'text', reading: 'dim', failed: 'warn' } as const;

interface Plan {
  readonly kind: 'plan' | keyof typeof planTones;
  readonly text: SafeText;
  readonly id?: string;
}

function planName(id: string, { read }: ViewContext): Plan {
  const plans = read(resources.trackingPlans);
  const own = read(sourceById(id));
  const planId = own.data?.trackingPlanId;
  const plan = plans.data?.find((each) => each.id === planId) ?? planOf(read, id);
  if (plan) return { kind: 'plan', text: plan.name, id: plan.id };
  if (planId === null)
    return { kind: 'none', text: t`Under no tracking plan: nothing is checked, so nothing can be in violation.` };
  const error = own.error ?? plans.error;
  if (planId !== undefined)
    return {
      kind: 'plan',
      text: error ? problemText(error) : plans.data ? sanitise(planId) : t`its name is being read…`,
    };
  const why = error ? problemText(error) : own.data && own.problems[0]?.message;
  return why
    ? { kind: 'failed', text: t`tracking plan: ${why}` }
    : { kind: 'reading', text: t`Reading its tracking plan…` };
}

/** What was blocked, as the way to the pages that tell more. */
function violationsRow({ source: { id, name } }: SourceFlow, { read, period }: ViewContext): PageRow {
  const filtered = sourcePipeline(read, period, id).find(({ step }) => step === 'filtered-at-source');
  const sum = (kind: 'schema' | 'unplanned') =>
    (filtered?.reasons ?? []).reduce((all, { code, count }) => (protocolsReason(code) === kind ? all + count : all), 0);
  const value =
    filtered?.count !== undefined
      ? [
          span(whole(sum('schema')), sum('schema') > 0 ? 'bad' : 'good'),
          span(t` violating, `),
          span(whole(sum('unplanned')), sum('unplanned') > 0 ? 'warn' : 'good'),
          span(t` unplanned`),
          span(t`  blocked`, 'dim'),
        ]
      : [missingSpan(read(resources.blocked(period, id)))];
  return {
    key: 'violations',
    open: pages.violationEvents.at(id),
    subject: { kind: 'source', id, name },
    line: line(span(t`${padToWidth(t`Violations`, 18)} `, 'dim'), ...value),
  };
}
