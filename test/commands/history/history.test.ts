import { describe, expect, test } from 'vitest';
import { columnsOf, csvOf, readHistory, subjectOf, windowOf } from '../../../source/commands/history/history.ts';
import { tableText } from '../../../source/commands/lists/print.ts';
import type { OpenWorkspace } from '../../../source/commands/reading/open-workspace.ts';
import { printLook } from '../../../source/commands/reading/print-look.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { day, hour } from '../../../source/domain/time.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { destinationWith, problemWith, sourceWith } from '../../workspace/snapshots.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const workspace = await mockWorkspace();
const read = async (address: string, from: string, open: OpenWorkspace = workspace) =>
  readHistory(open, (await subjectOf(open, address))!, windowOf({ from }, workspaceNow));

describe('the window', () => {
  test.each([
    [{}, '2026-11-20T14:00:00.000Z', '2026-11-21T14:12:30.000Z'],
    [{ from: '2026-11-18T02:30Z', to: '2026-11-18T05:00Z' }, '2026-11-18T02:00:00.000Z', '2026-11-18T05:00:00.000Z'],
    [{ from: '-80d', to: '-79d' }, '2026-09-02T14:00:00.000Z', '2026-09-03T14:12:00.000Z'],
  ])('of %j', (options, from, to) => {
    const { start, end } = windowOf(options, workspaceNow);
    expect([new Date(start).toISOString(), new Date(end).toISOString()]).toEqual([from, to]);
  });

  test.each([
    [{ from: '-91d' }, /^--from: "-91d" is not allowed; use a time: .* is too long ago: ninety days are kept$/],
    [{ to: 'noon' }, /^--to: "noon" is not allowed; use a time: .* is no time/],
    [
      { from: '2026-11-18T05:00Z', to: '2026-11-18T05:00Z' },
      /^--from: "2026-11-18T05:00Z" is not allowed; use a time b/,
    ],
    [{ from: '2026-11-18T05:50Z', to: '2026-11-18T05:40Z' }, /use a time before --to$/],
    [{ from: '-1h', to: '-2h' }, /^--from: "-1h" is not allowed; use a time before --to$/],
  ])('of %j is refused', (options, message) => {
    expect(() => windowOf(options, workspaceNow)).toThrow(message);
  });
});

test('the hours of a connection add up to what its page says, hour by hour', async () => {
  const { document } = await read('Braze ← Web (prod)', '-24h');
  expect(document.problems).toEqual([]);
  expect([document.name, document.hours.length]).toEqual(['Braze ← Web (prod)', 25]);
  const target = (await subjectOf(workspace, 'Braze ← Web (prod)'))!;
  const destination = (await workspace.backend.destinations({})).value.find(({ id }) => id === target.params.id)!;
  const window = { start: Date.parse(document.from), end: Date.parse(document.from) + 20 * hour };
  const query = { destinationId: destination.id, sourceId: destination.sourceId, window, granularity: 'HOUR' } as const;
  const { value } = await workspace.backend.deliveryMetrics(query, {});
  const sum = (name: 'failed' | 'delivered') =>
    document.hours.slice(0, 20).reduce((all, row) => all + (row[name] ?? Number.NaN), 0);
  expect(sum('failed')).toBe(value.discarded + value.expired);
  expect(sum('delivered')).toBe(value.firstTry + value.afterRetry);
  expect(document.hours.at(-1)).toMatchObject({ at: '2026-11-21T14:00:00.000Z', complete: false });
});

test('a source has what it received and what was blocked', async () => {
  const { document } = await read('source/iOS', '-3h');
  expect(document.hours[0]).toEqual({
    at: '2026-11-21T11:00:00.000Z',
    received: expect.any(Number),
    blocked: expect.any(Number),
    complete: true,
  });
});

test('hours that Segment keeps no more are null, unless this host has seen them', async () => {
  const { document, isAnswered } = await read('source/iOS', '-40d');
  const [first] = document.hours;
  expect(isAnswered).toBe(true);
  expect(first).toEqual({ at: '2026-10-12T14:00:00.000Z', received: null, blocked: null, complete: false });
  expect(document.hours.filter(({ received }) => received === null).length).toBeGreaterThanOrEqual(10 * 24);

  const at = workspaceNow - (workspaceNow % hour) - 39 * day;
  const { id: workspaceId } = (await workspace.backend.workspace({})).value;
  let closed = 0;
  const hours = {
    of: (_: string, measure: string) => (measure === 'received' ? [{ at, count: 77, until: at + 6 * hour }] : []),
  };
  const stores = {
    known: async () => workspaceId,
    of: async () => ({ store: { hours, close: () => (closed += 1) } }),
  };
  const store = { open: async () => stores, onRenewed: () => undefined } as unknown as OpenWorkspace['store'];
  const seen = await read('source/iOS', '-40d', { ...workspace, store });
  expect(seen.document.hours.find((row) => row.at === new Date(at).toISOString())).toMatchObject({
    received: 77,
    blocked: null,
    complete: false,
  });
  expect(closed).toBe(1);
});

describe('of what this host has seen before, where Segment answers nothing', () => {
  const at = Date.parse('2026-11-21T11:00:00Z');
  const gone = () =>
    Promise.reject(new ReadError({ kind: 'network', message: t`gone`, status: 0, operation: t`GET /` }));
  /** Counts by the hour, from 11:00 on. */
  const seen = async (
    counts: Readonly<Record<string, readonly number[]>>,
    { knownId = 'w1', workspaceAnswers = true, source = 'web' } = {},
  ) => {
    const hours = {
      of: (_: string, measure: string) =>
        (counts[measure] ?? []).map((count, index) => {
          const own = at + index * hour;
          return { at: own, count, until: own + 6 * hour };
        }),
    };
    const stores = { known: async () => knownId, of: async () => ({ store: { hours, close: () => undefined } }) };
    const open = await mockWorkspace('empty', (backend) => ({
      ...backend,
      workspace: workspaceAnswers
        ? async () => ({ value: { id: 'w1', slug: t`acme`, name: t`Acme` }, problems: [] })
        : gone,
      sources: async () => ({ value: [sourceWith('web', { name: t`Web` })], problems: [] }),
      destinations: async () => ({ value: [destinationWith('d1', source, { name: t`Braze` })], problems: [] }),
      eventVolume: gone,
      deliveryStep: gone,
    }));
    const store = { open: async () => stores, onRenewed: () => undefined } as unknown as OpenWorkspace['store'];
    return { ...open, ...(Object.keys(counts).length > 0 ? { store } : {}) };
  };
  const counts = { delivered: [1, 0, 1], failed: [2, 0, 1], filtered: [0, 0, 0] };

  test('the share is of the attempted, to four digits, and none where nothing was', async () => {
    const { document, rows, names, isAnswered } = await read('destination/d1', '-4h', await seen(counts));
    expect(isAnswered).toBe(true);
    expect(document).toMatchObject({
      version: 1,
      name: 'Braze ← Web',
      workspace: { id: 'w1', slug: 'acme', name: 'Acme' },
      from: '2026-11-21T10:00:00.000Z',
      to: '2026-11-21T14:12:30.000Z',
      generatedAt: '2026-11-21T14:12:30.000Z',
    });
    const none = { delivered: null, failed: null, filtered: null, failedPercent: null, complete: false };
    expect(document.hours).toEqual([
      { at: '2026-11-21T10:00:00.000Z', ...none },
      { at: '2026-11-21T11:00:00.000Z', delivered: 1, failed: 2, filtered: 0, failedPercent: 66.6667, complete: true },
      { at: '2026-11-21T12:00:00.000Z', delivered: 0, failed: 0, filtered: 0, failedPercent: null, complete: true },
      { at: '2026-11-21T13:00:00.000Z', delivered: 1, failed: 1, filtered: 0, failedPercent: 50, complete: true },
      { at: '2026-11-21T14:00:00.000Z', ...none },
    ]);
    expect(csvOf(document.hours, names).split(/\r?\n/)).toEqual([
      'at,delivered,failed,filtered,failedPercent,complete',
      '2026-11-21T10:00:00.000Z,,,,,false',
      '2026-11-21T11:00:00.000Z,1,2,0,66.6667,true',
      '2026-11-21T12:00:00.000Z,0,0,0,,true',
      '2026-11-21T13:00:00.000Z,1,1,0,50,true',
      '2026-11-21T14:00:00.000Z,,,,,false',
      '',
    ]);
    const look = { ...printLook({ isTTY: false } as never, {}, {}), glyphs: glyphs(false), now: workspaceNow };
    expect(tableText(rows.length, columnsOf(rows, names, workspaceNow), look).split('\n')).toEqual([
      'Hour   Delivered  Failed  Filtered  Rate',
      '10:00          –       –         –     –  not known',
      '11:00          1       2         0   67%',
      '12:00          0       0         0     –',
      '13:00          1       1         0   50%',
      '14:00          –       –         –     –  not known',
      '',
    ]);
  });

  test('an hour of which one count is known is in part', async () => {
    const { document, rows, names, isAnswered } = await read('source/web', '-4h', await seen({ received: [7] }));
    expect([isAnswered, document.name, document.problems.length]).toEqual([true, 'Web', 1]);
    expect(document.hours[1]).toEqual({
      at: '2026-11-21T11:00:00.000Z',
      received: 7,
      blocked: null,
      complete: false,
    });
    const look = { ...printLook({ isTTY: false } as never, {}, {}), glyphs: glyphs(false), now: workspaceNow };
    expect(tableText(2, columnsOf(rows, names, workspaceNow), look).split('\n')).toEqual([
      'Hour   Received  Blocked',
      '10:00         –        –  not known',
      '11:00         7        –  in part',
      '',
    ]);
    expect(csvOf(document.hours.slice(1, 2), names)).toMatch(
      /^at,received,blocked,complete\r?\n2026-11-21T11:00:00\.000Z,7,,false\r?\n$/,
    );
  });

  test.each<[string, Promise<OpenWorkspace>, unknown]>([
    ['without a store there is no answer', seen({}), [false, 'w1', null]],
    ['the store of another workspace is not asked', seen(counts, { knownId: 'w2' }), [false, 'w1', null]],
    [
      'of a workspace that does not answer it is the one that is known',
      seen(counts, { workspaceAnswers: false }),
      [true, undefined, 2],
    ],
  ])('%s', async (_, open, expected) => {
    const { document, isAnswered } = await read('destination/d1', '-4h', await open);
    expect([isAnswered, document.workspace?.id, document.hours[1]?.failed]).toEqual(expected);
  });

  test('a connection whose source is gone has the name of its destination', async () => {
    const { document } = await read('destination/d1', '-4h', await seen(counts, { source: 'gone' }));
    expect(document.name).toBe('Braze');
  });
});

test('what could not be read is a problem and unknown; the rest is told', async () => {
  const refused = await mockWorkspace('healthy', (backend) => ({
    ...backend,
    deliveryStep: async (query, options) => {
      if (query.step !== 'failed-delivery') return backend.deliveryStep(query, options);
      throw new ReadError({ kind: 'no-access', message: t`not for this token`, status: 403, operation: t`GET /x` });
    },
  }));
  const { document, isAnswered } = await read('Braze ← Web (prod)', '-3h', refused);
  expect(isAnswered).toBe(true);
  expect(document.problems).toMatchObject([{ status: 403, message: 'not for this token' }]);
  expect(document.hours[0]).toMatchObject({ failed: null, failedPercent: null, delivered: expect.any(Number) });
});

test('the share of an hour is that of its counts, to four digits', async () => {
  const { document } = await read('Braze ← Web (prod)', '-24h');
  const counted = document.hours.filter(({ delivered, failed }) => (delivered ?? 0) > 0 && (failed ?? 0) > 0);
  expect(counted.length).toBeGreaterThan(1);
  for (const { delivered, failed, failedPercent } of counted)
    expect(failedPercent).toBe(Number(((100 * failed!) / (delivered! + failed!)).toFixed(4)));
});

test('of device mode, which Segment does not count, no hour is 0', async () => {
  const { value: destinations } = await workspace.backend.destinations({});
  const { id } = destinations.find(({ mode }) => mode === 'device')!;
  const { document, isAnswered, isUncounted } = await read(`destination/${id}`, '-2h');
  expect([isAnswered, isUncounted, document.hours.length]).toEqual([true, true, 3]);
  for (const row of document.hours)
    expect(row).toMatchObject({ delivered: null, failed: null, filtered: null, failedPercent: null, complete: false });

  const off = destinations.find(({ enabled, mode }) => !enabled && mode === 'cloud')!;
  const past = await read(`destination/${off.id}`, '-2h');
  expect([past.isUncounted, past.document.hours.every(({ failed }) => failed !== null)]).toEqual([false, true]);
});

describe('a name alone', () => {
  const named = async (
    address: string,
    destinations: readonly (readonly [id: string, name: SafeText, source: string])[],
    isWhole = true,
  ) => {
    const problems = isWhole ? [] : [problemWith({ kind: 'dropped-rows', status: 200 })];
    const sources = [sourceWith('web', { name: t`Web` }), sourceWith('bills', { name: t`Billing` })];
    const open = await mockWorkspace('empty', (backend) => ({
      ...backend,
      sources: () => Promise.resolve({ value: sources, problems: [] }),
      destinations: () =>
        Promise.resolve({ value: destinations.map(([id, name, of]) => destinationWith(id, of, { name })), problems }),
    }));
    const code = process.exitCode;
    const found = await subjectOf(open, address).catch((thrown: Error) => thrown.message);
    process.exitCode = code;
    return typeof found === 'string' ? found : found && `${found.view}/${found.params.id}`;
  };
  test.each<[string, string, string | undefined, isWhole?: boolean]>([
    ['the whole name of a source, before a connection that only has it within its own', 'Billing', 'source/bills'],
    ['the whole name of a connection', 'stripe ← billing', 'destination/d1'],
    ['the whole name of both', 'Web', 'destination/d2'],
    ['an id', 'bills', 'source/bills'],
    ['a part of the name of one connection', 'strip', 'destination/d1'],
    ['a part of both', 'billin', 'destination/d1'],
    ['the whole name of a source, where a connection of that name may be lost', 'Billing', undefined, false],
    ['the whole name of a connection, where others may be lost', 'Stripe', 'destination/d1', false],
    [
      'a name that nothing has',
      'zzz',
      'destination or source: "zzz" is not allowed; use the id or name of a destination or a source; segtop list names them',
    ],
    [
      'a name that is nearly that of a source',
      'bilingg',
      'destination or source: "bilingg" is not allowed; use Billing: nothing has that id or name',
    ],
    ['nothing at all', '', 'destination or source: "" is not allowed; use the id or name of a destination or a source'],
  ])('is %s', async (_, address, expected, isWhole) => {
    const destinations = [['d1', t`Stripe`, 'bills'] as const, ['d2', t`Web`, 'web'] as const];
    expect(await named(address, destinations, isWhole)).toBe(expected);
  });

  test('of several connections is that of none of them', async () => {
    const two = [['d1', t`Braze`, 'web'] as const, ['d2', t`Braze`, 'bills'] as const];
    const ids = 'd1 (Braze < Web), d2 (Braze < Billing)';
    expect(await named('Braze', two)).toBe(
      `destination: "Braze" is not allowed; use an id, as 2 have that name: ${ids}`,
    );
    expect(await named('bill', two)).toBe('destination/d2');
    expect(await named('braze ←', two)).toMatch(/as 2 have it in their name/);
    expect(await named('Billing', two)).toBe('source/bills');
  });
});

test.each([
  ['warehouse/redshift', /use source\/ID or destination\/ID/],
  ['nothing of that name', /^destination or source: "nothing of that name" is not allowed/],
])('%s has no hours', async (address, message) => {
  await expect(subjectOf(workspace, address)).rejects.toThrow(message);
});
