import { beforeAll, describe, expect, it } from 'vitest';
import { type Act, actOn, type Stage, stageOf } from '../../stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('disabled-by-mistake');
});

async function pressed(...keys: readonly string[]): Promise<Act> {
  const act = actOn(stage);
  await act.settled();
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act;
}

const rows = (act: Act) =>
  act
    .text()
    .split('\n')
    .filter((row) => /@acme\.example|ci-deploy|Segment/.test(row));

describe('the audit trail', () => {
  it('of everything is one key from Home, of a resource once a row was chosen', async () => {
    expect((await pressed('A')).text()).toMatch(/╭ Audit trail ─/);
    expect((await pressed('j', 'A')).text()).toMatch(/Audit trail of /);
    expect((await pressed('tab', 'tab', 'tab', 'j', 'A')).text()).toMatch(/╭ Audit trail ─/);
    expect((await pressed('3', 'A', 'A')).text()).toMatch(/╭ Audit trail ─/);
  });

  it('takes a filter over actors, types, resources and the one name of all eras', async () => {
    const byActor = await pressed(':', ...'audit ana', 'enter');
    expect(byActor.text()).toMatch(/Audit trail {2}\/ana/);
    expect(rows(byActor).length).toBeGreaterThan(0);
    expect(rows(byActor).every((row) => /ana/i.test(row))).toBe(true);
    const byMeaning = await pressed('A', '/', ...'destination', 'space', ...'disabled', 'enter');
    expect(byMeaning.text()).toMatch(/Integration Disabled +Amplitude .*ci-deploy-7Qm2/);
  });

  it('leads to the item, what it means, what else the actor did, and on to the resource', async () => {
    const act = await pressed('A', '/', ...'Integration', 'space', ...'Disabled', 'enter', 'enter');
    expect(act.text()).toMatch(/Event +Integration Disabled/);
    expect(act.text()).toMatch(/Means +destination disabled/);
    expect(act.text()).toMatch(/By the same actor within ten minutes[^╰]*Integration Modified +Amplitude/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/› Integration Disabled › Amplitude ← iOS/);
  });

  it('leads from a failed sync to the warehouse, and from one of reverse ETL to its runs (R-03, R-04)', async () => {
    for (const [scenario, event, title] of [
      ['warehouse-failure', 'Storage', /Audit trail .*› Redshift/],
      ['runs-failing', 'Reverse', /Audit trail .*› Reverse ETL/],
    ] as const) {
      const act = actOn(await stageOf(scenario));
      await act.settled();
      for (const key of ['A', '/', ...event, 'enter', 'enter']) {
        act.press(key);
        await act.settled();
      }
      expect(act.text()).toMatch(title);
    }
  });

  it('says how far back it reaches', async () => {
    expect((await pressed('A')).text()).toMatch(
      /\dk? events back to .*: (all that Segment keeps|older ones)|; older ones/,
    );
  });
});
