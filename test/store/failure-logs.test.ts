import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type LogEntry, logEntry } from '../../source/domain/delivery/failure-log.ts';
import { day, hour, iso, minute } from '../../source/domain/time.ts';
import { openDatabase } from '../../source/store/database.ts';
import { type FailureLogs, mostOfOneError } from '../../source/store/failure-logs.ts';
import { pruneStep } from '../../source/store/prune.ts';
import { noon, type StoreStage, storeStage } from './stage.ts';

async function open(stage: StoreStage, secret?: string): Promise<FailureLogs> {
  const opened = await stage.stores(secret === undefined ? {} : { secret }).of('w');
  if (!opened) throw new Error(`no store: ${stage.problems.join(' ')}`);
  onTestFinished(() => opened.store.close());
  return opened.logs;
}

function entry(event: string, properties: object, at = noon): LogEntry {
  const routed = { to: [{ id: 'dst' }], from: [{ id: 'src' }] };
  const made = logEntry({ type: 'observability', event, properties: { routed, occurredAt: iso(at), ...properties } });
  if (!made) throw new Error('no line of a log');
  return made;
}

const exchange = (id: string, status = 401, at = noon) =>
  entry(
    'Destination Exchange Logged',
    {
      destinationExchangeId: id,
      requestToDestination: { body: `{"asked":"${id}"}` },
      responseFromDestination: { status, body: `{"answered":"${id}"}` },
    },
    at,
  );
const attempt = (messageId: string, destinationExchangeId: string, at = noon) =>
  entry('Delivery Attempt Logged', { messageId, destinationExchangeId, attempt: 1, outcome: 'failure' }, at);

test('exchanges come newest first with their events, whatever order they were written in (rule 301)', async () => {
  const logs = await open(await storeStage());
  expect(logs.put([attempt('m1', 'x1'), exchange('x1'), exchange('x2', 401, noon + minute)])).toEqual({
    added: 3,
    known: 0,
  });
  expect(logs.put([attempt('m2', 'x2'), attempt('m3', 'x2', noon + 1), exchange('x3', 503)])).toEqual({
    added: 3,
    known: 0,
  });
  const kept = logs.exchanges('dst', '401');
  expect(
    kept.map(({ exchange: { exchangeId, request }, events, keptAt }) => [exchangeId, request.body, events, keptAt]),
  ).toEqual([
    [
      'x2',
      '{"asked":"x2"}',
      [
        { messageId: 'm2', attempt: 1, outcome: 'failure' },
        { messageId: 'm3', attempt: 1, outcome: 'failure' },
      ],
      noon,
    ],
    ['x1', '{"asked":"x1"}', [{ messageId: 'm1', attempt: 1, outcome: 'failure' }], noon],
  ]);
  expect(logs.counts('dst')).toEqual(
    new Map([
      ['401', 2],
      ['503', 1],
    ]),
  );
  expect([logs.exchanges('dst', '404'), logs.exchanges('other', '401')]).toEqual([[], []]);
});

test('the same lines twice are there once', async () => {
  const stage = await storeStage();
  const lines = [exchange('x1'), attempt('m1', 'x1'), entry('Error Logged', { messageId: 'm1', discarded: true })];
  const [first, second] = [await open(stage), await open(stage)];
  expect(first.put(lines)).toEqual({ added: 3, known: 0 });
  expect(second.put([...lines, ...lines, attempt('m2', 'x1')])).toEqual({ added: 1, known: 6 });
  expect(first.exchanges('dst', '401')[0]?.events).toHaveLength(2);
});

test('another token sees nothing of it, and nothing can be read without one', async () => {
  const stage = await storeStage();
  const logs = await open(stage);
  logs.put([exchange('a body that nobody may read')]);
  const other = await open(stage, 'sgp_second');
  expect([other.exchanges('dst', '401'), other.counts('dst'), logs.exchanges('dst', '401').length]).toEqual([
    [],
    new Map(),
    1,
  ]);
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  const row = database?.read(() => database.sql('SELECT value FROM log_exchanges').get());
  database?.close();
  expect(Buffer.from(row?.value as Uint8Array).toString('latin1')).not.toContain('answered');
});

test('requests of a day are counted over all programs and tokens of the host (rule 304)', async () => {
  const stage = await storeStage();
  const [first, second] = [await open(stage), await open(stage, 'sgp_second')];
  expect([first.takeRequest(3), second.takeRequest(3), first.takeRequest(3)]).toEqual([0, 1, 2]);
  expect([first.takeRequest(3), second.takeRequest(3)]).toEqual([undefined, undefined]);
  stage.time = noon + day - 1;
  expect(first.takeRequest(3)).toBeUndefined();
  stage.time = noon + day;
  expect([first.used().taken, first.takeRequest(3)]).toEqual([0, 0]);
});

test('where Segment says so, none is sent until then', async () => {
  const stage = await storeStage();
  const [first, second] = [await open(stage), await open(stage)];
  first.close(noon + hour);
  expect([second.takeRequest(3), second.used()]).toEqual([undefined, { taken: 0, until: noon + hour }]);
  stage.time = noon + hour;
  expect(second.takeRequest(3)).toBe(0);
});

test('none is sent for a day at most, nor for longer because a clock ran ahead', async () => {
  const stage = await storeStage();
  const logs = await open(stage);
  logs.close(noon + 9 * day);
  expect(logs.used().until).toBe(noon + day);
  stage.time = noon - 1;
  expect([logs.used().until, logs.takeRequest(3)]).toEqual([0, 0]);
  logs.close(noon + hour);
  expect([logs.used().until, logs.takeRequest(3)]).toEqual([noon + hour, undefined]);
});

test('what came of an hour is known to the others, the newest answer alone', async () => {
  const stage = await storeStage();
  const [first, second] = [await open(stage), await open(stage)];
  const asked = { hour: noon - 2 * hour, askedAt: noon, lines: 0, outcome: '' as never };
  expect([first.asked('dst', asked), first.asked('dst', { ...asked, hour: noon - hour })]).toEqual([true, true]);
  first.asked('dst', { ...asked, askedAt: noon + hour, lines: 7 });
  expect(second.hours('dst', noon - 2 * hour).map(({ hour: at, lines }) => [at, lines])).toEqual([
    [noon - hour, 0],
    [noon - 2 * hour, 7],
  ]);
  expect(second.hours('dst', noon - hour)).toHaveLength(1);
});

test('of one error the newest are kept, so that it does not push out the others', async () => {
  const logs = await open(await storeStage());
  logs.put([exchange('rare', 503)]);
  const many = Array.from({ length: mostOfOneError + 20 }, (_, index) => exchange(`x${index}`, 401, noon + index));
  logs.put(many);
  const kept = logs.exchanges('dst', '401');
  expect([kept.length, kept[0]?.exchange.exchangeId, kept.at(-1)?.exchange.exchangeId]).toEqual([
    mostOfOneError,
    `x${mostOfOneError + 19}`,
    'x20',
  ]);
  expect(logs.exchanges('dst', '503')).toHaveLength(1);
  // Those that are not shown are gone, also where they came one by one.
  logs.put([exchange('newest', 401, noon + day), attempt('m', 'newest', noon + day)]);
  expect(logs.counts('dst')).toEqual(
    new Map([
      ['401', mostOfOneError],
      ['503', 1],
    ]),
  );
  expect(logs.exchanges('dst', '401', 1000).at(-1)?.exchange.exchangeId).toBe('x21');
});

test('an exchange that was changed on the disk is left out, and the others are there', async () => {
  const stage = await storeStage();
  const logs = await open(stage);
  logs.put([exchange('whole'), exchange('changed'), exchange('moved')]);
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  database?.write(() => {
    database.sql("UPDATE log_exchanges SET value = zeroblob(100) WHERE exchange = 'changed'").run();
    database.sql("UPDATE log_exchanges SET exchange = 'other' WHERE exchange = 'moved'").run();
  });
  database?.close();
  expect(logs.exchanges('dst', '401').map((each) => each.exchange.exchangeId)).toEqual(['whole']);
});

test('what is too old or too much goes, the oldest first', async () => {
  const stage = await storeStage();
  const logs = await open(stage);
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  onTestFinished(() => database.close());
  for (const age of [30, 29, 27.9, 1.9]) {
    stage.time = noon - age * day;
    logs.put([exchange(`x${age}`), attempt(`m${age}`, `x${age}`)]);
    logs.asked('dst', { hour: noon - age * day, askedAt: stage.time, lines: 2, outcome: '' as never });
    logs.takeRequest(120);
  }
  stage.time = noon;
  const count = (table: string) =>
    Number(database.read(() => database.sql(`SELECT count(*) AS count FROM ${table}`).get())?.count);
  const counts = () => ['log_exchanges', 'log_events', 'log_hours', 'log_requests'].map(count);
  pruneStep(database, noon);
  expect([counts(), logs.exchanges('dst', '401').map(({ exchange: { exchangeId } }) => exchangeId)]).toEqual([
    [2, 2, 2, 1],
    expect.arrayContaining(['x27.9', 'x1.9']),
  ]);
  const size = Number(database.read(() => database.sql('SELECT max(size) AS size FROM log_exchanges').get())?.size);
  pruneStep(database, noon, { logsRoom: size, logEvents: 1 });
  expect([counts(), logs.exchanges('dst', '401')[0]?.exchange.exchangeId]).toEqual([[1, 1, 2, 1], 'x1.9']);
});

test('24 MB of exchanges are kept, and the oldest of more go', async () => {
  const stage = await storeStage();
  const logs = await open(stage);
  const database = await openDatabase(join(stage.stateDir, 'store', 'w-50e721e49c01.db'), { report: () => undefined });
  if (!database) throw new Error('no store');
  onTestFinished(() => database.close());
  for (const name of ['first', 'second']) {
    logs.put([exchange(name)]);
    stage.time += minute;
  }
  const kept = (size: number) => {
    database.write(() => database.sql('UPDATE log_exchanges SET size = ?').run(size));
    pruneStep(database, stage.time);
    return logs.exchanges('dst', '401').map((each) => each.exchange.exchangeId);
  };
  expect(kept(12 * 1024 * 1024)).toEqual(['second', 'first']);
  expect(kept(12 * 1024 * 1024 + 1)).toEqual(['second']);
});
