import { beforeAll, describe, expect, test } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { pages } from '../../../../source/state/pages.ts';
import { place } from '../../../../source/state/store.ts';
import { answering } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const target = pages.overview.at();
let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, target).settled();
});

const opened = (options: ActOptions = {}): Act => actAt(stage, target, options);
const at = (act: Act) => place(act.store.getState());
const rowOf = (act: Act, pattern: RegExp): string =>
  act
    .text()
    .split('\n')
    .find((row) => pattern.test(row)) ?? '';
/** Goes down the focused column to the first row that reads so. */
function select(act: Act, pattern: RegExp): void {
  act.press('home');
  const { panes, context } = act.screen.scene;
  const count = panes[context.place.pane]!.rows.length;
  for (let step = 0; step < count && !/❯/.test(rowOf(act, pattern)); step += 1) act.press('j');
  expect(rowOf(act, pattern)).toContain('❯');
}

describe('the columns', () => {
  test('sources by what they are, destinations by category, each type with how many there are', () => {
    const text = opened().text();
    expect(text).toMatch(/SOURCES 20 +DESTINATIONS 63 · 4 warehouses/);
    for (const heading of ['Websites 4', 'Mobile apps 3', 'Servers 7', 'Cloud apps 3', 'Email Marketing 11'])
      expect(text).toContain(heading);
    expect(text).toMatch(/● ▸Javascript 4/);
    expect(text).toMatch(/Redshift ▤ 1/);
  });

  test('what fails stands first: its group, and the type in its group', () => {
    const keys = opened().screen.scene.panes[1]!.rows.map(({ key }) => key);
    const act = opened();
    act.press('l', 'home');
    expect(rowOf(act, /❯/)).toMatch(/◆❯◆ ▸Braze Cloud Mode \(Actions\) 3 +\d+% LOST/);
    expect(keys.length).toBeGreaterThan(30);
  });

  test.each([90, 100, 120])('what fails is said at %i columns, if need be in place of the end of a name', (columns) => {
    const act = opened({ columns });
    expect(rowOf(act, /Braze Cl/)).toMatch(/Braze Cl.*\d% LOST/);
    expect(rowOf(act, /Zendesk/)).toMatch(/\d% EXPIRED/);
  });

  test('a type of several unfolds into its instances, one of one is opened', () => {
    const act = opened();
    act.press('enter');
    expect(act.text()).toMatch(/● ▾Javascript 4/);
    expect(act.text()).toMatch(/● +Web \(prod\)/);
    act.press('j', 'enter');
    expect(at(act).view).toBe('source');
    act.press('esc', 'k', 'enter');
    expect(act.text()).not.toMatch(/● +Web \(prod\) +\d/);
  });

  test('keys of a row work on an instance, and say why on a type of several', () => {
    const act = opened();
    act.press('f');
    expect(act.store.getState().toast?.text).toMatch(/favorites are sources, destinations/i);
    act.press('enter', 'j', 'f');
    expect(act.saved.favorites).toHaveLength(1);
    act.press('v');
    expect(at(act)).toMatchObject({ view: 'violation-events' });
    act.press('esc', 'A');
    expect(at(act)).toMatchObject({ view: 'audit' });
    act.press('esc', 'm');
    expect(act.store.getState().overlay).toMatchObject({ kind: 'menu', title: 'Web (prod)' });
  });

  test('p opens the payload of a failing instance', () => {
    const act = opened();
    act.press('l', 'home', 'enter', 'j', 'p');
    expect(at(act).view).toBe('payload');
  });

  test('a filter keeps the nodes that match', () => {
    const act = opened();
    act.press('l', '/', ...'slack', 'enter');
    expect(act.text()).toMatch(/DESTINATIONS 4 of 67 {2}\/slack/);
    expect(act.screen.scene.panes[1]!.rows).toHaveLength(1);
    act.press('esc');
    expect(act.text()).toMatch(/DESTINATIONS 63/);
  });
});

describe('the lines', () => {
  test('those of the selected node are heavy, and it says what it is connected to', () => {
    const act = opened();
    select(act, /Apple 1/);
    expect(rowOf(act, /Apple 1/)).toMatch(/Apple 1 .*━━/);
    expect(rowOf(act, /Android \(Kotlin\) 1/)).toMatch(/───/);
    expect(act.text()).toMatch(/Apple +Connected to \d+ Destinations/);
    select(act, /Zendesk 1/);
    expect(act.text()).toMatch(/Zendesk +Connected to \d+ Destinations? /);
  });

  test('h and l go over to a row that is joined, and back to the one that was left', () => {
    const act = opened();
    select(act, /Apple 1/);
    act.press('l');
    expect(at(act).pane).toBe(1);
    expect(rowOf(act, /❯/)).toMatch(/━◆❯/);
    act.press('j', 'h');
    act.press('l', 'h');
    expect(at(act).pane).toBe(0);
    act.press('h');
    expect(at(act).view).toBe('home');
  });

  test('a destination lights the lines of its sources', () => {
    const act = opened();
    act.press('l');
    select(act, /Redshift/);
    expect(rowOf(act, /Node\.js 1/)).toMatch(/━┫/);
    expect(act.text()).toMatch(/Redshift +Connected to 6 Sources {2}◆ 6 failing/);
  });

  test('a colour says how a line stands, and what is not joined is dim', () => {
    const act = opened({ colors: '16' });
    const lines = act.screen.get().lines.join('\n');
    expect(lines).toMatch(/\u001b\[[\d;]*31m◆/);
    expect(lines).toMatch(/\u001b\[[\d;]*2m[^\u001b]*Iterable/);
    expect(lines).not.toMatch(/\u001b\[[\d;]*2m[^\u001b]*Braze/);
  });
});

test('a narrow screen has one column, and the peers of its selected row beneath, worst first', () => {
  const act = opened({ columns: 40, rows: 12 });
  expect(act.text()).toMatch(/SOURCES 20/);
  expect(act.text()).toMatch(/Connected to \d+ Destinations +│\n│ +◆ ▸Braze/);
  expect(act.text()).toMatch(/│ +25 more +│\n╰─+╯/);
  act.press('l');
  expect(act.text()).toMatch(/DESTINATIONS 63/);
  expect(act.text()).toMatch(/Connected to 3 Sources +│\n│ +◆ ▸Javascript 4/);
});

describe('where something is missing', () => {
  test('a new workspace is told how to add its first source', async () => {
    const empty = await stageOf('empty');
    const act = actAt(empty, target);
    await act.settled();
    expect(act.text()).toContain('Add your first source');
    act.press('enter');
    expect(at(act).view).toBe('catalog');
  });

  test('with sources and nothing else, how to connect a destination', async () => {
    const act = actAt(
      await stageOf(
        'healthy',
        answering((name, read) =>
          name === 'destinations' || name === 'warehouses' ? Promise.resolve({ value: [], problems: [] }) : read(),
        ),
      ),
      target,
    );
    await act.settled();
    expect(act.text()).toContain('Connect your first destination');
  });

  test('what cannot be read says why', async () => {
    const refused = new ReadError({ kind: 'no-access', status: 403, operation: t`GET /sources`, message: t`no` });
    const act = actAt(
      await stageOf(
        'healthy',
        answering((name, read) => (name === 'sources' ? Promise.reject(refused) : read())),
      ),
      target,
    );
    await act.settled();
    expect(act.text()).toContain('sources: no access (403)');
  });

  const lost = { kind: 'dropped-rows', status: 200, operation: t`GET /it`, message: t`3 rows lost` } as const;

  test.each([
    ['sources', ['sources'], 'Not all of sources could be read'],
    ['destinations', ['destinations', 'warehouses'], 'Not all of destinations could be read'],
  ])('nobody is told to add a first one where rows were lost: %s', async (_, families, says) => {
    const losing = answering((name, read) =>
      families.includes(name) ? Promise.resolve({ value: [], problems: [lost] }) : read(),
    );
    const act = actAt(await stageOf('healthy', losing), target);
    await act.settled();
    expect(act.text()).toContain(says);
    expect(act.text()).not.toMatch(/your first/);
  });

  test('nobody is told to connect a first destination while warehouses are read', async () => {
    const slow = answering((name, read) => {
      if (name === 'warehouses') return new Promise(() => undefined);
      return name === 'destinations' ? Promise.resolve({ value: [], problems: [] }) : read();
    });
    const act = actAt(await stageOf('healthy', slow), target);
    await act.settled();
    expect(act.text()).toContain('Reading destinations: 1 of 2 so far');
  });

  test.each([
    ['destinations', 'destinations'],
    ['warehouses', 'warehouses'],
    ['the sources of a warehouse', 'warehouseSources'],
  ])('a source is connected to so many at least where rows were lost of %s', async (_, family) => {
    const losing = answering(async (name, read) => {
      const answer = (await read()) as object;
      return name === family ? { ...answer, problems: [lost] } : answer;
    });
    const act = actAt(await stageOf('healthy', losing), target);
    await act.settled();
    select(act, /Apple/);
    expect(act.text()).toMatch(/Connected to \d+\+ Destinations/);
    act.press('l');
    select(act, /Redshift/);
    expect(act.text()).toMatch(
      family === 'warehouseSources' ? /Connected to \d+\+ Sources/ : /Connected to \d+ Sources/,
    );
  });

  test.each<readonly [lost: string, sources: string, destinations: string, warehouses: string]>([
    ['nothing', '', '', ''],
    ['sources', '+', '', ''],
    ['destinations', '', '+', ''],
    ['warehouses', '', '', '+'],
  ])('there are so many at least, in a column, a group and a type, where rows were lost of %s', async (...given) => {
    const [family, ofSources, ofDestinations, ofWarehouses] = given;
    const losing = answering(async (name, read) => {
      const answer = (await read()) as object;
      return name === family ? { ...answer, problems: [lost] } : answer;
    });
    const act = actAt(await stageOf('everything', losing), target, { rows: 60 });
    await act.settled();
    const told = (title: string) => new RegExp(`${title} (\\d+\\+?)`).exec(act.text())?.[1];
    expect(['SOURCES', 'Websites', 'Javascript'].map(told)).toEqual([20, 4, 4].map((count) => `${count}${ofSources}`));
    expect(['DESTINATIONS', 'Email Marketing', 'Actions\\)'].map(told)).toEqual(
      [63, 11, 3].map((count) => `${count}${ofDestinations}`),
    );
    expect(['·', 'Warehouses', 'Redshift ▤'].map(told)).toEqual([4, 4, 1].map((count) => `${count}${ofWarehouses}`));
    act.press('l', '/', ...'slack', 'enter');
    expect(act.text()).toContain(`DESTINATIONS 4 of 67${ofDestinations}${ofWarehouses}  /slack`);
    select(act, /Slack/);
    expect(act.text()).toMatch(new RegExp(`Slack[^│]* 4${ofDestinations ? '\\+' : ''} {2}Connected to`));
  });

  test('a warehouse whose sources are not known yet does not say that it has none', async () => {
    const act = actAt(
      await stageOf(
        'healthy',
        answering((name, read) =>
          name === 'warehouseSources' || name === 'warehouseSyncs' ? new Promise(() => undefined) : read(),
        ),
      ),
      target,
    );
    await act.settled();
    act.press('l');
    select(act, /Redshift/);
    expect(act.text()).toMatch(/Redshift +what feeds it is not read yet/);
  });
});

describe('the key of Overview (O-08)', () => {
  test.each<[string, readonly string[]]>([
    ['help', ['?']],
    ['the question at the end', ['q']],
    ['a menu', ['j', 'm']],
    ['the palette', [':']],
    ['a page deep down', ['!', '2']],
  ])('works over %s', (_, keys) => {
    const act = actAt(stage, { view: 'home', params: {} });
    act.press(...keys, '2');
    expect(at(act).view).toBe('overview');
    const { overlay, prompt } = act.store.getState();
    expect([overlay, prompt]).toEqual([undefined, undefined]);
    expect(act.store.getState().stack.map(({ view }) => view)).toEqual(['home', 'overview']);
  });

  test('is a digit where text is being typed', () => {
    const act = actAt(stage, { view: 'home', params: {} });
    act.press('a', '2');
    expect(act.store.getState().overlay).toMatchObject({ kind: 'favorites', picker: { filter: { text: '2' } } });
    act.press('esc', '4', '/', '2');
    expect(act.store.getState().prompt).toMatchObject({ text: '2' });
  });
});
