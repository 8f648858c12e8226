import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { changesWords, codeOf, examined, tokenWords } from '../../../source/commands/doctor/doctor.ts';
import type { OperationAnswer } from '../../../source/commands/doctor/operations.ts';
import { type DoctorReport, doctorText, faultsOf } from '../../../source/commands/doctor/report.ts';
import { proxyOf, terminalOf, variablesOf } from '../../../source/commands/doctor/surroundings.ts';
import { environmentVariables } from '../../../source/config/environment-variables.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const answer = (operation: string, access: OperationAnswer['access'], more: Partial<OperationAnswer> = {}) => ({
  operation,
  access,
  status: null,
  message: null,
  limit: null,
  ...more,
});

const good: DoctorReport = {
  version: 1,
  generatedAt: '2026-11-21T14:12:30.000Z',
  segtop: '1.2.3',
  node: 'v22.13.0',
  sqlite: '3.50.0',
  system: 'linux 6.1 x64',
  terminal: terminalOf(
    { TERM: 'xterm-256color', TMUX: '/tmp/tmux', PAGER: 'most -s', LANG: 'C.UTF-8' },
    { stdin: { isTTY: true }, stdout: { isTTY: true, columns: 120, rows: 40 } },
    { platform: 'linux' },
  ),
  variables: [],
  mode: 'api',
  profile: 'prod',
  token: { from: 'SEGTOP_TOKEN', wrong: null },
  api: {
    address: 'https://api.segmentapis.com',
    region: 'us',
    proxy: { name: null, wrong: null },
    clockAheadSeconds: -300,
    changes: 'not allowed here (--write)',
  },
  workspace: { id: 'w1', slug: 'acme', name: 'Acme' },
  operations: [
    answer('GET /', 'allowed', { limit: 1000 }),
    answer('GET /users', 'refused', { status: 403, message: 'no permission' }),
  ],
  notAsked: null,
  places: [],
  configuration: [],
  wrong: [],
};

test('the text has every fact on its line', () => {
  const lines = doctorText(good).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      '  TERM        xterm-256color',
      '  size        120×40',
      '  colors      256',
      '  through     tmux',
      '  clipboard   tmux, then terminal',
      '  pager       most',
      '  clock      300 s behind that of the API',
      '  workspace  Acme (acme, w1)',
      '  GET /       allowed; 1000 a minute',
      '  GET /users  refused (403): no permission',
    ]),
  );
  expect(lines.slice(-5)).toEqual(['configuration', '  nothing', '', 'wrong', '  nothing']);
});

describe('the words of a line', () => {
  const lineOf = (name: string, change: Partial<DoctorReport>) =>
    doctorText({ ...good, ...change })
      .split('\n')
      .find((line) => line.startsWith(`  ${name} `))
      ?.slice(name.length + 2)
      .trim();
  const api = (change: Partial<DoctorReport['api']>) => ({ api: { ...good.api, ...change } });
  const terminal = (change: Partial<DoctorReport['terminal']>) => ({ terminal: { ...good.terminal, ...change } });
  const place = (change: object) => ({
    places: [{ what: 'state', path: '~/s', kind: 'file', mode: '0600', bytes: 3, wrong: null, ...change }],
  });

  test.each<[string, object, string]>([
    ['clock', api({ clockAheadSeconds: null }), 'not compared'],
    ['clock', api({ clockAheadSeconds: 59 }), 'as that of the API'],
    ['clock', api({ clockAheadSeconds: -59 }), 'as that of the API'],
    ['clock', api({ clockAheadSeconds: 60 }), '60 s ahead of that of the API'],
    ['clock', api({ clockAheadSeconds: -60 }), '60 s behind that of the API'],
    ['address', api({ address: null }), 'either region'],
    ['region', api({ region: null }), 'not known'],
    ['proxy', {}, 'none'],
    ['proxy', api({ proxy: { name: null, wrong: 'HTTPS_PROXY: odd' } }), 'HTTPS_PROXY: odd'],
    ['proxy', api({ proxy: { name: 'p:1', wrong: null } }), 'p:1'],
    ['sqlite', { sqlite: null }, 'none'],
    ['profile', { profile: null }, '–'],
    ['mode', { mode: null }, '–'],
    ['workspace', { workspace: null }, 'not known'],
    ['variables', {}, 'none'],
    ['variables', { variables: ['A', 'B=1'] }, 'A, B=1'],
    ['size', terminal({ interactive: false }), '120×40, not interactive'],
    ['through', terminal({ through: [] }), 'nothing'],
    ['clipboard', terminal({ clipboard: [] }), 'none'],
    ['browser', terminal({ browser: true }), 'yes'],
    ['browser', terminal({ browser: false }), 'no'],
    ['pager', terminal({ pager: null }), '–'],
    ['GET /x', { operations: [answer('GET /x', 'unknown', { status: 500, limit: 2 })] }, 'unknown (500); 2 a minute'],
    ['GET /x', { operations: [answer('GET /x', 'allowed', { message: 'one lost' })] }, 'allowed: one lost'],
    ['not asked', { operations: null, notAsked: '--no-network' }, '--no-network'],
    ['not asked', { operations: null, notAsked: null }, '–'],
    ['state', place({}), '~/s  file, 0600, 3 bytes'],
    ['state', place({ kind: 'none', mode: null, bytes: null }), '~/s  there is none'],
    [
      'state',
      place({ kind: 'folder', bytes: null, wrong: 'it cannot be written' }),
      '~/s  folder, 0600, it cannot be written',
    ],
  ])('%s of %j', (name, change, words) => expect(lineOf(name, change)).toBe(words));
});

test('the whole text names every fact, and one that is wrong is said', () => {
  expect(
    doctorText({
      ...good,
      places: [{ what: 'state', path: '~/s', kind: 'file', mode: '0644', bytes: 3, wrong: 'others can read it' }],
      configuration: ['period: "8d" is not allowed'],
      wrong: ['state ~/s: others can read it'],
    }).split('\n'),
  ).toEqual([
    'segtop',
    '  version  1.2.3',
    '  node     v22.13.0',
    '  sqlite   3.50.0',
    '  system   linux 6.1 x64',
    '  at       2026-11-21T14:12:30.000Z',
    '',
    'terminal',
    '  TERM        xterm-256color',
    '  program     –',
    '  size        120×40',
    '  colors      256',
    '  characters  unicode',
    '  through     tmux',
    '  clipboard   tmux, then terminal',
    '  browser     no',
    '  pager       most',
    '  variables   none',
    '',
    'workspace',
    '  mode       api',
    '  profile    prod',
    '  token      SEGTOP_TOKEN',
    '  address    https://api.segmentapis.com',
    '  region     us',
    '  proxy      none',
    '  clock      300 s behind that of the API',
    '  changes    not allowed here (--write)',
    '  workspace  Acme (acme, w1)',
    '',
    'operations of this token',
    '  GET /       allowed; 1000 a minute',
    '  GET /users  refused (403): no permission',
    '',
    'files',
    '  state  ~/s  file, 0644, 3 bytes, others can read it',
    '',
    'configuration',
    '  period: "8d" is not allowed',
    '',
    'wrong',
    '  state ~/s: others can read it',
  ]);
});

test.each<[Parameters<typeof tokenWords>[0], string]>([
  [undefined, 'not known'],
  [{ mode: 'demo', token: undefined }, 'none needed'],
  [{ mode: 'first-run', token: undefined }, 'none found'],
  [{ mode: 'api', token: { kind: 'environment', token: 'x' } }, 'SEGTOP_TOKEN'],
  [{ mode: 'api', token: { kind: 'config', token: 'x' } }, 'token of the configuration'],
  [{ mode: 'api', token: { kind: 'command', command: 'x' } }, 'tokenCommand'],
  [{ mode: 'api', token: { kind: 'file', file: '/home/ana/t' } }, 'file ~/t'],
])('the token of %j is %s', (settings, words) => expect(tokenWords(settings, '/home/ana')).toBe(words));

test.each([
  [undefined, 'not known'],
  [{ write: false }, 'not allowed here (--write)'],
  [{ write: true }, 'allowed here; whether the token may make them is not tried'],
])('changes with %j are %s', (settings, words) => expect(changesWords(settings)).toBe(words));

test('what comes from outside cannot drive the terminal', () => {
  const hostile = doctorText({ ...good, wrong: ['a\u001b[2Jb'], profile: '\u001b]0;x\u0007' });
  expect(hostile).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

describe('the exit code', () => {
  const unanswered = answer('GET /labels', 'unknown', { status: 500 });
  test.each<[string, Partial<DoctorReport>, number]>([
    ['all is well, and a refusal is an answer', {}, 0],
    ['something here is wrong', { wrong: ['a file'] }, 1],
    ['a mistake in the configuration', { configuration: ['a key'], wrong: ['a file'] }, 2],
    ['no settings', { mode: null }, 2],
    ['no token', { mode: 'first-run', operations: null, notAsked: 'there is no token' }, 2],
    ['a refused token', { operations: [answer('GET /', 'refused', { status: 401 })], wrong: ['a file'] }, 3],
    ['a token that cannot be got', { operations: null, notAsked: 'the token cannot be got' }, 3],
    ['nothing is asked as wished', { operations: null, notAsked: '--no-network' }, 0],
    ['not all was answered', { operations: [...good.operations!, unanswered] }, 4],
  ])('%s', (_, change, code) => expect(codeOf({ ...good, ...change })).toBe(code));
});

test('faults are told in sentences', () => {
  const place = { what: 'kept token', path: '~/t', kind: 'file', mode: '0644', bytes: 3, wrong: 'others can read it' };
  const proxy = { name: null, wrong: 'HTTPS_PROXY is not the address of a proxy' };
  expect(
    faultsOf({
      token: { from: 'tokenCommand', wrong: 'it ended with 1' },
      api: { ...good.api, proxy },
      sqlite: null,
      places: [place as DoctorReport['places'][number]],
    }),
  ).toEqual([
    'it ended with 1',
    'HTTPS_PROXY is not the address of a proxy',
    'this Node has no SQLite: nothing that was read is kept',
    'kept token ~/t: others can read it',
  ]);
  expect(faultsOf(good)).toEqual([]);
});

test('of variables only harmless values are told, of a proxy neither user nor password', () => {
  const env = {
    SEGTOP_TOKEN: 'secret-1',
    https_proxy: 'http://me:secret-2@proxy.example:3128',
    NO_COLOR: '1',
    LANG: 'de_DE.UTF-8',
    SEGTOP_PROFILE: '',
  };
  expect(variablesOf(env)).toEqual(['SEGTOP_TOKEN', 'NO_COLOR=1', 'https_proxy', 'LANG=de_DE.UTF-8']);
  expect(proxyOf('https://api.segmentapis.com', env)).toEqual({ name: 'proxy.example:3128', wrong: null });
  expect(proxyOf('https://api.segmentapis.com', { HTTPS_PROXY: 'socks5://secret-3' })).toEqual({
    name: null,
    wrong: 'HTTPS_PROXY: only http:// and https:// proxies are supported',
  });
});

test('the values that are told are those of a few variables, and all that matter are named', () => {
  const names = environmentVariables.map(({ name }) => name);
  const env = Object.fromEntries(
    [
      ...names,
      'LC_CTYPE',
      'LANG',
      'HTTP_PROXY',
      'ALL_PROXY',
      'NO_PROXY',
      'no_proxy',
      'NODE_EXTRA_CA_CERTS',
      'USER',
    ].map((name) => [name, 'value']),
  );
  const told = variablesOf(env);
  expect(told.filter((each) => each.includes('=')).toSorted()).toEqual(
    ['SEGTOP_LOG', 'SEGTOP_COLLECT_KEEP', 'NO_COLOR', 'FORCE_COLOR', 'LC_ALL', 'LC_CTYPE', 'LANG']
      .map((name) => `${name}=value`)
      .toSorted(),
  );
  expect(told.map((each) => each.replace('=value', ''))).toEqual([
    ...names,
    ...['LC_CTYPE', 'LANG', 'HTTP_PROXY', 'ALL_PROXY', 'no_proxy', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'],
  ]);
});

describe('the terminal', () => {
  const streams = { stdin: { isTTY: true }, stdout: { isTTY: true, columns: 90, rows: 30 } } as const;
  test.each<[object, object, object]>([
    [
      {},
      {},
      { term: null, program: null, columns: 90, rows: 30, interactive: true, characters: 'unicode', through: [] },
    ],
    [{ TERM: '', TERM_PROGRAM: 'kitty', TERM_PROGRAM_VERSION: '' }, {}, { term: null, program: 'kitty' }],
    [{ TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '1.2' }, {}, { program: 'WezTerm 1.2' }],
    [{ TMUX: '/t', STY: '1', SSH_TTY: '/dev/pts/1' }, {}, { through: ['tmux', 'screen', 'ssh'] }],
    [{ SSH_CONNECTION: 'a b', TMUX: '' }, {}, { through: ['ssh'] }],
    [{ TERM: 'xterm-256color' }, { color: false }, { colors: 'none' }],
    [{ TERM: 'xterm-256color' }, { color: true }, { colors: '256' }],
    [{ LANG: 'C.UTF-8' }, { ascii: true }, { characters: 'ascii' }],
    [{ LANG: 'C' }, { ascii: false }, { characters: 'ascii' }],
  ])('of %j with %j', (env, options, expected) => {
    expect(terminalOf(env as NodeJS.ProcessEnv, streams, { platform: 'linux', ...options })).toMatchObject(expected);
  });
});

describe('what is found here', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const found = async (config: object | undefined, options = {}, env = {}) => {
    const home = await temporaryFolder();
    const [configDir, stateDir] = [join(home, 'config'), join(home, 'state')];
    await mkdir(join(stateDir, 'store'), { recursive: true, mode: 0o700 });
    await mkdir(configDir, { mode: 0o700 });
    if (config) await writeFile(join(configDir, 'config.json'), JSON.stringify(config), { mode: 0o644 });
    const here = {
      HOME: home,
      SEGTOP_CONFIG_DIR: configDir,
      SEGTOP_STATE_DIR: stateDir,
      XDG_CACHE_HOME: join(home, 'cache'),
      SEGTOP_PROFILE: undefined,
      SEGTOP_TOKEN: undefined,
      SEGTOP_API_URL: undefined,
      HTTPS_PROXY: 'socks5://proxy.example',
      https_proxy: undefined,
      NO_PROXY: undefined,
      no_proxy: undefined,
      ...env,
    };
    for (const [name, value] of Object.entries(here)) vi.stubEnv(name, value);
    return { report: await examined({ network: false, ...options }), stateDir };
  };
  const proxied = { name: null, wrong: 'HTTPS_PROXY: only http:// and https:// proxies are supported' };

  test('is of the profile in force, its region tells the address, and a token in an open file is wrong', async () => {
    const { report } = await found({ profiles: { prod: { token: 'sgp_prod', region: 'eu', write: true }, dev: {} } });
    expect(report).toMatchObject({
      version: 1,
      mode: 'api',
      profile: 'prod',
      token: { from: 'token of the configuration', wrong: null },
      api: {
        address: 'https://eu1.api.segmentapis.com',
        region: 'eu',
        proxy: proxied,
        clockAheadSeconds: null,
        changes: 'allowed here; whether the token may make them is not tried',
      },
      workspace: null,
      operations: null,
      notAsked: '--no-network',
      configuration: ['~/config/config.json holds a secret and others can read it; make it private with chmod 600'],
    });
    expect(report.wrong).toEqual([proxied.wrong, 'configuration ~/config/config.json: others can read it']);
  });

  test('where nothing tells the region is undecided, and an address that is given comes first', async () => {
    const file = { tokenFile: '/nonexistent/token' };
    const { report } = await found({ profiles: { prod: file } });
    expect(report.api).toMatchObject({ address: null, region: null, proxy: proxied });
    expect(report.token).toEqual({ from: 'file /nonexistent/token', wrong: null });
    // No token is in the configuration: who can read it does not matter.
    expect(report.wrong).toEqual([proxied.wrong]);
    const own = await found({ profiles: { prod: { ...file, region: 'us' } } }, { apiUrl: 'http://127.0.0.1:1' });
    expect(own.report.api).toMatchObject({ address: 'http://127.0.0.1:1', region: 'us', proxy: { name: null } });
  });

  test('of the demo needs neither a token nor a proxy', async () => {
    const { report } = await found(undefined, { demo: true });
    expect(report).toMatchObject({
      mode: 'demo',
      profile: 'demo',
      token: { from: 'none needed', wrong: null },
      api: { address: 'the bundled mock workspace', proxy: { name: null, wrong: null } },
      wrong: [],
    });
  });

  test('without settings says why, and does not say that there is no token', async () => {
    const { report } = await found(undefined, { profile: 'gone' });
    expect(report).toMatchObject({
      mode: null,
      profile: null,
      token: { from: 'not known', wrong: null },
      api: { address: null, region: null, changes: 'not known' },
    });
    expect(report.configuration).toEqual([expect.stringContaining('--profile: "gone" is not allowed')]);
    expect(report.places.map(({ what, path, kind }) => [what, path, kind]).slice(0, 2)).toEqual([
      ['configuration', '~/config/config.yaml', 'none'],
      ['configuration folder', '~/config', 'folder'],
    ]);
  });

  test('tells of the file that --config names, also of one that cannot be read', async () => {
    const { report } = await found({ profiles: {} }, { config: '/nonexistent/mine.yaml' });
    expect(report.configuration).toEqual([expect.stringContaining('--config: "/nonexistent/mine.yaml"')]);
    expect(report.places[0]).toMatchObject({ what: 'configuration', path: '/nonexistent/mine.yaml', kind: 'none' });
    // The one that is there, and not the first of the names that it might have.
    const gone = await found({ profiles: {} }, { profile: 'gone' });
    expect(gone.report.places[0]).toMatchObject({ what: 'configuration', path: '~/config/config.json', kind: 'file' });
  });

  test('has every store looked into, whose other files are no stores', async () => {
    const { stateDir } = await found(undefined, { demo: true });
    const bad = 'this is no database, and was never one\n'.repeat(100);
    for (const name of ['w.db', 'w.db-wal']) await writeFile(join(stateDir, 'store', name), bad, { mode: 0o600 });
    await writeFile(join(stateDir, 'store', 'open.db'), bad, { mode: 0o644 });
    const { places, wrong } = await examined({ network: false, demo: true });
    const stores = places.filter(({ what }) => what === 'store');
    expect(stores.map(({ path, wrong: why }) => [path, why])).toEqual([
      ['~/state/store/open.db', 'others can read it'],
      ['~/state/store/w.db', 'it cannot be read (file is not a database)'],
      ['~/state/store/w.db-wal', null],
    ]);
    expect(wrong).toHaveLength(2);
  });
});
