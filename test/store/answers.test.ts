import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../source/domain/time.ts';
import { accessOf } from '../../source/store/access.ts';
import { decode, encode } from '../../source/store/codec.ts';
import { answer, noon, storeStage } from './stage.ts';

describe('a value that is kept', () => {
  it.each([
    ['a bigint beyond 2^53', { rows: 9_007_199_254_740_993n }],
    ['a negative bigint', -1n],
    ['what is undefined and what is missing', { a: undefined, b: [undefined, null] }],
    ['a map and a set', { map: new Map([['a', new Set([1n])]]), none: new Map() }],
    ['a date', new Date(noon)],
    ['numbers that JSON does not know', [Number.NaN, Number.POSITIVE_INFINITY, -0]],
    ['text of any script', 'Ω–日本\u{1f600}'],
    ['a long list', Array.from({ length: 5000 }, (_, at) => ({ at, name: `Source ${at}` }))],
    ['a key that is a trap', JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')],
  ])('comes back as it was: %s', (_, value) => {
    expect(decode(encode(value)!)).toStrictEqual(value);
  });

  it.each([
    ['a function', { load: () => 1 }],
    ['a symbol', Symbol('a')],
  ])('is none where it could not come back: %s', (_, value) => {
    expect(encode(value)).toBeUndefined();
  });

  it.each([
    ['nothing', Uint8Array.of()],
    ['bytes of something else', Uint8Array.of(1, 2, 3, 4)],
    ['half of it', encode({ a: 'b'.repeat(2000) })!.subarray(0, 20)],
  ])('is not made of %s', (_, bytes) => {
    expect(decode(bytes)).toBeUndefined();
  });
});

describe('an access', () => {
  const access = accessOf('sgp_first', ['https://api.example', '1']);
  const sealed = access.seal(Buffer.from('secret'), 'sources');

  it('opens what it has sealed, under the name it was sealed with', () => {
    expect(Buffer.from(access.open(sealed, 'sources')!).toString()).toBe('secret');
    expect(access.open(sealed, 'destinations')).toBeUndefined();
    expect(access.open(sealed.with(14, sealed[14]! ^ 1), 'sources')).toBeUndefined();
    expect(access.open(sealed.subarray(0, 8), 'sources')).toBeUndefined();
  });

  it.each([
    ['another token', accessOf('sgp_second', ['https://api.example', '1'])],
    ['another address', accessOf('sgp_first', ['https://eu1.api.example', '1'])],
    ['another version', accessOf('sgp_first', ['https://api.example', '2'])],
  ])('is another one with %s', (_, other) => {
    expect(other.id).not.toBe(access.id);
    expect(other.open(sealed, 'sources')).toBeUndefined();
  });
});

describe('what was read', () => {
  it('is there for the next start, with its times', async () => {
    const stage = await storeStage();
    const first = await stage.open();
    first.keep('sources', answer([{ id: 's1', events: 12n }]));
    first.close();
    const next = (await stage.stores().last())?.store;
    expect(next?.answer('sources')).toEqual({
      data: [{ id: 's1', events: 12n }],
      problems: [],
      fetchedAt: noon,
      askedAt: noon - 1000,
    });
    expect(next?.answer('destinations')).toBeUndefined();
    next?.close();
  });

  it('is not replaced by what is older', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.keep('sources', answer('newer', noon));
    one.flush();
    other.keep('sources', answer('older', noon - hour));
    other.flush();
    expect((await stage.open()).answer('sources')?.data).toBe('newer');
  });

  it.each([
    ['a clock that ran ahead is in nobody’s way', hour, 'mine', 'now'],
    ['now serves', 0, 'answered', 'then'],
    ['a clock a little ahead serves', minute, 'answered', 'then'],
  ] as const)('that was dated by %s', async (_, ahead, outcome, kept) => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    one.keep('sources', answer('then', noon + ahead));
    one.flush();
    const claim = { fetchedAfter: noon - minute, fetchedUntil: noon + minute, askedFrom: 0, priority: 1 };
    expect(other.claim('sources', claim)).toBe(outcome);
    if (outcome === 'mine') {
      // Who asks meanwhile waits for the one that reads.
      expect(one.claim('sources', claim)).toBe('other');
      other.keep('sources', answer('now', noon));
      other.flush();
      expect(one.claim('sources', claim)).toBe('answered');
    }
    expect([one, other, await stage.open()].map((store) => store.answer('sources')?.data)).toEqual([kept, kept, kept]);
  });

  it('is seen with the same token alone', async () => {
    const stage = await storeStage();
    const first = await stage.open();
    first.keep('sources', answer('of the first'));
    first.flush();
    const second = await stage.open({ secret: 'sgp_second' });
    expect(second.answer('sources')).toBeUndefined();
    expect(second.claim('sources', { fetchedAfter: 0, askedFrom: 0, priority: 1 })).toBe('mine');
    expect(await stage.stores({ secret: 'sgp_third' }).last()).toBeUndefined();
  });

  it('lies on the disk without a token, a name or a key in clear, for its owner alone', async () => {
    const stage = await storeStage();
    const store = await stage.open();
    store.keep('sources', answer([{ name: 'Web (prod)', writeKeys: ['wk_secret_value'] }]));
    store.flush();
    const folder = join(stage.stateDir, 'store');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const modes = files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mode & 0o777);
    expect(files.map(({ name }) => name.replace(/^[0-9a-f]{32}$/, 'access')).toSorted()).toEqual([
      'access',
      'w-50e721e49c01.db',
      'w-50e721e49c01.db-shm',
      'w-50e721e49c01.db-wal',
    ]);
    expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const { parentPath, name } of files) {
      const text = await readFile(join(parentPath, name), 'latin1');
      for (const secret of ['sgp_first', 'wk_secret_value', 'Web (prod)']) expect(text).not.toContain(secret);
    }
  });

  it('that was changed on the disk counts as not read', async () => {
    const stage = await storeStage();
    (await stage.open()).keep('sources', answer('good'));
    (await stage.open()).close();
    const first = await stage.open();
    first.keep('sources', answer('good', noon + 1));
    first.close();
    const database = new DatabaseSync(join(stage.stateDir, 'store', 'w-50e721e49c01.db'));
    database.exec('UPDATE answers SET value = zeroblob(60)');
    database.close();
    expect((await stage.open()).answer('sources')).toBeUndefined();
    expect(stage.problems).toEqual([]);
  });

  it('is told to the other programs, and to the one that read it not', async () => {
    const stage = await storeStage();
    const [one, other] = [await stage.open(), await stage.open()];
    const told: unknown[] = [];
    one.watch((news) => told.push(['one', ...news.map(({ key }) => key)]));
    const heard = new Promise<void>((resolve) =>
      other.watch((news) => {
        told.push(['other', ...news.map(({ key }) => key)]);
        resolve();
      }),
    );
    one.keep('sources', answer('a'));
    one.keep('destinations', answer('b'));
    one.flush();
    await heard;
    expect(told).toEqual([['other', 'sources', 'destinations']]);
    expect(other.answer('sources')?.data).toBe('a');
  });
});
