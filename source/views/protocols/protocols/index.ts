import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { violationSourcesNeeds } from '../../../workspace/needs/violations.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { transformations } from '../../../workspace/resources/pages.ts';
import { absence, absentFeature, type Feature } from '../../kit/absent-feature.ts';
import { countedName } from '../../kit/need-states.ts';
import { tabbedView } from '../../kit/tabbed-view.ts';
import { plansTab } from './plans-tab.ts';
import { transformationsTab } from './transformations-tab.ts';
import { violationsTab } from './violations-tab.ts';

const feature: Feature = {
  page: pages.protocols.id,
  name: t`Protocols`,
  does: t`Protocols checks what sources send against tracking plans, counts and blocks what breaks them, and transforms events on the way.`,
  documentation: t`https://segment.com/docs/protocols/`,
  roles: t`a Tracking Plan and a Source role`,
  needs: ({ read, period }) => violationSourcesNeeds(read, period),
  snapshot: ({ read }) => read(resources.trackingPlans),
};

const absent = absentFeature(feature);

/** Protocols: violations first, then the plans they go against, then transformations (E-03, E-04). */
export const protocols = tabbedView({
  id: pages.protocols.id,
  page: { key: '6', label: t`Protocols` },
  aliases: ['protocols', 'violations'],
  gate: resources.trackingPlans,
  title: () => t`Protocols`,
  tabs: [
    { id: 'violations', label: () => t`Violations`, view: violationsTab },
    { id: 'plans', label: ({ read }) => countedName(t`Tracking plans`, read(resources.trackingPlans)), view: plansTab },
    {
      id: 'transformations',
      label: ({ read }) => countedName(t`Transformations`, read(transformations)),
      view: transformationsTab,
    },
  ],
  instead: (context) => (absence(feature, context) ? absent : undefined),
});
