import type { AuditItem, Destination, Source, Workspace } from '../entities.ts';
import type { Problem } from '../problem.ts';
import type { SafeText } from '../text.ts';
import type { DestinationFilter } from './mappings.ts';

/** Why events never arrived, and between which moments. */
export interface LossWindow {
  /** `failing`: refused or given up; `disabled`: nothing was sent; `silent`: the source sends and nothing is attempted. */
  readonly kind: 'failing' | 'disabled' | 'silent';
  /** Undefined where that is not known. */
  readonly from: number | undefined;
  /** Undefined while it goes on. */
  readonly to: number | undefined;
  /** Moments are known to the hour only: the first and last hour that failed. */
  readonly hourly: boolean;
  /** Why the trail does not tell when it was switched off: it is being read, or was not read to its end. */
  readonly untold?: { readonly kind: 'reading' } | { readonly kind: 'problem'; readonly problem: Problem } | undefined;
  /** It may have begun before what was read. */
  readonly cut: boolean;
  /** Who switched the destination off, and on again. */
  readonly by?: AuditItem | undefined;
  readonly undone?: AuditItem | undefined;
}

export interface CountedName {
  readonly name: SafeText | undefined;
  readonly count: number;
}

/** Counts with when they were read, or why there are none. */
export type Counts =
  | {
      readonly kind: 'read';
      readonly rows: readonly CountedName[];
      readonly at: number;
      /** The window begins before what can be counted: they are counted from here on. */
      readonly from?: number | undefined;
    }
  | { readonly kind: 'reading' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Everything that a request for a replay has to say (rule 74). */
export interface ReplayFacts {
  readonly workspace: Workspace | undefined;
  /** Why the workspace is not known. */
  readonly workspaceProblem?: Problem | undefined;
  readonly source: Pick<Source, 'id' | 'name' | 'slug'> | undefined;
  readonly destination: Pick<Destination, 'id' | 'name' | 'type' | 'typeSlug' | 'enabled' | 'sourceId'>;
  readonly loss: LossWindow;
  /** Other destinations that the same actor switched off within ten minutes, and that are off still. */
  readonly also: readonly Pick<Destination, 'id' | 'name'>[];
  /** Why events failed, by reason; empty where none were tried. */
  readonly reasons: Counts | undefined;
  readonly types: Counts;
  readonly names: Counts;
  /** Totals of the dashboard's period, which may be longer than the window. */
  readonly totals:
    | {
        readonly lost: number;
        readonly expired: number;
        readonly retrying: number | undefined;
        readonly at: number;
        readonly hours: number;
      }
    | undefined;
  readonly filters:
    | { readonly kind: 'read'; readonly rows: readonly DestinationFilter[]; readonly at: number }
    | { readonly kind: 'reading' }
    | { readonly kind: 'problem'; readonly problem: Problem };
  readonly now: number;
}
