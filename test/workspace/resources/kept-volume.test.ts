import { describe, expect, it } from 'vitest';
import type { VolumeRow } from '../../../source/domain/delivery/counts.ts';
import type { HourThing } from '../../../source/domain/hours.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import type { VolumeQuery } from '../../../source/domain/queries.ts';
import { type Bucket, day, hour, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { readVolume } from '../../../source/workspace/resources/kept-volume.ts';
import { hourHistory } from '../../harness/hour-history.ts';
import { problemWith } from '../snapshots.ts';

/** Half past six on the first of March, in a leap year. */
const now = Date.parse('2028-03-01T06:30:00Z');
const thisHour = now - (now % hour);
const window = { start: thisHour - 2 * day, end: now };

const every = (count: number, { start, end }: Window): Bucket[] =>
  Array.from({ length: Math.ceil((end - start) / hour) }, (_, index) => ({ at: start + index * hour, count }));
const total = (series: readonly Bucket[]) => series.reduce((sum, { count }) => sum + count, 0);

/** What was seen of things that had as many every hour, in the first hours of the window. */
const seenOf = (hours: number, things: Readonly<Record<string, number>>) => {
  const seen = { start: window.start, end: window.start + hours * hour };
  return hourHistory(
    ...Object.entries(things).map(([thing, count]) => ({
      ...{ thing: thing as HourThing, measure: 'received' as const, window: seen, readAt: now },
      series: every(count, seen),
    })),
  );
};

/** Sources as the API counts them, and what it was asked for. */
async function readWith(
  history: Parameters<typeof readVolume>[4],
  counts: Readonly<Record<string, number>>,
  end = window.end,
  problems: readonly Problem[] = [],
) {
  const asked: Window[] = [];
  const backend = {
    eventVolume: async (query: VolumeQuery) => {
      asked.push(query.window);
      const value = Object.entries(counts).map(([sourceId, count]): VolumeRow => {
        const series = every(count, query.window);
        return { sourceId, total: total(series), series };
      });
      return { value, problems };
    },
  } as unknown as Backend;
  const answer = await readVolume(backend, { start: window.start, end }, {}, now, history);
  return { ...answer, asked, totals: Object.fromEntries(answer.value.map((row) => [row.sourceId, row.total])) };
}

describe('volume of which hours were seen', () => {
  it.each([
    ['a day of hours', 24, 24],
    ['an hour less than that: it saves nothing', 23, 0],
    ['none', 0, 0],
  ])('asks for what comes after %s', async (_, hours, kept) => {
    const { asked, totals } = await readWith(seenOf(hours, { workspace: 5, 'source:web': 5 }), { web: 5 });
    expect(asked).toEqual([{ start: window.start + kept * hour, end: now }]);
    expect(totals).toEqual({ web: 5 * 49 });
  });

  it('joins what each source had before and has since, also where it has only one of both', async () => {
    const history = seenOf(30, { workspace: 7, 'source:both': 4, 'source:old': 3, 'source:none': 0 });
    const { value, totals } = await readWith(history, { both: 1, fresh: 2 });
    expect(totals).toEqual({ both: 4 * 30 + 19, fresh: 2 * 19, old: 3 * 30 });
    expect(value[0]?.series).toEqual([
      ...every(4, { start: window.start, end: window.start + 30 * hour }),
      ...every(1, { start: window.start + 30 * hour, end: now }),
    ]);
  });

  it('asks for all of it where the sources do not come to what was counted of all of them', async () => {
    const { asked, totals } = await readWith(seenOf(30, { workspace: 7, 'source:web': 6 }), { web: 6 });
    expect(asked).toEqual([window]);
    expect(totals).toEqual({ web: 6 * 49 });
  });

  it('asks for nothing where every hour is known, and tells what is known', async () => {
    const end = window.start + 30 * hour;
    const { asked, totals, problems } = await readWith(seenOf(30, { workspace: 7, 'source:web': 7 }), {}, end);
    expect([asked, totals, problems]).toEqual([[], { web: 210 }, []]);
  });

  it('remembers only what was asked for, and tells what was lost of that', async () => {
    const lost = problemWith({ kind: 'dropped-rows' });
    const history = seenOf(30, { workspace: 4, 'source:web': 4 });
    const { seen, problems } = await readWith(history, { web: 4 }, window.end, [lost]);
    const own = { start: window.start + 30 * hour, end: now };
    expect(seen?.map((each) => [each.thing, each.window, total(each.series)])).toEqual([
      ['source:web', own, 4 * 19],
      ['workspace', own, 4 * 19],
    ]);
    expect(problems).toEqual([lost]);
  });
});
