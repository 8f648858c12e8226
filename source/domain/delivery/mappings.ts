import type { SafeText } from '../text.ts';

/** A mapping of an Actions destination: which events become which action. The API calls it a subscription (rule 73). */
export interface Mapping {
  readonly id: string;
  readonly destinationId: string;
  readonly name: SafeText;
  readonly enabled: boolean;
  readonly actionId: string;
  readonly actionSlug: SafeText;
  /** FQL. */
  readonly trigger: SafeText;
  /** Set where the mapping is fed by a Reverse ETL model. */
  readonly modelId?: string | undefined;
  readonly schedule?: MappingSchedule | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface MappingSchedule {
  /** PERIODIC, SPECIFIC_DAYS, CRON, DBT_CLOUD or MANUAL, in capitals however the API writes it. */
  readonly strategy: SafeText;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A filter on one connection, before delivery. */
export interface DestinationFilter {
  readonly id: string;
  readonly sourceId: string;
  readonly destinationId: string;
  readonly title: SafeText;
  readonly description: SafeText;
  readonly enabled: boolean;
  /** FQL. */
  readonly condition: SafeText;
  readonly actions: readonly FilterAction[];
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
}

export interface FilterAction {
  /** DROP, SAMPLE, DROP_PROPERTIES or ALLOW_PROPERTIES. */
  readonly type: SafeText;
  /** Part of the events that a sample lets through, 0 to 1. */
  readonly part?: number | undefined;
  /** What a sample is taken by; empty where it is random. */
  readonly path: SafeText;
  /** The properties it drops or allows, as paths: properties.total. */
  readonly properties: readonly SafeText[];
}
