import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sanitise, t } from '../../source/domain/text.ts';
import { editors, showInEditor } from '../../source/terminal/editor.ts';
import type { Ended } from '../../source/terminal/own-program.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const ended: Ended = { kind: 'ended', code: 0, output: '', cut: false };
const absent: Ended = { kind: 'absent', code: 'ENOENT' };
const lines = [sanitise('{'), sanitise('"a": "\u001b[2J"'), sanitise('}')];

test.each([
  [{}, ['vi', 'nano']],
  [{ EDITOR: 'emacs -nw' }, ['emacs', 'vi', 'nano']],
  [{ EDITOR: 'ed', VISUAL: "'/opt/my editor/run' --wait" }, ['/opt/my editor/run', 'ed', 'vi', 'nano']],
  [{ EDITOR: ' ', VISUAL: '' }, ['vi', 'nano']],
])('the editors of %j', (env, programs) => {
  expect(editors(env).map(([program]) => program)).toEqual(programs);
});

test('what is opened is for its owner alone, not to be written, and gone afterwards; no shell sees the arguments', async () => {
  const folder = await temporaryFolder();
  const seen: unknown[] = [];
  const start = async (argv: readonly string[]): Promise<Ended> => {
    const file = argv.at(-1)!;
    const mode = (path: string) => statSync(path).mode & 0o777;
    seen.push([
      argv.slice(0, -1),
      readFileSync(file, 'utf8'),
      mode(file),
      mode(dirname(file)),
      file.endsWith('/a-b.json'),
    ]);
    return argv[0] === 'gone' ? absent : ended;
  };
  const env = { VISUAL: 'gone', EDITOR: 'vim -R "$HOME; id"' };
  expect(await showInEditor(lines, t`a/b.json`, { env, start, folder })).toBeUndefined();
  expect(seen).toEqual([
    [['gone'], '{\n"a": ""\n}\n', 0o400, 0o700, true],
    [['vim', '-R', '$HOME; id'], '{\n"a": ""\n}\n', 0o400, 0o700, true],
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

test('it is gone also after an editor that could not be started, and none at all is said', async () => {
  const folder = await temporaryFolder();
  const options = { env: { EDITOR: 'gone\u001b[2J' }, start: async () => absent, folder };
  expect(await showInEditor(lines, t`a`, options)).toBe('no editor found: gone, vi, nano');
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder that takes no file is said', async () => {
  const options = { env: {}, start: async () => ended, folder: '/no/such/folder' };
  expect(await showInEditor(lines, t`a`, options)).toBe('no file could be made in /no/such/folder (ENOENT)');
});

test('an editor that fails is told of with its code, one that ends well is not', async () => {
  const by = (code: number | undefined) =>
    showInEditor([t`x`], t`a.txt`, {
      env: { VISUAL: 'mine -R' },
      start: async () => ({ kind: 'ended', code, output: '', cut: false }),
    });
  expect([await by(3), await by(0), await by(undefined)]).toEqual(['mine ended with 3', undefined, undefined]);
});
