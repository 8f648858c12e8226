import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { NotWritten } from '../../source/collect/durable.ts';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { type Imported, type ImportedInto, importFrom, intoOf, sourceInPath } from '../../source/collect/import.ts';
import { CollectedReader } from '../../source/collect/read.ts';
import { readLog } from '../../source/collect/read-log.ts';
import { emptyTally } from '../../source/collect/tally.ts';
import { summary } from '../../source/commands/import.ts';
import { t } from '../../source/domain/text.ts';
import { day, hour, iso, minute } from '../../source/domain/time.ts';
import type { Put } from '../../source/store/failure-logs.ts';
import { noon, type StoreStage, storeStage } from '../store/stage.ts';
import { violation } from './stage.ts';

async function importer(stage: StoreStage) {
  const opened = await stage.stores().of('w');
  const events = await openCollected(collectedFile(stage.stateDir, 'w'), () => undefined);
  if (!opened || !events) throw new Error('no store');
  onTestFinished(() => {
    events.close();
    opened.store.close();
  });
  let written = 0;
  let into: ImportedInto | undefined;
  const eventsAt = async (now: number): Promise<ImportedInto> => {
    written += 1;
    into ??= intoOf(events, now);
    return into;
  };
  const options = {
    logs: opened.logs,
    days: 7,
  };
  return {
    logs: opened.logs,
    written: () => written,
    reader: new CollectedReader(events),
    close: () => {
      events.close();
      opened.store.close();
    },
    read: (
      bytes: string | Uint8Array,
      sourceId?: string,
      { now = noon, tally }: { now?: number; tally?: Imported } = {},
    ) =>
      importFrom(
        (async function* () {
          yield Buffer.from(bytes);
        })(),
        sourceId,
        { ...options, events: () => eventsAt(now), now: () => now },
        tally,
      ),
  };
}

const track = (messageId: string, at: number, more: object = {}) => ({
  type: 'track',
  event: `Event ${messageId}`,
  messageId,
  receivedAt: iso(at),
  properties: { total: 1 },
  ...more,
});
const lines = (...values: readonly object[]) => values.map((each) => `${JSON.stringify(each)}\n`).join('');
const logLine = (event: string, properties: object) => ({
  type: 'observability',
  event,
  properties: { routed: { to: [{ id: 'dst' }], from: [{ id: 'src' }] }, occurredAt: iso(noon - hour), ...properties },
});

test.each([
  ['bucket/segment-logs/abc/1769000000000/file.gz', 'abc'],
  ['segment-logs/abc/1769/x.gz', 'abc'],
  ['C:\\logs\\segment-logs\\abc\\1769\\x.gz', 'abc'],
  ['my-segment-logs/abc/x.gz', undefined],
  ['x.gz', undefined],
])('%s is of the source %s (rule 307)', (path, source) => {
  expect(sourceInPath(path)).toBe(source);
});

test('an archive becomes the events of its source, newest first by their own time, however old they are', async () => {
  const { read, reader } = await importer(await storeStage());
  const old = noon - 40 * day;
  const archive = gzipSync(lines(track('m1', old), track('m3', old + 2 * minute), track('m2', old + minute)));
  const tally = await read(archive, 'web');
  expect(tally).toMatchObject({ events: 3, duplicates: 0, odd: 0, from: old, to: old + 2 * minute });
  const received = reader.received('web');
  expect(received?.kind === 'events' && received.events.map(({ messageId, at }) => [messageId, at])).toEqual([
    ['m3', old + 2 * minute],
    ['m2', old + minute],
    ['m1', old],
  ]);
  expect(received).toMatchObject({ isLive: false });
  expect(reader.event('m2')?.event).toMatchObject({ properties: { total: 1 } });
});

test('the same again adds nothing', async () => {
  const { read, logs } = await importer(await storeStage());
  const all = lines(
    track('m1', noon, { projectId: 'web' }),
    logLine('Destination Exchange Logged', { destinationExchangeId: 'x', responseFromDestination: { status: 401 } }),
    logLine('Delivery Attempt Logged', { destinationExchangeId: 'x', messageId: 'm1', attempt: 1, outcome: 'failure' }),
    logLine('Error Logged', { messageId: 'm1', discarded: true }),
  );
  expect(await read(all)).toMatchObject({ events: 1, exchanges: 1, attempts: 1, errors: 1, duplicates: 0, odd: 0 });
  expect(await read(all)).toMatchObject({ events: 1, exchanges: 1, attempts: 1, errors: 1, duplicates: 4, odd: 0 });
  expect(logs.exchanges('dst', '401').map(({ events }) => events.map(({ messageId }) => messageId))).toEqual([['m1']]);
});

test('lines that are neither are counted, with the first of them; what stands around them is kept', async () => {
  const { read, reader } = await importer(await storeStage());
  const text = `${lines(track('m1', noon))}no json\n\n[1,2]\n{"type":"delete"}\n"x"\n${lines(track('m2', noon))}`;
  expect(await read(text, 'web')).toMatchObject({ events: 2, odd: 4, firstOdd: 2 });
  const received = reader.received('web');
  expect(received?.kind === 'events' && received.events.length).toBe(2);
});

test('what could not be written is not counted', async () => {
  const { read, logs, close } = await importer(await storeStage());
  close();
  const text = lines(
    track('m1', noon),
    logLine('Destination Exchange Logged', { destinationExchangeId: 'x' }),
    logLine('Error Logged', { messageId: 'm1', discarded: true }),
  );
  const into = { ...emptyTally(), homeless: 0 };
  await expect(read(text, 'web', { tally: into })).rejects.toThrow(NotWritten);
  expect([logs.isOpen, into]).toEqual([false, { ...emptyTally(), homeless: 0 }]);
});

test('a report of a violation is none of the events of the source that it is about', async () => {
  const { read, reader } = await importer(await storeStage());
  const many = Array.from({ length: 12 }, (_, index) => violation(`r${index}`));
  expect(await read(lines(...many, track('m1', noon)), 'web')).toMatchObject({ events: 13, odd: 0 });
  const received = reader.received('web');
  expect(received?.kind === 'events' && received.events.map(({ messageId }) => messageId)).toEqual(['m1']);
  const query = { sourceId: 'web', window: { start: noon - day, end: noon } };
  const found = reader.violations(query)?.value;
  expect(found?.kind === 'details' && found.rows.map(({ count, samples }) => [count, samples.length])).toEqual([
    [12, 10],
  ]);
});

test.each([
  ['of about now', 0, ['m2', 'm3', 'm4']],
  // A clock that stands ahead for a moment would have all of it deleted, with the second file too.
  ['of 40 days ago, by this clock', 40 * day, ['m1', 'm2', 'm3', 'm4']],
])('what is kept longer than its days goes, where the newest is %s', async (_, ahead, left) => {
  const stage = await storeStage();
  const before = await importer(stage);
  await before.read(lines(track('m1', noon)), 'web', { now: noon - 8 * day });
  await before.read(lines(track('m2', noon)), 'web', { now: noon });
  before.close();
  const { read, reader } = await importer(stage);
  for (const id of ['m3', 'm4']) await read(lines(track(id, noon)), 'web', { now: noon + ahead });
  expect(['m1', 'm2', 'm3', 'm4'].filter((id) => reader.event(id))).toEqual(left);
});

test('an event without a source is not kept, and said to lack it', async () => {
  const { read, reader } = await importer(await storeStage());
  expect(await read(lines(track('m1', noon), track('m2', noon, { projectId: 'web' })))).toMatchObject({
    events: 1,
    odd: 1,
    homeless: 1,
  });
  expect(reader.event('m1')).toBeUndefined();
});

test.each([
  [0, 0],
  [1, 1],
  [500, 1],
  [501, 2],
  [1000, 2],
])('an archive of %i events is written in %i pieces: no more than 500 wait in memory', async (count, pieces) => {
  const { read, written } = await importer(await storeStage());
  const tally = await read(lines(...Array.from({ length: count }, (_, index) => track(`m${index}`, noon))), 'web');
  expect([tally.events, written()]).toEqual([count, pieces]);
});

test('of a source the newest five thousand are kept', async () => {
  const { read, reader } = await importer(await storeStage());
  const many = Array.from({ length: 5600 }, (_, index) => track(`m${index}`, noon + index * 1000));
  await read(lines(...many), 'web');
  const received = reader.received('web');
  const ids = received?.kind === 'events' ? received.events.map(({ messageId }) => messageId) : [];
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([5000, 'm5599', 'm600']);
});

test('a file that breaks off keeps what came before', async () => {
  const { read, reader } = await importer(await storeStage());
  const whole = gzipSync(lines(track('m1', noon)) + lines(track('m2', noon, { noise: Math.random() })));
  await expect(read(whole.subarray(0, whole.length - 9), 'web')).rejects.toThrow();
  expect(reader.event('m1')).toBeDefined();
});

test.each([
  [{ exchanges: 1, attempts: 2, errors: 0, events: 0 }, 'f: 1 exchange, 2 attempts'],
  [{ events: 1200, from: noon, to: noon + hour }, 'f: 1,200 events; from 2026-01-15T12:00:00Z to 2026-01-15T13:00:00Z'],
  [{ events: 2, duplicates: 2 }, 'f: 2 events; 2 were there already'],
  [{ odd: 1, firstOdd: 17 }, 'f: nothing; 1 line not understood, the first is line 17'],
  [
    { odd: 2, firstOdd: 1, homeless: 1 },
    'f: nothing; 2 lines not understood, the first is line 1; 1 of these names no source: --source tells it',
  ],
])('%j reads %s', (part, text) => {
  const none = { exchanges: 0, attempts: 0, errors: 0, events: 0, duplicates: 0, odd: 0, homeless: 0 };
  expect(summary(t`f`, { ...none, firstOdd: undefined, from: undefined, to: undefined, ...part })).toBe(text);
});

test.each([
  [199, [199]],
  [200, [200]],
  [201, [200, 1]],
])('%i lines of a log are written %j at a time', async (count, pieces) => {
  const written: number[] = [];
  const put = (entries: readonly unknown[]) => {
    written.push(entries.length);
    return { known: 0 } as Put;
  };
  const all = Array.from({ length: count }, (_, index) => logLine('Error Logged', { messageId: `m${index}` }));
  const bytes = (async function* () {
    yield Buffer.from(lines(...all));
  })();
  expect(await readLog(bytes, { isOpen: true, put })).toMatchObject({ errors: count, odd: 0 });
  expect(written).toEqual(pieces);
});
