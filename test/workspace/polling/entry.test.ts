import { expect, it } from 'vitest';
import { type Priority, priority } from '../../../source/domain/queries.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { type Entry, isAwaited, joined } from '../../../source/workspace/polling/entry.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import type { Snapshot } from '../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../snapshots.ts';

type Wish = readonly [level: Priority, every: number, rank: number];

const needOf = ([level, every, rank]: Wish): Need => ({
  resource: { key: 'a', every, load: () => new Promise(() => undefined) },
  priority: level,
  rank,
});

it.each<readonly [string, Wish, Wish, Wish]>([
  [
    'as urgently as the more urgent, as often as the more frequent',
    [priority.visible, hour, 1],
    [priority.rest, minute, 2],
    [priority.visible, minute, 1],
  ],
  ['the other way round, too', [priority.rest, minute, 2], [priority.visible, hour, 1], [priority.visible, minute, 1]],
  [
    'as the more urgent wants it where that is more frequent as well',
    [priority.rest, hour, 2],
    [priority.favorite, minute, 1],
    [priority.favorite, minute, 1],
  ],
  ['as the first wants it where both are as urgent', [0, minute, 1], [0, minute, 2], [0, minute, 1]],
])('what is needed twice is read %s', (_, one, other, [level, every, rank]) => {
  const { resource, priority: urgency, rank: own } = joined(needOf(one), needOf(other));
  expect([urgency, resource.every, own]).toEqual([level, every, rank]);
});

it.each<readonly [string, boolean, Partial<Snapshot>, boolean]>([
  ['it is wanted and has no answer', true, {}, true],
  ['nobody wants it', false, {}, false],
  ['it was answered', true, { data: 1 }, false],
  ['it was refused', true, { error: problemWith() }, false],
])('whether somebody waits for it where %s', (_, wanted, snapshot, awaited) => {
  expect(isAwaited({ wanted, snapshot: { problems: [], status: 'waiting', version: 0, ...snapshot } } as Entry)).toBe(
    awaited,
  );
});
