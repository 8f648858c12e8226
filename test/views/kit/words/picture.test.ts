import { describe, expect, it, test } from 'vitest';
import type { AuditItem, Warehouse } from '../../../../source/domain/entities.ts';
import type { Problem } from '../../../../source/domain/problem.ts';
import type { Page } from '../../../../source/domain/queries.ts';
import { t } from '../../../../source/domain/text.ts';
import {
  calmOf,
  pictureGround,
  pictureNotice,
  rankedText,
  rankingNotice,
  unreadText,
} from '../../../../source/views/kit/words/picture.ts';
import type { Fleet } from '../../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  auditWith,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

test.each([
  [116, 1999, 'worst of 116 of 1,999 read', 'worst of 116 of 1,999 connections read'],
  [1, 2, 'worst of 1 of 2 read', 'worst of 1 of 2 connections read'],
  [0, 60, '0 of 60 read', '0 of 60 connections read'],
  [60, 60, undefined, undefined],
  [0, 0, undefined, undefined],
])('%d of %d that were read are told as such until all were', (ranked, rankable, short, long) => {
  expect(rankedText({ ranked, rankable })).toBe(short);
  expect(rankedText({ ranked, rankable }, t` connections`)).toBe(long);
});

/** Connections that can be measured, how many of them are, and why the others are not. */
const fleet = (ranked: number, rankable: number, error?: Partial<Problem>): Fleet =>
  ({
    ranked,
    rankable,
    connections: [{ state: 'unknown', snapshot: { problems: [], error: error && problemWith(error) } }],
  }) as unknown as Fleet;

const trail: Page<AuditItem> = { items: [] };
/** Everything that the picture is made from was read, and there is nothing of it. */
const read = (): Snapshots =>
  snapshots()
    .set(resources.destinations, [])
    .set(resources.sources, [])
    .set(resources.volume(period), [])
    .set(resources.usualVolume, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), trail);
const refused = { kind: 'no-access', status: 403 } as const;
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });
const whole = fleet(2, 2);

describe('that nothing is wrong', () => {
  it.each<readonly [of: string, world: Snapshots, fleet: Fleet, kind: string, title: string, text: string | undefined]>(
    [
      ['all was read', read(), whole, 'good', 'Nothing is wrong', undefined],
      [
        'a plan without Protocols is no gap',
        read()
          .set(resources.trackingPlans, undefined as never)
          .fail(resources.trackingPlans, { kind: 'not-in-plan', status: 404 }),
        whole,
        'good',
        'Nothing is wrong',
        undefined,
      ],
      [
        'one connection is still to be measured',
        read(),
        fleet(1, 2),
        'loading',
        'Nothing is wrong so far',
        'Still to be read: delivery numbers: 1 of 2.',
      ],
      [
        'no connection is measured yet',
        read(),
        fleet(0, 1),
        'loading',
        'Nothing is wrong so far',
        'Still to be read: delivery numbers.',
      ],
      [
        'a warehouse is being read and the trail is refused',
        read()
          .set(resources.warehouses, [
            warehouseWith('w'),
            warehouseWith('off', { enabled: false }),
          ] as readonly Warehouse[])
          .set(resources.recentAudit(period), undefined as never)
          .fail(resources.recentAudit(period), refused),
        whole,
        'loading',
        'Nothing is wrong so far',
        'Still to be read: storage syncs: 1 of 2; not read: the audit trail: no access (403).',
      ],
      [
        'some connections could not be measured',
        read(),
        fleet(1, 2, { kind: 'server', status: 500 }),
        'stale',
        'Nothing is wrong in what could be read',
        'Not read: delivery of 1 connection: server error (500).',
      ],
      [
        'the trail has older events of the period than were read',
        read().set(resources.recentAudit(period), {
          items: [auditWith({ at: now, type: t`Role Changed` })],
          next: 'older',
        }),
        whole,
        'stale',
        'Nothing is wrong in what could be read',
        'Not read: the audit trail: events before the newest 1.',
      ],
      [
        'sources were lost',
        read().set(resources.sources, [], [lost]),
        whole,
        'stale',
        'Nothing is wrong in what could be read',
        'Not read: sources: 3 rows could not be read.',
      ],
      [
        'no connection could be measured',
        read(),
        fleet(0, 2, { kind: 'server', status: 500 }),
        'error',
        'delivery of 2 connections: server error (500)',
        'boom',
      ],
      [
        'the list of destinations is refused',
        snapshots().fail(resources.destinations, refused),
        fleet(0, 0),
        'no-access',
        'destinations: no access (403)',
        'boom',
      ],
    ],
  )('is said only with proof: %s', (_, world, of, kind, title, text) => {
    const notice = pictureNotice({ read: world.read, period }, of, { title: t`Nothing is wrong` });
    expect([notice.kind, notice.title, notice.text]).toEqual([kind, title, text]);
  });

  it.each<readonly [of: string, world: Snapshots, fleet: Fleet, words: string]>([
    [
      'nothing was read yet',
      snapshots(),
      fleet(0, 0),
      'loading: Still to be read: destinations, delivery numbers, sources, event volume: 0 of 2, storage syncs, violations, the audit trail.',
    ],
    [
      'two lists lost rows alike',
      read().set(resources.warehouses, [], [lost]).set(resources.sources, [], [lost]),
      whole,
      'stale: Not read: sources: 3 rows could not be read, storage syncs: 3 rows could not be read.',
    ],
  ])('names each part that is missing: %s', (_, world, of, words) => {
    const notice = pictureNotice({ read: world.read, period }, of, { title: t`Nothing is wrong` });
    expect(`${notice.kind}: ${notice.text}`).toBe(words);
  });

  it('stands only on the parts that are judged', () => {
    const world = read().set(resources.sources, [], [lost]);
    const calm = (...judged: ('sources' | 'destinations' | 'violations')[]) =>
      calmOf({ read: world.read, period }, whole, judged).kind;
    expect([calm('destinations', 'violations'), calm('destinations', 'sources'), calm('sources')]).toEqual([
      'whole',
      'partial',
      'partial',
    ]);
  });

  it.each([resources.destinations, resources.sources, resources.warehouses] as const)(
    'a list of all problems does not stand on the part that lost rows, wherever it is among them',
    (resource) => {
      const world = read().set(resource as typeof resources.sources, [], [lost]);
      expect(pictureGround({ read: world.read, period }, whole).kind).toBe('partial');
    },
  );

  it('stands on all parts: what is being read makes the list one so far, whatever else has failed', () => {
    const kinds = (world: Snapshots, of: Fleet) => [
      calmOf({ read: world.read, period }, of).kind,
      pictureGround({ read: world.read, period }, of).kind,
    ];
    expect([
      kinds(read(), whole),
      kinds(read(), fleet(1, 2)),
      kinds(snapshots().fail(resources.recentAudit(period), refused), whole),
      kinds(read().set(resources.sources, [], [lost]), whole),
      kinds(read(), fleet(1, 2, refused)),
    ]).toEqual([
      ['whole', 'whole'],
      ['reading', 'reading'],
      ['reading', 'reading'],
      ['partial', 'partial'],
      ['partial', 'failed'],
    ]);
  });
});

test.each([
  [fleet(2, 2), undefined],
  [fleet(1, 2), 'loading: Ranking connections: 1 of 2 so far'],
  [fleet(1, 2, refused), 'no-access: delivery of 1 connection: no access (403)'],
  [fleet(0, 2, { kind: 'server', status: 503 }), 'error: delivery of 2 connections: server error (503)'],
  [
    { ...whole, connections: [{ state: 'healthy', snapshot: { data: {}, problems: [lost] } }] } as unknown as Fleet,
    'stale: Not all of delivery numbers could be read',
  ],
])('a ranking is called one only once all are in it: %#', (of, expected) => {
  const notice = rankingNotice(of);
  expect(notice && `${notice.kind}: ${notice.title}`).toBe(expected);
});

describe('what a list rests on and could not be read', () => {
  const ids = ['destinations', 'sources', 'volume', 'storage'] as const;
  it.each<readonly [of: string, world: Snapshots, text: string | undefined]>([
    ['all was read', read(), undefined],
    ['nothing was read yet', snapshots(), undefined],
    ['old warehouses that could not be renewed stand', read().fail(resources.warehouses), undefined],
    ['what the list does not rest on', read().set(resources.recentAudit(period), trail, [lost]), undefined],
    [
      'the list itself, what its sources sent, and its warehouses',
      snapshots()
        .set(resources.sources, [], [lost])
        .fail(resources.destinations, refused)
        .fail(resources.volume(period), { kind: 'timeout', status: 0 })
        .fail(resources.warehouses),
      'destinations: no access (403), sources: 3 rows could not be read, event volume: no answer in time, storage syncs: server error (500)',
    ],
    [
      'three that are refused alike, around one that is not',
      snapshots()
        .fail(resources.destinations, refused)
        .fail(resources.sources)
        .fail(resources.volume(period), refused)
        .fail(resources.warehouses, refused),
      'destinations, event volume and storage syncs: no access (403), sources: server error (500)',
    ],
  ])('%s', (_, { read: world }, text) => {
    expect(unreadText({ read: world, period }, whole, ids)).toBe(text);
  });

  it('looks at nothing but those parts: a list is drawn for each key', () => {
    const keys = new Set<string>();
    const { read: world } = read();
    const noted: typeof world = (resource) => {
      keys.add(resource.key.split(':')[0]!);
      return world(resource);
    };
    const busy = {
      ...whole,
      get connections(): never {
        throw new Error('each of thousands of connections');
      },
    };
    expect(unreadText({ read: noted, period }, busy, ids)).toBeUndefined();
    expect([...keys].toSorted()).toEqual(['destinations', 'sources', 'usual-volume', 'volume', 'warehouses']);
  });
});
