import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode, type SpawnOptions } from '../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly home: string;
}

/** Runs the bin with a pipe at each end. */
async function segtop(
  args: readonly string[],
  { env, stdin = '' }: { env?: SpawnOptions['env']; stdin?: string } = {},
): Promise<Ended> {
  const home = await temporaryFolder();
  return new Promise((resolve) => {
    const options = { env: cleanEnvironment(home, env), maxBuffer: 2 ** 26 };
    const child = execFile(pinnedNode(), [bin, ...args], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err, home }),
    );
    child.stdin?.end(stdin);
  });
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each([
  [['--version'], new RegExp(`^${version}\n$`)],
  [['--help'], /Usage: segtop \[options\] \[command\][\s\S]*--scenario <name>[\s\S]*status[\s\S]*SEGTOP_TOKEN/],
  [['mock-api', '--help'], /--port <number>[\s\S]*Scenarios: everything[\s\S]*GET \/__requests[\s\S]*POST \/__faults/],
])('%j prints and ends well', async (args, expected) => {
  const { code, out, err } = await segtop(args);
  expect(out).toMatch(expected);
  expect([code, err]).toEqual([0, '']);
});

test.each([['status'], ['alerts', 'test']])(
  'the help of %s lies beside the program, as the parser prints it',
  async (...command) => {
    const [kept, parsed] = await Promise.all([
      segtop([...command, '--help']),
      segtop([...command, '--help', '--ascii']),
    ]);
    expect(kept).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Usage: segtop /) });
    expect(parsed.out).toBe(kept.out);
    expect((await segtop(['help', ...command])).out).toBe(kept.out);
  },
);

describe('one line that names what is wrong and what is allowed, and exit code 2', () => {
  test.each([
    [['foo'], 'segtop: command: "foo" is not allowed; use status, serve, '],
    [['help', 'foo'], 'segtop: command: "foo" is not allowed; use status, serve, '],
    [['staus', '--help'], 'segtop: command: "staus" is not allowed; use status (did you mean that?), or status, '],
    [
      ['import', 'x', '--demo'],
      'segtop: import: "--demo" is not allowed; use the token or the profile of the workspace ',
    ],
    [['staus'], 'segtop: command: "staus" is not allowed; use status (did you mean that?), or status, serve, '],
    [['show', 'sorce/x', '--demo'], 'segtop: TYPE/ID: "sorce/x" is not allowed; use source (did you mean that?), or '],
    [['show', 'source', '--demo'], 'segtop: TYPE/ID: "source" is not allowed; use source/ID, or source/ and its name'],
    [['payload', 'x', '--sample', '0'], 'segtop: --sample: "0" is not allowed; use a number from 1'],
    [['open', 'triage', '--demo'], 'segtop: the dashboard needs a terminal; `segtop status` prints to a pipe'],
    [['list'], "segtop: missing required argument 'what'; use triage, failing, connections, sources, "],
    [['completion', '--demo'], "segtop: missing required argument 'shell'; use bash, zsh, fish\n"],
    [
      ['config', 'chek'],
      'segtop: config: "chek" is not allowed; use check (did you mean that?), or check, schema, show\n',
    ],
    [['alerts', ''], 'segtop: alerts: "" is not allowed; use test\n'],
    [['payload', 'x', '--code', ''], 'segtop: --code: "" is not allowed; use a code such as 401; segtop list error-'],
    [['list', 'soruces', '--demo'], 'segtop: list: "soruces" is not allowed; use sources (did you mean that?), or '],
    [
      ['list', 'sources', '--demo', '--json', '--csv'],
      'segtop: --csv: "with --json" is not allowed; use one of --json, --ndjson, --csv and',
    ],
    [['list', 'sources', '--limit', '0'], 'segtop: --limit: "0" is not allowed; use a count from 1 to 1000000'],
    [['list', 'users', '--demo', '--columns', 'nmae'], 'segtop: --columns: "nmae" is not allowed; use name (did you'],
    [['--foo'], "segtop: unknown option '--foo'"],
    [['status', '--jsn'], "segtop: unknown option '--jsn' (Did you mean --json?)"],
    [['status', 'more'], "segtop: too many arguments for 'status'"],
    [['--profile'], "segtop: option '--profile <name>' argument missing"],
    [['--period', '3d'], 'segtop: --period: "3d" is not allowed; use 24h or 7d'],
    [['--scenario', 'x\u001b[2J'], 'segtop: --scenario: "x'],
    [
      ['status', '--demo', '--profile', 'x'],
      'segtop: --profile: "x" is not allowed; use no profile: none is configured',
    ],
    [['--timeout', '0'], 'segtop: --timeout: "0" is not allowed; use seconds above 0 and up to 3600'],
    [['status', '--timeout', '1h'], 'segtop: --timeout: "1h" is not allowed; use seconds above 0 and up to 3600'],
    [['--api-url', 'ftp://x'], 'segtop: --api-url: "ftp://x" is not allowed; use an https:// or http:// address'],
    [
      ['--config', '/no/such'],
      'segtop: --config: "/no/such" is not allowed; use a file that can be read (there is no such file)',
    ],
    [['status'], 'segtop: SEGTOP_TOKEN is not set; use a Public API token, a profile, or --demo'],
    [['mock-api', '--port', 'x'], 'segtop mock-api: --port "x" is not allowed; use a whole number from 0 to 65535'],
    [['mock-api', '--scenario', 'x'], 'segtop: --scenario: "x" is not allowed; use everything, '],
    [[], 'segtop: no token: set SEGTOP_TOKEN or a profile, or try `segtop --demo`'],
    [['--demo'], 'segtop: the dashboard needs a terminal; `segtop status` prints to a pipe'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await segtop(args);
    expect(err.slice(0, message.length)).toBe(message);
    expect(err).toMatch(/^[^\n\u001b]*\n$/);
    expect([code, out]).toEqual([2, '']);
  });
});

test('a demo has no need of a token, and fails as it should: exit code 1', async () => {
  const { code, out, err } = await segtop(['status', '--demo', '--scenario', 'destination-401']);
  expect(out).toContain('Braze');
  expect([code, err]).toEqual([1, '']);
});

test('an older Node is told so instead of failing somewhere', async () => {
  const older = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { node: '22.12.9' } })")}`;
  const { code, err } = await segtop(['--demo'], { env: { NODE_OPTIONS: `--import ${older}` } });
  expect([code, err]).toEqual([2, 'segtop: Node 22.13 or later is needed; this is 22.12.9\n']);
});

test('what it compiles is kept for the next start, for its user alone', async () => {
  const { code, home } = await segtop(['status', '--jsn'], { env: { NODE_COMPILE_CACHE: undefined } });
  expect(code).toBe(2);
  const kept = join(home, 'cache', 'segtop', 'compiled');
  expect(await readdir(kept)).not.toEqual([]);
  const modes = await Promise.all([dirname(kept), kept].map(async (folder) => (await stat(folder)).mode & 0o777));
  expect(modes).toEqual([0o700, 0o700]);
});

describe('login', () => {
  test('a token from a pipe is tried and kept', async () => {
    await using api = await mockApi();
    const { code, out, err, home } = await segtop(['login'], {
      env: { SEGTOP_API_URL: api.url },
      stdin: `${api.token}\n`,
    });
    const file = join(home, 'config', 'segtop', 'tokens', 'default');
    expect(out).toBe(`Acme Production: kept in ${file}\n`);
    expect([code, err]).toEqual([0, '']);
    expect(await readFile(file, 'utf8')).toBe(`${api.token}\n`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('a profile of another name has no say in it, and neither has a token that there is', async () => {
    await using api = await mockApi();
    const config = join(await temporaryFolder(), 'config.json');
    const profiles = { other: { apiUrl: 'http://127.0.0.1:1', tokenCommand: 'x' }, prod: { apiUrl: api.url } };
    await writeFile(config, JSON.stringify({ profiles }));
    const env = { SEGTOP_PROFILE: 'gone', SEGTOP_TOKEN: '' };
    const stdin = `${api.token}\n`;
    const named = await segtop(['login', 'prod', '--config', config], { env, stdin });
    expect([named.code, named.err]).toEqual([0, '']);
    expect(named.out).toMatch(/^Acme Production: kept in .*\/tokens\/prod\n$/);
    const byOption = await segtop(['--profile', 'prod', 'login', '--config', config], { env, stdin });
    expect(byOption.out).toMatch(/^Acme Production: kept in .*\/tokens\/prod\n$/);
    const withUrl = { ...env, SEGTOP_API_URL: api.url };
    const unnamed = await segtop(['login', '--config', config], { env: withUrl, stdin });
    expect([unnamed.code, unnamed.err]).toEqual([
      0,
      'segtop: it is not used while there are profiles: segtop login NAME keeps it as one\n',
    ]);
  });

  test('nothing is no token', async () => {
    const { code, out, err } = await segtop(['login'], { stdin: '\n' });
    expect([code, out, err]).toEqual([2, '', 'segtop: token is not set; use one word, as Segment shows it\n']);
  });

  test('one that is refused is not', async () => {
    await using api = await mockApi();
    const { code, out, err, home } = await segtop(['login'], {
      env: { SEGTOP_API_URL: api.url },
      stdin: 'sgp_other\n',
    });
    expect([code, out, err]).toEqual([3, '', 'segtop: no region knows this token; nothing was kept\n']);
    await expect(stat(join(home, 'config', 'segtop', 'tokens'))).rejects.toThrow('ENOENT');
  });
});

test('--debug keeps a log of the requests, without the token', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  const { home, out } = await segtop(['status', '--debug'], {
    env: { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token },
  });
  expect(out).toContain('Acme Production');
  const log = await readFile(join(home, 'state', 'segtop', 'segtop.log'), 'utf8');
  expect(log).toMatch(/"method":"GET","path":"\/sources","status":200,"ms":\d+,"msg":"answered"/);
  expect(log).not.toContain(api.token);
}, 60_000);
