import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../source/mock/create-world.ts';
import { dataFolder } from '../../source/mock/data/folder.ts';
import { readDocument } from '../../source/mock/data/read.ts';
import { loadScenario } from '../../source/mock/scenario/load.ts';
import { type Switch, spansOf, switchesIn } from '../../source/mock/scenario/switches.ts';
import { lastDay, named, now, query, sumOf, worldOf } from './worlds.ts';

const minute = 60_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segtop-mock-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A fingerprint of every file under mock-data. */
async function fingerprint(): Promise<string> {
  const files = await readdir(dataFolder(), { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const contents = await Promise.all(paths.toSorted().map((path) => readFile(path)));
  return createHash('sha256').update(Buffer.concat(contents)).digest('hex');
}

describe('an edit', () => {
  it('changes the row, is told in the audit trail first, and leaves mock-data as it was', async () => {
    const before = await fingerprint();
    const world = await worldOf('everything');
    const braze = named(world, 'destinations', 'Braze', 'iOS');
    expect(world.edit('destinations', String(braze.id), { name: 'Braze 2' }, 'Integration Modified')?.name).toBe(
      'Braze 2',
    );
    expect(world.get('destinations', String(braze.id))).toEqual({ ...braze, name: 'Braze 2' });
    expect(world.list('destinations')).toContainEqual({ ...braze, name: 'Braze 2' });
    expect(world.auditEvents({ ...lastDay, end: now + 1 })[0]).toMatchObject({
      type: 'Integration Modified',
      resourceId: braze.id,
      resourceName: 'Braze',
      resourceType: 'destination',
      actor: expect.stringMatching(/^public-api-token\//),
    });
    expect(await fingerprint()).toBe(before);
  });

  it('that switches a destination off stops its deliveries from then on, and on starts them again', async () => {
    let at = now;
    const world = await worldOf('healthy', () => at);
    const id = String(named(world, 'destinations', 'Amplitude', 'iOS').id);
    const delivered = (start: number) =>
      sumOf(
        world.flows(
          query({ step: 'successful-delivery', destinationId: id, bucket: 'MINUTE', span: { start, end: at } }),
        ),
      );
    world.edit('destinations', id, { enabled: false }, 'Integration Disabled');
    at += 30 * minute;
    expect([delivered(now), delivered(now - 30 * minute) > 0]).toEqual([0, true]);
    world.edit('destinations', id, { enabled: true }, 'Integration Enabled');
    const again = at;
    at += 30 * minute;
    expect(delivered(again)).toBeGreaterThan(0);
    expect(delivered(now)).toBe(delivered(again));
  });

  it('that takes a filter away lets through what comes from then on, and changes nothing of what it kept out before', async () => {
    let at = now;
    const world = await worldOf('healthy', () => at);
    const filter = world.list('destination-filters').find(({ title }) => title === 'Sample product views')!;
    const dropped = (start: number, end: number) =>
      sumOf(
        world.flows(
          query({
            ...{ step: 'filtered-at-destination', destinationId: String(filter.destinationId), bucket: 'MINUTE' },
            ...{ filter: { discardReason: ['FILTERED_BY_RULES'] }, span: { start, end } },
          }),
        ),
      );
    const whole = now - (now % minute);
    const before = dropped(whole - 60 * minute, whole);
    expect(before).toBeGreaterThan(0);
    world.remove('destination-filters', String(filter.id), 'Destination Filter Deleted');
    at += 20 * minute;
    expect([dropped(whole - 60 * minute, whole), dropped(whole, at)]).toEqual([before, 0]);
  });

  it('that switches a source off turns what it sends away at ingest', async () => {
    let at = now;
    const world = await worldOf('healthy', () => at);
    const sourceId = String(named(world, 'sources', 'Web (prod)').id);
    world.edit('sources', sourceId, { enabled: false }, 'Source Disabled');
    at += 20 * minute;
    const span = { start: now, end: at };
    const asked = { sourceId, span, bucket: 'MINUTE', groupBy: ['discardReason'] } as const;
    const [refused] = world.flows(query({ step: 'failed-on-ingest', ...asked }));
    expect(refused?.by).toEqual({ discardReason: 'source_disabled' });
    expect(sumOf(world.flows(query({ step: 'volume', ...asked, groupBy: [] })))).toBe(0);
  });

  it('that switches a warehouse off stops its syncs from then on, and on starts them again on their beat', async () => {
    let at = now;
    const world = await worldOf('healthy', () => at);
    const id = String(world.list('warehouses')[1]?.id);
    const starts = () => {
      const rows = world.warehouseSyncs(id, String(world.warehouseSources(id)[0]?.id));
      return rows.map(({ start }) => (Date.parse(String(start)) - now) / minute);
    };
    const before = starts();
    world.incidents?.begin(
      { kind: 'sync', warehouse: 'snowflake', status: 'failure', message: 'm', level: 'error' },
      now,
    );
    const failures = (from: number) =>
      world
        .auditEvents({ start: now + from * minute, end: at })
        .filter(({ type, resourceId }) => type === 'Storage Destination Sync Failed' && resourceId === id).length;
    world.edit('warehouses', id, { enabled: false }, 'Storage Destination Disabled');
    at = now + 5 * 60 * minute;
    expect([starts(), failures(0)]).toEqual([before, 0]);
    world.edit('warehouses', id, { enabled: true }, 'Storage Destination Enabled');
    at = now + 8 * 60 * minute;
    const beat = 60 + (before[0] ?? 0);
    expect(starts()).toEqual([beat + 420, beat + 360, beat + 300, ...before].slice(0, before.length));
    expect([failures(0), failures(5 * 60)]).toEqual([3, 3]);
    world.edit('warehouses', id, { settings: {} }, 'Storage Destination Modified');
    expect(starts()[0]).toBe(beat + 420);
  });

  const [begin, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  it.each<[string, boolean, string, readonly (readonly [number, number])[], readonly (readonly [number, number])[]]>([
    ['was never switched, on', true, '', [[begin, end]], []],
    ['was never switched, off', false, '', [], [[begin, end]]],
    [
      'went off and on',
      true,
      '10- 20+',
      [
        [begin, 10],
        [20, end],
      ],
      [[10, 20]],
    ],
    [
      'is switched as it was',
      true,
      '10+ 20- 30-',
      [
        [begin, 10],
        [10, 20],
      ],
      [
        [20, 30],
        [30, end],
      ],
    ],
    [
      'is switched twice at once',
      true,
      '10- 10+',
      [
        [begin, 10],
        [10, end],
      ],
      [],
    ],
    // What was made last says how things stand now.
    [
      'went off, and on by a clock set back',
      true,
      '20- 10+',
      [
        [begin, 10],
        [10, end],
      ],
      [],
    ],
    ['went off and on, and off by a clock set back', true, '20- 30+ 10-', [[begin, 10]], [[10, end]]],
    [
      'was set back between two others',
      true,
      '10- 30+ 20- 40+',
      [
        [begin, 10],
        [40, end],
      ],
      [
        [10, 20],
        [20, 40],
      ],
    ],
  ])('of what %s begins and ends its stretches', (_, first, switched, on, off) => {
    const switches = [...switched.matchAll(/(\d+)([+-])/g)].map(
      ([, at, sign]): Switch => ({ at: Number(at), enabled: sign === '+' }),
    );
    const spans = (wanted: boolean) => spansOf(first, switches, wanted).map(({ from, to }) => [from, to]);
    expect([spans(true), spans(false)]).toEqual([on, off]);
  });

  it('of one row counts from the beginning of the minute or second that shows it, and a row that is gone is off', () => {
    const edit = { collection: 'sources', id: 'a', auditType: '', resourceName: '' } as const;
    const edits = [
      { ...edit, at: 119_999, row: { enabled: true } },
      { ...edit, at: 120_000, id: 'b', row: { enabled: true } },
      { ...edit, at: 120_000, collection: 'destinations', row: { enabled: true } },
      { ...edit, at: 180_001, row: { enabled: 'yes' } },
      { ...edit, at: 240_000 },
    ] as const;
    expect(switchesIn(edits, 'sources', 'a', minute)).toEqual([
      { at: 60_000, enabled: true },
      { at: 180_000, enabled: false },
      { at: 240_000, enabled: false },
    ]);
  });

  it('of schema settings shows in the source settings', async () => {
    const world = await worldOf('everything');
    const id = String(named(world, 'sources', 'iOS').id);
    const schemaSettings = { track: { allowUnplannedEvents: true } };
    world.edit('sources', id, { schemaSettings }, 'Source Settings Modified');
    expect(world.sourceSettings(id)).toEqual(schemaSettings);
  });

  it('of an unknown row does nothing', async () => {
    const world = await worldOf('everything');
    expect(world.edit('sources', 'nowhere', { name: 'x' }, 'Source Modified')).toBeUndefined();
    expect(world.remove('sources', 'nowhere', 'Source Deleted')).toBe(false);
  });

  it('may remove and add rows', async () => {
    const world = await worldOf('everything');
    expect(world.remove('labels', 'team:data', 'Label Deleted')).toBe(true);
    world.add?.('labels', { id: 'team:web', key: 'team', value: 'web' }, 'Label Created');
    const labels = world.list('labels').map(({ id }) => id);
    expect(labels).toContain('team:web');
    expect(labels).not.toContain('team:data');
  });

  it('lasts in a file when one is given', async () => {
    const editsFile = join(folder, 'edits.json');
    const options = { clock: () => now, startedAt: now, editsFile };
    const world = await createWorld(options);
    const id = String(named(world, 'sources', 'Help center').id);
    world.edit('sources', id, { name: 'Help desk' }, 'Source Modified');
    await expect.poll(() => readFile(editsFile, 'utf8').catch(() => '')).toContain('Help desk');
    expect((await createWorld(options)).get('sources', id)?.name).toBe('Help desk');
  });
});

describe('bundled data', () => {
  it('is found from sources, from the bundle and from its chunks', () => {
    const root = join(dataFolder(), '..');
    for (const place of ['source/mock/data/folder.ts', 'dist/segtop.mjs', 'dist/chunks/world-abc.mjs'])
      expect(dataFolder(join(root, place))).toBe(join(root, 'mock-data'));
    expect(() => dataFolder(join(folder, 'x.mjs'))).toThrow('mock-data/workspace.json');
  });

  it.each([
    ['{ "sources": [', /workspace\.json cannot be read/],
    ['', /workspace\.json/],
    ['{}', /workspace\.json has no "sources"/],
    ['{ "sources": null }', /workspace\.json has no "sources"/],
  ])('that is corrupt (%j) names the file', async (text, message) => {
    await writeFile(join(folder, 'workspace.json'), text);
    await expect(readDocument<{ sources: unknown }>(folder, 'workspace.json', ['sources'])).rejects.toThrow(message);
  });

  it('that is missing names the file', async () => {
    await expect(readDocument(folder, 'catalog.json', [])).rejects.toThrow(/catalog\.json is missing/);
  });

  it('reads a scenario with all it includes', async () => {
    await cp(join(dataFolder(), 'scenarios'), join(folder, 'scenarios'), { recursive: true });
    const whole = await loadScenario(folder, 'everything');
    const part = await loadScenario(folder, 'silent-source');
    expect(whole.effects).toEqual(expect.arrayContaining([...part.effects]));
    await writeFile(join(folder, 'scenarios', 'quota.json'), '{');
    await expect(loadScenario(folder, 'everything')).rejects.toThrow(/quota\.json/);
  });
});
