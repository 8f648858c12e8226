import { type SafeText, sanitise, t } from '../text.ts';
import type { Window } from '../time.ts';

/** What Protocols found in events, where every violation can be read and not only those that were blocked (rule 90). */

/** One event that broke its rule, as it came in. */
export interface ViolationSample {
  readonly at: number;
  readonly messageId: SafeText;
  /** The event as JSON; its texts are made safe where they are painted. */
  readonly event: unknown;
}

/** One violation of one event in one app version. */
export interface ViolationRow {
  /** Undefined for calls without a name, such as identify. */
  readonly eventName: SafeText | undefined;
  readonly eventType: SafeText;
  /** The product's own word, an open set: Required, Invalid Type, … */
  readonly kind: SafeText;
  /** JSON path such as properties.total, or (root) for a rule of all events; empty where the event itself is unplanned. */
  readonly field: SafeText;
  readonly sentence: SafeText;
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly appVersion: SafeText | undefined;
  /** Newest first; at most ten are kept. */
  readonly samples: readonly ViolationSample[];
}

/** Events with at least one violation: an event with two violations is one event. */
export interface ViolatingEvents {
  readonly eventName: SafeText | undefined;
  readonly eventType: SafeText;
  readonly events: number;
  /** Events outside the tracking plan: a state of the schema and no violation, so they are counted apart. */
  readonly unplanned: number;
}

export type ViolationDetails =
  | {
      readonly kind: 'details';
      /** Reports that Segment forwarded of violations, or what the events themselves say of theirs. */
      readonly basis: 'forwarded' | 'collected';
      /** What was before was not seen, ms; undefined where all of the window was. */
      readonly since?: number | undefined;
      /** They come in as they happen: reading them again costs nothing. */
      readonly isLive?: boolean | undefined;
      readonly rows: readonly ViolationRow[];
      readonly events: readonly ViolatingEvents[];
    }
  | { readonly kind: 'unavailable'; readonly why: SafeText };

export interface ViolationQuery {
  readonly sourceId: string;
  /** One event only; all events of the source without it. */
  readonly eventName?: string | undefined;
  readonly window: Window;
}

/** The kind of an event that is not in the plan at all. */
export const unplannedKind: SafeText = t`Unplanned`;

export function isUnplanned({ kind }: Pick<ViolationRow, 'kind'>): boolean {
  return kind === unplannedKind;
}

/** Why a workspace behind the Public API has no details: it has no read for violations (rule 90). */
export const noViolationRead: ViolationDetails = {
  kind: 'unavailable',
  why: t`The Public API has no read for violations`,
};

/** Expected and given type of a sentence such as `Invalid type. Expected: number, given: string`. */
export function expectedAndGiven(
  sentence: SafeText,
): { readonly expected: SafeText; readonly given: SafeText } | undefined {
  const [, expected, given] = /\bExpected: ([^,]{1,80}), given: (.{1,80})$/.exec(sentence) ?? [];
  return expected === undefined || given === undefined
    ? undefined
    : { expected: sanitise(expected), given: sanitise(given) };
}

/** Filtered-at-source reasons of Protocols; event_setting is a switch of the schema page (rule 91). */
const reasons = {
  schema: new Set(['schema_violation', 'common_schema_violation', 'unplanned_and_schema_violation']),
  unplanned: new Set(['unplanned']),
} as const;

/** What a filtered-at-source reason counts as: a schema violation, an unplanned event, or nothing of Protocols. */
export function protocolsReason(code: string | undefined): 'schema' | 'unplanned' | undefined {
  if (code === undefined) return undefined;
  if (reasons.schema.has(code)) return 'schema';
  return reasons.unplanned.has(code) ? 'unplanned' : undefined;
}
