import type { SafeText } from '../text.ts';

/** An Engage or Unify space. */
export interface Space {
  readonly id: string;
  readonly slug: SafeText;
  readonly name: SafeText;
}

/** What audiences and computed traits have in common. */
export interface Computation {
  readonly id: string;
  readonly spaceId: string;
  readonly name: SafeText;
  readonly key: SafeText;
  readonly description: SafeText;
  readonly enabled: boolean;
  /** The API's own word, such as Live or Failed; empty where it gives none (rule 130). */
  readonly status: SafeText;
  /** Empty where the definition is not told. */
  readonly definition: SafeText;
  /** Ids of users. */
  readonly createdBy?: string | undefined;
  readonly updatedBy?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
}

export interface AudienceSize {
  /** What is counted: USERS, ACCOUNTS or ENTITIES. */
  readonly of: SafeText;
  readonly count?: number | undefined;
  readonly uniqueCount?: number | undefined;
}

/** When an audience is computed, where it has a schedule of its own. */
export interface AudienceSchedule {
  /** Such as 8h; empty where it runs on named days. */
  readonly interval: SafeText;
  /** Days of the week from Sunday, 0, and hours; undefined where one could not be read. */
  readonly days: readonly (number | undefined)[];
  readonly hours: readonly (number | undefined)[];
  readonly timezone: SafeText;
}

/** A destination that an audience is sent to. */
export interface AudienceDestination {
  readonly id: string;
  readonly name: SafeText;
  /** Name of its type. */
  readonly type: SafeText;
  readonly enabled: boolean;
  /** Id of the destination it is a connection of. */
  readonly destinationId?: string | undefined;
}

export interface Audience extends Computation {
  /** USERS, ACCOUNTS or LINKED. */
  readonly type: SafeText;
  /** REALTIME or BATCH. */
  readonly cadence: SafeText;
  readonly size?: AudienceSize | undefined;
  readonly schedules: readonly AudienceSchedule[];
  /** The soonest run of its schedules, where it has any. */
  readonly nextRunAt?: number | undefined;
}

export interface ComputedTrait extends Computation {
  /** USERS or ACCOUNTS; empty where the definition is not told. */
  readonly of: SafeText;
}
