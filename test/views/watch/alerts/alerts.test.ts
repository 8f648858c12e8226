import { describe, expect, it } from 'vitest';
import { chooseMenu } from '../../../../source/actions/menu.ts';
import { t } from '../../../../source/domain/text.ts';
import type { AlertRecord } from '../../../../source/domain/watch/alerts/alert.ts';
import type { ViewId } from '../../../../source/state/pages.ts';
import { answering } from '../../scenarios.ts';
import { type Act, type ActOptions, actAt, type Stage, stageNow, stageOf } from '../../stage.ts';

const stages = new Map<string, Promise<Stage>>();

async function opened(view: ViewId, options: ActOptions = {}, scenario = 'everything'): Promise<Act> {
  const stage = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, stage);
  const act = actAt(await stage, { view, params: {} }, options);
  await act.settled();
  return act;
}

describe('alerts', () => {
  it('what loses data stands first, with its rule and its numbers, and opens the thing', async () => {
    const act = await opened('alerts');
    expect(act.text()).toMatch(/❯ ◆ {2}Successful deliv[^│]* Braze ← Web/);
    expect(act.text()).toMatch(/LOST 401, 94% failing/);
    act.press('enter');
    expect(act.text()).toMatch(/Home › Alerts › .*Braze/);
  });

  it.each([40, 60, 80, 120, 200])('the rule stands beside what it is about at %d columns', async (columns) => {
    const act = await opened('alerts', { columns, rows: 24 });
    expect(act.text()).toMatch(/Rule +Resource/);
    expect(act.text()).toMatch(/Succ[^│]* +Braze/);
  });

  it.each([
    [
      'everything',
      ['Successful delivery rate', 'Silent source', 'New violations', 'Warehouse sync', 'Switched off', 'Usage'],
    ],
    ['silent-source', ['Silent source']],
    ['quota', ['Usage']],
    ['warehouse-failure', ['Warehouse sync']],
    ['disabled-by-mistake', ['Switched off']],
  ])('%s raises its incidents, each once, and nothing else', async (scenario, rules) => {
    const act = await opened('alerts', { columns: 200 }, scenario);
    const found = act.text().match(/[◆▲△] {2}[A-Z][\w ]+?(?= {2,})/g) ?? [];
    expect(new Set(found.map((text) => text.slice(3)))).toEqual(new Set(rules));
  });

  it('a healthy workspace raises nothing, and says what the answer rests on', async () => {
    const act = await opened('alerts', {}, 'healthy');
    expect(act.text()).toMatch(/Trailing 24 hours, whatever the period/);
    expect(act.text()).toMatch(/Nothing is raised/);
  });

  it('a rule that is off raises nothing here, is told, and comes back', async () => {
    const act = await opened('alerts');
    act.press('h', '/', ...'Successful delivery', 'enter', 'space');
    expect(act.text()).toMatch(/\[ \] +Successful delivery rate/);
    act.press('l');
    expect(act.text()).not.toMatch(/◆ {2}Successful deliv/);
    expect(act.text()).toMatch(/1 rule off/);
    act.press('h', 'enter', 'l');
    expect(act.text()).toMatch(/◆ {2}Successful deliv/);
  });

  it('m acknowledges and mutes, until worse or for a time, and takes it back', async () => {
    const act = await opened('alerts', { columns: 160 });
    const choose = (item: RegExp) => {
      act.press('m');
      const { overlay } = act.store.getState();
      if (overlay?.kind !== 'menu') throw new Error('no menu');
      const at = overlay.items.findIndex(({ label }) => item.test(label));
      chooseMenu(act.environment, overlay.items[at]!.id);
    };
    choose(/Acknowledge/);
    expect(act.store.getState().alerts).toMatchObject([{ acknowledgedAt: stageNow }]);
    expect(act.text()).toMatch(/acked/);
    act.press('g', 'g');
    choose(/Mute for 8 h/);
    expect(act.text()).toMatch(/muted 8h/);
    expect(act.text()).toMatch(/1 muted/);
    act.press('1');
    await act.settled();
    expect(act.text()).toMatch(/Braze ← Web \(prod\) {2}acked/);
    expect(act.text()).toMatch(/Zendesk ← Web \(prod\) {2}muted 8h/);
  });

  it.each<readonly [lost: string | undefined, silent: number, violations: number | null, off: number]>([
    [undefined, 1, 0, 0],
    ['auditEvents', 1, null, 0],
  ])('a program is told how many a rule raises, and *none* only with proof: %s lost', async (lost, ...counts) => {
    const problems = [{ kind: 'dropped-rows', status: 200, operation: t`GET /it`, message: t`3 rows lost` }];
    const losing = answering(async (name, read) => {
      const answer = (await read()) as object;
      return name === lost ? { ...answer, problems } : answer;
    });
    const act = actAt(await stageOf('silent-source', losing), { view: 'alerts', params: {} });
    await act.settled();
    act.press('h', '/', ...'Usage', 'enter', 'space', 'esc');
    const found = await act.environment.exported('json');
    const { rows } = JSON.parse('text' in found ? found.text : '') as {
      readonly rows: readonly { readonly rule: string; readonly raised: number | null }[];
    };
    const raised = (name: string) => rows.find(({ rule }) => rule === name)?.raised;
    expect([raised('Silent source'), raised('New violations'), raised('Usage')]).toEqual(counts);
  });

  it('always looks at 24 hours', async () => {
    const act = await opened('alerts');
    const rows = act.text().match(/◆.*/g);
    act.press('t');
    await act.settled();
    expect(act.text()).toMatch(/Last 7 Days/);
    expect(act.text().match(/◆.*/g)).toEqual(rows);
  });

  it.each([
    [3, 0, 'Channel ops: answered 503 since 10:00, 3 waiting'],
    [0, 2, 'Channel ops: answered 503 since 10:00, 2 given up after 24 hours'],
    [1, 1200, 'Channel ops: answered 503 since 10:00, 1 waiting, 1.2k given up after 24 hours'],
  ])('a channel that takes nothing says what waits and what was given up: %i, %i', async (waiting, givenUp, line) => {
    const since = stageNow - (stageNow % 86_400_000) + 36_000_000;
    const troubles = [{ channel: 'ops', reason: 'answered 503', since, waiting, givenUp }];
    const act = await opened('alerts', { columns: 120, state: { alertTroubles: troubles } }, 'healthy');
    expect(act.text().match(/Channel .*?(?= {2,}|│|$)/m)?.[0]).toBe(line);
  });

  it('what was raised stands on a tab of its own', async () => {
    const over: AlertRecord = {
      id: 'source:source/x',
      state: 'resolved',
      raisedAt: stageNow - 7_200_000,
      resolvedAt: stageNow - 3_600_000,
      regressed: false,
      members: ['source:source/x'],
      holding: [],
      groups: [],
      finding: {
        key: 'source:source/x',
        rule: 'silent-source',
        severity: 'critical',
        subject: { type: 'source', id: 'x', name: t`Tablet` },
        facts: t`SILENT, since 12:12`,
        verdict: t`SILENT`,
        since: stageNow - 7_200_000,
        numbers: {},
        size: 1,
        groups: [],
      },
      tellings: 2,
    };
    const act = await opened('alerts', { state: { alerts: [over] } }, 'healthy');
    act.press('l');
    expect(act.text()).toMatch(/● +Silent source +Tablet/);
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
