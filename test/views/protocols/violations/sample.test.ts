import { expect, test } from 'vitest';
import { noViolationRead } from '../../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf, withPane } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { violationEvents } from '../../../../source/views/protocols/violations/events.ts';
import { violationSample } from '../../../../source/views/protocols/violations/sample.ts';
import { unread } from '../../../../source/workspace/polling/snapshot.ts';
import * as read from '../../../../source/workspace/resources/violations.ts';
import { hourly, now, period, type Snapshots, snapshots, steady } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';

const sample = (messageId: string, ago: number, email: string) => ({
  ...{ messageId: sanitise(messageId), at: now - ago },
  event: { event: 'Order', properties: { total: '5', email } },
});
const row = (change: object = {}) => ({
  ...{ eventName: t`Order`, eventType: t`track`, kind: t`Type mismatch`, field: t`properties.total` },
  ...{ sentence: t`not a number`, appVersion: t`2.0`, count: 7, firstSeen: now - 2 * hour, lastSeen: now },
  samples: [sample('m1', minute, 'a@b.example'), sample('m2', hour, 'c@d.example')],
  ...change,
});
const collected = (...rows: readonly object[]) =>
  snapshots().set(read.violationDetails(period, 'web'), {
    ...{ kind: 'details', basis: 'collected', rows },
    events: [{ eventName: t`Order`, eventType: t`track`, events: 7, unplanned: 0 }],
  } as never);
const violation = JSON.stringify(['Type mismatch', 'properties.total', 'not a number']);
const target = pages.violationSample.at({ source: 'web', type: 'track', event: 'Order', violation });

type State = Parameters<typeof withPane>[2];
const contextOf = (of: Snapshots, state: State = {}) => ({
  place: withPane({ ...placeOf(target.view), params: target.params }, 'sample', state),
  ...{ read: of.read, period, now, glyphs: glyphs(false), keyOf: () => 'k' },
  ...{ local: { privacy: { colors: {}, inventory: [] } }, session: {} },
  overview: {
    ...{ violations: { rows: [] }, activity: unread, fleet: { listed: [], connections: [], byId: new Map() } },
    flow: { bySource: new Map() },
  },
});

function paneOf(of: Snapshots, state: State = {}) {
  const context = contextOf(of, state) as never;
  const [pane] = violationSample.panes(violationSample.model(context), context);
  const { of: document } = pane!.content as unknown as { readonly of: Document };
  return { ...pane!, document };
}
interface Document {
  readonly ids: readonly string[];
  readonly shown: number;
  readonly masked: number;
  text(): string | undefined;
  lines(): readonly unknown[];
  readonly instead: { readonly why: string };
  readonly find: unknown;
}

test('the selection begins at the wrong value, and Enter folds what has something in it', () => {
  const { rows, initial, unfiltered, document } = paneOf(collected(row()));
  expect([initial, unfiltered, document.find !== undefined]).toEqual(['line:4', false, true]);
  expect(rows.map(({ key, fold }) => [key, fold])).toEqual([
    ['line:1', ''],
    ['line:2', undefined],
    ['line:3', '/properties'],
    ['line:4', undefined],
    ['line:5', undefined],
    ['line:6', undefined],
    ['line:7', undefined],
  ]);
});

test.each<readonly [state: State, shown: number, email: string]>([
  [{}, 0, '••••••'],
  [{ item: 'm2' }, 1, '••••••'],
  [{ item: 'gone' }, 0, '••••••'],
  [{ revealed: true }, 0, 'a@b.example'],
  [{ item: 'm2', revealed: true }, 1, 'c@d.example'],
])('with %j it is sample %i, and copied as it is shown', (state, shown, email) => {
  const { document } = paneOf(collected(row()), state);
  expect([document.ids, document.shown, document.lines().length]).toEqual([['m1', 'm2'], shown, 7]);
  expect(JSON.parse(document.text()!)).toEqual({ event: 'Order', properties: { total: '5', email } });
});

const report = { total: 0, rows: [] };
test.each<readonly [of: string, world: Snapshots, why: string]>([
  ['none that was kept', collected(row({ samples: [] })), 'No sample was kept of this violation'],
  ['none of this period', collected(), 'This violation is not in this period'],
  ['none yet', snapshots(), 'Reading violations…'],
  [
    'none in the API',
    snapshots()
      .set(read.violationDetails(period, 'web'), noViolationRead)
      .set(read.blockedReasons(period, 'web', { eventName: 'Order', eventType: 'track' }), report),
    'The API has no samples of violations',
  ],
])('of %s nothing is copied, and it is said why', (_, world, why) => {
  const { rows, initial, unfiltered, document } = paneOf(world);
  expect([rows.map(({ key }) => key), initial, unfiltered]).toEqual([['page'], undefined, true]);
  expect([document.shown, document.text(), document.lines(), document.find]).toEqual([-1, undefined, [], undefined]);
  expect(document.instead.why).toBe(why);
});

const drawn = (of: Snapshots, state: State = {}, height = 24, width = 100) =>
  markedOf(drawnRows(violationSample as never, contextOf(of, state) as never, { width, height }));

test('a release stands out among the facts, and what an event outside of the plan has none of', () => {
  const series = (counts: readonly number[]) => ({ total: 0, retries: 0, series: hourly(...counts) });
  const versions = {
    total: 0,
    rows: [
      { ...series(steady(5, 25)), by: { appVersion: t`1.0` } },
      { ...series([...steady(0, 20), ...steady(5, 5)]), by: { appVersion: t`2.0` } },
    ],
  };
  const released = collected(row()).set(read.receivedVersions(period, 'web'), versions as never);
  expect([drawn(collected(row()))[2], drawn(released)[2]]).toEqual([
    'strong{Type mismatch}  7 times  since 10:30  app 2.0',
    'strong{Type mismatch}  7 times  since 10:30  app 2.0 warn{new}',
  ]);
  expect(drawn(collected(row({ count: 1, appVersion: undefined })))[2]).toBe(
    'strong{Type mismatch}  1 time  since 10:30',
  );
});

test('another sample is shown by its id, what is found is marked, and a long one scrolls', () => {
  const world = collected(row());
  expect(drawn(world, { item: 'm2' }).slice(0, 5)).toContain('dim{m2  1h}  dim{1 masked} key{k}');
  expect(drawn(world, { item: 'm2' })[0]).toBe('strong{Order from web}  info{sample 2 of 2 (of 7 collected)}');
  expect(drawn(world, { filter: 'total' }).filter((each) => each.includes('match{total}'))).toHaveLength(1);
  // The selection, here on the wrong value, is among the three rows.
  expect(drawn(world, { index: 3 }, 5)).toEqual([
    'strong{Order from web}  info{sample 1 of 2 (of 7 collected)}',
    'dim{2}  key{"event"}dim{:} good{"Order"}dim{,}',
    'dim{3} dim{▾}  key{"properties"}dim{:} dim{{}',
    'dim{4}  key{"total"}dim{:} good{"5"}dim{,}  bad{← not a number}',
  ]);
});

test('what is folded opens for a search, as that looks into everything', () => {
  const world = collected(row());
  expect(drawn(world, { folded: ['/properties'] }).some((each) => each.includes('"total"'))).toBe(false);
  expect(drawn(world, { folded: ['/properties'], filter: 'total' }).some((each) => each.includes('match{total}'))).toBe(
    true,
  );
});

test('from an event p leads to the sample of its worst violation, where one was kept', () => {
  const at = (world: Snapshots) => {
    const context = {
      ...contextOf(world),
      place: { ...placeOf(pages.violationEvents.id), params: pages.violationEvents.at('web').params },
    } as never;
    const [pane] = violationEvents.panes(violationEvents.model(context), context);
    return pane!.rows[0]!.payload;
  };
  expect([at(collected(row())), at(collected(row({ samples: [] })))]).toEqual([target, undefined]);
});
