import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { type PtyTerminal, spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const filled = /failed deliveries in [\d.]+/;

/** What was asked of the lists, page by page. */
const lists = (requests: readonly { readonly path: string; readonly query: unknown }[]) =>
  requests.flatMap(({ path, query }) =>
    /\/(?:sources|destinations|warehouses)$/.test(path) ? [`${path} ${JSON.stringify(query)}`] : [],
  );

test('a second dashboard on the host, and a second start, ask for nothing that was read already', async () => {
  await using api = await mockApi();
  const env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token, SEGTOP_STATE_DIR: await temporaryFolder() };
  const open = (): PtyTerminal => spawnTerminal({ args: [], cols: 120, rows: 40, env });
  await using first = open();
  await first.waitFor(filled, 60_000);
  await using second = open();
  await second.waitFor(filled, 60_000);
  const both = lists(await api.requests());
  expect(both.length).toBeGreaterThanOrEqual(3);
  expect(both.toSorted()).toEqual([...new Set(both)].toSorted());
  first.press('ctrl+c', 'ctrl+c');
  second.press('ctrl+c', 'ctrl+c');
  await Promise.all([first.exit, second.exit]);
  await using third = open();
  await third.waitFor(filled, 60_000);
  expect(lists(await api.requests())).toHaveLength(both.length);
  expect(third.raw()).not.toMatch(/Experimental|could not|cannot be used/);
}, 90_000);

test('a store that is no store is set aside under a name that is told, and Home is read as without one', async () => {
  await using api = await mockApi();
  const stateDir = await temporaryFolder();
  const env = { SEGTOP_API_URL: api.url, SEGTOP_TOKEN: api.token, SEGTOP_STATE_DIR: stateDir };
  const file = join(stateDir, 'store', 'avdyjdq64dxrtrzjq3tf4c-7e8d780932f4.db');
  await mkdir(join(stateDir, 'store'));
  await writeFile(file, 'not a database, but longer than the head of one would be '.repeat(20));
  await using terminal = spawnTerminal({ args: [], cols: 120, rows: 40, env });
  await terminal.waitFor(filled, 60_000);
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
  expect(terminal.raw()).toContain(`${file}.corrupt-1`);
}, 90_000);
