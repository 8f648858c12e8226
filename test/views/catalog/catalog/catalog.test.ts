import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { catalog } from '../../../../source/views/catalog/catalog/index.ts';
import { nothingThere } from '../../../../source/views/catalog/catalog/notices.ts';
import { newCategory } from '../../../../source/workspace/catalog/categories.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as pages from '../../../../source/workspace/resources/pages.ts';
import { now, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { drawnRows } from '../../drawn.ts';
import { type Act, type ActOptions, actOn, type Stage, stageOf } from '../../stage.ts';

let whole: Promise<Stage> | undefined;

/** A workspace that nothing spoils is read once for all tests; each has a dashboard of its own. */
async function dashboard(options: ActOptions = {}, spoil?: (backend: Backend) => Backend): Promise<Act> {
  whole ??= stageOf('everything');
  const act = actOn(await (spoil ? stageOf('everything', spoil) : whole), options);
  await act.settled();
  return act;
}

async function press(act: Act, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act.text();
}

/** Names the reads that are asked for. */
function counting(names: string[]): (backend: Backend) => Backend {
  return (backend) =>
    new Proxy(backend, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          if (name !== 'wire') names.push(String(name));
          return member.apply(target, given);
        };
      },
    });
}

const refusing = (backend: Backend): Backend => ({
  ...backend,
  functions: () =>
    Promise.reject(
      new ReadError({ kind: 'not-in-plan', status: 403, operation: t`GET /functions`, message: t`no Functions` }),
    ),
});

describe('the list', () => {
  it('counts each tab, and functions once they were read (C-01)', async () => {
    const act = await dashboard();
    expect(await press(act, '8')).toMatch(/Sources 67 +Destinations 166 +Storage 11 +Functions –/);
    expect(act.text()).toMatch(/Updated just now/);
    expect(await press(act, 'h')).toMatch(/Functions 5/);
    expect(act.text()).toMatch(/Partner webhook/);
  });

  it('marks what the workspace has with how many of it', async () => {
    const act = await dashboard();
    const text = await press(act, '8');
    expect(text).toMatch(/Javascript +● 4 +Website/);
    expect(text).toMatch(/\.NET +Server/);
  });

  it.each([
    ['braze', /1\/3 of 166/, /Braze Cloud Mode \(Actions\)/],
    ['BRAZE', /1\/3 of 166/, /Braze Cloud Mode \(Actions\)/],
    ['attribution', /1\/\d+ of 166/, /Adjust .*Attribution/],
  ])('finds by name and by category in any case: %s (C-02)', async (word, position, row) => {
    const act = await dashboard();
    const text = await press(act, '8', 'l', '/', ...word, 'enter');
    expect(text).toMatch(position);
    expect(text).toMatch(row);
  });

  it('moves by as many rows as it shows, on narrow screens too', async () => {
    const act = await dashboard({ columns: 60, rows: 40 });
    await press(act, '8', 'l');
    const before = Number(/(\d+)\/166/.exec(act.text())?.[1]);
    const after = Number(/(\d+)\/166/.exec(await press(act, 'pgdn'))?.[1]);
    expect([before, after - before > 25]).toEqual([1, true]);
  });

  it('says where else there is a match', async () => {
    const act = await dashboard();
    const text = await press(act, '8', 'l', 'tab', 'k', 'enter', '/', ...'braze', 'enter');
    expect(text).toMatch(/No match in New & Noteworthy/);
    expect(text).toMatch(/3 match in All/);
  });

  it('narrows to a category, whose first is New & Noteworthy (C-04)', async () => {
    const act = await dashboard();
    const text = await press(act, '8', 'l', 'tab', 'g', 'g', 'enter');
    expect(text).toMatch(/Destinations · New & Noteworthy .* 1\/15/);
    // In the list: below it stands what the selected one is.
    const [above = ''] = text.split(/╭ \S.* ─+╮$/m).slice(1);
    expect(above.match(/ BETA /g)).toHaveLength(15);
    expect(text.slice(text.indexOf(above) + above.length)).toMatch(/How to connect it[\s\S]*1\. /);
    expect(await press(act, 'tab', '/', ...'crm', 'enter', 'enter')).toMatch(/Destinations · CRM .* 1\/10/);
  });

  it('says why nothing is new (C-04)', async () => {
    const act = await dashboard();
    const text = await press(act, '8', 'l', 'l', 'tab', 'k');
    expect(text).toMatch(/Nothing is known to be new/);
    expect(text).toMatch(/gives Storage no status/);
  });

  it('turns the tabs from either panel, and keeps the category of each', async () => {
    const act = await dashboard();
    expect(await press(act, '8', 'tab', 'l')).toMatch(/Destinations · All/);
    expect(await press(act, 'j', 'tab', 'l')).toMatch(/Storage · All/);
    expect(await press(act, 'h')).toMatch(/Destinations · In this workspace/);
    expect(await press(act, 'h', 'h')).toMatch(/Functions · All/);
  });

  it('gives the focused one of both panels all room on a narrow screen', async () => {
    const act = await dashboard({ columns: 40, rows: 12 });
    expect(await press(act, '8')).toMatch(/Sources · All/);
    const text = await press(act, 'tab');
    expect(text).toMatch(/Categories/);
    expect(text).not.toMatch(/Sources · All/);
  });
});

describe('a tile (C-03)', () => {
  const open = async (act: Act) => press(act, '8', 'l', '/', ...'braze (classic', 'enter', 'enter');

  it('tells calls, modes, settings, steps and addresses', async () => {
    const act = await dashboard();
    const text = await open(act);
    expect(text).toMatch(/Calls it takes +track, identify, group, alias, pageview/);
    expect(text).toMatch(/Connection mode +cloud .* or device/);
    expect(text).toMatch(/Formerly +Braze/);
    expect(text).toMatch(/1\. o copies the link/);
    expect(text).toMatch(/required api Key/);
    expect(text).toMatch(/https:\/\/segment\.com\/docs\/connections\/destinations\/catalog\//);
  });

  it('copies the website with y and the page of the web app with o', async () => {
    const act = await dashboard();
    await open(act);
    await press(act, 'y', 'o');
    expect(act.copied).toEqual(['https://braze.com', 'https://app.segment.com/acme-prod/destinations/catalog/appboy']);
  });

  it('leads to what the workspace has of it', async () => {
    const act = await dashboard();
    const text = await press(act, '8', 'l', '/', ...'braze cloud', 'enter', 'enter');
    expect(text).toMatch(/❯ +● Braze ← Web \(prod\)/);
    expect(await press(act, 'enter')).toMatch(/Catalog \/braze cloud › Braze Cloud Mode \(Actions\) › Braze/);
  });

  it('comes on screen whole on the smallest screen too', async () => {
    const act = await dashboard({ columns: 40, rows: 12 });
    await open(act);
    expect(await press(act, 'G')).toMatch(/❯ +required api Key/);
    expect(await press(act, 'g', 'g')).toMatch(/❯ +Braze: messages/);
    expect(await press(act, '/', ...'event tester', 'enter')).toMatch(/1\/1 [\s\S]*Send it a test event/);
  });

  it('shows whole addresses on a narrow screen', async () => {
    const act = await dashboard({ columns: 40, rows: 40 });
    expect((await open(act)).replace(/[\s│]+/g, '')).toContain(
      'https://segment.com/docs/connections/destinations/catalog/',
    );
  });
});

describe('reads', () => {
  it('asks for the catalog only while it is open, and for functions only under their tab', async () => {
    const names: string[] = [];
    const act = await dashboard({}, counting(names));
    expect(names.filter((name) => name.startsWith('catalog'))).toEqual([]);
    names.length = 0;
    await press(act, '8');
    expect(names.filter((name) => name.startsWith('catalog')).sort()).toEqual([
      'catalogDestinations',
      'catalogSources',
      'catalogWarehouses',
    ]);
    expect(names).not.toContain('deliveryMetrics');
    const before = names.length;
    await press(act, 'j', 'l', 'enter', 'esc', '1', '8');
    expect(names.slice(before).filter((name) => name.startsWith('catalog') || name === 'functions')).toEqual([]);
  });

  it('says that the plan has no functions, and lists the rest', async () => {
    const act = await dashboard({}, refusing);
    expect(await press(act, '8', 'h')).toMatch(/the workspace's functions: not in the plan \(403\)/);
    expect(await press(act, 'l')).toMatch(/Sources · All/);
  });
});

describe('why the list has no rows', () => {
  const keyOf = (id: string) => sanitise(`<${id}>`);
  const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` })];
  const filtered = (filter: string) => ({ view: 'catalog', params: {}, pane: 0, panes: { list: { filter } } });
  const told = (model: object, world: Snapshots = snapshots(), filter = '') => {
    const of = {
      tab: 'destination',
      all: [{}],
      category: { id: 'all', name: t`All` },
      matching: 0,
      filter: {},
      ...model,
    };
    const place = filtered(filter);
    const { kind, title, text, help } = nothingThere(of as never, { read: world.read, keyOf, place } as never);
    return [kind, title, text, help];
  };
  const catalog = () => snapshots().set(pages.catalogDestinations, []);

  it.each<readonly [what: string, given: Parameters<typeof told>, notice: readonly (string | undefined)[]]>([
    ['it is being read', [{ all: [] }], ['loading', 'Reading the catalog of destinations…', undefined, undefined]],
    ['there is none', [{ all: [] }, catalog()], ['empty', 'The API lists none', undefined, '<tab.next> another tab']],
    [
      'there are no functions',
      [{ all: [], tab: 'function' }, snapshots().set(resources.functions, [])],
      ['empty', 'This workspace has no functions', undefined, '<tab.next> another tab'],
    ],
    [
      'none matches',
      [{ all: [{}, {}] }, catalog(), 'x'],
      ['empty', 'No match in All', '2 looked at, no match', '<back> clears the filter'],
    ],
    [
      'some match elsewhere',
      [{ matching: 3, category: { id: 'new', name: t`CRM` } }, catalog(), 'x'],
      ['empty', 'No match in CRM', '3 match in All: <pane.next> chooses a category', '<back> clears the filter'],
    ],
    [
      'the filter cannot be read',
      [{ filter: { invalid: true }, matching: 3 }, catalog(), '/('],
      ['error', 'The pattern is no regular expression', undefined, '<back> clears it'],
    ],
    [
      'nothing is new',
      [{ category: { id: newCategory, name: t`New` } }, catalog()],
      [
        'empty',
        'Nothing is known to be new',
        'The API gives no dates: only a mark of BETA tells what is new, and none has one.',
        '<pane.next> chooses another category',
      ],
    ],
    [
      'nothing that was read is new',
      [{ category: { id: newCategory, name: t`New` } }, snapshots().set(pages.catalogDestinations, [], lost)],
      [
        'stale',
        'Not all of the catalog of destinations could be read',
        'A row was lost. What was read has none.',
        '<pane.next> chooses another category',
      ],
    ],
    [
      'the API does not tell which functions are new',
      [{ tab: 'function', category: { id: newCategory, name: t`New` } }, snapshots().set(resources.functions, [])],
      [
        'empty',
        'Nothing is known to be new',
        'The API gives Functions no status, so which are new is unknown.',
        '<pane.next> chooses another category',
      ],
    ],
    [
      'nothing of it is in the workspace',
      [{ category: { id: 'mine', name: t`Mine` } }, catalog().set(resources.destinations, [])],
      ['empty', 'Nothing of this list is in this workspace', undefined, '<pane.next> chooses another category'],
    ],
    [
      'nobody knows what is in the workspace',
      [{ category: { id: 'mine', name: t`Mine` } }, catalog()],
      ['loading', 'Reading what this workspace has…', undefined, undefined],
    ],
  ])('%s', (_, given, notice) => {
    expect(told(...given)).toEqual(notice);
  });
});

const tabRow = (width: number, isRenewed: boolean, after = 0) => {
  const world = snapshots()
    .set(pages.catalogSources, [])
    .set(pages.catalogDestinations, [])
    .set(pages.catalogWarehouses, []);
  if (!isRenewed) world.fail(pages.catalogSources);
  const overview = {
    fleet: { listed: [], connections: [], byId: new Map() },
    flow: { bySource: new Map() },
    storage: [],
  };
  const given = { place: placeOf('catalog'), read: world.read, overview, now: now + after };
  return drawnRows(catalog as never, given, { width, height: 20 })[0]!;
};
const tabsOnly = 'Sources 0  Destinations 0  Storage 0  Functions –';

it.each<readonly [width: number, end: string]>([
  [160, 'server error (500)  read just now  <tab.previous> <tab.next> tab'],
  [120, 'server error (500)  read just now  <tab.previous> <tab.next> tab'],
  [100, 'server error (500)  read just now'],
  [84, 'server error (500)'],
  [70, 'not renewed'],
  [40, 'not renewed'],
])('the row of tabs says on %i columns that its list could not be renewed', (width, end) => {
  const { text, tones } = tabRow(width, false);
  expect(text.slice(0, 9)).toBe('Sources 0');
  expect(text.slice(-end.length)).toBe(end);
  expect(tones).toContain(`warn:${end.split('  ')[0]}`);
});

it.each<readonly [width: number, after: number, end: string]>([
  [120, 5 * minute, '  read 5m ago  <tab.previous> <tab.next> tab'],
  [120, 0, '  read just now  <tab.previous> <tab.next> tab'],
  [70, 0, '  read just now'],
  [60, 0, tabsOnly],
])('the row of tabs says on %i columns, %i ms later, how old its list is', (width, after, end) => {
  const { text } = tabRow(width, true, after);
  expect([text.startsWith(tabsOnly), text.endsWith(end), text.includes('not renewed')]).toEqual([true, true, false]);
});
