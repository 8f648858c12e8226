import { expect, test } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { planOf } from '../../../source/workspace/protocols/plan-of.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { snapshots, sourceWith } from '../snapshots.ts';

const world = () =>
  snapshots()
    .set(
      resources.trackingPlans,
      ['unread', 'p', 'q'].map((id) => ({ id, name: sanitise(id), type: t`LIVE` })),
    )
    .set(resources.trackingPlanSources('p'), [sourceWith('web'), sourceWith('ios')])
    .set(resources.trackingPlanSources('q'), [sourceWith('server')]);

test.each([
  ['of a source that it binds first', 'web', 'p'],
  ['of a source that it binds last', 'ios', 'p'],
  ['of a source of another plan', 'server', 'q'],
  ['of none', 'free', undefined],
])('the plan is that %s', (_, id, expected) => {
  expect([planOf(world().read, id)?.id, planOf(snapshots().read, id)]).toEqual([expected, undefined]);
});
