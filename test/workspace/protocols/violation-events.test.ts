import { describe, expect, it } from 'vitest';
import {
  noViolationRead,
  unplannedKind,
  type ViolationDetails,
  type ViolationRow,
} from '../../../source/domain/protocols/violation.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { violationEvents } from '../../../source/workspace/protocols/violation-events.ts';
import { releaseOf, versionText, violationList } from '../../../source/workspace/protocols/violation-list.ts';
import * as resources from '../../../source/workspace/resources/violations.ts';
import { now, period, problemWith, type Snapshots, snapshots } from '../snapshots.ts';

const id = 'ios';

function row(change: Partial<ViolationRow> = {}): ViolationRow {
  return {
    eventName: t`Order Completed`,
    eventType: t`track`,
    kind: t`Invalid Type`,
    field: t`properties.total`,
    sentence: t`Invalid type. Expected: number, given: string`,
    count: 10,
    firstSeen: now - 2 * hour,
    lastSeen: now - minute,
    appVersion: t`5.3.0`,
    samples: [],
    ...change,
  };
}

const details = (rows: readonly ViolationRow[], events: (ViolationDetails & { kind: 'details' })['events']) =>
  snapshots().set<ViolationDetails>(resources.violationDetails(period, id), {
    kind: 'details',
    basis: 'collected',
    rows,
    events,
  });

const unavailable = (): Snapshots => snapshots().set(resources.violationDetails(period, id), noViolationRead);

type By = Partial<Record<'eventName' | 'eventType' | 'discardReason' | 'appVersion', string>>;

/** A step report: rows by what they are grouped by, and counts of the last hours, newest last. */
function report(...rows: readonly (readonly [By, ...number[]])[]) {
  return {
    total: 0,
    rows: rows.map(([by, ...counts]) => ({
      by: Object.fromEntries(Object.entries(by).map(([key, value]) => [key, sanitise(value)])),
      total: counts.reduce((sum, count) => sum + count, 0),
      retries: 0,
      series: counts.map((count, index) => ({
        at: now - (now % hour) - (counts.length - 1 - index) * hour,
        count,
      })),
    })),
  };
}

const totals = (...rows: readonly (readonly [name: string | undefined, type: string, total: number])[]) =>
  rows.map(([name, type, total]) => ({
    ...(name === undefined ? {} : { eventName: sanitise(name) }),
    eventType: sanitise(type),
    total,
    series: [],
  }));

describe('events with violations', () => {
  it('are counted as collected, with their share of what was sent and their distinct violations', () => {
    const world = details(
      [
        row(),
        row({ appVersion: t`5.2.0`, count: 2, lastSeen: now - hour }),
        row({ field: t`properties.coupon`, count: 4 }),
        row({ kind: t`Unplanned`, field: t``, count: 3, lastSeen: now }),
      ],
      [{ eventName: t`Order Completed`, eventType: t`track`, events: 12, unplanned: 3 }],
    ).set(resources.eventTotals(period, id), totals(['Order Completed', 'track', 120]));
    expect(violationEvents(world.read, period, id)).toMatchObject({
      basis: 'collected',
      rows: [{ events: 12, unplanned: 3, sent: 120, percent: 10, unique: 2, lastSeen: now }],
    });
  });

  it('stand most first; unplanned ones do not lift an event above one with violations', () => {
    const event = (name: string, events: number, unplanned: number) => ({
      eventName: sanitise(name),
      eventType: t`track`,
      events,
      unplanned,
    });
    const world = details([], [event('b', 1, 0), event('c', 0, 90), event('z', 5, 0), event('a', 1, 0)]);
    const { rows } = violationEvents(world.read, period, id);
    expect(rows.map(({ eventName }) => eventName)).toEqual(['z', 'a', 'b', 'c']);
    expect(rows.map(({ percent }) => percent)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('that have no name, or the same one, stand by their type, whichever comes first', () => {
    const calls = [
      [undefined, 'identify'],
      ['Home', 'screen'],
      ['Home', 'page'],
      [undefined, 'group'],
    ] as const;
    for (const order of [calls, calls.toReversed()]) {
      const events = order.map(([name, type]) => ({
        ...{ eventName: name && sanitise(name), eventType: sanitise(type) },
        ...{ events: 2, unplanned: 0 },
      }));
      const { rows } = violationEvents(details([], events).read, period, id);
      expect(rows.map(({ eventName, eventType }) => [eventName, eventType])).toEqual([
        [undefined, 'group'],
        [undefined, 'identify'],
        ['Home', 'page'],
        ['Home', 'screen'],
      ]);
    }
  });

  it('that were blocked stand in the same order', () => {
    const rows = ['b', 'x', 'a', 'd', 'c'].map(
      (eventName) => [{ eventName, eventType: 'track', discardReason: 'schema_violation' }, 1] as const,
    );
    const more = ['c', 'x'].map(
      (eventName, index) => [{ eventName, eventType: 'track', discardReason: 'unplanned' }, index + 1] as const,
    );
    const most = [{ eventName: 'z', eventType: 'track', discardReason: 'schema_violation' }, 2] as const;
    const world = unavailable().set(resources.blockedEvents(period, id), report(...rows, ...more, most));
    expect(violationEvents(world.read, period, id).rows.map(({ eventName }) => eventName)).toEqual([
      ...['z', 'x', 'c', 'a', 'b', 'd'],
    ]);
  });

  it('of which no violation was kept were last seen nobody knows when', () => {
    const world = details([], [{ eventName: t`a`, eventType: t`track`, events: 1, unplanned: 0 }]);
    expect(violationEvents(world.read, period, id).rows[0]?.lastSeen).toBeUndefined();
  });

  it('lead to a sample of the most frequent violation only where there is one', () => {
    const sample = { at: now, messageId: t`m`, event: {} };
    const event = [{ eventName: t`Order Completed`, eventType: t`track`, events: 1, unplanned: 0 }];
    const with_ = details([row({ count: 1 }), row({ field: t`x`, count: 9, samples: [sample] })], event);
    const [found] = violationEvents(with_.read, period, id).rows;
    expect(JSON.parse(found?.worst ?? '[]')[1]).toBe('x');
    expect(violationEvents(details([row()], event).read, period, id).rows[0]?.worst).toBeUndefined();
  });

  it('lead to a violation rather than to what is unplanned, however often that is', () => {
    const samples = [{ at: now, messageId: t`m`, event: {} }];
    const event = [{ eventName: t`Order Completed`, eventType: t`track`, events: 1, unplanned: 99 }];
    const unplanned = row({ kind: unplannedKind, field: t``, count: 99, samples });
    const worstOf = (...rows: readonly ViolationRow[]) => {
      const [found] = violationEvents(details(rows, event).read, period, id).rows;
      return [JSON.parse(found?.worst ?? '[]')[0], found?.unique];
    };
    expect(worstOf(unplanned, row({ count: 1, samples }))).toEqual(['Invalid Type', 1]);
    expect(worstOf(unplanned)).toEqual(['Unplanned', 0]);
    expect(worstOf(row({ eventType: t`page`, samples }))).toEqual([undefined, 0]);
  });

  it('have a share only of what was sent as a whole, with what was blocked as unplanned in it', () => {
    const event = (events: number, unplanned: number) => [
      { eventName: t`Order Completed`, eventType: t`track`, events, unplanned },
    ];
    const sent = totals(['Order Completed', 'track', 10], ['Order Completed', 'page', 900]);
    const shareWith = (events: number, unplanned: number, problems: Parameters<Snapshots['set']>[2] = []) => {
      const world = details([], event(events, unplanned)).set(resources.eventTotals(period, id), sent, problems);
      const [found] = violationEvents(world.read, period, id).rows;
      return [found?.sent, found?.percent];
    };
    expect(shareWith(4, 0)).toEqual([10, 40]);
    expect(shareWith(4, 12)).toEqual([16, 25]);
    const unseen = details([], [{ eventName: t`Unseen`, eventType: t`track`, events: 3, unplanned: 1 }]);
    const [found] = violationEvents(unseen.set(resources.eventTotals(period, id), sent).read, period, id).rows;
    expect([found?.sent, found?.percent]).toEqual([4, 75]);
    expect(shareWith(4, 0, [problemWith({ kind: 'dropped-rows' })])).toEqual([undefined, undefined]);
  });

  it('are counted from what was blocked where there are no details: schema apart from unplanned, no schema switches', () => {
    const named = { eventName: 'Order Completed', eventType: 'track' };
    const world = unavailable()
      .set(
        resources.blockedEvents(period, id),
        report(
          [{ ...named, discardReason: 'schema_violation' }, 2, 6],
          [{ ...named, discardReason: 'unplanned' }, 1],
          [{ ...named, discardReason: 'event_setting' }, 100],
          [{ eventType: 'identify', discardReason: 'common_schema_violation' }, 1, 0, 0],
        ),
      )
      .set(resources.eventTotals(period, id), totals(['Order Completed', 'track', 80], [undefined, 'identify', 10]));
    const { basis, rows } = violationEvents(world.read, period, id);
    expect(basis).toBe('blocked');
    expect(rows).toMatchObject([
      { eventName: 'Order Completed', events: 8, unplanned: 1, unique: 2, percent: 10, lastSeen: now },
      { eventName: undefined, eventType: 'identify', events: 1, percent: 10, lastSeen: now - (now % hour) - hour },
    ]);
  });

  it('waits for the details before it claims anything, and keeps old rows when a refresh fails', () => {
    const fresh = snapshots();
    expect(violationEvents(fresh.read, period, id)).toMatchObject({ rows: [], snapshot: { status: 'waiting' } });
    const stale = details([row()], [{ eventName: t`a`, eventType: t`track`, events: 1, unplanned: 0 }]);
    stale.fail(resources.violationDetails(period, id));
    const page = violationEvents(stale.read, period, id);
    expect([page.rows.length, page.snapshot.error?.status]).toEqual([1, 500]);
  });

  it('says since when was looked, and what was there as soon as one looked may be older', () => {
    const since = now - 5 * hour;
    const rows = [
      row({ sentence: t`at once`, count: 3, firstSeen: since + 15 * minute - 1 }),
      row({ sentence: t`later`, count: 2, firstSeen: since + 15 * minute }),
    ];
    const set = (from?: number) =>
      snapshots().set<ViolationDetails>(resources.violationDetails(period, id), {
        kind: 'details',
        basis: 'forwarded',
        since: from,
        rows,
        events: [],
      });
    expect(violationEvents(set(since).read, period, id)).toMatchObject({ basis: 'forwarded', since });
    const event = { eventName: row().eventName, eventType: row().eventType };
    const openIn = (from?: number) =>
      violationList(set(from).read, period, id, event).rows.map(({ sentence, openStart }) => [sentence, openStart]);
    expect(openIn(since)).toEqual([
      ['at once', true],
      ['later', false],
    ]);
    expect(openIn().map(([, openStart]) => openStart)).toEqual([false, false]);
  });

  it('never shows a share above all, when totals were read a moment earlier', () => {
    const world = details([], [{ eventName: t`a`, eventType: t`track`, events: 12, unplanned: 0 }]).set(
      resources.eventTotals(period, id),
      totals(['a', 'track', 10]),
    );
    expect(violationEvents(world.read, period, id).rows[0]).toMatchObject({ sent: 12, percent: 100 });
  });
});

describe('violations of an event', () => {
  const event = { eventName: 'Order Completed', eventType: 'track' };

  it('are one row each over all app versions, with the version that is new', () => {
    const world = details(
      [
        row({ count: 10 }),
        row({ appVersion: t`5.2.0`, count: 2, firstSeen: now - 9 * hour, lastSeen: now - 3 * hour }),
        row({ eventName: t`Other` }),
        row({ kind: t`Unplanned`, field: t``, sentence: t`not planned`, count: 99 }),
      ],
      [],
    ).set(
      resources.receivedVersions(period, id),
      report([{ appVersion: '5.2.0' }, ...Array(24).fill(50)], [{ appVersion: '5.3.0' }, 8, 9]),
    );
    const { rows } = violationList(world.read, period, id, event);
    expect(rows).toMatchObject([
      {
        field: 'properties.total',
        count: 12,
        firstSeen: now - 9 * hour,
        lastSeen: now - minute,
        unplanned: false,
        versions: [
          { version: '5.3.0', count: 10, releasedAt: now - (now % hour) - hour },
          { version: '5.2.0', count: 2, releasedAt: undefined },
        ],
      },
      { unplanned: true, field: undefined, count: 99 },
    ]);
    expect([versionText(rows[0]!), releaseOf(rows[0]!)?.version]).toEqual(['5.3.0 +1', '5.3.0']);
  });

  it('list versions of as many events by their name, whichever came first, and leave out events without one', () => {
    const versions = (...names: readonly (string | undefined)[]) =>
      violationList(
        details(
          names.map((name) => row({ appVersion: name === undefined ? undefined : sanitise(name), count: 3 })),
          [],
        ).read,
        period,
        id,
        event,
      ).rows.map((one) => [one.count, one.versions.map(({ version }) => version)]);
    const expected = [[12, ['5.1.0', '5.2.0', '5.3.0']]];
    expect(versions('5.3.0', '5.1.0', undefined, '5.2.0')).toEqual(expected);
    expect(versions('5.1.0', '', '5.2.0', '5.3.0')).toEqual(expected);
  });

  it('stand in one order where as many events have each, whichever was read first', () => {
    const fields = (...names: readonly string[]) =>
      violationList(
        details(
          names.map((name) => row({ field: sanitise(name) })),
          [],
        ).read,
        period,
        id,
        event,
      ).rows.map(({ field }) => field);
    expect(fields('c', 'a', 'b')).toEqual(['a', 'b', 'c']);
    expect(fields('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
  });

  it('calls no version new while the source itself is as new as that', () => {
    const world = details([row()], []).set(
      resources.receivedVersions(period, id),
      report([{ appVersion: '5.3.0' }, 8]),
    );
    expect(releaseOf(violationList(world.read, period, id, event).rows[0]!)).toBeUndefined();
  });

  it('without details are reasons by app version, without field and sample, never seen after the read', () => {
    const world = unavailable().set(
      resources.blockedReasons(period, id, event),
      report(
        [{ ...event, discardReason: 'schema_violation', appVersion: '5.3.0' }, 0, 4],
        [{ ...event, discardReason: 'schema_violation', appVersion: '5.2.0' }, ...Array(25).fill(1)],
        [{ eventName: 'Other', eventType: 'track', discardReason: 'schema_violation' }, 50],
        [{ ...event, discardReason: 'brand_new_reason' }, 50],
      ),
    );
    const { basis, rows } = violationList(world.read, period, id, event);
    expect(basis).toBe('blocked');
    expect(rows.map(({ count, field, samples }) => [count, field, samples])).toEqual([
      [25, undefined, []],
      [4, undefined, []],
    ]);
    expect(rows.map(({ openStart, lastSeen }) => [openStart, lastSeen])).toEqual([
      [true, now],
      [false, now],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
  });

  it('of calls without a name leave out those with one', () => {
    const unnamed = { eventName: undefined, eventType: 'identify' };
    const world = unavailable().set(
      resources.blockedReasons(period, id, unnamed),
      report(
        [{ eventType: 'identify', discardReason: 'schema_violation' }, 3],
        [{ eventName: 'x', eventType: 'identify', discardReason: 'schema_violation' }, 9],
      ),
    );
    expect(violationList(world.read, period, id, unnamed).rows.map(({ count }) => count)).toEqual([3]);
  });
});
