import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptCatalog } from '../../../source/app/kept/catalog.ts';
import type { CatalogItem } from '../../../source/domain/catalog/items.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { catalogWarehouses } from '../../../source/workspace/resources/pages.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';

const redshift: CatalogItem = {
  id: 'redshift',
  side: 'warehouse',
  slug: t`redshift`,
  name: t`Redshift`,
  description: t``,
  categories: [],
  status: t``,
  options: [],
  website: t``,
  previousNames: [],
  methods: [],
  platforms: [],
};

/** A start of the program: what it recalls, what it says, and how it hears of a read. */
async function start(cacheDir: string, read?: Partial<Snapshot<readonly CatalogItem[]>>) {
  const recalled: unknown[] = [];
  const said: string[] = [];
  const changed = await keptCatalog({
    cacheDir,
    session: { kind: 'api', where: t`us` },
    poller: {
      snapshot: ({ key }) => (key === catalogWarehouses.key && read ? { ...unread, ...read } : unread) as never,
      recall: (resource, data, at) => void recalled.push([resource.key, data, at]),
    },
    now: () => 10_000,
    report: ({ message }) => void said.push(message),
  });
  return { recalled, said, changed };
}

test('what one start has read, the next one has at once, with the time it was read', async () => {
  const folder = await temporaryFolder();
  const first = await start(folder, { data: [redshift], fetchedAt: 1000 });
  expect(first.recalled).toEqual([]);
  first.changed();
  await expect.poll(async () => readdir(folder)).toContain('catalog-us.json');
  expect((await start(folder)).recalled).toEqual([['catalog-warehouses', [redshift], 1000]]);
});

const lost = (kind: Problem['kind']): Problem => ({ kind, message: t`lost`, status: 200, operation: t`GET /catalog` });

test('a list that lacks rows is not the one that the next start has, which could not say so', async () => {
  const folder = await temporaryFolder();
  const partly = await start(folder, { data: [redshift], fetchedAt: 1000, problems: [lost('dropped-rows')] });
  partly.changed();
  const whole = await start(folder, { data: [redshift], fetchedAt: 500, problems: [lost('odd-fields')] });
  whole.changed();
  await expect.poll(async () => readdir(folder)).toContain('catalog-us.json');
  await expect.poll(async () => (await start(folder)).recalled).toEqual([['catalog-warehouses', [redshift], 500]]);
});

test('text of the file is cleaned, and a file that is no catalog is set aside and named', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'catalog-us.json');
  const item = { ...redshift, name: 'Red\u001b[2Jshift' };
  await writeFile(file, JSON.stringify({ version: 1, warehouse: { at: 5, items: [item] } }));
  expect(JSON.stringify((await start(folder)).recalled)).not.toContain('\\u001b');
  await writeFile(file, '{"version":1,"warehouse":[]}');
  const { recalled, said } = await start(folder);
  expect([recalled, said]).toEqual([[], [`catalog-us.json could not be read; it was kept as ${file}.corrupt-1.`]]);
  expect(await readFile(`${file}.corrupt-1`, 'utf8')).toContain('"warehouse":[]');
});

test('what a clock that was ahead has dated into the future holds back nothing that is read now', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'catalog-us.json');
  await writeFile(file, JSON.stringify({ version: 1, warehouse: { at: 99_000, items: [] } }));
  (await start(folder, { data: [redshift], fetchedAt: 9000 })).changed();
  await expect.poll(async () => (await start(folder)).recalled).toEqual([['catalog-warehouses', [redshift], 9000]]);
});
