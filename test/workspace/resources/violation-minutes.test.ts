import { describe, expect, it } from 'vitest';
import type { StepReport } from '../../../source/domain/delivery/counts.ts';
import { sanitise } from '../../../source/domain/text.ts';
import { type Bucket, hour, minute } from '../../../source/domain/time.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';
import { blockedMinutes, blockedRun } from '../../../source/workspace/resources/violation-minutes.ts';
import { failuresOf, hourly, now, snapshots, steady } from '../snapshots.ts';

const ago = (minutes: number) => now - minutes * minute;
const reportOf = (series: readonly Bucket[]): StepReport => failuresOf({ schema_violation: series });

/** A source that sends a hundred a minute, of which so many were blocked from one minute to another. */
function runOf(blocked: number, from: number, to = 0, usual = 0) {
  const minutes = (count: (at: number) => number) =>
    Array.from({ length: 240 }, (_, index) => ({ at: ago(240 - index), count: count(ago(240 - index)) }));
  const isIn = (at: number) => at >= ago(from) && at < ago(to);
  const series = minutes((at) => (isIn(at) ? blocked : usual));
  const window = { start: ago(240), end: now };
  const { read } = snapshots()
    .set(blockedMinutes('web'), { window, report: reportOf(series) })
    .set(minuteVolume, { window, bySource: new Map([['web', minutes(() => 100)]]), reach: now });
  const hours = reportOf(hourly(...steady(60 * usual, 25)));
  return blockedRun(read, 'web', hours, hourly(...steady(6000, 25)));
}

describe('what Protocols blocks now, to the minute', () => {
  it.each([
    ['half of all since three minutes', [50, 3], { since: ago(3), isEdge: false, until: undefined, failed: 150 }],
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
});
