import { expect, test, vi } from 'vitest';
import { lazyBackend } from '../../../source/workspace/backends/lazy.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';

const wire = { requests: 7, requestsPerMinute: 3, queued: 0, limitOf: () => 60 };
const loaded = () =>
  ({ source: async (id: string) => ({ value: id, problems: [] }), wire: () => wire }) as unknown as Backend;

test('nothing is loaded before the first read, and one load serves all reads', async () => {
  const load = vi.fn(async () => loaded());
  const backend = lazyBackend(load);
  expect(backend.wire()).toMatchObject({ requests: 0, requestsPerMinute: 0, queued: 0 });
  expect(backend.wire().limitOf('GET /sources')).toBeUndefined();
  expect(load).not.toHaveBeenCalled();
  expect(await Promise.all([backend.source('a'), backend.source('b')])).toEqual([
    { value: 'a', problems: [] },
    { value: 'b', problems: [] },
  ]);
  expect(load).toHaveBeenCalledTimes(1);
  expect(backend.wire()).toBe(wire);
});

test('a load that fails is the failure of that read; the next read loads again', async () => {
  const load = vi.fn<() => Promise<Backend>>().mockRejectedValueOnce(new Error('no data')).mockResolvedValue(loaded());
  const backend = lazyBackend(load);
  await expect(backend.source('a')).rejects.toThrow('no data');
  expect(await backend.source('a')).toMatchObject({ value: 'a' });
});

test('a promise may resolve to it', async () => {
  const backend = lazyBackend(async () => loaded());
  expect(await Promise.resolve(backend)).toBe(backend);
});
