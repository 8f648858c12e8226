import type { SafeText } from '../../text.ts';
import { minute } from '../../time.ts';
import type { RuleId, Severity } from './rules.ts';

/** What an alert is about, as `segtop open TYPE/ID` takes it. */
export interface AlertSubject {
  readonly type: string;
  readonly id: string;
  readonly name: SafeText;
}

/** Who changed what before it began. */
export interface AlertCause {
  readonly id: string;
  readonly at: number;
  readonly type: SafeText;
  readonly actor: SafeText;
  readonly resource: SafeText;
}

/** A rule that holds now. */
export interface Finding {
  /** What it is about: a family of rules and a subject. Stable however the rules of the family take turns. */
  readonly key: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly subject: AlertSubject;
  /** Verdict, numbers, since and cause, as they follow its name. */
  readonly facts: SafeText;
  /** The word of the verdict, such as LOST. */
  readonly verdict: SafeText;
  readonly since: number | undefined;
  readonly numbers: Readonly<Record<string, number>>;
  readonly cause?: AlertCause | undefined;
  /** How bad it is, to be compared with itself only: several times as much is worth another telling. */
  readonly size: number;
  /** Findings that share one of these and began together have one cause. */
  readonly groups: readonly string[];
  /** Some of what it says is being read for the first time. */
  readonly awaits?: true | undefined;
}

/** What the rules say of a moment. */
export interface Evaluation {
  readonly findings: readonly Finding[];
  /**
   * Whether it is known that nothing holds of this any more; false for what could not be read.
   * @param rule the one that raised it: one that is switched off raises nothing
   * @param since when that began, where it is known
   */
  isClear(key: string, rule?: RuleId, since?: number): boolean;
}

/** Edges that are told. */
export const edges = ['new', 'escalating', 'regressed', 'resolved'] as const;
export type Edge = (typeof edges)[number];

/** How far a thing had got: what *worse* is measured by. */
export interface Mark {
  readonly severity: Severity;
  readonly size: number;
  readonly members: number;
}

/** One alert over its life, as the store keeps it. */
export interface AlertRecord {
  /** The key of the finding that raised it: the same over its life, and when it comes back. */
  readonly id: string;
  readonly state: 'raised' | 'resolved';
  readonly raisedAt: number;
  readonly resolvedAt?: number | undefined;
  /** Nothing of it holds since then; set while it is waited whether that lasts. */
  readonly clearSince?: number | undefined;
  /** It came back within a day. */
  readonly regressed: boolean;
  /** Keys of all findings that belong to it. */
  readonly members: readonly string[];
  /** Those that hold now. */
  readonly holding: readonly string[];
  readonly groups: readonly string[];
  /** The worst that holds, or held last. */
  readonly finding: Finding;
  /** What was told last, and how bad it was then. */
  readonly told?: (Mark & { readonly edge: Edge; readonly at: number }) | undefined;
  /** How often it was told in this life. */
  readonly tellings: number;
  readonly acknowledgedAt?: number | undefined;
  readonly muted?: Muting | undefined;
}

/** Nothing is told until then, or until it is worse than it was. */
export type Muting =
  | { readonly kind: 'time'; readonly until: number }
  | { readonly kind: 'worse'; readonly than: Mark };

/** Whether an alert is muted at a moment. */
export function isMuted({ muted }: AlertRecord, now: number): boolean {
  if (!muted) return false;
  return muted.kind === 'worse' || muted.until > now;
}

/** What an alert is to say is waited for so long, ms. */
const patience = minute;

/** Whether it is not told yet, as what it is to say is being read; for no longer where the clock is set back meanwhile. */
export function isHeld({ finding, raisedAt }: AlertRecord, now: number): boolean {
  return finding.awaits === true && Math.abs(now - raisedAt) < patience;
}
