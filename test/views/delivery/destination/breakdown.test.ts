import { expect, test } from 'vitest';
import { reasonOf } from '../../../../source/domain/delivery/discard-reasons/index.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import {
  breakdownBody,
  breakdownFolded,
  breakdownRight,
  openRow,
  payloadRow,
  rowKey,
  shownRows,
} from '../../../../source/views/delivery/destination/breakdown.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import type { Breakdown, BreakdownRow, BreakdownTab } from '../../../../source/workspace/delivery/breakdown.ts';
import { unread } from '../../../../source/workspace/polling/snapshot.ts';
import { mappings } from '../../../../source/workspace/resources/pages.ts';
import { now, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';

const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });
const row = (value: string | undefined, count: number, change: object = {}): BreakdownRow =>
  ({
    key: value ?? '',
    value: value === undefined ? undefined : sanitise(value),
    reason: undefined,
    mapping: undefined,
    count,
    earlier: 0,
    percent: 25,
    change: undefined,
    points: 2.5,
    retries: 0,
    counts: [],
    ...change,
  }) as BreakdownRow;
const reason = (code: string, count: number) => row(code, count, { reason: reasonOf('failed-delivery', code) });
const parts = (tab: BreakdownTab['id'], rows: readonly BreakdownRow[], change: object = {}): Breakdown =>
  ({
    stage: 'failed-delivery',
    tab: { id: tab },
    rows,
    total: rows.reduce((sum, { count }) => sum + count, 0),
    unnamed: false,
    snapshot: { ...unread, data: {}, status: 'ready' },
    error: undefined,
    ...change,
  }) as never;

function contextOf(filter = '', selectedKey?: string, world: Snapshots = snapshots()): DrawContext {
  const state = { filter, offset: 0, marked: [] };
  const pane = { id: 'breakdown', state, rows: [], selectedKey, focused: true };
  return {
    panes: [pane],
    place: { view: 'destination', params: { id: 'd' }, panes: { breakdown: state } },
    read: world.read,
    glyphs: glyphs(false),
    now,
    keyOf: (id: string) => sanitise(`<${id}>`),
  } as unknown as DrawContext;
}

const look = { share: false } as never;
const told = (of: Breakdown, context = contextOf(), height = 12, width = 90) =>
  breakdownBody(of, look, context, { width, height })
    .body.map((each) => lineText(each).replace(/ +/g, ' ').trim())
    .filter((each) => each !== '');

const mapping = { id: 'm', name: t`Track purchases`, trigger: t`type = "track"`, actionSlug: t`trackEvent` };
const both = [reason('401', 30), reason('503', 10)];

test.each<readonly [filter: string, left: readonly string[]]>([
  ['', ['401', '503']],
  ['401', ['401']],
  ['unavailable', ['503']],
  ['refused', ['401']],
  ['none such', []],
])('a filter looks into names and into what they mean: %j', (filter, left) => {
  expect(shownRows(parts('reasons', both), contextOf(filter)).map(({ value }) => value)).toEqual(left);
});

test.each<
  readonly [
    what: string,
    row: BreakdownRow,
    of: Partial<Breakdown>,
    tab: BreakdownTab['id'],
    params: object | undefined,
  ]
>([
  ['a reason of what failed', reason('401', 1), {}, 'reasons', { id: 'd', code: '401' }],
  ['a reason of what waits', reason('503', 1), { stage: 'waiting' }, 'reasons', { id: 'd', code: '503' }],
  ['a reason of what was filtered', reason('x', 1), { stage: 'filtered-at-source' }, 'reasons', undefined],
  ['no reason', row(undefined, 1), {}, 'reasons', undefined],
  ['a name of an event', row('Purchase', 1), {}, 'names', undefined],
])('enter on %s', (_, of, change, tab, params) => {
  expect(openRow(of, parts(tab, [of], change), 'd')?.params).toEqual(params);
  expect(payloadRow(of, parts(tab, [of], change), 'd')?.params).toEqual(params);
});

test('a mapping has a page of its own, and no payload', () => {
  const of = row('m', 3, { mapping });
  expect(openRow(of, parts('mappings', [of]), 'd')).toEqual({ view: 'mapping', params: { id: 'd', mapping: 'm' } });
  expect(payloadRow(of, parts('mappings', [of]), 'd')).toBeUndefined();
});

test.each<readonly [what: string, of: Breakdown, text: string]>([
  ['nothing', parts('reasons', []), 'Reasons'],
  ['a reason', parts('reasons', both), 'Reasons: 401 30 of 40'],
  [
    'a part',
    parts('reasons', both, { snapshot: { ...unread, data: {}, problems: [lost] } }),
    'Reasons: 401 30 of at least 40',
  ],
  ['a mapping by its name', parts('mappings', [row('m', 3, { mapping })]), 'Mapping: Track purchases 3 of 3'],
  ['what has no name', parts('names', [row(undefined, 3)]), 'Event name: Unnamed or batched events 3 of 3'],
  ['an attempt', parts('attempts', [reason('503', 3)]), 'Attempts: Unavailable 3 of 3'],
])('folded, it tells %s', (_, of, text) => {
  expect(breakdownFolded(of)).toBe(text);
});

test('each reason has its count, share, change and fate, and under them what the selected one means', () => {
  expect(told(parts('reasons', both), contextOf('', rowKey(both[1]!)))).toEqual([
    'Reasons Event type Event name App version Mapping',
    'Reason Events Share Change Fate',
    '401 Credentials refused 30 25% new lost',
    '❯ 503 Unavailable 10 25% new retried',
    "The destination is overloaded or under maintenance. Check the partner's status page and",
    'wait.',
  ]);
});

test.each<readonly [height: number, rows: number, meaning: number]>([
  [6, 6, 0],
  [7, 7, 2],
  [12, 12, 2],
])('on %i rows of height it takes %i, %i of them for what the selected one means', (height, rows, meaning) => {
  const many = Array.from({ length: 20 }, (_, index) => reason('503', 20 - index));
  const { body } = breakdownBody(parts('reasons', many), look, contextOf('', rowKey(many[0]!)), { width: 90, height });
  const texts = body.map((each) => lineText(each).trim());
  expect([texts.length, texts.filter((each) => /^(?:The destination is|wait\.)/.test(each)).length]).toEqual([
    rows,
    meaning,
  ]);
});

test('where a meaning is longer than there is room for, the rows keep three lines', () => {
  const narrow = { width: 24, height: 8 };
  const { body } = breakdownBody(parts('reasons', both), look, contextOf('', rowKey(both[1]!)), narrow);
  expect(body.map((each) => lineText(each).trim().split(/ +/).slice(0, 2).join(' '))).toEqual([
    ...['Reasons Event', 'Reason Events', '401 30', '❯ 503', ''],
    ...['The destination', 'overloaded or', 'maintenance. Check'],
  ]);
});

test.each<readonly [what: string, of: Breakdown, context: DrawContext, last: string]>([
  [
    'attempts',
    parts('attempts', [reason('503', 3)], { stage: 'successful-delivery' }),
    contextOf(),
    'Deliveries by the try that succeeded; a first try is no retry.',
  ],
  [
    'a mapping',
    parts('mappings', [row('m', 3, { mapping })]),
    contextOf('', 'value:m'),
    'Takes type is track, does trackEvent.',
  ],
  [
    'an id that no mapping has',
    parts('mappings', [row('gone', 3)]),
    contextOf('', 'value:gone', snapshots().set(mappings('d'), [])),
    'The list of mappings does not name this id.',
  ],
  ['an id while mappings are to come', parts('mappings', [row('m', 3)]), contextOf('', 'value:m'), 'Reading mappings…'],
  [
    'a reason of what waits',
    parts('reasons', both, { stage: 'waiting' }),
    contextOf('', 'value:401'),
    "The destination does not accept the credentials: they are wrong or have expired. Sign in again at the partner and update the destination's settings. Attempts made again, not events.",
  ],
  ['a name', parts('names', [row('Purchase', 3)]), contextOf('', 'value:Purchase'), '❯ Purchase 3 25% new'],
])('under the rows stands what the selected one is: %s', (_, of, context, last) => {
  expect(told(of, context, 12, 200).at(-1)).toBe(last);
});

const step = (stage: string, change: object = {}) => parts('reasons', [], { stage, ...change });
test.each<readonly [what: string, of: Breakdown, filter: string, says: readonly string[]]>([
  ['is being read', step('failed-delivery', { snapshot: unread }), '', ['· Reading Delivery Overview…']],
  ['has nothing', step('failed-delivery'), '', ['✓ No events at this step in this period']],
  ['has nothing filtered', step('filtered-at-source'), '', ['· No events at this step in this period']],
  [
    'delivered nothing',
    parts('attempts', [], { stage: 'successful-delivery' }),
    '',
    ['· Nothing was delivered in this period'],
  ],
  ['tried nothing again', step('waiting'), '', ['✓ No attempt was made again in this period']],
  [
    'lost rows',
    step('waiting', { snapshot: { ...unread, data: {}, problems: [lost] } }),
    '',
    ['▲ Not all of Delivery Overview could be read', 'A row was lost. What was read has none.'],
  ],
  [
    'has two that the filter hides',
    parts('reasons', both),
    'none such',
    ['· No row matches', '2 rows are hidden by the filter', '<back> clears it'],
  ],
  [
    'names nothing',
    parts('versions', [row(undefined, 3)], { unnamed: true }),
    '',
    ['◇ App version: not in the API', 'The answer has no such value on any row.'],
  ],
])('where it %s, it says so', (_, of, filter, says) => {
  expect(told(of, contextOf(filter)).slice(1)).toEqual(says);
});

test('beside the title stands which row of how many is selected, nothing where there is none', () => {
  const of = parts('reasons', both);
  const text = (shown: readonly BreakdownRow[]) => lineText(breakdownRight(of, shown, contextOf('', 'value:503')));
  expect([text(both), text(both.slice(1)), text([])]).toEqual([
    '<tab.previous> <tab.next> tab  2/2',
    '<tab.previous> <tab.next> tab  1/1 of 2',
    '<tab.previous> <tab.next> tab ',
  ]);
});
