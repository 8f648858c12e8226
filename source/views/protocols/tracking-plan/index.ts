import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { trackingPlanRules } from '../../../workspace/resources/pages.ts';
import { countedName } from '../../kit/need-states.ts';
import { tabbedView } from '../../kit/tabbed-view.ts';
import { changesTab } from './changes-tab.ts';
import { planIdOf, planName } from './head.ts';
import { rulesTab } from './rules-tab.ts';
import { sourcesTab } from './sources-tab.ts';

/** One tracking plan: its rules, the sources it checks and its changelog (E-03). */
export const trackingPlan = tabbedView({
  id: pages.trackingPlan.id,
  aliases: [],
  title: planName,
  tabs: [
    {
      id: 'rules',
      label: ({ read, place }) => countedName(t`Rules`, read(trackingPlanRules(planIdOf({ place })))),
      view: rulesTab,
    },
    {
      id: 'sources',
      label: ({ read, place }) => countedName(t`Sources`, read(resources.trackingPlanSources(planIdOf({ place })))),
      view: sourcesTab,
    },
    { id: 'changes', label: () => t`Changelog`, view: changesTab },
  ],
});
