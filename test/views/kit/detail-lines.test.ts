import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import { hourChart, windowFact } from '../../../source/views/kit/detail-lines.ts';
import { hourly, now } from '../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

test.each([
  [30, 'Window      Jan 14 12:30 – now'],
  [29, 'Jan 14 12:30 – now'],
])('on %i columns a window has its name only where both find room', (width, text) => {
  expect(lineText(windowFact({ start: now - 24 * hour, end: now }, now, width)).trimEnd()).toBe(text);
});

describe('a curve by the hour', () => {
  const marks = glyphs(false);
  // 10:00, 11:00 and the hour of 12:30 that is not over.
  const series = hourly(5, 9, 3);
  const drawn = (changedAt?: number, at = now, of = series) =>
    hourChart(t`Failed by the hour`, of, 'bad', { glyphs: marks, now: at }, 40, changedAt).map((each) =>
      lineText(each).trimEnd(),
    );
  const first = series[0]!.at;

  it('of which nothing is known is none', () => {
    expect(drawn(undefined, now, [])).toEqual([]);
  });

  it('has six rows, a scale that its highest value fits, and its hours', () => {
    const rows = drawn();
    expect(rows.slice(0, 2)).toEqual(['', 'Failed by the hour']);
    expect(rows).toHaveLength(8);
    expect(rows[2]).toMatch(/^10 ┤/);
    expect(rows.at(-1)).toContain('10:00');
  });

  it.each([
    ['before it', first - 1, false],
    ['at its very beginning', first, true],
    ['in its last hour', now, true],
  ])('has a mark of a change %s: %s', (_, at, isMarked) => {
    const rows = drawn(at);
    expect(rows[1]).toBe(isMarked ? `Failed by the hour  ${marks.up} changed` : 'Failed by the hour');
    expect(rows.slice(2).some((row) => row.includes(marks.up))).toBe(isMarked);
  });

  it('shades its last hour only as long as that is not over', () => {
    const end = series.at(-1)!.at + hour;
    expect(drawn(undefined, end - minute)).not.toEqual(drawn(undefined, end));
    expect(drawn(undefined, end)).toEqual(drawn(undefined, end + minute));
  });
});
