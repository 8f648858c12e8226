import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sanitise } from '../../source/domain/text.ts';
import { splitArgv } from '../../source/terminal/argv.ts';
import { pagers, showInPager, startOnTerminal } from '../../source/terminal/pager.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

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
    [{}, ['less', 'more']],
    [{ PAGER: 'most -s' }, ['most', 'less', 'more']],
    [{ PAGER: 'most', SEGTOP_PAGER: 'jless' }, ['jless', 'less', 'more']],
    [{ PAGER: '  ' }, ['less', 'more']],
  ])('%j', (env, programs) => {
    expect(pagers(env).map(([program]) => program)).toEqual(programs);
  });
});

describe('showInPager', () => {
  it('takes the first pager that exists, and hands it safe lines', async () => {
    const started: (readonly [string | undefined, string])[] = [];
    const start = async (argv: readonly string[], input: string) => {
      started.push([argv[0], input]);
      return argv[0] === 'less';
    };
    const lines = [sanitise('{'), sanitise('"a": "\u001b[2J"'), sanitise('}')];
    expect(await showInPager(lines, { env: { PAGER: 'gone' }, start })).toEqual({ ok: true });
    expect(started).toEqual([
      ['gone', '{\n"a": ""\n}\n'],
      ['less', '{\n"a": ""\n}\n'],
    ]);
  });

  it('says when there is none', async () => {
    const answer = await showInPager([], { env: { PAGER: 'gone\u001b[2J' }, start: async () => false });
    expect(answer).toEqual({ ok: false, message: 'no pager found: gone, less, more' });
  });
});

describe('startOnTerminal', () => {
  it('feeds the program, without a shell, and waits for it', async () => {
    const folder = join(await temporaryFolder(), 'a b; c');
    await mkdir(folder);
    const file = join(folder, 'out');
    const code = "process.stdin.pipe(require('node:fs').createWriteStream(process.argv[1]))";
    const before = process.listenerCount('SIGINT');
    expect(await startOnTerminal([process.execPath, '-e', code, file], '$(id) text')).toBe(true);
    expect(await readFile(file, 'utf8')).toBe('$(id) text');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it.each([['/nowhere/less'], [''], ['a\u0000b']])('resolves to false for %j', async (program) => {
    expect(await startOnTerminal([program], 'x')).toBe(false);
  });
});
