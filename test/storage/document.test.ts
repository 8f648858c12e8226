import { lstat, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DocumentShape, openDocument, type StorageProblem } from '../../source/storage/document.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

interface List {
  readonly items: readonly string[];
}

const shape: DocumentShape<List> = {
  name: 'list.json',
  version: 2,
  empty: { items: [] },
  check: (content) => {
    const { items } = content as { items?: unknown };
    if (!Array.isArray(items)) throw new TypeError('items');
    return { items: items as string[] };
  },
};
const adding =
  (item: string) =>
  ({ items }: List): List => ({ items: [...items, item] });

async function opened(folder: string) {
  const problems: StorageProblem[] = [];
  const document = await openDocument(folder, shape, (problem) => problems.push(problem));
  return { document, problems, file: join(folder, 'list.json') };
}
const mode = async (path: string) => (await stat(path)).mode & 0o777;

describe('openDocument', () => {
  it('starts empty, saves with a version, for the owner only, and leaves nothing else behind', async () => {
    const folder = join(await temporaryFolder(), 'state', 'segtop');
    const { document, problems, file } = await opened(folder);
    expect(document.value()).toEqual({ items: [] });
    expect(await document.update(adding('a'))).toEqual({ items: ['a'] });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ version: 2, items: ['a'] });
    expect(await mode(file)).toBe(0o600);
    expect(await mode(folder)).toBe(0o700);
    expect(await readdir(folder)).toEqual(['list.json']);
    expect((await opened(folder)).document.value()).toEqual({ items: ['a'] });
    expect(problems).toEqual([]);
  });

  it('tightens the mode of a file that others could read', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'list.json'), '{"version":1,"items":["old"]}', { mode: 0o644 });
    const { document, file } = await opened(folder);
    await document.update(adding('new'));
    expect(await mode(file)).toBe(0o600);
    expect(document.value().items).toEqual(['old', 'new']);
  });

  it('keeps the changes of every program that writes at the same time', async () => {
    const folder = await temporaryFolder();
    const programs = await Promise.all([opened(folder), opened(folder), opened(folder)]);
    const names = programs.flatMap(({ document }, program) =>
      Array.from({ length: 4 }, (_, turn) => ({ document, name: `${program}-${turn}` })),
    );
    await Promise.all(names.map(({ document, name }) => document.update(adding(name))));
    const { items } = await programs[0]!.document.reload();
    expect([...items].sort()).toEqual(names.map(({ name }) => name).sort());
  });

  it('takes over the lock of a program that died', async () => {
    const folder = await temporaryFolder();
    const { document, file, problems } = await opened(folder);
    await mkdir(`${file}.lock`);
    await utimes(`${file}.lock`, 1, 1);
    await document.update(adding('a'));
    expect(JSON.parse(await readFile(file, 'utf8')).items).toEqual(['a']);
    expect(problems).toEqual([]);
  });

  it('replaces what a link points to, not the link', async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'dotfiles.json');
    await writeFile(target, '{"version":2,"items":["a"]}');
    await symlink(target, join(folder, 'list.json'));
    const { document, file } = await opened(folder);
    await document.update(adding('b'));
    expect((await lstat(file)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(target, 'utf8')).items).toEqual(['a', 'b']);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['half written', '{"version":2,"items":["a"'],
    ['empty', ''],
    ['of another shape', '{"version":2,"items":7}'],
    ['without a version', '{"items":[]}'],
    ['no object', '[1]'],
  ])('is kept under another name: %s', async (_, content) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'list.json'), content);
    await writeFile(join(folder, 'list.json.corrupt-1'), 'earlier');
    const { document, problems } = await opened(folder);
    expect(document.value()).toEqual({ items: [] });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^list\.json could not be read; it was kept as .*list\.json\.corrupt-2\.$/),
    ]);
    await document.update(adding('new'));
    expect(await readFile(join(folder, 'list.json.corrupt-1'), 'utf8')).toBe('earlier');
    expect(await readFile(join(folder, 'list.json.corrupt-2'), 'utf8')).toBe(content);
    expect((await opened(folder)).document.value()).toEqual({ items: ['new'] });
  });

  it('is never written when a newer segtop wrote it', async () => {
    const folder = await temporaryFolder();
    const content = '{"version":3,"items":{"a":1}}';
    await writeFile(join(folder, 'list.json'), content);
    const { document, problems, file } = await opened(folder);
    expect(await document.update(adding('mine'))).toEqual({ items: ['mine'] });
    expect(await readFile(file, 'utf8')).toBe(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain('newer segtop');
  });
});

describe('a folder that cannot be written', () => {
  it('keeps changes in memory, reports once, and saves them when it can', async () => {
    const folder = await temporaryFolder();
    const blocked = join(folder, 'state');
    await writeFile(blocked, 'a file where the folder should be');
    const { document, problems } = await opened(blocked);
    await document.update(adding('a'));
    await document.update(adding('b'));
    expect(document.value().items).toEqual(['a', 'b']);
    expect(problems.filter(({ message }) => message.includes('could not be saved'))).toHaveLength(1);

    await rm(blocked);
    await document.update(adding('c'));
    expect(JSON.parse(await readFile(join(blocked, 'list.json'), 'utf8')).items).toEqual(['a', 'b', 'c']);
  });
});
