import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import { auditTrail, auditTrailNeeds, trailStanding } from '../../../source/workspace/audit/trail.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { auditWith, now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const item = (ago: number, resourceId = 'd'): AuditItem =>
  auditWith({ at: now - ago * hour, type: t`Integration Modified`, id: `events/${ago}`, resourceId });

const trailOf = ({ read }: Snapshots, resource?: string) => auditTrail(read, period, resource);
const ages = (world: Snapshots, resource?: string) => trailOf(world, resource).items.map(({ at }) => (now - at) / hour);

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

  it('of one resource takes only its own of what is recent', () => {
    const world = snapshots().set(resources.recentAudit(period), { items: [item(1, 'other'), item(2)] });
    expect(ages(world, 'd')).toEqual([2]);
  });

  it('ends where the cursors run in a circle, and is not whole', () => {
    const world = snapshots();
    nextPage(world, [item(1)], 'b');
    nextPage(world, [item(2)], 'b');
    expect(ages(world)).toEqual([1, 2]);
    expect(trailStanding(trailOf(world))).toMatchObject({
      kind: 'partial',
      problem: { message: 'the list repeats itself: rows may be missing' },
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

  it('is another page only when the selection comes near the end of what is shown', () => {
    expect(keys(0)).toHaveLength(1);
    expect(keys(150)).toHaveLength(2);
    expect(keys(0, 3)).toHaveLength(2);
  });
});
