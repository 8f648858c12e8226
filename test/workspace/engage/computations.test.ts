import { describe, expect, it } from 'vitest';
import type { Audience, Computation, ComputedTrait, Space } from '../../../source/domain/engage/computations.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { auditSignals } from '../../../source/workspace/audit/signals.ts';
import {
  type ComputationKind,
  computationPage,
  computations,
  isRun,
  runsOf,
  spacesStanding,
  stateOf,
} from '../../../source/workspace/engage/computations.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as pages from '../../../source/workspace/resources/pages.ts';
import { auditWith, now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

/** A report on the resource `r`: how many minutes ago, and the type. */
type Report = readonly [ago: number, type: string];

const trail = (reports: readonly Report[]) =>
  reports.map(([ago, type]) =>
    auditWith({ at: now - ago * minute, type: sanitise(type), resourceId: 'r', id: `events/${type}/${ago}` }),
  );

describe('the runs of a computation', () => {
  it.each<readonly [string, readonly Report[], object]>([
    ['nothing in the trail', [], { failed: 0, syncsFailed: 0, lastGood: undefined, lastFailed: undefined }],
    [
      'attempts since the last completed run',
      [
        [10, 'Audience Run Failed'],
        [20, 'Audience Run Failed'],
        [60, 'Audience Run Complete'],
        [70, 'Audience Run Failed'],
      ],
      { failed: 2, lastFailed: now - 10 * minute, failedSince: now - 20 * minute, lastGood: now - 60 * minute },
    ],
    [
      'attempts in any order',
      [
        [30, 'Audience Run Failed'],
        [10, 'Audience Run Failed'],
        [50, 'Audience Run Failed'],
        [40, 'Audience Run Failed'],
      ],
      { failed: 4, lastFailed: now - 10 * minute, failedSince: now - 50 * minute, lastGood: undefined },
    ],
    [
      'a completed run ends what was before it',
      [
        [10, 'Audience Run Complete'],
        [20, 'Audience Destination Sync Failed'],
      ],
      { failed: 0, syncsFailed: 0, lastGood: now - 10 * minute },
    ],
    [
      'what failed at the moment of a completed run was before it',
      [
        [10, 'Computed Trait Run Complete'],
        [10, 'Computed Trait Run Failed'],
        [5, 'Audience Run Forced'],
      ],
      { failed: 0, failedSince: undefined, lastFailed: undefined, lastGood: now - 10 * minute },
    ],
    [
      'syncs and runs are counted apart',
      [
        [10, 'Computed Trait Destination Sync Failed'],
        [20, 'Computed Trait Run Failed'],
      ],
      { failed: 1, syncsFailed: 1, lastSyncFailed: now - 10 * minute },
    ],
  ])('%s', (_, reports, runs) => {
    expect(runsOf(trail(reports), 'r')).toMatchObject(runs);
    expect(runsOf(trail(reports), 'another')).toMatchObject({ failed: 0, syncsFailed: 0 });
  });
});

describe('the state of a computation', () => {
  it.each<readonly [status: string, enabled: boolean, reports: readonly Report[], state: string]>([
    ['Live', true, [], 'live'],
    ['Computing', true, [], 'working'],
    ['Preparing', true, [], 'working'],
    ['Not Computing', true, [], 'idle'],
    ['Awaiting Destinations', true, [], 'idle'],
    ['Locked', true, [], 'locked'],
    ['Failed', true, [], 'failing'],
    ['Error', true, [], 'failing'],
    ['Failed', true, [[10, 'Audience Run Failed']], 'failing'],
    ['Failed', false, [], 'disabled'],
    ['', true, [], 'unknown'],
    ['Something New', true, [], 'unknown'],
    ['constructor', true, [], 'unknown'],
    ['Backfilling', true, [], 'working'],
    ['Disabled', true, [], 'disabled'],
    // The word keeps saying Live while attempts fail.
    ['Live', true, [[10, 'Audience Run Failed']], 'retrying'],
    ['Live', true, [[120, 'Audience Run Failed']], 'failing'],
    [
      'Live',
      true,
      [
        [120, 'Audience Run Failed'],
        [5, 'Audience Run Complete'],
      ],
      'live',
    ],
  ])('%s, enabled %s, %j: %s', (status, enabled, reports, state) => {
    const signals = auditSignals(trail(reports), now);
    expect(stateOf({ status: sanitise(status), enabled }, signals)).toBe(state);
  });
});

describe('what is an item about runs', () => {
  it.each([
    ['Audience Run Failed', true],
    ['AUDIENCE RUN COMPLETE', true],
    ['Computed Trait Run Completed', true],
    ['Computed Trait Destination Sync Failed', true],
    ['Audience Run Forced', true],
    ['Audience Modified', false],
    ['Source Run Failed', false],
    ['Audience Run Failed Twice', false],
  ])('%s: %s', (type, expected) => {
    expect(isRun({ type: sanitise(type) })).toBe(expected);
  });
});

const space = (id: string): Space => ({ id, slug: sanitise(id), name: sanitise(id) });
const computation = (id: string, change: Partial<Computation> = {}): Computation => ({
  ...{ id, spaceId: 's1', name: sanitise(id), key: sanitise(id), description: t``, enabled: true, status: t`Live` },
  ...{ definition: t``, ...change },
});
const audience = (id: string, change: Partial<Computation> = {}) =>
  ({ ...computation(id, change), cadence: t`REALTIME`, type: t`USERS` }) as Audience;
const trait = (id: string, change: Partial<Computation> = {}) =>
  ({ ...computation(id, change), of: t`USERS` }) as ComputedTrait;

/** Two spaces, each with audiences and traits. */
const world = () =>
  snapshots()
    .set(pages.spaces, [space('s1'), space('s2')])
    .set(pages.audiences('s1'), [audience('b'), audience('c'), audience('a'), audience('a-off', { enabled: false })])
    .set(pages.computedTraits('s1'), [trait('t1'), trait('worse', { status: t`Failed` })])
    .set(pages.audiences('s2'), [audience('again'), audience('stuck', { status: t`Locked` })])
    .set(pages.computedTraits('s2'), []);
const report = (type: string, ago: number, resourceId: string) =>
  auditWith({ at: now - ago * minute, type: sanitise(type), resourceId, id: `events/${type}/${ago}` });

describe('that a computation is gone', () => {
  const lost = [problemWith({ kind: 'dropped-rows' })];

  it.each<readonly [string, Snapshots, string]>([
    ['is proven where every list of every space was read', world(), 'whole'],
    ['is not while the spaces are not', snapshots(), 'reading'],
    ['is where there are no spaces', snapshots().set(pages.spaces, []), 'whole'],
    ['is not where a space was lost', world().set(pages.spaces, [space('s1'), space('s2')], lost), 'partial'],
    ['is not while the lists of a space are not read', world().set(pages.spaces, [space('s3')]), 'reading'],
    [
      'is not where the lists of a space were read in part',
      world().set(pages.spaces, [space('s1'), space('s3')]),
      'reading',
    ],
    ['is not where a trait of the last space was lost', world().set(pages.computedTraits('s2'), [], lost), 'partial'],
    ['is not where an audience was lost', world().set(pages.audiences('s1'), [], lost), 'partial'],
  ])('%s', (_, { read }, kind) => {
    expect(spacesStanding(read).kind).toBe(kind);
  });

  it('needs of one kind the lists of that kind alone', () => {
    const { read } = world()
      .set(pages.spaces, [space('s3')])
      .set(pages.audiences('s3'), []);
    const kinds = [undefined, 'trait', 'audience'] as const;
    expect(kinds.map((kind) => spacesStanding(read, kind).kind)).toEqual(['reading', 'reading', 'whole']);
    const { read: other } = world()
      .set(pages.spaces, [space('s3')])
      .set(pages.computedTraits('s3'), []);
    expect(kinds.map((kind) => spacesStanding(other, kind).kind)).toEqual(['reading', 'whole', 'reading']);
  });
});

describe('all computations', () => {
  const items = [report('Audience Run Failed', 300, 'again'), report('Audience Run Failed', 10, 'b')];

  it('come with what fails first, then by space, audiences before traits, by state, by name', () => {
    const { read } = world().set(resources.recentAudit(period), { items });
    expect(computations(read, period, now).map(({ key, state }) => [key, state])).toEqual([
      ['trait:worse', 'failing'],
      ['audience:again', 'failing'],
      ['audience:b', 'retrying'],
      ['audience:a', 'live'],
      ['audience:c', 'live'],
      ['audience:a-off', 'disabled'],
      ['trait:t1', 'live'],
      ['audience:stuck', 'locked'],
    ]);
  });

  it('come from worst to disabled within a space and kind, however they were listed, beside lists that are unread', () => {
    const words = ['Disabled', 'Unheard', 'Live', 'Computing', 'Not Computing', 'Locked', 'Live', 'Failed'];
    const all = words.map((status, index) => audience(`${9 - index}`, { status: sanitise(status) }));
    const { read } = snapshots()
      .set(pages.spaces, [space('unread'), space('s1'), space('s2')])
      .set(pages.audiences('s1'), all)
      .set(pages.computedTraits('s2'), [trait('t2'), trait('t1')])
      .set(resources.recentAudit(period), { items: [report('Audience Run Failed', 10, '3')] });
    expect(computations(read, period, now).map(({ own, state }) => [own.id, state])).toEqual([
      ['2', 'failing'],
      ['3', 'retrying'],
      ['4', 'locked'],
      ['5', 'idle'],
      ['6', 'working'],
      ['7', 'live'],
      ['8', 'unknown'],
      ['9', 'disabled'],
      ['t1', 'live'],
      ['t2', 'live'],
    ]);
    expect(computations(snapshots().read, period, now)).toEqual([]);
    expect(computationPage(read, period, now, 'trait', 't1')?.row?.own.id).toBe('t1');
  });

  it('have the runs and signals of their own, and only audiences destinations', () => {
    const { read } = world().set(resources.recentAudit(period), { items });
    const rows = new Map(computations(read, period, now).map((row) => [row.own.id, row]));
    expect(rows.get('b')).toMatchObject({
      audience: { id: 'b' },
      runs: { failed: 1, lastFailed: now - 10 * minute },
      signals: [{ id: 'audience-run:b' }],
      destinations: { status: 'waiting' },
    });
    expect(rows.get('a')).toMatchObject({ runs: { failed: 0 }, signals: [] });
    expect(rows.get('t1')).toMatchObject({ audience: undefined, destinations: undefined });
  });
});

describe('the page of one computation', () => {
  const pageOf = ({ read }: Snapshots, kind: ComputationKind, id: string) =>
    computationPage(read, period, now, kind, id);
  const items = [report('Audience Run Failed', 10, 'again'), report('Audience Run Failed', 20, 'gone')];
  const told = () => world().set(resources.recentAudit(period), { items });

  it('is found in whatever space it is', () => {
    expect(pageOf(told(), 'audience', 'again')).toMatchObject({
      row: { state: 'retrying', space: { id: 's2' } },
      runs: { failed: 1 },
      signals: [{ id: 'audience-run:again' }],
      items: [items[0]],
    });
  });

  it('is made of the trail where no list has it', () => {
    expect(pageOf(told(), 'audience', 'gone')).toMatchObject({
      row: undefined,
      runs: { failed: 1 },
      items: [items[1]],
    });
  });

  it.each<readonly [string, Snapshots, ComputationKind, string]>([
    ['neither knows it', told(), 'audience', 'never'],
    ['another kind has that id', world(), 'trait', 'again'],
    ['nothing was read', snapshots(), 'audience', 'again'],
  ])('is none where %s', (_, all, kind, id) => {
    expect(pageOf(all, kind, id)).toBeUndefined();
  });
});
