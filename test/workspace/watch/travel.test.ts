import { describe, expect, it, onTestFinished } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { Journal } from '../../../source/workspace/polling/changes/journal.ts';
import type { Need, Resource } from '../../../source/workspace/polling/resource.ts';
import { unread } from '../../../source/workspace/polling/snapshot.ts';
import { PastReads, type TrailSince } from '../../../source/workspace/watch/past-reads.ts';
import { pastKnowledge, type Reads, travelling } from '../../../source/workspace/watch/travel.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { visible } from '../poller-stage.ts';
import { now, snapshots } from '../snapshots.ts';

const named = (key: string): Resource<unknown> => ({ key, every: minute, load: () => new Promise(() => undefined) });
const keysOf = (needs: readonly Need[]) => needs.map(({ resource }) => resource.key);

describe('what of a page is not as it was then', () => {
  it.each<readonly [readonly string[], boolean, TrailSince | undefined]>([
    [['workspace', 'volume:24h', 'metrics:24h:d'], false, undefined],
    [['recent-audit:24h', 'warehouse-syncs:w', 'mtu:1767225600000'], false, undefined],
    [['volume:24h', 'source-settings:web'], true, undefined],
    [['tracking-plans'], true, undefined],
    [['sources'], false, 'reading'],
    [['destinations', 'volume:24h'], false, 'reading'],
    [['warehouses', 'source-settings:web'], true, 'reading'],
    [[], false, undefined],
  ])('%j: as of now %s, lists turned back %s', (keys, hasNow, trail) => {
    const past = new PastReads(now - hour, snapshots().read, { backend: {} as Backend, clock: fakeClock(now) });
    expect(pastKnowledge(past, keys.map(named).map(visible))).toEqual({ hasNow, trail });
    past.stop();
  });
});

describe('a screen that goes to a moment and back', () => {
  function stage() {
    const wants: (readonly string[])[] = [];
    const refreshed: unknown[] = [];
    const live: { -readonly [K in keyof Reads]: Reads[K] } = {
      version: 5,
      snapshot: () => unread as never,
      want: (needs) => void wants.push(keysOf(needs)),
      refresh: (keys) => void refreshed.push(keys),
      reread: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    };
    const clock = fakeClock(now);
    const travel = travelling(live, { backend: {} as Backend, clock });
    onTestFinished(() => travel.stop());
    return { travel, live, clock, wants, refreshed };
  }

  it('reads nothing of now while it is there, and what it read before once it is back', () => {
    const { travel, wants } = stage();
    travel.want([visible(named('sources'))]);
    travel.goTo(now - hour);
    travel.want([visible(named('volume:24h'))]);
    travel.goTo(undefined);
    expect(wants).toEqual([['sources'], [], ['sources']]);
  });

  it('reads nothing of now again while it is there', () => {
    const { travel, refreshed } = stage();
    travel.refresh(['sources']);
    travel.goTo(now - hour);
    travel.refresh(['volume:24h']);
    travel.goTo(undefined);
    travel.refresh();
    expect(refreshed).toEqual([['sources'], undefined]);
  });

  it('keeps account of what has changed now, and of nothing while it is there', () => {
    const { travel, live } = stage();
    expect(travel.since?.(undefined).keys).toBeUndefined();
    const journal = new Journal();
    live.since = (mark) => journal.since(mark);
    const before = travel.since?.(undefined);
    travel.goTo(now - hour);
    journal.note('sources');
    const there = travel.since?.(before?.mark);
    expect([there?.keys, travel.since?.(there?.mark).keys]).toEqual([undefined, undefined]);
    travel.goTo(undefined);
    expect(travel.since?.(there?.mark).keys).toBeUndefined();
    expect(travel.since?.(before?.mark).keys).toEqual(new Set(['sources']));
  });

  it('has no version twice, and a new one only where it moves', () => {
    const { travel } = stage();
    const versions = [undefined, now - hour, now - hour, now - 2 * hour, undefined].map((at) => {
      travel.goTo(at);
      return travel.version;
    });
    expect(versions).toEqual([5, 6, 6, 7, 8]);
  });

  it('has a version of its own for what is read there, and again once it is back', async () => {
    const { travel, clock } = stage();
    travel.goTo(now - hour);
    travel.want([visible(named('volume:24h'))]);
    await clock.advance(minute);
    const then = travel.past!.version;
    const there = travel.version;
    travel.goTo(undefined);
    expect([then > 0, there, travel.version]).toEqual([true, 6 + then, 7 + then]);
  });

  it('reads as often as now is read, or as the read itself says', () => {
    const { travel, live } = stage();
    expect(travel.every?.(named('volume:24h'))).toBe(minute);
    live.every = () => 5 * minute;
    expect(travel.every?.(named('volume:24h'))).toBe(5 * minute);
  });

  it('stays in the reads of one moment when it is told to go there again', () => {
    const { travel } = stage();
    travel.goTo(now - hour);
    const { past } = travel;
    travel.goTo(now - hour);
    expect([travel.past === past, past?.at]).toEqual([true, now - hour]);
  });
});
