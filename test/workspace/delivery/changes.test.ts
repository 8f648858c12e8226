import { describe, expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { connectionChanges } from '../../../source/workspace/delivery/changes.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { recentAudit } from '../../../source/workspace/resources/common.ts';
import { auditWith, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const connection = {
  id: 'd',
  destination: { id: 'd', sourceId: 's', enabled: true },
} as unknown as Connection;

const runs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, at: index, type: t`Source Run Failed` }) as AuditItem);

/** Trails of which that of the source has so many reports of runs, and older ones or not. */
const reading = (count: number, next?: string) =>
  ((resource: { readonly key: string }) => {
    const items = resource.key === 'audit-trail:s' ? runs(count) : [];
    const ofSource = resource.key.startsWith('audit-trail:s');
    const isUnread = ofSource && resource.key !== 'audit-trail:s';
    const isTrail = resource.key.startsWith('audit-trail:') || resource.key === recentAudit('24h').key;
    const data = isTrail && !isUnread ? { items, next: ofSource ? next : undefined } : undefined;
    return { status: 'ready', problems: [], version: 1, data };
  }) as unknown as Read;

test.each([
  ['to its end', reading(3), true, true],
  ['in part', reading(999, 'older'), false, false],
  ['as far as it is looked at, which is no proof of what was before', reading(1000, 'older'), true, false],
])('the trail of a connection is read %s', (_, read, known, isWhole) => {
  expect(connectionChanges(read, '24h', connection)).toMatchObject({ known, isWhole, items: [] });
});

describe('what was changed on a connection', () => {
  const since = Date.UTC(2026, 0, 31, 23);
  const change = (id: string, resourceId: string, at: number, type: SafeText = t`Integration Modified`) =>
    auditWith({ id, resourceId, at, type });
  const worldOf = (...items: readonly AuditItem[]) => {
    const world = snapshots();
    for (const id of ['d', 's'])
      world.set({ key: `audit-trail:${id}` } as Resource<object>, {
        items: items.filter((item) => item.resourceId === id),
      });
    return world;
  };
  const told = (world: ReturnType<typeof snapshots>, more: object = {}) =>
    connectionChanges(world.read, '24h', { ...connection, ...more } as unknown as Connection);
  const onset = { since, within: hour, before: undefined, until: undefined };
  const off = { destination: { id: 'd', sourceId: 's', enabled: false } };

  test('is of both in one order, newest first, those of one moment by their ids, without reports of runs', () => {
    const world = worldOf(
      change('a', 'd', since),
      change('c', 's', since),
      change('b', 'd', since + hour),
      change('run', 's', since + hour, t`Source Run Failed`),
    );
    expect(told(world).items.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  test('names who switched it off only while it is off', () => {
    const world = worldOf(change('off', 'd', since, t`Integration Disabled`));
    expect([told(world).disabledBy?.id, told(world, off).disabledBy?.id]).toEqual([undefined, 'off']);
  });

  test('blames what the whole trail tells where the recent one told nothing, and nothing of one that is off', () => {
    const world = worldOf(change('before', 'd', since - 10 * minute), change('later', 's', since + 2 * hour));
    const blamed = (more: object) => {
      const { cause, changedSince } = told(world, more);
      return [cause?.id, changedSince?.id];
    };
    expect(blamed({ onset })).toEqual(['before', 'later']);
    expect(blamed({})).toEqual([undefined, undefined]);
    expect(blamed({ onset, ...off })).toEqual([undefined, undefined]);
    const known = { cause: change('known', 's', since), changedSince: change('since', 'd', since + hour) };
    expect(blamed({ onset, ...known })).toEqual(['known', 'since']);
  });

  test('says what could not be read or was lost of either trail', () => {
    const ofSource = { key: 'audit-trail:s' } as Resource<object>;
    const failed = worldOf().fail(ofSource, problemWith({ status: 403 }));
    expect(told(failed).error?.status).toBe(403);
    const lost = worldOf().set(ofSource, { items: [] }, [problemWith({ kind: 'dropped-rows' })]);
    expect(told(lost)).toMatchObject({ error: { kind: 'dropped-rows' }, isWhole: false });
    expect(told(worldOf())).toMatchObject({ error: undefined, isWhole: false });
    expect(told(worldOf().fail(recentAudit('24h'), { status: 503 }))).toMatchObject({
      error: { status: 503 },
      isWhole: false,
    });
    expect(told(worldOf().set(recentAudit('24h'), { items: [] }))).toMatchObject({ error: undefined, isWhole: true });
  });

  /** Two hours after it began. */
  const at = since + 2 * hour;
  const first = (id: string) => ({ key: `audit-trail:${id}` }) as Resource<object>;
  const recent = recentAudit('24h');
  const older = { items: [change('o', 's', since - 31 * minute)], next: 'older' };
  const atEdge = { items: [change('o', 's', since - 30 * minute, t`Source Run Failed`)], next: 'older' };
  const lost = [problemWith({ kind: 'dropped-rows' })];
  const running = { ...onset, since: at - 10 * minute };
  const whole = { items: [] };
  const busy = (ago: number) => ({ items: [change('r', 'other', at - ago)], next: 'more' });
  const one = () => snapshots().set(first('d'), whole);

  interface Age {
    readonly ago: number;
    readonly recalled?: true;
  }
  const [just, hourAgo, lastTime]: readonly [Age, Age, Age] = [
    { ago: 0 },
    { ago: hour },
    { ago: hour, recalled: true },
  ];

  test.each<readonly [string, object | undefined, Age, Snapshots, boolean]>([
    ['to its end', onset, just, worldOf(), true],
    ['without an onset', undefined, just, worldOf(), false],
    ['where it began before all that was read', { ...onset, since: undefined, before: since }, just, worldOf(), false],
    ['back to before the half hour', onset, just, worldOf().set(first('s'), older), true],
    ['back to the half hour', onset, just, worldOf().set(first('s'), atEdge), false],
    ['of one of both, and what is recent of the other', onset, just, one().set(recent, older), false],
    ['with rows lost', onset, just, worldOf().set(first('d'), { items: runs(1000) }, lost), false],
    ['an hour ago', running, hourAgo, worldOf(), false],
    ['an hour ago, and what is recent', running, hourAgo, worldOf().set(recent, whole), true],
    ['an hour ago, and of what is recent all since', running, hourAgo, worldOf().set(recent, busy(hour)), true],
    ['an hour ago, and of what is recent too little', running, hourAgo, worldOf().set(recent, busy(hour - 1)), false],
    ['an hour ago, and what is recent no more', running, hourAgo, worldOf().set(recent, whole).fail(recent), false],
    ['an hour ago, and what was recent last time', running, lastTime, worldOf().set(recent, whole), false],
    [
      'an hour ago, and until it had begun',
      { ...running, within: minute },
      hourAgo,
      worldOf().set(recent, whole).fail(recent),
      true,
    ],
  ])(
    'tells that there was none only where all of that time was read: %s',
    (_, began, { ago, recalled }, world, isReadAtOnset) => {
      const read: typeof world.read = (resource) => {
        const age = resource.key.startsWith('audit-trail:') ? { fetchedAt: at - ago } : { fetchedAt: at, recalled };
        return { ...world.read(resource), ...age } as never;
      };
      expect(told({ ...world, read }, { onset: began })).toMatchObject({ isReadAtOnset, cause: undefined });
    },
  );
});
