import { describe, expect, it } from 'vitest';
import type { Destination } from '../../../source/domain/entities.ts';
import { priority } from '../../../source/domain/queries.ts';
import { minute } from '../../../source/domain/time.ts';
import { sourceNeeds } from '../../../source/workspace/needs/source.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationWith, period, problemWith, readingWith, type Snapshots, snapshots } from '../snapshots.ts';

/** Keys that begin so, of the page of the source `web`, without that beginning. */
const keysOf = ({ read }: Snapshots, family: string) =>
  sourceNeeds(read, period, 'web').flatMap(({ resource: { key } }) =>
    key.startsWith(`${family}:`) ? [key.slice(family.length + 1)] : [],
  );
const off = (id: string) => destinationWith(id, 'web', { enabled: false });
const world = (...destinations: readonly Destination[]) => snapshots().set(resources.destinations, destinations);

describe('the page of a source', () => {
  it.each<readonly [string, Snapshots, readonly string[]]>([
    ['none of its destinations is on', world(off('a'), off('b'), destinationWith('c', 'ios')), ['web', 'a', 'b']],
    ['one of them is on', world(off('a'), destinationWith('b', 'web')), ['web']],
    ['only one of another source is on', world(off('a'), destinationWith('b', 'ios')), ['web', 'a']],
    ['it has none', world(), ['web']],
    [
      'six of them are off: those of five',
      world(...['a', 'b', 'c', 'd', 'e', 'f'].map(off)),
      ['web', 'a', 'b', 'c', 'd', 'e'],
    ],
  ])('reads when the last one went off where %s', (_, all, trails) => {
    expect(keysOf(all, 'audit-trail')).toEqual(trails);
  });

  it('reads the numbers of its own connections, and reasons of those that fail', () => {
    const [fails, fine, unread] = ['fails', 'fine', 'unread'].map((id) => destinationWith(id, 'web'));
    const all = world(fails!, fine!, unread!, destinationWith('other', 'ios'), off('off'))
      .set(resources.metrics(period, fails!), readingWith({ discarded: 1, firstTry: 9 }))
      .set(resources.metrics(period, fine!), readingWith({ firstTry: 9 }));
    expect(keysOf(all, 'metrics')).toEqual(['24h:fails', '24h:fine', '24h:unread']);
    expect(keysOf(all, 'failures')).toEqual(['24h:fails']);
    // As one that is looked at: each minute.
    const paces = sourceNeeds(all.read, period, 'web').filter(({ resource: { key } }) =>
      /^(?:metrics|failures):/.test(key),
    );
    expect(paces.map(({ resource, priority: level }) => [resource.every, level])).toEqual([
      [minute, priority.visible],
      [minute, priority.favorite],
      [minute, priority.visible],
      [minute, priority.visible],
    ]);
  });

  it('is only GET / while the token is refused', () => {
    const all = world(off('a')).fail(resources.workspace, problemWith({ kind: 'no-access' }));
    expect(sourceNeeds(all.read, period, 'web').map(({ resource, priority: level }) => [resource.key, level])).toEqual([
      ['workspace', priority.visible],
    ]);
  });
});
