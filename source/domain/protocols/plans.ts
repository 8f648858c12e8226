import type { SafeText } from '../text.ts';

/** A rule of a tracking plan: what one event, or the traits of one call, must look like. */
export interface TrackingPlanRule {
  /** TRACK, IDENTIFY, GROUP, PAGE, SCREEN or COMMON. */
  readonly type: SafeText;
  /** The event's name; empty for rules of a whole call type. */
  readonly key: SafeText;
  readonly version: number;
  /** The JSON schema as given: raw, its texts are sanitised where they are painted. Null where there is none. */
  readonly schema: unknown;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
  readonly deprecatedAt?: number | undefined;
}

/** A transformation of Protocols: bound to a source, and to a destination type where one is given (rule 100). */
export interface Transformation {
  readonly id: string;
  readonly name: SafeText;
  readonly enabled: boolean;
  readonly sourceId: string;
  readonly destinationMetadataId?: string | undefined;
  /** FQL. */
  readonly condition: SafeText;
  readonly drop: boolean;
  /** Empty where the event keeps its name. */
  readonly newEventName: SafeText;
  readonly renames: readonly { readonly from: SafeText; readonly to: SafeText }[];
  readonly values: readonly { readonly paths: readonly SafeText[]; readonly value: SafeText }[];
  readonly computed: readonly { readonly property: SafeText; readonly fql: SafeText }[];
  /** Properties that alone are let through; empty where all are. */
  readonly allowed: readonly SafeText[];
  readonly hashed?: HashedProperties | undefined;
}

/** How properties are hashed. The key is a secret and is not kept. */
export interface HashedProperties {
  readonly algorithm: SafeText;
  readonly encoding: SafeText;
  readonly paths: readonly SafeText[];
}
