import { describe, expect, it } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { at, pollerStage, serverError, visible } from '../poller-stage.ts';

describe('what a change made old', () => {
  it('is read again at once, all that begin so and nothing else', async () => {
    const { poller, resource, loads, started } = pollerStage();
    poller.want(['sources', 'sources-of', 'trail:a', 'usage'].map((key) => visible(resource(key))));
    for (const load of loads) await load.good();
    started();
    poller.reread(['sources', 'trail:']);
    expect(started()).toEqual(['sources', 'trail:a']);
  });

  it('is read anew while it is being read: that answer may be from before', async () => {
    const { poller, resource, loads } = pollerStage();
    const a = resource('a');
    poller.want([visible(a)]);
    poller.reread(['a']);
    expect(loads[0]?.options.signal?.aborted).toBe(true);
    await loads[0]?.good('before');
    await loads[1]?.good('after');
    expect(poller.snapshot(a)).toMatchObject({ data: 'after', status: 'ready' });
  });

  it('is read as soon as it is wanted again, whatever its interval says', async () => {
    const { poller, resource, loads, started } = pollerStage();
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    await loads[0]?.good('before');
    poller.want([]);
    started();
    poller.reread(['a']);
    expect(started()).toEqual([]);
    poller.want([visible(a)]);
    expect(started()).toEqual(['a']);
    await loads[1]?.good('after');
    poller.want([]);
    poller.want([visible(a)]);
    expect(started()).toEqual([]);
  });

  it('is read even while reading is paused: the user asked for the change', async () => {
    const { poller, resource, loads, started } = pollerStage();
    poller.want([visible(resource('a'))]);
    await loads[0]?.good('before');
    poller.pause();
    started();
    poller.reread(['a']);
    expect(started()).toEqual(['a']);
  });

  it.each([
    ['that is made anew at each look', 'want'],
    ['whose interval is planned anew', 'replan'],
  ] as const)('is tried again after its pause where it failed, also of a resource %s', async (_, how) => {
    const { poller, resource, loads, started, clock } = pollerStage();
    poller.want([visible(resource('a'))]);
    await loads[0]?.good('before');
    poller.reread(['a']);
    started();
    await loads[1]?.bad(serverError(30 * second));
    if (how === 'want') poller.want([visible(resource('a'))]);
    else poller.replan();
    expect(started()).toEqual([]);
    await clock.advance(29 * second);
    expect(started()).toEqual([]);
    await clock.advance(second);
    expect(started()).toEqual(['a']);
  });

  it('is read anew while reading is paused too, where it was being read', async () => {
    const { poller, resource, loads, started } = pollerStage();
    const [a, b] = [resource('a'), resource('b')];
    poller.want([visible(a), visible(b)]);
    poller.pause();
    poller.reread(['a']);
    await loads[0]?.good('before');
    await loads[1]?.good('b');
    expect(started()).toEqual(['a', 'b', 'a']);
    await loads[2]?.good('after');
    expect([poller.snapshot(a), poller.snapshot(b)]).toMatchObject([{ data: 'after' }, { data: 'b' }]);
    expect(started()).toEqual([]);
  });
});

describe('what is wanted', () => {
  it('is read once, whoever wants it', () => {
    const { poller, resource, started } = pollerStage();
    poller.want([visible(resource('a')), at(resource('a'), priority.rest), visible(resource('b'))]);
    expect(started()).toEqual(['a', 'b']);
    poller.want([visible(resource('a')), visible(resource('b'))]);
    expect(started()).toEqual([]);
  });

  it('is read with the most urgent priority it is wanted with', () => {
    const { poller, resource, loads } = pollerStage();
    poller.want([at(resource('a'), priority.rest), at(resource('a'), priority.favorite)]);
    expect(loads[0]?.options.priority).toBe(priority.favorite);
  });

  it('is aborted as soon as nobody wants it, and leaves no trace', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const a = resource('a');
    poller.want([visible(a)]);
    poller.want([]);
    expect(loads[0]?.options.signal?.aborted).toBe(true);
    await clock.advance(hour);
    expect(loads).toHaveLength(1);
    expect(poller.snapshot(a)).toMatchObject({ status: 'waiting', problems: [] });
  });

  it('keeps the last data of what nobody wants, and reads it again only when its interval is over', async () => {
    const { poller, resource, loads, clock, started } = pollerStage();
    const a = resource('a');
    poller.want([visible(a)]);
    await loads[0]?.good('old');
    poller.want([]);
    await clock.advance(30 * second);
    poller.want([visible(a)]);
    expect(poller.snapshot(a)).toMatchObject({ data: 'old', status: 'ready' });
    expect(started()).toEqual(['a']);
    await clock.advance(30 * second);
    expect(started()).toEqual(['a']);
  });

  it('is read anew when it is wanted again while its aborted load ends', async () => {
    const { poller, resource, loads } = pollerStage();
    const a = resource('a');
    poller.want([visible(a)]);
    poller.want([]);
    poller.want([visible(a)]);
    await loads[0]?.bad(new Error('aborted'));
    expect(loads).toHaveLength(2);
    await loads[1]?.good('new');
    expect(poller.snapshot(a)).toMatchObject({ data: 'new', status: 'ready', error: undefined });
  });

  it('is read at once when it had failed and is wanted again', async () => {
    const { poller, resource, loads } = pollerStage();
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    await loads[0]?.bad(serverError());
    poller.want([]);
    poller.want([visible(a)]);
    expect(loads).toHaveLength(2);
  });

  it('is read at once when it had failed after it was read, though its interval is not over', async () => {
    const { poller, resource, loads, clock, started } = pollerStage();
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    await loads[0]?.good();
    await clock.advance(minute);
    poller.refresh();
    await loads[1]?.bad(serverError());
    poller.want([]);
    started();
    poller.want([visible(a)]);
    expect(started()).toEqual(['a']);
  });

  it('is not begun once nobody wants it any more, and forgotten where it has failed', async () => {
    const { poller, resource, loads, clock, started } = pollerStage({ atOnce: 1 });
    const [busy, failed, waits] = [resource('busy'), resource('failed'), resource('waits')];
    poller.want([visible(failed)]);
    await loads[0]?.bad(serverError());
    poller.want([visible(busy), visible(waits)]);
    poller.want([visible(busy)]);
    await loads[1]?.good();
    await clock.advance(30 * second);
    expect(started()).toEqual(['failed', 'busy']);
    expect([failed, waits].map((each) => poller.snapshot(each))).toEqual([unread, unread]);
  });

  it('keeps its time, and the little that was taken off its interval, where only its urgency changes', async () => {
    const { poller, resource, loads, clock } = pollerStage({ random: () => 1 });
    const a = resource('a');
    poller.want([visible(a)]);
    poller.want([{ ...at(a, priority.rest), rank: 2 }]);
    expect(poller.snapshot(a).nextAt).toBeUndefined();
    await loads[0]?.good();
    const { nextAt } = poller.snapshot(a);
    await clock.advance(second);
    poller.want([visible(a)]);
    expect(poller.snapshot(a).nextAt).toBe(nextAt);
    poller.want([visible({ ...a })]);
    expect(poller.snapshot(a).nextAt).toBe(clock.now() + 59 * second);
  });

  it('is read sooner when its interval gets shorter', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    poller.want([visible(resource('a', { every: 5 * minute }))]);
    await loads[0]?.good();
    await clock.advance(30 * second);
    poller.want([visible(resource('a', { every: minute }))]);
    expect(loads).toHaveLength(1);
    await clock.advance(30 * second);
    expect(loads).toHaveLength(2);
  });
});

describe('who goes first', () => {
  it('serves by priority, then arrival', async () => {
    const { poller, resource, loads, started } = pollerStage({ atOnce: 1 });
    poller.want([visible(resource('first'))]);
    poller.want([
      visible(resource('first')),
      at(resource('rest'), priority.rest),
      at(resource('failing'), priority.failing),
      at(resource('favorite'), priority.favorite),
      visible(resource('seen')),
    ]);
    for (const index of [0, 1, 2, 3]) await loads[index]?.good();
    expect(started()).toEqual(['first', 'seen', 'favorite', 'failing', 'rest']);
  });

  it('moves what waits when it becomes urgent', async () => {
    const { poller, resource, loads, started } = pollerStage({ atOnce: 1 });
    const busy = visible(resource('busy'));
    poller.want([busy, at(resource('a'), priority.rest), at(resource('b'), priority.rest)]);
    const [b, c] = [resource('b'), resource('m:c')];
    poller.want([busy, at(resource('a'), priority.rest), at(b, priority.rest), at(c, priority.rest)]);
    poller.want([busy, at(resource('a'), priority.rest), visible(b), at(c, priority.rest)]);
    for (const index of [0, 1, 2, 3]) await loads[index]?.good();
    expect(started()).toEqual(['busy', 'b', 'a', 'm:c']);
  });

  it.each<readonly [string, readonly (number | undefined)[], readonly (number | undefined)[], string]>([
    ['and none counts as 0', [1, undefined, 0, -1], [1, undefined, 0, -1], 'm:3 m:1 m:2 m:0'],
    ['and one that has changed counts as it is then', [1, 2, 3, 4], [4, 3, 2, 1], 'm:3 m:2 m:1 m:0'],
  ])('of one family the lower rank first, %s', async (_, first, then, order) => {
    const { poller, resource, loads, started } = pollerStage({ atOnce: 1 });
    const all = first.map((_rank, index) => resource(`m:${index}`));
    const needs = (ranks: typeof first) => [
      visible(resource('busy')),
      ...ranks.map((rank, index) => ({ ...visible(all[index]!), rank })),
    ];
    poller.want(needs(first));
    poller.want(needs(then));
    for (const index of [0, 1, 2, 3]) await loads[index]?.good();
    expect(started().join(' ')).toBe(`busy ${order}`);
  });

  it('runs no more at once than it may', async () => {
    const { poller, resource, loads } = pollerStage({ atOnce: 3 });
    poller.want(Array.from({ length: 8 }, (_, index) => visible(resource(`x:${index}`))));
    expect(loads).toHaveLength(3);
    await loads[1]?.good();
    expect(loads).toHaveLength(4);
  });

  it('keeps places free of background reads', () => {
    const { poller, resource, loads } = pollerStage();
    const sweep = Array.from({ length: 40 }, (_, index) => at(resource(`metrics:${index}`), priority.rest));
    poller.want(sweep);
    expect(loads).toHaveLength(5);
    poller.want([...sweep, visible(resource('volume:24h'))]);
    expect(loads.at(-1)?.key).toBe('volume:24h');
  });

  it('reads slow ones two at a time, beside all others', async () => {
    const { poller, resource, loads, started } = pollerStage({ atOnce: 2 });
    const slow = [1, 2, 3].map((index) => at(resource(`syncs:${index}`, { slow: true }), priority.rest));
    poller.want([...slow, visible(resource('a')), visible(resource('b'))]);
    expect(started().sort()).toEqual(['a', 'b', 'syncs:1', 'syncs:2']);
    await loads.find(({ key }) => key === 'syncs:1')?.good();
    expect(started()).toEqual(['syncs:3']);
  });
});

describe('reads that the rate budget holds back', () => {
  it('fill no places: others of every family go on', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const metrics = (level: 0 | 3, from: number) =>
      Array.from({ length: 30 }, (_, index) => at(resource(`metrics:${from + index}`), level));
    poller.want([...metrics(priority.visible, 0), ...metrics(priority.rest, 100)]);
    expect(loads).toHaveLength(12);
    for (const load of loads.slice()) load.options.onThrottled?.(true);
    await clock.advance(0);
    const waiting = loads.length;
    expect(waiting).toBeLessThanOrEqual(16);
    poller.want([
      ...metrics(priority.visible, 0),
      ...metrics(priority.rest, 100),
      at(resource('sources'), priority.rest),
      visible(resource('volume:24h')),
    ]);
    expect(
      loads
        .slice(waiting)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['sources', 'volume:24h']);
  });

  it('are passed by more urgent ones of their own family', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const rest = Array.from({ length: 10 }, (_, index) => at(resource(`metrics:${index}`), priority.rest));
    poller.want(rest);
    for (const load of loads.slice()) load.options.onThrottled?.(true);
    await clock.advance(0);
    const before = loads.length;
    poller.want([...rest, visible(resource('metrics:seen'))]);
    expect(loads.slice(before).map(({ key }) => key)).toEqual(['metrics:seen']);
  });

  it('take their place again when they go, and give it back once', async () => {
    const { poller, resource, loads, clock } = pollerStage({ atOnce: 1 });
    poller.want([visible(resource('a')), visible(resource('b')), visible(resource('c'))]);
    loads[0]?.options.onThrottled?.(true);
    await clock.advance(0);
    expect(loads).toHaveLength(2);
    loads[0]?.options.onThrottled?.(false);
    await loads[1]?.good();
    expect(loads).toHaveLength(2);
    await loads[0]?.good();
    expect(loads).toHaveLength(3);
  });

  it('do not time out while they are held', async () => {
    const { poller, resource, loads, clock } = pollerStage({ longest: minute });
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    loads[0]?.options.onThrottled?.(true);
    await clock.advance(20 * minute);
    expect(poller.snapshot(a).status).toBe('loading');
    loads[0]?.options.onThrottled?.(false);
    await loads[0]?.good(1);
    expect(poller.snapshot(a)).toMatchObject({ status: 'ready', data: 1 });
  });
});

describe('time', () => {
  it('reads again when the interval is over, a little early at random', async () => {
    const { poller, resource, loads, clock } = pollerStage({ random: () => 1 });
    poller.want([visible(resource('a'))]);
    await loads[0]?.good();
    expect(poller.snapshot(resource('a')).nextAt).toBe(clock.now() + 0.9 * minute);
    await clock.advance(0.9 * minute);
    expect(loads).toHaveLength(2);
  });

  it('takes the interval that the user set for a family', async () => {
    const { poller, resource, loads, clock, started } = pollerStage({ intervals: { volume: 5 * second } });
    poller.want([visible(resource('volume:24h')), visible(resource('sources'))]);
    for (const load of loads.slice()) await load.good();
    started();
    await clock.advance(5 * second);
    expect(started()).toEqual(['volume:24h']);
    await loads.at(-1)?.bad(serverError());
    for (let round = 0; round < 6; round += 1) {
      await clock.advance(5 * second);
      await loads.at(-1)?.bad(serverError());
    }
    expect((poller.snapshot(resource('volume:24h')).nextAt ?? 0) - clock.now()).toBeLessThanOrEqual(5 * second);
  });

  it('is waited for with one timer, and never for less than a fifth of a second', async () => {
    const { poller, resource, loads, clock } = pollerStage({ batchMs: hour });
    poller.want([visible(resource('a'))]);
    await loads[0]?.good();
    expect(clock.nextAt()).toBe(clock.now() + minute);
    poller.want([visible(resource('b', { every: 100 }))]);
    await loads[1]?.good();
    expect(clock.nextAt()).toBe(clock.now() + 200);
  });

  /** A poller whose clock is set, with what it has of one resource. */
  const setBack = async (every: number, end: 'good' | 'bad' | undefined, passed: number, back: number) => {
    let shift = 0;
    const clock = fakeClock();
    const stage = pollerStage({ clock: { now: () => clock.now() + shift, setTimer: clock.setTimer }, batchMs: hour });
    const a = stage.resource('a', { every });
    stage.poller.want([visible(a)]);
    await (end === 'bad' ? stage.loads[0]?.bad(serverError()) : end && stage.loads[0]?.good());
    await clock.advance(passed);
    stage.poller.want([visible(a)]);
    shift = -back;
    const before = stage.poller.snapshot(a).nextAt;
    const now = clock.now() + shift;
    stage.poller.want([visible(a)]);
    const { nextAt, status } = stage.poller.snapshot(a);
    stage.poller.stop();
    return { moved: before !== nextAt, wait: nextAt === undefined ? undefined : nextAt - now, status };
  };

  it.each<readonly [string, Parameters<typeof setBack>, Awaited<ReturnType<typeof setBack>>]>([
    [
      'by five seconds stays',
      [hour, 'good', 0, 5 * second],
      { moved: false, wait: hour + 5 * second, status: 'ready' },
    ],
    [
      'by more is read at once: its window was of the future',
      [hour, 'good', 0, 5 * second + 1],
      { moved: true, wait: undefined, status: 'loading' },
    ],
    ['to when it was read stays', [hour, 'good', minute, minute], { moved: false, wait: hour, status: 'ready' }],
    [
      'by less than its age stays',
      [hour, 'good', 10 * minute, minute],
      { moved: false, wait: 51 * minute, status: 'ready' },
    ],
    [
      'and has failed is tried again within its interval',
      [minute, 'bad', 0, 5 * hour],
      { moved: true, wait: minute, status: 'failed' },
    ],
    ['while it is read goes on', [hour, undefined, 0, hour], { moved: false, wait: undefined, status: 'loading' }],
  ])('what is planned when the clock is set back %s', async (_, given, expected) => {
    expect(await setBack(...given)).toEqual(expected);
  });

  it('that was corrected during a read makes it read again, as it asked for the wrong window', async () => {
    const clock = fakeClock();
    let jumps = 0;
    const { poller, resource, loads } = pollerStage({ clock: { ...clock, jumps: () => jumps } });
    const a = resource('a');
    poller.want([visible(a)]);
    jumps = 1;
    await loads[0]?.good('of another window');
    expect([poller.snapshot(a).status, poller.snapshot(a).data, loads.length]).toEqual(['loading', undefined, 2]);
    await loads[1]?.good('of now');
    expect(poller.snapshot(a)).toMatchObject({ status: 'ready', data: 'of now' });
  });

  it('goes on when the clock is set back', async () => {
    const { poller, resource, clock } = pollerStage();
    let shift = 0;
    let reads = 0;
    const moved = new Poller({
      backend: {} as never,
      clock: { now: () => clock.now() + shift, setTimer: clock.setTimer },
      random: () => 0,
    });
    const a = {
      ...resource('a'),
      load: async () => {
        reads += 1;
        return { value: reads, problems: [] };
      },
    };
    moved.want([visible(a)]);
    await clock.advance(0);
    shift = -5 * hour;
    await clock.advance(2 * minute);
    expect(reads).toBeGreaterThan(1);
    moved.stop();
    poller.stop();
    expect(clock.pending()).toBe(0);
  });
});

describe('the user', () => {
  it('refreshes one key, or everything wanted', async () => {
    const { poller, resource, loads, started } = pollerStage();
    poller.want([visible(resource('a', { every: hour })), visible(resource('b', { every: hour }))]);
    for (const load of loads.slice()) await load.good();
    started();
    poller.refresh(['b', 'unknown']);
    expect(started()).toEqual(['b']);
    await loads.at(-1)?.good();
    poller.refresh();
    expect(started()).toEqual(['a', 'b']);
  });

  it('begins with the shortest pause again where a refresh fails', async () => {
    const { poller, resource, loads, started, clock } = pollerStage();
    poller.want([visible(resource('a'))]);
    for (const pause of [2, 4, 8]) {
      await loads.at(-1)!.bad(serverError());
      if (pause < 8) await clock.advance(pause * second);
    }
    poller.refresh(['a']);
    started();
    await loads.at(-1)!.bad(serverError());
    await clock.advance(2 * second - 1);
    expect(started()).toEqual([]);
    await clock.advance(1);
    expect(started()).toEqual(['a']);
  });

  it('refreshes nothing that nobody wants: it is read again when its interval is over', async () => {
    const { poller, resource, loads, started } = pollerStage();
    const a = resource('a', { every: hour });
    poller.want([visible(a)]);
    await loads[0]?.good();
    poller.want([]);
    started();
    poller.refresh();
    poller.want([visible(a)]);
    expect(started()).toEqual([]);
  });

  it('refreshes what waits in the order in which it waits', async () => {
    const { poller, resource, loads, started } = pollerStage({ atOnce: 1 });
    poller.want(['busy', 'a', 'b'].map((key) => visible(resource(key))));
    poller.refresh(['a']);
    for (const index of [0, 1]) await loads[index]?.good();
    expect(started()).toEqual(['busy', 'a', 'b']);
  });

  it('pauses and goes on: what is not due is not read for that', async () => {
    const { poller, resource, loads, started } = pollerStage();
    poller.want([visible(resource('a'))]);
    await loads[0]?.good();
    started();
    poller.pause();
    poller.resume();
    expect(started()).toEqual([]);
  });

  it('does not start a second read of what is being read', () => {
    const { poller, resource, started } = pollerStage();
    poller.want([visible(resource('a'))]);
    poller.refresh();
    expect(started()).toEqual(['a']);
  });

  it('pauses: nothing is read by itself, what runs comes in, a refresh still reads once', async () => {
    const { poller, resource, loads, clock, started } = pollerStage({ atOnce: 1 });
    poller.want([visible(resource('a')), visible(resource('b'))]);
    poller.pause();
    expect(poller.paused).toBe(true);
    await loads[0]?.good('in');
    expect(poller.snapshot(resource('a')).data).toBe('in');
    await clock.advance(hour);
    expect(started()).toEqual(['a']);
    poller.refresh(['b']);
    expect(started()).toEqual(['b']);
    await loads.at(-1)?.good();
    await clock.advance(hour);
    expect(started()).toEqual([]);
    poller.resume();
    expect(started()).toEqual(['a']);
  });

  it('pauses: an answer to a refresh does not bring back what waited for the host', async () => {
    const { poller, resource, loads, clock, started } = pollerStage();
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    poller.want(names.map((name) => visible(resource(name))));
    for (const load of loads.slice()) await load.bad(serverError());
    // One of them asks whether the host is back, the others wait for that.
    await clock.advance(3 * second);
    expect(loads).toHaveLength(9);
    poller.pause();
    await loads[8]?.good('back');
    await clock.advance(hour);
    expect(loads).toHaveLength(9);
    started();
    poller.resume();
    expect(started()).toHaveLength(8);
  });
});

describe('listeners', () => {
  it('hear of many changes once', async () => {
    const { poller, resource, loads, clock, changes } = pollerStage({ atOnce: 50, batchMs: 60 });
    poller.want(Array.from({ length: 50 }, (_, index) => visible(resource(`x:${index}`))));
    for (const load of loads.slice()) await load.good();
    expect(changes()).toBe(0);
    await clock.advance(60);
    expect(changes()).toBe(1);
    await clock.advance(second);
    expect(changes()).toBe(1);
  });

  it('rest longer after what took long to take in, and shorter while something is read for the first time', async () => {
    const clock = fakeClock();
    let took = 0;
    const told: number[] = [];
    const { poller, resource, loads } = pollerStage({
      clock: { ...clock, now: () => clock.now() + took },
      onChange: () => {
        told.push(clock.now());
        took += 50;
      },
    });
    const begin = clock.now();
    poller.want([visible(resource('a', { every: hour })), visible(resource('b', { every: hour }))]);
    await loads[0]?.good();
    await clock.advance(60);
    poller.refresh(['a']);
    await loads.at(-1)?.good();
    await clock.advance(200);
    await loads[1]?.good();
    await clock.advance(200);
    poller.refresh(['a']);
    await clock.advance(500);
    expect(told.map((at) => at - begin)).toEqual([60, 260, 460, 960]);
  });

  it('see the version grow with every change', async () => {
    const { poller, resource, loads } = pollerStage();
    const a = resource('a');
    const versions = [poller.version, poller.snapshot(a).version];
    poller.want([visible(a)]);
    await loads[0]?.good();
    expect(poller.version).toBeGreaterThan(versions[0]!);
    expect(poller.snapshot(a).version).toBeGreaterThan(versions[1]!);
  });
});

it('begins nothing that waits for a place after it was stopped', async () => {
  const { poller, resource, loads, started } = pollerStage({ atOnce: 1 });
  poller.want([visible(resource('a')), visible(resource('b'))]);
  poller.stop();
  await loads[0]?.good();
  expect(started()).toEqual(['a']);
});

it('stops for good: reads aborted, no timer left', async () => {
  const { poller, resource, loads, clock } = pollerStage();
  poller.want([visible(resource('a')), visible(resource('b'))]);
  await loads[1]?.good();
  poller.stop();
  await clock.advance(0);
  expect(loads[0]?.options.signal?.aborted).toBe(true);
  expect(clock.pending()).toBe(0);
  await clock.advance(hour);
  expect(loads).toHaveLength(2);
});

it('looks at each of twenty thousand resources a few times, not at all of them for each', async () => {
  const many = 20_000;
  const steps = { count: 0, looks: 0 };
  const { poller, clock } = pollerStage({ atOnce: 12 });
  const needs = Array.from({ length: many }, (_, index) =>
    at(
      {
        get key() {
          steps.looks += 1;
          return `metrics:${index}`;
        },
        every: 5 * minute,
        load: async () => {
          steps.count += 1;
          return { value: index, problems: [] };
        },
      },
      priority.rest,
    ),
  );
  poller.want(needs);
  for (let round = 0; round < 50_000 && steps.count < many; round += 1) await clock.advance(0);
  await clock.advance(5 * minute);
  for (let round = 0; round < 50_000 && steps.count < 2 * many; round += 1) await clock.advance(0);
  expect(steps.count).toBe(2 * many);
  expect(steps.looks / many).toBeLessThan(20);
  poller.stop();
});

describe('the pace that the user asks for', () => {
  it.each([
    ['half', 0.5, minute, 30 * second],
    ['five times', 5, minute, 5 * minute],
    ['five times, of what is renewed by the hour anyhow', 5, hour, hour],
  ])('%s', async (_, factor, every, wanted) => {
    let pace = 1;
    const { poller, resource, loads, clock, started } = pollerStage({ pace: () => pace });
    const a = resource('a', { every });
    poller.want([visible(a)]);
    await loads[0]?.good();
    started();
    pace = factor;
    poller.replan();
    expect(poller.every(a)).toBe(wanted);
    await clock.advance(wanted - second);
    expect(started()).toEqual([]);
    await clock.advance(second);
    expect(started()).toEqual(['a']);
  });

  it('counts from the last read however often it changes, also of what an earlier run has read', async () => {
    let pace = 1;
    const { poller, resource, loads, clock } = pollerStage({ pace: () => pace });
    const [a, b] = [resource('a'), resource('b')];
    poller.recall(b, 'earlier', clock.now());
    poller.want([visible(a), visible(b)]);
    await loads[0]?.good();
    const waits = [0.5, 5, 0.5, 1].map((factor) => {
      pace = factor;
      poller.replan();
      return [a, b].map((each) => (poller.snapshot(each).nextAt! - clock.now()) / second);
    });
    expect(waits).toEqual([30, 300, 30, 60].map((seconds) => [seconds, seconds]));
  });

  it('changes nothing of what is read, waits for a place, has failed or is not wanted', async () => {
    let pace = 1;
    const { poller, resource, loads, clock } = pollerStage({ pace: () => pace, atOnce: 1 });
    const [gone, failed, reading, waits] = ['gone', 'failed', 'reading', 'waits'].map((key) => resource(key));
    poller.want([visible(gone!), visible(failed!)]);
    await loads[0]?.good();
    await loads[1]?.bad(serverError());
    poller.want([failed!, reading!, waits!].map(visible));
    await clock.advance(second);
    const all = () => [gone, failed, reading, waits].map((each) => poller.snapshot(each!));
    const before = all();
    expect(before.map(({ status }) => status)).toEqual(['ready', 'failed', 'loading', 'waiting']);
    pace = 3;
    poller.replan();
    const same = all().map((snapshot, index) => snapshot === before[index]);
    expect(same).toEqual([true, true, true, true]);
  });

  it('reads at once what is older than the new interval, and never beyond the rate limits', async () => {
    let pace = 1;
    const { poller, resource, loads, clock, started } = pollerStage({
      pace: () => pace,
      backend: { wire: () => ({ requestsPerMinute: 0 }) } as Backend,
    });
    const limited = { ...resource('limited'), least: () => 50 * second };
    poller.want([visible(resource('a')), visible(limited)]);
    for (const load of loads) await load.good();
    started();
    await clock.advance(40 * second);
    pace = 0.5;
    poller.replan();
    await clock.advance(second);
    expect(started()).toEqual(['a']);
    expect(poller.every(limited)).toBe(50 * second);
  });
});
