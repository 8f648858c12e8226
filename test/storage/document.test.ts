import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type DocumentShape, openDocument, type StorageProblem } from '../../source/storage/document.ts';
import { lockName, underLock } from '../../source/storage/lock.ts';
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
    expect(await readdir(folder)).toEqual([lockName, 'list.json']);
    expect(await stat(join(folder, lockName))).toMatchObject({ size: 0, mode: 0o100600 });
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

  it('loses nothing of what is changed while the file is read again', async () => {
    const folder = await temporaryFolder();
    const gates: PromiseWithResolvers<void>[] = [];
    let isHeld = false;
    const held: DocumentShape<List> = {
      ...shape,
      check: async (content) => {
        if (isHeld) {
          isHeld = false;
          const gate = Promise.withResolvers<void>();
          gates.push(gate);
          await gate.promise;
        }
        return shape.check(content);
      },
    };
    const document = await openDocument(folder, held, () => undefined);
    await document.update(adding('a'));
    isHeld = true;
    const reading = document.reload();
    while (gates.length === 0) await new Promise(setImmediate);
    await document.update(adding('b'));
    await (await opened(folder)).document.update(adding('of another'));
    gates[0]!.resolve();
    expect(await reading).toEqual({ items: ['a', 'b', 'of another'] });
    expect(document.value()).toEqual({ items: ['a', 'b', 'of another'] });
  });

  it.each([
    ['dated in the future, since the clock went back', 4_000_000_000],
    ['dated long ago', 1],
  ])('is not kept from saving by a lock that nobody holds, %s', async (_, date) => {
    const folder = await temporaryFolder();
    const { document, file, problems } = await opened(folder);
    // Of an earlier segtop, which kept folders as locks, and of this one.
    await mkdir(`${file}.lock`);
    await writeFile(join(folder, lockName), 'something else wrote this');
    for (const lock of [`${file}.lock`, join(folder, lockName)]) await utimes(lock, date, date);
    await document.update(adding('a'));
    expect(JSON.parse(await readFile(file, 'utf8')).items).toEqual(['a']);
    expect(problems).toEqual([]);
  });

  it('says so where something else than a file stands in the place of the lock', async () => {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, lockName)]);
    const { document, problems, file } = await opened(folder);
    expect(await document.update(adding('a'))).toEqual({ items: ['a'] });
    expect(problems).toEqual([
      {
        file,
        message: 'list.json could not be saved: it is a pipe, not a regular file. Changes last until segtop ends.',
        unsaved: true,
      },
    ]);
    expect(await readdir(folder)).toEqual([lockName]);
  });

  it('saves over what a program left that was ended while it saved', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, '.list.json.tmp'), '{"version":2,"ite');
    const { document, problems, file } = await opened(folder);
    await document.update(adding('a'));
    expect(await readFile(file, 'utf8')).toBe('{\n  "items": [\n    "a"\n  ],\n  "version": 2\n}\n');
    expect([await readdir(folder), problems]).toEqual([[lockName, 'list.json'], []]);
  });

  it('says so when another program keeps the lock', async () => {
    const folder = await temporaryFolder();
    const program = `
      const { underLock } = await import('${new URL('../../source/storage/lock.ts', import.meta.url).href}');
      await underLock(process.argv[1], async () => { console.log('held'); await new Promise((done) => process.stdin.once('end', done).resume()); });`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', program, join(folder, 'list.json')]);
    await once(other.stdout, 'data');
    await expect(underLock(join(folder, 'list.json'), async () => 'mine', 50)).rejects.toMatchObject({
      code: 'ELOCKED',
    });
    other.kill('SIGKILL');
    expect(await underLock(join(folder, 'list.json'), async () => 'mine')).toBe('mine');
  });

  it('makes what a link points to, where that is not there yet', async () => {
    const folder = await temporaryFolder();
    await symlink('dotfiles.json', join(folder, 'list.json'));
    const { document } = await opened(folder);
    await document.update(adding('a'));
    expect(JSON.parse(await readFile(join(folder, 'dotfiles.json'), 'utf8')).items).toEqual(['a']);
    expect((await lstat(join(folder, 'list.json'))).isSymbolicLink()).toBe(true);
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
    ['of NUL bytes', '\0'.repeat(64)],
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

  it('may begin with a byte order mark', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'list.json'), '\ufeff{"version":2,"items":["a"]}');
    const { document, problems } = await opened(folder);
    expect([document.value(), problems]).toEqual([{ items: ['a'] }, []]);
  });

  it.each([
    ['a pipe', (file: string) => promisify(execFile)('mkfifo', [file]), 'it is a pipe, not a regular file'],
    ['a device', (file: string) => symlink('/dev/zero', file), 'it is a device, not a regular file'],
    ['a folder', (file: string) => mkdir(file), 'a folder has its name'],
    ['a link to itself', (file: string) => symlink('list.json', file), 'its links lead in a circle'],
    ['too large', (file: string) => writeFile(file, Buffer.alloc(17 * 1024 ** 2)), 'it is larger than 16 MB'],
  ])('is neither read nor replaced when it is no file to read: %s', async (_, make, reason) => {
    const folder = await temporaryFolder();
    await make(join(folder, 'list.json'));
    const before = await lstat(join(folder, 'list.json'));
    const { document, problems } = await opened(folder);
    expect(await document.update(adding('a'))).toEqual({ items: ['a'] });
    await document.update(adding('b'));
    await document.reload();
    expect(document.value()).toEqual({ items: ['a', 'b'] });
    expect(problems.map(({ message }) => message)).toEqual([
      `list.json could not be read: ${reason}.`,
      `list.json could not be saved: ${reason}. Changes last until segtop ends.`,
    ]);
    expect((await lstat(join(folder, 'list.json'))).ino).toBe(before.ino);
  });

  it('is read as far as it goes when a newer segtop wrote it', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'list.json'), '{"version":3,"items":["a"]}');
    const { document } = await opened(folder);
    expect(document.value()).toEqual({ items: ['a'] });
    expect(await document.update(adding('b'))).toEqual({ items: ['a', 'b'] });
    await document.reload();
    expect(document.value()).toEqual({ items: ['a', 'b'] });
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
    expect(problems.map(({ message, unsaved }) => [message, unsaved])).toEqual([
      ['list.json could not be read: its folder is a file.', undefined],
      ['list.json could not be saved: its folder is a file. Changes last until segtop ends.', true],
    ]);

    await rm(blocked);
    await document.update(adding('c'));
    expect(JSON.parse(await readFile(join(blocked, 'list.json'), 'utf8')).items).toEqual(['a', 'b', 'c']);
    expect(problems.slice(2)).toEqual([
      { file: expect.any(String), message: 'list.json is saved again.', unsaved: false },
    ]);
  });

  it('keeps the newest two hundred changes for later, so that a program may run for weeks beside it', async () => {
    const folder = await temporaryFolder();
    const blocked = join(folder, 'state');
    await writeFile(blocked, 'a file where the folder should be');
    const { document } = await opened(blocked);
    const names = Array.from({ length: 203 }, (_, index) => `${index}`);
    for (const name of names) await document.update(adding(name));
    expect(document.value().items).toEqual(names);
    await rm(blocked);
    await document.update(adding('last'));
    expect(JSON.parse(await readFile(join(blocked, 'list.json'), 'utf8')).items).toEqual([...names.slice(4), 'last']);
  });

  it.skipIf(process.getuid?.() === 0)('is tried once, and not waited for', async () => {
    const folder = await temporaryFolder();
    const { document, problems } = await opened(folder);
    await chmod(folder, 0o500);
    // To wait for the others would take longer than a test may.
    await document.update(adding('a'));
    expect(problems.map(({ message }) => message)).toEqual([
      'list.json could not be saved: permission denied. Changes last until segtop ends.',
    ]);
    await chmod(folder, 0o700);
  });
});
