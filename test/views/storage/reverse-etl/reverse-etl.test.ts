import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { freshPane, placeOf } from '../../../../source/state/place.ts';
import { place } from '../../../../source/state/store.ts';
import { reverseEtl } from '../../../../source/views/storage/reverse-etl/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../../source/workspace/resources/pages.ts';
import { destinationWith, now, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf, textsOf } from '../../drawn.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const failing = await stageOf('runs-failing');

async function models(
  params: Readonly<Record<string, string>> = {},
  stage: Stage = failing,
  options: ActOptions = {},
): Promise<Act> {
  const act = actAt(stage, { view: 'reverse-etl', params }, options);
  await act.settled();
  return act;
}

describe('the list of models', () => {
  test('has the latest run of each mapping, failing ones first, and models that go nowhere', async () => {
    const text = (await models({}, failing, { columns: 200 })).text();
    expect(text).toMatch(/❯ ◆ +Churn scores +Klaviyo scores +Update User Profile +Failed +\d+/);
    expect(text).toMatch(/[●▲] +Lifetime value +Klaviyo scores/);
    expect(text).toMatch(/△ +Accounts at risk +none +no mapping/);
    expect(text).toMatch(/from Snowflake models to Klaviyo scores \(Update User/);
    const act = await models({}, failing, { columns: 200 });
    act.press('/', ...'Accounts', 'enter');
    await act.settled();
    expect(act.text()).toMatch(/from Snowflake models: no mapping takes it/);
    expect(text).toMatch(/ \d runs failed in a row[\s\S]*EXTRACT_CONNECTION_LOST[\s\S]*Rows could not be read/);
  });

  test('says of runs that all failed, as far as they were read, that there may have been more', async () => {
    const cut = answering(async (name, read) => {
      const answer = (await read()) as { readonly value: { readonly items: readonly { readonly status: string }[] } };
      if (name !== 'reverseEtlSyncs') return answer;
      const end = answer.value.items.findIndex(({ status }) => status !== 'failure');
      return { ...answer, value: { items: answer.value.items.slice(0, end < 1 ? 50 : end), next: 'older' } };
    });
    const act = await models({}, await stageOf('runs-failing', cut), { columns: 200 });
    expect(act.text()).toMatch(/at least \d runs failed in a row/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Status +◆ failing +at least \d runs failed in a row/);
  });

  test('takes a source or a model, and shows all where a report names neither', async () => {
    const id = (await models()).screen.scene.panes[0]!.rows[1]!.subject!.id;
    const one = await models({ model: id });
    expect(one.screen.scene.panes[0]!.rows.map(({ subject }) => subject?.id)).toEqual([id]);
    const none = await models({ source: 'no-such-source' });
    expect(none.text()).toMatch(/No models of this source/);
    const strange = await models({ model: 'no-such-model' });
    expect(strange.screen.scene.panes[0]!.rows).toHaveLength(3);
  });

  test('says what a refusal leaves unknown', async () => {
    const closed = await stageOf(
      'runs-failing',
      answering((name, read) => (name === 'mappings' ? Promise.reject(refusal('no-access', 403)) : read())),
    );
    expect((await models({}, closed)).text()).toMatch(/mappings of \d+ destinations?: no access \(403\)/);
    const without = await stageOf(
      'runs-failing',
      answering((name, read) => (name === 'reverseEtlModels' ? Promise.reject(refusal('no-access', 403)) : read())),
    );
    expect((await models({}, without)).text()).toMatch(/models: no access \(403\)/);
  });
});

describe('the runs of one model', () => {
  test('open the newest bad one with phases, error code, cause and advice; others fold', async () => {
    const act = await models();
    act.press('enter');
    await act.settled();
    const text = act.text();
    expect(text).toMatch(/Status +◆ failing +\d runs failed in a row/);
    expect(text).toMatch(/▾ ◆ \d\d:\d\d +Failed/);
    expect(text).toMatch(/Extract +0 added, 0 updated, 0 deleted/);
    expect(text).toMatch(/Load +it did not come to that/);
    expect(text).toMatch(/Error code +EXTRACT_CONNECTION_LOST/);
    expect(text).toMatch(/▸ ● [\s\S]*Successful +\S+ +extracted [\d.]+k? +loaded [\d.]+k? +failed 0/);
    act.press('/', ...'▾ ◆', 'enter', 'enter');
    expect(act.store.getState().stack.at(-1)?.panes.page?.folded).toHaveLength(1);
  });

  // A model whose runs are not known is none that never ran.
  test.each<[string, (read: () => unknown) => unknown, RegExp]>([
    ['are still read', () => new Promise(() => undefined), /│ +Reading runs…/],
    ['may not be read', () => Promise.reject(refusal('no-access', 403)), /no access \(403\)[\s\S]*an answer of 403/],
    ['are none', async (read) => ({ ...((await read()) as object), value: { items: [] } }), /No runs yet\./],
  ])('that %s', async (_, runs, text) => {
    const stage = await stageOf(
      'runs-failing',
      answering((name, read) => (name === 'reverseEtlSyncs' ? runs(read) : read())),
    );
    const act = await models({}, stage);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(text);
    expect(/No runs yet/.test(act.text())).toBe(text.source.startsWith('No runs'));
  });

  test('lead to the source, the destination and the mapping', async () => {
    const act = await models();
    act.press('enter');
    await act.settled();
    act.press('j', 'j', 'enter');
    expect(place(act.store.getState()).view).toBe('mapping');
  });
});

test('triage leads from a failed sync to the model', async () => {
  const act = actAt(failing, { view: 'triage', params: {} });
  await act.settled();
  act.press('/', ...'reverse etl churn', 'enter', 'enter');
  await act.settled();
  expect(place(act.store.getState()).view).toBe('reverse-etl');
  expect(act.text()).toMatch(/❯ ◆ +Churn scores/);
});

describe('models as they are drawn', () => {
  beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
  afterEach(() => void vi.unstubAllEnvs());

  const model = (id: string, change: object = {}) => ({
    ...{ id, sourceId: 'wh', name: sanitise(id), description: t``, enabled: true, query: t``, identifierColumn: t`id` },
    ...change,
  });
  const mapping = (id: string, modelId: string) => ({
    ...{
      id,
      modelId,
      destinationId: 'd',
      name: sanitise(id),
      enabled: true,
      actionId: 'a',
      actionSlug: t`a`,
      trigger: t``,
    },
    settings: {},
  });
  const run = (status: string, word: string, change: object = {}) => ({
    ...{ id: 'r', modelId: 'm', sourceId: 'wh', status, word: sanitise(word), start: now - 3 * hour, end: now - hour },
    ...{ duration: t`2h`, error: t``, errorCode: t`` },
    ...change,
  });
  const extract = { errorCode: t``, added: 1_500n, updated: 0n, deleted: undefined, extracted: 1_500n };
  const load = { errorCode: t``, delivered: 1_200n, failed: 300n };
  const world = () =>
    snapshots()
      .set(resources.sources, [sourceWith('wh', { name: t`Lake` })])
      .set(resources.destinations, [destinationWith('d', 'wh', { name: t`Braze` })])
      .set(reverseEtlModels, ['Churn', 'Fresh', 'Good', 'Idle', 'Long'].map((id) => model(id)) as never)
      .set(mappings('d'), ['Churn', 'Fresh', 'Good', 'Long'].map((id) => mapping(`to ${id}`, id)) as never)
      .set(reverseEtlSyncs('Churn', 'to Churn'), {
        items: [run('failure', 'FAILED', { extract, load }), run('failure', 'FAILED'), run('success', 'SUCCESS')],
      } as never)
      .set(reverseEtlSyncs('Good', 'to Good'), {
        items: [run('success', 'SUCCESS', { load: { ...load, failed: 0n }, end: undefined })],
      } as never)
      .set(reverseEtlSyncs('Long', 'to Long'), {
        items: [run('success', 'SUCCESS', { start: now - 2 * day, end: now - minute })],
      } as never)
      .set(reverseEtlSyncs('Fresh', 'to Fresh'), { items: [] } as never);
  const drawn = (of: Snapshots, pane: object = {}, params = {}) =>
    drawnRows(
      reverseEtl as never,
      {
        place: { ...placeOf('reverse-etl', params), panes: { list: { ...freshPane, ...pane } } },
        read: of.read,
        overview: { fleet: { byId: new Map() }, activity: {} },
        favorites: [],
      },
      { width: 170, height: 40 },
    );
  test('each has its latest run with counts, unknown ones as a dash, and the worst stands first', () => {
    const rows = markedOf(drawn(world()));
    expect(rows.slice(1, 7)).toEqual([
      'dim{Model}  dim{Destination}  dim{Mapping}  dim{Latest run}  dim{Age}  dim{Added}  dim{Updated}  dim{Deleted}  dim{Loaded}  dim{Failed}',
      'bad{◆}  Churn  Braze  dim{to Churn}  bad{Failed}  dim{1h}  text{1.5k}  dim{0}  dim{–}  text{1.2k}  bad{300}',
      'warn{△}  Fresh  Braze  dim{to Fresh}  dim{no runs}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}',
      'good{●}  Good  Braze  dim{to Good}  good{Successful}  dim{3h}  dim{–}  dim{–}  dim{–}  text{1.2k}  dim{0}',
      'good{●}  Long  Braze  dim{to Long}  good{Successful}  dim{1m}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}',
      'warn{△}  Idle  warn{none}  dim{no mapping}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}',
    ]);
    const details = [
      'dim{from Lake',
      'bad{2 runs',
      'dim{Latest}',
      'dim{Extracted}',
      'dim{Loaded}',
      'dim{Failed}',
      'dim{Last good}',
    ];
    expect(
      details.map((begin) =>
        rows
          .findLast((row) => row.startsWith(begin))
          ?.replace(/ {2}(?:strong|dim|key)\{[^}]*\} ?(?:dim\{[^}]*\})?$/, ''),
      ),
    ).toEqual([
      'dim{from Lake to Braze (to Churn)}',
      'bad{2 runs failed in a row}',
      'dim{Latest}  bad{Failed}  dim{09:30}',
      'dim{Extracted}  1,500',
      'dim{Loaded}  1,200',
      'dim{Failed}  bad{300}',
      'dim{Last good}  1h ago',
    ]);
  });

  test('without all mappings nobody says that none takes a model, and how many are missing stands above', () => {
    const only = (change: (of: Snapshots) => Snapshots) =>
      markedOf(drawn(change(world().set(reverseEtlModels, [model('Idle')] as never))));
    const unread = mappings('other');
    const more = (of: Snapshots) =>
      of.set(resources.destinations, [destinationWith('d', 'wh'), destinationWith('other', 'wh')]);
    const whole = only((of) => of);
    expect([whole[1]?.startsWith('dim{Model}'), whole[2]]).toEqual([
      true,
      'warn{△}  Idle  warn{none}  dim{no mapping}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}  dim{–}',
    ]);
    const waiting = only(more);
    expect(waiting[0]).toBe('dim{mappings of 1 destination not read yet}');
    expect(waiting.find((row) => row.includes('Idle'))).toMatch(/Idle {2}dim\{–\} {2}dim\{(?!no mapping)/);
    expect(only((of) => more(of).fail(unread))[0]).toBe(
      'warn{mappings of 1 destination: server error (500): what they run is not known}',
    );
  });

  test.each([
    ['age', true, 'Long Churn Good Fresh Idle'],
    ['loaded', true, 'Churn Good Fresh Long Idle'],
    ['failed', true, 'Churn Good Fresh Long Idle'],
    ['added', true, 'Churn Fresh Good Long Idle'],
    ['model', true, 'Long Idle Good Fresh Churn'],
    ['mapping', false, 'Churn Fresh Good Long Idle'],
  ])('sorted by %s, downwards: %s', (column, descending, order) => {
    const rows = textsOf(drawn(world(), { sort: { column, descending } }));
    expect(
      rows
        .slice(2, 7)
        .map((row) => /\w+/.exec(row)?.[0])
        .join(' '),
    ).toBe(order);
  });
});
