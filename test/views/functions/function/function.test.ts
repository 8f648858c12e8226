import { expect, test } from 'vitest';
import type { SegmentFunction } from '../../../../source/domain/entities.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { place } from '../../../../source/state/store.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { functionSections } from '../../../../source/views/functions/function/index.ts';
import { functionDetail, functions } from '../../../../source/views/functions/functions/index.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import type { FunctionUse } from '../../../../source/views/kit/words/functions.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  functionDetails,
  functionInstances,
  functionVersions,
  users,
} from '../../../../source/workspace/resources/pages.ts';
import { now, period, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { cutLike, drawnRows, markedOf } from '../../drawn.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const stage = await stageOf('everything');

/** The page of a function, opened from the list. */
async function pageOf(name: string, options: ActOptions = {}, of: Stage = stage): Promise<Act> {
  const act = actAt(of, { view: 'functions', params: {} }, { rows: 100, ...options });
  await act.settled();
  act.press('/', ...name, 'enter', 'enter');
  await act.settled();
  return act;
}

test('the list says what each acts on and where it runs', async () => {
  const act = actAt(stage, { view: 'functions', params: {} }, { columns: 200 });
  await act.settled();
  expect(act.text()).toMatch(/[●○◆] +Loyalty points +destination function +1 place/);
  expect(act.text()).toMatch(/[●○] +Partner webhook +source function +1 place/);
  expect(act.text()).toMatch(/○ +Add country +source insert function +before others/);
});

/** What the list says of the deliveries of what runs each function. */
async function deliveriesOf(on: Stage): Promise<readonly (string | undefined)[]> {
  const act = actAt(on, pages.functions.at(), { columns: 200 });
  await act.settled();
  const said = (name: string) =>
    act.text().match(new RegExp(`${name}.* (not known|\\d\\+? failing|–) +[A-Z][a-z]{2} \\d`))?.[1];
  return ['Loyalty points', 'Partner webhook', 'Add country'].map(said);
}

const isNumbers = (name: string): boolean => name === 'deliveryMetrics' || name === 'deliveryStep';

/** An answer of which each connection lost so many events. */
const losing = async (name: string, read: () => unknown, discarded: number): Promise<object> => {
  const answer = (await read()) as { readonly value: object };
  const value = { ...answer.value, discarded, expired: 0, retrying: 0 };
  return name === 'deliveryMetrics' ? { ...answer, value } : answer;
};

test.each<[string, Parameters<typeof answering>[0], string]>([
  ['of none that fails, as their numbers tell', (name, read) => losing(name, read, 0), '0 failing'],
  ['that are still read', (name, read) => (isNumbers(name) ? new Promise(() => undefined) : read()), 'not known'],
  [
    'that may not be read',
    (name, read) => (isNumbers(name) ? Promise.reject(refusal('no-access', 403)) : read()),
    'not known',
  ],
  ['that fail', (name, read) => losing(name, read, 40), '1 failing'],
  [
    'that fail, in a list that lost rows',
    async (name, read) => {
      const answer = await losing(name, read, 40);
      const problems = [problemWith({ kind: 'dropped-rows', status: 200 })];
      return name === 'destinations' ? { ...answer, problems } : answer;
    },
    '1+ failing',
  ],
])('deliveries %s: a source function and one before others have none of their own', async (_, answer, said) => {
  expect(await deliveriesOf(await stageOf('everything', answering(answer)))).toEqual([said, '–', '–']);
});

test('a function: where it runs, who made it, what is not in the API, its code with line numbers', async () => {
  const text = (await pageOf('Loyalty')).text();
  expect(text).toMatch(/Kind +[●◆○▲] destination function/);
  expect(text).toMatch(/Created +Mar 17 2025 +by Hugo Alvarez/);
  expect(text).toMatch(/Runs and errors +not in the API/);
  expect(text).toMatch(/Where it runs\s*│\n.*Loyalty points/);
  expect(text).toMatch(/apiKey +string +required +secret +Key of the points service/);
  expect(text).toMatch(/● Feb 2 08:12 +runs now +Hugo Alvarez +36 lines/);
  expect(text).toMatch(/\b18 {2}async function onTrack\(event, settings\) \{/);
});

test('its code scrolls to the end at any size', async () => {
  const act = await pageOf('Loyalty', { columns: 80, rows: 24 });
  act.press('G');
  expect(act.text()).toMatch(/36 {2}\}/);
});

test('an insert function tells what it stands before, and leads there', async () => {
  const act = await pageOf('Scrub');
  expect(act.text()).toMatch(/❯ +● before Braze ← Web \(prod\) {2}Scrub before Braze/);
  expect(act.text()).toMatch(/○ before HubSpot.*off/);
  act.press('enter');
  expect(place(act.store.getState()).view).toBe('destination');
});

test('what a token may not read is said part by part', async () => {
  const closed = await stageOf(
    'everything',
    answering((name, read) =>
      name === 'functionDetails' || name === 'functionVersions' ? Promise.reject(refusal('no-access', 403)) : read(),
    ),
  );
  const text = (await pageOf('Loyalty', {}, closed)).text();
  expect(text).toMatch(/its code: no access \(403\)/);
  expect(text).toMatch(/its versions: no access \(403\)/);
  expect(text).toMatch(/Where it runs\s*│\n.*Loyalty points/);
});

test('code too long to show says how much is left out, and a version without its code has no number of lines', async () => {
  const cut = answering(async (name, read) => {
    const answer = (await read()) as { readonly value: unknown };
    if (name === 'functionDetails') return { ...answer, value: { ...(answer.value as object), leftOut: 1 } };
    if (name !== 'functionVersions') return answer;
    return { ...answer, value: (answer.value as readonly object[]).map((row) => ({ ...row, lines: undefined })) };
  });
  const text = (await pageOf('Loyalty', {}, await stageOf('everything', cut))).text();
  expect(text).toMatch(/1 more line: too many to show here\./);
  expect(text).toMatch(/● Feb 2 08:12 +runs now +Hugo Alvarez +lines unknown/);
  expect((await pageOf('Loyalty')).text()).not.toMatch(/more line|unknown/);
});

test('a favorite function opens its page', async () => {
  const functions = actAt(stage, { view: 'functions', params: {} });
  await functions.settled();
  const { id } = functions.screen.scene.panes[0]!.rows[0]!.subject!;
  const act = actAt(stage, { view: 'home', params: {} }, { state: { favorites: [{ kind: 'function', id }] } });
  await act.settled();
  act.press('tab', 'tab', 'enter');
  expect(place(act.store.getState())).toMatchObject({ view: 'function', params: { id } });
});

test('it runs in so many places at least where rows of the list that tells were lost', async () => {
  const lossy = answering(async (name, read) => {
    const answer = (await read()) as object;
    return name === 'destinations'
      ? { ...answer, problems: [problemWith({ kind: 'dropped-rows', status: 200 })] }
      : answer;
  });
  const of = async (on: Promise<Stage>) => {
    const act = actAt(await on, pages.functions.at(), { columns: 160 });
    await act.settled();
    return act.text().match(/destination function +(\S+ places?)/)?.[1];
  };
  expect(await of(stageOf('everything'))).toBe('1 place');
  expect(await of(stageOf('everything', lossy))).toBe('1+ places');
});

const fn = (side: string, change: object = {}) =>
  ({ id: 'f', name: t`Points`, side, description: t``, catalogId: 'points', ...change }) as never as SegmentFunction;
const connection = (id: string, state: string, change: object = {}) => ({
  id,
  destination: { id, name: sanitise(id), sourceId: 'web' },
  source: { name: t`Web` },
  state,
  verdict: undefined,
  judgement: { trouble: false, state: 'background' },
  failedPercent: undefined,
  reason: undefined,
  ...change,
});
const flow = (id: string, state: string) => ({ source: { id, name: sanitise(id) }, health: { state } });
const use = (side: string, change: object = {}) =>
  ({ fn: fn(side), flows: [], connections: [], isListed: true, ...change }) as never as FunctionUse;
const contextOf = (world: Snapshots, connections: readonly { id: string }[] = [], flows: readonly object[] = []) =>
  ({
    overview: {
      fleet: {
        connections,
        listed: connections.map((each) => (each as unknown as { destination: object }).destination),
        byId: new Map(connections.map((each) => [each.id, each])),
      },
      flow: { bySource: new Map(flows.map((each) => [(each as { source: { id: string } }).source.id, each])) },
    },
    read: world.read,
    period,
    now,
    glyphs: glyphs(false),
  }) as unknown as ViewContext;
const sectionOf = (title: string, of: FunctionUse, context: ViewContext) =>
  functionSections(of, context, 200)
    .find((section) => section.title === title)!
    .rows.map(({ line }) => lineText(line).trimEnd());
const all = () => snapshots().set(resources.sources, []).set(resources.destinations, []);
const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` })];

test.each<readonly [what: string, of: FunctionUse, world: Snapshots, rows: readonly string[]]>([
  [
    'connections, failing or as always, and sources',
    use('DESTINATION', {
      connections: [
        connection('a', 'failing', {
          verdict: 'LOST',
          judgement: { trouble: true, state: 'losing', rate: 40 },
          failedPercent: 2,
          reason: t`401`,
        }),
        connection('b', 'failing', { verdict: 'LOST', failedPercent: 5, reason: t`503` }),
        connection('c', 'healthy', { source: undefined }),
      ],
      flows: [flow('web', 'live'), flow('ios', 'silent')],
    }),
    all(),
    ['◆ a ← Web  40% failing 401', '● b ← Web  5% failed 503', '● c ← ?  healthy', '● web  live', '◆ ios  silent'],
  ],
  [
    'some at least',
    use('SOURCE', { flows: [flow('web', 'live')], isListed: false }),
    all(),
    ['● web  live', 'and maybe more: the list was not read whole'],
  ],
  ['nowhere', use('SOURCE'), all(), ['Nowhere: nothing in the workspace uses it.']],
  [
    'of which the API does not say under which id to look',
    use('SOURCE', { fn: fn('SOURCE', { catalogId: undefined }) }),
    all(),
    ['Not known: the API gives no catalog id of it, by which what runs it is found.'],
  ],
  [
    'nowhere in what was read',
    use('SOURCE'),
    snapshots().set(resources.sources, [], lost).set(resources.destinations, []),
    ['sources and destinations: none in what was read; a row was lost'],
  ],
  ['instances that are to come', use('INSERT_SOURCE'), all(), ['Reading its instances…']],
  [
    'instances that may not be read',
    use('INSERT_SOURCE'),
    all().fail(functionInstances('f'), { kind: 'no-access', status: 403 }),
    ['its instances: no access (403)'],
  ],
  [
    'before nothing',
    use('INSERT_DESTINATION'),
    all().set(functionInstances('f'), []),
    ['Nowhere: it stands before no source or destination.'],
  ],
  [
    'before a destination, a source and what is not known',
    use('INSERT_DESTINATION'),
    all().set(functionInstances('f'), [
      { id: 'i1', name: t`One`, integrationId: 'a', enabled: true, createdAt: now },
      { id: 'i2', name: t`Two`, integrationId: 'web', enabled: false, createdAt: undefined },
      { id: 'i3', name: t`Three`, integrationId: 'gone', enabled: true, createdAt: undefined },
    ] as never),
    ['● before a  One, since Jan 15', '○ before web  Two, off', '● before gone  Three'],
  ],
])('where it runs: %s', (_, of, world, rows) => {
  const context = contextOf(world, [connection('a', 'healthy')], [flow('web', 'live')]);
  expect(sectionOf('Where it runs', of, context)).toEqual(rows);
});

test('the usual failures of a busy connection are shown without emphasis', () => {
  const tone = (change: object) => {
    const of = use('DESTINATION', { connections: [connection('a', 'failing', { failedPercent: 5, ...change })] });
    return functionSections(of, contextOf(all()), 200)[1]!.rows[0]!.line.spans.at(-1)?.tone;
  };
  expect([tone({}), tone({ verdict: 'LOST', judgement: { trouble: true, state: 'losing' } })]).toEqual(['dim', 'bad']);
});

const details = (change: object = {}) => ({
  id: 'f',
  code: [],
  leftOut: 0,
  settings: [],
  createdBy: t``,
  deployedAt: undefined,
  isLatest: undefined,
  batch: undefined,
  ...change,
});
const read = (change: object, problems: typeof lost = []) =>
  all().set(functionDetails('f'), details(change) as never, problems);

test.each<readonly [what: string, world: Snapshots, created: string, deployed: string]>([
  ['nothing is read', all(), 'not given', 'Reading the function…'],
  ['nothing is told', read({}), 'not given', 'never, or not given'],
  ['it runs', read({ deployedAt: now, isLatest: true, createdBy: t`u9` }), 'not given  by u9', '12:30'],
  ['older code runs', read({ deployedAt: now, isLatest: false }), 'not given', '12:30, and its code changed since'],
  ['nobody says whether it is the newest', read({ deployedAt: now }), 'not given', '12:30'],
])('when it was made and deployed: %s', (_, world, created, deployed) => {
  const rows = sectionOf('', use('SOURCE'), contextOf(world));
  const fact = (name: string) => rows.find((row) => row.startsWith(name))?.slice(19);
  expect([fact('Created'), fact('Deployed')]).toEqual([created, deployed]);
});

const setting = (name: string, required: boolean, sensitive: boolean) => ({
  name: sanitise(name),
  type: t`STRING`,
  required,
  sensitive,
  description: t`What for`,
});
const secrets = 'Values are set where it is used: its secrets are in no answer of the API.';
test.each<readonly [what: string, world: Snapshots, rows: readonly string[]]>([
  ['to come', all(), ['Reading its settings…']],
  ['none', read({}), ['none']],
  ['none that was read', read({}, lost), ['its settings: none in what was read; a row was lost']],
  [
    'two',
    read({ settings: [setting('apiKey', true, true), setting('region', false, false)] }),
    [
      'apiKey               string   required secret What for',
      'region               string                   What for',
      secrets,
    ],
  ],
])('settings it asks for: %s', (_, world, rows) => {
  expect(sectionOf('Settings it asks for', use('SOURCE'), contextOf(world))).toEqual(rows);
});

const versions = (of: readonly object[], problems: typeof lost = []) =>
  all()
    .set(functionVersions('f'), of as never, problems)
    .set(users, [{ id: 'u1', name: t`Ana` }] as never);
test.each<readonly [what: string, world: Snapshots, rows: readonly string[]]>([
  ['to come', all(), ['Reading its versions…']],
  ['none', versions([]), ['none kept']],
  ['none that was read', versions([], lost), ['its versions: none in what was read; a row was lost']],
  [
    'two',
    versions([
      { id: 'v2', author: t`u1`, deployed: true, createdAt: now, lines: 1 },
      { id: 'v1', author: t``, deployed: false, createdAt: undefined, lines: undefined },
    ]),
    [
      `● 12:30${' '.repeat(14)}runs now Ana${' '.repeat(19)}1 line  v2`,
      `· –${' '.repeat(18)}${' '.repeat(9)}${' '.repeat(22)}lines unknown  v1`,
    ],
  ],
])('versions: %s', (_, world, rows) => {
  expect(sectionOf('Versions', use('SOURCE'), contextOf(world))).toEqual(rows);
});

test('that none is known of a part is a warning, that there is none is not', () => {
  const tone = (world: Snapshots, at: number) =>
    functionSections(use('SOURCE'), contextOf(world), 200)[at]!.rows[0]!.line.spans.at(-1)?.tone;
  expect([tone(read({}), 2), tone(read({}, lost), 2)]).toEqual(['dim', 'warn']);
  expect([tone(versions([]), 3), tone(versions([], lost), 3)]).toEqual(['dim', 'warn']);
});

test.each<readonly [what: string, world: Snapshots, rows: readonly string[]]>([
  ['to come', all(), ['Reading its code…']],
  ['kept back', read({ code: undefined }), ['The API gives no code of it.']],
  [
    'whole',
    read({ code: Array.from({ length: 10 }, (_, index) => sanitise(`l${index}`)) }),
    [...Array.from({ length: 9 }, (_, index) => ` ${index + 1}  l${index}`), '10  l9'],
  ],
  ['cut', read({ code: [t`a`], leftOut: 2 }), ['1  a', '2 more lines: too many to show here.']],
])('code: %s', (_, world, rows) => {
  expect(sectionOf('Code', use('SOURCE'), contextOf(world))).toEqual(rows);
});

test.each<readonly [count: number, end: readonly string[], isListed: boolean]>([
  [12, ['a12'], true],
  [13, ['a12', 'and 1 more'], true],
  [13, ['a12', 'and 1+ more'], false],
])('beside the list %i places are named as far as there is room, and the rest is counted', (count, end, isListed) => {
  const connections = Array.from({ length: count }, (_, index) => connection(`a${index + 1}`, 'healthy'));
  const rows = functionDetail(use('DESTINATION', { connections, isListed }), contextOf(all(), connections), 60).map(
    lineText,
  );
  const from = rows.findIndex((row) => row.startsWith('Runs in'));
  const until = rows.findIndex((row) => row.startsWith('Created'));
  expect(rows.slice(from + 12, until).map((row) => row.trim())).toEqual(end);
});

test('the list: the worst first, where each runs, and no claim about one that the API gives no catalog id of', () => {
  const world = snapshots().set(resources.functions, [
    fn('DESTINATION', { id: 'zeta', name: t`zeta`, catalogId: 'z', description: t`does things`, createdAt: now }),
    fn('SOURCE', { id: 'alpha', name: t`alpha`, catalogId: 'a' }),
    fn('SOURCE', { id: 'lost', name: t`lost`, catalogId: undefined }),
    fn('INSERT_SOURCE', { id: 'beta', name: t`beta`, catalogId: undefined }),
  ]);
  const failing = connection('c', 'failing', {
    destination: { id: 'c', name: t`Loyal`, sourceId: 'web', metadataId: 'z' },
    judgement: { trouble: true, state: 'losing' },
  });
  const overview = {
    fleet: { connections: [failing], listed: [failing.destination], byId: new Map(), isWhole: true },
    flow: { flows: [], bySource: new Map(), isWhole: true },
  };
  const rows = [
    'strong{Functions}  dim{1/4}  dim{Details}',
    'dim{Function}  dim{Kind}  dim{Runs in}  dim{Deliveries}  dim{Created}  dim{About}  ',
    'bad{◆}  zeta  destination function  dim{1 place}  bad{1 failing}  dim{Jan 15}  dim{does things}',
    'dim{○}  alpha  source function  dim{nowhere}  dim{–}  dim{–}',
    'dim{○}  beta  source insert function  dim{before others}  dim{–}  dim{–}',
    'dim{○}  lost  source function  dim{–}  dim{–}  dim{–}',
  ];
  const given = { place: placeOf(pages.functions.id), read: world.read, overview };
  expect(cutLike(markedOf(drawnRows(functions as never, given, { width: 180, height: 16 })), rows)).toEqual(rows);
});
