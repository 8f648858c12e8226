import { causeOf, causeWindow, changedSince, isChange, lastDisable } from '../../domain/audit/changes.ts';
import type { Onset } from '../../domain/delivery/onset.ts';
import type { AuditItem } from '../../domain/entities.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Period, Window } from '../../domain/time.ts';
import { auditTrail, auditTrailNeeds } from '../audit/trail.ts';
import type { Read } from '../polling/read.ts';
import type { Need } from '../polling/resource.ts';
import type { Connection } from './fleet.ts';
import { ownersOf } from './owners.ts';

/** What was changed on a connection and its source, as far back as the trail is kept (rule 227). */
export interface ConnectionChanges {
  /** Newest first: changes alone, without the failure reports of runs. */
  readonly items: readonly AuditItem[];
  /** Both trails have been read, to their end or as far as they are looked at here. */
  readonly known: boolean;
  /** Read to its end: what is not in it was not in the trail. */
  readonly isWhole: boolean;
  /** Both were read of the time that `cause` is looked for in: without one there was no change. */
  readonly isReadAtOnset: boolean;
  readonly error: Problem | undefined;
  /** Who switched the destination off, if it is off. */
  readonly disabledBy: AuditItem | undefined;
  /** The change that may have begun the failure. */
  readonly cause: AuditItem | undefined;
  /** The newest change after it began. */
  readonly changedSince: AuditItem | undefined;
}

const idsOf = ({ id, destination }: Connection): readonly [string, string] => [id, destination.sourceId];

export function connectionChanges(read: Read, period: Period, connection: Connection): ConnectionChanges {
  const ids = idsOf(connection);
  const trails = ids.map((id) => auditTrail(read, period, id));
  const items = trails
    .flatMap((trail) => trail.items)
    .filter(isChange)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const { destination, onset, cause } = connection;
  const failing = destination.enabled ? onset : undefined;
  const owners = ownersOf(read, destination);
  return {
    items,
    isWhole: trails.every(({ complete }) => complete),
    isReadAtOnset: trails.every(({ span }) => isIn(span, failing)),
    known: trails.every((trail) => trail.complete || trail.items.length >= enough),
    error: trails.flatMap(({ error, lost }) => error ?? lost ?? [])[0],
    disabledBy: destination.enabled ? undefined : lastDisable(items, destination.id),
    cause: cause ?? causeOf(items, owners, failing),
    changedSince: connection.changedSince ?? changedSince(items, owners, failing),
  };
}

function isIn(span: Window | undefined, onset: Onset | undefined): boolean {
  if (!span || onset?.since === undefined) return false;
  return span.start < onset.since - causeWindow && span.end > onset.since + onset.within;
}

/** More rows than this are never looked at here: the trail of a busy resource is not read to its end. */
const enough = 1000;

export function connectionChangesNeeds(read: Read, period: Period, connection: Connection): Need[] {
  return idsOf(connection).flatMap((id) => auditTrailNeeds(auditTrail(read, period, id), enough, 0));
}
