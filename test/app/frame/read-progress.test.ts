import { expect, test } from 'vitest';
import { tallied } from '../../../source/app/frame/needs-tally.ts';
import { readProgress } from '../../../source/app/frame/read-progress.ts';
import { t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';

/** Needs of which the first have been read, the next have failed, and the rest wait. */
function world(total: number, { read = 0, failed = 0, slow = 0 }) {
  const needs = Array.from({ length: total + slow }, (_, at) => ({
    resource: { key: String(at), slow: at >= total },
  })) as unknown as Need[];
  const reading = ((resource: { key: string }) => {
    const at = Number(resource.key);
    const error = at >= read && at < read + failed ? {} : undefined;
    return { problems: [], ...(at < read ? { fetchedAt: 1 } : {}), error };
  }) as unknown as Read;
  return { needs, read: reading };
}

test.each([
  ['nothing yet', world(40, {}), '', 'Reading ░░░░░░░░ 0 of 40', '0 of 40'],
  ['a half', world(2000, { read: 900, failed: 100 }), '10s ago', '10s ago  ████░░░░ 1,000 of 2,000', '1,000 of 2,000'],
  ['nearly all', world(40, { read: 39, slow: 9 }), 'just now', 'just now  ███████░ 39 of 40', '39 of 40'],
] as const)('%s is a bar with its numbers, and the age of what is there', (_, { needs, read }, age, long, short) => {
  const shown = readProgress(tallied(read, needs, 0), glyphs(false), t`${age as never}`);
  expect([shown?.long.text, shown?.short.text]).toEqual([long, short]);
});

test('in ASCII the bar is ASCII', () => {
  const { needs, read } = world(20, { read: 10 });
  expect(readProgress(tallied(read, needs, 0), glyphs(true), t``)?.long.text).toBe('Reading ####.... 10 of 20');
});

test.each([
  ['all was read', world(40, { read: 38, failed: 2 })],
  ['only reads that are given twice a minute wait', world(40, { read: 40, slow: 5 })],
  ['it is short', world(19, { read: 3 })],
] as const)('there is none where %s', (_, { needs, read }) => {
  expect(readProgress(tallied(read, needs, 0), glyphs(false), t`just now`)).toBeUndefined();
});
