import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { auditTrail, auditTrailNeeds, trailStanding } from '../../../source/workspace/audit/trail.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { familyOf, type Resource } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { aged, auditWith, now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const item = (ago: number, resourceId = 'd'): AuditItem =>
  auditWith({ at: now - ago * hour, type: t`Integration Modified`, id: `events/${ago}`, resourceId });

const recent = resources.recentAudit(period);
const trailOf = ({ read }: Snapshots, resource?: string) => auditTrail(read, period, resource);
const ages = (world: Snapshots, resource?: string) => trailOf(world, resource).items.map(({ at }) => (now - at) / hour);

/** What is recent is as an earlier run has left it. */
const recalled = (world: Snapshots): Snapshots => ({
  ...world,
  read: (each) => (each.key === recent.key ? { ...world.read(each), recalled: true } : world.read(each)),
});

/** Sets the page that the trail would read next. */
function nextPage(world: Snapshots, items: readonly AuditItem[], next?: string): Snapshots {
  return world.set(trailOf(world).pages.at(-1)!, { items, next });
}

describe('the audit trail', () => {
  it('is what happened since it was opened on top of its pages, each event once, newest first', () => {
    const world = snapshots().set(resources.recentAudit(period), { items: [item(1), item(2)] });
    nextPage(world, [item(2), item(30)], 'b');
    expect(ages(world)).toEqual([1, 2, 30]);
    expect(trailOf(world).complete).toBe(false);
    nextPage(world, [item(40)]);
    expect(ages(world)).toEqual([1, 2, 30, 40]);
    expect(trailOf(world).complete).toBe(true);
  });

  it('has every event of a span: from its oldest page on while older ones are left, of all time once its end was read', () => {
    const world = snapshots().set(recent, { items: [item(1)] });
    expect(trailOf(world).span?.start).toBe(Number.POSITIVE_INFINITY);
    nextPage(world, [item(2), item(30)], 'b');
    expect(trailOf(world).span).toEqual({ start: now - 30 * hour, end: Number.POSITIVE_INFINITY });
    nextPage(world, [item(31), item(50)], 'c');
    expect(trailOf(world).span?.start).toBe(now - 50 * hour);
    nextPage(world, [item(70)]);
    expect(trailOf(world).span?.start).toBe(Number.NEGATIVE_INFINITY);
  });

  it('of one resource takes only its own of what is recent', () => {
    const world = snapshots().set(resources.recentAudit(period), { items: [item(1, 'other'), item(2)] });
    expect(ages(world, 'd')).toEqual([2]);
  });

  it('ends where the cursors run in a circle, and is not whole', () => {
    const world = snapshots();
    nextPage(world, [item(1)], 'b');
    nextPage(world, [item(2)], 'b');
    expect(ages(world)).toEqual([1, 2]);
    expect(trailStanding(trailOf(world))).toEqual({
      kind: 'partial',
      problem: {
        kind: 'server',
        status: 200,
        message: 'the list repeats itself: rows may be missing',
        operation: 'GET /audit-events',
      },
    });
  });

  it('says what was lost of its pages while older ones are left: it is not being read for ever', () => {
    const world = snapshots();
    const problem = problemWith({ kind: 'dropped-rows', message: t`5 rows could not be read` });
    world.set(trailOf(world).pages[0]!, { items: [], next: 'b' }, [problem]);
    expect(trailOf(world)).toMatchObject({ complete: false, ended: false });
    expect(trailStanding(trailOf(world))).toMatchObject({
      kind: 'partial',
      problem: { message: '5 rows could not be read' },
    });
  });

  it('says what was lost of what happened since it was opened', () => {
    const problem = problemWith({ kind: 'dropped-rows' });
    const world = snapshots().set(resources.recentAudit(period), { items: [] }, [problem]);
    nextPage(world, [item(1)]);
    expect(trailOf(world)).toMatchObject({ complete: false, ended: true, lost: problem });
    expect(trailStanding(trailOf(world))).toEqual({ kind: 'partial', problem });
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, boolean, string | undefined]>([
    ['nothing tells what happened since', (world) => world, false, undefined],
    ['what happened since is known', (world) => world.set(recent, { items: [item(1)], next: 'more' }), true, undefined],
    [
      'what happened since was read before this start',
      (world) => recalled(world.set(recent, { items: [] })),
      false,
      undefined,
    ],
    [
      'what happened since is cut',
      (world) => world.set(recent, { items: [item(0.5)], next: 'more' }),
      false,
      'more has happened since it was read than is read at once: events may be missing',
    ],
  ])('read 45 minutes ago to its end, where %s', (_, since, complete, lost) => {
    const world = since(nextPage(snapshots(), [item(1)]));
    const found = trailOf(aged(world, trailOf(world).pages[0]!, 0.75 * hour));
    expect([found.complete, found.ended, found.lost?.message]).toEqual([complete, true, lost]);
  });

  it.each<readonly [string, (world: Snapshots) => Snapshots, complete: boolean, error: number | undefined]>([
    ['what happened since fails', (world) => world.fail(recent, { status: 503 }), false, 503],
    [
      'what happened since fails and is as an earlier run has left it',
      (world) => recalled(world.set(recent, { items: [] }).fail(recent, { status: 503 })),
      false,
      503,
    ],
    [
      'what happened since could not be renewed',
      (world) => world.set(recent, { items: [] }).fail(recent, { status: 503 }),
      true,
      undefined,
    ],
    ['nothing tells yet what happened since', (world) => world, false, undefined],
    [
      'an older page fails',
      (world) => nextPage(world.set(recent, { items: [] }), [], 'b').fail(trailOf(world).pages[1]!, { status: 502 }),
      false,
      502,
    ],
  ])('tells why it is not whole: %s', (_, since, complete, error) => {
    const found = trailOf(since(nextPage(snapshots(), [item(1)])));
    expect([found.complete, found.error?.status]).toEqual([complete, error]);
  });

  it('is whole where only a field of an event was unclear', () => {
    const odd = problemWith({ kind: 'odd-fields' });
    const world = snapshots().set(resources.recentAudit(period), { items: [] }, [odd]);
    world.set(trailOf(world).pages[0]!, { items: [item(1)] }, [odd]);
    expect(trailOf(world)).toMatchObject({ complete: true, lost: undefined });
  });

  it.each<readonly [string, (world: Snapshots) => unknown, object]>([
    ['nothing of it was read', () => undefined, { kind: 'reading', read: 0, of: 1 }],
    ['older pages are left', (world) => nextPage(world, [item(1)], 'b'), { kind: 'reading', read: 0, of: 1 }],
    ['it was read to its end', (world) => nextPage(world, [item(1)]), { kind: 'whole' }],
    [
      'it was read to its end, and what happened since fails',
      (world) => nextPage(world, [item(1)]).fail(recent, { kind: 'network', status: 0 }),
      { kind: 'failed', problem: { kind: 'network' }, read: 1, of: 2 },
    ],
    [
      'it was read to its end, what happened since is known, and both could not be renewed',
      (world) => {
        nextPage(world, [item(1)]).fail(trailOf(world).pages[0]!, {});
        return world.set(recent, { items: [] }).fail(recent, {});
      },
      { kind: 'whole' },
    ],
    [
      'older pages are left, and what happened since fails',
      (world) => nextPage(world, [item(1)], 'b').fail(recent, {}),
      { kind: 'reading', read: 0, of: 1 },
    ],
    [
      'an older page was refused',
      (world) => nextPage(world, [item(1)], 'b').fail(trailOf(world).pages[1]!, { kind: 'no-access' }),
      { kind: 'failed', problem: { kind: 'no-access' } },
    ],
  ])('stands as the whole trail only once its end was read: %s', (_, read, standing) => {
    const world = snapshots();
    read(world);
    expect(trailStanding(trailOf(world))).toMatchObject(standing);
  });

  it('has what happened at the same moment in one order, whichever way it was read', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ ...item(1), id }));
    const orders = [
      [a!, b!],
      [b!, a!],
    ].map((items) => trailOf(nextPage(snapshots(), items)).items.map(({ id }) => id));
    expect(orders).toEqual([
      ['b', 'a'],
      ['b', 'a'],
    ]);
  });

  it('reads each page of each resource for itself, from its cursor on, as far back as the trail is kept', async () => {
    const asked: unknown[] = [];
    const backend = {
      auditEvents: async (query: object) => {
        asked.push(query);
        return { value: { items: [] }, problems: [] };
      },
    } as unknown as Backend;
    const keys: string[] = [];
    for (const resource of [undefined, 'd', 'e']) {
      const world = snapshots();
      for (const cursor of ['b', 'c']) world.set(trailOf(world, resource).pages.at(-1)!, { items: [], next: cursor });
      const { pages } = trailOf(world, resource);
      keys.push(...pages.map(({ key }) => key));
      for (const page of pages) await page.load(backend, {}, now);
    }
    expect(new Set(keys).size).toBe(9);
    // A moment of the past is read by families of keys.
    expect(new Set(keys.map((key) => familyOf({ key } as Resource<unknown>)))).toEqual(new Set(['audit-trail']));
    const window = { start: now - 90 * 24 * hour, end: now };
    expect(asked).toEqual(
      [undefined, 'd', 'e'].flatMap((resourceId) =>
        [{}, { cursor: 'b' }, { cursor: 'c' }].map((cursor) => ({ window, resourceId, count: 500, ...cursor })),
      ),
    );
  });

  it('keeps what it has when an older page fails, and says why', () => {
    const world = snapshots();
    nextPage(world, [item(1)], 'b');
    world.fail(trailOf(world).pages.at(-1)!, { kind: 'rate-limited', status: 429 });
    expect(ages(world)).toEqual([1]);
    expect(trailOf(world).last.error?.kind).toBe('rate-limited');
  });
});

describe('what is read of it', () => {
  const world = () =>
    nextPage(
      snapshots(),
      Array.from({ length: 200 }, (_, index) => item(index)),
      'b',
    );
  const keys = (selected: number, shown = 200) =>
    auditTrailNeeds(trailOf(world()), shown, selected).map(({ resource }) => resource.key);

  it('is the first page at once', () => {
    expect(auditTrailNeeds(trailOf(snapshots()), 0, 0)).toHaveLength(1);
  });

  it('is the first page also where what is recent already fills the screen', () => {
    const items = Array.from({ length: 200 }, (_, index) => item(index));
    const recent = snapshots().set(resources.recentAudit(period), { items });
    expect(auditTrailNeeds(trailOf(recent), 200, 0).map(({ resource }) => resource.key)).toEqual(['audit-trail:']);
  });

  it('is another page only when the selection comes near the end of what is shown', () => {
    expect(keys(0)).toHaveLength(1);
    expect([keys(120), keys(121)].map(({ length }) => length)).toEqual([1, 2]);
    expect(keys(0, 3)).toHaveLength(2);
    const two = nextPage(world(), [item(300)], 'c');
    expect(auditTrailNeeds(trailOf(two), 201, 0).map(({ resource }) => resource.key)).toEqual([
      'audit-trail:',
      'audit-trail::b',
    ]);
  });
});
