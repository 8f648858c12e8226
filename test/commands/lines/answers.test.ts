import { describe, expect, test, vi } from 'vitest';
import { answer, type Told, triageLines } from '../../../source/commands/lines/answers.ts';
import { openSession, type Session } from '../../../source/commands/lines/session.ts';
import type { Asked, TypedOptions } from '../../../source/commands/lines/typed.ts';
import type { OpenWorkspace } from '../../../source/commands/reading/open-workspace.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { needOf } from '../../../source/workspace/needs/page.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import type { TriageItem } from '../../../source/workspace/watch/triage.ts';
import { sourceWith } from '../../workspace/snapshots.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

const sessionOf = (workspace: OpenWorkspace) => ({ ask: () => workspace }) as unknown as Session;
/** A session whose first picture was read. */
async function opened(workspace: OpenWorkspace): Promise<Session> {
  const session = openSession(workspace, 5000, () => undefined);
  await session.first();
  return session;
}
const nobody = () =>
  Promise.reject(new ReadError({ kind: 'network', message: t`gone`, status: 0, operation: t`GET /` }));

describe('a number that opens nothing', () => {
  test.each([
    [1, 0, 'no list was told yet: triage tells what is wrong'],
    [2, 3, 'row 2 has no page of its own'],
    [3, 3, 'row 3 has no page of its own'],
    [4, 3, 'there is no row 4: the last list has 3'],
    [0, 3, 'there is no row 0: the last list has 3'],
  ])('%d of %d rows', async (row, count, wrong) => {
    const told = { rows: Array.from({ length: count }, () => undefined) };
    expect(await answer({} as Session, { kind: 'row', row, options: {} }, told)).toEqual({ wrong });
  });
});

describe('what is wrong', () => {
  const item = (id: string, trouble: boolean): TriageItem =>
    ({ kind: 'usage', id, period: '24h', severity: 9, trouble, meter: { kind: 'mtu', percent: 102 } }) as never;
  const [wrong, also, over] = [item('a', true), item('b', true), item('c', false)];
  const lost = { resource: 'users', status: 0, message: 'no' };
  const minutesAgo = (count: number) => ({ fetchedAt: workspaceNow - count * minute });
  const trail = (next?: string) => ({ data: { items: [1, 2], next } });

  test.each<[string, readonly TriageItem[], Record<string, unknown>, readonly string[]]>([
    ['nothing, where all was read', [], {}, ['Nothing is wrong.']],
    [
      'nothing in what was read',
      [],
      { problems: [lost] },
      ['Nothing is wrong in what could be read.', 'Answered in part: not read: users: no.'],
    ],
    [
      'nothing in what was read of a long trail',
      [],
      { activity: trail('more') },
      [
        'Nothing is wrong in what could be read.',
        'Answered in part: not read: recent audit: events before the newest 2.',
      ],
    ],
    [
      'nothing now in what was read of a long trail',
      [over],
      { activity: trail('more') },
      [
        'Nothing is wrong now in what could be read, over or to come: 1, worst first:',
        '1. MTU: 102%',
        'Answered in part: not read: recent audit: events before the newest 2.',
      ],
    ],
    [
      'something, whatever a long trail has besides',
      [wrong],
      { activity: trail('more') },
      ['Wrong now: 1, worst first:', '1. MTU: 102%'],
    ],
    ['something that is over', [over], {}, ['Nothing is wrong now, over or to come: 1, worst first:', '1. MTU: 102%']],
    [
      'two things, and one that is over',
      [wrong, also, over],
      {},
      ['Wrong now: 2, over or to come: 1, worst first:', '1. MTU: 102%', '2. MTU: 102%', '3. MTU: 102%'],
    ],
    ['as of some minutes ago', [], { snapshot: minutesAgo(5) }, ['Nothing is wrong.', 'Read 5m ago, at 14:07.']],
    [
      'not known, and why',
      [],
      { snapshot: { data: undefined }, problems: [lost, { ...lost, message: 'yes' }] },
      ['No answer: no. It is tried again by itself.'],
    ],
    [
      'not known yet',
      [],
      { snapshot: { data: undefined } },
      ['No answer: nothing was read in time. It is tried again by itself.'],
    ],
  ])('%s', (_, triage, { snapshot = {}, problems = [], activity = trail() }, lines) => {
    const read = () => ({ status: 'ready', data: [], fetchedAt: workspaceNow, problems: [], ...(snapshot as object) });
    const session = {
      picture: () => ({ triage, now: workspaceNow, activity, period: '24h' }),
      problems: () => problems,
      needs: () => [needOf(resources.sources), needOf(resources.destinations)],
      poller: { snapshot: read },
      ask: () => ({ clock: { now: () => workspaceNow } }),
    } as unknown as Session;
    const told: Told = { rows: [undefined, undefined, undefined, undefined] };
    expect(triageLines(session, told)).toEqual(lines);
    expect(told.rows.map((target) => target?.view)).toEqual(triage.map(() => 'usage'));
  });
});

describe('what could not be looked up says why, once', () => {
  test.each<[string, Asked]>([
    ['a list', { kind: 'list', name: 'events', of: 'iOS', options: {} }],
    ['a page', { kind: 'page', address: 'source/iOS', options: {} }],
    ['a payload', { kind: 'payload', connection: 'Braze', options: {} }],
    ['a report', { kind: 'report', address: 'destination/Braze' }],
    ['hours', { kind: 'history', address: 'Braze', options: {} }],
  ])('of %s', async (_, asked) => {
    const silent = await mockWorkspace(
      'empty',
      (backend) => ({ ...backend, sources: nobody, destinations: nobody }),
      300,
    );
    const write = vi.spyOn(process.stderr, 'write');
    const code = process.exitCode;
    try {
      expect(await answer(sessionOf(silent), asked, { rows: [] })).toEqual({ unread: 'no answer: gone' });
      expect([write.mock.calls, process.exitCode]).toEqual([[], code]);
    } finally {
      write.mockRestore();
      process.exitCode = code;
    }
  });

  test.each(['', 'usage', 'plan/Web', 'Braze'])(
    'and of what no report is written is said what can be: %s',
    async (address) => {
      expect(await answer({} as Session, { kind: 'report', address }, { rows: [] })).toEqual({
        wrong: 'report is of a connection, a source or a warehouse: report destination/NAME',
      });
    },
  );
});

describe('a payload', () => {
  const sentAt = workspaceNow - minute;
  const sample = (code: string, number: number) => ({
    id: `${code}-${number}`,
    messageId: `m${number}`,
    at: workspaceNow,
    sent: { properties: { sentAt, weekend: 1_800_000_000_000, email: 'ana@acme.example' } },
    request: { method: 'POST', url: 'https://api.example/', headers: {}, body: null },
    response: { status: Number(code), headers: {}, body: null },
  });
  const workspace = mockWorkspace('destination-401', (backend) => ({
    ...backend,
    samples: async ({ reason }) => ({
      value: { kind: 'samples', samples: [sample(reason, 1), sample(reason, 2)] },
      problems: [],
    }),
  }));
  const said = async (connection: string, options: TypedOptions = {}) => {
    const given = await answer(sessionOf(await workspace), { kind: 'payload', connection, options }, { rows: [] });
    const { lines } = given as { readonly lines: readonly string[] };
    const end = lines.indexOf('}') + 1;
    return { document: JSON.parse(lines.slice(0, end).join('')), rest: lines.slice(end) };
  };

  test('has the numbers that were sent, also those that could be moments', async () => {
    const { document } = await said('Braze ← Web (prod)', { reveal: true });
    expect(document.sent.properties).toEqual({ sentAt, weekend: 1_800_000_000_000, email: 'ana@acme.example' });
  });

  test('is found by the ref of a row as by its name, and what reveals it is of the same sample', async () => {
    const { document, rest } = await said('Braze ← Web (prod)');
    const { id } = document.destination;
    expect(rest).toEqual(['1 value is hidden; payload Braze ← Web (prod) --reveal tells it.']);
    const ofRow = await said(`payload/${id}/401`, { sample: 2 });
    expect(ofRow.document).toMatchObject({ ref: `payload/${id}/401`, messageId: '401-2', sample: 2 });
    expect(ofRow.rest).toEqual([`1 value is hidden; payload payload/${id}/401 --sample 2 --reveal tells it.`]);
    const ofCode = await said(`connection/${id}`, { code: '401' });
    expect(ofCode.document).toMatchObject({ ref: `payload/${id}/401`, sample: 1 });
    expect(ofCode.rest).toEqual([`1 value is hidden; payload connection/${id} --code 401 --reveal tells it.`]);
  });
});

describe('a list', () => {
  const asked = (options: TypedOptions): Asked => ({ kind: 'list', name: 'labels', options });
  const labels = mockWorkspace(
    'empty',
    (backend) => ({
      ...backend,
      labels: async () => ({
        value: [
          { key: t`environment`, value: t`prod`, description: t`live` },
          { key: t`team`, value: t`growth`, description: t`` },
        ],
        problems: [],
      }),
    }),
    300,
  );

  test('has the columns that are asked for, in their order', async () => {
    const session = await opened(await labels);
    const told = { rows: [] };
    const of = async (options: TypedOptions) => await answer(session, asked(options), told);
    expect(await of({})).toEqual({ lines: ['1. environment: Value prod, Description live', '2. team: Value growth'] });
    expect(await of({ columns: 'value' })).toEqual({ lines: ['1. prod', '2. growth'] });
    expect(await of({ columns: 'description,value', limit: 1 })).toEqual({ lines: ['1. live: Value prod'] });
    await expect(of({ columns: 'colour' })).rejects.toThrow(/^--columns: "colour" is not allowed; use /);
    const { lines } = (await of({ columns: 'value', json: true })) as { readonly lines: readonly string[] };
    expect(JSON.parse(lines.join(''))).toMatchObject({ rows: [{ value: 'prod' }, { value: 'growth' }] });
    session.stop();
  });
});

describe('hours', () => {
  test('of nothing are of a source or a connection', async () => {
    expect(await answer({} as Session, { kind: 'history', address: '', options: {} }, { rows: [] })).toEqual({
      wrong: 'history is of a source or a connection: history source/NAME',
    });
  });

  const history = (workspace: OpenWorkspace, address: string, options: TypedOptions = {}) =>
    answer(sessionOf(workspace), { kind: 'history', address, options: { from: '-2h', ...options } }, { rows: [] });

  test('of which a part is not known are in part where they still run', async () => {
    const workspace = await mockWorkspace('healthy', (backend) => ({ ...backend, deliveryStep: nobody }));
    const given = (await history(workspace, 'source/iOS')) as { readonly lines: readonly string[] };
    expect(given.lines.slice(0, 3)).toEqual(
      ['12', '13', '14'].map((at) =>
        expect.stringMatching(new RegExp(`^${at}:00: received \\d+, blocked not known, in part$`)),
      ),
    );
    expect(given.lines.slice(3)).toEqual([expect.stringMatching(/^Answered in part: not read: hours: gone\.$/)]);
    const json = (await history(workspace, 'source/iOS', { json: true })) as { readonly lines: readonly string[] };
    expect(JSON.parse(json.lines.join(''))).toMatchObject({ version: 1, name: 'iOS', hours: { length: 3 } });
  });

  test('of what could not be looked up, and of what was not read, are no answer', async () => {
    const silent = await mockWorkspace('healthy', (backend) => ({ ...backend, destinations: nobody }), 300);
    expect(await history(silent, 'Braze')).toEqual({ unread: 'no answer: gone' });
    const lost = await mockWorkspace(
      'healthy',
      (backend) => {
        const { sources, destinations, workspace, wire, hurry } = backend;
        const none = Object.fromEntries(Object.keys(backend).map((name) => [name, nobody]));
        return { ...none, sources, destinations, workspace, wire, hurry } as unknown as Backend;
      },
      300,
    );
    expect(await history(lost, 'source/iOS')).toEqual({ unread: 'no answer: gone' });
  });

  test('of device mode are not known, and why is said', async () => {
    const workspace = await mockWorkspace();
    const { id } = (await workspace.backend.destinations({})).value.find(({ mode }) => mode === 'device')!;
    expect(await history(workspace, `destination/${id}`)).toEqual({
      lines: [
        '12:00: delivered not known, failed not known, filtered not known',
        '13:00: delivered not known, failed not known, filtered not known',
        '14:00: delivered not known, failed not known, filtered not known',
        'Not observable: Segment counts no deliveries of it.',
      ],
    });
  });
});

describe('a name', () => {
  const session = async (names: readonly string[], change: Partial<Backend> = {}) =>
    opened(
      await mockWorkspace('empty', (backend) => ({
        ...backend,
        sources: async () => ({
          value: names.map((name, index) => sourceWith(`s${index}`, { name: sanitise(name) })),
          problems: [],
        }),
        ...change,
      })),
    );
  const asked = async (of: Session, name: string, options: TypedOptions = {}) => {
    const told: Told = { rows: [] };
    const given = await answer(of, { kind: 'name', name, options }, told);
    of.stop();
    return [given, told.rows.length] as const;
  };

  test('that several have is followed by each with a number, and by how many there are', async () => {
    expect(await asked(await session(['Shop one', 'Shop two', 'iOS']), 'shop')).toEqual([
      {
        lines: [
          '2 have that name; a number opens one:',
          '1. Shop one, source, source/s0',
          '2. Shop two, source, source/s1',
        ],
      },
      2,
    ]);
    const shops = Array.from({ length: 60 }, (_, index) => `Shop ${index}`);
    const [many, count] = await asked(await session(shops), 'shop');
    expect((many as { readonly lines: readonly string[] }).lines[0]).toBe(
      'The first 40 that have that name; a number opens one:',
    );
    expect(count).toBe(40);
  });

  test('that nothing has is one that nothing has of what was read', async () => {
    const hint = 'type a list, a page, a name, TYPE/ID, or help';
    expect(await asked(await session(['iOS']), 'zzz')).toEqual([
      { wrong: `nothing that was read is called zzz: ${hint}` },
      0,
    ]);
    expect(await asked(await session(['iOS'], { destinations: nobody }), 'zzz')).toEqual([
      {
        wrong: `nothing that was read is called zzz: ${hint}; answered in part: not read: destinations: gone`,
      },
      0,
    ]);
    expect(await asked(await session(['x']), 'x')).toEqual([
      { wrong: 'one letter is no name here: type more of it, or TYPE/ID' },
      0,
    ]);
  });

  test('of one thing is its page, as of the moment that is asked for', async () => {
    await expect(asked(await session(['iOS']), 'iOS', { at: '-31d' })).rejects.toThrow(/^--at: "-31d" is not allowed/);
    const [given] = await asked(await session(['iOS']), 'iOS', { json: true });
    expect(JSON.parse((given as { readonly lines: readonly string[] }).lines.join(''))).toMatchObject({
      ref: 'source/s0',
    });
  });
});

test('a page of a moment says what of it was not read', async () => {
  const workspace = await mockWorkspace('empty', (backend) => ({ ...backend, eventVolume: nobody }), 300);
  const given = await answer(
    sessionOf(workspace),
    { kind: 'page', address: 'sources', options: { at: '-5h' } },
    { rows: [] },
  );
  expect((given as { readonly lines: readonly string[] }).lines.at(-1)).toBe(
    'Answered in part: not read: volume: gone; minute volume: gone; usual volume: gone.',
  );
});
