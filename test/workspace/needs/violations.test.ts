import { describe, expect, it } from 'vitest';
import type { ViolationDetails } from '../../../source/domain/protocols/violation.ts';
import { noViolationRead } from '../../../source/domain/protocols/violation.ts';
import { t } from '../../../source/domain/text.ts';
import { planSourcesNeeds } from '../../../source/workspace/needs/protocols.ts';
import { sourceNeeds } from '../../../source/workspace/needs/source.ts';
import {
  violationEventsNeeds,
  violationListNeeds,
  violationSourcesNeeds,
} from '../../../source/workspace/needs/violations.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import * as common from '../../../source/workspace/resources/common.ts';
import * as own from '../../../source/workspace/resources/violations.ts';
import { destinationWith, period, readingWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const id = 's';
const event = { eventName: 'Order Completed', eventType: 'track' };
const keys = (needs: readonly Need[]) => needs.map(({ resource }) => resource.key);
const beyond = (needs: readonly Need[]) =>
  keys(needs).filter((key) => !['workspace', 'sources', common.volume(period).key].includes(key));

const withDetails = (): Snapshots =>
  snapshots().set<ViolationDetails>(own.violationDetails(period, id), {
    kind: 'details',
    basis: 'collected',
    rows: [],
    events: [],
  });
const without = (): Snapshots => snapshots().set(own.violationDetails(period, id), noViolationRead);

describe('what pages about violations read', () => {
  it('the events of a source: one request for the counts of what was blocked, and only where there are no details', () => {
    const always = [
      own.violationDetails(period, id).key,
      own.eventTotals(period, id).key,
      common.sourceSettings(id).key,
    ];
    expect(beyond(violationEventsNeeds(withDetails().read, period, id)).sort()).toEqual([...always].sort());
    expect(beyond(violationEventsNeeds(without().read, period, id)).sort()).toEqual(
      [...always, own.blockedEvents(period, id).key].sort(),
    );
  });

  it('the violations of an event: nothing of the level above', () => {
    const found = beyond(violationListNeeds(without().read, period, id, event));
    expect(found).toContain(own.blockedReasons(period, id, event).key);
    expect(found).not.toContain(own.blockedEvents(period, id).key);
    expect(found).not.toContain(own.eventTotals(period, id).key);
  });

  it('sources: what each one under a plan blocks; forwarded counts only where one forwards to a source of its own', () => {
    const world = snapshots()
      .set(common.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
      .set(common.trackingPlanSources('tp'), [sourceWith('a'), sourceWith('b')]);
    const found = beyond(violationSourcesNeeds(world.read, period));
    expect(found).toEqual(expect.arrayContaining([common.blocked(period, 'a').key, common.blocked(period, 'b').key]));
    expect(found).not.toContain(common.forwardedViolations(period).key);
  });

  it('the sources of a plan: who else forwards to the same place is known of the sources of all plans', () => {
    const world = snapshots()
      .set(common.trackingPlans, [
        { id: 'tp', name: t`Plan`, type: t`LIVE` },
        { id: 'other', name: t`Other`, type: t`LIVE` },
        { id: 'library', name: t`Library`, type: t`RULE_LIBRARY` },
      ])
      .set(common.trackingPlanSources('tp'), [sourceWith('a')])
      .set(common.trackingPlanSources('other'), [sourceWith('b')]);
    const found = beyond(planSourcesNeeds(world.read, period, 'tp'));
    expect(found).toEqual(
      expect.arrayContaining([
        common.trackingPlanSources('other').key,
        common.sourceSettings('a').key,
        common.sourceSettings('b').key,
        common.blocked(period, 'a').key,
      ]),
    );
    expect(found).not.toContain(common.trackingPlanSources('library').key);
    expect(found).not.toContain(common.blocked(period, 'b').key);
  });

  it('asks only whether the token is good again while it is refused', () => {
    const world = snapshots().fail(common.workspace, { kind: 'no-access', status: 401 });
    for (const needs of [
      violationSourcesNeeds(world.read, period),
      violationEventsNeeds(world.read, period, id),
      violationListNeeds(world.read, period, id, event),
      sourceNeeds(world.read, period, id),
    ])
      expect(keys(needs)).toEqual(['workspace']);
  });
});

describe('what the page of a source reads', () => {
  it('its own pipeline and destinations, and nothing of other sources', () => {
    const failing = destinationWith('d1', id);
    const world = snapshots()
      .set(common.destinations, [
        failing,
        destinationWith('d2', id, { mode: 'device' }),
        destinationWith('d3', id, { enabled: false }),
        destinationWith('other', 'x'),
      ])
      .set(common.metrics(period, failing), readingWith({ discarded: 3, firstTry: 7 }));
    const found = keys(sourceNeeds(world.read, period, id));
    expect(found.filter((key) => /^(metrics|failures)/.test(key))).toEqual([
      common.metrics(period, failing).key,
      common.failures(period, failing).key,
    ]);
    expect(found.filter((key) => key.startsWith('audit-trail:'))).toEqual([`audit-trail:${id}`]);
  });

  it('the trails of its destinations when all are disabled: they tell since when', () => {
    const world = snapshots().set(common.destinations, [destinationWith('d1', id, { enabled: false })]);
    const found = keys(sourceNeeds(world.read, period, id));
    expect(found.filter((key) => key.startsWith('audit-trail:'))).toEqual([`audit-trail:${id}`, 'audit-trail:d1']);
  });
});
