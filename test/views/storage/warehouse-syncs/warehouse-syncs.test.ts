import { describe, expect, test } from 'vitest';
import type { WarehouseSchedule } from '../../../../source/domain/storage/schedule.ts';
import { sanitise } from '../../../../source/domain/text.ts';
import { place } from '../../../../source/state/store.ts';
import { problemWith } from '../../../workspace/snapshots.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, actAt, type Stage, stageOf } from '../../stage.ts';

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

  test('of a source without a run says of how many reports that is', async () => {
    const stage = await stageOf('healthy');
    const { runtime } = await warehouse('BigQuery', stage);
    const id = place(runtime.store.getState()).params.id ?? '';
    const act = actAt(stage, { view: 'warehouse-syncs', params: { id, source: 'without-a-run' } });
    await act.settled();
    const all = act.screen.scene.context.overview.storage.find((each) => each.warehouse.id === id)!.syncs.data!;
    expect(act.text()).toMatch(/Status +no sync in the reports read/);
    expect(act.text()).toContain(`No Syncs of this source among the ${all.length} reports read.`);
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

describe('the hours of a warehouse', () => {
  const schedule = (hours: readonly number[], zone = 'America/Los_Angeles', enabled = true): WarehouseSchedule => ({
    enabled,
    hours,
    zone: sanitise(zone),
  });
  const habit = /Next sync +about .*, by its habit of every 6h/;

  test.each<[string, WarehouseSchedule, RegExp, RegExp]>([
    [
      'in its own zone and on the clock here',
      schedule([0, 6, 12, 18]),
      /Schedule +00:00, 06:00, 12:00, 18:00 America\/Los_Angeles, here 02:00, 08:00, 14:00, 20:00/,
      /Next sync +20:00, by its schedule/,
    ],
    [
      'of a half-hour zone',
      schedule([9, 20], 'Asia/Kolkata'),
      /Schedule +09:00, 20:00 Asia\/Kolkata, here 03:30, 14:30/,
      /Next sync +14:30, by its schedule/,
    ],
    [
      'once where the zone is that of the clock here',
      schedule([0], 'UTC'),
      /Schedule +00:00 UTC *│/,
      /Next sync +Nov 22 00:00, by/,
    ],
    [
      'not chosen, so its habit counts',
      schedule([], '', false),
      /Schedule +no hours are chosen: it syncs by the rhythm of its plan/,
      habit,
    ],
    ['none of them on', schedule([]), /Schedule +chosen hours, all of them off/, /Next sync +none: no hour/],
    ['of a zone that is not told', schedule([6], ''), /Schedule +06:00, time zone not given/, habit],
    [
      'of a zone that is not known',
      schedule([6], 'Mars/Olympus'),
      /06:00 Mars\/Olympus, a time zone that is not/,
      habit,
    ],
  ])('are shown %s, also on the page of one of its sources', async (_, value, hours, next) => {
    const stage = await stageOf(
      'healthy',
      answering((name, read) => (name === 'warehouseSchedule' ? Promise.resolve({ value, problems: [] }) : read())),
    );
    const act = await warehouse('BigQuery', stage);
    expect(act.text()).toMatch(hours);
    expect(act.text()).toMatch(next);
    act.press('enter');
    await act.settled();
    expect(place(act.store.getState()).view).toBe('warehouse-syncs');
    expect(act.text()).toMatch(hours);
    expect(act.text()).toMatch(next);
  });

  test('that could not be read are not said to be none', async () => {
    const lost = problemWith({ kind: 'odd-fields' });
    const answers = [
      [() => Promise.resolve({ value: schedule([]), problems: [lost] }), /Schedule +hours are chosen, but could not/],
      [() => Promise.reject(refusal('no-access', 403)), /Schedule +no access \(403\)/],
    ] as const;
    for (const [answer, expected] of answers) {
      const stage = await stageOf(
        'healthy',
        answering((name, read) => (name === 'warehouseSchedule' ? answer() : read())),
      );
      const text = (await warehouse('BigQuery', stage)).text();
      expect(text).toMatch(expected);
      expect(text).toMatch(habit);
    }
  });

  test('are those of its syncs in the mock workspace', async () => {
    const text = (await warehouse('BigQuery', await stageOf('healthy'))).text();
    expect(text).toMatch(/Schedule +\d\d:00, \d\d:00, \d\d:00, \d\d:00 America\/Los_Angeles, here/);
    expect(text).toMatch(/Next sync +.*\d\d:00, by its schedule/);
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
