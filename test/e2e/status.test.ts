import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Status } from '../../source/workspace/watch/status-shape.ts';
import { undocumented } from '../contract/request-checker.ts';
import { laterInMonth } from '../harness/later-in-month.ts';
import type { LoopbackServer } from '../harness/loopback-server.ts';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { bin } from '../harness/terminal/pty.ts';
import { bigCount, type MinimalOptions, minimalApi, token } from './minimal-api.ts';
import { type Run, runBin } from './run-bin.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

interface Told extends Run {
  readonly server: LoopbackServer;
}

/** Runs `segtop status` against a minimal API of its own. */
async function status(
  options: MinimalOptions = {},
  args: readonly string[] = ['--json'],
  given = token,
): Promise<Told> {
  const server = await minimalApi(options);
  try {
    const run = await runBin(['status', ...args], { SEGTOP_API_URL: server.url, SEGTOP_TOKEN: given });
    expect(run.out + run.err).not.toContain(given);
    return { ...run, server };
  } finally {
    await server.close();
  }
}

const json = ({ out }: Run) => JSON.parse(out) as Status;
const refused = { status: 403, body: { message: 'Audit trail is not part of this plan' } };

describe('segtop status --json against an API known by heart', () => {
  let told: Told;
  let object: Status;
  beforeAll(async () => {
    told = await status();
    object = json(told);
  });

  it('prints exactly one object, and says nothing else', () => {
    expect(told.out).toMatch(/^\{\n[\s\S]*\n\}\n$/);
    expect(told.err).toBe('');
    // It fails, and rows were lost: not even that is certain.
    expect(told.code).toBe(4);
  });

  it('has the totals', () => {
    expect(object).toMatchObject({
      version: 1,
      workspace: { id: 'ws', slug: 'minimal', name: 'Minimal' },
      period: '24h',
      // A row of the list was lost: how many there are is not known.
      sources: { total: null, active: null, silent: null, events: 500, violations: 3, violationBasis: 'blocked' },
      destinations: {
        total: 4,
        enabled: 4,
        attempted: 1270,
        failed: 1026,
        failedPercent: 80.7874,
        failing: 4,
      },
      violations: [{ sourceId: 'web', sourceName: 'Web', violations: 3, events: 250 }],
    });
    expect(object.sources.previousEvents).toBeGreaterThanOrEqual(460);
    expect(object.sources.previousEvents).toBeLessThanOrEqual(480);
    expect(Math.abs(Date.parse(object.generatedAt) - Date.now())).toBeLessThan(600_000);
  });

  it('ranks by rate, ties by failed count, then by name', () => {
    const thisHour = Date.parse(object.generatedAt) - (Date.parse(object.generatedAt) % 3_600_000);
    const since = new Date(thisHour - 4 * 3_600_000).toISOString();
    const row = (id: string, name: string, from: string, sourceName: string, more: object) => ({
      ...{ destinationId: id, destinationName: name, sourceId: from, sourceName, since },
      ...{ sinceBefore: null, state: 'losing', trouble: true, ...more },
    });
    expect(object.failing).toEqual([
      row('braze', 'Braze', 'web', 'Web', {
        ...{ failedPercent: 94.2857, failed: 66, delivered: 4, retrying: 0, topReason: '401', verdict: 'LOST' },
        nowPercent: 94.2857,
      }),
      row('amplitude', 'Amplitude', 'ios', 'ios', {
        ...{ failedPercent: 80, nowPercent: 80, failed: 800, delivered: 200, retrying: 0 },
        ...{ topReason: 'MESSAGE_REJECTED', verdict: 'LOST' },
      }),
      row('alpha', 'Alpha', 'ios', 'ios', {
        ...{ failedPercent: 80, nowPercent: 80, failed: 80, delivered: 20, retrying: 0 },
        ...{ topReason: 'A_REASON_OF_TOMORROW', verdict: 'LOST' },
      }),
      row('zendesk', 'Zendesk', 'web', 'Web', {
        ...{ failedPercent: 80, nowPercent: 80, failed: 80, delivered: 20, retrying: 3 },
        ...{ topReason: 'ETIMEDOUT', verdict: 'EXPIRED' },
      }),
    ]);
  });

  it('tells warehouses and activity', () => {
    expect(object.warehouses).toMatchObject([
      { warehouseId: 'w', warehouseName: 'Lake', state: 'ok', lastSync: { status: 'Success', rows: 9007199254740991 } },
    ]);
    expect(object.activity).toMatchObject([
      { id: 'events/2', type: 'Something Of Tomorrow', actorEmail: 'ana@acme.example' },
      { id: 'events/1', type: 'Integration Modified', actorEmail: null },
    ]);
  });

  it('tells usage, big counts as text', async () => {
    laterInMonth();
    expect(json(await status()).usage).toMatchObject({ apiCalls: bigCount, mtu: 42 });
  });

  it('tells the row that could not be read', () => {
    expect(object.problems).toEqual([
      { resource: 'sources', status: 200, message: expect.stringMatching(/^1 row could not be read: id/) },
      { resource: 'destinations', status: 200, message: expect.stringMatching(/^4 rows could be read only in part/) },
      {
        resource: 'source-settings:web',
        status: 200,
        message: expect.stringMatching(/^it could be read only in part/),
      },
      {
        resource: 'warehouse-syncs:w',
        status: 200,
        message: expect.stringMatching(/^1 row could be read only in part/),
      },
    ]);
  });

  it('asked only for what is documented, inside the documented windows, each thing once', () => {
    const { seen } = told.server;
    expect(seen.flatMap(({ method, url }) => undocumented(method, url, Date.now()))).toEqual([]);
    expect(seen.filter(({ headers }) => headers.authorization !== `Bearer ${token}`)).toEqual([]);
    expect(seen.some(({ url }) => url.includes(token))).toBe(false);
    expect(new Set(seen.map(({ url }) => url)).size).toBe(seen.length);
    expect(object.requests).toBe(seen.length);
  });
});

describe('exit codes', () => {
  it('0: nothing is failing', async () => {
    const run = await status({ healthy: true });
    expect([run.code, json(run).problems, json(run).failing, run.err]).toEqual([0, [], [], '']);
  });

  it('1: something is failing, also when not everything could be read', async () => {
    const run = await status({ complete: true, instead: { '/audit-events': refused } });
    expect(run.code).toBe(1);
    expect(json(run).problems).toContainEqual({
      resource: 'recent-audit:24h',
      status: 403,
      message: refused.body.message,
    });
  });

  it('2: no token', async () => {
    const run = await runBin(['status', '--json']);
    expect([run.code, run.out, run.err.split('\n').length]).toEqual([2, '', 2]);
    expect(run.err).toMatch(/^segtop: .*SEGTOP_TOKEN/);
  });

  it('2: an option that is none', async () => {
    const run = await runBin(['status', '--jsn']);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain('--jsn');
  });

  it('3: the token is refused, in one line', async () => {
    const run = await status({}, [], 'sgp_a_token_of_somebody_else');
    expect([run.code, run.out]).toEqual([3, '']);
    expect(run.err).toBe('segtop: the token was refused (401): Unauthorized\n');
  });

  it('3: the token is refused, and --json still prints its object', async () => {
    const run = await status({}, ['--json'], 'sgp_a_token_of_somebody_else');
    expect(run.code).toBe(3);
    expect(json(run)).toMatchObject({ workspace: null, sources: { total: null }, failing: null });
    expect(json(run).problems).toContainEqual({ resource: 'workspace', status: 401, message: 'Unauthorized' });
  });

  it('3: nobody answers', async () => {
    const server = await minimalApi();
    await server.close();
    const run = await runBin(['status'], { SEGTOP_API_URL: server.url, SEGTOP_TOKEN: token });
    expect([run.code, run.out]).toEqual([3, '']);
    expect(run.err).toMatch(/^segtop: no answer: connection refused: 127\.0\.0\.1\S*\n$/);
  });

  it('4: nothing failing in what could be read; the rest is intact', async () => {
    const run = await status({ healthy: true, instead: { '/audit-events': refused } });
    expect(run.code).toBe(4);
    expect(json(run)).toMatchObject({
      workspace: { slug: 'minimal' },
      sources: { total: 2, events: 500 },
      destinations: { total: 4, failed: 0, attempted: 244 },
      activity: null,
      problems: [{ resource: 'recent-audit:24h', status: 403, message: refused.body.message }],
    });
  });

  it('4: what is not known is null, not 0', async () => {
    const broken = { status: 500, body: { errors: [{ type: 'internal', message: 'broken pipe' }] } };
    const run = await status({ healthy: true, instead: { '/events/volume': broken, '/destinations': broken } });
    expect(run.code).toBe(4);
    expect(json(run)).toMatchObject({
      sources: { total: 2, active: null, silent: null, events: null },
      destinations: { total: null, attempted: null, failed: null, failing: null },
    });
  });
});

describe('answers that are none', () => {
  it('everywhere: a web page is named as what it is', async () => {
    const run = await status({ garbage: '<!doctype html><html><title>Sign in to the network</title></html>' }, []);
    expect([run.code, run.out]).toEqual([3, '']);
    expect(run.err).toBe('segtop: no answer: a web page instead of the API: Sign in to the network (200)\n');
  });

  it.each([
    ['{"data":{"workspace":{"id":"w', 'an answer that is not whole JSON'],
    ['', 'an empty answer'],
    ['[]', 'JSON, but not the object that the API sends'],
    ['{"data":null}', 'an answer without data'],
    ['{"data":{}}', 'an answer that cannot be read'],
  ])('everywhere: %j', async (garbage, words) => {
    const run = await status({ garbage }, []);
    expect(run.code).not.toBe(0);
    expect(run.err + run.out).toContain(words);
  });

  it('for one operation: it is named, the rest stands', async () => {
    const run = await status({ healthy: true, instead: { '/events/volume': { status: 200, body: { data: null } } } });
    const resources = ['volume:24h', 'minute-volume', 'usual-volume'];
    expect(json(run).problems).toEqual(
      resources.map((resource) => ({ resource, status: 200, message: 'an answer without data' })),
    );
    expect(json(run)).toMatchObject({ destinations: { total: 4, failed: 0 } });
  });

  it('never drive the terminal', async () => {
    const body = { errors: [{ type: 'x', message: '\u001b]0;owned\u0007\u001b[2Jno\r\nsuch' }] };
    const run = await status({ healthy: true, instead: { '/events/volume': { status: 403, body } } }, []);
    expect(run.out).toContain('not read: volume: no⏎such');
    expect(run.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('for people', () => {
  it('says what is wrong, worst first, and what could not be read', async () => {
    const { out, err, code } = await status({}, []);
    expect(code).toBe(4);
    expect(err).toBe('');
    const lines = out.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'Minimal  24h',
      'sources       – active, – silent, 500 events',
      'destinations  4 enabled, 81% failed (1.03k of 1.27k), 4 with failures',
    ]);
    expect(lines[3]).toMatch(/^ {2}Amplitude ← ios {2}MESSAGE_REJECTED {2}80% failing {2}LOST {2}5 events {2}since/);
    expect(lines.filter((line) => line.startsWith('  not read: sources: 1 row could not be read'))).toHaveLength(1);
  });

  it('tells of a privacy mark that is broken, which alone fails nothing', async () => {
    const stateDir = await temporaryFolder();
    const marked = { kind: 'destination', id: 's7pFTMkXWNAptdnd1JpLKe', color: 'red' };
    const local = {
      privacy: { colors: {}, inventory: [], unwanted: [marked] },
      notifications: { off: [] },
      alerts: { off: [] },
    };
    const kept = { version: 1, workspaces: [{ profile: 'demo', workspaceId: 'AVDYJDq64DXrTRZJq3TF4c', local }] };
    await writeFile(join(stateDir, 'local.json'), JSON.stringify(kept));
    const run = await runBin(['status', '--demo', '--scenario', 'healthy'], { SEGTOP_STATE_DIR: stateDir });
    expect(run.out).toMatch(/^ {2}Amplitude ← Web \(prod\) {2}PRIVACY {2}red should not flow, and does: \S+$/m);
    expect([run.code, run.err]).toEqual([0, '']);
  });

  it('keeps to ASCII where asked', async () => {
    const { out } = await status({}, ['--ascii']);
    expect(out).toContain('Amplitude < ios');
    expect(out).toMatch(/^[\n -~]*$/);
  });

  it('writes notes about the configuration to stderr only', async () => {
    const file = join(await temporaryFolder(), 'config.json');
    await writeFile(file, JSON.stringify({ period: '3d', refresh: { home: '5s' } }));
    const run = await status({ healthy: true }, ['--json', '--config', file]);
    expect(run.code).toBe(0);
    expect(json(run).period).toBe('24h');
    expect(run.err.trimEnd().split('\n')).toEqual([
      `segtop: ${file}:1:11: period: "3d" is not allowed; use 24h or 7d; did you mean 7d?`,
      expect.stringContaining('refresh.home: "5s" is not allowed; use one of the keys'),
    ]);
  });
});

describe('light', () => {
  /** How a run came out, and the scripts that it has loaded, as its coverage tells. */
  async function traced(args: readonly string[]) {
    const folder = await temporaryFolder();
    const run = await runBin(args, { NODE_V8_COVERAGE: folder });
    const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')));
    const urls = texts.flatMap((text) =>
      (JSON.parse(text) as { result: { url: string }[] }).result.map(({ url }) => url),
    );
    return { run, loaded: urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url)) };
  }
  const isUi = async (file: string) => /react\.(transitional\.)?element|ink-root/.test(await readFile(file, 'utf8'));

  it('comes to its end in the demo, and loads neither React nor Ink', async () => {
    const { run, loaded } = await traced(['status', '--demo', '--json']);
    expect(run.code).toBe(1);
    expect(loaded).toContain(bin);
    const chunks = join(bin, '..', 'chunks');
    const all = (await readdir(chunks)).map((file) => join(chunks, file));
    expect((await Promise.all(all.map(isUi))).some(Boolean)).toBe(true);
    const found = await Promise.all(loaded.map(async (file) => ((await isUi(file)) ? [file] : [])));
    expect(found.flat()).toEqual([]);
  });

  it('comes to its end with nothing refused over HTTP', async () => {
    await using api = await mockApi();
    const remote = await runBin(['status', '--json'], { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token });
    expect(remote.code).toBe(1);
    const requests = await api.requests();
    expect(requests.filter(({ status: code }) => code >= 400)).toEqual([]);
  });
});

describe('a second time within a minute', () => {
  it('takes the syncs of warehouses from the first, with their time, and waits for none', async () => {
    await using api = await mockApi();
    const env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token, HOME: await temporaryFolder() };
    const first = json(await runBin(['status', '--json'], env));
    const second = await runBin(['status', '--json'], env);
    const read = first.warehouses!.filter(({ syncsAsOf }) => syncsAsOf !== null);
    expect(read.map(({ warehouseName, state }) => [warehouseName, state])).toEqual([
      ['Redshift', 'failing'],
      ['Snowflake analytics', 'ok'],
    ]);
    expect(json(second).warehouses!.filter(({ syncsAsOf }) => syncsAsOf !== null)).toEqual(read);
  });

  it('answers in part when its time is over, and not at all when nothing came', async () => {
    await using api = await mockApi();
    const slow = async (match: string) => {
      const faults = [{ match, kind: 'slow', ms: 60_000 }];
      await fetch(`${api.url}/__faults`, { method: 'POST', body: JSON.stringify(faults) });
    };
    await slow('GET /destinations');
    const env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token };
    const part = await runBin(['status', '--json', '--timeout', '2'], env);
    expect([json(part).workspace?.slug, json(part).destinations.total]).toEqual(['acme-prod', null]);
    expect(json(part).problems).toContainEqual({ resource: 'destinations', status: 0, message: 'not read in time' });
    await slow('* /**');
    const none = await runBin(['status', '--timeout', '1'], env);
    expect([none.code, none.out]).toEqual([3, '']);
    expect(none.err).toBe('segtop: no answer: not read in time\n');
  });
});
