import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { documented } from '../../source/commands/docs.ts';
import { cell, code, withParts } from '../../source/commands/docs-markdown.ts';
import { createProgram } from '../../source/commands/program.ts';
import { laterInMonth } from '../harness/later-in-month.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../harness/terminal/pty.ts';

const readme = readFileSync('README.md', 'utf8');

test('the generated parts of the README are those of the program: run npm run docs', async () => {
  expect(await documented(readme)).toBe(readme);
});

describe('parts', () => {
  const text = 'before\n<!-- generated: keys (npm run docs) -->\nold\n<!-- end -->\nafter\n';
  test('stand between their marks', () => {
    expect(withParts(text, { keys: 'new $& part' })).toBe(text.replace('old', () => 'new $& part'));
  });
  test.each([
    [{}, 'there is no generated part called keys'],
    [{ keys: '', options: '' }, 'no place for the generated parts options'],
  ])('%j', (parts, message) => {
    expect(() => withParts(text, parts)).toThrow(message);
  });
});

test.each([
  ['|', '`\\|`'],
  ['`', '`` ` ``'],
  ['g g', '`g g`'],
])('%s in a table', (key, expected) => {
  expect(code(key)).toBe(expected);
  expect(cell('a\nb|c')).toBe('a b\\|c');
});

test('commands and files that the README names exist', () => {
  const known = new Set(createProgram().commands.map((command) => command.name()));
  const named = [...readme.matchAll(/(?:`|### |&& )segtop ([a-z][a-z-]+)/g)].map(([, name]) => name!);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const run = [...readme.matchAll(/npm (?:run )?(?:-s )?([a-z]+)/g)].map(([, name]) => name!);
  const builtIn = ['ci', 'install', 'run', 'warning'];
  expect(run.filter((name) => !builtIn.includes(name) && !(name in scripts))).toEqual([]);
  for (const [, file] of readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)) expect(readFileSync(file!)).toBeTruthy();
});

describe('the status object in the README', () => {
  beforeAll(() => expect(inject('buildProblem')).toBe(''));

  /** The names of everything in an object, lists by their first entry. */
  const shapeOf = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
  };

  test('has the shape of the real one', async () => {
    laterInMonth();
    const example = JSON.parse(/```json\n(\{\n {2}"version": 1[\s\S]*?)```/.exec(readme)?.[1] ?? '') as object;
    const home = await temporaryFolder();
    const real = await new Promise<string>((resolve) =>
      execFile(
        pinnedNode(),
        [bin, 'status', '--json', '--demo'],
        { env: cleanEnvironment(home), maxBuffer: 2 ** 26 },
        (_error, stdout) => resolve(stdout),
      ),
    );
    const { activity: _, ...documentedShape } = shapeOf(example) as Record<string, unknown>;
    expect(shapeOf(JSON.parse(real))).toMatchObject(documentedShape);
  }, 60_000);
});
