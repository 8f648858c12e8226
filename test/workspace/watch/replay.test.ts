import { describe, expect, test } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { auditTrail } from '../../../source/workspace/audit/trail.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import { volumeSince } from '../../../source/workspace/delivery/gap.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationFilters } from '../../../source/workspace/resources/pages.ts';
import { stepBreakdown } from '../../../source/workspace/resources/pipeline.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { lossWindow, replayFacts, replayNeeds } from '../../../source/workspace/watch/replay.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now as noon,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

const now = Date.parse('2026-11-21T14:12:30Z');
const start = now - 24 * hour;

const audit = (type: string, at: number): AuditItem => ({
  id: `${type}:${at}`,
  at,
  type: t`${type as never}`,
  actor: t`ci`,
  resourceId: 'd1',
  resourceType: t`integration`,
  resourceName: t`Braze`,
});
const off = audit('Integration Disabled', now - 5 * hour);
const on = audit('Integration Enabled', now - 2 * hour);

const connection = (change: Partial<Connection>, enabled = true): Connection =>
  ({ id: 'd1', destination: { id: 'd1', enabled }, state: 'healthy', ...change }) as unknown as Connection;

const at = (since: number, until?: number) => ({ since, within: hour, before: undefined, until });

test.each<[string, Connection, readonly AuditItem[], object | undefined]>([
  ['healthy', connection({}), [], undefined],
  [
    'failing',
    connection({ state: 'failing', onset: at(now - 3 * hour) }),
    [],
    { kind: 'failing', from: now - 3 * hour, to: undefined, cut: false, hourly: true },
  ],
  [
    'failed, and stopped',
    connection({ state: 'failing', onset: at(now - 3 * hour, now - hour) }),
    [],
    { kind: 'failing', to: now - hour },
  ],
  [
    'failing since before the period',
    connection({ state: 'failing', onset: { since: undefined, within: hour, before: start, until: undefined } }),
    [],
    { kind: 'failing', cut: true },
  ],
  [
    'failed last night: over, and not asked for yet',
    connection({ state: 'failing', failedPercent: 12, hours: at(now - 9 * hour, now - 8 * hour) }),
    [],
    { kind: 'failing', from: now - 9 * hour, to: now - 8 * hour },
  ],
  ['disabled', connection({ state: 'disabled' }, false), [off], { kind: 'disabled', from: off.at, to: undefined }],
  ['disabled, and nobody tells when', connection({ state: 'disabled' }, false), [], { from: undefined }],
  [
    'enabled again',
    connection({}),
    [on, off],
    { kind: 'disabled', from: off.at, to: on.at, hourly: false, cut: false, by: off, undone: on },
  ],
  [
    'enabled again, by a trail in any order',
    connection({}),
    [audit('Integration Disabled', now - 20 * hour), off, on, audit('Integration Enabled', now - 8 * hour)],
    { from: off.at, to: on.at },
  ],
  [
    'enabled again, and off since by a trail that is newer than the list',
    connection({}),
    [audit('Integration Disabled', now - hour), on, off],
    { from: off.at, to: on.at },
  ],
  [
    'enabled again, and failing as little as ever',
    connection({ state: 'failing', failedPercent: 0.1, hours: at(start) }),
    [on, off],
    { kind: 'disabled', from: off.at, to: on.at },
  ],
  [
    'enabled again as the period began, and failing as little as ever',
    connection({ state: 'failing', failedPercent: 0.1, hours: at(start) }),
    [audit('Integration Enabled', start), audit('Integration Disabled', start - hour)],
    { kind: 'disabled', from: start - hour, to: start },
  ],
  [
    'enabled again before the period, and failing as little as ever',
    connection({ state: 'failing', failedPercent: 0.1, hours: at(start) }),
    [audit('Integration Enabled', start - 1), audit('Integration Disabled', start - hour)],
    { kind: 'failing', from: start },
  ],
  [
    'enabled again, and failing as much as is raised',
    connection({ state: 'failing', failedPercent: 1, hours: at(start) }),
    [on, off],
    { kind: 'failing', from: start },
  ],
  [
    'enabled again, and off before that for longer',
    connection({}),
    [on, off, audit('Integration Enabled', now - 8 * hour), audit('Integration Disabled', now - 20 * hour)],
    { kind: 'disabled', from: off.at, to: on.at },
  ],
  [
    'another destination of its source was off',
    connection({}),
    [
      { ...on, resourceId: 'd2' },
      { ...off, resourceId: 'd2' },
    ],
    undefined,
  ],
  [
    'failing, known to the minute',
    connection({ state: 'failing', onset: { ...at(now - 3 * hour), within: hour - 1 } }),
    [],
    { kind: 'failing', hourly: false },
  ],
  [
    'enabled again, and failing',
    connection({ state: 'failing', failedPercent: 40, onset: at(now - hour) }),
    [on, off],
    { kind: 'failing', from: now - hour },
  ],
  ['enabled for the first time', connection({}), [on], undefined],
  ['silent', connection({ state: 'idle', verdict: 'SILENT' }), [], { kind: 'silent', from: undefined }],
])('what a connection lost: %s', (_, of, items, wanted) => {
  const disabledBy = items.find(({ type }) => type === off.type);
  const found = lossWindow(of, { items, disabledBy, known: true, isWhole: true, error: undefined }, start);
  if (wanted === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(wanted);
});

const shut = problemWith({ kind: 'no-access', status: 403 });

// Only a trail that was read to its end proves that nobody switched it off in the ninety days that it is kept.
test.each<[string, Parameters<typeof lossWindow>[1], object | undefined]>([
  ['to its end', { items: [], disabledBy: undefined, known: true, isWhole: true, error: undefined }, undefined],
  [
    'not yet',
    { items: [], disabledBy: undefined, known: false, isWhole: false, error: undefined },
    { kind: 'reading' },
  ],
  [
    'never',
    { items: [], disabledBy: undefined, known: false, isWhole: false, error: shut },
    { kind: 'problem', problem: shut },
  ],
  [
    'in part',
    { items: [], disabledBy: undefined, known: true, isWhole: false, error: undefined },
    { kind: 'problem', problem: { message: 'the audit trail is longer than what is read of it here' } },
  ],
  ['as far as it tells', { items: [off], disabledBy: off, known: false, isWhole: false, error: shut }, undefined],
])('when a disabled destination was switched off, by a trail that was read %s', (_, trail, untold) => {
  const found = lossWindow(connection({ state: 'disabled' }, false), trail, start);
  expect(found).toMatchObject({ kind: 'disabled', from: trail.disabledBy?.at, to: undefined });
  if (untold === undefined) expect(found?.untold).toBeUndefined();
  else expect(found?.untold).toMatchObject(untold);
});

describe('what a request for a replay says', () => {
  const braze = destinationWith('d1', 'web');
  const toggled = (type: string, when: number, id = 'd1', actor = 'ci') =>
    auditWith({ at: when, type: sanitise(type), resourceId: id, actor: sanitise(actor), id: `${type}:${id}:${when}` });

  /** A workspace with this trail of its destinations, each read to its end. */
  function world(trail: readonly AuditItem[], destinations = [braze]): Snapshots {
    const all = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.destinations, destinations)
      .set(resources.recentAudit(period), { items: trail });
    for (const id of ['d1', 'web']) {
      const items = trail.filter(({ resourceId }) => resourceId === id);
      all.set(auditTrail(all.read, period, id).pages[0]!, { items });
    }
    return all;
  }
  const pictureOf = ({ read }: Snapshots) => overview(read, period, noon, {});
  const factsOf = (all: Snapshots) => {
    const picture = pictureOf(all);
    return replayFacts(all.read, picture, picture.fleet.byId.get('d1')!);
  };
  const clock = (time: string) => Date.parse(`2026-01-15T${time}:00Z`);
  const sentRow = (eventType: string | undefined, ...counts: readonly (readonly [time: string, count: number])[]) => ({
    ...(eventType === undefined ? {} : { eventType: sanitise(eventType) }),
    total: 0,
    series: counts.map(([time, count]) => ({ at: clock(time), count })),
  });

  test.each<readonly [string, string, string, readonly (readonly [string, number])[], number]>([
    ['the part of the hour that it was off for', '07:25', '07:35', [['07:00', 60]], 10],
    ['the nearest whole number of it', '07:25', '07:35', [['07:00', 10]], 2],
    [
      'parts of the first and of the last hour',
      '06:30',
      '08:15',
      [
        ['06:00', 60],
        ['07:00', 60],
        ['08:00', 60],
      ],
      105,
    ],
    [
      'no hour that ended as it went off, and none that began as it came back',
      '06:00',
      '08:00',
      [
        ['03:00', 1000],
        ['05:00', 1000],
        ['06:00', 60],
        ['07:00', 30],
        ['08:00', 1000],
        ['10:00', 1000],
      ],
      90,
    ],
    [
      'of the hour that is not over the part that has passed',
      '08:00',
      '12:15',
      [
        ['08:00', 60],
        ['12:00', 30],
      ],
      75,
    ],
  ])('of a gap that has ended it counts %s', (_, from, to, counts, expected) => {
    const all = world([toggled('Integration Enabled', clock(to)), toggled('Integration Disabled', clock(from))]);
    const since = volumeSince('web', clock(from));
    all.set(since, { rows: [sentRow('track', ...counts)], size: hour, from: clock('00:00'), until: noon });
    expect(factsOf(all)).toMatchObject({
      loss: { kind: 'disabled', from: clock(from), to: clock(to) },
      reasons: undefined,
      totals: undefined,
      types: { kind: 'read', rows: [{ name: 'track', count: expected }], at: noon },
      names: { kind: 'reading' },
    });
  });

  const off = toggled('Integration Disabled', clock('06:00'));
  const isOff = { ...braze, enabled: false };
  const volume = volumeSince('web', off.at);
  const sent = {
    rows: [sentRow('page', ['07:00', 2]), sentRow('track', ['05:00', 9], ['11:00', 5]), sentRow('alias', ['05:00', 9])],
    size: hour,
    from: clock('00:00'),
    until: noon,
  };

  test.each<readonly [string, (all: Snapshots) => Snapshots, object]>([
    ['are being read', (all) => all, { kind: 'reading' }],
    [
      'come with the most first, and without what none of was sent',
      (all) => all.set(volume, sent),
      {
        kind: 'read',
        rows: [
          { name: 'track', count: 5 },
          { name: 'page', count: 2 },
        ],
      },
    ],
    [
      'are those of before where they could not be renewed',
      (all) => all.set(volume, sent).fail(volume),
      { kind: 'read', at: noon },
    ],
    [
      'say from when on they are counted, where that is not all of the gap',
      (all) => all.set(volume, { ...sent, from: clock('10:00') }),
      { kind: 'read', from: clock('10:00') },
    ],
    ['say nothing of that where all of it is', (all) => all.set(volume, sent), { kind: 'read', from: undefined }],
    [
      'say nothing of that where just all of it is',
      (all) => all.set(volume, { ...sent, from: off.at }),
      { kind: 'read', from: undefined },
    ],
    ['are refused', (all) => all.fail(volume, { kind: 'no-access' }), { problem: { kind: 'no-access' } }],
    [
      'are no counts where rows were lost',
      (all) => all.set(volume, sent, [problemWith({ kind: 'dropped-rows' })]),
      { kind: 'problem', problem: { kind: 'dropped-rows' } },
    ],
  ])('types of events %s', (_, set, types) => {
    expect(factsOf(set(world([off], [isOff])))).toMatchObject({ loss: { from: off.at, to: undefined }, types });
  });

  test('names of events are counted for themselves', () => {
    const { eventType: _, ...unnamed } = sentRow('x', ['09:00', 3]);
    const named = { ...sentRow(undefined, ['08:00', 4]), eventName: t`Order Completed` };
    const all = world([off], [isOff]).set(volumeSince('web', off.at, 'eventName'), { ...sent, rows: [unnamed, named] });
    expect(factsOf(all)).toMatchObject({
      types: { kind: 'reading' },
      names: {
        kind: 'read',
        rows: [
          { name: 'Order Completed', count: 4 },
          { name: undefined, count: 3 },
        ],
      },
    });
  });

  test('of a workspace that could not be read it says why', () => {
    const told = (all: Snapshots) => {
      const facts = factsOf(all);
      return [facts?.workspace?.name, facts?.workspaceProblem?.status];
    };
    const acme = { id: 'w', slug: t`acme`, name: t`Acme` };
    const all = world([off], [isOff]).fail(resources.workspace, { status: 503 });
    expect(told(all)).toEqual([undefined, 503]);
    expect(told(world([off], [isOff]).set(resources.workspace, acme).fail(resources.workspace))).toEqual([
      'Acme',
      undefined,
    ]);
  });

  test('of a connection that lost nothing there is nothing to say', () => {
    expect(factsOf(world([]).set(resources.metrics(period, braze), readingWith({ firstTry: 5 })))).toBeUndefined();
  });

  test('where nobody tells when it went off, nothing that was sent is counted', () => {
    expect(factsOf(world([], [isOff]))).toMatchObject({
      loss: { from: undefined },
      types: { kind: 'problem', problem: { message: 'the window is not known' } },
      names: { kind: 'problem' },
    });
  });

  const filters = destinationFilters('d1');
  test.each<readonly [string, (all: Snapshots) => Snapshots, object]>([
    ['are being read', (all) => all, { kind: 'reading' }],
    ['are none', (all) => all.set(filters, []), { kind: 'read', rows: [], at: noon }],
    [
      'are not known to be none where one was lost',
      (all) => all.set(filters, [], [problemWith({ kind: 'dropped-rows' })]),
      { kind: 'problem', problem: { kind: 'dropped-rows' } },
    ],
    ['are refused', (all) => all.fail(filters, { kind: 'no-access' }), { problem: { kind: 'no-access' } }],
  ])('filters %s', (_, set, expected) => {
    expect(factsOf(set(world([off], [isOff])))?.filters).toMatchObject(expected);
  });

  test('names what the same hand switched off within ten minutes, and is off still', () => {
    const others = ['early', 'before', 'after', 'late', 'other', 'back', 'gone'];
    const trail = [
      off,
      toggled('Integration Disabled', off.at - 10 * minute - 1, 'early'),
      toggled('Integration Disabled', off.at - 10 * minute, 'before'),
      toggled('Integration Disabled', off.at + 10 * minute, 'after'),
      toggled('Integration Disabled', off.at + 9 * minute, 'after'),
      toggled('Integration Disabled', off.at + 10 * minute + 1, 'late'),
      toggled('Integration Disabled', off.at, 'other', 'ana'),
      toggled('Integration Modified', off.at, 'back'),
      toggled('Integration Disabled', off.at, 'back'),
      toggled('Integration Disabled', off.at, 'not listed'),
    ];
    const listed = others.map((id) => destinationWith(id, 'web', { enabled: id === 'back' || id === 'gone' }));
    expect(factsOf(world(trail, [isOff, ...listed]))?.also.map(({ id }) => id)).toEqual(['before', 'after']);
    const closed = [toggled('Integration Enabled', clock('07:00')), ...trail];
    expect(factsOf(world(closed, [braze, ...listed]))?.also).toEqual([]);
  });

  test('counts what failed inside the window only, reason by reason', () => {
    const all = world([])
      .set(resources.metrics(period, braze), readingWith({ firstTry: 100, discarded: 90, expired: 3, retrying: 2 }))
      .set(
        resources.failures(period, braze),
        failuresOf({ '401': hourly(7, 0, 0, 40, 50), '500': hourly(1, 0, 0, 0, 0) }),
      );
    const facts = factsOf(all);
    expect(facts).toMatchObject({
      loss: { kind: 'failing', from: clock('11:00'), hourly: true, cut: false },
      reasons: { kind: 'read', rows: [{ name: '401', count: 90 }] },
      totals: { lost: 90, expired: 3, retrying: 2, at: noon, hours: 24 },
      types: { kind: 'reading' },
    });
  });

  /** Fails by the minute, from one moment to another. */
  function failingFor(from: string, to?: string): Snapshots {
    const [since, until] = [clock(from), to === undefined ? noon : clock(to)];
    const minutes = Array.from({ length: 240 }, (_, index) => noon - (240 - index) * minute);
    const series = (of: (at: number) => number) => minutes.map((at) => ({ at, count: of(at) }));
    const isFailing = (at: number) => at >= since && at < until;
    return world([])
      .set(resources.metrics(period, braze), readingWith({ firstTry: 100, discarded: 150 }))
      .set(resources.minutes(period, braze), {
        window: { start: minutes[0]!, end: noon },
        failures: failuresOf({ '401': series((at) => (isFailing(at) ? 2 : 0)) }),
        deliveries: {
          total: 0,
          rows: [{ by: {}, total: 0, retries: 0, series: series((at) => (isFailing(at) ? 0 : 2)) }],
        },
      })
      .set(resources.failures(period, braze), failuresOf({ '401': hourly(9, 80, 60, 30) }));
  }

  test.each<readonly [string, from: string, to: string | undefined, count: number]>([
    ['in the hour in which it began too', '10:20', undefined, 170],
    ['in the hour in which it ended too', '10:20', '11:40', 140],
    ['in the one hour in which it began and ended', '11:05', '11:50', 60],
    ['from the hour that it began with', '11:00', undefined, 90],
    ['up to the hour before which it ended', '10:20', '11:00', 80],
  ])('counts by hours what failed in a window that is known to the minute: %s', (_, from, to, count) => {
    expect(factsOf(failingFor(from, to))).toMatchObject({
      loss: { kind: 'failing', from: clock(from), to: to === undefined ? undefined : clock(to), hourly: false },
      reasons: { kind: 'read', rows: [{ name: '401', count }] },
    });
  });

  test('counts what failed by type and name, and what failed for no reason that is given', () => {
    const window = { start: clock('08:00'), end: noon };
    const slice = (...rows: readonly (readonly [by: object, count: number])[]) =>
      ({
        window,
        report: {
          total: 0,
          rows: rows.map(([by, count]) => ({ by, total: 0, retries: 0, series: hourly(9, count, 0) })),
        },
      }) as never;
    const all = failingFor('11:00').set(resources.failures(period, braze), {
      total: 0,
      rows: [{ by: {}, total: 0, retries: 0, series: hourly(9, 5, 1) }],
    });
    all.set(stepBreakdown(period, braze, 'failed-delivery', 'eventType'), slice([{ eventType: t`track` }, 5]));
    all.set(
      stepBreakdown(period, braze, 'failed-delivery', 'eventName'),
      slice([{}, 1], [{ eventName: t`Order Completed` }, 4], [{ eventName: t`None` }, 0]),
    );
    expect(factsOf(all)).toMatchObject({
      reasons: { rows: [{ name: 'no reason given', count: 6 }] },
      types: { rows: [{ name: 'track', count: 5 }], at: noon },
      names: {
        rows: [
          { name: 'Order Completed', count: 4 },
          { name: undefined, count: 1 },
        ],
      },
    });
  });

  test('reads why, when and what failed of a connection that fails', () => {
    const all = failingFor('11:05');
    const keys = replayNeeds(all.read, period, pictureOf(all).fleet.byId.get('d1')!, noon).map(
      ({ resource }) => resource.key,
    );
    expect(keys).toEqual([
      ...['audit-trail:d1', 'audit-trail:web', 'destination-filters:d1'],
      resources.failures(period, braze).key,
      resources.metrics(period, braze).key,
      stepBreakdown(period, braze, 'failed-delivery', 'eventType').key,
      stepBreakdown(period, braze, 'failed-delivery', 'eventName').key,
    ]);
  });

  test.each<readonly [string, readonly AuditItem[], boolean, readonly string[]]>([
    [
      'what was sent where it is off since a known moment',
      [off],
      false,
      [`volume-since:eventType:${off.at}:web`, `volume-since:eventName:${off.at}:web`],
    ],
    ['nothing of it where that moment is not known', [], false, []],
    ['nothing of it where nothing was lost', [], true, []],
  ])('reads filters, trails, and %s', (_, trail, enabled, own) => {
    const all = world(trail, [{ ...braze, enabled }]);
    const connection = pictureOf(all).fleet.byId.get('d1')!;
    const keys = replayNeeds(all.read, period, connection, noon).map(({ resource }) => resource.key);
    expect(keys).toEqual(['audit-trail:d1', 'audit-trail:web', 'destination-filters:d1', ...own]);
  });
});
