import { describe, expect, it } from 'vitest';
import { sanitise } from '../../source/domain/text.ts';
import { minute, second } from '../../source/domain/time.ts';
import { invalidatedBy, invalidatedByEvent } from '../../source/workspace/resources/audit-reads.ts';
import * as resources from '../../source/workspace/resources/common.ts';
import { scarceApi } from './scarce-api.ts';
import { auditWith, now } from './snapshots.ts';

const old = (type: string) => invalidatedByEvent(auditWith({ at: now, type: sanitise(type), resourceId: 'x' }));

describe('what an event of the audit trail makes old', () => {
  it.each<[string, readonly string[]]>([
    ['Integration Disabled', ['destinations', 'destination:x', 'mappings:x', 'destination-filters:x']],
    ['Destination Enabled', ['destinations', 'destination:x']],
    ['Integrations Deleted', ['destinations', 'source-destinations:']],
    ['Source Disabled', ['sources', 'source:', 'source-settings:x']],
    ['Source Settings Modified', ['source-settings:x']],
    ['Source Connected To Tracking Plan', ['sources', 'tracking-plan-sources:']],
    ['Storage Destination Disabled', ['warehouses', 'warehouse-syncs:x', 'warehouse-schedule:x']],
    ['Storage Destination Sync Failed', ['warehouse-syncs:x']],
    ['Tracking Plan Updated', ['tracking-plans', 'tracking-plan-rules:x', 'tracking-plan-sources:x']],
    ['Destination Filter Modified', ['destination-filters:']],
    ['Filter Created', ['destination-filters:']],
    ['Destination Subscription Updated', ['mappings:']],
    ['Source Function Modified', ['functions', 'function-details:x', 'function-versions:x']],
    ['Transformation Created', ['transformations']],
    ['Model Settings Saved', ['reverse-etl-models']],
    ['User Policy Updated', ['users']],
    ['User Group Created', ['user-groups']],
    ['Label Created', ['labels', 'sources']],
    ['Audience Modified', ['audiences:']],
    ['Computed Trait Deleted', ['computed-traits:']],
    ['Space Modified', ['spaces']],
  ])('%s: at least %j', (type, keys) => {
    expect(old(type)).toEqual(expect.arrayContaining([...keys]));
  });

  it('is nothing where the type says nothing', () => {
    expect(old('Something Unheard Of')).toEqual([]);
  });

  it('is told of new events only; at the first look of those that lists read beside it may not know', () => {
    const event = (id: string, ago: number) =>
      auditWith({ id, at: now - ago, type: sanitise('Label Created'), resourceId: id });
    const before = { items: [event('a', 30 * minute)] };
    const after = { items: [event('b', second), ...before.items] };
    expect([
      invalidatedBy(after, before, now),
      invalidatedBy(before, before, now),
      invalidatedBy(before, undefined, now),
    ]).toEqual([['labels', 'sources'], [], []]);
    expect(invalidatedBy(after, undefined, now)).toEqual(['labels', 'sources']);
  });
});

describe('a destination that somebody else switches off', () => {
  const switchedOff = (at: number) => ({
    id: 'events/1',
    timestamp: new Date(at).toISOString(),
    type: 'Integration Disabled',
    actor: 'users/u1',
    resourceId: 'd7',
    resourceType: 'destination',
    resourceName: 'Destination 7',
  });

  it.each<[string, 'trail' | 403 | 404, number]>([
    ['within a minute and some seconds of its audit event', 'trail', 70],
    ['within two minutes where the trail is closed', 403, 120],
    ['within two minutes where there is no trail', 404, 120],
  ])('is shown %s', async (_, trail, most) => {
    let at = Number.POSITIVE_INFINITY;
    const api = scarceApi({
      connections: 60,
      enabled: (index, moment) => index !== 7 || moment < at,
      audit: (moment) => (trail === 'trail' ? (moment >= at ? [switchedOff(at)] : []) : trail),
    });
    // Some minutes after the lists were read, when they would not be read again for long.
    await api.clock.advance(6 * minute);
    at = api.clock.now();
    const isShown = () => api.read(resources.destinations).data?.find(({ id }) => id === 'd7')?.enabled === false;
    expect(await api.until(isShown, 600)).toBeLessThanOrEqual(most);
    api.poller.stop();
  });
});
