import { beforeAll, describe, expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day } from '../../../../source/domain/time.ts';
import { sourceColumns } from '../../../../source/views/usage/usage/source-columns.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { refusal } from '../../scenarios.ts';
import { type Act, type ActOptions, actOn, type Stage, stageOf } from '../../stage.ts';

let quota: Stage;
beforeAll(async () => {
  quota = await stageOf('quota');
});

async function usagePage(stage: Stage, options: ActOptions = {}): Promise<Act> {
  const act = actOn(stage, options);
  act.press('9');
  await act.settled();
  return act;
}

const listed = ({ screen }: Act) => screen.scene.panes[0]?.rows.map(({ subject }) => subject?.name);

describe('the usage page', () => {
  it('says for both meters what is used, of what, and how it goes on', async () => {
    const text = (await usagePage(quota)).text();
    expect(text).toMatch(/❯ API calls 8,\d{3},\d{3} of 12,000,000 +(69|7\d)% .*day 21 of 30/);
    expect(text).toMatch(/ MTU +\d{3},\d{3} +no allowance set +day 21 of 30 +h\/l shows it/);
    expect(text).toMatch(/reaches 100% on Nov 28 at the last 7 days' pace \([\d.]+k a day\); .*whole period's/);
    expect(text).toMatch(/notices: 75 % on Nov \d+ · 90 % on Nov \d+ · 100 % on Nov 28/);
  });

  it('says how old the counts are, and what was received today instead', async () => {
    const text = (await usagePage(quota)).text();
    expect(text).toMatch(/counted through Nov 20 UTC, read just now · today ~[\d.]+k events received/);
    expect(text).toMatch(/line: 400k a day would just last, now \d+(\.\d+)?% over it/);
    expect(text).toMatch(/Nov 21 +~[\d.]+k not yet/);
    expect(text).toMatch(/Nov 20 +4\d\dk +8\.\d+M +\d+%/);
  });

  it('lists first the source that grew most, and enter opens it', async () => {
    const act = await usagePage(quota);
    expect(listed(act)?.[0]).toBe('Web (prod)');
    expect(act.text()).toMatch(/last 7 days against the 7 before · sum 8\.\d+M/);
    act.press('enter');
    await act.settled();
    expect(act.text()).toMatch(/Home › Usage › Web \(prod\)/);
  });

  it('turns to the other meter by l: its parts, how to set its allowance, its sources', async () => {
    const act = actOn(quota, { columns: 160 });
    act.press('9', 'l');
    await act.settled();
    const text = act.text();
    expect(text).toMatch(/❯ MTU/);
    expect(text).toMatch(/set "allowance": \{"mtu": 10000\} in config\.yaml/);
    expect(text).toMatch(/MTU = [\d.]+k identified \+ [\d.]+k never identified · [\d.]+k anonymous in all/);
    expect(text).toMatch(/MTU by source: last 7 days .* users of several sources count in each/);
    expect(text).toMatch(/Nov 21 +–/);
  });

  it('shows the value of a day in the chart when the days have the keys', async () => {
    const act = await usagePage(quota);
    act.press('tab', 'j');
    expect(act.text()).toMatch(/Nov 20 {2}4\d\dk/);
  });

  it('filters and sorts its lists like any other', async () => {
    const act = await usagePage(quota);
    act.press('/', ...'iOS', 'enter');
    expect(act.text()).toMatch(/by source +\/iOS/);
    expect(listed(act)).toEqual(['iOS']);
    act.press('esc', 's');
    expect(listed(act)?.[0]).toBe('Acme Users');
  });

  it.each([
    [80, 24, /Growth/, /┤/],
    [40, 12, /reaches 100% on Nov 28/, /Web \(prod\) +\+/],
  ])('keeps what matters at %i×%i', async (columns, rows, first, second) => {
    const act = await usagePage(quota, { columns, rows });
    expect(act.text()).toMatch(first);
    expect(act.text()).toMatch(second);
    expect(act.text()).toMatch(/API calls/);
  });

  it('opens the days alone where both lists find no room', async () => {
    const act = await usagePage(quota, { columns: 80, rows: 24 });
    expect(act.text()).not.toMatch(/Days ─/);
    act.press('tab');
    expect(act.text()).toMatch(/Days ─/);
  });
});

describe('without counts', () => {
  const failing =
    (...names: readonly (keyof Backend)[]) =>
    (backend: Backend): Backend =>
      new Proxy(backend, {
        get: (target, name) =>
          names.includes(name as keyof Backend)
            ? () => Promise.reject(refusal('no-access', 403))
            : Reflect.get(target, name),
      });

  it('says who may not read them', async () => {
    const act = await usagePage(await stageOf('quota', failing('apiCalls', 'mtu', 'apiCallsBySource', 'mtuBySource')));
    expect(act.text()).toMatch(/usage: no access \(403\)/);
  });

  it('keeps the meter when only the sources cannot be read', async () => {
    const act = await usagePage(await stageOf('quota', failing('apiCallsBySource')));
    expect(act.text()).toMatch(/8,\d{3},\d{3} of 12,000,000/);
    expect(act.text()).toMatch(/usage by source: no access \(403\)/);
  });

  it('says on the first day of a period that nothing is counted yet', async () => {
    const none = async () => ({ value: [], problems: [] });
    const act = await usagePage(await stageOf('quota', (backend) => ({ ...backend, apiCalls: none, mtu: none })));
    expect(act.text()).toMatch(/No usage counted yet this month/);
    act.press('q');
    await act.settled();
    expect(act.text()).toMatch(/No usage counted yet this month: it is counted once a day/);
  });
});

it('names the file to write the allowance in, where it is known', async () => {
  const act = actOn(quota, { columns: 160 });
  Object.assign(act.runtime.session, { configFile: t`/home/ana/.config/segtop/config.json` });
  act.press('9', 'l');
  await act.settled();
  expect(act.text()).toMatch(/in \/home\/ana\/\.config\/segtop\/config\.json/);
});

it('works out growth once for what was read, not at every key', async () => {
  const act = await usagePage(quota);
  const all = () => (act.screen.scene.model as { readonly sources: { readonly all: readonly unknown[] } }).sources.all;
  const before = all();
  expect(before.length).toBeGreaterThan(5);
  act.press('tab', 'j');
  expect(all()).toBe(before);
});

it.each([
  [1, 'Recent', 'Before'],
  [6, 'Last 3 d', '3 d before'],
])('after %i days of a period the columns of growth are %s and %s', (days, recent, before) => {
  const periodStart = Date.UTC(2026, 10, 1);
  const meter = { kind: 'api-calls', used: 0n, periodStart, countedUntil: periodStart + days * day, daily: [] };
  const headers = sourceColumns(meter as never).map(({ header }) => header);
  expect(headers.slice(3, 5)).toEqual([recent, before]);
});
