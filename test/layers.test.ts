import { readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findCycle, pathsBelow, readSources, type SourceFile } from './harness/imports.ts';

/**
 * Which folder of source/ may import which others, types included. A folder may always import itself.
 * Commands are composition roots: they see everything and nothing but the bin sees them.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  'segment-api': ['domain'],
  mock: ['domain'],
  terminal: ['domain'],
  config: ['domain', 'storage'],
  storage: ['domain'],
  store: ['domain', 'storage'],
  log: ['domain', 'storage'],
  tell: ['domain'],
  theme: ['domain'],
  keys: ['domain'],
  components: ['theme', 'domain'],
  workspace: ['domain', 'segment-api', 'mock'],
  state: ['workspace', 'keys', 'domain'],
  actions: ['keys', 'state', 'workspace', 'domain', 'storage', 'terminal'],
  views: ['state', 'workspace', 'components', 'theme', 'keys', 'domain'],
  app: [
    'views',
    'actions',
    'state',
    'workspace',
    'components',
    'theme',
    'keys',
    'domain',
    'config',
    'storage',
    'store',
    'collect',
    'terminal',
    'log',
  ],
  collect: ['domain', 'storage', 'store'],
  serve: ['collect', 'tell', 'workspace', 'domain', 'config', 'storage', 'store', 'log'],
  commands: [
    ...[
      'app',
      'serve',
      'collect',
      'tell',
      'views',
      'actions',
      'state',
      'workspace',
      'segment-api',
      'mock',
      'components',
      'theme',
      'keys',
      'domain',
    ],
    ...['config', 'storage', 'store', 'terminal', 'log'],
  ],
  cli: ['commands'],
};

/** Folders that know neither Node nor the outside world: what they need is handed in. */
const withoutNode = ['domain', 'keys', 'state', 'workspace', 'components', 'views'];

/** Where React and Ink are at home. */
const mayPaint = (path: string) =>
  /^source\/(components|app)\//.test(path) ||
  /^source\/views\/.*\.tsx$/.test(path) ||
  /^source\/commands\/dashboard\b/.test(path);

/** Test folders without a counterpart in source/. */
const testOnly = ['harness', 'contract', 'e2e', 'golden', 'bench', 'mutants'];

const longestFile = 400;
/** The shell is where the god file grows in programs like this one. */
const longestShellFile = 200;
const longestMedian = 90;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const files = readSources('source');
const folderOf = (path: string) =>
  path
    .replace(/^source\//, '')
    .split('/')[0]!
    .replace(/\.tsx?$/, '');
/** The parts of a path below its layer, the file's name left out. */
const roomsOf = (path: string) => path.split('/').slice(2, -1);
/** One vocabulary on every floor: a change of one subject touches one column. */
const subjects = [
  'sources',
  'delivery',
  'protocols',
  'storage',
  'engage',
  'privacy',
  'functions',
  'catalog',
  'usage',
  'audit',
  'settings',
  'watch',
];
/** Strata of workspace/, lowest first; between subjects and needs stands the whole picture, `watch`. */
const stratumOf = (room: string | undefined): number =>
  ({ polling: 0, resources: 1, backends: 1, watch: 3, needs: 4 })[room ?? ''] ?? 2;
const mostFilesInFolder = 25;
/** Runs a rule on every file and gathers what it says, each with the file's name. */
const broken = (rule: (file: SourceFile) => Iterable<string>) =>
  files.flatMap((file) => [...rule(file)].map((problem) => `${file.path}: ${problem}`));

test('there is something to judge', () => {
  expect(files.length).toBeGreaterThan(10);
});

test('imports follow the layers', () => {
  expect(
    broken(function* ({ path, imports }) {
      const from = folderOf(path);
      if (mayImport[from] === undefined) yield `${from} is not a layer; add it to the table in this test`;
      for (const { file } of imports) {
        if (file === undefined) continue;
        const to = folderOf(file);
        if (file.startsWith('source/') && to !== from && !mayImport[from]?.includes(to))
          yield `imports ${file}, but ${from} may not import ${to}`;
        if (!file.startsWith('source/') && !/\.json$/.test(file)) yield `imports ${file}, outside source/`;
      }
    }),
  ).toEqual([]);
});

test('imports name a file that exists, with its extension', () => {
  const known = new Set(pathsBelow('source'));
  expect(
    broken(function* ({ imports }) {
      for (const { file, specifier } of imports)
        if (file?.startsWith('source/') && !known.has(file)) yield `imports ${specifier}, which is no file`;
    }),
  ).toEqual([]);
});

test('no file imports itself by way of others', () => {
  expect(findCycle(files)?.join(' → ')).toBeUndefined();
});

test('React and Ink stay in components, views, the app shell and the dashboard command', () => {
  expect(
    broken(function* ({ path, imports }) {
      for (const { specifier } of imports)
        if (/^(?:react|ink)(?:$|[/-])/.test(specifier) && !mayPaint(path)) yield `imports ${specifier}`;
    }),
  ).toEqual([]);
});

test('one file alone opens the keyboard, and nothing listens to it beside that', () => {
  const naming = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  expect(naming(/\bnew Keyboard\(/)).toEqual(['source/app/input/own-terminal.ts']);
  expect(naming(/^import[^;]*\b(?:useInput|usePaste|useStdin)\b[^;]*from 'ink'/m)).toEqual([]);
});

test('pure layers import nothing of Node', () => {
  expect(
    broken(function* ({ path, imports }) {
      for (const { specifier } of imports)
        if (specifier.startsWith('node:') && withoutNode.includes(folderOf(path))) yield `imports ${specifier}`;
    }),
  ).toEqual([]);
});

test('a page imports what pages are made with, the words of its subject and its own parts, and no other page', () => {
  expect(
    broken(function* ({ path, imports }) {
      const [subject, page] = roomsOf(path);
      if (!path.startsWith('source/views/') || subject === undefined) return;
      for (const { file = '' } of imports) {
        if (!file.startsWith('source/views/')) continue;
        const [other, otherPage] = roomsOf(file);
        if (other === 'kit' || other === undefined) continue;
        if (other !== subject || (otherPage !== undefined && otherPage !== page)) yield `imports ${file}`;
      }
    }),
  ).toEqual([]);
});

test('what pages are made with imports no page', () => {
  expect(
    broken(function* ({ path, imports }) {
      if (!path.startsWith('source/views/kit/')) return;
      for (const { file = '' } of imports)
        if (file.startsWith('source/views/') && !file.startsWith('source/views/kit/')) yield `imports ${file}`;
    }),
  ).toEqual([]);
});

test('the strata of workspace/ import only downwards', () => {
  expect(
    broken(function* ({ path, imports }) {
      const [from] = roomsOf(path);
      if (!path.startsWith('source/workspace/')) return;
      if (from === undefined) yield 'stands in no stratum';
      for (const { file = '' } of imports) {
        const [to] = roomsOf(file);
        if (!file.startsWith('source/workspace/') || to === from) continue;
        const [own, other] = [stratumOf(from), stratumOf(to)];
        if (other > own || (other === own && own !== 2)) yield `imports ${file}`;
      }
    }),
  ).toEqual([]);
});

/** Which subject is made of which others, as folders; a circle among them would make them one. */
test.each(['workspace', 'domain'])('subjects of %s/ do not go round in circles', (layer) => {
  const edges = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const [from] = roomsOf(path);
    if (!path.startsWith(`source/${layer}/`) || from === undefined) continue;
    for (const { file = '' } of imports) {
      const [to] = roomsOf(file);
      if (file.startsWith(`source/${layer}/`) && to !== undefined && to !== from)
        edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  const folders = [...edges].map(([path, to]) => ({
    path,
    text: '',
    lines: 0,
    imports: [...to].map((file) => ({ file, specifier: file, kind: 'static' as const })),
  }));
  expect(findCycle(folders)?.join(' → ')).toBeUndefined();
});

test('folders inside a layer are named by subject', () => {
  const others: Readonly<Record<string, readonly string[]>> = {
    domain: ['filter'],
    workspace: ['polling', 'backends', 'resources', 'needs'],
    views: ['kit'],
    actions: ['changes', 'finding'],
  };
  const rooms = Object.entries(others).flatMap(([layer, extra]) =>
    [
      ...new Set(
        files.filter(({ path }) => path.startsWith(`source/${layer}/`)).flatMap(({ path }) => roomsOf(path)[0] ?? []),
      ),
    ]
      .filter((room) => !subjects.includes(room) && !extra.includes(room))
      .map((room) => `${layer}/${room}`),
  );
  expect(rooms).toEqual([]);
});

/** The shell from the ground up: a lower room imports no higher one; at the root is what puts the program together. */
test('the rooms of the app stand on each other', () => {
  const floors = ['scene', 'overlays', 'kept', 'frame', 'input', 'first-run', ''];
  expect(
    broken(function* ({ path, imports }) {
      if (!path.startsWith('source/app/')) return;
      const [from = ''] = roomsOf(path);
      if (!floors.includes(from)) yield `${from} is no room of the app`;
      for (const { file = '' } of imports) {
        const [to = ''] = roomsOf(file);
        if (file.startsWith('source/app/') && floors.indexOf(to) > floors.indexOf(from)) yield `imports ${file}`;
      }
    }),
  ).toEqual([]);
});

test(`no folder holds more than ${mostFilesInFolder} files directly`, () => {
  const counts = new Map<string, number>();
  for (const path of [...pathsBelow('source'), ...pathsBelow('test')]) {
    if (statSync(path).isDirectory() || /^test\/golden\/screens\//.test(path)) continue;
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > mostFilesInFolder)).toEqual([]);
});

test('the bin loads nothing but Node before it knows its command', () => {
  const eager = files
    .find(({ path }) => path === 'source/cli.ts')
    ?.imports.filter(({ kind, specifier }) => kind === 'static' && !specifier.startsWith('node:'));
  expect(eager ?? []).toEqual([]);
});

test(`no file is longer than ${longestFile} lines, the median at most ${longestMedian}`, () => {
  const lengths = files.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(
    broken(function* ({ path, lines }) {
      const most = folderOf(path) === 'app' ? longestShellFile : longestFile;
      if (lines > most) yield `${lines} lines, at most ${most}`;
    }),
  ).toEqual([]);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(longestMedian);
});

test('files export by name', () => {
  expect(
    broken(function* ({ path, text }) {
      // Stands in for a package that exports by default.
      if (path === 'source/theme/string-width.ts') return;
      if (/^export (?:default\b|\{[^}]*\bas default\b)/m.test(text)) yield 'has a default export';
    }),
  ).toEqual([]);
});

test('names are in kebab-case', () => {
  const isOdd = (path: string) => !kebabCase.test(basename(path).replace(/(?:\.test)?\.[a-z]+$/, ''));
  const golden = /^test\/(?:.*\/)?__snapshots__/;
  expect([...pathsBelow('source'), ...pathsBelow('test')].filter((path) => isOdd(path) && !golden.test(path))).toEqual(
    [],
  );
});

test('test/ mirrors source/', () => {
  const folders = (root: string) =>
    pathsBelow(root)
      .filter((path) => statSync(path).isDirectory() && !path.endsWith('__snapshots__'))
      .map((path) => path.slice(root.length + 1));
  const known = new Set(folders('source'));
  const odd = folders('test').filter((folder) => !testOnly.includes(folder.split('/')[0]!) && !known.has(folder));
  expect(odd.map((folder) => `test/${folder} tests no folder of source/`)).toEqual([]);
  expect(
    readdirSync('test').filter(
      (name) =>
        name.endsWith('.test.ts') && !['layers.test.ts', 'rules.test.ts', 'docs.test.ts', 'cli.test.ts'].includes(name),
    ),
  ).toEqual([]);
});
