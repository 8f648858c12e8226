import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const run = promisify(execFile);

/** The oldest Node that segtop is made for, as a program; the gate fetches one. */
const oldest = process.env.SEGTOP_OLDEST_NODE;

let folder: string;

/** What users install: packed, and installed into an empty folder without a network. */
beforeAll(async () => {
  expect(inject('buildProblem')).toBe('');
  folder = await mkdtemp(join(tmpdir(), 'segtop-package-'));
  // The bin is built already; packing it again would take it away from the tests beside this one.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...quiet, '--prefix', join(folder, 'installed'), join(folder, filename)]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const own = (...path: readonly string[]) => join(folder, 'installed/node_modules/segtop', ...path);

/** Runs the installed bin without this checkout's environment. */
const segtop = (node: string, ...args: readonly string[]) =>
  run(node, [own('dist/segtop.mjs'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, 'state'), NO_COLOR: '1' },
  }).catch((failed: { stdout: string; stderr: string; code: number }) => failed);

describe('the packed program', () => {
  test('is one package, with the licences of what it is made of', async () => {
    const installed = (await readdir(join(folder, 'installed/node_modules'))).filter((name) => !name.startsWith('.'));
    expect(installed).toEqual(['segtop']);
    const notices = await readFile(own('dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['ink', 'react', 'got', 'zod', 'zustand', 'lowdb']) expect(notices).toContain(`\n${name} `);
    expect(notices).toContain('Permission is hereby granted');
    expect(await readdir(own())).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'dist', 'mock-data']));
  });

  test.each([
    ['this Node', process.execPath],
    ['the oldest Node that is supported', oldest],
  ])('runs on %s', async (_, node) => {
    if (node === undefined) {
      process.stderr.write('SEGTOP_OLDEST_NODE names no Node: not tried on the oldest one\n');
      expect(process.env.CI).toBeUndefined();
      return;
    }
    expect(await segtop(node, '--version')).toMatchObject({
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
    const status = await segtop(node, '--demo', '--scenario', 'healthy', 'status', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({ version: 1, workspace: { name: 'Acme Production' } });
    expect(status.stderr).toBe('');
  });

  test('asks Segment over node:http without the fetch of a browser, which takes as long to load', async () => {
    const told =
      "process.on('exit', () => console.error(process.moduleLoadList.filter((one) => /undici|_http_client/.test(one))))";
    const asked = await run(
      process.execPath,
      ['--import', `data:text/javascript,${told}`, own('dist/segtop.mjs'), 'status', '--timeout', '30'],
      { env: { HOME: folder, SEGTOP_TOKEN: 'of-a-test', SEGTOP_API_URL: 'http://127.0.0.1:9' } },
    ).catch((failed: { stderr: string }) => failed);
    expect(asked.stderr).toContain('127.0.0.1:9');
    expect(asked.stderr).toContain("[ 'NativeModule _http_client' ]");
  });

  test('looks built-in modules up, and imports none', async () => {
    const folderOfChunks = own('dist/chunks');
    const chunks = (await readdir(folderOfChunks)).map((name) => join(folderOfChunks, name));
    const texts = await Promise.all([own('dist/segtop.mjs'), ...chunks].map((path) => readFile(path, 'utf8')));
    expect(texts.filter((text) => /\bfrom ?"node:|\bimport\("node:/.test(text))).toEqual([]);
    expect(texts.filter((text) => text.includes('process.getBuiltinModule("node:fs")')).length).toBeGreaterThan(5);
  });
});
