import { describe, expect, test } from 'vitest';
import { place } from '../../../source/state/store.ts';
import { answering } from '../scenarios.ts';
import { type Act, actAt, type Stage, stageOf } from '../stage.ts';

/** The page of a warehouse, by its name. */
async function warehouse(name: string, stage: Stage): Promise<Act> {
  const list = actAt(stage, { view: 'destinations', params: {} });
  await list.settled();
  const { storage } = list.screen.scene.context.overview;
  const id = storage.find((each) => each.warehouse.name === name)!.warehouse.id;
  const act = actAt(stage, { view: 'warehouse', params: { id } }, { rows: 80 });
  await act.settled();
  return act;
}

describe('the history of one source in one warehouse', () => {
  test('opens from its row: status, how far data is complete, the next sync by habit, every run', async () => {
    const act = await warehouse('Redshift', await stageOf('warehouse-failure'));
    act.press('enter');
    await act.settled();
    const text = act.text();
    expect(place(act.store.getState()).view).toBe('warehouse-syncs');
    expect(text).toMatch(/Redshift ← \S/);
    expect(text).toMatch(/Status +failed 3× in a row since \d\d:\d\d/);
    expect(text).toMatch(/Data complete +up to .* behind/);
    expect(text).toMatch(/Next sync +about .* by its habit of every 2h 30m/);
    expect(text).toMatch(/Reports +read .* two reads a minute are allowed/);
    expect(text).toMatch(
      /▾ ◆ .*failure +0 rows[\s\S]*Notice \(error\) +permission denied[\s\S]*SQLSTATE 42501[\s\S]*What helps/,
    );
    expect(text).toMatch(/Which collections failed the API does not tell/);
    expect(text).toMatch(/▸ ● .*success +[\d,]+ rows/);
  });

  test('a run unfolds by Enter', async () => {
    const act = await warehouse('BigQuery', await stageOf('healthy'));
    act.press('enter');
    await act.settled();
    for (let each = 0; each < 9 && !/❯ +▸ ●/.test(act.text()); each += 1) act.press('j');
    act.press('enter');
    expect(act.text()).toMatch(/▾ ● [\s\S]*Everything was loaded/);
  });
});

describe('a login at the database', () => {
  const counting = async () => {
    let logins = 0;
    const stage = await stageOf(
      'healthy',
      answering((name, read) => {
        if (name === 'connectionState') logins += 1;
        return read();
      }),
    );
    return { act: await warehouse('BigQuery', stage), logins: () => logins };
  };

  test('is made only when it is asked for, and once', async () => {
    const { act, logins } = await counting();
    expect(act.text()).toMatch(/not tried: ⏎ lets Segment log in once/);
    act.press('/', ...'not tried', 'enter', 'enter');
    await act.settled();
    act.press('esc');
    await act.settled();
    expect(act.text()).toMatch(/● CONNECTED {2}tried just now, r tries again/);
    expect(logins()).toBe(1);
  });
});

test('settings are shown, secrets are not', async () => {
  const act = await warehouse('Redshift', await stageOf('healthy'));
  expect(act.text()).toMatch(/Settings\s*│\n.*name +Redshift[\s\S]*host +redshift\.acme\.example/);
});
