import { type SafeText, sanitise, t } from '../text.ts';
import { day } from '../time.ts';
import { monthOf } from '../usage/meters.ts';
import { masked } from './pii.ts';

/** A request to delete or suppress people's data. Whom it concerns is kept masked: identifiers of people (rule 148). */
export interface Regulation {
  readonly id: string;
  /** Such as SUPPRESS_WITH_DELETE. */
  readonly type: SafeText;
  /** Such as RUNNING or FINISHED. */
  readonly status: SafeText;
  readonly subjects: MaskedSubjects;
  readonly createdAt?: number | undefined;
  readonly finishedAt?: number | undefined;
}

export interface MaskedSubjects {
  /** What kind of identifier, such as USER_ID. */
  readonly type: SafeText;
  readonly count: number;
  /** The first few, masked. */
  readonly some: readonly SafeText[];
}

/** How far one regulation came at each destination of each source. */
export interface RegulationProgress {
  readonly id: string;
  /** FAILED as soon as one destination fails, be it that it supports no deletion at all (rule 147). */
  readonly status: SafeText;
  readonly createdAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly destinations: readonly RegulatedDestination[];
}

export interface RegulatedDestination {
  readonly sourceId: string;
  readonly id: string;
  readonly name: SafeText;
  readonly status: SafeText;
  readonly error: SafeText;
  readonly finishedAt?: number | undefined;
}

export interface Suppressions {
  /** One entry for each kind of identifier. */
  readonly subjects: readonly MaskedSubjects[];
  /** False where the list is longer than what was read: counts are then lower bounds. */
  readonly isWhole: boolean;
}

/** Shortest identifier of which the end may show without giving it away. */
const shortestWithEnd = 9;
const endShown = 3;

/** An identifier as it may be shown: enough to recognise a known one, too little to learn an unknown one. */
function maskedId(id: string): SafeText {
  return id.length < shortestWithEnd ? masked : t`${masked}${sanitise(id.slice(-endShown))}`;
}

/** Masked identifiers kept of one list. */
export const mostMasked = 50;

/** The identifiers as they are kept. */
export function maskedSubjects(type: SafeText, ids: readonly string[]): MaskedSubjects {
  return { type, count: ids.length, some: ids.slice(0, mostMasked).map(maskedId) };
}

/** How far a request came; of a status that Segment adds later that is not known. */
export type RegulationStage = 'wrong' | 'unknown' | 'under way' | 'done';

const stages: Readonly<Record<string, RegulationStage>> = {
  FAILED: 'wrong',
  INVALID: 'wrong',
  NOT_SUPPORTED: 'wrong',
  PARTIAL_SUCCESS: 'wrong',
  RUNNING: 'under way',
  INITIALIZED: 'under way',
  FINISHED: 'done',
};

export function regulationStage({ status }: Pick<Regulation, 'status'>): RegulationStage {
  return Object.hasOwn(stages, status) ? stages[status]! : 'unknown';
}

const worstFirst: readonly RegulationStage[] = ['wrong', 'unknown', 'under way', 'done'];

/** What has to be looked at first has the lowest. */
export const regulationRank = (of: Pick<Regulation, 'status'>): number => worstFirst.indexOf(regulationStage(of));

/** Segment promises to be done within this time (rule 149). */
const promised = 30 * day;

export function isOverdue({ status, createdAt }: Pick<Regulation, 'status' | 'createdAt'>, now: number): boolean {
  return regulationStage({ status }) === 'under way' && createdAt !== undefined && now - createdAt > promised;
}

/** Users that the regulations of this UTC month name: a month has a limit of them. */
export function regulatedThisMonth(regulations: readonly Regulation[], now: number): number {
  const start = monthOf(now);
  return regulations
    .filter(({ createdAt }) => createdAt !== undefined && createdAt >= start)
    .reduce((sum, { subjects }) => sum + subjects.count, 0);
}
