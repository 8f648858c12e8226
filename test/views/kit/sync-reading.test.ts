import { expect, test } from 'vitest';
import { t } from '../../../source/domain/text.ts';
import { readingText } from '../../../source/views/kit/sync-reading.ts';
import type { Snapshot } from '../../../source/workspace/polling/snapshot.ts';

const now = Date.parse('2026-03-29T00:59:30Z');
const second = 1_000;
const minute = 60 * second;
const error = { kind: 'network', message: t`no answer`, status: 0, operation: t`GET /warehouses/{id}/syncs` } as const;

test.each<[string, Partial<Snapshot>, string]>([
  ['never, and it is under way', { status: 'loading' }, 'not read yet · being read'],
  ['never, and nothing says when', {}, 'not read yet · waiting for its turn'],
  ['a moment ago', { fetchedAt: now - 4 * second, nextAt: now + 56 * second }, 'read just now · next read in 60 s'],
  ['to be read in a second', { fetchedAt: now - minute, nextAt: now + second }, 'read 1m ago · next read in 10 s'],
  ['in just 20 s', { fetchedAt: now - 3 * minute, nextAt: now + 20 * second }, 'read 3m ago · next read in 20 s'],
  ['in a little more', { fetchedAt: now - minute, nextAt: now + 20 * second + 1 }, 'read 1m ago · next read in 30 s'],
  ['in a minute', { fetchedAt: now - 5 * minute, nextAt: now + minute }, 'read 5m ago · next read in 1 min'],
  [
    'in more than a minute',
    { fetchedAt: now - 5 * minute, nextAt: now + minute + 1 },
    'read 5m ago · next read in 2 min',
  ],
  ['at a time that is over', { fetchedAt: now - 9 * minute, nextAt: now }, 'read 9m ago · waiting for its turn'],
])('reports read %s', (_, snapshot, words) => {
  const told = readingText({ problems: [], status: 'waiting', version: 0, ...snapshot }, now);
  expect(told).toBe(`${words} · two reads a minute are allowed`);
});

test.each<[string, Partial<Snapshot>, RegExp]>([
  ['and never were', {}, /^[^·]+ · next read in 30 s · two reads a minute are allowed$/],
  ['and were before', { fetchedAt: now - 2 * minute }, /^[^·]+; read 2m ago · next read in 30 s · two reads/],
])('reports that cannot be read %s', (_, snapshot, words) => {
  const told = readingText(
    { problems: [], status: 'failed', version: 1, error, nextAt: now + 30 * second, ...snapshot },
    now,
  );
  expect(told).toMatch(words);
});
