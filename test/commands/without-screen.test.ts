import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** Tells on stderr which files are loaded. */
const trace = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => {
    if (url.startsWith('file:')) process.stderr.write('loaded ' + url + '\\n');
    return next(url, context);
  } });
`)}`;

/** The files of the bundle that a command loads. */
async function loadedBy(args: readonly string[]): Promise<string[]> {
  const home = await temporaryFolder();
  const env = cleanEnvironment(home, { NODE_OPTIONS: `--import ${trace}` });
  const err = await new Promise<string>((resolve) => {
    const child = execFile(pinnedNode(), [bin, ...args], { env, maxBuffer: 2 ** 26 }, (_, __, text) => resolve(text));
    child.stdin?.end();
  });
  return err.split('\n').flatMap((line) => /^loaded (.*)$/.exec(line)?.[1] ?? []);
}

const texts = (urls: readonly string[]) => urls.map((url) => readFileSync(new URL(url), 'utf8'));
/** What only React and the layout of Ink have in them. */
const isScreen = (text: string) => text.includes('react.transitional.element') || text.includes('yoga');

test('the bundle of the dashboard has what a screen is known by', () => {
  const folder = join(dirname(bin), 'chunks');
  const chunks = readdirSync(folder).map((name) => pathToFileURL(join(folder, name)).href);
  expect(texts(chunks).filter(isScreen)).not.toEqual([]);
});

test('the help of a command needs no parser of command lines', async () => {
  expect((await loadedBy(['status', '--help'])).filter((url) => /\/program-/.test(url))).toEqual([]);
  expect((await loadedBy(['status', '--help', '--ascii'])).filter((url) => /\/program-/.test(url))).toHaveLength(1);
});

test.each([
  [['--version']],
  [['--help']],
  [['status', '--demo', '--timeout', '1']],
  [['list', 'users', '--demo']],
  [['list', '--help']],
  [['show', 'home', '--demo', '--timeout', '1']],
  [['payload', 'nothing', '--demo']],
  [['check', '--demo', '--timeout', '1']],
  [['doctor', '--demo', '--timeout', '1']],
  [['mcp', '--demo']],
  [['--plain', '--demo', '--timeout', '1']],
])(
  '%j loads no React and no Ink',
  async (args) => {
    const loaded = await loadedBy(args);
    expect(loaded.length).toBeGreaterThan(0);
    expect(texts(loaded).filter(isScreen)).toEqual([]);
  },
  60_000,
);

test('the schema is printed without even the parser of command lines', async () => {
  expect(texts(await loadedBy(['config', 'schema'])).filter((text) => text.includes('commander.'))).toEqual([]);
  expect(texts(await loadedBy(['config', 'check'])).filter((text) => text.includes('commander.'))).not.toEqual([]);
});
