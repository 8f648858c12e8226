import { expect, test } from 'vitest';
import { noPrivacy, unwantedToggled } from '../../../../source/domain/privacy/local.ts';
import type { TrackingPlanRule } from '../../../../source/domain/protocols/plans.ts';
import { t } from '../../../../source/domain/text.ts';
import type { Period } from '../../../../source/domain/time.ts';
import { trailingDay } from '../../../../source/views/watch/alerts/evaluated.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { trackingPlanRules } from '../../../../source/workspace/resources/pages.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import { now, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const paid: TrackingPlanRule = {
  type: t`TRACK`,
  key: t`Paid`,
  version: 1,
  schema: { properties: { properties: { properties: { card_number: { type: 'string' } } } } },
  deprecatedAt: undefined,
};
/** A source that sends what the user does not want it to. */
const { read } = snapshots()
  .set(resources.sources, [sourceWith('web')])
  .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
  .set(resources.trackingPlanSources('p'), [sourceWith('web')])
  .set(trackingPlanRules('p'), [paid]);
const privacy = unwantedToggled(noPrivacy, { kind: 'source', id: 'web', color: 'red' });

test.each<Period>(['24h', '7d'])(
  'alerts are judged by the last day with all that is known of it, when the last %s are on screen',
  (period) => {
    const session = { allowance: { apiCalls: 1000n } };
    const shown = overview(read, period, now, session.allowance, privacy);
    const picture = trailingDay({ overview: shown, read, period, now, session, local: { privacy } } as never);
    expect(picture).toMatchObject({ period: '24h', now, allowance: session.allowance });
    expect(picture.triage.map(({ id }) => id)).toEqual(['privacy:source:web']);
    expect(picture === shown).toBe(period === '24h');
  },
);
