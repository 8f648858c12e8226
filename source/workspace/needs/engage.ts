import { type Priority, priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { auditTrail } from '../audit/trail.ts';
import { observable } from '../delivery/connection.ts';
import type { ComputationKind } from '../engage/computations.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { audienceDestinations, audiences, computedTraits, spaces, users } from '../resources/pages.ts';
import { refused } from '../resources/refused.ts';

const need = <T>(resource: Resource<T>, urgency: Priority = priority.visible): Need => ({
  resource: resource as Resource<unknown>,
  priority: urgency,
});

/**
 * Two requests for each space (rule 133): 60 a minute for audiences, 25 for traits. Where an audience is sent is one request
 * each, 50 a minute: only for those on screen.
 * @param visible ids of audiences on screen
 */
export function engageNeeds(read: Read, period: Period, visible: ReadonlySet<string>): Need[] {
  const workspace = need(resources.workspace);
  if (refused(read)) return [workspace];
  const all = read(spaces).data ?? [];
  return [
    workspace,
    need(spaces),
    ...all.flatMap(({ id }) => [need(audiences(id)), need(computedTraits(id))]),
    need(resources.recentAudit(period)),
    ...auditTrail(read, period)
      .pages.slice(0, 1)
      .map((page) => need(page, priority.favorite)),
    ...all.flatMap((space) =>
      (read(audiences(space.id)).data ?? [])
        .filter(({ id }) => visible.has(id))
        .map(({ id }) => need(audienceDestinations(space.id, id), priority.rest)),
    ),
  ];
}

/** Where an audience is sent, and how deliveries there go. */
function sentTo(read: Read, period: Period, spaceId: string, id: string): Need[] {
  const own = audienceDestinations(spaceId, id);
  const ids = (read(own).data ?? []).map(({ destinationId }) => destinationId);
  const fed = (read(resources.destinations).data ?? []).filter((each) => ids.includes(each.id) && observable(each));
  return [need(own), ...fed.map((each) => need(resources.metrics(period, each), priority.favorite))];
}

/** One audience or trait: its space's list, where it is sent, the trail of it, and what the ids of people are called. */
export function computationNeeds(
  read: Read,
  period: Period,
  kind: ComputationKind,
  id: string,
  spaceId: string | undefined,
): Need[] {
  const workspace = need(resources.workspace);
  if (refused(read)) return [workspace];
  const known = (read(spaces).data ?? []).map((space) => space.id);
  const list = kind === 'audience' ? audiences : computedTraits;
  const listed = (space: string) => read<readonly { readonly id: string }[]>(list(space)).data;
  const home = known.find((each) => listed(each)?.some((own) => own.id === id));
  // The place of triage names no space, so each space is looked through; and so they are where the named one has it no more, as
  // only all of them prove that it is gone.
  const isNamed = spaceId !== undefined && known.includes(spaceId) && listed(spaceId) === undefined;
  const looked = isNamed ? [spaceId] : known;
  return [
    workspace,
    need(spaces),
    ...(home === undefined ? looked : [home]).map((each) => need<unknown>(list(each))),
    ...(kind === 'audience' && home !== undefined ? sentTo(read, period, home, id) : []),
    need(resources.recentAudit(period)),
    ...auditTrail(read, period, id)
      .pages.slice(0, 1)
      .map((page) => need(page)),
    need(users, priority.rest),
    need(resources.destinations, priority.rest),
  ];
}
