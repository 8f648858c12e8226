import { compact } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { trackingPlanRules } from '../../workspace/page-resources.ts';
import * as resources from '../../workspace/resources.ts';
import { tabbedView } from '../tabbed-view.ts';
import { changesTab } from './changes-tab.ts';
import { planIdOf, planName } from './head.ts';
import { rulesTab } from './rules-tab.ts';
import { sourcesTab } from './sources-tab.ts';

const counted = (name: SafeText, count: number | undefined): SafeText =>
  count === undefined ? name : t`${name} ${compact(count)}`;

/** One tracking plan: its rules, the sources it checks and its changelog (E-03, product 2.14). */
export const trackingPlan = tabbedView({
  id: 'tracking-plan',
  aliases: [],
  title: planName,
  tabs: [
    {
      id: 'rules',
      label: ({ read, place }) => counted(t`Rules`, read(trackingPlanRules(planIdOf({ place }))).data?.length),
      view: rulesTab,
    },
    {
      id: 'sources',
      label: ({ read, place }) =>
        counted(t`Sources`, read(resources.trackingPlanSources(planIdOf({ place }))).data?.length),
      view: sourcesTab,
    },
    { id: 'changes', label: () => t`Changelog`, view: changesTab },
  ],
});
