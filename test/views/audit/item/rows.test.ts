import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { minute, type Period } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { auditItem } from '../../../../source/views/audit/item/index.ts';
import { auditTrail } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, now, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf, textsOf } from '../../drawn.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const event = (id: string, change: Partial<AuditItem> = {}) =>
  auditWith({ id, at: now - 5 * minute, type: t`Destination Disabled`, actorEmail: t`ana@acme.example`, ...change });
const trail = (items: readonly AuditItem[], more: object = {}, days: Period = '24h') =>
  snapshots().set(resources.recentAudit(days), { items, ...more } as never);

interface Given {
  readonly resource?: string;
  readonly days?: Period;
  readonly known?: object;
}

function contextOf(of: Snapshots, { resource, days = '24h', known }: Given) {
  const target = pages.auditItem.at('it', resource);
  const overview = {
    ...{ fleet: { listed: [], connections: [], byId: new Map() }, flow: { bySource: new Map() }, storage: [] },
    ...{ activity: of.read(resources.recentAudit(days)), ...known },
  };
  return { place: { ...placeOf(target.view), params: target.params }, read: of.read, period: days, overview };
}

const drawn = (of: Snapshots, given: Given = {}) =>
  drawnRows(auditItem as never, contextOf(of, given) as never, { width: 100, height: 30 });

test('its page leads to what it was about, where segtop has that', () => {
  const leads = (known: object, type = t`Destination Disabled`) => {
    const context = contextOf(trail([event('it', { type })]), { known }) as never;
    const [pane] = auditItem.panes(auditItem.model(context), context);
    return pane!.rows.flatMap(({ key, open }) => (open ? [[key, open.view, open.params.id]] : []));
  };
  expect(leads({ fleet: { listed: [], connections: [], byId: new Map([['d', {}]]) } })).toEqual([
    ['resource', 'destination', 'd'],
  ]);
  expect(leads({ flow: { bySource: new Map([['d', {}]]) } })).toEqual([['resource', 'source', 'd']]);
  expect(leads({ storage: [{ warehouse: { id: 'd' } }] })).toEqual([['resource', 'warehouse', 'd']]);
  expect(leads({}, t`Audience Modified`)).toEqual([['resource', 'audience', 'd']]);
  expect(leads({})).toEqual([]);
});

test('beside it: the same actor within ten minutes, and all on the same resource', () => {
  const rows = textsOf(
    drawn(
      trail([
        event('soon', { at: now + 5 * minute, resourceId: 'e' }),
        event('it'),
        event('other', { actor: t`users/u2` }),
        event('early', { at: now - 15 * minute, resourceId: 'e' }),
        event('past', { at: now - 15 * minute - 1 }),
      ]),
    ),
  );
  expect(rows.slice(7).map((row) => row.replace(/ {2,}.*/, ''))).toEqual([
    'By the same actor within ten minutes',
    '12:35',
    '12:15',
    'On the same resource',
    '12:25',
    '12:14',
  ]);
});

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });
const before = (minutes: number) => event('e', { at: now - minutes * minute, actor: t`users/u2`, resourceId: 'e' });

test.each<readonly [of: string, world: Snapshots, row: string]>([
  ['goes back further', trail([event('it'), before(15.1)]), 'Nothing else'],
  ['goes back as far and no further', trail([event('it'), before(15)]), 'Nothing else in what was read'],
  [
    'goes back further, but lost rows',
    snapshots().set(resources.recentAudit('24h'), { items: [event('it'), before(15.1)] }, [lost]),
    'Nothing else in what was read',
  ],
])('that the same actor did nothing else is certain where the trail %s', (_, world, row) => {
  expect(textsOf(drawn(world)).slice(8, 9)).toEqual([row]);
});

const refused = { kind: 'no-access', status: 403 } as const;
const ofResource = (world: Snapshots) => auditTrail(world.read, '24h', 'd').pages;
const withTrail = (world: Snapshots, data: object) => world.set(ofResource(world)[0]!, data as never);

test.each<readonly [of: string, world: Snapshots, given: Given, rows: readonly string[]]>([
  [
    'that the day does not have',
    trail([event('b')]),
    {},
    ['strong{·} strong{This event is older than the period shown}', 'key{<period> switches to 7 days · <back> back}'],
  ],
  [
    'that seven days do not have',
    trail([event('b')], {}, '7d'),
    { days: '7d' },
    [
      'strong{·} strong{This event is older than the period shown}',
      'key{<page.audit> shows the whole audit trail · <back> back}',
    ],
  ],
  [
    'that the newest of a long trail do not have',
    trail([event('b')], { next: 'p' }, '7d'),
    { days: '7d' },
    [
      'strong{·} strong{This event is not among the newest of the period}',
      'key{<page.audit> shows the whole audit trail · <back> back}',
    ],
  ],
  ['while nothing is read', snapshots(), {}, ['dim{·} dim{Reading the audit trail…}']],
  [
    'of a resource whose trail is not read yet',
    trail([event('b')]),
    { resource: 'd' },
    ['dim{·} dim{Reading the audit trail…}'],
  ],
  [
    'of a resource whose trail may not be read',
    trail([event('b')]).fail(ofResource(snapshots())[0]!, refused),
    { resource: 'd' },
    ['dim{◇} dim{the audit trail: no access (403)}', 'boom', 'key{the role of the token does not cover this}'],
  ],
  [
    'of a resource whose older events are still to come',
    withTrail(trail([event('b')]), { items: [event('c')], next: 'older' }),
    { resource: 'd' },
    ['dim{·} dim{Reading the audit trail…}'],
  ],
  [
    'that the whole trail of its resource does not have',
    withTrail(trail([event('b')]), { items: [event('c')] }),
    { resource: 'd' },
    ['strong{·} strong{This event is not in the 90 days that are kept}', 'key{<back> back}'],
  ],
])('an event %s', (_, world, given, rows) => {
  expect(markedOf(drawn(world, given)).slice(1)).toEqual(rows);
});

test('an old event of a resource is looked for in all of its trail, until it is found', () => {
  const asked = (world: Snapshots, given: Given) => {
    const context = { ...contextOf(world, given), now, overview: { ...contextOf(world, given).overview, triage: [] } };
    const needs = auditItem.needs(auditItem.model(context as never), context as never, {} as never);
    return needs.flatMap(({ resource: { key } }) => (key.startsWith('audit-trail:') ? [key] : []));
  };
  const first = withTrail(trail([]), { items: [event('c')], next: 'older' });
  expect(asked(trail([]), {})).toEqual([]);
  expect(asked(trail([]), { resource: 'd' })).toEqual(['audit-trail:d']);
  expect(asked(first, { resource: 'd' })).toEqual(['audit-trail:d', 'audit-trail:d:older']);
  expect(asked(withTrail(trail([]), { items: [event('it')] }), { resource: 'd' })).toEqual([]);
});
