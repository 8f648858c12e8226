import { noAlerts } from '../../../domain/watch/local-alerts.ts';
import { type Attention, overviewNeeds } from '../../../workspace/needs/overview.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { type RaisedAlert, type RuleState, raisedAlerts, ruleStates } from '../../../workspace/watch/alerts.ts';
import { type Overview, overview } from '../../../workspace/watch/overview.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';

interface Evaluated {
  readonly overview: Overview;
  readonly raised: readonly RaisedAlert[];
  readonly rules: readonly RuleState[];
  /** Things that rules which are off would raise. */
  readonly muted: number;
}

const last = remembered<Evaluated>();

/** Alerts always look at the trailing 24 hours, whatever period the screen shows (rule 221). */
export function evaluated(context: ViewContext): Evaluated {
  const { local, session, read, period, now } = context;
  return last(context, [context.overview, local, session], () => {
    const trailing = period === '24h' ? context.overview : overview(read, '24h', now, session.allowance);
    const trail = read(resources.recentAudit(period));
    const audit = trail.data?.items;
    const isAll = isWhole(trail) && trail.data?.next === undefined;
    const raised = raisedAlerts(trailing, local.alerts);
    return {
      overview: trailing,
      raised,
      rules: ruleStates(trailing, audit, local.alerts).map((state) =>
        // That none was reported needs the whole trail of the period.
        isAll || state.events?.length !== 0 ? state : { ...state, events: undefined },
      ),
      muted: raisedAlerts(trailing, noAlerts).length - raised.length,
    };
  });
}

/** What the rules are held against: always the last 24 hours, and the trail of the period on screen. */
export function alertNeeds({ read, period, now }: ViewContext, attention: Attention): readonly Need[] {
  const trailing = overviewNeeds(read, '24h', now, attention);
  if (period === '24h' || trailing.length <= 1) return trailing;
  return [...trailing, { resource: resources.recentAudit(period) as Need['resource'], priority: 0 }];
}
