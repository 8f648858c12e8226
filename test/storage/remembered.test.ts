import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CatalogItem } from '../../source/domain/catalog/items.ts';
import type { Sync } from '../../source/domain/entities.ts';
import { t } from '../../source/domain/text.ts';
import { day } from '../../source/domain/time.ts';
import { openCatalog } from '../../source/storage/catalog.ts';
import { openCountingSince } from '../../source/storage/counting-since.ts';
import type { StorageProblem } from '../../source/storage/document.ts';
import { type KnownWorkspace, openKnownWorkspaces } from '../../source/storage/known-workspaces.ts';
import { openLastSyncs, whereOf } from '../../source/storage/last-syncs.ts';
import { fileReason, readRegular } from '../../source/storage/regular-file.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const now = Date.UTC(2026, 2, 1);

/** Opens a document of a folder twice, as two starts do. */
const twice =
  <T>(open: (folder: string, report: (problem: StorageProblem) => void) => Promise<T>) =>
  async (folder: string) => {
    const problems: StorageProblem[] = [];
    return { store: await open(folder, (problem) => problems.push(problem)), problems };
  };

describe('the workspaces that were opened here', () => {
  const opened = twice(openKnownWorkspaces);
  const prod: KnownWorkspace = { profile: 'prod', openedAt: now, id: 'w1', name: 'Prod', slug: 'prod', region: 'eu' };

  test('come back last first, and what is not told again stays', async () => {
    const folder = await temporaryFolder();
    const { store } = await opened(folder);
    expect(store.list()).toEqual([]);
    await store.keep(prod);
    await store.keep({ profile: 'dev', openedAt: now + 1 });
    await store.keep({ profile: 'prod', openedAt: now + 2, access: 'member', failing: ['d1', 'd2'] });
    await store.keep({ profile: 'old', openedAt: now - 1 });
    const again = await opened(folder);
    expect(again.store.list()).toEqual([
      { ...prod, openedAt: now + 2, access: 'member', failing: ['d1', 'd2'] },
      { profile: 'dev', openedAt: now + 1 },
      { profile: 'old', openedAt: now - 1 },
    ]);
    expect(again.problems).toEqual([]);
  });

  test('a region and an access that only a newer segtop knows count as unknown and stay in the file', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'workspaces.json');
    const newer = { ...prod, region: 'ap', access: 'guest', failing: 'many', mood: 'calm' };
    await writeFile(file, JSON.stringify({ version: 1, profiles: [newer] }));
    const { store, problems } = await opened(folder);
    expect(store.list()).toEqual([{ ...prod, region: undefined, access: undefined, failing: undefined }]);
    await store.keep({ profile: 'dev', openedAt: now });
    const { profiles } = JSON.parse(await readFile(file, 'utf8'));
    expect(profiles).toContainEqual(newer);
    expect(problems).toEqual([]);
  });
});

describe('since when events are counted on this host', () => {
  const opened = twice(openCountingSince);

  test('is when it was first asked of a workspace, over a restart', async () => {
    const folder = await temporaryFolder();
    const { store } = await opened(folder);
    expect(await store.of('w1', now)).toBe(now);
    expect(await store.of('w1', now + day)).toBe(now);
    expect(await store.of('constructor', now + day)).toBe(now + day);
    const again = await opened(folder);
    expect(await again.store.of('w1', now + 2 * day)).toBe(now);
    expect(await again.store.of('w2', now + 2 * day)).toBe(now + 2 * day);
  });

  test('is when the first of two programs began that start at once', async () => {
    const folder = await temporaryFolder();
    const [first, second] = [await opened(folder), await opened(folder)];
    expect(await first.store.of('w1', now)).toBe(now);
    expect(await second.store.of('w1', now + day)).toBe(now);
    expect(await (await opened(folder)).store.of('w1', now + 2 * day)).toBe(now);
  });

  test('begins anew where it would lie in the future: the clock was wrong then', async () => {
    const folder = await temporaryFolder();
    const { store } = await opened(folder);
    await store.of('w1', now + day);
    expect(await store.of('w1', now)).toBe(now);
    expect(await (await opened(folder)).store.of('w1', now + day)).toBe(now);
  });

  test.each([
    ['a number that is no time', { w1: 1e300 }],
    ['a text', { w1: '2026-01-01' }],
    ['null', { w1: null }],
  ])('begins now where %s is in the file', async (_, workspaces) => {
    const folder = await temporaryFolder();
    await writeFile(
      join(folder, 'metrics.json'),
      JSON.stringify({ version: 1, workspaces: { ...workspaces, w2: now - day } }),
    );
    const { store, problems } = await opened(folder);
    expect([await store.of('w1', now), await store.of('w2', now), problems]).toEqual([now, now - day, []]);
  });
});

const item: CatalogItem = {
  id: 'c1',
  side: 'destination',
  slug: t`braze`,
  name: t`Braze`,
  description: t`Messages`,
  categories: [t`Email`],
  status: t`PUBLIC`,
  options: [{ name: t`apiKey`, type: t`string`, required: true, label: t`Key`, description: t`` }],
  website: t`https://braze.example`,
  previousNames: [t`Appboy`],
  methods: [t`track`],
  platforms: [t`server`],
  modes: ['cloud'],
};

test('the catalog comes back as it was read, of each place its own, and its text is made safe', async () => {
  const folder = await temporaryFolder();
  const opened = (where: string) => openCatalog(folder, where, () => undefined);
  await (await opened('us')).update((all) => ({ ...all, destination: { at: now, items: [item] } }));
  expect((await opened('us')).value()).toEqual({ destination: { at: now, items: [item] } });
  expect((await opened('EU.api/../x:8080')).value()).toEqual({});
  await (await opened('EU.api/../x:8080')).update(() => ({ source: { at: 1, items: [] } }));
  expect((await readdir(folder)).filter((name) => name.startsWith('catalog')).sort()).toEqual([
    'catalog-eu.api-..-x-8080.json',
    'catalog-us.json',
  ]);
  const hostile = { ...item, name: 'Bra\u001b[31mze\n' };
  const content = { version: 1, destination: { at: now, items: [hostile] } };
  await writeFile(join(folder, 'catalog-us.json'), JSON.stringify(content));
  expect((await opened('us')).value().destination?.items[0]?.name).toBe('Braze⏎');
});

describe('the last syncs of warehouses', () => {
  const sync = (start: number, more: Partial<Sync> = {}): Sync => ({
    sourceId: 's1',
    start,
    end: start + 1000,
    status: 'success',
    word: t`success`,
    seconds: 1,
    rows: 2n ** 70n,
    notices: [{ level: t`info`, message: t`done`, at: undefined }],
    ...more,
  });
  const opened = (folder: string) => openLastSyncs(folder, 'us', () => undefined);

  test('come back with counts of any size, and a warehouse not read since is forgotten', async () => {
    const folder = await temporaryFolder();
    const store = await opened(folder);
    const running = sync(now, { end: undefined, rows: undefined, status: 'running' });
    await store.keep(new Map([['a', { at: now, syncs: [running, sync(now - day)] }]]), now);
    await store.keep(new Map([['b', { at: now + 2, syncs: [] }]]), now);
    expect([...['a', 'b', 'constructor']].map((id) => store.of(id)?.syncs.length)).toEqual([2, 0, undefined]);
    const again = await opened(folder);
    expect(again.of('a')).toEqual({ at: now, syncs: [running, sync(now - day)] });
    await again.keep(new Map([['c', { at: now + 3, syncs: [] }]]), now + 1);
    expect(['a', 'b', 'c'].map((id) => again.of(id)?.at)).toEqual([undefined, now + 2, now + 3]);
  });

  test('of each place lie in a file of their own, which is written only for what is new', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'syncs-eu.api-..-x-8080.json');
    const store = await openLastSyncs(folder, 'EU.api/../x:8080', () => undefined);
    const read = new Map([['a', { at: now, syncs: [sync(now)] }]]);
    await store.keep(read, now);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 1, warehouses: { a: { at: now } } });
    await rm(file);
    await store.keep(read, now);
    await store.keep(new Map(), now);
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
    await store.keep(new Map([...read, ['b', { at: now, syncs: [] }]]), now);
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual(['syncs-eu.api-..-x-8080.json']);
  });

  test('whose file holds what no sync can be begin anew, and its text is made safe', async () => {
    const kept = { at: now, syncs: [{ ...sync(now, { isFirst: true }), rows: '12' }] };
    const file = (change: object) => JSON.stringify({ version: 1, warehouses: { a: { ...kept, ...change } } });
    const readFrom = async (change: object) => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'syncs-us.json'), file(change));
      return (await opened(folder)).of('a');
    };
    const [one] = kept.syncs;
    expect(await readFrom({})).toEqual({ at: now, syncs: [{ ...one, rows: 12n }] });
    expect((await readFrom({ syncs: [{ ...one, word: 'a\u001b[31mb\n' }] }))?.syncs[0]?.word).toBe('ab⏎');
    const wrong = [{ start: 1e300 }, { end: -1e300 }, { status: 3 }, { rows: '-1' }, { rows: '1'.repeat(31) }];
    for (const each of [...wrong, { rows: 5 }, { isFirst: false }, { notices: [{ level: 'info' }] }])
      expect([each, await readFrom({ syncs: [{ ...one, ...each }] })]).toEqual([each, undefined]);
    expect(await readFrom({ at: 'now' })).toBeUndefined();
  });

  test('keep their other warehouses where one has a sync that is none, and a status of a newer segtop, also in the file', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'syncs-us.json');
    const of = (change: object) => ({ at: now, syncs: [{ ...sync(now), rows: '12', ...change }] });
    const warehouses = { a: of({ status: 'cancelled', word: 'CANCELLED' }), b: of({ start: 'now' }), c: of({}) };
    await writeFile(file, JSON.stringify({ version: 1, warehouses }));
    const store = await opened(folder);
    expect(['a', 'b', 'c'].map((id) => store.of(id)?.syncs.map(({ status, word }) => [status, word]))).toEqual([
      [['unknown', 'CANCELLED']],
      undefined,
      [['success', sync(now).word]],
    ]);
    await store.keep(new Map([['d', { at: now, syncs: [] }]]), 0);
    const kept = JSON.parse(await readFile(file, 'utf8'));
    expect(kept.warehouses).toEqual({ ...warehouses, d: { at: now, syncs: [] } });
  });

  test('of a warehouse are the hundred newest', async () => {
    const store = await opened(await temporaryFolder());
    const many = Array.from({ length: 101 }, (_, index) => sync(now - index));
    await store.keep(new Map([['a', { at: now, syncs: many }]]), now);
    expect(store.of('a')?.syncs.map(({ start }) => start)).toEqual(many.slice(0, 100).map(({ start }) => start));
  });

  test.each([
    [{ apiUrl: 'https://api.example:8443/x', region: 'eu' }, 'api.example:8443'],
    [{ region: 'eu' }, 'eu'],
    [{}, 'segment'],
  ])('of %j are those of %s', (settings, where) => expect(whereOf(settings)).toBe(where));
});

describe('a file that is read', () => {
  test('is one of at most so many bytes, without its byte order mark', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'a');
    await writeFile(file, '\ufeffäb', { mode: 0o640 });
    expect(await readRegular(file, 6)).toMatchObject({ text: 'äb' });
    expect((await readRegular(file, 6)).mode & 0o700).toBe(0o600);
    for (const [size, largest, words] of [
      [1025, 1024, '1 kB'],
      [1024 * 1024 + 1, 1024 * 1024, '1 MB'],
    ] as const) {
      await truncate(file, size - 1);
      expect((await readRegular(file, largest)).text).toHaveLength(largest - 4);
      await truncate(file, size);
      const refusal = await readRegular(file, largest).catch((error: unknown) => error);
      expect(fileReason(refusal)).toBe(`it is larger than ${words}`);
    }
    expect(await readRegular('/dev/null', 0)).toEqual({ text: '', mode: 0 });
  });

  test('is no folder, no device and no circle, and the reason says so', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'file'), '');
    await symlink(join(folder, 'b'), join(folder, 'a'));
    await symlink(join(folder, 'a'), join(folder, 'b'));
    const reason = (path: string) =>
      readRegular(path, 1024 * 1024).then(
        () => 'read',
        (error: unknown) => fileReason(error),
      );
    expect(await reason(join(folder, 'folder'))).toBe('a folder has its name');
    expect(await reason(join(folder, 'none'))).toBe('there is no such file');
    expect(await reason(join(folder, 'file', 'below'))).toBe('its folder is a file');
    expect(await reason(join(folder, 'a'))).toBe('its links lead in a circle');
    expect(await reason(join(folder, 'x'.repeat(300)))).toBe('its name is too long');
    expect(await reason('/dev/zero')).toBe('it is a device, not a regular file');
    expect(fileReason(new Error('who knows'))).toBe('unknown error');
    expect(fileReason(Object.assign(new Error(), { code: 'EIO' }))).toBe('EIO');
  });
});
