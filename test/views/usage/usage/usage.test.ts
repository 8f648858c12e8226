import { beforeAll, describe, expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour } from '../../../../source/domain/time.ts';
import { apiCallsMeter, mtuMeter } from '../../../../source/domain/usage/meters.ts';
import { freshPane, placeOf } from '../../../../source/state/place.ts';
import { usage } from '../../../../source/views/usage/usage/index.ts';
import { sourceColumns } from '../../../../source/views/usage/usage/source-columns.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import type { Resource } from '../../../../source/workspace/polling/resource.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import { problemWith, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { drawnRows, markedOf } from '../../drawn.ts';
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

describe('a drawn page', () => {
  const month = Date.UTC(2026, 10, 1);
  const at = month + 20 * day + 14 * hour;
  const days = Array.from({ length: 20 }, (_, index) => ({ at: month + index * day, used: BigInt(100 * (index + 1)) }));
  const calls = days.map(({ at: begin, used }) => ({ at: begin, apiCalls: used }));
  const users = days.map(({ at: begin, used }) => ({
    ...{ at: begin, periodStart: month, periodEnd: month + 30 * day, anonymous: 0n, anonymousIdentified: 0n },
    ...{ identified: used, neverIdentified: 0n },
  }));
  const parts = calls.flatMap(({ at: begin, apiCalls }) => [
    { at: begin, apiCalls: (apiCalls * 3n) / 5n, sourceId: 'web' },
    { at: begin, apiCalls: (apiCalls * 2n) / 5n, sourceId: 'gone' },
  ]);
  const meters = [apiCallsMeter(calls, month, at, 3_000n)!, mtuMeter(users, month, at)!];
  const world = (change: (of: ReturnType<typeof snapshots>) => void = () => undefined) => {
    const of = snapshots()
      .set(resources.sources, [sourceWith('web', { name: t`Web` })])
      .set(resources.apiCalls(month), calls)
      .set(resources.mtu(month), users)
      .set(resources.apiCallsBySource(month), parts)
      .set(
        resources.mtuBySource(month),
        users.map((each) => ({ ...each, sourceId: 'web' })),
      );
    change(of);
    return of;
  };
  function drawn(
    [width, height]: readonly [number, number],
    {
      panes = {},
      only = false,
      of = world(),
    }: { panes?: object; only?: boolean; of?: ReturnType<typeof snapshots> } = {},
  ): readonly string[] {
    const read = (resource: Resource<unknown>) => ({ ...of.read(resource), fetchedAt: at });
    const picture = {
      ...overview(read as never, '24h', at, {}),
      meters: only ? meters.slice(0, 1) : meters,
    };
    const place = { ...placeOf('usage'), panes: panes as never };
    return markedOf(
      drawnRows(usage as never, { place, read, overview: picture, now: at, favorites: [] }, { width, height }),
    );
  }
  const countOf = (rows: readonly string[], pattern: RegExp) => rows.filter((row) => pattern.test(row)).length;

  it.each([
    [[120, 40], 'two meters, five facts, a graph, sources and days'],
    [[120, 30], 'two meters, five facts, a graph, sources and days'],
    [[120, 29], 'two meters, three facts, a graph, sources and days'],
    [[100, 18], 'two meters, three facts, a graph, sources and days'],
    [[99, 18], 'two meters, three facts, a graph, sources'],
    [[99, 17], 'two meters, one fact, sources'],
    [[99, 14], 'two meters, one fact, sources'],
    [[99, 13], 'one meter, one fact, sources'],
  ] as const)('at %j has %s', (size, what) => {
    const rows = drawn(size);
    const facts = [/by Dec 1/, /notices:/, /counted through/, /functions hours/].filter(
      (fact) => countOf(rows, fact) > 0,
    );
    const lists = [/\{.*by source/, /\{Days\}/].map((title) => countOf(rows, title));
    expect({
      meters: countOf(rows, /\{(?:API calls|MTU)\} /),
      facts: facts.length,
      graph: countOf(rows, /a day\}? .*line:/),
      lists,
    }).toEqual({
      meters: what.startsWith('two') ? 2 : 1,
      facts: what.includes('five') ? 4 : what.includes('three') ? 3 : 1,
      graph: what.includes('graph') ? 1 : 0,
      lists: what.includes('days') ? [1, 1] : [1, 0],
    });
  });

  it.each<readonly [of: string, given: NonNullable<Parameters<typeof drawn>[1]>, title: string, below: string]>([
    [
      'both meters',
      {},
      'strong{API calls by source: last 7 days against the 7 before · sum 2k}  dim{1/2}',
      'text{Web}  dim{0}  dim{0%}  420  dim{420}  strong{1.2k}  dim{60%}  info{–}',
    ],
    [
      'one meter',
      { only: true },
      'strong{By source: last 7 days against the 7 before · sum 2k}  dim{1/2}',
      'text{Web}  dim{0}  dim{0%}  420  dim{420}  strong{1.2k}  dim{60%}  info{–}',
    ],
    [
      'users',
      { panes: { list: { ...freshPane, tab: 1 } } },
      'strong{MTU by source: last 7 days against the 7 before · users of several sources count in each}  dim{1/1}',
      'text{Web}  dim{0}  dim{0%}  700  dim{700}  strong{2k}  dim{100%}',
    ],
    [
      'a filter',
      { panes: { list: { filter: 'web' } } },
      'strong{API calls by source} match{/web}  dim{0/1 of 2}',
      'match{Web}',
    ],
    [
      'no match',
      { panes: { list: { filter: 'zz' } } },
      'strong{API calls by source} match{/zz}',
      'dim{No row matches: <back> clears}',
    ],
    [
      'no pattern',
      { panes: { list: { filter: 'zz /(' } } },
      'strong{API calls by source} bad{/zz /(}',
      'dim{The pattern is no regular expression}',
    ],
    [
      'parts of which some were lost',
      { of: world((of) => of.set(resources.apiCallsBySource(month), parts, [problemWith({ kind: 'dropped-rows' })])) },
      'strong{API calls by source}',
      'dim{Not all of usage by source could be read}',
    ],
  ])('names the sources of %s', (_, given, title, below) => {
    const rows = drawn([99, 30], given);
    const index = rows.findIndex((row) => /\{(?:By|.* by) source/.test(row));
    expect(rows[index]).toBe(title);
    expect(
      rows
        .slice(index + 1)
        .find((row) => !row.startsWith('dim{Source}'))
        ?.slice(0, below.length),
    ).toBe(below);
  });
});
