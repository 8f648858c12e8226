import { expect, it } from 'vitest';
import { hour, minute } from '../../../source/domain/time.ts';
import { oldestRead, renewedOf } from '../../../source/workspace/polling/renewed.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { visible } from '../poller-stage.ts';
import { now } from '../snapshots.ts';

type Row = readonly [key: string, every: number, ago: number | undefined];

const named = ([key, every]: Row): Resource<unknown> => ({ key, every, load: () => new Promise(() => undefined) });

/** `ago` of the oldest read that counts, and the keys that do. */
function ageOf(rows: readonly Row[]) {
  const needs = rows.map(named).map(visible);
  const at = oldestRead((resource) => {
    const ago = rows.find(([key]) => key === resource.key)?.[2];
    return { problems: [], status: 'ready', version: 1, ...(ago === undefined ? {} : { fetchedAt: now - ago }) };
  }, needs);
  return [renewedOf(needs).map(({ resource }) => resource.key), at === undefined ? undefined : now - at];
}

it.each<readonly [string, readonly Row[], readonly string[], number | undefined]>([
  [
    'the oldest of what is renewed each minute',
    [
      ['workspace', minute, 9],
      ['volume', minute, 3],
      ['trail', minute, 5],
      ['plans', hour, 70],
    ],
    ['volume', 'trail'],
    5,
  ],
  [
    'of all where nothing is renewed each minute',
    [
      ['workspace', minute, 90],
      ['plans', minute + 1, 70],
      ['roles', hour, 7],
    ],
    ['plans', 'roles'],
    70,
  ],
  ['that of the workspace where nothing else is read', [['workspace', minute, 9]], ['workspace'], 9],
  ['not told by what was not read', [['volume', minute, undefined]], ['volume'], undefined],
  [
    'that of what was read, while another is awaited',
    [
      ['volume', minute, undefined],
      ['trail', minute, 4],
    ],
    ['volume', 'trail'],
    4,
  ],
  ['unknown where nothing is needed', [], [], undefined],
])('the age of a page is %s', (_, rows, keys, ago) => {
  expect(ageOf(rows)).toEqual([keys, ago]);
});
