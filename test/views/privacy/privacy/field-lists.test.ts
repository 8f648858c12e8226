import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LocalPrivacy, noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, minute } from '../../../../source/domain/time.ts';
import type { ViewId } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { privacyField } from '../../../../source/views/privacy/field/index.ts';
import { homeTab } from '../../../../source/views/privacy/privacy/home-tab.ts';
import { inbox } from '../../../../source/views/privacy/privacy/inbox-tab.ts';
import { inventory } from '../../../../source/views/privacy/privacy/inventory-tab.ts';
import { settingsTab } from '../../../../source/views/privacy/privacy/settings-tab.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationFilters, trackingPlanRules } from '../../../../source/workspace/resources/pages.ts';
import { violationDetails } from '../../../../source/workspace/resources/violations.ts';
import { destinationWith, now, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { cutLike, drawnRows, markedOf, textsOf } from '../../drawn.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const text = { type: 'string' };
const fields = { email: text, plan: { type: ['string', 'null'] }, card_number: text };
const rule = {
  type: t`TRACK`,
  key: t`Paid`,
  version: 1,
  schema: { properties: { properties: { properties: fields } } },
};
const event = { type: 'track', event: 'Paid', properties: { plan: 'pro', email: 'a@b.example' } };

/** A plan with three fields, two of which were in a payload; a destination that is on and one that is off. */
const world = (): Snapshots =>
  snapshots()
    .set(resources.sources, [sourceWith('web', { name: t`Web`, labels: [{ key: t`env`, value: t`prod` }] })])
    .set(resources.destinations, [
      destinationWith('braze', 'web', { name: t`Braze` }),
      destinationWith('off', 'web', { name: t`Off`, enabled: false }),
    ])
    .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('p'), [sourceWith('web')])
    .set(trackingPlanRules('p'), [rule as never])
    .set(violationDetails('24h', 'web'), {
      ...{ kind: 'details', rows: [{ samples: [{ messageId: 'm', at: now - 5 * minute, event }] }] },
    } as never);
const entry = { path: 'properties.plan', type: 'string', matcher: '', sources: ['web'], events: ['Paid'] };
const own: LocalPrivacy = {
  colors: { 'properties.plan': 'red' },
  inventory: [{ ...entry, at: now - day, masked: true }],
  unwanted: [
    { kind: 'destination', id: 'braze', color: 'yellow' },
    { kind: 'destination', id: 'braze', color: 'green' },
  ],
};

function drawn(view: object, id: ViewId, params: object, width: number, of = world(), privacy = own) {
  const given = { place: placeOf(id, params as never), read: of.read, local: { privacy } };
  return drawnRows(view as never, given, { width, height: 50 });
}

const basis = [
  'dim{From 1 tracking plan and 1 payload of 7 days that segtop has read}',
  'dim{Colours are yours, kept on this machine: the Public API has nothing of the Privacy Portal}',
];

test('the inbox: fields that wait, with what is known of the chosen one beside', () => {
  expect(markedOf(drawn(inbox, 'privacy', { tab: 'inbox' }, 200)).slice(0, -1)).toEqual([
    ...basis,
    'strong{Inbox}  dim{1/2}  dim{Details}',
    'dim{Class}  dim{Field}  dim{Matcher}  dim{To}  dim{Sources}  dim{Events}  dim{Type}  dim{Seen}  strong{properties.card_number}',
    'bad{◆} bad{Red}  properties.card_number  text{credit card · key · similar}  text{1}  Web  dim{Paid}  dim{string}  dim{planned}  dim{Class}  bad{◆} bad{Red}  dim{by default}',
    'warn{▲} warn{Yellow}  properties.email  text{email · key · exact}  text{1}  Web  dim{Paid}  dim{string}  text{5m}  dim{Matcher}  credit card · key · similar',
    'dim{Type}  string',
    'dim{Events}  Paid',
    'dim{Sources}  Web',
    'dim{Gets to}  Braze ← Web',
    'dim{Seen}  in no payload that segtop has read; a tracking',
    'plan has it',
  ]);
});

test('while rules are being read, a field gets to as many destinations at least', () => {
  const plans = ['p', 'q'].map((id) => ({ id, name: t`Plan`, type: t`LIVE` }));
  const rows = markedOf(drawn(inbox, 'privacy', { tab: 'inbox' }, 200, world().set(resources.trackingPlans, plans)));
  expect(rows.find((row) => row.includes('properties.email'))).toMatch(/exact\} {2}text\{1\+\} {2}Web/);
  expect(rows.filter((row) => /Gets to|may be more/.test(row)).join(' ')).toMatch(
    /dim\{Gets to\} {2}Braze ← Web; there may be more: /,
  );
});

test('the inventory: fields that were classified, each type named once', () => {
  expect(markedOf(drawn(inventory, 'privacy', { tab: 'inventory' }, 200)).slice(0, -1)).toEqual([
    ...basis,
    'strong{Inventory}  dim{1/1}  dim{Details}',
    'dim{Class}  dim{Field}  dim{By}  dim{Matcher}  dim{To}  dim{Sources}  dim{Events}  dim{Added}  strong{properties.plan}',
    'bad{◆} bad{Red}  properties.plan  accent{you}  dim{no matcher}  text{1}  Web  dim{Paid}  dim{24h}  dim{Class}  bad{◆} bad{Red}  dim{by you}',
    'dim{Matcher}  no matcher',
    'dim{Type}  string|null',
    'dim{Events}  Paid',
    'dim{Sources}  Web',
    'dim{Gets to}  Braze ← Web',
    'dim{Seen}  last in a payload 5m ago; a tracking plan has it',
  ]);
});

test('the grid says of a destination what flows against the wish only once its filters were read', () => {
  const others = ['dim{Off ← Web}  dim{off}  dim{off}  dim{off}', 'text{Web}  dim{source}  bad{2}  warn{1}  dim{0}'];
  const unread = ['text{Braze ← Web}  focus{[}bad{2}focus{]}  warn{? 1}  good{✓ 0}  dim{not read}', ...others];
  const broken = ['text{Braze ← Web}  focus{[}bad{2}focus{]}  bad{▲ 1}  good{✓ 0}  dim{none}', ...others];
  const grid = (of: Snapshots, like: readonly string[]) => {
    const rows = markedOf(drawn(settingsTab, 'privacy', { tab: 'settings' }, 180, of));
    return cutLike(rows.slice(rows.findIndex((row) => row.startsWith('dim{Name}')) + 1), like);
  };
  expect(grid(world(), unread)).toEqual(unread);
  expect(grid(world().set(destinationFilters('braze'), []), broken)).toEqual(broken);
});

test('Home of Privacy names a broken wish only once the filters were read, which it asks for', () => {
  const home = (of: Snapshots) => textsOf(drawn(homeTab, 'privacy', {}, 120, of)).slice(1, 3);
  expect(home(world())).toEqual([
    'Fields  yours, kept on this machine',
    '◆ Red         2  reach 1 destination      1 to classify',
  ]);
  expect(home(world().set(destinationFilters('braze'), []))).toEqual([
    'Flows though it should not  by your own marks; segtop stops nothing',
    '▲ Yellow → Braze ← Web  1 field: properties.email',
  ]);
  const asked = (view: object, privacy: LocalPrivacy) => {
    const { read } = world();
    const context = { read, period: '24h', overview: {}, place: placeOf('privacy-field'), local: { privacy }, now };
    const { needs } = view as typeof homeTab;
    return needs(undefined, context as never, {}).some(
      ({ resource }) => resource.key === destinationFilters('braze').key,
    );
  };
  expect([asked(homeTab, own), asked(privacyField, own)]).toEqual([true, true]);
  expect([asked(homeTab, noPrivacy), asked(privacyField, noPrivacy)]).toEqual([false, false]);
});

test.each<readonly [path: string, rows: readonly string[]]>([
  [
    'properties.plan',
    [
      'dim{Class}  bad{◆} bad{Red}  dim{by you}  key{<field.color>} dim{next colour}',
      'dim{Matcher}  no matcher',
      'dim{Type}  string|null',
      'dim{Inventory}  added 24h ago  key{<field.inventory>} dim{takes it out}',
      'dim{Seen}  in 1 payload, last 5m ago; a tracking plan has it',
      'dim{Events}  Paid',
      'dim{Gets to}  text{1 destination}',
      'dim{Access}  dim{The API does not tell who has PII access}',
      'dim{Colours are yours, kept on this machine: the Public API has nothing of the Privacy Portal}',
      'strong{Sources}',
      'Web  dim{Javascript}',
      'strong{Connected destinations}',
      'Braze ← Web',
      'Off ← Web  dim{off: gets nothing}',
      'strong{Example payload, masked}',
      'dim{m  5m ago}',
      'key{"type"}dim{:} good{"track"}dim{,}',
      'key{"event"}dim{:} good{"Paid"}dim{,}',
      'key{"properties"}dim{:} dim{{}',
      'key{"plan"}dim{:} warn{••••••}dim{,}  accent{← this field}',
      'key{"email"}dim{:} warn{••••••}',
    ],
  ],
  [
    'properties.card_number',
    [
      'dim{Class}  bad{◆} bad{Red}  dim{by default}  key{<field.color>} dim{next colour}',
      'dim{Matcher}  credit card · key · similar',
      'dim{Type}  string',
      'dim{Inventory}  not in it  key{<field.inventory>} dim{Add to Inventory}',
      'dim{Seen}  in no payload that segtop has read; a tracking plan has it',
      'dim{Events}  Paid',
      'dim{Gets to}  text{1 destination}',
      'dim{Access}  dim{The API does not tell who has PII access}',
      'dim{Colours are yours, kept on this machine: the Public API has nothing of the Privacy Portal}',
      'strong{Sources}',
      'Web  dim{Javascript}',
      'strong{Connected destinations}',
      'Braze ← Web',
      'Off ← Web  dim{off: gets nothing}',
      'strong{Example payload, masked}',
      'dim{None: payloads come with the errors and violations that segtop reads}',
    ],
  ],
])('the page of the field %s', (path, rows) => {
  expect(markedOf(drawn(privacyField, 'privacy-field', { path }, 110))).toEqual([`strong{${path}}`, ...rows]);
});

test('a field that nothing tells of is gone only once every plan has told its rules', () => {
  const gone = (of: Snapshots) =>
    textsOf(drawn(privacyField, 'privacy-field', { path: sanitise('no') }, 110, of)).join(' ');
  expect(gone(world())).toContain('Nothing tells of this field any more');
  expect(gone(snapshots())).toContain('Reading tracking plans…');
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `Event ${index + 1}`);
const kept = (events: readonly string[], change: object = {}) => ({
  ...own,
  inventory: [
    { ...entry, path: 'properties.kept', sources: ['gone-for-long'], events, at: 0, masked: false, ...change },
  ],
});

test.each([
  [40, 'Event 39, Event 40'],
  [41, 'Event 39, Event 40 and 1 more'],
])('the page of a field names 40 of its %i events', (count, end) => {
  const params = { path: 'properties.kept' };
  const rows = textsOf(drawn(privacyField, 'privacy-field', params, 110, world(), kept(many(count))));
  expect(rows[4]).toBe('Inventory          added  <field.inventory> takes it out');
  expect(rows[5]).toBe('Seen               in no payload that segtop has read');
  const events = rows.slice(
    6,
    rows.findIndex((row) => row.startsWith('Gets to')),
  );
  expect(events[0]).toMatch(/^Events {13}Event 1, Event 2,/);
  expect(events.filter((row) => row.startsWith('Events'))).toHaveLength(1);
  expect(events.join(' ').endsWith(end)).toBe(true);
});

test('a field of a source that is gone says so, gets nowhere, and is in no destination', () => {
  const page = (of: Snapshots, privacy = kept(['Paid'])) =>
    markedOf(drawn(privacyField, 'privacy-field', { path: 'properties.kept' }, 110, of, privacy));
  const at = (rows: readonly string[], title: string) => rows[rows.indexOf(`strong{${title}}`) + 1];
  const rows = page(world());
  expect(rows.find((row) => row.startsWith('dim{Gets to}'))).toBe('dim{Gets to}  dim{0 destinations}');
  expect([at(rows, 'Sources'), at(rows, 'Connected destinations')]).toEqual([
    'gone-for-long  dim{no longer in the workspace}',
    'dim{None that is known}',
  ]);
  const unread = page(snapshots());
  expect(unread.find((row) => row.startsWith('dim{Gets to}'))).toBe('dim{Gets to}  dim{–}');
  expect([at(unread, 'Sources'), at(unread, 'Connected destinations')]).toEqual([
    'gone-for-long  dim{Reading sources…}',
    'dim{Reading destinations: 0 of 1 so far}'.replace(': 0 of 1 so far', '…'),
  ]);
  const none = kept(['Paid'], { sources: [] });
  expect(at(page(world(), none), 'Sources')).toBe('dim{None that is known}');
});

test('a field that gets to several destinations counts each, on its page and in the list', () => {
  const two = world().set(resources.destinations, [
    destinationWith('braze', 'web', { name: t`Braze` }),
    destinationWith('other', 'web', { name: t`Other` }),
  ]);
  const page = textsOf(drawn(privacyField, 'privacy-field', { path: 'properties.plan' }, 110, two));
  expect(page.find((row) => row.startsWith('Gets to'))).toBe('Gets to            2 destinations');
  expect(textsOf(drawn(inbox, 'privacy', { tab: 'inbox' }, 200, two)).join('\n')).toMatch(
    /similar +2 +Web[\s\S]*Gets to +Braze ← Web, Other ← Web/,
  );
});

test('where a field gets to is not known while rules are read; with no destination it is none', () => {
  const row = (of: Snapshots) =>
    textsOf(drawn(inventory, 'privacy', { tab: 'inventory' }, 200, of, kept(['Paid']))).join('\n');
  expect(row(world())).toMatch(/no matcher +0 +gone-for[\s\S]*Gets to +no destination that is known/);
  expect(row(snapshots())).toMatch(/no matcher +– +gone-for[\s\S]*Gets to +Reading destinations…/);
});

test.each([
  [99, false],
  [100, true],
])('on %i columns a list of fields says whose the colours are: %s', (width, says) => {
  const rows = textsOf(drawn(inbox, 'privacy', { tab: 'inbox' }, width));
  expect(rows.some((row) => row.startsWith('Colours are yours'))).toBe(says);
});

test.each([
  [59, ['Blocked is lost for good; <flow.unwanted> only marks']],
  [
    60,
    [
      '▲ Blocking a colour in Segment (web app, <browser>) takes',
      'those properties out of every event of a source at once:',
    ],
  ],
])('the head of the grid on %i columns', (width, rows) => {
  expect(textsOf(drawn(settingsTab, 'privacy', { tab: 'settings' }, width)).slice(0, rows.length)).toEqual(rows);
});
