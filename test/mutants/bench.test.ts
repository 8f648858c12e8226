import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Bench } from './bench.ts';
import { mutantsOf } from './mutate.ts';

const text = 'export const a = 1;\n';
let folder: string;
let bench: Bench;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segtop-test-'));
  for (const name of ['source', 'node_modules', 'dist']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'source/a.ts'), text);
  bench = new Bench(folder);
});
afterEach(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a change stands in the copy while it is looked at, never in the checkout', async () => {
  const [mutant] = mutantsOf('source/a.ts', text);
  const copied = () => readFileSync(join(bench.folder, 'source/a.ts'), 'utf8');
  const seen = await bench.with([mutant!], async () => [copied(), readFileSync(join(folder, 'source/a.ts'), 'utf8')]);
  expect(seen).toEqual(['export const a = 2;\n', text]);
  expect(copied()).toBe(text);
});

test('a change is taken back when the run fails', async () => {
  const [mutant] = mutantsOf('source/a.ts', text);
  await expect(bench.with([mutant!], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readFileSync(join(bench.folder, 'source/a.ts'), 'utf8')).toBe(text);
});

test('what is built is not copied, and the copy goes away in the end', () => {
  expect(existsSync(join(bench.folder, 'dist'))).toBe(false);
  bench.close();
  expect(existsSync(bench.folder)).toBe(false);
});
