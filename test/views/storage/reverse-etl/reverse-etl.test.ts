import { describe, expect, test } from 'vitest';
import { place } from '../../../../source/state/store.ts';
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
