import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StorageProblem } from '../../source/storage/document.ts';
import { openPreferences } from '../../source/storage/preferences.ts';
import { checkPreferences } from '../../source/storage/preferences-shape.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

const ignore = () => undefined;

describe('preferences', () => {
  it('remember what was changed and keep the rest, over a restart', async () => {
    const folder = await temporaryFolder();
    const preferences = await openPreferences(folder, ignore);
    await preferences.set({ lastProfile: 'prod', period: '7d' });
    await preferences.set({ sorts: { sources: { column: 'name', descending: false } } });
    await preferences.set({ sorts: { destinations: { column: 'failed', descending: true } }, period: '24h' });
    expect((await openPreferences(folder, ignore)).get()).toEqual({
      lastProfile: 'prod',
      period: '24h',
      sorts: {
        sources: { column: 'name', descending: false },
        destinations: { column: 'failed', descending: true },
      },
    });
  });

  it('keep how a list looks, each view for itself', async () => {
    const folder = await temporaryFolder();
    const preferences = await openPreferences(folder, ignore);
    await preferences.set({ looks: { sources: { columns: { kind: true }, grouped: false } } });
    await preferences.set({ looks: { destinations: { aside: false } } });
    expect((await openPreferences(folder, ignore)).get().looks).toEqual({
      sources: { columns: { kind: true }, grouped: false },
      destinations: { aside: false },
    });
  });

  it('go on with a file of a period that only a newer segtop knows, and leave it there', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'preferences.json'), '{"version":1,"period":"3d","sorts":{}}');
    const problems: StorageProblem[] = [];
    const preferences = await openPreferences(folder, (problem) => problems.push(problem));
    expect(preferences.get()).toEqual({ sorts: {} });
    await preferences.set({ sorts: { sources: { column: 'name', descending: false } } });
    expect(JSON.parse(await readFile(join(folder, 'preferences.json'), 'utf8'))).toEqual({
      version: 1,
      period: '3d',
      sorts: { sources: { column: 'name', descending: false } },
    });
    await preferences.set({ period: '7d' });
    expect((await openPreferences(folder, ignore)).get().period).toBe('7d');
    expect(problems).toEqual([]);
  });
});

it('what only a newer segtop knows is left out, and all else is as it was', () => {
  const name = { column: 'name', descending: false };
  expect(
    checkPreferences({
      lastProfile: 'prod',
      period: '24h',
      sorts: {
        sources: name,
        ...{ a: { ...name, column: '' }, b: { ...name, column: 7 }, c: { column: 'name' }, d: null, e: [name] },
        f: { ...name, descending: 'yes' },
      },
      filters: { sources: 'web', audit: 7, usage: '' },
      looks: {
        sources: { columns: { kind: true, type: 'wide' }, grouped: false, aside: true, zoom: 2 },
        ...{ a: {}, b: { grouped: 'by type' }, c: { aside: null }, d: { columns: ['kind'] }, e: null, f: [] },
      },
      typed: { command: ['usage'] },
    }),
  ).toEqual({
    lastProfile: 'prod',
    period: '24h',
    sorts: { sources: name },
    filters: { sources: 'web', usage: '' },
    looks: { sources: { columns: { kind: true }, grouped: false, aside: true }, a: {} },
    typed: { command: ['usage'] },
  });
});

it.each<[unknown, unknown]>([
  [{ filter: ['a', 'b'] }, { filter: ['a', 'b'] }],
  [{}, {}],
  [{ command: ['a', 1] }, undefined],
  [{ command: 'a' }, undefined],
  [{ command: ['a'], filter: null }, undefined],
  [['a'], undefined],
  [null, undefined],
])('what was typed, of %j, is %j', (typed, lines) => {
  expect(checkPreferences({ sorts: {}, typed }).typed).toEqual(lines);
});

it.each<[unknown, string]>([
  [null, 'no preferences'],
  [[], 'no preferences'],
  ['sorts', 'no preferences'],
  [{}, 'no values by name'],
  [{ sorts: [] }, 'no values by name'],
  [{ sorts: {}, filters: 'web' }, 'no values by name'],
  [{ sorts: {}, looks: null }, 'no values by name'],
  [{ sorts: {}, lastProfile: 7 }, 'lastProfile'],
])('%j is none of it: %s', (content, why) => {
  expect(() => checkPreferences(content)).toThrow(new TypeError(why));
});

it('lines that were typed are there at the next start; what is none of it counts as nothing', () => {
  const typed = { command: ['usage'], filter: ['web'] };
  expect(checkPreferences({ sorts: {}, typed }).typed).toEqual(typed);
  expect(checkPreferences({ sorts: {}, typed: { command: [1] } }).typed).toBeUndefined();
});

it('filters are kept by their view, and one that is taken away stays away', async () => {
  const folder = await temporaryFolder();
  const preferences = await openPreferences(folder, () => undefined);
  await preferences.set({ filters: { sources: 'web', audit: 'since:2h' } });
  await preferences.set({ filters: { audit: '' } });
  expect((await openPreferences(folder, () => undefined)).get().filters).toEqual({ sources: 'web', audit: '' });
});
