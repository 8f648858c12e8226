import { beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { place } from '../../../../source/state/store.ts';
import { pointsOf } from '../../../../source/views/watch/home/graph-cursor.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { problemWith, sourceWith } from '../../../workspace/snapshots.ts';
import { type Act, type ActOptions, actAt, type Stage, stageOf } from '../../stage.ts';

const hour = 3_600_000;

test.each([
  ['24h', [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
  ['7d', [1, 2, 3, 4, 5], [10, 5]],
] as const)('buckets of %s', (period, counts, wanted) => {
  const series = counts.map((count, index) => ({ at: index * hour, count }));
  const points = pointsOf(series, period);
  expect(points.map(({ count }) => count)).toEqual(wanted);
  expect(points.at(-1)!.end).toBe(5 * hour);
});

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  const act = actAt(stage, { view: 'home', params: {} });
  await act.settled();
  act.press('t');
  await act.settled();
});

const opened = (options: ActOptions = {}): Act => actAt(stage, { view: 'home', params: {} }, options);
const told = (act: Act): string =>
  /\d\d:\d\d–\d\d:\d\d {2}[\d,]+ (?:failed|with violations|events)/.exec(act.text())?.[0] ?? '';

describe('the graph of a panel of Home (H-15)', () => {
  test('is the row above the first; left and right go from hour to hour, to its ends', () => {
    const act = opened();
    expect(told(act)).toBe('');
    act.press('k');
    const newest = told(act);
    expect(newest).toMatch(/with violations$/);
    expect(act.text()).toContain('so far');
    act.press('l');
    expect(told(act)).toBe(newest);
    act.press('left', 'h');
    expect(told(act)).not.toBe(newest);
    const starts = Number(newest.slice(0, 2));
    expect(Number(told(act).slice(0, 2))).toBe((starts + 22) % 24);
    for (let step = 0; step < 30; step += 1) act.press('h');
    expect(act.screen.scene.view.id).toBe('home');
    act.press('j');
    expect(told(act)).toBe('');
  });

  test('counts failed deliveries in four hours over seven days', () => {
    const act = opened({ state: { period: '7d' } });
    act.press('tab', 'k', 'h');
    const [, from, to] = /(\d\d):\d\d–(\d\d):\d\d {2}[\d,]+ failed/.exec(act.text()) ?? [];
    expect((Number(to) - Number(from) + 24) % 24).toBe(4);
  });

  test('names a change in that time, where the audit trail has one', () => {
    const act = opened();
    act.press('tab', 'k');
    const seen: string[] = [];
    for (let step = 0; step < 24; step += 1) {
      seen.push(act.text());
      act.press('h');
    }
    expect(seen.some((text) => /failed {2}▴ \d\d:\d\d /.test(text))).toBe(true);
  });

  test('Enter on it opens the list of what it counts: violations by source, destinations with problems (H-16, H-21)', () => {
    const act = opened();
    act.press('k', 'enter');
    expect(act.screen.scene.view.id).toBe('protocols');
    act.press('esc', 'tab', 'k', 'enter');
    expect(act.screen.scene.view.id).toBe('destinations');
    expect(act.text()).toContain('only with problems');
  });

  test('tabs of favorites still turn', () => {
    const act = opened();
    act.press('tab', 'tab', 'l');
    expect(place(act.store.getState()).panes.favorites?.tab).toBe(1);
  });

  test.each([
    [80, 24],
    [40, 12],
  ])('is on screen at %d×%d', (columns, rows) => {
    const act = opened({ columns, rows });
    act.press('k');
    expect(told(act)).not.toBe('');
    expect(act.text()).toMatch(/[▁▂▃▄▅▆▇█]{10}/);
    expect(act.screen.get().lines.some((row) => /\u001b\[7m/.test(row))).toBe(true);
  });
});

test('Home begins in the panel of the worst, which is the open one where only one is', () => {
  const act = opened({ columns: 80, rows: 24 });
  expect(act.screen.scene.context.overview.triage[0]?.kind).toBe('connection');
  expect(act.text()).toMatch(/╭ Destinations/);
  expect(act.text()).toMatch(/^ Sources /m);
});

test('there is none of events whose rows were lost: a flat line would say that none came', async () => {
  const problem = problemWith({ kind: 'dropped-rows', status: 200, message: t`5 rows could not be read` });
  const left = async (spoil: (backend: Backend) => Backend) => {
    const act = actAt(await stageOf('empty', spoil), { view: 'home', params: {} });
    await act.settled();
    return act
      .text()
      .split('\n')
      .map((row) => row.slice(0, 60))
      .join('\n');
  };
  const sources = { value: [{ sourceId: 's', total: 0, series: [] }], problems: [] };
  const lists = { sources: async () => ({ value: [sourceWith('s')], problems: [] }) };
  const volume = (problems: readonly Problem[]) => async () => ({ ...sources, problems });
  expect(await left((backend) => ({ ...backend, ...lists, eventVolume: volume([]) }))).toMatch(/┤/);
  expect(await left((backend) => ({ ...backend, ...lists, eventVolume: volume([problem]) }))).not.toMatch(/┤/);
});
