import { describe, expect, it, onTestFinished } from 'vitest';
import { priority } from '../../../source/domain/queries.ts';
import { day, hour, minute, second } from '../../../source/domain/time.ts';
import { storesOf } from '../../../source/store/open-store.ts';
import type { SharedStore } from '../../../source/store/shared-store.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import type { Entry } from '../../../source/workspace/polling/entry.ts';
import { Poller } from '../../../source/workspace/polling/poller.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { type Shared, type SharedAnswer, Sharing } from '../../../source/workspace/polling/shared.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { fakeClock, settle } from '../../harness/world-clock.ts';
import { at, serverError, visible } from '../poller-stage.ts';
import { problemWith } from '../snapshots.ts';

/** The same numbers from 0 to 1 in each run, other ones for each poller. */
const chance = (() => {
  let seed = 1;
  return () => {
    seed += 1;
    let state = seed * 7919;
    return () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
  };
})();

/** Several dashboards on one host, by one clock; each read takes a second. */
async function host() {
  const clock = fakeClock();
  const stateDir = await temporaryFolder();
  const reads: string[] = [];
  let broken = false;
  const open = async (name: string): Promise<{ readonly poller: Poller; readonly store: SharedStore; end(): void }> => {
    const options = { secret: 'sgp_first', scope: [], clock, report: () => undefined };
    const store = (await storesOf({ ...options, stateDir }).of('w'))?.store;
    if (!store) throw new Error('no store');
    const backend = { wire: () => ({}), name } as unknown as Backend;
    const poller = new Poller({ backend, clock, random: chance() });
    poller.share(store);
    const end = () => {
      poller.stop();
      store.close();
    };
    onTestFinished(end);
    return { poller, store, end };
  };
  const resource = (key: string, more: Partial<Resource<string>> = {}): Resource<string> => ({
    key,
    every: minute,
    load: async (backend, options) => {
      const { name } = backend as unknown as { readonly name: string };
      reads.push(`${name} ${key}`);
      await new Promise<void>((resolve, reject) => {
        clock.setTimer(resolve, second);
        options.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      });
      if (broken) throw serverError();
      return { value: `${key} by ${name}`, problems: [] };
    },
    ...more,
  });
  const started = () => reads.splice(0);
  return {
    clock,
    open,
    resource,
    started,
    breakDown: (is: boolean) => {
      broken = is;
    },
  };
}

describe('two dashboards on one host', () => {
  it('ask once for what both show, and both show it', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const a = resource('a');
    one.poller.want([visible(a)]);
    other.poller.want([visible(a)]);
    await clock.advance(2 * second);
    expect(started()).toEqual(['one a']);
    expect(other.poller.snapshot(a)).toMatchObject({ data: 'a by one', status: 'ready' });
    expect(other.poller.snapshot(a).fetchedAt).toBe(one.poller.snapshot(a).fetchedAt);
  });

  it('ask once, and both show it, where a clock that ran ahead has dated what is there', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const a = resource('a');
    const ahead = clock.now() + day;
    one.store.keep('a', { data: 'of tomorrow', problems: [], fetchedAt: ahead, askedAt: ahead - second });
    one.store.flush();
    one.poller.want([visible(a)]);
    other.poller.want([visible(a)]);
    await clock.advance(3 * second);
    expect(started()).toHaveLength(1);
    for (const { poller } of [one, other]) expect(poller.snapshot(a).data).toMatch(/^a by o/);
    await clock.advance(10 * minute);
    expect(started().length).toBeLessThanOrEqual(11);
  });

  it('ask in ten minutes no more than one alone, and so do four', async () => {
    const counts: number[] = [];
    for (const names of [['one'], ['one', 'other'], ['one', 'other', 'third', 'fourth']]) {
      const { clock, open, resource, started } = await host();
      const needs = Array.from({ length: 40 }, (_, index) => visible(resource(`r${index}`)));
      for (const name of names) {
        (await open(name)).poller.want(needs);
        await clock.advance(700);
      }
      await clock.advance(10 * minute);
      counts.push(started().length);
    }
    expect(counts).toEqual([440, 440, 440]);
  });

  it('go on when the one that asked ends in the middle of it', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const a = resource('a');
    one.poller.want([visible(a)]);
    other.poller.want([visible(a)]);
    await clock.advance(500);
    one.end();
    await clock.advance(4 * second);
    expect(started()).toEqual(['one a', 'other a']);
    expect(other.poller.snapshot(a).data).toBe('a by other');
  });

  it('each tell what the API refuses', async () => {
    const { clock, open, resource, breakDown } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const a = resource('a');
    breakDown(true);
    one.poller.want([visible(a)]);
    other.poller.want([visible(a)]);
    await clock.advance(6 * second);
    expect(one.poller.snapshot(a).error?.kind).toBe('server');
    expect(other.poller.snapshot(a).error?.kind).toBe('server');
    breakDown(false);
    await clock.advance(5 * minute);
    expect(one.poller.snapshot(a)).toMatchObject({ status: 'ready', error: undefined });
    expect(other.poller.snapshot(a)).toMatchObject({ status: 'ready', error: undefined });
  });

  it('read anew what its user asks for, and the other shows that too', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const a = resource('a', { every: hour });
    one.poller.want([visible(a)]);
    other.poller.want([visible(a)]);
    await clock.advance(10 * second);
    started();
    other.poller.refresh();
    await clock.advance(2 * second);
    expect(started()).toEqual(['other a']);
    expect(one.poller.snapshot(a).data).toBe('a by other');
  });

  it('read once what an answer tells to be old', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const list = resource('list', { every: hour });
    const trail = resource('trail', { invalidates: (_, before) => (before === undefined ? [] : ['list']) });
    for (const { poller } of [one, other]) poller.want([visible(list), visible(trail)]);
    await clock.advance(50 * second);
    started();
    await clock.advance(20 * second);
    expect(started().map((read) => read.split(' ')[1])).toEqual(['trail', 'list']);
  });

  it('share nothing of payloads', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const samples = resource('samples:d:401');
    for (const { poller } of [one, other]) poller.want([visible(samples)]);
    await clock.advance(2 * second);
    expect(started()).toEqual(['one samples:d:401', 'other samples:d:401']);
    expect(one.store.answer(samples.key)).toBeUndefined();
  });

  it('do not wait for one that has it in its last lane', async () => {
    const { clock, open, resource, started } = await host();
    const [one, other] = [await open('one'), await open('other')];
    const slow = resource('a', { load: () => new Promise(() => undefined) });
    one.poller.want([at(slow, priority.rest)]);
    other.poller.want([visible(resource('a'))]);
    await clock.advance(4 * second);
    expect(started()).toEqual(['other a']);
  });
});

describe('a start', () => {
  it('has what was read before at once, with its age, and asks only for what is due', async () => {
    const { clock, open, resource, started } = await host();
    const [quick, slow] = [resource('quick'), resource('slow', { every: hour })];
    const first = await open('first');
    first.poller.want([visible(quick), visible(slow)]);
    await clock.advance(2 * second);
    const readAt = clock.now() - second;
    first.end();
    started();
    await clock.advance(10 * minute);
    const next = await open('next');
    expect(next.poller.snapshot(quick)).toMatchObject({ data: 'quick by first', fetchedAt: readAt, recalled: true });
    next.poller.want([visible(quick), visible(slow)]);
    await settle();
    expect(next.poller.snapshot(slow)).toMatchObject({ data: 'slow by first', status: 'ready' });
    await clock.advance(2 * second);
    expect(started()).toEqual(['next quick']);
    expect(next.poller.snapshot(quick)).toMatchObject({ data: 'quick by next' });
    expect(next.poller.snapshot(quick).recalled).toBeUndefined();
  });

  it('that learns of the store late has it then', async () => {
    const { clock, open, resource, started } = await host();
    const a = resource('a', { every: hour });
    const first = await open('first');
    first.poller.want([visible(a)]);
    await clock.advance(2 * second);
    first.end();
    started();
    const { poller, store } = await open('next');
    poller.share(undefined);
    poller.pause();
    poller.want([visible(a)]);
    poller.share(store);
    expect(poller.snapshot(a).data).toBe('a by first');
    poller.resume();
    await clock.advance(2 * second);
    expect(started()).toEqual([]);
  });
});

describe('what is taken from others, and given to them', () => {
  const now = Date.parse('2026-01-31T23:59:30Z');
  const lost = problemWith({ kind: 'dropped-rows' });
  const answered = (fetchedAt: number): SharedAnswer => ({ data: 1, problems: [], fetchedAt, askedAt: fetchedAt });

  /** A store with one answer that says this of whose turn it is, and what it was told. */
  function stored(turn: 'mine' | 'other' | 'answered', answer?: SharedAnswer) {
    const told: unknown[] = [];
    const shared: Shared = {
      answer: () => answer,
      claim: (key, wanted) => {
        told.push([key, wanted]);
        return turn;
      },
      keep: (key, kept) => void told.push([key, kept.data]),
      release: (key) => void told.push(key),
      see: (seen) => void told.push(['seen', seen.length]),
      watch: () => undefined,
    };
    return { sharing: new Sharing(shared), told };
  }
  const entryOf = (key: string, change: Partial<Entry> = {}): Entry => ({
    ...{ resource: { key, every: minute, load: () => new Promise(() => undefined) }, priority: priority.visible },
    ...{ rank: 0, snapshot: unread, failures: 0, wanted: true, ...change },
  });

  it.each<readonly [string, Partial<Entry>, object]>([
    ['younger than its interval', {}, { fetchedAfter: now - 5 * minute, askedFrom: 0 }],
    [
      'younger than what is known',
      { snapshot: { ...unread, fetchedAt: now - minute } },
      { fetchedAfter: now - minute, askedFrom: 0 },
    ],
    [
      'asked for since it is known to be old',
      { old: { since: now - second, isOwn: false } },
      { fetchedAfter: now - 5 * minute, askedFrom: now - second },
    ],
  ])('an answer serves that is %s', (_, change, wanted) => {
    const { sharing, told } = stored('mine');
    expect(sharing.turn(entryOf('a', change), 5 * minute, now)).toBe('mine');
    expect(told).toEqual([['a', { ...wanted, fetchedUntil: now + minute, priority: priority.visible }]]);
  });

  it.each<readonly [string, string, 'other' | 'answered', number | undefined, Partial<Entry>, 'mine' | 'other' | 'it']>(
    [
      ['is another program’s that reads it', 'a', 'other', undefined, {}, 'other'],
      [
        'is one’s own where the user waits for it',
        'a',
        'other',
        undefined,
        { old: { since: now, isOwn: true } },
        'mine',
      ],
      ['is nobody’s where the answer is there', 'a', 'answered', now - 1, {}, 'it'],
      ['nor where a clock was a minute ahead', 'a', 'answered', now + minute, {}, 'it'],
      ['is one’s own where that answer is of the future', 'a', 'answered', now + minute + 1, {}, 'mine'],
      ['is one’s own where it is gone', 'a', 'answered', undefined, {}, 'mine'],
      ['is one’s own for payloads', 'samples:d:401', 'other', now - 1, {}, 'mine'],
    ],
  )('the turn %s', (_, key, turn, fetchedAt, change, expected) => {
    const answer = fetchedAt === undefined ? undefined : answered(fetchedAt);
    const { sharing } = stored(turn, answer);
    expect(sharing.turn(entryOf(key, change), minute, now)).toEqual(expected === 'it' ? answer : expected);
  });

  it.each<readonly [string, Partial<Snapshot>, number]>([
    ['given to others', { data: 1, fetchedAt: now, askedAt: now }, 1],
    ['not given where it came from before', { data: 1, fetchedAt: now, askedAt: now, recalled: true }, 0],
    ['not given where nobody knows of when it is', { data: 1, fetchedAt: now }, 0],
  ])('what this program has read is %s', (_, snapshot, times) => {
    const { sharing, told } = stored('mine');
    sharing.offer(entryOf('a', { snapshot: { ...unread, ...snapshot } }));
    expect(told).toHaveLength(times);
  });

  it.each<readonly [string, string, SharedAnswer['problems'], readonly unknown[]]>([
    [
      'is kept, with what it told of hours',
      'a',
      [],
      [
        ['a', 1],
        ['seen', 0],
      ],
    ],
    [
      'tells of hours where a field was unclear',
      'a',
      [problemWith({ kind: 'odd-fields' })],
      [
        ['a', 1],
        ['seen', 0],
      ],
    ],
    ['tells nothing of hours where rows were lost', 'a', [lost], [['a', 1]]],
    ['of payloads is not kept', 'samples:d:401', [], [['seen', 0]]],
  ])('an answer %s', (_, key, problems, expected) => {
    const { sharing, told } = stored('mine');
    sharing.keep(entryOf(key).resource, { ...answered(now), problems }, []);
    expect(told).toEqual(expected);
  });
});

describe('what stays with the program that has read it', () => {
  const now = Date.parse('2026-03-01T00:00:30Z');
  const answer: SharedAnswer = { data: 'events of people', problems: [], fetchedAt: now, askedAt: now };
  const calls: string[] = [];
  const store: Shared = {
    answer: () => answer,
    claim: (key) => {
      calls.push(`claim ${key}`);
      return 'answered';
    },
    keep: (key) => calls.push(`keep ${key}`),
    release: (key) => calls.push(`release ${key}`),
    watch: () => undefined,
  };
  const told = (key: string) => {
    calls.length = 0;
    const resource: Resource<unknown> = { key, every: minute, load: () => Promise.reject(new Error('not read')) };
    const entry = { resource, snapshot: { ...unread, ...answer }, priority: priority.visible } as unknown as Entry;
    const sharing = new Sharing(store);
    const turn = sharing.turn(entry, minute, now);
    const known = sharing.remembered(resource, now);
    sharing.offer(entry);
    sharing.keep(resource, answer);
    sharing.release(resource);
    return { turn, known, calls: [...calls] };
  };

  it.each([
    'samples:d:401',
    'received:s',
    'violation-details:24h:s',
    'failure-log-state:d',
    'connection-state:w',
    'catalog-sources',
    'catalog-destinations',
    'catalog-warehouses',
  ])('is %s: nothing of it goes to the folder of all, or comes from there', (key) => {
    expect(told(key)).toEqual({ turn: 'mine', known: undefined, calls: [] });
  });

  it.each(['sources', 'metrics:24h:d', 'received-versions:24h:s'])('is not %s', (key) => {
    const all = [`claim ${key}`, `keep ${key}`, `keep ${key}`, `release ${key}`];
    expect(told(key)).toEqual({ turn: answer, known: answer, calls: all });
  });
});
