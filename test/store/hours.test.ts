import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SeenSeries } from '../../source/domain/hours.ts';
import { openDatabase } from '../../source/store/database.ts';
import { pruneStep } from '../../source/store/prune.ts';
import { noon, storeStage } from './stage.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
const midnight = noon - 12 * hour;

const series = (start: number, end: number, count = 1, more: Partial<SeenSeries> = {}): SeenSeries => ({
  thing: 'source:a',
  measure: 'received',
  window: { start, end },
  readAt: end,
  series: Array.from({ length: Math.ceil((end - start) / hour) }, (_, index) => ({ at: start + index * hour, count })),
  ...more,
});
const all = { start: 0, end: Number.MAX_SAFE_INTEGER };

describe('what was seen by the hour', () => {
  it('is there for other programs and later starts with the same token, over midnight, also of a newer segtop', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see([series(midnight - 2 * hour, midnight + hour + 20 * 60_000, 7)]);
    one.flush();
    const other = await stage.open({ scope: ['https://api.example', '2'] });
    expect(other.hours.of('source:a', 'received', all)).toEqual([
      { at: midnight - 2 * hour, count: 7, until: midnight + hour + 20 * 60_000 },
      { at: midnight - hour, count: 7, until: midnight + hour + 20 * 60_000 },
      { at: midnight, count: 7, until: midnight + hour + 20 * 60_000 },
      { at: midnight + hour, count: 7, until: midnight + hour + 20 * 60_000 },
    ]);
    expect(other.hours.of('source:a', 'received', { start: midnight, end: midnight + hour })).toHaveLength(1);
    expect(other.hours.of('source:b', 'received', all)).toEqual([]);
    expect(other.hours.of('source:a', 'violations', all)).toEqual([]);
  });

  it.each([
    ['another token', { secret: 'sgp_second' }],
    ['another address', { scope: ['https://eu1.api.example', '1'] }],
  ])('is not there for %s', async (_, options) => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see([series(midnight, noon)]);
    one.flush();
    const other = await stage.open(options);
    expect(other.hours.of('source:a', 'received', all)).toEqual([]);
    expect(other.hours.things('source', all)).toEqual([]);
  });

  it('is told again after there was no room for it: only what will be written counts as written', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    const of = (index: number) => series(midnight, midnight + hour, 1, { thing: `source:${index}` });
    const last = of(4_000);
    one.see([...Array.from({ length: 4_000 }, (_, index) => of(index)), last]);
    while (one.hours.of('source:3999', 'received', all).length === 0) one.flush();
    expect(one.hours.of('source:4000', 'received', all)).toEqual([]);
    one.see([last]);
    one.flush();
    expect(one.hours.of('source:4000', 'received', all)).toHaveLength(1);
  });

  it('is sealed: no number of it can be read without the token', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see([series(midnight, noon, 1_234_567)]);
    one.close();
    const bytes = await readFile(join(stage.stateDir, 'store', 'w-50e721e49c01.db'));
    expect(bytes.includes('1234567')).toBe(false);
    expect(bytes.includes('received')).toBe(false);
  });

  it('grows by what each program saw: a part of an hour never replaces all of it', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.see([series(midnight, midnight + 2 * hour + 10 * 60_000, 5)]);
    one.flush();
    other.see([series(midnight, midnight + hour / 2, 1)]);
    other.see([series(midnight + 2 * hour, midnight + 3 * hour, 9)]);
    other.flush();
    expect(one.hours.of('source:a', 'received', all).map(({ count }) => count)).toEqual([5, 5, 9]);
  });

  it('is known up to the last reading of an hour that ran, though nothing came of it any more', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    const known = () => one.hours.of('source:a', 'received', all);
    for (const readAt of [
      midnight + 30 * 60_000,
      midnight + 40 * 60_000,
      midnight + 61 * 60_000,
      midnight + 5 * hour,
    ]) {
      stage.time = readAt;
      one.see([series(midnight, Math.min(readAt, midnight + hour), 5, { readAt })]);
      one.flush();
      expect(known()).toEqual([{ at: midnight, count: 5, until: readAt }]);
    }
  });

  it('is written anew once an hour where an hour that is over is read again and again', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    const read = (minutes: number) => {
      stage.time = midnight + 2 * hour + minutes * 60_000;
      one.see([series(midnight, midnight + hour, 5, { readAt: stage.time })]);
      one.flush();
      return one.hours.of('source:a', 'received', all).map(({ until }) => (until - midnight) / 60_000 - 120);
    };
    expect([0, 5, 59, 60, 119, 120].map(read)).toEqual([[0], [0], [0], [60], [60], [120]]);
  });

  it('takes what one program saw twice before it was written together', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see([series(midnight, midnight + 4 * hour, 3)]);
    one.see([series(midnight + 4 * hour, midnight + 5 * hour, 4)]);
    one.flush();
    expect(one.hours.of('source:a', 'received', all).map(({ count }) => count)).toEqual([3, 3, 3, 3, 4]);
  });

  it('names the things that are known', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see([series(midnight, noon), series(midnight, noon, 2, { thing: 'connection:d', measure: 'failed' })]);
    one.flush();
    expect(one.hours.things('source', all)).toEqual(['source:a']);
    expect(one.hours.things('connection', all)).toEqual(['connection:d']);
    expect(one.hours.things('connection', { start: midnight - day, end: midnight })).toEqual([]);
  });

  it('writes all of many things before it closes', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    one.see(Array.from({ length: 350 }, (_, index) => series(midnight, noon, 1, { thing: `source:${index}` })));
    one.close();
    const other = await stage.open();
    expect(other.hours.things('source', all)).toHaveLength(350);
  });

  it('is not written again while it stays the same', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), {
      report: () => undefined,
    });
    const version = () => database?.read(() => database.sql('PRAGMA data_version').get()?.data_version);
    one.see([series(midnight, noon)]);
    one.flush();
    const before = version();
    one.see([series(midnight, noon)]);
    one.flush();
    expect(version()).toBe(before);
    database?.close();
  });

  it('goes by its age and by its size, the oldest days first, a few rows at a time', async () => {
    const stage = await storeStage();
    const one = await stage.open();
    for (let back = 0; back < 100; back += 1)
      one.see([series(midnight - back * day, midnight - back * day + 8 * hour)]);
    one.flush();
    const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), {
      report: () => undefined,
    });
    if (!database) throw new Error('no store');
    const days = () => Number(database.read(() => database.sql('SELECT count(*) AS n FROM hours').get()?.n));
    for (let step = 0; step < 20; step += 1) pruneStep(database, noon);
    expect(days()).toBe(91);
    const size = Number(database.read(() => database.sql('SELECT max(size) AS n FROM hours').get()?.n));
    for (let step = 0; step < 100; step += 1) pruneStep(database, noon, { hoursRoom: size * 30 });
    expect(days()).toBeGreaterThanOrEqual(29);
    expect(days()).toBeLessThanOrEqual(31);
    expect(one.hours.of('source:a', 'received', all).at(-1)?.at).toBe(midnight + 7 * hour);
    database.close();
  });
});
