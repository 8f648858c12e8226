import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../source/store/database.ts';
import { type Leases, leasesOf } from '../../source/store/leases.ts';
import { answer, noon, storeStage } from './stage.ts';

const any = { fetchedAfter: 0, askedFrom: 0, priority: 1 };

describe('who asks', () => {
  it('is one of several, until it has the answer', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    expect([one.claim('a', any), other.claim('a', any), other.claim('b', any)]).toEqual(['mine', 'other', 'mine']);
    one.keep('a', answer('read by one'));
    one.flush();
    expect(other.claim('a', any)).toBe('answered');
    expect(other.answer('a')?.data).toBe('read by one');
  });

  it('is asked for anew where the answer that is there is too old, or was asked for too early', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.claim('a', any);
    one.keep('a', answer('old'));
    one.flush();
    expect(other.claim('a', { ...any, fetchedAfter: noon })).toBe('mine');
    expect(one.claim('a', { ...any, askedFrom: noon - 999 })).toBe('other');
    expect(one.claim('a', { ...any, askedFrom: noon - 1000 })).toBe('answered');
  });

  it('may try again what it could not read, and so may the others', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.claim('a', any);
    one.release('a');
    one.flush();
    expect(other.claim('a', any)).toBe('mine');
    expect(one.claim('a', any)).toBe('other');
  });

  it('is free again once its holder has ended, or stands still', async () => {
    const stage = await storeStage();
    const [one, other, third] = [await stage.open(), await stage.open(), await stage.open()];
    one.claim('a', any);
    one.close();
    expect(other.claim('a', any)).toBe('mine');
    stage.time += 9000;
    expect(third.claim('a', any)).toBe('other');
    stage.time += 2000;
    expect(third.claim('a', any)).toBe('mine');
  });

  it('leaves nothing of a program that has ended', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.claim('a', any);
    one.close();
    const database = await openDatabase(other.file, { report: () => undefined });
    const counts = ['leases', 'holders'].map((table) =>
      database?.read(() => database.sql(`SELECT count(*) AS count FROM ${table}`).get()?.count),
    );
    database?.close();
    expect(counts).toEqual([0, 1]);
  });

  it('stays who asks as long as its program lives, for ten minutes at most', async () => {
    const stage = await storeStage();
    let now = noon;
    const timers = new Set<{ readonly at: number; readonly run: () => void }>();
    const clock = {
      now: () => now,
      setTimer: (run: () => void, ms: number) => {
        const timer = { at: now + ms, run };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    };
    const pass = (ms: number) => {
      for (const end = now + ms; now < end; now += 500)
        for (const timer of timers)
          if (timer.at <= now) {
            timers.delete(timer);
            timer.run();
          }
    };
    const [one, other] = [await stage.open({ clock }), await stage.open({ clock })];
    one.claim('a', any);
    const minutes = Array.from({ length: 10 }, () => {
      pass(59_000);
      return other.claim('a', any);
    });
    expect(minutes).toEqual(Array.from({ length: 10 }, () => 'other'));
    pass(10_500);
    expect(other.claim('a', any)).toBe('mine');
  });

  it('is known to be without a screen, and since when, as long as it lives', async () => {
    const stage = await storeStage();
    const screen = await stage.open();
    expect(screen.watched()).toBeUndefined();
    const later = await stage.open({ watchesSince: noon - 1000 });
    const first = await stage.open({ watchesSince: noon - 5000 });
    expect([screen.watched(), first.watched()]).toEqual([noon - 5000, noon - 5000]);
    first.close();
    expect(screen.watched()).toBe(noon - 1000);
    stage.time += 11_000;
    expect(screen.watched()).toBeUndefined();
    later.close();
  });

  it('goes on to who needs it more urgently, when the first has had a moment', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.claim('a', { ...any, priority: 3 });
    expect(other.claim('a', any)).toBe('other');
    stage.time += 2000;
    expect(other.claim('a', { ...any, priority: 3 })).toBe('other');
    expect(other.claim('a', any)).toBe('mine');
  });

  it('is free ten minutes after it was taken, though its holder lives: no read takes longer', async () => {
    const stage = await storeStage();
    const { file } = await stage.open();
    const database = await openDatabase(file, { report: () => undefined });
    if (!database) throw new Error('no store');
    onTestFinished(() => database.close());
    const [one, other] = [0, 1].map(() => leasesOf(database, 'x', () => stage.time)) as [Leases, Leases];
    const take = (leases: Leases, priority = 1) => {
      one.beat();
      return database.write(() => leases.take('a', priority));
    };
    expect([take(one), take(one), take(other)]).toEqual([true, true, false]);
    stage.time += 10 * 60_000;
    expect(take(other)).toBe(false);
    stage.time += 1;
    expect(take(other)).toBe(true);
  });

  // A folder may be shared by machines, and a container has process ids of its own.
  it.each([
    ['of this machine that has ended', undefined, [true, true, true]],
    ['of another machine, whose processes nobody knows here', 'elsewhere', [false, false, true]],
  ])('is taken from a program %s: at once, else when it was not seen for ten seconds', async (_, machine, taken) => {
    const stage = await storeStage();
    const { file } = await stage.open();
    const database = await openDatabase(file, { report: () => undefined });
    if (!database) throw new Error('no store');
    onTestFinished(() => database.close());
    const own = leasesOf(database, 'x', () => stage.time);
    own.beat();
    const [row] = database.read(() => database.sql('SELECT machine FROM holders').all()) ?? [];
    // No system has a process of this number.
    database.write(() => {
      database
        .sql('INSERT INTO holders (id, machine, pid, seen_at) VALUES (?, ?, 2147483647, ?)')
        .run('gone', machine ?? String(row?.machine), noon);
    });
    const took = [0, 10_000, 1].map((ms) => {
      stage.time += ms;
      return database.write(() => {
        database.sql('INSERT OR REPLACE INTO leases VALUES (?, ?, ?, 1, ?)').run('x', 'a', 'gone', stage.time);
        return own.take('a', 1);
      });
    });
    expect(took).toEqual(taken);
  });

  it('does not wait for a lease of another time, where the clock of the host was set', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.claim('a', any);
    stage.time -= 24 * 60 * 60_000;
    expect(other.claim('a', any)).toBe('mine');
  });
});
