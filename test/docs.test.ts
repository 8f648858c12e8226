import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const documents = ['CONTRIBUTING.md', 'docs/architecture.md'] as const;
const textOf = (document: string) => readFileSync(document, 'utf8');

/** What stands in backticks or in a block of code and looks like a path of the repository. */
const path = /(?<![\w./-])(?:(?:source|test|docs|mock-data)\/[\w./-]*|(?:README|CONTRIBUTING|CHANGELOG)\.md)/g;
const pathsOf = (document: string) => [...textOf(document).matchAll(path)].map(([found]) => found.replace(/\.$/, ''));

describe.each(documents)('%s', (document) => {
  test('every path that it names exists', () => {
    const paths = pathsOf(document);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((found) => !existsSync(found))).toEqual([]);
  });

  test('every script that it names is one of the package', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const named = [...textOf(document).matchAll(/npm (?:run (?:-s )?)?([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => scripts[name] === undefined && name !== 'install')).toEqual([]);
  });
});

test('the floors of the architecture are the folders of source/, but for the leaves that are named in one line', () => {
  const floors = [...textOf('docs/architecture.md').matchAll(/^\| `source\/([a-z-]+)\/` \|/gm)].map(([, name]) => name);
  expect(floors).toEqual([
    'domain',
    'segment-api',
    'mock',
    'workspace',
    'state',
    'keys',
    'actions',
    'components',
    'views',
    'app',
    'collect',
    'serve',
    'commands',
  ]);
});
