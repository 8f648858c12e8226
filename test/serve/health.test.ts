import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collectedFile } from '../../source/collect/file.ts';
import { healthRoutes } from '../../source/serve/health.ts';
import type { Daemon, Post } from '../../source/serve/ports.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const now = Date.parse('2026-11-21T14:12:30Z');

interface Given {
  readonly name?: string;
  readonly standing?: object;
  readonly workspace?: string;
  readonly id?: string;
  readonly stateDir?: string;
  readonly file?: string;
}

const post = ({ name = 'prod', standing, workspace, id, stateDir = '', file }: Given = {}): Post =>
  ({
    profile: name,
    stateDir,
    clock: { now: () => now },
    workspaceId: () => id,
    overview: () => ({ workspace: workspace === undefined ? undefined : { name: workspace } }),
    store: () => (file === undefined ? undefined : { store: { file } }),
    standing: () => ({ isReady: true, lastPollAt: now - 1500, problems: 2, requests: 30, ...standing }),
  }) as unknown as Post;

/** The status and the body of what a daemon answers. */
async function asked(
  posts: readonly Post[],
  { mayLook = true, counts = {}, notServed = new Map<number, number>() } = {},
) {
  const [route] = healthRoutes({
    posts,
    startedAt: now - 60_000,
    collectors: new Map(Object.entries(counts).map(([name, of]) => [name, { counts: () => of }])),
    unknown: { counts: () => notServed },
    mayLook: () => mayLook,
  } as unknown as Daemon);
  let status = 0;
  let body = '';
  const response = {
    req: { method: 'GET' },
    writeHead: (code: number) => {
      status = code;
      return response;
    },
    setHeader: () => response,
    end: (text: string) => {
      body = text;
    },
  };
  await route!.handle({ method: 'GET' } as IncomingMessage, response as unknown as ServerResponse, {});
  return [status, JSON.parse(body)];
}

describe('/healthz', () => {
  test.each([
    [[true], 200, true],
    [[true, true], 200, true],
    [[true, false], 503, false],
    [[false, false], 503, false],
  ])(
    'of workspaces that are ready: %j is answered with %i, and a stranger is told that alone',
    async (all, code, ready) => {
      const posts = all.map((isReady) => post({ standing: { isReady }, workspace: 'Acme' }));
      expect(await asked(posts, { mayLook: false })).toEqual([code, { ready }]);
    },
  );

  test('tells who may look of each profile', async () => {
    const counts = {
      requests: new Map([[202, 4]]),
      ...{ kept: 7, duplicates: 2, leftOut: 1, invalid: 3 },
    };
    const posts = [
      post({ workspace: 'Acme', standing: { lastPollAt: now - 1500 } }),
      post({ name: 'eu', standing: { isReady: false, lastPollAt: undefined, problems: 0, requests: 1 } }),
      // The clock of the server may have been set back.
      post({ name: 'new', standing: { lastPollAt: now + 5000 } }),
    ];
    const collected = { prod: { ...counts, lastAt: now }, new: counts };
    const told = { requests: { 202: 4 }, kept: 7, duplicates: 2, leftOut: 1, invalid: 3 };
    expect(await asked(posts, { counts: collected })).toEqual([
      503,
      {
        ready: false,
        since: '2026-11-21T14:11:30.000Z',
        profiles: [
          {
            ...{ name: 'prod', ready: true, workspace: 'Acme', lastPollAt: '2026-11-21T14:12:28.500Z', ageSeconds: 2 },
            ...{ problems: 2, requests: 30, collected: { ...told, lastAt: '2026-11-21T14:12:30.000Z' } },
          },
          {
            ...{ name: 'eu', ready: false, workspace: null, lastPollAt: null, ageSeconds: null },
            ...{ problems: 0, requests: 1 },
          },
          {
            ...{ name: 'new', ready: true, workspace: null, lastPollAt: '2026-11-21T14:12:35.000Z', ageSeconds: 0 },
            ...{ problems: 2, requests: 30, collected: { ...told, lastAt: null } },
          },
        ],
        store: { bytes: 0 },
      },
    ]);
  });

  test('tells how many requests named a profile that is not served, where any did', async () => {
    const [, body] = await asked([post()], { notServed: new Map([[404, 3]]) });
    expect(body.notServed).toEqual({ requests: { 404: 3 } });
    expect((await asked([post()]))[1]).not.toHaveProperty('notServed');
    const stranger = { mayLook: false, notServed: new Map([[404, 3]]) };
    expect((await asked([post()], stranger))[1]).toEqual({ ready: true });
  });

  test('counts the files of every store and of what was collected, each once', async () => {
    const stateDir = await temporaryFolder();
    const file = `${stateDir}/w.db`;
    const collected = collectedFile(stateDir, 'w');
    await mkdir(dirname(collected), { recursive: true });
    const sizes = {
      [file]: 100,
      [`${file}-wal`]: 20,
      [`${file}-shm`]: 3,
      [collected]: 4000,
      [`${file}-other`]: 50_000,
    };
    for (const [name, size] of Object.entries(sizes)) await writeFile(name, 'x'.repeat(size));
    const both = [post({ stateDir, file, id: 'w' }), post({ stateDir, file, id: 'w' })];
    expect((await asked(both))[1].store).toEqual({ bytes: 4123 });
    expect((await asked([post({ stateDir, id: 'w' })]))[1].store).toEqual({ bytes: 4000 });
    expect((await asked([post({ stateDir, file })]))[1].store).toEqual({ bytes: 123 });
  });
});
