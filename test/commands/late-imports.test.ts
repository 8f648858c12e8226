import { expect, test } from 'vitest';
import { readSources } from '../harness/imports.ts';

const sources = new Map(readSources('source').map((file) => [file.path, file]));

/** All that is loaded together with a file. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { kind, file, specifier } of sources.get(path)?.imports ?? [])
    if (kind === 'static') loadedWith(file ?? specifier, seen);
  return seen;
}

const heavy = /^(?:re2js|yaml|zod|got|commander|@modelcontextprotocol.*|source\/mock\/http\/.*)$/;

test.each([
  ['source/cli.ts', []],
  ['source/commands/program.ts', ['commander', 'source/mock/http/control/help.ts']],
  ['source/commands/dashboard.ts', []],
  ['source/app/open.ts', []],
  ['source/views/registry.ts', []],
])('with %s nothing heavy is loaded that only some need', (path, known) => {
  expect(sources.has(path)).toBe(true);
  expect([...loadedWith(path)].filter((file) => heavy.test(file)).sort()).toEqual(known);
});

test('what is heavy is found where it is', () => {
  expect(loadedWith('source/config/document.ts')).toContain('yaml');
  expect(loadedWith('source/mock/http/control/control.ts').size).toBeGreaterThan(5);
});
