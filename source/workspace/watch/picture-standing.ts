import { whole } from '../../domain/format.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Standing } from '../../domain/proof.ts';
import { t } from '../../domain/text.ts';
import type { Period } from '../../domain/time.ts';
import type { Fleet } from '../delivery/fleet.ts';
import { lostIn, standingOf, standingOfCounts, togetherOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { ownForwarding, plannedSources, plansStanding } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import type { Overview } from './overview.ts';

/** A part of the picture of a workspace that triage and alerts judge. */
export interface PicturePart {
  readonly id: 'destinations' | 'delivery' | 'sources' | 'volume' | 'storage' | 'violations' | 'audit';
  readonly standing: Standing;
}

/**
 * Why connections that should have numbers have none yet: the first refusal stands for all; undefined while they are being
 * read.
 */
export function unrankedError({ connections }: Fleet): Problem | undefined {
  return connections.find(({ state, snapshot }) => state === 'unknown' && snapshot.error)?.snapshot.error;
}

/** Whether every connection has been measured: what a sentence about all of them stands on, besides their list. */
export function rankingStanding(fleet: Fleet): Standing {
  const { ranked, rankable, connections } = fleet;
  const lost = connections.flatMap(({ snapshot }) => lostIn(snapshot) ?? [])[0];
  return standingOfCounts({ read: ranked, of: rankable, failed: unrankedError(fleet), lost });
}

/** Whether it is known which deliveries fail: the list of destinations, and the numbers of each. */
export function deliveryStanding(read: Read, fleet: Fleet): Standing {
  return togetherOf(standingOf(read(resources.destinations)), rankingStanding(fleet));
}

/** A plan without the feature has nothing of it: that is an answer too. */
function orAbsent(snapshot: Snapshot, standing: Standing): Standing {
  const absent = snapshot.data === undefined && snapshot.error?.kind === 'not-in-plan';
  return absent ? standingOfCounts({ read: 1, of: 1 }) : standing;
}

function storageStanding(read: Read): Standing {
  const list = read(resources.warehouses);
  const syncs = (list.data ?? []).filter(({ enabled }) => enabled).map(({ id }) => read(resources.warehouseSyncs(id)));
  return orAbsent(list, standingOf(list, ...syncs));
}

function violationsStanding(read: Read, period: Period): Standing {
  const planned = plannedSources(read);
  const blocked = planned.map((id) => read(resources.blocked(period, id)));
  const forwarded = ownForwarding(read, planned).size > 0 ? [read(resources.forwardedViolations(period))] : [];
  // What breaks the plan of a source that blocks nothing only its reports tell, and its settings where they go.
  const settings = planned.map((id) => read(resources.sourceSettings(id)));
  const plans = read(resources.trackingPlans);
  return orAbsent(plans, togetherOf(plansStanding(read), standingOf(plans, ...blocked, ...forwarded, ...settings)));
}

/** A busy day is more than one page: a failure that was reported before the newest events may still stand. */
export function auditStanding(read: Read, period: Period): Standing {
  const snapshot = read(resources.recentAudit(period));
  const stands = standingOf(snapshot);
  const cut = trailCut(snapshot);
  return stands.kind === 'whole' && cut ? { kind: 'partial', problem: cut } : stands;
}

/** What is missing of the trail of a period that is more than one page; undefined where nothing is. */
export const trailCut = ({ data }: Pick<Overview['activity'], 'data'>): Problem | undefined =>
  data?.next === undefined ? undefined : newestOnly(data.items.length);

const newestOnly = (count: number): Problem => ({
  kind: 'dropped-rows',
  status: 200,
  operation: t`GET /audit-events`,
  message: t`events before the newest ${whole(count)}`,
});

type Part = PicturePart['id'];

const standings: Readonly<Record<Part, (read: Read, fleet: Fleet, period: Period) => Standing>> = {
  destinations: (read) => standingOf(read(resources.destinations)),
  delivery: deliveryStanding,
  sources: (read) => standingOf(read(resources.sources)),
  volume: (read, _, period) => standingOf(read(resources.volume(period)), read(resources.usualVolume)),
  storage: storageStanding,
  violations: (read, _, period) => violationsStanding(read, period),
  audit: (read, _, period) => auditStanding(read, period),
};

/**
 * How far everything has been read that triage and alerts judge: without all of it *nothing is wrong* cannot be said.
 * @param only the parts that are asked for: of thousands of connections each is looked at for some
 */
export function pictureParts(read: Read, fleet: Fleet, period: Period, only?: readonly Part[]): readonly PicturePart[] {
  return (Object.keys(standings) as Part[])
    .filter((id) => only?.includes(id) ?? true)
    .map((id) => ({ id, standing: standings[id](read, fleet, period) }));
}
