import { describe, expect, it } from 'vitest';
import type { ViewId } from '../../../../source/state/pages.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

async function opened(view: ViewId, options: ActOptions = {}, scenario = 'everything'): Promise<Act> {
  const stage = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, stage);
  const act = actAt(await stage, { view, params: {} }, options);
  await act.settled();
  return act;
}

describe('alerts', () => {
  it('what loses data stands first, with its numbers, and opens the thing', async () => {
    const act = await opened('alerts');
    expect(act.text()).toMatch(/❯ ◆ {2}Braze ← Web \(prod\)[\s\S]*Successful delivery rate/);
    expect(act.text()).toMatch(/5\.97% delivered now, 374 of 2\.77k in 24 h/);
    act.press('enter');
    expect(act.text()).toMatch(/Home › Alerts › .*Braze/);
  });

  it('a rule that is off raises nothing here, is told, and comes back', async () => {
    const act = await opened('alerts');
    act.press('l', '/', ...'Successful delivery', 'enter', 'space');
    expect(act.text()).toMatch(/\[ \] +Successful delivery rate/);
    act.press('h');
    expect(act.text()).not.toMatch(/Successful delivery rate/);
    expect(act.text()).toMatch(/of rules that are off left out/);
    act.press('l', 'enter', 'h');
    expect(act.text()).toMatch(/Successful delivery rate/);
  });

  it('rules that nothing feeds say so, and cannot be switched', async () => {
    const act = await opened('alerts', { columns: 200 });
    act.press('l', '/', ...'Audience size', 'enter', 'space');
    expect(act.text()).toMatch(/Audience size change .*the API does not tell/);
    expect(act.text()).toMatch(/Cannot be switched: the API tells the size of now/);
  });

  it('a healthy workspace raises little, and says what the answer rests on', async () => {
    const act = await opened('alerts', {}, 'healthy');
    expect(act.text()).toMatch(/Trailing 24 hours, whatever the period/);
    expect(act.text()).not.toMatch(/Successful delivery rate/);
  });

  it('always looks at 24 hours', async () => {
    const act = await opened('alerts');
    const rows = act.text().match(/◆.*/g);
    act.press('t');
    await act.settled();
    expect(act.text()).toMatch(/Last 7 Days/);
    expect(act.text().match(/◆.*/g)).toEqual(rows);
  });
});

describe('notifications', () => {
  it('B lists what others did with marks, and makes it seen (G-01)', async () => {
    const act = await opened('home');
    expect(act.text()).toMatch(/♪ \d+/);
    act.press('B');
    expect(act.text()).toMatch(/• .*Destination Filter Modified/);
    expect(act.text()).toMatch(/\d+ new, of the last 24 hours/);
    expect(act.text()).not.toMatch(/♪/);
    act.press('esc', 'B');
    expect(act.text()).toMatch(/0 new since .*, of the last 24 hours/);
    expect(act.text()).not.toMatch(/• .*Destination Filter/);
  });

  it('says that the API does not tell who I am, until the profile does; then my own are left out (T-05)', async () => {
    const unknown = await opened('notifications');
    expect(unknown.text()).toMatch(/Who you are the API does not tell/);
    const known = await opened('notifications', { me: 'chloe@acme.example' });
    expect(known.text()).toMatch(/left out: \d+ of your own.*You are chloe@acme\.example/);
    expect(known.text()).not.toMatch(/chloe@acme\.example *│/);
  });

  it('in ASCII the bell is a letter', async () => {
    const act = await opened('home', { ascii: true });
    expect(act.text()).toMatch(/B:\d+/);
  });
});
