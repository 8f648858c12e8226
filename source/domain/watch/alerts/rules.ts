import { type SafeText, t } from '../../text.ts';

/** How loudly an alert is told: `critical` loses data now, `warning` wants a look today. */
export type Severity = 'critical' | 'warning';
export const severities: readonly Severity[] = ['critical', 'warning'];

/** One number of a rule that the user may set. */
export interface RuleParameter {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly unit: 'percent' | 'events' | 'minutes' | 'hours' | 'days' | 'times';
  /** What it means, in words that follow its name. */
  readonly means: string;
}

interface RuleEntry {
  readonly name: SafeText;
  readonly area: SafeText;
  /** What it is judged by. */
  readonly basis: SafeText;
  readonly parameters: Readonly<Record<string, RuleParameter>>;
  /** Names of the web app's own alerts that tell of the same (rule 197). */
  readonly covers: readonly string[];
}

const percent = (usual: number, means: string, most = 100): RuleParameter => ({
  usual,
  least: 0,
  most,
  unit: 'percent',
  means,
});
const events = (usual: number, means: string): RuleParameter => ({
  usual,
  least: 1,
  most: 1_000_000_000,
  unit: 'events',
  means,
});
const times = (usual: number, means: string): RuleParameter => ({ usual, least: 1, most: 1000, unit: 'times', means });

/** Every rule, with defaults that say nothing in a healthy week. */
const table = {
  'delivery-rate': {
    name: t`Successful delivery rate`,
    area: t`Destinations`,
    basis: t`delivered of what is attempted now, beyond the connection's usual level`,
    parameters: { below: percent(95, 'raised when less of what is attempted now is delivered') },
    covers: [],
  },
  'burn-rate': {
    name: t`Burn rate`,
    area: t`Destinations`,
    basis: t`failed of attempted in the last 5 minutes and in the last hour, both`,
    parameters: {
      above: percent(2, 'raised when more fails in both windows'),
      fewest: events(20, 'failed in the hour at least, and a quarter of it in the 5 minutes'),
    },
    covers: [],
  },
  retrying: {
    name: t`Waiting for retries`,
    area: t`Destinations`,
    basis: t`unusually many events wait for another attempt`,
    parameters: {
      above: percent(20, 'raised when more of what is attempted waits'),
      lasting: { usual: 15, least: 0, most: 240, unit: 'minutes', means: 'for so long' },
    },
    covers: [],
  },
  'silent-connection': {
    name: t`Nothing delivered`,
    area: t`Destinations`,
    basis: t`its source sends, it delivered the day before and does not now`,
    parameters: {},
    covers: [],
  },
  'new-error': {
    name: t`New error code`,
    area: t`Destinations`,
    basis: t`a reason of the last two hours that the rest of the day does not have`,
    parameters: {
      above: percent(1, 'of what its source sent in those hours'),
      fewest: events(50, 'that failed for it at least'),
    },
    covers: [],
  },
  'silent-source': {
    name: t`Silent source`,
    area: t`Sources`,
    basis: t`a pause where it has a habit of sending, longer than its own`,
    parameters: {},
    covers: [],
  },
  'source-volume': {
    name: t`Source volume`,
    area: t`Sources`,
    basis: t`the last full hour against the same hour last week, and outside of that hour's range on all days between`,
    parameters: {
      drop: percent(60, 'raised when it lost more'),
      rise: percent(150, 'raised when it grew by more', 100_000),
      fewest: events(500, 'in the larger of both hours at least'),
    },
    covers: [],
  },
  'new-violation': {
    name: t`New violations`,
    area: t`Protocols`,
    basis: t`a kind of violation that is new today; unplanned events do not count`,
    parameters: { fewest: events(20, 'in the last two hours at least') },
    covers: ['Violations Detected'],
  },
  'violation-share': {
    name: t`Violation share`,
    area: t`Protocols`,
    basis: t`violations of the events of the last two hours, beyond three times the usual share`,
    parameters: {
      above: percent(5, 'raised above'),
      fewest: events(20, 'in these hours at least'),
    },
    covers: ['Violations Detected'],
  },
  'storage-sync': {
    name: t`Warehouse sync`,
    area: t`Storage`,
    basis: t`the newest sync of any source failed, or was partial: from the first`,
    parameters: { partial: times(1, 'partial syncs in a row until it is raised') },
    covers: ['Storage Destination Sync Failed', 'Storage Destination Sync Partially Succeeded'],
  },
  'storage-late': {
    name: t`Warehouse sync late`,
    area: t`Storage`,
    basis: t`the newest sync began several usual pauses ago`,
    parameters: { gaps: times(3, 'usual pauses without a sync') },
    covers: ['Storage Destination Sync Skipped'],
  },
  'reverse-etl': {
    name: t`Reverse ETL sync`,
    area: t`Reverse ETL`,
    basis: t`runs failed (from the first, or from the second where another follows within two hours), were partial again and again, or are late`,
    parameters: {
      failed: times(2, 'in a row of a model that runs at least every two hours'),
      partial: times(3, 'the same of partial runs; two of a model that runs seldom'),
      gaps: times(3, 'usual pauses without a run'),
    },
    covers: ['Reverse ETL Sync Failed', 'Reverse ETL Sync Partial Success'],
  },
  'switched-off': {
    name: t`Switched off`,
    area: t`Changes`,
    basis: t`somebody else switched off a source, destination, warehouse, filter or mapping; stands for a day`,
    parameters: {},
    covers: ['Source Disabled', 'Destination Disabled', 'Storage Destination Disabled', 'Destination Filter Disabled'],
  },
  'audience-run': {
    name: t`Audience run`,
    area: t`Engage`,
    basis: t`runs or syncs of an audience or trait failed one after the other`,
    parameters: { times: times(3, 'reported in a row until it is raised') },
    covers: [
      'Audience Run Failed',
      'Audience Destination Sync Failed',
      'Computed Trait Run Failed',
      'Computed Trait Destination Sync Failed',
    ],
  },
  'run-failed': {
    name: t`Runs`,
    area: t`Sources`,
    basis: t`runs of a cloud source, Profiles Sync or the data graph failed, by the audit trail`,
    parameters: { times: times(3, 'in a row of a cloud source') },
    covers: ['Source Run Failed', 'Profiles Sync Warehouse Sync Failed', 'Data Graph Breaking Change'],
  },
  'auto-disable': {
    name: t`Auto-disable nears`,
    area: t`Sources`,
    basis: t`Segment switches off a source whose destinations were all off for 14 days`,
    parameters: { days: { usual: 3, least: 1, most: 13, unit: 'days', means: 'before that' } },
    covers: [],
  },
  usage: {
    name: t`Usage`,
    area: t`Usage`,
    basis: t`at the pace of the last days the allowance is passed before the period ends`,
    parameters: { above: percent(0, 'of the allowance used at least') },
    covers: [],
  },
} as const satisfies Record<string, RuleEntry>;

export type RuleId = keyof typeof table;

export interface AlertRule extends RuleEntry {
  readonly id: RuleId;
}

export const alertRules: readonly AlertRule[] = Object.entries(table).map(([id, entry]) => ({
  ...(entry as RuleEntry),
  id: id as RuleId,
}));

const byId = new Map<string, AlertRule>(alertRules.map((rule) => [rule.id, rule]));

export function isRuleId(id: string): id is RuleId {
  return byId.has(id);
}

/** A rule by its id, which is one of the table. */
export function ruleOf(id: RuleId): AlertRule {
  return byId.get(id)!;
}

/** What the user set of a rule. */
export interface RuleSettings {
  readonly enabled?: boolean | undefined;
  readonly severity?: Severity | undefined;
  /** Channels in place of those of all rules. */
  readonly send?: readonly string[] | undefined;
  readonly parameters: Readonly<Record<string, number>>;
}

/** What the user set of any rule; the rest is the table's. */
export type AllRuleSettings = Readonly<Partial<Record<RuleId, RuleSettings>>>;

/** A number of a rule as it is in force. */
export function parameterOf(settings: AllRuleSettings, rule: RuleId, name: string): number {
  return settings[rule]?.parameters[name] ?? ruleOf(rule).parameters[name]!.usual;
}
