import { describe, expect, it } from 'vitest';
import type { Onset } from '../../../source/domain/delivery/onset.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { ownersOf, partNeeds, sourceOwners } from '../../../source/workspace/delivery/owners.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationFilters, mappings } from '../../../source/workspace/resources/pages.ts';
import { auditWith, now, snapshots, sourceWith } from '../snapshots.ts';

const pair = { id: 'd', sourceId: 'web' };
const plan = (id: string) => ({ id, name: sanitise(id), type: t`LIVE` });

describe('what a connection depends on', () => {
  it('is itself with its filters and mappings, then its source, then the plans that this one is bound to', () => {
    const { read } = snapshots()
      .set(destinationFilters('d'), [{ id: 'f' } as never])
      .set(mappings('d'), [{ id: 'm' } as never])
      .set(resources.trackingPlans, [plan('other'), plan('own'), plan('unread')])
      .set(resources.trackingPlanSources('other'), [sourceWith('ios')])
      .set(resources.trackingPlanSources('own'), [sourceWith('ios'), sourceWith('web')]);
    expect(ownersOf(read, pair)).toEqual([['d', 'f', 'm'], ['web'], ['own']]);
    expect(sourceOwners(read, 'ios')).toEqual([['ios'], ['other', 'own']]);
    expect(ownersOf(snapshots().read, pair)).toEqual([['d'], ['web'], []]);
  });
});

describe('whose a filter or mapping is', () => {
  const since = now - 3 * hour;
  const onset: Onset = { since, within: hour, before: undefined, until: undefined };
  const filter = (at: number) => auditWith({ at, type: t`Destination Filter Created` });

  it.each<readonly [string, ReturnType<typeof auditWith>, Onset | undefined, boolean]>([
    ['changed half an hour before', filter(since - 30 * minute), onset, true],
    ['changed longer before', filter(since - 30 * minute - 1), onset, false],
    ['changed in the hour in which it began', filter(since + hour - 1), onset, true],
    ['changed after that hour', filter(since + hour), onset, false],
    [
      'told as a part by the thing alone',
      auditWith({ at: since, type: t`Modified`, resourceType: t`Subscription` }),
      onset,
      true,
    ],
    ['no part, but the destination itself', auditWith({ at: since, type: t`Integration Modified` }), onset, false],
    ['of a failure without a known beginning', filter(since), { ...onset, since: undefined, before: since }, false],
    ['of no failure', filter(since), undefined, false],
  ])('is read only where one was changed near the beginning: %s', (_, item, begun, isRead) => {
    expect(partNeeds([item], pair, begun).map(({ key }) => key)).toEqual(
      isRead ? [destinationFilters('d').key, mappings('d').key] : [],
    );
  });
});
