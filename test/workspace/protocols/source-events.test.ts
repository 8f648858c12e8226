import { describe, expect, it } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { eventVolume, sourceEvents } from '../../../source/workspace/protocols/source-events.ts';
import { trackingPlanRules } from '../../../source/workspace/resources/pages.ts';
import { sourceById } from '../../../source/workspace/resources/violations.ts';
import { hourly, now, period, problemWith, type Snapshots, snapshots, sourceWith, steady } from '../snapshots.ts';

type Counted = readonly [name: string | undefined, type: string, ...counts: number[]];

const volumeOf = (...rows: readonly Counted[]): Snapshots =>
  snapshots().set(
    eventVolume(period, 's'),
    rows.map(([name, type, ...counts]) => ({
      ...(name === undefined ? {} : { eventName: sanitise(name) }),
      eventType: sanitise(type),
      total: 0,
      series: hourly(...counts),
    })),
  );
const eventsOf = ({ read }: Snapshots) => sourceEvents(read, period, 's', now).events;
/** The part of the running hour that had passed when the volume was read, a minute ago, is less than the hour. */
const edge = now - (now % hour);

describe('the events of a source', () => {
  it('counts the period, the one before and the share of all', () => {
    const [large, small] = eventsOf(volumeOf(['A', 'track', ...steady(2, 49)], ['B', 'track', ...steady(6, 49)]));
    // From the full hour before noon of the day before: 25 hours with the running one.
    expect(large).toMatchObject({ name: 'B', events: 150, earlier: 147, percent: 75, change: 0, sign: undefined });
    expect(small).toMatchObject({ name: 'A', events: 50, earlier: 49, percent: 25 });
  });

  it.each<readonly [string, readonly number[], string | undefined]>([
    ['what was not there in the period before is new', [...steady(0, 40), ...steady(1, 8)], 'new'],
    ['one event that was not there before is new', [...steady(0, 47), 1], 'new'],
    ['nothing in both periods is nothing', steady(0, 48), undefined],
    ['what came no more has stopped', [...steady(5, 20), ...steady(0, 28)], 'stopped'],
    ['as many as four pauses without it are the end', [...steady(5, 43), ...steady(0, 5)], 'stopped'],
    ['half an hour more than three pauses without it is the end', [...steady(5, 44), ...steady(0, 4)], 'stopped'],
    ['three pauses without it are not yet the end', [...steady(5, 45), ...steady(0, 3)], undefined],
    [
      'a pause that it makes each night is no end',
      [...steady(5, 12), ...steady(0, 8), ...steady(5, 22), ...steady(0, 6)],
      undefined,
    ],
    ['fewer than twenty in both periods say nothing', [...steady(1, 19), ...steady(0, 29)], undefined],
    ['twenty do', [...steady(1, 20), ...steady(0, 28)], 'stopped'],
    ['less than half has fallen', [...steady(10, 24), ...steady(4, 24)], 'fell'],
    ['more than half has not', [...steady(10, 24), ...steady(6, 24)], undefined],
  ])('%s', (_, counts, sign) => {
    expect(eventsOf(volumeOf(['A', 'track', ...counts]))[0]?.sign).toBe(sign);
  });

  it.each([
    [6, undefined],
    [7, 'stopped'],
  ])(
    'stopped after three of its usual pauses of two hours, its longest being four: last seen %i hours ago',
    (last, sign) => {
      const pauses = [4, 4, 4, 1, 1, 1, 1, 2, 3];
      const seen = [last];
      for (const pause of pauses.toReversed()) seen.push(seen.at(-1)! + pause);
      const half = (rest: number): Counted => {
        const own = new Set(seen.filter((_, index) => index % 2 === rest));
        return ['A', 'track', ...Array.from({ length: 31 }, (_, index) => (own.has(30 - index) ? 3 : 0))];
      };
      expect(eventsOf(volumeOf(half(0), half(1))).map((each) => each.sign)).toEqual([sign]);
    },
  );

  it('has fallen below half of what it was, not at it', () => {
    const before = [...steady(10, 24), ...steady(0, 13)];
    expect(eventsOf(volumeOf(['A', 'track', ...before, ...steady(10, 11), 10]))[0]).toMatchObject({
      ...{ events: 120, earlier: 240, sign: undefined },
    });
    expect(eventsOf(volumeOf(['A', 'track', ...before, ...steady(10, 11), 9]))[0]).toMatchObject({
      ...{ events: 119, earlier: 240, sign: 'fell' },
    });
  });

  it('has no share of nothing, and as many events stand by those of the period before', () => {
    const rows = eventsOf(volumeOf(['A', 'track', 1, ...steady(0, 30)], ['B', 'track', 2, ...steady(0, 30)]));
    expect(rows.map(({ name, events, earlier, percent }) => [name, events, earlier, percent])).toEqual([
      ['B', 0, 2, undefined],
      ['A', 0, 1, undefined],
    ]);
  });

  it('was last seen at the end of its last hour, or when the volume was read while that hour runs', () => {
    const seen = (...counts: number[]) => eventsOf(volumeOf(['A', 'track', ...counts]))[0]?.lastSeen;
    expect(seen(1, 0, 0)).toBe(edge - hour);
    expect(seen(0, 1, 0)).toBe(edge);
    expect(seen(0, 0, 1)).toBe(now - 60_000);
    expect(seen(0, 0, 0)).toBeUndefined();
  });

  it('is one row for one name and type, and an empty name is none', () => {
    const rows = eventsOf(
      volumeOf(
        ['A', 'track', 1, 2],
        ['A', 'track', 3, 4],
        ['A', 'page', 5],
        ['', 'identify', 6],
        [undefined, 'identify', 7],
      ),
    );
    expect(rows.map(({ name, type, events }) => [name, type, events])).toEqual([
      [undefined, 'identify', 13],
      ['A', 'track', 10],
      ['A', 'page', 5],
    ]);
  });

  it('puts what stopped first, then new, fallen, without a rule, and the rest by volume', () => {
    const world = volumeOf(
      ['Rest', 'track', ...steady(3, 48)],
      ['More', 'track', ...steady(9, 48)],
      ['Without', 'track', ...steady(1, 48)],
      ['Fallen', 'track', ...steady(10, 24), ...steady(2, 24)],
      ['New', 'track', 4],
      ['Stopped', 'track', ...steady(5, 20), ...steady(0, 28)],
    )
      .set(sourceById('s'), { ...sourceWith('s'), trackingPlanId: 'p' } as never)
      .set(
        trackingPlanRules('p'),
        ['Rest', 'More', 'Fallen', 'New', 'Stopped'].map((key) => ({
          type: t`TRACK`,
          key: sanitise(key),
          version: 1,
          schema: null,
        })),
      );
    expect(eventsOf(world).map(({ name }) => name)).toEqual(['Stopped', 'New', 'Fallen', 'Without', 'More', 'Rest']);
  });

  it('has no share while a part of the volume was lost, and none is said to be new, to have stopped or to have fallen', () => {
    const world = volumeOf(
      ['New', 'track', ...steady(0, 40), ...steady(5, 8)],
      ['Stopped', 'track', ...steady(5, 20), ...steady(0, 28)],
      ['Fell', 'track', ...steady(10, 24), ...steady(4, 24)],
    );
    const told = () => eventsOf(world).map(({ name, percent, sign }) => [name, percent === undefined, sign]);
    expect(told()).toEqual([
      ['Stopped', false, 'stopped'],
      ['New', false, 'new'],
      ['Fell', false, 'fell'],
    ]);
    world.set(eventVolume(period, 's'), world.read(eventVolume(period, 's')).data!, [
      problemWith({ kind: 'dropped-rows', message: t`a row was lost` }),
    ]);
    expect(told()).toEqual([
      ['Fell', true, undefined],
      ['New', true, undefined],
      ['Stopped', true, undefined],
    ]);
  });
});

describe('the volume of a source by event', () => {
  // Asked within the first minute of an hour, it is of the hour before.
  it.each([
    ['24h', 2, edge - hour - 2 * day],
    ['7d', 10, edge + hour - 14 * day],
  ] as const)(
    'is read for %s each %d minutes, with the period before, up to a minute ago',
    async (of, minutes, start) => {
      const asked: unknown[] = [];
      const backend = {
        eventVolume: async (query: unknown) => {
          asked.push(query);
          return { value: [], problems: [] };
        },
      } as unknown as Backend;
      const resource = eventVolume(of, 's');
      await resource.load(backend, {}, edge + minute - 1);
      const query = { granularity: 'HOUR', groupBy: ['eventName', 'eventType'], sourceIds: ['s'] };
      expect([resource.every, asked]).toEqual([minutes * minute, [{ window: { start, end: edge - 1 }, ...query }]]);
    },
  );
});

describe('the rule of an event', () => {
  const rules = [
    { type: t`TRACK`, key: t`A`, version: 2, schema: null },
    { type: t`TRACK`, key: t`A`, version: 1, schema: null },
    { type: t`PAGE`, key: t``, version: 1, schema: null },
    { type: t`PAGE`, key: t`Home`, version: 3, schema: null },
  ];
  const ruleOf = (name: string | undefined, type: string, plan: string | undefined, read = true) => {
    const world = volumeOf([name, type, 5]).set(sourceById('s'), { ...sourceWith('s'), trackingPlanId: plan } as never);
    if (read) world.set(trackingPlanRules('p'), rules);
    return eventsOf(world)[0]?.rule;
  };

  it.each<readonly [string, string | undefined, string, string | null | undefined]>([
    ['its latest version stands for it', 'A', 'track', '["TRACK","A",2]'],
    ['a track call without one has none', 'B', 'track', null],
    ['a page without a rule of its own goes by the rule of pages', 'About', 'page', '["PAGE","",1]'],
    ['a page with a rule of its own goes by that', 'Home', 'page', '["PAGE","Home",3]'],
    ['a track call does not go by the rule of another type', 'Home', 'track', null],
    ['other calls need no rule', undefined, 'identify', undefined],
  ])('%s', (_, name, type, key) => {
    expect(ruleOf(name, type, 'p')).toEqual(typeof key === 'string' ? { plan: 'p', key } : key);
  });

  it('is not said to be missing while a rule of the plan is lost: that may be the one', () => {
    const world = volumeOf(['A', 'track', 5], ['B', 'track', 4]).set(sourceById('s'), {
      ...sourceWith('s'),
      trackingPlanId: 'p',
    } as never);
    const rulesWith = (kind: 'dropped-rows' | 'odd-fields') =>
      eventsOf(world.set(trackingPlanRules('p'), rules, [problemWith({ kind })])).map(({ name, rule }) => [
        name,
        rule === null ? 'none' : rule?.key,
      ]);
    expect(rulesWith('dropped-rows')).toEqual([
      ['A', '["TRACK","A",2]'],
      ['B', undefined],
    ]);
    expect(rulesWith('odd-fields')).toEqual([
      ['A', '["TRACK","A",2]'],
      ['B', 'none'],
    ]);
  });

  it('is not known without a plan, nor while its rules are not read', () => {
    expect(ruleOf('A', 'track', undefined)).toBeUndefined();
    expect(ruleOf('A', 'track', 'p', false)).toBeUndefined();
  });

  it('tells which plan the source is under: null is none, undefined is not known', () => {
    const plan = (world: Snapshots) => sourceEvents(world.read, period, 's', now).plan;
    expect(plan(volumeOf())).toBeUndefined();
    expect(plan(volumeOf().set(sourceById('s'), sourceWith('s') as never))).toBeUndefined();
    expect(plan(volumeOf().set(sourceById('s'), { ...sourceWith('s'), trackingPlanId: null } as never))).toBeNull();
    expect(plan(volumeOf().set(sourceById('s'), { ...sourceWith('s'), trackingPlanId: 'p' } as never))).toBe('p');
  });
});
