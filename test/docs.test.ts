import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

test('every picture of the README exists, and the recording is a cast of the size that it says', () => {
  const pictures = [...textOf('README.md').matchAll(/\]\((docs\/[\w./-]+)\)/g)].map(([, found = '']) => found);
  expect(pictures).toContain('docs/pictures/incidents.svg');
  expect(pictures.filter((found) => !existsSync(found))).toEqual([]);
  const [header = '', ...events] = textOf('docs/pictures/incidents.cast').trim().split('\n');
  expect(JSON.parse(header)).toMatchObject({ version: 2, width: 110, height: 30 });
  const times = events.map((event) => (JSON.parse(event) as [number])[0]);
  expect(times.length).toBeGreaterThan(8);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('the README names every document that is kept beside the configuration', () => {
  const names = readdirSync('source/storage').flatMap((file) =>
    [...textOf(`source/storage/${file}`).matchAll(/name: '([a-z-]+\.json)'/g)].map(([, name = '']) => name),
  );
  expect(names).toContain('counters.json');
  expect(names.filter((name) => !textOf('README.md').includes(`/${name}\``))).toEqual([]);
});
