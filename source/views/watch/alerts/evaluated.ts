import { activityName } from '../../../domain/audit/activities.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import type { AlertRecord } from '../../../domain/watch/alerts/alert.ts';
import { past, standing } from '../../../domain/watch/alerts/keep.ts';
import { lived } from '../../../domain/watch/alerts/life.ts';
import { type AlertRule, alertRules } from '../../../domain/watch/alerts/rules.ts';
import { withoutRules } from '../../../domain/watch/alerts/settings.ts';
import { isOwn } from '../../../workspace/audit/notifications.ts';
import { type Attention, overviewNeeds } from '../../../workspace/needs/overview.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { evaluate } from '../../../workspace/watch/alerts/evaluate.ts';
import { type Overview, overview } from '../../../workspace/watch/overview.ts';
import { remembered } from '../../kit/remembered.ts';
import type { ViewContext } from '../../kit/view.ts';

/** A rule with what it did. */
export interface RuleState {
  readonly rule: AlertRule;
  readonly on: boolean;
  /** Whether the configuration or this machine switched it off. */
  readonly offBy: 'config' | 'here' | undefined;
  /** Alerts that it raises now. */
  readonly raised: number;
  /** Reports of the period that tell of the same, newest first; undefined where the trail is not known or has none of its kind. */
  readonly events: readonly AuditItem[] | undefined;
  /** When it was last raised, as far as is known, ms. */
  readonly last: number | undefined;
}

interface Evaluated {
  readonly overview: Overview;
  /** All that is known, carried on to this moment. */
  readonly records: readonly AlertRecord[];
  readonly raised: readonly AlertRecord[];
  readonly past: readonly AlertRecord[];
  readonly rules: readonly RuleState[];
}

const last = remembered<Evaluated>();
const nobody = { isTold: () => false, isQuiet: () => false };

/** The picture that alerts are judged by: always of the trailing 24 hours, whatever period the screen shows (rule 221). */
export function trailingDay({ overview: shown, read, period, now, session, local }: ViewContext): Overview {
  return period === '24h' ? shown : overview(read, '24h', now, session.allowance, local.privacy);
}

/** All alerts as they stand at this moment, with the rules that raise them. */
export function evaluated(context: ViewContext): Evaluated {
  const { local, session, read, period, now, alerts } = context;
  return last(context, [context.overview, local, session, alerts], () => {
    const trailing = trailingDay(context);
    const trail = read(resources.recentAudit(period));
    const audit = isWhole(trail) && trail.data?.next === undefined ? trail.data?.items : undefined;
    const settings = withoutRules(session.alertRules ?? {}, local.alerts.off);
    const own = (item: AuditItem) => isOwn(item, session.me, local.notifications);
    const { records } = lived(alerts, evaluate(trailing, read, { settings, isOwn: own }), { ...nobody, now });
    const raised = standing(records, now);
    return {
      overview: trailing,
      records,
      raised,
      past: past(records),
      rules: ruleStates(context, records, raised, audit),
    };
  });
}

/** Every rule: those that raise something first, then by when they last did. */
function ruleStates(
  { local, session }: ViewContext,
  records: readonly AlertRecord[],
  raised: readonly AlertRecord[],
  audit: readonly AuditItem[] | undefined,
): readonly RuleState[] {
  const byName = Map.groupBy(audit ?? [], ({ type }) => activityName(type));
  const states = alertRules.map((rule): RuleState => {
    const offBy =
      session.alertRules?.[rule.id]?.enabled === false
        ? 'config'
        : local.alerts.off.includes(rule.id)
          ? 'here'
          : undefined;
    const events =
      audit === undefined || rule.covers.length === 0
        ? undefined
        : rule.covers
            .flatMap((name) => byName.get(activityName(name)) ?? [])
            .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    const times = records.flatMap(({ finding, raisedAt }) =>
      finding.rule === rule.id ? [finding.since ?? raisedAt] : [],
    );
    return {
      rule,
      on: offBy === undefined,
      offBy,
      raised: raised.filter(({ finding }) => finding.rule === rule.id).length,
      events,
      last: times.length > 0 ? Math.max(...times) : undefined,
    };
  });
  const rank = ({ raised: now, last: at }: RuleState): number => (now > 0 ? 0 : at !== undefined ? 1 : 2);
  return states
    .map((state, index) => ({ state, index }))
    .sort((a, b) => rank(a.state) - rank(b.state) || (b.state.last ?? 0) - (a.state.last ?? 0) || a.index - b.index)
    .map(({ state }) => state);
}

/** What the rules are held against: always the last 24 hours, and the trail of the period on screen. */
export function alertNeeds({ read, period, now }: ViewContext, attention: Attention): readonly Need[] {
  const trailing = overviewNeeds(read, '24h', now, attention);
  if (period === '24h' || trailing.length <= 1) return trailing;
  return [...trailing, { resource: resources.recentAudit(period) as Need['resource'], priority: 0 }];
}
