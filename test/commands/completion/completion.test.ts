import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { shape } from '../../../source/app/version.ts';
import { completionScripts, shells } from '../../../source/commands/completion/scripts.ts';
import { storedNames } from '../../../source/commands/completion/stored-names.ts';
import { wordsFor, workspaceIn } from '../../../source/commands/completion/words.ts';
import { createProgram } from '../../../source/commands/program.ts';
import { storesOf } from '../../../source/store/open-store.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const program = createProgram();
const names = (type: string) =>
  ({ source: ['Web (prod)', 'iOS'], destination: ['Braze ← iOS'], profile: ['prod', 'staging'] })[type] ?? [];
const words = (...typed: string[]) => wordsFor(program, typed, names).map(({ word }) => word);

describe('the words that may stand there', () => {
  test.each<[string[], string[]]>([
    [['stat'], ['status']],
    [['--demo', 'stat'], ['status']],
    [
      ['--period', ''],
      ['24h', '7d'],
    ],
    [['--period', '7d', 'stat'], ['status']],
    [['status', '--wa'], ['--watch']],
    [
      ['status', '--de'],
      ['--demo', '--debug'],
    ],
    [['list', 'sour'], ['sources']],
    // The command is the first word that is neither an option nor the value of one.
    [['--demo', 'list', 'sour'], ['sources']],
    [['--period', '7d', 'list', 'sour'], ['sources']],
    [['--period', 'list', 'sour'], []],
    [['list', 'events', 'w'], ['Web (prod)']],
    [['list', 'audit', ''], []],
    [['list', '--limit', '5', 'sour'], ['sources']],
    [
      ['show', 'sourc'],
      ['sources', 'source/'],
    ],
    [
      ['show', 'source/'],
      ['source/Web (prod)', 'source/iOS'],
    ],
    [['show', "'source/Web (p"], ['source/Web (prod)']],
    [['show', 'source/Web\\ (p'], ['source/Web (prod)']],
    [['payload', ''], ['Braze ← iOS']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['config', ''],
      ['check', 'schema', 'show'],
    ],
    [['complet'], ['completion']],
    [['STAT'], ['status']],
    [['mock-api', '--scenario', 'disabled-b'], ['disabled-by-mistake']],
    [['list', '--columns', ''], []],
    [['list', 'sources', ''], []],
    [['list', 'events', 'iOS', ''], []],
    [['list', 'mappings', ''], ['Braze ← iOS']],
    [['payload', 'Braze ← iOS', ''], []],
    [['completion', 'bash', ''], []],
    [['config', 'show', ''], []],
    [['config', 'show', '--js'], ['--json']],
    [['config', '--demo', 'check', '--js'], ['--json']],
    [['config', '--js'], []],
    [['alerts', ''], ['test']],
    [['config', 'schema', '--js'], []],
    [
      ['config', '--period', '7d', 's'],
      ['schema', 'show'],
    ],
    [['report', 'destination/B'], ['destination/Braze ← iOS']],
    [['open', 'source/i'], ['source/iOS']],
    [['history', 'source/w'], ['source/Web (prod)']],
    [['show', 'source/iOS', 'sour'], []],
    [['show', 'tria'], ['triage']],
    [['show', 'connection/'], []],
    [['status', ''], []],
    [['nothing', 'x'], []],
    [['--period='], ['--period=24h', '--period=7d']],
    [['--period=7'], ['--period=7d']],
    [['show', '--scenario=disabled-b'], ['--scenario=disabled-by-mistake']],
    [['--period=7d', 'stat'], ['status']],
    [['--demo='], []],
    [['--nothing=x'], []],
    [
      ['--profile', ''],
      ['prod', 'staging'],
    ],
    [['--profile=p'], ['--profile=prod']],
    [['login', 's'], ['staging']],
    [['login', 'staging', ''], []],
    [['import', ''], [':files']],
    [['import', 'a.log', 'b'], [':files']],
    [['import', '--source', ''], []],
    [['--config', 'x'], [':files']],
    [['--config=x'], [':files']],
  ])('%j', (typed, expected) => expect(words(...typed)).toEqual(expected));

  test('commands, options and lists are told with what they are for', () => {
    const about = (...typed: string[]) => wordsFor(program, typed, names).map(({ about: said }) => said);
    expect(about('list', 'triage')).toEqual(['everything that is wrong, worst first']);
    expect(about('completion')).toEqual(['print what completes the words of segtop in bash, zsh or fish']);
    expect(about('list', '--csv')).toEqual(['print comma-separated values']);
    expect(about('completion', 'b')).toEqual([undefined]);
  });

  test('no command is left out', () => {
    const all = program.commands.map((command) => command.name()).filter((name) => name !== 'complete');
    expect(words('')).toEqual(all);
  });
});

/** A folder with a segtop that a shell finds. */
describe('the workspace that names are of is that of the line', () => {
  test.each<[string[], object]>([
    [['show', 'source/'], {}],
    [['--profile', 'prod', 'show', 'source/'], { profile: 'prod' }],
    [['show', '--profile=prod', 'source/'], { profile: 'prod' }],
    [['--profile', 'dev', '--profile', "'prod'", 'show', ''], { profile: 'prod' }],
    [['--config', '/c.yaml', '--api-url', 'http://h:1', 'show', ''], { config: '/c.yaml', apiUrl: 'http://h:1' }],
    [['--demo', 'show', 'source/'], { demo: true }],
    [['--scenario=huge', 'show', 'source/'], { demo: true }],
    [['--scenario', 'huge', 'show', 'source/'], { demo: true }],
    // The word that is being typed says nothing yet, and one that is no option never does.
    [['--profile', 'pr'], {}],
    [['show', 'profile', 'x', ''], {}],
    [['show', '--profiles', 'x', ''], {}],
  ])('%j', (typed, options) => expect(workspaceIn(typed)).toEqual(options));
});

async function withSegtop() {
  const home = await temporaryFolder();
  const folder = join(home, 'bin');
  await mkdir(folder);
  const file = join(folder, 'segtop');
  await writeFile(file, `#!/bin/sh\nexec '${pinnedNode()}' '${bin}' "$@"\n`);
  await chmod(file, 0o755);
  const env = cleanEnvironment(home, {});
  return { home, env: { ...env, PATH: `${folder}:${env.PATH ?? process.env.PATH}` } };
}

const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;
const drivers: Readonly<Record<(typeof shells)[number], (script: string) => readonly string[]>> = {
  bash: (script) => [
    '--norc',
    '-c',
    `source '${script}'; COMP_LINE='segtop list sour'; COMP_WORDS=(segtop list sour); COMP_CWORD=2; _segtop; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  // Outside of its line editor compadd is only known by what it was called with.
  zsh: (script) => [
    '-f',
    '-c',
    `compdef() { :; }; compadd() { print -r -- "\${@[-1]}"; }; source '${script}'; words=(segtop list sour); CURRENT=3; _segtop`,
  ],
  fish: (script) => [
    '--no-config',
    '-c',
    `source '${script}'; complete -C 'segtop list sour' | string replace -r '\\t.*' ''`,
  ],
};

describe('the script of each shell that is there', () => {
  test.each(shells.filter(has))('%s completes a word', async (shell) => {
    const { home, env } = await withSegtop();
    const script = join(home, 'script');
    await writeFile(script, completionScripts[shell]);
    const out = await new Promise<string>((resolve) => {
      execFile(shell, drivers[shell](script), { env }, (_, text, err) => resolve(text + err));
    });
    expect(out).toBe('sources\n');
  });
  test('bash is one of them', () => expect(has('bash')).toBe(true));
});

/** What bash puts in place of the word where the cursor is, and what it asked; segtop answers with these words. */
async function inBash(pieces: readonly string[], answer: readonly string[]) {
  const home = await temporaryFolder();
  const write = (name: string, text: string, mode = 0o644) => writeFile(join(home, name), text, { mode });
  await write('answer', answer.map((word) => `${word}\twhat it is\n`).join(''));
  await write('segtop', `#!/bin/sh\nprintf '%s\\n' "$@" > '${home}/asked'\ncat '${home}/answer'\n`, 0o755);
  await write('script', completionScripts.bash);
  const line = `segtop ${pieces.join('')}`;
  const words = pieces.filter((piece) => piece.trim() !== '');
  if (pieces.at(-1) === ' ') words.push('');
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const run = `source '${home}/script'; COMP_LINE=${quoted(line)}; COMP_WORDS=(segtop ${words.map(quoted).join(' ')})
COMP_CWORD=${words.length}; compopt() { echo "compopt $*"; }; _segtop; for each in "\${COMPREPLY[@]}"; do echo "[$each]"; done`;
  const { stdout } = spawnSync('bash', ['--norc', '-c', run], {
    env: { ...process.env, PATH: `${home}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  const asked = (await readFile(join(home, 'asked'), 'utf8')).split('\n').slice(2, -1);
  return { asked, put: stdout.split('\n').slice(0, -1) };
}

describe('in bash', () => {
  test.each<[string, readonly string[], readonly string[], readonly string[], readonly string[]]>([
    ['a word is as it is', ['list', ' ', 'sour'], ['list', 'sour'], ['sources'], ['[sources]']],
    ['a word that has not begun is empty', ['list', ' '], ['list', ''], ['sources'], ['[sources]']],
    [
      'what a shell would take apart is escaped',
      ['show', ' ', 'source/W'],
      ['show', 'source/W'],
      ['source/Web (prod)', 'source/W$(id)`id`;&'],
      ['[source/Web\\ \\(prod\\)]', '[source/W\\$\\(id\\)\\`id\\`\\;\\&]'],
    ],
    [
      'within quotes only what these obey is',
      ['show', ' ', '"source/W'],
      ['show', '"source/W'],
      ['source/Web (prod)', 'source/W$(id)`id`;"\\'],
      ['[source/Web (prod)]', '[source/W\\$(id)\\`id\\`;\\"\\\\]'],
    ],
    [
      'within single quotes too',
      ['show', ' ', "'source/W"],
      ['show', "'source/W"],
      ['source/Web (prod)', "source/W$(id)';x"],
      ['[source/Web (prod)]', "[source/W$(id)'\\'';x]"],
    ],
    [
      'the value of an option is a word of its own to it',
      ['--scenario', '=', 'dis'],
      ['--scenario=dis'],
      ['--scenario=disabled-by-mistake'],
      ['[disabled-by-mistake]'],
    ],
    ['and so is one that has not begun', ['--period', '='], ['--period='], ['--period=24h'], ['[24h]']],
    [
      'an address before it is one word',
      ['--api-url', ' ', 'http', ':', '//h', ':', '1', ' ', 'stat'],
      ['--api-url', 'http://h:1', 'stat'],
      ['status'],
      ['[status]'],
    ],
    [
      'of a name with a colon what is behind it is replaced',
      ['show', ' ', 'source/My\\ shop', ':', '\\ E'],
      ['show', 'source/My\\ shop:\\ E'],
      ['source/My shop: EU'],
      ['[\\ EU]'],
    ],
    ['files are left to it', ['import', ' ', 'a'], ['import', 'a'], [':files'], ['compopt -o default']],
    [
      'no blank follows what goes on',
      ['show', ' ', 'sourc'],
      ['show', 'sourc'],
      ['source/'],
      ['compopt -o nospace', '[source/]'],
    ],
  ])('%s', async (_, pieces, asked, answer, put) => {
    expect(await inBash(pieces, answer)).toEqual({ asked, put });
  });
});

test('names come from what dashboards of the same token have read, and no one else’s', async () => {
  const folder = await temporaryFolder();
  const options = { stateDir: folder, secret: 'sgp_test', scope: ['', shape], report: () => undefined };
  const stores = storesOf(options);
  await stores.remember('w1');
  const opened = (await stores.of('w1'))!;
  const at = Date.now();
  const keep = (key: string, data: unknown) =>
    opened.store.keep(key, { data, problems: [], fetchedAt: at, askedAt: at });
  keep('sources', [{ id: 's1', name: 'Web' }]);
  keep('destinations', [{ id: 'd1', name: 'Braze', sourceId: 's1' }]);
  opened.store.close();
  try {
    const given = { SEGTOP_CONFIG_DIR: folder, SEGTOP_STATE_DIR: folder, SEGTOP_TOKEN: 'sgp_test' };
    for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
    const mine = await storedNames({});
    expect([mine('source'), mine('payload'), mine('warehouse')]).toEqual([['Web'], ['Braze ← Web'], []]);
    await writeFile(join(folder, 'config.json'), JSON.stringify({ profiles: { prod: {}, dev: { token: 'x' } } }));
    expect([(await storedNames({}))('source'), mine('profile')]).toEqual([['Web'], []]);
    vi.stubEnv('SEGTOP_TOKEN', 'sgp_other');
    const others = await storedNames({});
    expect([others('source'), others('profile')]).toEqual([[], ['prod', 'dev']]);
    vi.stubEnv('SEGTOP_TOKEN', undefined);
    const lost = { prod: { tokenFile: join(folder, 'gone') }, dev: { token: 'x' } };
    await writeFile(join(folder, 'config.json'), JSON.stringify({ profiles: lost }));
    const withoutToken = await storedNames({});
    const asking = { prod: { tokenCommand: ['touch', join(folder, 'asked')] } };
    await writeFile(join(folder, 'config.json'), JSON.stringify({ profiles: asking }));
    expect((await storedNames({}))('profile')).toEqual(['prod']);
    expect(await readdir(folder)).not.toContain('asked');
    expect([withoutToken('source'), withoutToken('profile')]).toEqual([[], ['prod', 'dev']]);
    expect((await storedNames({ demo: true }))('profile')).toEqual(['prod']);
    // Whoever has named a profile that is gone, or has left a variable empty, needs the names more than anybody.
    for (const [name, value] of Object.entries({
      SEGTOP_PROFILE: 'gone',
      SEGTOP_TOKEN: '',
      SEGTOP_API_URL: 'nonsense',
    })) {
      vi.stubEnv(name, value);
      const stale = await storedNames({});
      expect([name, stale('profile'), stale('source')]).toEqual([name, ['prod'], []]);
      vi.stubEnv(name, undefined);
    }
    expect((await storedNames({ profile: 'gone' }))('profile')).toEqual(['prod']);
  } finally {
    vi.unstubAllEnvs();
  }
});
