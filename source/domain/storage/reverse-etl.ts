import type { SyncStatus } from '../entities.ts';
import type { SafeText } from '../text.ts';

/** A query over a warehouse whose rows are sent to destinations. */
export interface ReverseEtlModel {
  readonly id: string;
  readonly sourceId: string;
  readonly name: SafeText;
  readonly description: SafeText;
  readonly enabled: boolean;
  /** SQL. */
  readonly query: SafeText;
  readonly identifierColumn: SafeText;
}

/** One run of a model for one mapping. Counts may pass 2^53 (rule 17). */
export interface ReverseEtlSync {
  readonly id: string;
  readonly modelId: string;
  readonly sourceId: string;
  readonly status: SyncStatus;
  /** The API's own word. */
  readonly word: SafeText;
  readonly start: number;
  readonly end?: number | undefined;
  /** As given: 4m12s. */
  readonly duration: SafeText;
  readonly error: SafeText;
  readonly errorCode: SafeText;
  readonly extract?: ExtractPhase | undefined;
  readonly load?: LoadPhase | undefined;
}

interface Phase {
  readonly errorCode: SafeText;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** Rows read from the warehouse; a count that is not told is undefined. */
export interface ExtractPhase extends Phase {
  readonly added?: bigint | undefined;
  readonly updated?: bigint | undefined;
  readonly deleted?: bigint | undefined;
  readonly extracted?: bigint | undefined;
}

/** Rows sent to the destination. */
export interface LoadPhase extends Phase {
  readonly delivered?: bigint | undefined;
  readonly failed?: bigint | undefined;
}

/** A page of a model's runs for one mapping: there is no list of all runs (rule 119). */
export interface ReverseEtlSyncQuery {
  readonly modelId: string;
  /** The id of the mapping. */
  readonly subscriptionId: string;
  /** 1 to 100. */
  readonly count: number;
  readonly cursor?: string | undefined;
}
