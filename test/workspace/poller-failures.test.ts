import { describe, expect, it } from 'vitest';
import { ReadError } from '../../source/domain/problem.ts';
import { priority } from '../../source/domain/queries.ts';
import { t } from '../../source/domain/text.ts';
import { hour, minute, second } from '../../source/domain/time.ts';
import type { Need } from '../../source/workspace/polling/resource.ts';
import type { SharedAnswer, SharedNews } from '../../source/workspace/polling/shared.ts';
import { isStale } from '../../source/workspace/polling/snapshot.ts';
import { at, pollerStage, serverError, visible } from './poller-stage.ts';

describe('failures', () => {
  it('back off without end but never beyond the interval, and the old data stays', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const a = resource('a', { every: 10 * second });
    poller.want([visible(a)]);
    await loads[0]?.good('old');
    const fetchedAt = clock.now();
    await clock.advance(10 * second);
    const waits: number[] = [];
    for (let round = 1; round < 60; round += 1) {
      const before = clock.now();
      await loads[round]?.bad(serverError());
      await clock.advance(10 * second);
      waits.push((loads[round + 1]?.at ?? Number.NaN) - before);
    }
    expect(waits.slice(0, 4)).toEqual([2, 4, 8, 10].map((seconds) => seconds * second));
    expect(Math.max(...waits)).toBe(10 * second);
    const snapshot = poller.snapshot(a);
    expect(snapshot).toMatchObject({ data: 'old', fetchedAt, error: { kind: 'server' } });
    expect(isStale(snapshot)).toBe(true);
  });

  it('end with the first good read, within one interval', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const a = resource('a', { every: minute });
    poller.want([visible(a)]);
    for (let round = 0; round < 20; round += 1) {
      await loads[round]?.bad(serverError());
      await clock.advance(minute);
    }
    const failed = loads.length;
    await loads.at(-1)?.good('back');
    expect(poller.snapshot(a)).toMatchObject({ data: 'back', error: undefined, status: 'ready' });
    await clock.advance(minute);
    expect(loads).toHaveLength(failed + 1);
  });

  it('while nobody answers one asks for all every few seconds; with the first answer all go at once', async () => {
    const { poller, resource, loads, started, clock } = pollerStage({ atOnce: 20 });
    const dead = new ReadError({ kind: 'network', message: t`refused`, status: 0, operation: t`GET /x` });
    const all = Array.from({ length: 12 }, (_, index) => resource(`r${index}`, { every: minute }));
    poller.want(all.map(visible));
    for (const load of [...loads]) await load.bad(dead);
    expect(started()).toHaveLength(12);
    let asked = 0;
    for (let passed = 0; passed < 60; passed += 1) {
      await clock.advance(second);
      for (const key of started()) {
        asked += 1;
        await loads.findLast((load) => load.key === key)!.bad(dead);
      }
    }
    expect(asked).toBeGreaterThanOrEqual(10);
    expect(asked).toBeLessThanOrEqual(30);
    expect(all.every((each) => poller.snapshot(each).error?.kind === 'network')).toBe(true);
    // One that nobody has tried yet is not held back.
    poller.want([...all, resource('new')].map(visible));
    expect(started()).toContain('new');
    await loads.at(-1)!.bad(dead);
    while (started().length === 0) await clock.advance(second);
    await loads.at(-1)!.good('back');
    expect(started().length).toBeGreaterThanOrEqual(11);
  });

  it('what the user asks for while nobody answers is asked once at a time, beside the others', async () => {
    const { poller, resource, loads, started, clock } = pollerStage({ atOnce: 20 });
    const dead = new ReadError({ kind: 'network', message: t`refused`, status: 0, operation: t`GET /x` });
    const all = Array.from({ length: 12 }, (_, index) => resource(`r${index}`, { every: minute }));
    poller.want(all.map(visible));
    for (const load of [...loads]) await load.bad(dead);
    // All have been suspended, and one after the other is asked for.
    while (started().length !== 1) await clock.advance(second);
    await loads.at(-1)!.bad(dead);
    poller.refresh();
    expect(started().toSorted()).toEqual(all.map(({ key }) => key).toSorted());
    const asked = loads.length;
    await clock.advance(10 * second);
    expect(started()).toEqual([]);
    for (const load of loads.slice(asked - 12)) await load.bad(dead);
    await clock.advance(5 * second);
    expect(started()).toHaveLength(1);
  });

  it('all go at once with the first answer of another program, too', async () => {
    const { poller, resource, loads, started, clock } = pollerStage({ atOnce: 20 });
    const dead = new ReadError({ kind: 'network', message: t`refused`, status: 0, operation: t`GET /x` });
    const all = Array.from({ length: 12 }, (_, index) => resource(`r${index}`, { every: 10 * minute }));
    const answers = new Map<string, SharedAnswer>();
    let tell: (news: readonly SharedNews[]) => void = () => undefined;
    poller.share({
      answer: (key) => answers.get(key),
      claim: () => 'mine',
      keep: () => undefined,
      release: () => undefined,
      watch: (listener) => {
        tell = listener;
      },
    });
    poller.want(all.map(visible));
    for (const load of [...loads]) await load.bad(dead);
    started();
    while (started().length !== 1) await clock.advance(second);
    await loads.at(-1)!.bad(dead);
    const [fetchedAt, askedAt] = [clock.now(), clock.now() - second];
    answers.set('r5', { data: 'by another', problems: [], fetchedAt, askedAt });
    tell([{ key: 'r5', fetchedAt }]);
    expect(poller.snapshot(all[5]!)).toMatchObject({ data: 'by another', status: 'ready' });
    // The one that failed just now has a wait of its own.
    expect(started().toSorted()).toEqual(['r1', 'r10', 'r11', 'r2', 'r3', 'r4', 'r6', 'r7', 'r8', 'r9']);
  });

  /** A host that does not answer: eight reads have failed, and wait for a probe, and one that was read before does not. */
  const silent = async (needs: (stage: ReturnType<typeof pollerStage>) => readonly Need[]) => {
    const stage = pollerStage({ atOnce: 20 });
    const { poller, resource, loads, clock, started } = stage;
    const dead = new ReadError({ kind: 'network', message: t`refused`, status: 0, operation: t`GET /x` });
    const once = visible(resource('hourly', { every: hour }));
    poller.want([once]);
    await loads[0]!.good();
    const asked = [
      ...Array.from({ length: 8 }, (_, index) => at(resource(`r${index}`), priority.rest)),
      ...needs(stage),
    ];
    poller.want([once, ...asked]);
    // More of them find a place with each that ends.
    for (let index = 1; index < loads.length; index += 1) await loads[index]!.bad(dead);
    await clock.advance(1.9 * second);
    started();
    const probe = async () => {
      for (let passed = 0; passed < 60; passed += 1) {
        await clock.advance(100);
        const [key] = started();
        if (key !== undefined) return key;
      }
      return undefined;
    };
    return { ...stage, dead, once, asked, probe };
  };

  it('while nobody answers the token is asked about first, then what is on screen', async () => {
    const { loads, dead, probe } = await silent(({ resource }) => [
      visible(resource('seen')),
      at({ ...resource('workspace'), isTokenCheck: true }, priority.rest),
    ]);
    const order: (string | undefined)[] = [];
    for (let round = 0; round < 4; round += 1) {
      order.push(await probe());
      await loads.at(-1)!.bad(dead);
    }
    // The token again whenever its own wait is over.
    expect(order).toEqual(['workspace', 'workspace', 'seen', 'workspace']);
  });

  it('while nobody answers what is no longer wanted is not asked, and a read that was broken off holds nothing up', async () => {
    const { poller, loads, once, asked, dead, probe } = await silent(() => []);
    expect(await probe()).toBe('r0');
    poller.want([once, ...asked.slice(0, 1), ...asked.slice(3)]);
    poller.reread(['r0']);
    await loads.at(-1)!.bad(dead);
    const order = [await probe()];
    await loads.at(-1)!.bad(dead);
    order.push(await probe());
    expect(order).toEqual(['r3', 'r4']);
  });

  it('count from the last good read: one that fails after it waits as little as the first', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    const a = resource('a');
    poller.want([visible(a)]);
    const waits: number[] = [];
    for (const end of ['bad', 'bad', 'good', 'bad'] as const) {
      await (end === 'bad' ? loads.at(-1)!.bad(serverError()) : loads.at(-1)!.good());
      const wait = poller.snapshot(a).nextAt! - clock.now();
      waits.push(wait / second);
      await clock.advance(wait);
    }
    expect(waits).toEqual([2, 4, 60, 2]);
  });

  it('a read that was broken off and finds no place waits for one', async () => {
    const { poller, resource, loads, clock } = pollerStage({ atOnce: 1 });
    const [a, b] = [resource('a'), resource('b')];
    poller.want([visible(a), visible(b)]);
    poller.reread(['a']);
    await clock.advance(0);
    expect(loads.map(({ key }) => key)).toEqual(['a', 'b']);
    expect([a, b].map((each) => poller.snapshot(each).status)).toEqual(['waiting', 'loading']);
  });

  it('a refused token is tried again by itself, soon, and all is read at once when it is taken', async () => {
    const { poller, resource, loads, started, clock } = pollerStage();
    const refusal = new ReadError({ kind: 'no-access', message: t`no`, status: 401, operation: t`GET /` });
    const [token, other] = [{ ...resource('workspace'), isTokenCheck: true }, resource('other')];
    poller.want([visible(token), visible(other)]);
    for (const load of [...loads]) await load.bad(refusal);
    poller.want([visible(token)]);
    expect(started()).toEqual(['workspace', 'other']);
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const wait = poller.snapshot(token).nextAt! - clock.now();
      waits.push(wait / second);
      await clock.advance(wait);
      expect(started()).toEqual(['workspace']);
      await loads.at(-1)!.bad(refusal);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60]);
    await clock.advance(minute);
    await loads.at(-1)!.good();
    poller.want([visible(token), visible(other)]);
    expect(started()).toEqual(['workspace', 'other']);
  });

  it('wait as long as the server asked for', async () => {
    const { poller, resource, loads, clock } = pollerStage();
    poller.want([visible(resource('a', { every: 10 * second }))]);
    await loads[0]?.bad(serverError(45 * second));
    await clock.advance(44 * second);
    expect(loads).toHaveLength(1);
    await clock.advance(second);
    expect(loads).toHaveLength(2);
  });

  it('may be thrown at once, or be no error at all', async () => {
    const { poller, resource, clock } = pollerStage();
    const odd = (thrown: unknown, key: string) => ({
      ...resource(key),
      load: () => {
        throw thrown;
      },
    });
    const [one, two] = [odd(new TypeError('no such thing'), 'one'), odd('text', 'two')];
    poller.want([visible(one), visible(two)]);
    await clock.advance(0);
    expect(poller.snapshot(one).error).toMatchObject({ kind: 'internal', message: 'no such thing', operation: 'one' });
    expect(poller.snapshot(two).error).toMatchObject({ kind: 'internal', message: 'text' });
  });

  it('a load that never ends is given up, its place is free again and it is tried anew', async () => {
    const { poller, resource, loads, clock } = pollerStage({ atOnce: 1, longest: minute });
    const [stuck, other] = [resource('stuck'), resource('other')];
    poller.want([visible(stuck), visible(other)]);
    await clock.advance(minute);
    expect(poller.snapshot(stuck)).toMatchObject({ status: 'failed', error: { kind: 'timeout' } });
    expect(loads[0]?.options.signal?.aborted).toBe(true);
    await loads[1]?.good();
    await clock.advance(2 * second);
    expect(loads.map(({ key }) => key)).toEqual(['stuck', 'other', 'stuck']);
  });

  it('a load that ignores its abort gives its place free at once', async () => {
    const { poller, resource, loads, clock } = pollerStage({ atOnce: 1 });
    poller.want([visible(resource('stuck'))]);
    poller.want([visible(resource('other'))]);
    await clock.advance(0);
    expect(loads.map(({ key }) => key)).toEqual(['stuck', 'other']);
    await loads[0]?.good('too late');
    expect(poller.snapshot(resource('stuck')).data).toBe(undefined);
  });
});
