import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { pathsLike } from '../../source/storage/paths-like.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

test('what is in a folder is offered as soon as it has been read, hidden files only to who asks for them', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'out'));
  await Promise.all(['other.csv', '.hidden', 'out/rows.md'].map((name) => writeFile(join(folder, name), '')));
  const onRead = vi.fn();
  const paths = pathsLike(folder);
  const like = (start: string) => paths(start, onRead);
  expect(like('')).toEqual([]);
  await vi.waitFor(() => expect(onRead).toHaveBeenCalledTimes(1));
  expect(like('o')).toEqual(['other.csv', 'out/']);
  expect(like('.')).toEqual(['.hidden']);
  expect(like('x')).toEqual([]);
  expect(like('out/')).toEqual([]);
  await vi.waitFor(() => expect(onRead).toHaveBeenCalledTimes(2));
  expect(like('out/r')).toEqual(['out/rows.md']);
  expect(like('nowhere/x')).toEqual([]);
  expect(like('~')).toEqual(['~/']);
});

test('fifty paths are offered at most, by name, and a line that begins anew reads again', async () => {
  const folder = await temporaryFolder();
  const name = (index: number) => `f${String(index).padStart(2, '0')}`;
  const make = (index: number) => writeFile(join(folder, name(index)), '');
  for (let index = 51; index > 0; index -= 1) await make(index);
  const onRead = vi.fn();
  const paths = pathsLike(folder);
  paths('', onRead);
  await vi.waitFor(() => expect(onRead).toHaveBeenCalledTimes(1));
  expect(paths('f', onRead)).toEqual(Array.from({ length: 50 }, (_, index) => name(index + 1)));
  await make(0);
  expect(paths('f0', onRead)[0]).toBe('f01');
  paths('', onRead);
  await vi.waitFor(() => expect(onRead).toHaveBeenCalledTimes(2));
  expect(paths('f0', onRead)[0]).toBe('f00');
});

test('who asks for all of a folder again when told that it was read gets it, and it is not read without end', async () => {
  const folder = await temporaryFolder();
  await Promise.all(['b.csv', 'a.csv', '.hidden'].map((name) => writeFile(join(folder, name), '')));
  const paths = pathsLike(folder);
  const answers: (readonly string[])[] = [];
  const ask = (): void => void answers.push(paths('', ask));
  ask();
  await vi.waitFor(() => expect(answers.length).toBeGreaterThan(1));
  expect(answers).toEqual([[], ['a.csv', 'b.csv']]);
  // What is known stays while it is read again, and nobody is told where nothing has changed.
  const onRead = vi.fn();
  expect(paths('', onRead)).toEqual(['a.csv', 'b.csv']);
  await writeFile(join(folder, 'c.csv'), '');
  paths('', onRead);
  await vi.waitFor(() => expect(onRead).toHaveBeenCalled());
  expect(paths('c', onRead)).toEqual(['c.csv']);
  expect(answers).toHaveLength(2);
});
