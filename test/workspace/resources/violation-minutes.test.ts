import { describe, expect, it } from 'vitest';
import type { StepReport } from '../../../source/domain/delivery/counts.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { type Bucket, hour, minute } from '../../../source/domain/time.ts';
import { blocked } from '../../../source/workspace/resources/common.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import {
  blockedMinuteNeeds,
  blockedMinutes,
  blockedRun,
} from '../../../source/workspace/resources/violation-minutes.ts';
import { failuresOf, hourly, now, period, problemWith, snapshots, steady } from '../snapshots.ts';

const ago = (minutes: number) => now - minutes * minute;
const reportOf = (series: readonly Bucket[]): StepReport => failuresOf({ schema_violation: series });

/** A source that sends a hundred a minute, of which so many were blocked from one minute to another. */
function runOf(blocked: number, from: number, to = 0, usual = 0, traffic = hourly(...steady(6000, 25))) {
  const minutes = (count: (at: number) => number) =>
    Array.from({ length: 240 }, (_, index) => ({ at: ago(240 - index), count: count(ago(240 - index)) }));
  const isIn = (at: number) => at >= ago(from) && at < ago(to);
  const series = minutes((at) => (isIn(at) ? blocked : usual));
  const window = { start: ago(240), end: now };
  const { read } = snapshots()
    .set(blockedMinutes('web'), { window, report: reportOf(series) })
    .set(minuteVolume, { window, bySource: new Map([['web', minutes(() => 100)]]), reach: now });
  const hours = reportOf(hourly(...steady(60 * usual, 25)));
  return blockedRun(read, 'web', hours, traffic);
}

describe('what Protocols blocks now, to the minute', () => {
  it.each([
    [
      'half of all since three minutes',
      [50, 3],
      { since: ago(3), isEdge: false, until: undefined, failed: 150, attempted: 300 },
    ],
    ['all since three minutes', [100, 3], { since: ago(3), failed: 300, attempted: 300 }],
    ['more than volume has counted since three minutes', [150, 3], { since: ago(3), failed: 450, attempted: 450 }],
    ['one in a hundred since twenty minutes', [1, 20], { since: ago(20), until: undefined, failed: 20 }],
    ['ended two minutes ago', [50, 30, 2], { since: ago(30), until: ago(2), failed: 1400 }],
    ['since before its minutes begin', [50, 300], { isEdge: true, until: undefined }],
  ] as const)('%s', (_, [blocked, from, to], expected) => {
    expect(runOf(blocked, from, to)).toMatchObject(expected);
  });

  it.each([
    ['nothing', 0, 0],
    ['as much as ever, however much that is', 40, 40],
    ['two in four hours', 0.01, 0],
  ])('is no break: %s', (_, blocked, usual) => {
    expect(runOf(blocked, 240, 0, usual)).toBe(undefined);
  });

  it.each([
    ['a few in a hundred are usual', 2, undefined],
    ['nothing is known of before', 0, []],
  ] as const)('begins where much more is blocked, where %s', (_, usual, traffic) => {
    expect(runOf(50, 3, 0, usual, traffic && [...traffic])).toMatchObject({ since: ago(3), until: undefined });
  });

  it('is all that came where volume does not name the source', () => {
    const window = { start: ago(240), end: now };
    const report = reportOf(Array.from({ length: 3 }, (_, index) => ({ at: ago(3 - index), count: 50 })));
    const { read } = snapshots()
      .set(blockedMinutes('web'), { window, report })
      .set(minuteVolume, { window, bySource: new Map(), reach: now });
    expect(blockedRun(read, 'web', failuresOf({}), [])).toMatchObject({ since: ago(3), failed: 150, attempted: 150 });
  });

  it('is asked for by reason, over as many whole minutes as one request may have', async () => {
    const asked: unknown[] = [];
    const deliveryStep = async (query: unknown) => {
      asked.push(query);
      return { value: failuresOf({}), problems: [] };
    };
    const late = now + 20_000;
    const { value } = await blockedMinutes('web').load({ deliveryStep } as never, {}, late);
    const window = { start: now - 4 * hour + minute, end: late };
    expect(asked).toEqual([
      { step: 'filtered-at-source', sourceId: 'web', window, granularity: 'MINUTE', groupBy: ['discardReason'] },
    ]);
    expect(value.window).toEqual(window);
  });

  it('is told by its reason, and not at all where minutes are not read', () => {
    const other = failuresOf({ [sanitise('something_else')]: hourly(50) });
    expect(blockedRun(snapshots().read, 'web', other, [])).toBe(undefined);
    expect(
      blockedRun(
        snapshots().set(blockedMinutes('web'), { window: { start: now - hour, end: now }, report: other }).read,
        'web',
        other,
        [],
      ),
    ).toBe(undefined);
  });

  /** Forty of a hundred a minute, as ever; these minutes of volume, and what was lost of each. */
  const always = (
    upTo: number,
    blocked: readonly Problem[] = [],
    sent: readonly Problem[] = [],
    reason = 'schema_violation',
  ) => {
    const series = (count: number, until: number) =>
      Array.from({ length: 240 - until }, (_, index) => ({ at: ago(240 - index), count }));
    const report = failuresOf({ [reason]: series(40, 0) });
    const counted = { start: ago(240), end: ago(upTo) };
    const { read } = snapshots()
      .set(blockedMinutes('web'), { window: { start: ago(240), end: now }, report }, blocked)
      .set(
        minuteVolume,
        { window: counted, bySource: new Map([['web', series(100, upTo)]]), reach: counted.end },
        sent,
      );
    return blockedRun(read, 'web', failuresOf({}), hourly(...steady(6000, 25)));
  };
  const lost = [problemWith({ kind: 'dropped-rows' })];

  it.each<readonly [string, Parameters<typeof always>, number | undefined]>([
    ['all that was blocked is counted', [0], 40 * 240],
    ['minutes that volume has not counted yet say nothing', [10], 40 * 230],
    ['nothing is known where rows of what was blocked were lost', [0, lost], undefined],
    ['nor where rows of the volume were', [0, [], lost], undefined],
    ['what was blocked for another reason is no violation', [0, [], [], 'something_else'], undefined],
  ])('of what was never blocked before %s', (_, given, failed) => {
    expect(always(...given)?.failed).toBe(failed);
  });
});

describe('the sources whose minutes are read', () => {
  const needsOf = (counts: Readonly<Record<string, readonly number[]>>, reason = 'schema_violation') => {
    const world = snapshots();
    for (const [id, series] of Object.entries(counts))
      world.set(blocked(period, id), failuresOf({ [reason]: hourly(...series) }));
    const planned = [...Object.keys(counts), 'not read'];
    return blockedMinuteNeeds(world.read, period, planned, now).map(({ resource: { key } }) => key.split(':')[1]);
  };

  it.each<readonly [string, Readonly<Record<string, readonly number[]>>, readonly string[]]>([
    ['have five blocked in this hour and the one before', { five: [0, 2, 3], four: [0, 1, 3] }, ['five']],
    ['do not count the hours before that', { old: [1000, 0, 4], young: [0, 5, 0] }, ['young']],
    ['come with the most first', { few: [0, 9], most: [9, 9], many: [10, 0] }, ['most', 'many', 'few']],
    [
      'are ten at most',
      Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`s${index}`, [0, 100 - index]])),
      Array.from({ length: 10 }, (_, index) => `s${index}`),
    ],
  ])('%s', (_, counts, ids) => {
    expect(needsOf(counts)).toEqual(ids);
  });

  it('are none where something else was blocked', () => {
    expect(needsOf({ web: [50, 50] }, 'something_else')).toEqual([]);
  });
});
