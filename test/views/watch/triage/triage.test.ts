import { describe, expect, it } from 'vitest';
import { type Act, type ActOptions, actOn, type Stage, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

async function triagePage(scenario: string, options: ActOptions = {}): Promise<Act> {
  const known = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, known);
  const act = actOn(await known, options);
  act.press('e');
  await act.settled();
  return act;
}

const verdicts = (act: Act) =>
  [
    ...act
      .text()
      .matchAll(/\b(LOST|SILENT|EXPIRED|DISABLED|FAILED|BLOCKED|RETRYING|QUOTA|PARTIAL|BROKEN)\b(?= +\S* ?\S* +)/g),
  ].map(([word]) => word);

describe('triage', () => {
  it('puts every kind of trouble on one scale, worst first', async () => {
    const act = await triagePage('everything', { columns: 100 });
    expect([...new Set(verdicts(act))]).toEqual([
      'LOST',
      'SILENT',
      'EXPIRED',
      'DISABLED',
      'FAILED',
      'BLOCKED',
      'RETRYING',
      'QUOTA',
    ]);
  });

  it('says how much is lost, how much may be, and since when', async () => {
    const text = (await triagePage('everything', { columns: 100 })).text();
    expect(text).toMatch(/Braze ← Web \(prod\) +LOST +\d\d:\d\d +[\d.]+k? /);
    expect(text).toMatch(/Billing server +SILENT +\d\d:\d\d +~[\d.]+k /);
    expect(text).toMatch(/Amplitude ← iOS +DISABLED +\d\d:\d\d +~[\d.]+k /);
  });

  it('explains a warehouse beside the list: its sources, the cause, what helps and who changed it', async () => {
    const act = await triagePage('warehouse-failure');
    const text = act.text();
    expect(text).toMatch(/Warehouse Redshift +FAILED/);
    expect(text).toMatch(/Sources +6 of 6 failing/);
    expect(text).toMatch(/failed 3× in a row/);
    expect(text).toMatch(/Permission denied\./);
    expect(text).toMatch(/By +farid@acme\.example/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Home › Triage › Redshift/);
  });

  it('explains a meter by both its paces', async () => {
    const text = (await triagePage('quota')).text();
    expect(text).toMatch(/Last 7 d +[\d.]+k\/d: reaches 100% on Nov 28/);
    expect(text).toMatch(/Period +[\d.]+k\/d: /);
  });

  it('shows what only the audit trail tells, each thing once, and opens the page of the thing', async () => {
    const act = await triagePage('runs-failing');
    const text = act.text();
    expect(text).toMatch(/Reverse ETL Churn .* FAILED/);
    expect(text).toMatch(/Audience Newsletter .* RETRYING/);
    expect(text).toMatch(/Reverse ETL Lifetime .* PARTIAL/);
    expect(text).toMatch(/Data graph Acme Users +BROKEN/);
    expect(text).not.toMatch(/Big spenders/);
    expect(text).toMatch(/Reported +Reverse ETL Sync Failed/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Home › Triage › Reverse ETL[\s\S]*❯ ◆ +Churn scores/);
    act.press('esc', '/', ...'newsletter', 'enter', 'enter');
    await act.settled();
    expect(act.text()).toMatch(/RETRYING {2}run: attempt 2 of up to 6 failed[\s\S]*Definition/);
  });

  it('keeps the selected row selected when it is read again', async () => {
    const act = await triagePage('everything');
    act.press('j', 'j');
    const before = /❯.*/.exec(act.text())?.[0];
    act.press('r');
    await act.settled();
    expect(/❯.*/.exec(act.text())?.[0]).toBe(before);
  });

  it('leads from a row to who changed it', async () => {
    const act = await triagePage('destination-401');
    act.press('A');
    await act.settled();
    expect(act.text()).toMatch(/Audit trail of Braze/);
    expect(act.text()).toMatch(/Integration Modified.*ana@acme\.example/);
  });

  it('says that nothing is wrong where nothing is', async () => {
    expect((await triagePage('healthy')).text()).toMatch(/Nothing is wrong/);
  });
});
