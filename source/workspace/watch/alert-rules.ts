import { fewestFailed } from '../../domain/delivery/verdict.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { defaultAlerts } from '../../domain/watch/default-alerts.ts';

/** What a rule is judged by; `none`: the API tells nothing of it. */
export type AlertFeed = 'audit' | 'syncs' | 'delivery' | 'volume' | 'violations' | 'none';

export interface AlertRule {
  /** What it is kept under when it is switched off. */
  readonly id: string;
  readonly name: SafeText;
  readonly area: SafeText;
  readonly feed: AlertFeed;
  readonly threshold: SafeText;
  /** Why nothing feeds it. */
  readonly why?: SafeText | undefined;
}

/** A source is raised when its last 24 hours differ by more than this from those before, either way, in percent. */
export const volumePercent = 50;
/** Below this many events in both days a change of volume is noise. */
export const fewestEvents = 100;
/** A connection is raised when less of what is attempted now is delivered, in percent. */
export const deliveryPercent = 95;

const custom = t`Custom, last 24 h`;

/** The kinds of custom alert that the web app has, always over a trailing 24 hours (rule 221), with defaults of our own. */
const customRules: readonly AlertRule[] = [
  {
    id: 'delivery-rate',
    name: t`Successful delivery rate`,
    area: custom,
    feed: 'delivery',
    threshold: t`below ${deliveryPercent}% now, from ${fewestFailed} failed`,
  },
  {
    id: 'source-volume',
    name: t`Source volume`,
    area: custom,
    feed: 'volume',
    threshold: t`${volumePercent}% off the day before, from ${fewestEvents} events`,
  },
  {
    id: 'mapping-rate',
    name: t`Mapping-level delivery rate`,
    area: custom,
    feed: 'none',
    threshold: t`–`,
    why: t`the API tells it mapping by mapping only: see the breakdown of a connection`,
  },
  {
    id: 'activation-health',
    name: t`Activation event health`,
    area: custom,
    feed: 'none',
    threshold: t`–`,
    why: t`the API tells it audience by audience only: see the breakdown of a connection`,
  },
  {
    id: 'audience-size',
    name: t`Audience size change`,
    area: custom,
    feed: 'none',
    threshold: t`–`,
    why: t`the API tells the size of now, not the one before`,
  },
];

const thresholds: Readonly<Record<string, SafeText>> = {
  'Source Run Failed': t`3 in a row`,
  'Storage Destination Sync Failed': t`the first`,
  'Storage Destination Sync Partially Succeeded': t`the first`,
  'Violations Detected': t`any in the last 24 h`,
};

const feeds: Readonly<Record<string, AlertFeed>> = {
  'Storage Destination Sync Failed': 'syncs',
  'Storage Destination Sync Partially Succeeded': 'syncs',
  'Violations Detected': 'violations',
};

/** Every rule: the custom kinds and the web app's own default alerts, by area. */
export const alertRules: readonly AlertRule[] = [
  ...customRules,
  ...defaultAlerts.flatMap(([area, names]) =>
    names.map((name): AlertRule => {
      const safe = sanitise(name);
      return {
        id: name,
        name: safe,
        area: sanitise(area),
        feed: feeds[name] ?? 'audit',
        threshold: thresholds[name] ?? t`each`,
      };
    }),
  ),
];

const byId = new Map(alertRules.map((rule) => [rule.id, rule]));

/** A rule by its id, which is one of the table. */
export function ruleOf(id: string): AlertRule {
  return byId.get(id)!;
}
