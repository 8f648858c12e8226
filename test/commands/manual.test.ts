import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manualPage, roff } from '../../source/commands/manual/page.ts';
import { createProgram } from '../../source/commands/program.ts';

const page = readFileSync('docs/segtop.1', 'utf8');

test('the manual page is that of the program: run npm run docs', () => {
  expect(manualPage(createProgram())).toBe(page);
});

test.each([
  ['a-b', 'a\\-b'],
  ['.x', '\\&.x'],
  ["'x\n.y", "\\&'x\n\\&.y"],
  ['a\\b', 'a\\eb'],
])('%j in roff', (text, expected) => expect(roff(text)).toBe(expected));

test('every command and every list is in it, and it is in the package', () => {
  const shown = createProgram().commands.filter((command) => command.name() !== 'complete');
  for (const command of shown) expect(page).toContain(`segtop ${roff(command.name())}`);
  const { man, files } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly man: string;
    readonly files: string[];
  };
  expect([man, files.includes('dist')]).toEqual(['dist/segtop.1', true]);
});

test.runIf(spawnSync('man', ['--version']).status === 0)('man reads it without a warning', () => {
  const shown = execFileSync('man', ['--warnings', '-l', 'docs/segtop.1'], {
    env: { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8' },
    encoding: 'utf8',
  });
  expect(shown).toContain('segtop list <what> [of]');
});
