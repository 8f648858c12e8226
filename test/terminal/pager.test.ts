import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sanitise } from '../../source/domain/text.ts';
import { splitArgv } from '../../source/terminal/argv.ts';
import { type PagerEnd, pagers, showInPager, startOnTerminal } from '../../source/terminal/pager.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

afterEach(() => vi.unstubAllEnvs());

describe('splitArgv', () => {
  it.each([
    ['less -R', ['less', '-R']],
    ['  bat   --paging=always ', ['bat', '--paging=always']],
    [`less -P "a 'b'" 'c "d"'`, ['less', '-P', `a 'b'`, 'c "d"']],
    ['/opt/my\\ pager/run --a=\\"', ['/opt/my pager/run', '--a="']],
    [`a""b ''`, ['ab', '']],
    ['less; rm -rf $HOME `id` | cat > x', ['less;', 'rm', '-rf', '$HOME', '`id`', '|', 'cat', '>', 'x']],
    ['less "open', ['less', 'open']],
    ['end\\', ['end\\']],
    ['', []],
  ])('%s', (line, words) => {
    expect(splitArgv(line)).toEqual(words);
  });
});

describe('pagers', () => {
  it.each([
    [{}, ['less -R', 'more']],
    [{ PAGER: 'most -s' }, ['most -s', 'less -R', 'more']],
    [{ PAGER: 'most', SEGTOP_PAGER: 'jless' }, ['jless', 'less -R', 'more']],
    [{ PAGER: '  ' }, ['less -R', 'more']],
  ])('%j', (env, programs) => {
    expect(pagers(env).map((argv) => argv.join(' '))).toEqual(programs);
  });
});

describe('showInPager', () => {
  it('takes the first pager that exists, and hands it safe lines', async () => {
    const started: (readonly [string | undefined, string])[] = [];
    const start = async (argv: readonly string[], input: string) => {
      started.push([argv[0], input]);
      return argv[0] === 'less' ? 'left' : 'absent';
    };
    const lines = [sanitise('{'), sanitise('"a": "\u001b[2J"'), sanitise('}')];
    const anyKey = vi.fn(async () => undefined);
    expect(await showInPager(lines, { env: { PAGER: 'gone' }, start, anyKey })).toBeUndefined();
    expect(anyKey).not.toHaveBeenCalled();
    expect(started).toEqual([
      ['gone', '{\n"a": ""\n}\n'],
      ['less', '{\n"a": ""\n}\n'],
    ]);
  });

  it('says when there is none', async () => {
    const anyKey = vi.fn(async () => undefined);
    const answer = await showInPager([], { env: { PAGER: 'gone\u001b[2J' }, start: async () => 'absent', anyKey });
    expect(answer).toBe('no pager found: gone, less, more');
    expect(anyKey).not.toHaveBeenCalled();
  });

  it('waits for a key after a program that only prints', async () => {
    const steps: string[] = [];
    const start = async (): Promise<PagerEnd> => {
      steps.push('printed');
      return 'atOnce';
    };
    await showInPager([], { env: { PAGER: 'cat' }, start, anyKey: async () => void steps.push('key') });
    expect(steps).toEqual(['printed', 'key']);
  });
});

describe('startOnTerminal', () => {
  it('feeds the program, without a shell, and waits for it', async () => {
    const folder = join(await temporaryFolder(), 'a b; c');
    await mkdir(folder);
    const file = join(folder, 'out');
    const code = "process.stdin.pipe(require('node:fs').createWriteStream(process.argv[1]))";
    const before = process.listenerCount('SIGINT');
    const ended = startOnTerminal([process.execPath, '-e', code, file], '$(id) text', 60_000);
    // Its ctrl+c must not end this process.
    expect(process.listenerCount('SIGINT')).toBe(before + 1);
    expect(await ended).toBe('atOnce');
    expect(await readFile(file, 'utf8')).toBe('$(id) text');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('gives the program no secret of segtop', async () => {
    vi.stubEnv('SEGTOP_TOKEN', 'tok-123456');
    vi.stubEnv('SEGTOP_PAGER', 'less');
    const file = join(await temporaryFolder(), 'environment');
    const code =
      "require('node:fs').writeFileSync(process.argv[1], [process.env.SEGTOP_TOKEN, process.env.SEGTOP_PAGER].join())";
    await startOnTerminal([process.execPath, '-e', code, file], 'x', 60_000);
    expect(await readFile(file, 'utf8')).toBe(',less');
  });

  it('tells a reader from a program that prints a long text slowly', async () => {
    const reads = "process.stdin.resume().on('end', () => setTimeout(() => undefined, 300))";
    const prints = 'setTimeout(() => process.stdin.resume(), 300)';
    const text = 'x'.repeat(300_000);
    const ends = [reads, prints].map((code) => startOnTerminal([process.execPath, '-e', code], text, 200));
    expect(await Promise.all(ends)).toEqual(['left', 'atOnce']);
  });

  it.each([['/nowhere/less'], [''], ['a\u0000b']])('tells that there is no %j', async (program) => {
    expect(await startOnTerminal([program], 'x')).toBe('absent');
  });
});
