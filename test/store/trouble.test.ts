import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { accessOf } from '../../source/store/access.ts';
import { openDatabase } from '../../source/store/database.ts';
import { migrations } from '../../source/store/migrations.ts';
import { SharedStore } from '../../source/store/shared-store.ts';
import { troubleText } from '../../source/store/trouble.ts';
import { answer, noon, storeStage } from './stage.ts';

const name = 'w-50e721e49c01.db';
const any = { fetchedAfter: 0, askedFrom: 0, priority: 1 };

describe('a store that cannot be used costs what it would have saved, and one line', () => {
  it('of a newer segtop: it stays as it is', async () => {
    const stage = await storeStage();
    await mkdir(join(stage.stateDir, 'store'));
    const file = join(stage.stateDir, 'store', name);
    const newer = new DatabaseSync(file);
    newer.exec(`CREATE TABLE hers (a); PRAGMA user_version = ${migrations.length + 1}`);
    newer.close();
    const before = await readFile(file);
    expect(await stage.stores().of('w')).toBeUndefined();
    expect(stage.problems).toEqual([`The store ${file} was written by a newer segtop; this one works without it.`]);
    expect(await readFile(file)).toEqual(before);
  });

  it.each([
    ['text', Buffer.from('this is no store, and longer than the head of one: '.repeat(40))],
    ['a file that begins well and is cut', undefined],
  ])('that holds %s: it is set aside under a name that is told, and a new one made', async (_, content) => {
    const stage = await storeStage();
    const file = join(stage.stateDir, 'store', name);
    const first = await stage.open();
    for (let key = 0; key < 50; key += 1) first.keep(`k${key}`, answer('x'.repeat(100)));
    first.close();
    await writeFile(file, content ?? (await readFile(file)).subarray(0, 6000));
    const store = (await stage.stores().of('w'))?.store;
    store?.keep('a', answer('good'));
    store?.close();
    expect(stage.problems).toEqual([`The store could not be read; it was kept as ${file}.corrupt-1.`]);
    const again = await stage.open();
    expect(again.answer('a')?.data).toBe('good');
    expect((await readdir(join(stage.stateDir, 'store'))).filter((each) => each.includes('corrupt'))).toEqual([
      `${name}.corrupt-1`,
    ]);
  });

  it('whose place a folder has taken', async () => {
    const stage = await storeStage();
    const file = join(stage.stateDir, 'store', name);
    await mkdir(file, { recursive: true });
    expect(await stage.stores().of('w')).toBeUndefined();
    expect(stage.problems).toEqual([
      `The store ${file} cannot be used: a folder has its name. segtop works without it.`,
    ]);
  });

  it('whose folder cannot be made', async () => {
    const stage = await storeStage();
    await writeFile(join(stage.stateDir, 'store'), '');
    expect(await stage.stores().of('w')).toBeUndefined();
    expect(stage.problems).toEqual([
      expect.stringMatching(/cannot be used: its folder is a file\. segtop works without/),
    ]);
  });

  it('that another program keeps locked', async () => {
    const stage = await storeStage();
    (await stage.open()).close();
    const other = new DatabaseSync(join(stage.stateDir, 'store', name));
    other.exec(
      'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO holders (id, machine, pid, seen_at) VALUES (1, 2, 3, 4)',
    );
    expect(await stage.stores({ patience: 30 }).of('w')).toBeUndefined();
    other.close();
    expect(stage.problems).toEqual([
      expect.stringMatching(/another program keeps it locked\. segtop works without it/),
    ]);
  });

  it('that is locked while it is open: everyone asks, and what was read is kept when it is free', async () => {
    const stage = await storeStage();
    const store = await stage.open({ busy: 10 });
    const other = new DatabaseSync(join(stage.stateDir, 'store', name));
    other.exec('BEGIN IMMEDIATE');
    expect(store.claim('a', any)).toBe('mine');
    store.keep('a', answer('read meanwhile'));
    store.flush();
    expect(store.answer('a')?.data).toBe('read meanwhile');
    other.exec('COMMIT');
    other.close();
    expect(stage.problems).toEqual([]);
  });

  it('that was waited for in vain: for two seconds nothing waits again, but what must be kept and what reads', async () => {
    const stage = await storeStage();
    (await stage.open()).close();
    const file = join(stage.stateDir, 'store', name);
    const problems: string[] = [];
    const database = await openDatabase(file, { report: ({ message }) => problems.push(message), busy: 0 });
    const other = new DatabaseSync(file);
    onTestFinished(() => {
      database?.close();
      other.close();
    });
    let time = 1000;
    vi.spyOn(performance, 'now').mockImplementation(() => time);
    onTestFinished(() => void vi.restoreAllMocks());
    const write = () => database?.write(() => 'written');
    other.exec('BEGIN IMMEDIATE');
    expect(write()).toBeUndefined();
    expect(database?.attempt(() => 'written')).toEqual({
      ...{ kind: 'failed', trouble: 'busy', why: 'another program keeps it locked' },
    });
    other.exec('COMMIT');
    time += 1999;
    expect([write(), database?.read(() => 'read')]).toEqual([undefined, 'read']);
    expect(database?.attempt(() => 'at once')).toEqual({ kind: 'done', value: 'at once' });
    time += 1;
    expect(write()).toBe('written');
    expect(problems).toEqual([]);
  });

  it('that is full: what is there can be read, and the line comes once', async () => {
    const stage = await storeStage();
    const first = await stage.open();
    first.keep('small', answer('small'));
    first.close();
    const store = await stage.open({ largest: 64 * 1024 });
    const noise = Array.from({ length: 40_000 }, (_, at) => Math.sin(at));
    for (const key of ['big', 'bigger', 'biggest']) {
      store.keep(key, answer(noise));
      store.flush();
    }
    expect(store.answer('small')?.data).toBe('small');
    expect(stage.problems).toEqual(['What was read is not kept: the disk is full.']);
  });

  it('that breaks while it is open: it is set aside, and nothing more comes of it', async () => {
    const stage = await storeStage();
    const file = join(stage.stateDir, 'store', name);
    const store = await stage.open();
    for (let key = 0; key < 200; key += 1) store.keep(`k${key}`, answer(`${key}`.repeat(200)));
    store.close();
    const bytes = await readFile(file);
    // The end of the file: what is read when it is opened stays whole.
    await writeFile(file, bytes.fill(0xee, bytes.length - 8 * 4096));
    const problems: string[] = [];
    const database = await openDatabase(file, { report: ({ message }) => problems.push(message) });
    expect(database?.read(() => database.sql('SELECT sum(length(value)) FROM answers').get())).toBeUndefined();
    expect(database?.isOpen ?? false).toBe(false);
    await expect.poll(() => problems).toEqual([`The store could not be read; it was kept as ${file}.corrupt-1.`]);
  });

  it('that broke leaves no timer behind when it is closed', async () => {
    const stage = await storeStage();
    const file = join(stage.stateDir, 'store', name);
    const database = await openDatabase(file, { report: () => undefined });
    if (!database) throw new Error('no store');
    let timers = 0;
    const clock = {
      now: () => noon,
      setTimer: () => {
        timers += 1;
        return () => {
          timers -= 1;
        };
      },
    };
    const access = accessOf('sgp_first', []);
    const store = new SharedStore({ database, access, hoursAccess: access, clock });
    expect(timers).toBe(4);
    // As it does by itself when it finds that the file is damaged.
    database.close();
    store.close();
    expect(timers).toBe(0);
  });
});

it.each([
  [5, 'another program keeps it locked'],
  [517, 'another program keeps it locked'],
  [6, 'another program keeps it locked'],
  [8, 'it may not be written'],
  [10, 'the disk gives an error'],
  [11, 'it is damaged'],
  [267, 'it is damaged'],
  [26, 'it is damaged'],
  [13, 'the disk is full'],
  [14, 'its folder may not be written'],
  [21, 'SQLite error 21'],
])('an error %i of SQLite is told in words', (errcode, words) => {
  expect(troubleText(Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode }))).toBe(words);
});
