import { describe, expect, it } from 'vitest';
import { ReadError } from '../../../../source/domain/problem.ts';
import { t } from '../../../../source/domain/text.ts';
import { minute, second } from '../../../../source/domain/time.ts';
import { manyParts, troubleSpan } from '../../../../source/views/watch/home/panel-states.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import type { Snapshot } from '../../../../source/workspace/polling/snapshot.ts';
import { now, problemWith } from '../../../workspace/snapshots.ts';
import { actOn, stageOf } from '../../stage.ts';

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  problems: [],
  status: 'ready',
  version: 1,
  ...change,
});
const part = (what: 'volume' | 'list', change: Partial<Snapshot>) => ({
  what: what === 'volume' ? t`volume` : t`list`,
  snapshot: snapshot(change),
});
const error = problemWith();

describe('the trouble of a panel in words', () => {
  it.each([
    ['all is well', [part('volume', { data: 1, fetchedAt: now })], undefined],
    ['not read yet', [part('volume', {})], undefined],
    ['never read', [part('volume', { error })], 'volume: server error (500)'],
    ['old', [part('volume', { error, data: 1, fetchedAt: now - 3 * minute })], 'volume: server error (500), 3m old'],
    ['just read', [part('volume', { error, data: 1, fetchedAt: now - 9 * second })], 'volume: server error (500)'],
    ['in part', [part('list', { data: 1, problems: [problemWith({ message: t`1 row lost` })] })], 'list: 1 row lost'],
    [
      'more than one: what failed before what came in part',
      [part('list', { data: 1, problems: [error] }), part('volume', { error })],
      'volume: server error (500) · 1 more',
    ],
  ])('%s', (_, parts, words) => {
    expect(troubleSpan(parts, now)?.text).toBe(words);
  });

  it('counts many of one kind, and the oldest speaks for them', () => {
    const snapshots = [
      snapshot({ data: 1, fetchedAt: now }),
      snapshot({ error, data: 1, fetchedAt: now - minute }),
      snapshot({ error, data: 1, fetchedAt: now - 8 * minute }),
    ];
    const parts = manyParts(snapshots, (count) => t`metrics of ${count}`);
    expect(troubleSpan(parts, now)?.text).toBe('metrics of 2: server error (500), 8m old');
    expect(manyParts(snapshots.slice(0, 1), () => t`none`)).toEqual([]);
  });
});

/** A backend whose reads of these names fail from the moment on that `broken` says so. */
function breaking(names: readonly (keyof Backend)[]) {
  const state = { broken: false };
  const spoil = (backend: Backend): Backend =>
    new Proxy(backend, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (!state.broken || !(names as readonly (string | symbol)[]).includes(name)) return member;
        return () => Promise.reject(new ReadError(error));
      },
    });
  return { state, spoil };
}

/** Home with everything read, then read once more while these reads fail. */
async function homeWithout(names: readonly (keyof Backend)[], size: { columns?: number; rows?: number } = {}) {
  const { state, spoil } = breaking(names);
  const act = actOn(await stageOf('everything', spoil), size);
  await act.settled();
  const before = act.text();
  state.broken = true;
  act.press('R');
  await act.settled();
  const during = act.text();
  state.broken = false;
  act.press('R');
  await act.settled();
  return { before, during, after: act.text() };
}

/** Without what the wire cost, which differs. */
const costless = (screen: string) => screen.replace(/ +\d+ req\/min/, '');

describe('Home with data that cannot be renewed', () => {
  it.each<readonly [keyof Backend, RegExp]>([
    ['eventVolume', /volume: server error \(500\)/],
    ['deliveryMetrics', /metrics of \d+ connections: server error \(500\)/],
    ['deliveryStep', /reasons of \d+ connections: server error|violations of \d+ sources: server error/],
    ['auditEvents', /audit trail: server error \(500\)/],
    ['apiCalls', /API calls: server error \(500\)/],
    ['destinations', /destinations: server error \(500\)/],
    ['sources', /sources: server error \(500\)/],
  ])('%s: says so where it is shown, keeps what it had, and recovers', async (name, words) => {
    const { before, during, after } = await homeWithout([name]);
    expect(before).not.toMatch(words);
    expect(during).toMatch(words);
    expect(during).toMatch(/failed deliveries in [\d.]+/);
    expect(costless(after)).toBe(costless(before));
  });

  it('says the verdict of the worst on the narrowest screen', async () => {
    const act = actOn(await stageOf('everything'), { columns: 40, rows: 12 });
    await act.settled();
    expect(act.text().split('\n')[1]).toMatch(/^◆ LOST Braze ← Web \(prod\)/);
  });

  it('no page makes up what only the list of sources could tell', async () => {
    const { state, spoil } = breaking(['sources']);
    state.broken = true;
    const act = actOn(await stageOf('everything', spoil));
    await act.settled();
    expect(act.text()).not.toContain('0 active');
    act.press('9');
    await act.settled();
    expect(act.text()).toMatch(/today ~\d+k events received/);
    expect(act.text()).not.toContain('deleted sour');
    act.press('6');
    await act.settled();
    expect(act.text()).toMatch(/sources: server error \(500\)/);
  });

  it('no list takes destinations and events that could not be read for none', async () => {
    const { state, spoil } = breaking(['destinations', 'eventVolume']);
    state.broken = true;
    const act = actOn(await stageOf('everything', spoil));
    await act.settled();
    expect(act.text()).not.toContain('▁▁▁▁');
    act.press('3');
    await act.settled();
    expect(act.text()).not.toMatch(/ None |▁▁▁▁/);
    act.press('4');
    await act.settled();
    expect(act.text()).toMatch(/destinations and event volume: server error \(500\)[\s\S]*Redshift/);
  });

  it('does not look for trouble without an end where no connection can be measured', async () => {
    const { state, spoil } = breaking(['deliveryMetrics']);
    state.broken = true;
    const act = actOn(await stageOf('healthy', spoil));
    await act.settled();
    expect(act.text()).toMatch(/What is wrong is not known: delivery of \d+ connections: server error \(500\)/);
    act.press('e');
    expect(act.text()).toMatch(/delivery of \d+ connections: server error \(500\)/);
    act.press('4');
    expect(act.text()).toMatch(/Braze ← Web.* not read/);
    expect(act.text()).not.toMatch(/Looking for|Ranking/);
  });

  it.each([
    [120, 40, /^╭ Sources · 16 active /m],
    [40, 12, /^ Sources {2}violations of 6 sources: serv…$/m],
  ])('no violations are made up before one source has told of its own, at %i×%i', async (columns, rows, shown) => {
    const { state, spoil } = breaking(['deliveryStep']);
    state.broken = true;
    const act = actOn(await stageOf('everything', spoil), { columns, rows });
    await act.settled();
    expect(act.text()).toMatch(shown);
    expect(act.text()).not.toMatch(/0% .*violations|0 violations/i);
  });

  it.each([
    [80, 24],
    [40, 12],
  ])('says so at %i×%i as well', async (columns, rows) => {
    const { during } = await homeWithout(['eventVolume', 'deliveryMetrics', 'auditEvents'], { columns, rows });
    expect(during).toMatch(/volume: server/);
    expect(during.split('\n').length).toBeLessThanOrEqual(rows);
  });
});

describe('data of an earlier start', () => {
  const now = new Date(2026, 10, 21, 14, 12).getTime();
  const at = (minutes: number, recalled = true) => ({
    what: t`volume`,
    snapshot: {
      data: [],
      problems: [],
      status: 'ready',
      version: 1,
      fetchedAt: now - minutes * 60_000,
      recalled,
    } as const,
  });

  it.each([
    ['has its time beside it, that of the oldest', [at(7), at(62)], 'from 13:10'],
    ['of a moment ago is of now', [at(0.5)], undefined],
    ['that has been renewed has none', [at(7, false)], undefined],
  ])('%s', (_, parts, expected) => {
    expect(troubleSpan(parts, now)?.text).toBe(expected);
  });

  it('of many reads the oldest counts', () => {
    const parts = manyParts([at(7).snapshot, at(20).snapshot, at(90, false).snapshot], (count) => t`${count}`);
    expect(troubleSpan(parts, now)?.text).toBe('from 13:52');
  });
});
