import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { compact, whole } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { type Controls, controlsOf, lossOf } from '../../../domain/protocols/controls.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, type Span, span } from '../../../theme/line.ts';
import { planSourcesNeeds } from '../../../workspace/needs/protocols.ts';
import { type PlanSource, planById, planSources } from '../../../workspace/protocols/tracking-plans.ts';
import { bindsSources } from '../../../workspace/protocols/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { violationsAnswer } from '../../kit/answer/violations.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, missingSpan } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { lossSpan } from '../../kit/words/plans.ts';
import { completeStep, controlTone } from '../../kit/words/protocols.ts';
import { controls, fact } from '../../kit/words/protocols-facts.ts';
import { problemText } from '../../kit/words.ts';
import { aboutPlan, planHead, planIdOf } from './head.ts';

function controlCell({ settings }: PlanSource, name: keyof Controls): Span {
  if (settings.data === undefined) return missingSpan(settings);
  const control = controlsOf(settings.data)[name];
  return span(word(control), controlTone[control]);
}

const control = (id: keyof Controls, header: SafeText, width: number, priority: number): Column<PlanSource> => ({
  id,
  header,
  width,
  priority,
  cell: (row) => controlCell(row, id),
  sort: ({ settings }) => settings.data && word(controlsOf(settings.data)[id]),
});

export const columns: readonly Column<PlanSource>[] = [
  {
    id: 'name',
    header: t`Source`,
    width: { min: 12, max: 32, grow: 1 },
    priority: 0,
    cell: ({ source }) => span(source.name, source.enabled ? 'text' : 'dim'),
    sort: ({ source }) => source.name,
  },
  {
    id: 'violations',
    header: t`Violations`,
    width: 10,
    align: 'right',
    priority: 1,
    cell: ({ violations }) =>
      violations ? span(compact(violations.violations), violations.violations > 0 ? 'bad' : 'dim') : span(t`–`, 'dim'),
    sort: ({ violations }) => violations?.violations,
  },
  {
    id: 'loss',
    header: t`Data loss`,
    width: 11,
    priority: 1,
    cell: ({ settings }) => lossSpan(settings.data && lossOf(settings.data)),
    sort: ({ settings }) => settings.data && lossOf(settings.data),
  },
  control('unplannedEvents', t`Unplanned events`, 16, 2),
  control('unplannedProperties', t`Unplanned fields`, 16, 3),
  control('schemaViolations', t`Schema violations`, 17, 2),
  control('commonViolations', t`Common schema`, 13, 4),
];

function detail({ source, settings, violations }: PlanSource, context: ViewContext, width: number): Block {
  return [
    line(span(source.name, 'strong'), span(source.enabled ? t`` : t`  disabled`, 'warn')),
    blank,
    ...(violations
      ? [
          fact(
            t`With violations`,
            span(whole(violations.violations), violations.violations > 0 ? 'bad' : 'text'),
            span(t`  ${word(violations.basis)}`, 'dim'),
          ),
          fact(t`Unplanned, blocked`, span(whole(violations.unplanned), violations.unplanned > 0 ? 'warn' : 'text')),
          blank,
        ]
      : []),
    ...controls(settings.data, settings.error ? problemText(settings.error) : undefined, context, width),
    blank,
    ...textLines(completeStep(settings.data, context), width, 'dim'),
  ];
}

/** The sources that a plan checks, with what their controls do and whether that loses data (rule 95). */
export const sourcesTab = tableView<PlanSource>({
  id: pages.trackingPlan.id,
  aliases: [],
  title: () => t`Sources and their controls`,
  rows: ({ read, overview, place }) => planSources(read, overview.violations, planIdOf({ place })),
  columns,
  rowKey: ({ source }) => source.id,
  open: ({ source }) => pages.source.at(source.id),
  subject: ({ source: { id, name } }) => ({ kind: 'source', id, name }),
  about: aboutPlan,
  problem: ({ violations }) => (violations?.violations ?? 0) + (violations?.unplanned ?? 0) > 0,
  head: planHead,
  detail,
  answer: ({ source, violations }, context) =>
    violations
      ? violationsAnswer(violations, context, t`opens the source`)
      : subjectAnswer({ kind: 'source', id: source.id, name: source.name }, context, t`opens the source`),
  detailOpen: ({ source }) => pages.violationEvents.at(source.id),
  empty: (context): Notice => {
    const plan = planById(context.read, planIdOf(context));
    if (plan && !bindsSources(plan.type))
      return {
        kind: 'empty',
        proof: atHand,
        title: t`A library checks no source`,
        text: t`Plans take rules or properties from it; sources are connected to those plans.`,
      };
    return emptyNotice(context.read(resources.trackingPlanSources(planIdOf(context))), t`sources`, {
      title: t`No source is connected to this plan`,
      text: t`Nothing is checked against it until one is: Protocols in the web app connects them.`,
      help: keyText(context, 'browser', t`copies the link to the plan`),
    });
  },
  needs: ({ read, period, place }) => planSourcesNeeds(read, period, planIdOf({ place })),
});
