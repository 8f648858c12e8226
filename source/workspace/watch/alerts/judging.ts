import { exactOnset, type Onset } from '../../../domain/delivery/onset.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { clock, clockRange } from '../../../domain/format.ts';
import { joined, type SafeText, t, without } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import type { AlertCause, Finding } from '../../../domain/watch/alerts/alert.ts';
import { type AllRuleSettings, parameterOf, type RuleId } from '../../../domain/watch/alerts/rules.ts';
import { isToCome } from '../../polling/proof.ts';
import type { Read } from '../../polling/read.ts';
import type { Snapshot } from '../../polling/snapshot.ts';
import type { Overview } from '../overview.ts';

/** What rules look at. */
export interface Judging {
  /** Of the trailing 24 hours. */
  readonly overview: Overview;
  readonly read: Read;
  readonly settings: AllRuleSettings;
  /** Whether the user did it. */
  isOwn(item: AuditItem): boolean;
}

/** What a family of rules says: what holds, and what is known to hold no more. */
export interface Judged {
  readonly findings: readonly Finding[];
  /**
   * @param id of the subject of a key of the family
   * @param since when what was raised of it began, where that is known
   * @param rule that raised it, where that is known: what it stood on must have been read again
   */
  isClear(id: string, since?: number, rule?: RuleId): boolean;
}

export const isOn = ({ settings }: Judging, rule: RuleId): boolean => settings[rule]?.enabled !== false;

/** A number of a rule as it is in force. */
export const numberOf = ({ settings }: Judging, rule: RuleId, name: string): number =>
  parameterOf(settings, rule, name);

/** It was asked for, and its answer failed or lost a part: that something is not in it is not known before it is read again. */
export const isMissed = (snapshot: Snapshot): boolean =>
  (snapshot.data !== undefined || snapshot.error !== undefined) && isToCome(snapshot);

/** Who acted, as briefly as possible. */
export const actorOf = ({ actor, actorEmail }: AuditItem): SafeText =>
  actorEmail && actorEmail.length > 0 ? actorEmail : without(actor, /^.*\//);

export function causeOf(item: AuditItem | undefined): AlertCause | undefined {
  if (!item) return undefined;
  return { id: item.id, at: item.at, type: item.type, actor: actorOf(item), resource: item.resourceName };
}

/** What a finding has of the change that began it, with its groups by that and by others. */
export function caused(item: AuditItem | undefined, ...groups: readonly string[]): Pick<Finding, 'cause' | 'groups'> {
  const cause = causeOf(item);
  return cause ? { cause, groups: [...groups, `change:${cause.id}`] } : { groups };
}

/** `since 14:02`, or nothing where it is not known. */
export function sinceWords(onset: Onset | undefined, now: number): readonly SafeText[] {
  if (onset?.since === undefined) return [];
  const { since, within } = onset;
  const time =
    within < hour ? clock(since, now) : clockRange({ start: since, end: Math.min(since + within, now) }, now);
  return [t`since ${time}`];
}

/** The same of a moment. */
export const sinceTime = (at: number | undefined, now: number): readonly SafeText[] =>
  at === undefined ? [] : sinceWords(exactOnset(at), now);

/** `changed by ana@acme.example 14:01`. */
export const causeWords = (item: AuditItem | undefined, now: number): readonly SafeText[] =>
  item ? [t`${item.resourceName} changed by ${actorOf(item)} ${clock(item.at, now)}`] : [];

/** `94% failing, 2.1k lost, since 14:02`. */
export function facts(parts: readonly (SafeText | undefined)[]): SafeText {
  return joined(
    parts.flatMap((part) => (part === undefined || part === '' ? [] : [part])),
    t`, `,
  );
}
