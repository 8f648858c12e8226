import { beforeAll, describe, expect, test } from 'vitest';
import type { ViewId } from '../../../../source/state/pages.ts';
import { place } from '../../../../source/state/store.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  await actAt(stage, { view: 'destinations', params: {} }).settled();
});

type Row = Act['screen']['scene']['context']['overview']['fleet']['connections'][number];

/** The id of the first destination that is asked for. */
function idOf(wanted: (row: Row) => boolean, of: Stage = stage): string {
  const { connections } = actAt(of, { view: 'destinations', params: {} }).screen.scene.context.overview.fleet;
  const found = connections.find(wanted);
  expect(found).toBeDefined();
  return found!.id;
}

const braze = ({ destination, source }: Row) => destination.name === 'Braze' && source?.name === 'Web (prod)';

async function at(view: ViewId, id: string, options: ActOptions = {}, of: Stage = stage): Promise<Act> {
  const act = actAt(of, { view, params: { id } }, options);
  await act.settled();
  return act;
}

describe('configuration', () => {
  test('names what it is, who feeds it and what the API does not tell', async () => {
    const text = (await at('destination-settings', idOf(braze))).text();
    expect(text).toMatch(/Configuration of Braze/);
    expect(text).toMatch(/Status +◆ Enabled +\d+% failing LOST 401/);
    expect(text).toMatch(/Type +Braze Cloud Mode \(Actions\) +Email Marketing/);
    expect(text).toMatch(/Source +Web \(prod\)/);
    expect(text).toMatch(/Created +the API does not tell/);
    expect(text).toMatch(/What changed\s*│\n.*Integration (?:Settings )?Modified/);
  });

  test('shows every setting, and no secret in clear, on screen or as copied', async () => {
    const act = await at('destination-settings', idOf(braze));
    expect(act.text()).toMatch(/api_key +•+b4bb/);
    expect(act.text()).toMatch(/endpoint +https:\/\/rest\.braze-sandbox\.example/);
    expect(act.text()).toMatch(/One secret is masked/);
    act.press('y');
    expect(act.copied.join()).not.toMatch(/b4bb/);
  });

  test('leads to deliveries, mappings and filters; a type without rules has neither', async () => {
    const act = await at('destination-settings', idOf(braze));
    expect(act.text()).toMatch(/Delivery Overview[\s\S]*Mappings[\s\S]*Filters/);
    const device = await at(
      'destination-settings',
      idOf(({ destination }) => destination.mode === 'device'),
    );
    expect(device.text()).toMatch(/Mode +device: browsers and phones call it/);
    expect(device.text()).not.toMatch(/Mappings/);
  });

  test('is what Enter on the name in the details of the list opens (H-23)', async () => {
    const act = actAt(stage, { view: 'destinations', params: {} });
    act.press('tab', 'enter');
    expect(place(act.store.getState())).toMatchObject({ view: 'destination-settings', params: { id: idOf(braze) } });
  });
});

describe('d, the Delivery Overview of a row', () => {
  test.each([
    ['a destination', 'destinations', 'destination'],
    ['a source', 'sources', 'source'],
    ['what triage raises', 'triage', 'destination'],
  ] as const)('%s', (_, from, to) => {
    const act = actAt(stage, { view: from, params: {} });
    act.press('d');
    expect(place(act.store.getState()).view).toBe(to);
  });

  test('of what a page is about, and says so where it is open already', async () => {
    const act = await at('destination-settings', idOf(braze));
    act.press('d');
    expect(place(act.store.getState())).toMatchObject({ view: 'destination', params: { id: idOf(braze) } });
    act.press('d');
    expect(act.text()).toMatch(/No Delivery Overview to open: this is it/);
  });

  test('from a mapping it is that of its destination', async () => {
    const act = await at('destination-mappings', idOf(braze));
    act.press('d');
    expect(place(act.store.getState())).toMatchObject({ view: 'destination', params: { id: idOf(braze) } });
  });
});

describe('mappings', () => {
  test('name, action, trigger in words, and what became of the events of each', async () => {
    const text = (await at('destination-mappings', idOf(braze), { columns: 200 })).text();
    expect(text).toMatch(/Mapping +Action +Trigger +Delivered +Failed +Fed by/);
    expect(text).toMatch(/● +Track Event +trackEvent +type is track +\d+ +[\d.]+k +events/);
    expect(text).toMatch(/email +traits\.email, else properties/);
  });

  test('one mapping: its fields in words, and as JSON that folds', async () => {
    const act = await at('destination-mappings', idOf(braze), { rows: 80 });
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Trigger +type is track/);
    expect(act.text()).toMatch(/Failed +[\d,]+/);
    expect(act.text()).toMatch(/email +traits\.email, else properties\.email/);
    expect(act.text()).toMatch(/"@path": "\$\.userId"/);
    for (let each = 0; each < 9 && !/❯ +▾ +\{/.test(act.text()); each += 1) act.press('j');
    act.press('enter');
    expect(act.text()).toMatch(/❯ +▸ +\{ … 6 keys \}/);
    act.press('l');
    expect(act.text()).toMatch(/"@path": "\$\.userId"/);
  });

  test('a plan without them says so, and a type without them too', async () => {
    const closed = await stageOf(
      'everything',
      answering((name, read) => (name === 'mappings' ? Promise.reject(refusal('no-access', 403)) : read())),
    );
    await actAt(closed, { view: 'destinations', params: {} }).settled();
    const text = (await at('destination-mappings', idOf(braze, closed), {}, closed)).text();
    expect(text).toMatch(/mappings: no access \(403\)/);
    const classic = await at(
      'destination-mappings',
      idOf(({ destination }) => destination.typeSlug === 'webhooks'),
    );
    expect(classic.text()).toMatch(/Only Actions destinations have mappings/);
  });

  test('are named in the breakdown of a step, and lead to their page', async () => {
    const act = await at('destination', idOf(braze));
    act.press('tab', 'tab', 'l', 'l', 'l', 'l');
    await act.settled();
    expect(act.text()).toMatch(/Mapping +Events[\s\S]*Track Event +[\d.]+k/);
    expect(act.text()).toMatch(/Takes type is track, does trackEvent/);
    act.press('enter');
    expect(place(act.store.getState()).view).toBe('mapping');
  });
});

describe('filters', () => {
  test('stand in the order of application, in words, with what they take now', async () => {
    const text = (await at('destination-filters', idOf(braze))).text();
    expect(text).toMatch(/By these filters +[\d.]+k? events in the last 24 hours/);
    expect(text).toMatch(
      /1\. Test accounts stay out[\s\S]*drop the event[\s\S]*2\. No cards, no addresses[\s\S]*drop properties\.payment[\s\S]*off A tenth/,
    );
    expect(text).toMatch(/When +context\.traits\.email contains @acme\.example or properties\.test is true/);
    expect(text).toMatch(/keep 10% by userId/);
    expect(text).toMatch(/How many each filter took, the API does/);
  });

  test('fold to one line each', async () => {
    const act = await at('destination-filters', idOf(braze));
    act.press('j', 'enter');
    expect(act.text()).toMatch(/▸ ● 1\. Test accounts stay out {2}drop the event/);
    expect(act.text()).not.toMatch(/Whoever orders with an address of ours/);
  });

  test('none is said, and where they cannot work too', async () => {
    const none = await at(
      'destination-filters',
      idOf(({ destination }) => destination.name === 'Statsig'),
    );
    expect(none.text()).toMatch(/None: everything that passes the source and its mappings goes out/);
    const storage = await at(
      'destination-filters',
      idOf(({ destination }) => destination.mode === 'storage'),
    );
    expect(storage.text()).toMatch(/Filters do not work on warehouses and object storage/);
  });
});

test.each([
  ['destination-mappings', 'destinations/actions-braze-cloud'],
  ['destination-filters', 'destinations/actions-braze-cloud'],
  ['functions', 'functions/catalog'],
  ['reverse-etl', 'sources/snowflake_retl/overview'],
] as const)('o on %s copies the link to where the web app has it', async (view, path) => {
  const act = actAt(stage, { view, params: view.startsWith('destination') ? { id: idOf(braze) } : {} });
  await act.settled();
  act.press('o');
  expect(act.copied.at(-1)).toContain(`/acme-prod/${path}`);
});

test('the menu of a destination offers only the pages that exist for it (F-09)', async () => {
  const items = async (wanted: (row: Row) => boolean) => {
    const act = await at('destination', idOf(wanted));
    act.press('m');
    const { overlay } = act.store.getState();
    return overlay?.kind === 'menu' ? overlay.items.map(({ label }) => label as string) : [];
  };
  expect(await items(braze)).toEqual(expect.arrayContaining(['Mappings', 'Filters', 'Configuration']));
  const device = await items(({ destination }) => destination.mode === 'device');
  expect(device).toContain('Configuration');
  expect(device).not.toContain('Filters');
});
