import { expect, it, onTestFinished } from 'vitest';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { CollectedReader } from '../../source/collect/read.ts';
import { understand } from '../../source/collect/understand.ts';
import { keepCollected } from '../../source/collect/write.ts';
import { sanitise } from '../../source/domain/text.ts';
import { day, hour } from '../../source/domain/time.ts';
import type { Database } from '../../source/store/database.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { event, violating, violation } from './stage.ts';

const now = Date.UTC(2026, 0, 15, 12);
const window = { start: now - day, end: now + hour };

const understood = (sent: readonly unknown[]) =>
  sent.flatMap((each) => {
    const found = understand(each, { keep: 'all', now });
    return found.kind === 'kept' ? [found.of] : [];
  });

async function opened(): Promise<Database> {
  const database = await openCollected(collectedFile(await temporaryFolder(), 'w'), () => undefined);
  if (!database) throw new Error('not opened');
  onTestFinished(() => database.close());
  return database;
}

it('violations are read by event, field, kind and version, the event itself their sample where it was seen', async () => {
  const database = await opened();
  const sent = [
    event('node-sch-1'),
    violation('sch-1'),
    violation('sch-2', { appVersion: '5.2' }),
    violation('sch-3', { appVersion: '5.2', eventMessageID: 'node-sch-2', violationField: 'properties.total' }),
    violation('sch-4', { sourceID: 'ios' }),
  ];
  database.attempt(() => keepCollected(database, understood(sent), now - 2 * hour));
  const reader = new CollectedReader(database);
  const { value: details, problems } = reader.violations({ sourceId: 'web', window }) ?? {};
  expect(problems).toEqual([]);
  expect(details).toMatchObject({
    kind: 'details',
    basis: 'forwarded',
    isLive: true,
    since: now - 2 * hour,
    // Two of its violations were of one event.
    events: [{ eventName: 'Order Completed', eventType: 'track', events: 2, unplanned: 0 }],
  });
  const rows = details?.kind === 'details' ? details.rows : [];
  const facts = rows.map(({ field, appVersion, count, samples }) => [
    field,
    appVersion,
    count,
    samples.map((each) => each.messageId),
  ]);
  expect(facts.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    ['properties.products', undefined, 1, ['node-sch-1']],
    ['properties.products', '5.2', 1, ['sch-2']],
    ['properties.total', '5.2', 1, ['sch-3']],
  ]);
  expect(reader.violations({ sourceId: 'web', eventName: 'Other', window })).toMatchObject({
    ...{ value: { rows: [], events: [] }, problems: [] },
  });
  expect(reader.violations({ sourceId: 'android', window })).toBeUndefined();
});

it.each<[string, number, number | undefined]>([
  ['and what the source itself sent long before', 20 * day, now - 2 * hour],
  ['and the same time before', 2 * hour, now - 2 * hour],
])('violations that are forwarded are known since the first of them, %s', async (_, ago, since) => {
  const database = await opened();
  const early = { receivedAt: new Date(now - 3 * day).toISOString() };
  database.attempt(() => keepCollected(database, understood([violating('own', early)]), now - ago));
  database.attempt(() => keepCollected(database, understood([violation('sch-1')]), now - 2 * hour));
  const details = () => new CollectedReader(database).violations({ sourceId: 'web', window })?.value;
  expect(details()).toMatchObject({ basis: 'forwarded', since });
  // A day without any of them: the other way tells since when somebody looked.
  database.write(() => database.sql('UPDATE violations SET at = ?').run(now - 3 * day));
  expect(details()).toMatchObject({ basis: 'collected', rows: [] });
  expect(details()).toHaveProperty('since', ago > day ? undefined : now - ago);
});

it('an event that is rare has its violations and samples, however many others have', async () => {
  const database = await opened();
  const many = Array.from({ length: 3300 }, (_, index) =>
    violation(`sch-${index}`, { eventName: `E ${index % 1100}`, eventMessageID: `node-${index}` }),
  );
  const at = new Date(now - hour).toISOString();
  const rare = violation('rare', { eventName: 'Rare\u202e', eventMessageID: 'node-rare', eventTimestamp: at });
  database.attempt(() => keepCollected(database, understood([...many, rare]), now));
  const eventName = sanitise('Rare\u202e');
  const reader = new CollectedReader(database);
  expect(reader.violations({ sourceId: 'web', eventName, window })?.value).toMatchObject({
    rows: [{ eventName, count: 1, samples: [{ messageId: 'rare' }] }],
    events: [{ eventName, events: 1 }],
  });
  // Of 1,101 the thousand most frequent are shown, and it is said how many are not.
  const { value, problems } = reader.violations({ sourceId: 'web', window }) ?? {};
  expect([
    value?.kind === 'details' && value.rows.length,
    problems?.map(({ kind, message }) => [kind, message]),
  ]).toEqual([1000, [['dropped-rows', '101 of 1,101 violations are left out, the rarest ones']]]);
});

it('ten samples of each violation are read, the newest, and one of what is rarer than the newest 3,000', async () => {
  const database = await opened();
  const at = (ago: number) => new Date(now - ago).toISOString();
  const often = Array.from({ length: 2999 }, (_, index) =>
    violation(`often-${index}`, { eventMessageID: `o-${index}`, eventTimestamp: at(1000 + index) }),
  );
  const rare = (name: string, count: number, ago: number) =>
    Array.from({ length: count }, (_, index) =>
      violation(`${name}-${index}`, {
        violationField: name,
        eventMessageID: `${name}-${index}`,
        eventTimestamp: at(ago - index),
      }),
    );
  const all = [...rare('gone', 1, hour), ...rare('rarest', 2, hour), ...rare('rare', 1, hour / 2), ...often];
  const keep = () =>
    understood(all).map((each) => ({ ...each, event: each.event && { ...each.event, group: each.messageId } }));
  database.attempt(() => keepCollected(database, keep(), now));
  database.write(() => database.sql("DELETE FROM events WHERE message_id = 'gone-0'").run());
  const details = new CollectedReader(database).violations({ sourceId: 'web', window })?.value;
  const found = details?.kind === 'details' ? details.rows : [];
  expect(found.map(({ field, count, samples }) => [field, count, samples.map(({ messageId }) => messageId)])).toEqual([
    ['properties.products', 2999, Array.from({ length: 10 }, (_, index) => `often-${index}`)],
    ['rarest', 2, ['rarest-1']],
    ...[
      ['gone', 1, []],
      ['rare', 1, ['rare-0']],
    ],
  ]);
});

it('of a source the last 500 events are read as they came, and all that was read out of archives', async () => {
  const database = await opened();
  const ids = (reader: CollectedReader) => {
    const received = reader.received('web');
    return received?.kind === 'events' ? received.events.map(({ messageId }) => messageId) : [];
  };
  const sent = Array.from({ length: 501 }, (_, index) => (index % 2 === 0 ? event : violating)(`e-${index}`));
  database.attempt(() => keepCollected(database, understood(sent), now));
  const live = ids(new CollectedReader(database));
  expect([live.length, live[0], live.at(-1)]).toEqual([500, 'e-500', 'e-1']);
  const imported = understood([
    event('old', { receivedAt: '2026-01-14T11:59:00Z' }),
    event('new', { receivedAt: '2026-01-15T11:59:01Z' }),
  ]);
  database.attempt(() =>
    keepCollected(
      database,
      imported.map((each) => ({ ...each, event: { ...each.event!, kind: 3 as const } })),
      now,
    ),
  );
  const both = ids(new CollectedReader(database));
  expect([both.length, both[0], both[1], both.at(-1)]).toEqual([502, 'new', 'e-500', 'old']);
});

it('a file that cannot be read now is told as such: it is not one without violations or events', async () => {
  const database = await opened();
  database.attempt(() => keepCollected(database, understood([event('node-1'), violation('sch-1')]), now));
  const reader = new CollectedReader(database);
  reader.close();
  const why = 'what was collected: its file cannot be read now';
  expect(() => reader.violations({ sourceId: 'web', window })).toThrow(why);
  expect(() => reader.received('web')).toThrow(why);
  // A payload is there without the event that was sent.
  expect(reader.event('node-1')).toBeUndefined();
});

it('violations that events tell themselves are collected ones, and the whole window where it began before', async () => {
  const database = await opened();
  database.attempt(() =>
    keepCollected(database, understood([violating('node-1'), violating('node-2')]), window.start - 1),
  );
  const details = new CollectedReader(database).violations({ sourceId: 'web', window });
  expect(details?.value).toMatchObject({
    basis: 'collected',
    since: undefined,
    rows: [{ kind: 'Invalid Type', field: 'properties.total', count: 2, appVersion: '5.2' }],
  });
});

it('the debugger has the last events of a source, newest first, and an event is found by its id', async () => {
  const database = await opened();
  const keep = (...sent: readonly unknown[]) => database.attempt(() => keepCollected(database, understood(sent), now));
  keep(event('a'), violating('b'), violation('c'), event('of ios', { projectId: 'ios' }));
  const reader = new CollectedReader(database);
  const first = reader.received('web');
  expect(first).toMatchObject({
    kind: 'events',
    isLive: true,
    events: [{ messageId: 'b' }, { messageId: 'a', name: 'Order Completed' }],
  });
  expect(reader.received('web')).toBe(first);
  keep(event('d'));
  expect(reader.received('web')).toMatchObject({
    events: [{ messageId: 'd' }, { messageId: 'b' }, { messageId: 'a' }],
  });
  expect(reader.received('android')).toBeUndefined();
  expect(reader.event('a')).toEqual({ event: event('a'), at: Date.parse('2026-01-15T11:59:00Z') });
  expect([reader.event('c'), reader.event('nobody')]).toEqual([undefined, undefined]);
});

it('an event that came from two sources under one id is one of each, and comes again from neither', async () => {
  const database = await opened();
  const of = (sourceId: string, total: string) =>
    violating('m1', {
      properties: { total },
      context: {
        protocols: { sourceId, violations: [{ type: 'Required', field: 'a', description: 'a is required' }] },
      },
    });
  const keep = (...sent: readonly unknown[]) => database.write(() => keepCollected(database, understood(sent), now));
  expect(keep(of('web', 'one'))).toBe(1);
  expect(keep(of('ios', 'two'), of('ios', 'two'), of('web', 'three'))).toBe(1);
  expect(keep(of('ios', 'two'), of('web', 'one'))).toBe(0);
  const reader = new CollectedReader(database);
  const seen = ['web', 'ios'].map((sourceId) => {
    const received = reader.received(sourceId);
    const found = reader.violations({ sourceId, window })?.value;
    const totalOf = (sent: unknown) => (sent as { properties: { total: string } }).properties.total;
    return [
      received?.kind === 'events' && received.events.map(({ messageId, event: sent }) => [messageId, totalOf(sent)]),
      found?.kind === 'details' &&
        found.rows.map((row) => [row.count, row.samples.map((each) => [each.messageId, totalOf(each.event)])]),
    ];
  });
  expect(seen).toEqual([
    [[['m1', 'one']], [[1, [['m1', 'one']]]]],
    [[['m1', 'two']], [[1, [['m1', 'two']]]]],
  ]);
  expect(reader.event('m1')?.event).toMatchObject({ properties: { total: 'one' } });
});
