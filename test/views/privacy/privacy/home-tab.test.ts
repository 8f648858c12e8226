import { beforeAll, describe, expect, it, test } from 'vitest';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { ReadError } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { listPane, placeOf } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { line, lineText } from '../../../../source/theme/line.ts';
import { columns } from '../../../../source/views/privacy/privacy/end-user-tab.ts';
import { homeTab } from '../../../../source/views/privacy/privacy/home-tab.ts';
import { regulationSpans, subjectsText, unfinishedText } from '../../../../source/views/privacy/regulation-words.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as pageReads from '../../../../source/workspace/resources/pages.ts';
import { violationDetails } from '../../../../source/workspace/resources/violations.ts';
import {
  destinationWith,
  now,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';
import { answering } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageNow, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'home', params: {} }).settled();
});

async function opened(options: ActOptions = {}, on: Stage = stage): Promise<Act> {
  const act = actAt(on, { view: 'privacy', params: {} }, { columns: 140, rows: 50, ...options });
  await act.settled();
  return act;
}

/** The rows of the page, without frame, pointer and blanks at the end. */
const rowsOf = (act: Act) =>
  act
    .text()
    .split('\n')
    .flatMap((row) => /^│ [❯ ](.*)│$/.exec(row)?.[1] ?? [])
    .map((row) => row.trim().replace(/ {2,}/g, '  '))
    .filter((row) => row !== '');
const below = (act: Act, heading: RegExp, count: number) => {
  const rows = rowsOf(act);
  const at = rows.findIndex((row) => heading.test(row));
  return rows.slice(at + 1, at + 1 + count);
};

/** Classifies the first field of the inbox that a filter leaves. */
async function classify(act: Act, filter: string): Promise<void> {
  act.press('l', 'l', '/', ...filter, 'enter', 'a', 'esc', 'h', 'h');
  await act.settled();
}

describe('Home of privacy', () => {
  it('counts the fields of each colour, where they get to and what waits: both add up to the inbox', async () => {
    expect(below(await opened(), /^Fields/, 5)).toEqual([
      '◆ Red  3  reach 38 destinations  3 to classify',
      '▲ Yellow  13  reach 49 destinations  13 to classify',
      '● Green  35  reach 49 destinations  35 to classify',
      'Inbox  51  to classify',
      'Inventory  0  classified',
    ]);
  });

  it('names the red fields, those that get to the most first, and only them', async () => {
    const act = await opened();
    expect(below(act, /^Red fields {2}most/, 4)).toEqual(
      [
        'properties.session_token  27 destinations  token · key · similar  to classify',
        'properties.card_number  11 destinations  credit card · key · similar  to classify',
        'properties.card  5 destinations  credit card · value · exact  to classify',
        'End-user privacy  from the Public API, last 90 days',
      ].map((row, index) => (index < 3 ? `◆ ${row}` : row)),
    );
  });

  it('what was classified waits no more, and is counted where it went', async () => {
    const act = await opened();
    await classify(act, 'session_token');
    expect(below(act, /^Fields/, 5)).toEqual([
      '◆ Red  3  reach 38 destinations  2 to classify',
      '▲ Yellow  13  reach 49 destinations  13 to classify',
      '● Green  35  reach 49 destinations  35 to classify',
      'Inbox  50  to classify',
      'Inventory  1  classified',
    ]);
    expect(below(act, /^Red fields/, 1)[0]).toMatch(/^◆ properties\.session_token {2}27 destinations {2}\S.*[^y]$/);
    expect(below(act, /^Red fields/, 1)[0]).not.toContain('to classify');
  });

  test.each([
    [114, true],
    [113, false],
  ])('on %i columns a red field says that it waits: %s', async (columns, says) => {
    const [row = ''] = below(await opened({ columns }), /^Red fields/, 1);
    expect(row).toMatch(/^◆ properties\.session_token/);
    expect(row.endsWith('to classify')).toBe(says);
  });

  it('counts what is asked for people, and names what is not done, what failed first', async () => {
    expect(below(await opened(), /^End-user/, 5)).toEqual([
      '◆ 1 failed  2 in progress  3 finished  4 suppressed',
      '◆ failed  SUPPRESS_WITH_DELETE  1 user id  33d ago',
      '○ waiting  DELETE_INTERNAL  1 user id  2h ago',
      '○ running  SUPPRESS_WITH_DELETE  1 user id  28h ago',
      'Documentation  https://segment.com/docs/privacy/portal/  y copies',
    ]);
  });

  it('says of none of a list that was not read whole that there is none', async () => {
    const lost = answering(async (name, read) => {
      if (name !== 'regulations') return read();
      return { value: [], problems: [problemWith({ kind: 'dropped-rows', status: 200 })] };
    });
    const none = answering((name, read) =>
      name === 'regulations' ? Promise.resolve({ value: [], problems: [] }) : read(),
    );
    const part = answering(async (name, read) => {
      const answer = (await read()) as object;
      const problems = [problemWith({ kind: 'dropped-rows', status: 200 })];
      return name === 'regulations' ? { ...answer, problems } : answer;
    });
    const first = async (on: Stage) => below(await opened({}, on), /^End-user/, 1)[0];
    expect(await first(await stageOf('everything', lost))).toMatch(/^– failed {2}– in progress {2}– finished/);
    expect(await first(await stageOf('everything', part))).toMatch(/^◆ 1\+ failed {2}2\+ in progress {2}3\+ finished/);
    expect(await first(await stageOf('everything', none))).toMatch(/^0 failed {2}0 in progress {2}0 finished/);
  });

  it.each([
    [8, 'Documentation'],
    [9, '1 more'],
    [12, '4 more'],
  ])('of %i regulations that are not done names eight, and how many more there are', async (count, after) => {
    const regulation = (_: unknown, index: number) => ({
      ...{ id: `r${index}`, type: sanitise(`TYPE_${index}`), status: sanitise(index % 2 === 0 ? 'RUNNING' : 'FAILED') },
      ...{ subjects: { type: sanitise('USER_ID'), count: 1, some: [] }, createdAt: stageNow - index },
    });
    const done = { ...regulation(0, 99), status: sanitise('FINISHED') };
    const value = [done, ...Array.from({ length: count }, regulation)];
    const many = answering((name, read) =>
      name === 'regulations' ? Promise.resolve({ value, problems: [] }) : read(),
    );
    const rows = below(await opened({}, await stageOf('empty', many)), /^End-user/, 10);
    const odd = [1, 3, 5, 7, 9, 11].filter((index) => index < count);
    const order = [...odd, 0, 2, 4, 6].slice(0, 8);
    expect(rows.slice(1, 9).map((row) => /TYPE_(\d+)/.exec(row)?.[1])).toEqual(order.map(String));
    expect(rows[9]).toMatch(new RegExp(`^${after}`));
  });

  it('says that a field reaches none only where all that receives was read', async () => {
    const refused = () => Promise.reject(new ReadError(problemWith({ kind: 'no-access', status: 403 })));
    const closed = answering((name, read) => (name === 'destinations' ? refused() : read()));
    const rows = below(await opened({}, await stageOf('everything', closed)), /^Fields/, 3);
    expect(rows).toEqual([
      '◆ Red  2  reach: no access (403)  2 to classify',
      '▲ Yellow  12  reach: no access (403)  12 to classify',
      '● Green  33  reach: no access (403)  33 to classify',
    ]);
  });
});

/** So many fields that the user made red, of payloads and of the inventory, with a destination that gets those of payloads. */
function redWorld(waiting: number, classified: number) {
  const names = Array.from({ length: waiting }, (_, index) => `w${index}`);
  const kept = Array.from({ length: classified }, (_, index) => `properties.k${index}`);
  const event = { properties: Object.fromEntries(names.map((name) => [name, 'x'])) };
  const rows = [{ samples: [{ messageId: 'm', event, at: now - minute }] }];
  const privacy = {
    ...noPrivacy,
    colors: Object.fromEntries([...names.map((name) => `properties.${name}`), ...kept].map((path) => [path, 'red'])),
    inventory: kept.map((path) => ({
      path,
      type: 'string',
      matcher: '',
      sources: [],
      events: [],
      at: now,
      masked: true,
    })),
  };
  const of = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [destinationWith('d', 'web')])
    .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
    .set(resources.trackingPlanSources('p'), [sourceWith('web')])
    .set(pageReads.trackingPlanRules('p'), [])
    .set(pageReads.regulations, [])
    .set(violationDetails('24h', 'web'), { kind: 'details', rows } as never);
  const given = { place: placeOf(pages.privacy.id), local: { privacy } };
  const draw = (change: (of: Snapshots) => Snapshots = (same) => same) =>
    markedOf(drawnRows(homeTab, { ...given, read: change(of).read } as never, { width: 120, height: 50 }));
  const leads = () => {
    const context = {
      now,
      period: '24h',
      glyphs: glyphs(false),
      overview: {},
      keyOf: () => t`o`,
      ...given,
      read: of.read,
    };
    const rows = homeTab.panes(undefined, context as never).find(({ id }) => id === listPane)?.rows ?? [];
    return rows.flatMap(({ key, open }) => (/^red:(?:more|classified)$/.test(key) ? [open] : []));
  };
  return { draw, leads };
}

test.each<readonly [waiting: number, classified: number, says: readonly string[], tabs: readonly string[]]>([
  [8, 0, [], []],
  [9, 0, ['dim{1 more in the inbox}'], ['inbox']],
  [0, 10, ['dim{2 more in the inventory}'], ['inventory']],
  [9, 3, ['dim{1 more in the inbox}', 'dim{3 more in the inventory}'], ['inbox', 'inventory']],
])('of %i red fields that wait and %i classified ones those beyond eight are led to where they are', (...of) => {
  const [waiting, classified, says, tabs] = of;
  const { draw, leads } = redWorld(waiting, classified);
  expect(draw().filter((row) => / more /.test(row))).toEqual(says);
  expect(leads()).toEqual(tabs.map((tab) => pages.privacy.at({ tab: tab as never })));
});

test.each<readonly [of: string, change: (of: Snapshots) => Snapshots, fields: RegExp, red: RegExp]>([
  ['was read', (of) => of, /reach 1 destination\s/, /bad\{1 destination\}/],
  [
    'is being read',
    (of) =>
      of.set(
        resources.trackingPlans,
        ['p', 'q'].map((id) => ({ id, name: t`Plan`, type: t`LIVE` })),
      ),
    /reach 1\+ destinations\s/,
    /bad\{1\+ destinations\}/,
  ],
  [
    'lost rows',
    (of) => of.set(pageReads.trackingPlanRules('p'), [], [problemWith({ kind: 'dropped-rows' })]),
    /reach 1\+ destinations\s/,
    /bad\{1\+ destinations\}/,
  ],
])('where all %s, to so many destinations red fields get', (_, change, fields, red) => {
  const rows = redWorld(1, 0).draw(change);
  expect(rows.find((row) => row.includes('{Red}'))).toMatch(fields);
  expect(rows.find((row) => row.includes('properties.w0'))).toMatch(red);
});

test('a regulation of a status that is not known counts as such, and is named', () => {
  const of = (id: string, status: string) => ({
    ...{ id, type: sanitise(id), status: sanitise(status), createdAt: now - hour },
    subjects: { type: t`USER_ID`, count: 1, some: [] },
  });
  const list = [of('new', 'PAUSED'), of('goes', 'RUNNING'), of('bad', 'FAILED'), of('done', 'FINISHED')];
  const rows = redWorld(0, 0).draw((world) => world.set(pageReads.regulations, list));
  const at = rows.findIndex((row) => row.includes('End-user'));
  expect(rows.slice(at + 1, at + 5)).toEqual([
    'bad{◆ 1 failed}  info{1 in progress}  dim{1 finished}  dim{1 of another status}',
    'bad{◆} bad{failed}  bad  dim{1 user id}  dim{1h ago}',
    'dim{○} dim{PAUSED}  new  dim{1 user id}  dim{1h ago}',
    'info{○} info{running}  goes  dim{1 user id}  dim{1h ago}',
  ]);
});

const marks = glyphs(false);

test.each([
  ['FAILED', '◆ failed', 'bad', '–'],
  ['INVALID', '◆ invalid', 'bad', '–'],
  ['NOT_SUPPORTED', '◆ not supported', 'warn', '–'],
  ['PARTIAL_SUCCESS', '▲ in part', 'warn', '–'],
  ['RUNNING', '○ running', 'info', 'not yet'],
  ['INITIALIZED', '○ waiting', 'info', 'not yet'],
  ['FINISHED', '● finished', 'good', 'yes, time not given'],
])('a regulation that is %s is %s, its mark %s, and finished: %s', (status, text, tone, finished) => {
  const spans = regulationSpans(sanitise(status), marks);
  expect([lineText(line(...spans)), spans[0]?.tone]).toEqual([text, tone]);
  expect(unfinishedText({ status: sanitise(status) })).toBe(finished);
});

test.each(['SOMETHING_NEW', 'toString'])('a status that is not known is told as it came: %s', (status) => {
  const spans = regulationSpans(sanitise(status), marks);
  expect([lineText(line(...spans)), spans[0]?.tone]).toEqual([`○ ${status}`, 'dim']);
});

test.each([
  [1, 'USER_ID', '1 user id'],
  [2, 'userId', '2 user ids'],
  [0, 'OBJECT_ID', '0 object ids'],
  [1, 'objectId', '1 object id'],
  [1_234_567, 'email', '1,234,567 emails'],
])('%i of %s are %s', (count, type, text) => {
  expect(subjectsText({ count, type: sanitise(type) })).toBe(text);
});

test.each<readonly [of: string, change: object, age: string, took: string, sort: number | undefined]>([
  ['under way', {}, '2h', 'not yet', undefined],
  ['done', { status: 'FINISHED', finishedAt: now - hour }, '2h', 'after 1h', hour],
  ['done, nobody knows when it was asked for', { finishedAt: now, createdAt: undefined }, '–', 'yes', undefined],
  ['done, nobody knows when', { status: 'FINISHED' }, '2h', 'yes, time not given', undefined],
])('a regulation that is %s: its age and how long it took', (_, change, age, took, sort) => {
  const row = { id: 'r', status: 'RUNNING', createdAt: now - 2 * hour, ...change } as never;
  const column = (id: string) => columns.find((each) => each.id === id)!;
  const texts = ['age', 'took'].map((id) => (column(id).cell(row, { now } as never) as { text: string }).text);
  expect([...texts, column('took').sort!(row)]).toEqual([age, took, sort]);
});

test.each([
  [30 * day, 'RUNNING', 'text'],
  [30 * day + minute, 'RUNNING', 'bad'],
  [30 * day + minute, 'FINISHED', 'text'],
])('the age of a regulation of %i ms that is %s is %s', (age, status, tone) => {
  const row = { id: 'r', status, createdAt: now - age } as never;
  expect(columns.find(({ id }) => id === 'age')!.cell(row, { now } as never)).toMatchObject({ tone });
});
