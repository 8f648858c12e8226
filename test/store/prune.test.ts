import { join } from 'node:path';
import { expect, it } from 'vitest';
import { largestStore, openDatabase } from '../../source/store/database.ts';
import { answersRoom, hoursRoom, isNear, pruneStep } from '../../source/store/prune.ts';
import { logsRoom, mostEvents } from '../../source/store/prune-logs.ts';
import { Steadiness } from '../../source/store/steadiness.ts';
import { answer, noon, storeStage } from './stage.ts';

const hour = 60 * 60_000;
const day = 24 * hour;

it('keeps the newest answers within their room and none of more than fourteen days, in small steps', async () => {
  const stage = await storeStage();
  const store = await stage.open();
  const noise = Array.from({ length: 300 }, (_, at) => Math.sin(at));
  for (let index = 0; index < 30; index += 1) store.keep(`k${index}`, answer(noise, noon - index * day + 1));
  store.flush();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  expect(pruneStep(database, noon)).toBe(false);
  const kept = () => database.read(() => database.sql('SELECT key, size FROM answers ORDER BY id').all()) ?? [];
  expect(kept().map(({ key }) => key)).toEqual(Array.from({ length: 15 }, (_, index) => `k${index}`));
  const size = Number(kept()[0]?.size);
  pruneStep(database, noon, { answersRoom: Math.ceil(size * 3.5) });
  expect(kept().map(({ key }) => key)).toEqual(['k0', 'k1', 'k2']);
  database.close();
  expect(stage.problems).toEqual([]);
});

it('keeps 64 MB of answers and 40 MB of hours, and gives the room of what goes back to the disk', async () => {
  const stage = await storeStage();
  const store = await stage.open();
  const noise = Array.from({ length: 3000 }, (_, at) => Math.sin(at));
  for (const index of [0, 1, 2]) store.keep(`k${index}`, answer(noise, noon - index));
  for (const back of [0, 1, 2]) {
    const start = noon - (noon % day) - back * day;
    store.see([
      {
        thing: 'source:a',
        measure: 'received',
        window: { start, end: start + hour },
        readAt: noon,
        series: [{ at: start, count: 1 }],
      },
    ]);
  }
  store.flush();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  const number = (sql: string) => Number(Object.values(database.read(() => database.sql(sql).get()) ?? {})[0]);
  const left = (answers: number, hours: number) => {
    database.write(() => {
      database.sql('UPDATE answers SET size = ?').run(answers);
      database.sql('UPDATE hours SET size = ?').run(hours);
    });
    expect(pruneStep(database, noon)).toBe(false);
    return ['answers', 'hours'].map((table) => number(`SELECT count(*) FROM ${table}`));
  };
  const mega = 1024 * 1024;
  expect(left(Math.floor((64 * mega) / 3), Math.floor((40 * mega) / 3))).toEqual([3, 3]);
  expect(left(32 * mega, 20 * mega)).toEqual([2, 2]);
  expect(left(32 * mega, 20 * mega)).toEqual([2, 2]);
  expect(left(32 * mega + 1, 20 * mega + 1)).toEqual([1, 1]);
  expect(number('SELECT min(fetched_at) FROM answers')).toBe(noon);
  expect(number('SELECT min(day) FROM hours')).toBe(noon - (noon % day));
  expect(number('PRAGMA freelist_count')).toBe(0);
  database.close();
});

it('has room in its file for all that its tables may hold: a file that is full while none of them is stays full', async () => {
  const stage = await storeStage();
  (await stage.open()).close();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  const number = (sql: string) => Number(Object.values(database.read(() => database.sql(sql).get()) ?? {})[0]);
  // As small as values are: the smaller, the more of the file are ids and indexes.
  const [rows, size] = [4000, 400];
  const access = 'a'.repeat(32);
  const id = (index: number) => `5f3c1c0c3f8a4c0b9d2e${index}`;
  /** Bytes of the file that one row takes. */
  const ofOne = (sql: string, values: (index: number) => readonly (string | number | Uint8Array)[]) => {
    const before = number('PRAGMA page_count');
    database.write(() => {
      for (let index = 0; index < rows; index += 1) database.sql(sql).run(access, ...values(index));
    });
    return ((number('PRAGMA page_count') - before) * 4096) / rows;
  };
  const value = new Uint8Array(size);
  const answers = ofOne(
    'INSERT INTO answers (access, key, fetched_at, asked_at, size, value) VALUES (?, ?, ?, ?, ?, ?)',
    (index) => [`delivery ${id(index)} DAY 24h`, noon, noon, size, value],
  );
  const hours = ofOne('INSERT INTO hours (access, thing, day, size, value) VALUES (?, ?, ?, ?, ?)', (index) => [
    ...[`connection:${id(index)}`, noon, size, value],
  ]);
  const exchanges = ofOne(
    `INSERT INTO log_exchanges (access, destination, exchange, reason, at, kept_at, size, value)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    (index) => [id(0), `exchange-of-many-letters-${index}`, '401', noon, noon, size, value],
  );
  const events = ofOne(
    `INSERT INTO log_events (access, destination, message, kind, exchange, attempt, outcome, at, kept_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    (index) => [
      id(0),
      `node-next-${id(index)}`,
      'attempt',
      `exchange-of-many-letters-${index}`,
      1,
      'failure',
      noon,
      noon,
    ],
  );
  database.close();
  const all =
    ((answers * answersRoom + hours * hoursRoom + exchanges * logsRoom) / size + events * mostEvents) / largestStore;
  expect(all).toBeGreaterThan(0.5);
  expect(all).toBeLessThan(1);
});

it('keeps hours for ninety days to the hour, and goes on at once where a step was full', async () => {
  const stage = await storeStage();
  const store = await stage.open();
  const midnight = noon - (noon % day);
  const start = midnight - 91 * day;
  store.see([
    {
      thing: 'source:a',
      measure: 'received',
      window: { start, end: start + 2 * day },
      readAt: noon,
      series: [],
    },
  ]);
  store.flush();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  const days = () =>
    (database.read(() => database.sql('SELECT day FROM hours ORDER BY day').all()) ?? []).map(
      (row) => (Number(row.day) - midnight) / day,
    );
  pruneStep(database, midnight - 1);
  expect(days()).toEqual([-91, -90]);
  pruneStep(database, midnight);
  expect(days()).toEqual([-90]);
  const fill = (rows: number) =>
    database.write(() => {
      for (let index = 0; index < rows; index += 1)
        database
          .sql('INSERT INTO answers (access, key, fetched_at, asked_at, size, value) VALUES (?, ?, 0, 0, 1, ?)')
          .run('a', `k${index}`, new Uint8Array(1));
    });
  fill(199);
  expect(pruneStep(database, midnight)).toBe(false);
  fill(200);
  expect([pruneStep(database, midnight), pruneStep(database, midnight)]).toEqual([true, false]);
  database.close();
});

it('goes by room and number alone while the clock cannot be trusted: nothing is old by it', async () => {
  const stage = await storeStage();
  const store = await stage.open();
  store.keep('k', answer(1, noon - 15 * day));
  store.see([
    {
      thing: 'source:a',
      measure: 'received',
      window: { start: noon - 100 * day, end: noon - 99 * day },
      readAt: noon,
      series: [],
    },
  ]);
  store.flush();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  database.write(() => {
    database
      .sql(`INSERT INTO log_exchanges (access, destination, exchange, reason, at, kept_at, size, value)
        VALUES ('a', 'd', 'x', '401', 0, 0, 1, ?)`)
      .run(new Uint8Array(1));
    database
      .sql("INSERT INTO log_hours (access, destination, hour, asked_at, lines, outcome) VALUES ('a', 'd', 0, 0, 1, '')")
      .run();
    database.sql('INSERT INTO log_requests (at, closed_until) VALUES (0, 0)').run();
  });
  const counts = () =>
    ['answers', 'hours', 'log_exchanges', 'log_hours', 'log_requests'].map((table) =>
      Number(database.read(() => database.sql(`SELECT count(*) AS count FROM ${table}`).get())?.count),
    );
  const before = counts();
  pruneStep(database, noon, {}, false);
  expect([before[0], counts()]).toEqual([1, before]);
  for (let step = 0; step < 5; step += 1) pruneStep(database, noon);
  expect(counts()).toEqual([0, 0, 0, 0, 0]);
  database.close();
});

it.each<[string, readonly (readonly [at: number, isNear: boolean])[], readonly boolean[]]>([
  [
    'is sure at once where something was kept about now',
    [
      [0, true],
      [10, false],
    ],
    [true, true],
  ],
  [
    'is sure after an hour where nothing was',
    [
      [0, false],
      [59, true],
      [60, true],
    ],
    [false, false, true],
  ],
  [
    'is as sure as before within one step',
    [
      [0, false],
      [0, false],
      [60, false],
      [60, false],
    ],
    [false, false, true, true],
  ],
  [
    'is not for an hour after a jump',
    [
      [0, true],
      [121, true],
      [180, true],
      [181, true],
    ],
    [true, false, false, true],
  ],
  [
    'holds two hours of sleep for none',
    [
      [0, true],
      [120, true],
    ],
    [true, true],
  ],
  [
    'is not for an hour after it was set back',
    [
      [0, true],
      [-1, true],
      [58, true],
      [59, true],
    ],
    [true, false, false, true],
  ],
  [
    'jumped there and back',
    [
      [0, true],
      [9999, true],
      [10, true],
      [69, true],
      [70, true],
    ],
    [true, false, false, false, true],
  ],
])('whether a clock can be trusted %s', (_, looks, sure) => {
  const steadiness = new Steadiness();
  expect(looks.map(([at, isNear]) => steadiness.isSure(noon + at * 60_000, () => isNear))).toEqual(sure);
});

it.each([
  [0, true],
  [day, true],
  [-day, true],
  [day + 1, false],
  [-day - 1, false],
])('an answer is of about now for a day: %i', async (after, isOf) => {
  const stage = await storeStage();
  const store = await stage.open();
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  expect(isNear(database, noon)).toBe(false);
  store.keep('old', answer(1, noon - 20 * day));
  store.keep('k', answer(1, noon));
  store.flush();
  expect(isNear(database, noon + after)).toBe(isOf);
  database.close();
});
