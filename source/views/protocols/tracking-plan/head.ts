import type { Block } from '../../../components/block.ts';
import { isChange } from '../../../domain/audit/changes.ts';
import { agoText } from '../../../domain/format.ts';
import { type Loss, lossOf } from '../../../domain/protocols/controls.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, type Span, span } from '../../../theme/line.ts';
import { auditTrail } from '../../../workspace/audit/trail.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { planById, planSources } from '../../../workspace/protocols/tracking-plans.ts';
import { bindsSources } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { noneText } from '../../kit/need-states.ts';
import type { Subject, ViewContext } from '../../kit/view.ts';
import { changeText, planType } from '../../kit/words/plans.ts';
import { list } from '../../kit/words/privacy.ts';
import { lossSentence } from '../../kit/words/protocols.ts';
import { problemText } from '../../kit/words.ts';

export const planIdOf = ({ place }: Pick<ViewContext, 'place'>): string => pages.trackingPlan.of(place).id ?? '';

export function planName({ read, place }: Pick<ViewContext, 'read' | 'place'>): SafeText {
  return planById(read, planIdOf({ place }))?.name ?? t`Tracking plan`;
}

export function aboutPlan(context: ViewContext): Subject {
  return { kind: 'tracking-plan', id: planIdOf(context), name: planName(context) };
}

/** Sources named in the line: the tab beside it has them all. */
const mostNamed = 4;

const worst: readonly Loss[] = ['events', 'fields', 'kept'];

/** Above every tab: what the plan is, whom it checks, who changed it last, and whether data outside it is lost. */
export function planHead(context: ViewContext): Block {
  const { read, now, overview, period } = context;
  const id = planIdOf(context);
  const plan = planById(read, id);
  if (!plan) return [];
  const sources = planSources(read, overview.violations, id);
  const bound = read(resources.trackingPlanSources(id));
  const names = list(
    sources.map(({ source }) => source.name),
    mostNamed,
  );
  const whom = !bindsSources(plan.type)
    ? t`checks no source itself`
    : bound.data === undefined
      ? bound.error
        ? t`sources: ${problemText(bound.error)}`
        : t`reading its sources…`
      : sources.length === 0
        ? noneText(bound, t`its sources`, t`no source is connected`)
        : t`checks ${names}${isWhole(bound) ? t`` : t`; others may be missing`}`;
  const last = auditTrail(read, period, id).items.find(isChange);
  const changed = last
    ? span(t`  changed by ${changeText(last, context)}`, 'info')
    : span(plan.updatedAt === undefined ? t`` : t`  changed ${agoText(plan.updatedAt, now)}`, 'dim');
  const first = line(span(t` `), span(planType(plan.type), 'strong'), span(t`  ${whom}`), changed);
  const settings = sources.flatMap(({ settings: { data } }) => data ?? []);
  const losing = worst.flatMap((loss) => settings.find((one) => lossOf(one) === loss) ?? [])[0];
  return losing
    ? [first, lossLine(losing, sources.length > 1 ? nameOf(sources, losing.sourceId) : undefined)]
    : [first];
}

function nameOf(sources: ReturnType<typeof planSources>, id: string): SafeText | undefined {
  return sources.find(({ source }) => source.id === id)?.source.name;
}

function lossLine(settings: Parameters<typeof lossSentence>[0], source: SafeText | undefined) {
  const { text, tone } = lossSentence(settings);
  const whose: Span | undefined = source === undefined ? undefined : span(t`${source}: `, 'strong');
  return line(span(t` `), whose, span(text, tone));
}
