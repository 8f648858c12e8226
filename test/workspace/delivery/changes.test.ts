import { describe, expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { connectionChanges } from '../../../source/workspace/delivery/changes.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Resource } from '../../../source/workspace/polling/resource.ts';
import { auditWith, problemWith, snapshots } from '../snapshots.ts';

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
    const data =
      resource.key.startsWith('audit-trail:') && !isUnread ? { items, next: ofSource ? next : undefined } : undefined;
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
    expect(told(worldOf())).toMatchObject({ error: undefined, isWhole: true });
  });
});
