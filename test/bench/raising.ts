import {
  areOnTop,
  cases,
  isRanked,
  type Raising,
  type RaisingOptions,
  raising,
  raisingStage,
  tenWorst,
} from '../workspace/raising.ts';
import type { Row } from './numbers.ts';

const metrics = 'GET /destinations/{destinationId}/delivery-metrics';
const never = Number.POSITIVE_INFINITY;
/** As often as the screen looks for news while it loads, ms: what is asked between two looks counts. */
const frame = 20;
const target = (value: number) => ({ value, what: 'target' });

/** How soon what begins stands in triage, and what ends is said, in simulated seconds; and how soon the worst are found. */
export async function measureRaising(quick: boolean): Promise<readonly Row[]> {
  const rows: Row[] = [...(await measureColdRequests())];
  for (const [name, grid, seconds] of [
    ['60', { sources: 20, connections: 3 }, 180],
    ['600', { sources: 20, connections: 30 }, 600],
  ] as const)
    rows.push(...(await measureCases(name, grid, seconds, quick)));
  return [...rows, ...(await measureScarce(quick))];
}

/** What 20 sources with 60 connections cost a dashboard that knows nothing yet, and that stays open. */
async function measureColdRequests(): Promise<readonly Row[]> {
  const all = 60;
  const stage = await raisingStage({ sources: 20, connections: 3 });
  await stage.until(({ fleet }) => fleet.rankable === all, 120, frame);
  const listed = stage.requests.length;
  await stage.until((picture) => isRanked(picture, all), 240, frame);
  const ranked = stage.requests.length;
  await stage.until(() => false, 600);
  const settled = stage.requests.length;
  await stage.until(() => false, 600);
  stage.stop();
  return [
    { name: 'requests until the lists show', value: listed, unit: 'requests' },
    { name: 'requests until home is ranked', value: ranked, unit: 'requests' },
    { name: 'requests afterwards', value: (stage.requests.length - settled) / 10, unit: 'requests/min' },
  ];
}

/** Each case, begun at several moments of the minute, the hour and the round of reads: the slowest counts. */
async function measureCases(name: string, grid: RaisingOptions, seconds: number, quick: boolean): Promise<Row[]> {
  const starts = [
    { start: '2026-11-19T13:46:20Z', settled: 606 },
    { start: '2026-11-19T13:49:55Z', settled: 629 },
    { start: '2026-11-30T23:38:03Z', settled: 651 },
  ];
  const rows: Row[] = [];
  for (const [plan, each] of [
    ...cases.map((one) => [{}, one] as const),
    ...cases.filter(({ effect }) => effect.kind === 'switch-off').map((one) => [{ business: false }, one] as const),
  ]) {
    const results: Raising[] = [];
    for (const { start, settled } of quick ? starts.slice(0, 1) : starts) {
      const stage = await raisingStage({ ...grid, start, plan });
      results.push(await raising(stage, each, { settled, patience: 2 * seconds }));
      stage.stop();
    }
    const slowest = (of: 'raised' | 'recovered') => Math.max(...results.map((result) => result[of] ?? never));
    const what = `${name}: ${each.name}${'business' in plan ? ', without a trail' : ''}`;
    rows.push(
      { name: `${what}, raised`, value: slowest('raised'), unit: 's', against: target(seconds) },
      { name: `${what}, over`, value: slowest('recovered'), unit: 's', against: target(seconds) },
    );
    if (each === cases[0])
      rows.push({
        name: `${name}: steady`,
        value: Math.max(...results.map(({ steady }) => steady)),
        unit: 'requests/min',
      });
  }
  return rows;
}

async function measureScarce(quick: boolean): Promise<Row[]> {
  const rows: Row[] = [];
  const scarce = async (name: string, grid: RaisingOptions, most: number, targets: readonly [number, number]) => {
    const all = grid.sources * grid.connections;
    const stage = await raisingStage(grid);
    const ten = tenWorst(stage, all);
    const top = await stage.until((picture) => areOnTop(picture, ten), most);
    const rest = await stage.until((picture) => isRanked(picture, all), most);
    stage.stop();
    const whole = rest === undefined ? never : (top ?? most) + rest;
    rows.push(
      { name: `${name}: ten worst on top`, value: top ?? never, unit: 's', against: target(targets[0]) },
      { name: `${name}: ranked whole`, value: whole, unit: 's', against: target(targets[1]) },
    );
  };
  const limits = (count: number, retryAfter = false) =>
    ({ byOperation: { [metrics]: count }, token: 600, headers: 'token', retryAfter }) as const;
  const sixty = { sources: 20, connections: 3 };
  await scarce('60 at 5 a minute', { ...sixty, limits: limits(5) }, 120, [30, 30]);
  await scarce('60 at 5 a minute, Retry-After', { ...sixty, limits: limits(5, true) }, 120, [30, 30]);
  await scarce('600 at 60 a minute', { sources: 20, connections: 30, limits: limits(60) }, 240, [90, 90]);
  if (!quick)
    await scarce('2,000 at 60 a minute', { sources: 20, connections: 100, limits: limits(60) }, 480, [240, 240]);
  return rows;
}
