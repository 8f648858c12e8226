import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noViolationRead } from '../../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, placeOf, withPane } from '../../../../source/state/place.ts';
import { violationEvents } from '../../../../source/views/protocols/violations/events.ts';
import { violationList } from '../../../../source/views/protocols/violations/list.ts';
import { violationSample } from '../../../../source/views/protocols/violations/sample.ts';
import { unread } from '../../../../source/workspace/polling/snapshot.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as read from '../../../../source/workspace/resources/violations.ts';
import { aged, hourly, now, period, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const row = (event: string, field: string, change: object = {}) => ({
  ...{ eventName: sanitise(event), eventType: t`track`, kind: t`Type mismatch`, field: sanitise(field) },
  ...{ sentence: t`Invalid type. Expected: number, given: string`, appVersion: t`5.3.0`, count: 7, samples: [] },
  ...{ firstSeen: now - 2 * hour, lastSeen: now - 3 * minute, ...change },
});
const sample = (messageId: string, at: number) => ({
  ...{ messageId: sanitise(messageId), at },
  event: { event: 'Order', properties: { total: '5', email: 'a@b.example' } },
});
const samples = [sample('m1', now - minute), sample('m2', now - hour)];
const events = [
  { eventName: t`Order`, eventType: t`track`, events: 1200, unplanned: 0 },
  { eventName: undefined, eventType: t`identify`, events: 0, unplanned: 3 },
];
const rows = [
  row('Order', 'properties.total', { samples }),
  row('Order', '', { count: 3, kind: t`Unplanned`, sentence: t`not in the plan`, firstSeen: now - 3 * hour }),
];
const settings = {
  sourceId: 'web',
  track: {
    ...{ allowUnplannedEvents: true, allowUnplannedEventProperties: true, allowEventOnViolations: false },
    ...{ allowPropertiesOnViolations: true, commonEventOnViolations: 'ALLOW' },
  },
};
/** What a collector has seen of the source, and what its controls do. */
const collected = (more: object = {}) =>
  snapshots()
    .set(read.violationDetails(period, 'web'), { kind: 'details', basis: 'collected', events, rows, ...more } as never)
    .set(read.eventTotals(period, 'web'), [{ eventName: t`Order`, eventType: t`track`, total: 2400 }] as never)
    .set(resources.sourceSettings('web'), settings as never);
/** What the API counts of what was blocked, hour by hour. */
const blocked = (reason = 'schema_violation') => {
  const by = { eventName: t`Order`, eventType: t`track`, discardReason: sanitise(reason) };
  const report = { total: 9, rows: [{ by, total: 9, retries: 0, series: hourly(0, 4, 5) }] } as never;
  return snapshots()
    .set(read.violationDetails(period, 'web'), noViolationRead)
    .set(read.blockedEvents(period, 'web'), report)
    .set(read.blockedReasons(period, 'web', { eventName: 'Order', eventType: 'track' }), report);
};
const overview = {
  ...{
    violations: { rows: [] },
    activity: unread,
    fleet: { listed: [], connections: [], byId: new Map() },
    triage: [],
    storage: [],
  },
  flow: { bySource: new Map() },
};
const local = { privacy: { colors: {}, inventory: [] } };
const violation = JSON.stringify(['Type mismatch', 'properties.total', rows[0]!.sentence]);
const shown = {
  events: [violationEvents, pages.violationEvents.at('web')],
  list: [violationList, pages.violationList.at({ source: 'web', type: 'track', event: 'Order' })],
  sample: [violationSample, pages.violationSample.at({ source: 'web', type: 'track', event: 'Order', violation })],
} as const;
type Page = keyof typeof shown;

function drawn(page: Page, of: Snapshots, width: number, height: number, index = 0): readonly string[] {
  const [view, { view: id, params }] = shown[page];
  const place = withPane({ ...placeOf(id), params }, listPane, { index });
  return markedOf(drawnRows(view as never, { place, read: of.read, overview, local }, { width, height }));
}

/** The rows of the details, below the list. */
const detailsOf = (page: Page, of: Snapshots, index = 0): readonly string[] => {
  const all = drawn(page, of, 100, 40, index);
  return all.slice(all.indexOf('dim{Details}') + 1);
};

const loss = 'bad{Blocked events are LOST: nothing can bring them back.}';
const blockedNote = [
  'dim{Counted from what was blocked. The API does not tell field, sentence and samples, and events that}',
  'dim{the controls allow stay invisible. All of them can be counted where they are forwarded to a source}',
  'dim{of their own. Whether this source forwards them was not read.}',
];

test.each<readonly [page: Page, of: string, world: () => Snapshots, width: number, rows: readonly string[]]>([
  [
    'events',
    'what was collected',
    () => collected({ since: now - 3 * hour }),
    100,
    [
      `warn{collected since 09:30 · just now}  ${loss}`,
      'strong{web violations}  dim{1/2}',
      'dim{Event}  dim{Violating}  dim{Share}  dim{Unique}  dim{Unplanned}  dim{Last seen}  dim{Type}',
      'Order  bad{1.2k}  50%  1  dim{0}  3m  dim{track}',
      'identify calls  dim{0}  0%  0  warn{3}  –  dim{identify}',
    ],
  ],
  [
    'events',
    'what was blocked',
    blocked,
    100,
    [
      'dim{blocked · just now}',
      ...blockedNote,
      'strong{web violations}  dim{1/1}',
      'dim{Event}  dim{Violating}  dim{Share}  dim{Unique}  dim{Unplanned}  dim{Last seen}  dim{Type}',
      'Order  bad{9}  –  1  dim{0}  just now  dim{track}',
    ],
  ],
  [
    'events',
    'what was blocked, on a screen that has room for what that leaves out',
    blocked,
    70,
    ['dim{blocked · just now}', 'dim{Counted from what was blocked. The API does not tell field, sentence}'],
  ],
  [
    'events',
    'what was blocked, on a small screen',
    blocked,
    69,
    ['dim{blocked · just now}', 'strong{web violations}  dim{1/1}'],
  ],
  [
    'list',
    'what was collected',
    () => collected({ since: now - 3 * hour }),
    109,
    [
      `warn{collected since 09:30 · just now}  ${loss}`,
      'strong{Order from web}  dim{1/2}',
      'dim{Field}  dim{Kind}  dim{Violation}  dim{Count}  dim{Since}  dim{Last seen}  dim{Version}',
      'properties.total  text{Type mism}text{…}  Invalid type. Expected: number, give…  bad{7}  10:30  3m  dim{5.3.0}',
      'dim{(event)}  warn{Unplanned}  not in the plan  warn{3}  dim{before}  3m  dim{5.3.0}',
    ],
  ],
  [
    'list',
    'what was blocked',
    blocked,
    100,
    [
      'dim{blocked · just now}',
      ...blockedNote,
      'strong{Order from web}  dim{1/1}',
      'dim{Field}  dim{Violation}  dim{Count}  dim{Since}  dim{Last seen}  dim{Version}',
      'dim{–}  The event breaks its own rule in the tracking plan …  bad{9}  11:00  just now  dim{–}',
    ],
  ],
])('%s of %s', (page, _, world, width, expected) => {
  expect(drawn(page, world(), width, 14).slice(0, expected.length)).toEqual(expected);
});

test.each<readonly [page: Page, width: number, height: number]>([
  ['events', 80, 24],
  ['events', 58, 12],
  ['list', 58, 12],
  ['sample', 60, 24],
])(
  'that data is lost is said in full where it has no room beside the rest: %s on %i columns',
  (page, width, height) => {
    const rows = drawn(page, collected({ since: now - 3 * hour }), width, height);
    const at = rows.indexOf(loss);
    expect(rows[at - 1]).toBe('warn{collected since 09:30 · just now}');
  },
);

test('that data is lost stands beside the rest as soon as both have room', () => {
  expect([76, 75].map((width) => drawn('events', collected(), width, 24)[0])).toEqual([
    `dim{collected · just now}  ${loss}`,
    'dim{collected · just now}',
  ]);
});

test('how old the counts are, and why they are not renewed', () => {
  const world = collected();
  const old = aged(world, read.violationDetails(period, 'web'), 3 * hour);
  expect(drawn('events', old, 130, 12)[0]).toBe(`dim{collected · 3h}  warn{server error (500)}  ${loss}`);
  const failed = snapshots()
    .fail(read.violationDetails(period, 'web'))
    .set(resources.sourceSettings('web'), settings as never);
  expect(drawn('events', failed, 130, 12)[0]).toBe(loss);
});

test.each<readonly [page: Page, of: string, world: () => Snapshots, index: number, rows: readonly string[]]>([
  [
    'events',
    'one of which all is known',
    collected,
    0,
    [
      'strong{Order}  dim{track}',
      'dim{With violations}  bad{1,200}',
      'dim{Without}  1,200',
      'dim{Sent in all}  2,400',
      'dim{Share}  strong{50%}',
      'dim{Unplanned}  text{0}',
      'dim{Unique violations}  1',
      'dim{Last seen}  3m (12:27)',
      'dim{Unplanned events}  good{allow}',
      'dim{Unplanned fields}  good{allow}',
      'dim{Schema violations}  bad{block}',
      'dim{Common schema}  good{allow}',
      loss,
      'dim{Forwarded: violations nowhere, blocked events nowhere}',
    ],
  ],
  [
    'events',
    'one that is only outside of the plan',
    collected,
    1,
    [
      'strong{identify calls}  dim{identify}',
      'dim{With violations}  text{0}',
      'dim{Without}  3',
      'dim{Sent in all}  3',
      'dim{Share}  strong{0%}',
      'dim{Unplanned}  warn{3}',
      'dim{Unique violations}  0',
      'dim{Last seen}  –',
      'dim{Unplanned events}  good{allow}',
      'dim{Unplanned fields}  good{allow}',
      'dim{Schema violations}  bad{block}',
      'dim{Common schema}  good{allow}',
      loss,
      'dim{Forwarded: violations nowhere, blocked events nowhere}',
    ],
  ],
  [
    'events',
    'one that was blocked',
    () => blocked().fail(resources.sourceSettings('web'), { kind: 'no-access', status: 403 }),
    0,
    [
      'strong{Order}  dim{track}',
      'dim{With violations}  bad{9}',
      'dim{Without}  –',
      'dim{Sent in all}  –',
      'dim{Share}  strong{–}',
      'dim{Unplanned, blocked} text{0}',
      'dim{Reasons}  1',
      'dim{Last seen}  just now (12:30)',
      'dim{Controls}  warn{no access (403)}',
      'dim{Counted from what was blocked. The API does not tell field, sentence and samples, and events}',
      'dim{that the controls allow stay invisible.}',
    ],
  ],
  [
    'list',
    'one with samples',
    collected,
    0,
    [
      'strong{properties.total}',
      'text{Invalid type. Expected: number, given: string}',
      'dim{Kind}  Type mismatch',
      'dim{Expected}  good{number}',
      'dim{Given}  bad{string}',
      'dim{Count}  bad{7}  dim{collected}',
      'dim{First seen}  10:30',
      'dim{Last seen}  3m (12:27)',
      'dim{App versions}  5.3.0  7',
      'key{<payload>} dim{shows 2 samples}',
    ],
  ],
  [
    'list',
    'one of which no sample was kept, from before one looked',
    () => collected({ since: now - 3 * hour }),
    1,
    [
      'strong{Unplanned}',
      'text{not in the plan}',
      'dim{Kind}  Unplanned',
      'dim{Count}  bad{3}  dim{collected}',
      'dim{First seen}  dim{before} 09:30',
      'dim{Last seen}  3m (12:27)',
      'dim{App versions}  5.3.0  3',
      'dim{No sample was kept of this violation.}',
    ],
  ],
])('%s, beside the list: %s', (page, _, world, index, expected) => {
  expect(detailsOf(page, world(), index)).toEqual(expected);
});

const sampleRows = {
  title: 'strong{Order from web}  info{sample 1 of 2 (of 7 collected)}',
  wrong: 'bad{properties.total Invalid type. Expected: number, given: string}',
  kind: 'strong{Type mismatch}  7 times  since 10:30  app 5.3.0',
  basis: `dim{collected · just now}  ${loss}`,
  of: 'dim{m1  1m}  dim{1 masked} key{<payload.reveal>}',
  total: 'dim{4}  key{"total"}dim{:} good{"5"}dim{,}  bad{← Invalid type. Expected: number, given: string}',
};
const { title, wrong, kind, basis, of, total } = sampleRows;

test.each<readonly [height: number, rows: readonly string[]]>([
  [17, [title, wrong, kind, basis, of]],
  [16, [title, wrong, kind, basis, of]],
  [15, [title, wrong, kind, of]],
  [14, [title, wrong, kind, of]],
  [13, [title, wrong, kind]],
  [10, [title, wrong, kind]],
  [9, [title]],
])('a sample on %i rows: what stands above it gives way before it does', (height, head) => {
  const rows = drawn('sample', collected(), 100, height);
  expect([rows.slice(0, head.length), rows.includes(total)]).toEqual([head, true]);
  expect(rows.slice(head.length).every((each) => /^dim\{\d\}/.test(each))).toBe(true);
});

test('a sample has the numbers of its lines where there is room', () => {
  const line = (width: number) => drawn('sample', collected(), width, 24).find((each) => each.includes('email'));
  expect([line(54), line(53)]).toEqual(['dim{5}  key{"email"}dim{:} warn{••••••}', 'key{"email"}dim{:} warn{••••••}']);
});

const plan = (...sources: readonly string[]) => [
  [resources.trackingPlans, [{ id: 'tp', type: 'LIVE' }]] as const,
  [resources.trackingPlanSources('tp'), sources.map((id) => ({ id }))] as const,
];
const empty = (world: Snapshots, plans: ReturnType<typeof plan> = []): Snapshots =>
  plans.reduce((all, [resource, data]) => all.set(resource as never, data as never), world);
const nothing = (more: object = {}) => collected({ rows: [], events: [], ...more });
const nothingBlocked = () => blocked().set(read.blockedEvents(period, 'web'), { total: 0, rows: [] });
const switches = 'key{<period> switches between 24 hours and 7 days}';
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });
const refused = { kind: 'no-access', status: 403 } as const;

test.each<readonly [of: string, world: () => Snapshots, rows: readonly string[]]>([
  ['one under a plan', () => empty(nothing(), plan('web')), ['good{✓} good{No violation in this period}', switches]],
  ['one of which nobody knows the plan', nothing, ['good{✓} good{No violation in this period}', switches]],
  [
    'one of which only what was blocked is counted',
    () => empty(nothingBlocked(), plan('web')),
    [
      'good{✓} good{No violation in this period}',
      'Counted from what was blocked. The API does not tell field,',
      'sentence and samples, and events that the controls allow stay',
      'invisible.',
      switches,
    ],
  ],
  [
    'one that was not looked at all the time',
    () => empty(nothing({ since: now - hour }), plan('web')),
    [
      'strong{·} strong{No violation in this period}',
      'Events are collected since 11:30: what was before was not seen.',
      switches,
    ],
  ],
  [
    'one under no plan',
    () => empty(nothing(), plan('ios')),
    ['strong{·} strong{This source is under no tracking plan}', 'Nothing is checked, so nothing can be in violation.'],
  ],
  [
    'one of which rows were lost',
    () =>
      snapshots().set(read.violationDetails(period, 'web'), { kind: 'details', events: [], rows: [] } as never, [lost]),
    ['warn{▲} warn{Not all of violations could be read}', 'A row was lost. What was read has none.', switches],
  ],
  ['one that is not read yet', snapshots, ['dim{·} dim{Reading violations…}']],
  [
    'one that may not be read',
    () => snapshots().fail(read.violationDetails(period, 'web'), refused),
    ['dim{◇} dim{violations: no access (403)}', 'boom', 'key{the role of the token does not cover this}'],
  ],
])('no violation of %s', (_, world, rows) => {
  const all = drawn('events', world(), 100, 24);
  expect(all.slice(all.indexOf('strong{web violations}') + 1)).toEqual(rows);
});

test.each<readonly [of: string, world: () => Snapshots, rows: readonly string[]]>([
  [
    'that was not kept',
    () => collected({ rows: [row('Order', 'properties.total')] }),
    ['strong{·} strong{No sample was kept of this violation}', 'key{<back> back}'],
  ],
  [
    'of a violation of another period',
    () => collected({ rows: [] }),
    ['good{✓} good{This violation is not in this period}', 'key{<back> back}'],
  ],
])('a sample %s', (_, world, rows) => {
  expect(drawn('sample', world(), 100, 24).slice(1)).toEqual(rows);
});
