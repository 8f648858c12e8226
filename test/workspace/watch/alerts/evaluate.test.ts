import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import type { ReverseEtlSync } from '../../../../source/domain/storage/reverse-etl.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, floorTo, hour, minute } from '../../../../source/domain/time.ts';
import type { AllRuleSettings } from '../../../../source/domain/watch/alerts/rules.ts';
import { auditTrail, auditTrailNeeds } from '../../../../source/workspace/audit/trail.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../../source/workspace/resources/pages.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { isWorthTelling, lateness } from '../../../../source/workspace/watch/alerts/syncs.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  comparisonWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../../snapshots.ts';

const web = sourceWith('web', { name: t`Web` });

/** A source with this many events an hour today and the day before, oldest first. */
function sending(before: number, today: number, enabled = true): Snapshots {
  const series = hourly(...steady(before, 24), ...steady(today, 24));
  return snapshots()
    .set(resources.sources, [{ ...web, enabled }])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series }])
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] });
}

type Counts = Parameters<typeof readingWith>[0];
const none = { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retrying: 0 };
const braze = destinationWith('braze', 'web', { name: t`Braze` });

function delivering(metrics: Counts, running: Counts = {}): Snapshots {
  return sending(100, 100)
    .set(resources.destinations, [braze])
    .set(resources.metrics(period, braze), readingWith({ ...none, ...metrics }, running));
}

const report = (type: string, ago: number, change: Partial<AuditItem> = {}) =>
  auditWith({ type: sanitise(type), at: now - ago, resourceId: 'r', id: `${type}/${ago}`, ...change });
const told = (world: Snapshots, ...items: readonly AuditItem[]) => world.set(resources.recentAudit(period), { items });

interface Judging {
  readonly settings?: AllRuleSettings;
  readonly own?: string;
}

function judge(world: Snapshots, { settings = {}, own }: Judging = {}) {
  const isOwn = ({ actor }: AuditItem) => actor === own;
  return evaluate(overview(world.read, period, now, {}), world.read, { settings, isOwn });
}

const keys = (world: Snapshots, judging?: Judging) =>
  judge(world, judging).findings.map(({ rule, key }) => `${rule} ${key}`);
const delivery = 'delivery:destination/braze';

describe('delivery', () => {
  it.each<[string, Counts, readonly string[], Counts?]>([
    ['all delivered', { firstTry: 100 }, []],
    ['exactly the threshold', { firstTry: 95, discarded: 5 }, []],
    ['one below it', { firstTry: 94, discarded: 6 }, ['delivery-rate']],
    ['late deliveries count as delivered', { firstTry: 50, afterRetry: 46, discarded: 4 }, []],
    ['given up counts as failed', { firstTry: 90, expired: 10 }, ['delivery-rate']],
    ['what is still tried again is in neither number', { firstTry: 100, retrying: 50 }, []],
    ['too few failed', { firstTry: 1, discarded: 4 }, []],
    ['just enough failed', { firstTry: 1, discarded: 5 }, ['delivery-rate']],
    ['over since hours, whatever the day says', { firstTry: 100, discarded: 900 }, [], { firstTry: 50 }],
    ['nothing attempted', {}, []],
  ])('%s: %o', (_, metrics, expected, running = {}) => {
    expect(keys(delivering(metrics, running))).toEqual(expected.map((rule) => `${rule} ${delivery}`));
  });

  it('has its threshold, its severity and its switch from the configuration', () => {
    const world = delivering({ firstTry: 94, discarded: 6 });
    expect(keys(world, { settings: { 'delivery-rate': { parameters: { below: 90 } } } })).toEqual([]);
    expect(keys(world, { settings: { 'delivery-rate': { parameters: {}, enabled: false } } })).toEqual([]);
    const loud = judge(world, { settings: { 'delivery-rate': { parameters: {}, severity: 'critical' } } });
    expect(loud.findings.map(({ severity }) => severity)).toEqual(['critical']);
    expect(judge(world).findings.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('says in one sentence what is lost, of how many', () => {
    const [finding] = judge(delivering({ firstTry: 10, discarded: 90 })).findings;
    expect(finding).toMatchObject({
      severity: 'critical',
      subject: { type: 'destination', id: 'braze', name: 'Braze ← Web' },
      facts: 'LOST unknown reason, 90% failing, 90 of 100 lost',
      size: 90,
      // Nothing joins it to others before its reason is known.
      groups: ['delivery:m:?braze'],
    });
    expect(finding?.numbers).toEqual({
      ...{ failedPercent: 90, lost: 90, attempted: 100, failedPerHour: 4, deliveredInDay: 10, attemptedInDay: 100 },
    });
    const failures = resources.failures(period, braze);
    const known = delivering({ firstTry: 10, discarded: 90 }).set(failures, failuresOf({ '401': hourly(90) }));
    expect(judge(known).findings[0]?.groups).toEqual(['delivery:m:401']);
    const unread = delivering({ firstTry: 10, discarded: 90 }).fail(failures, { status: 500 });
    expect(judge(unread).findings[0]?.groups).toEqual(['delivery:m:']);
  });

  it.each([
    ['delivers again', delivering({ firstTry: 100 }), true],
    ['loses less than the rule takes, but more than usual', delivering({ firstTry: 95, discarded: 5 }), false],
    ['is not listed any more', delivering({ firstTry: 100 }).set(resources.destinations, []), true],
    ['has not been read', sending(100, 100).set(resources.destinations, [braze]), false],
    [
      'is fed by devices since',
      delivering({ firstTry: 1, discarded: 99 }).set(resources.destinations, [{ ...braze, mode: 'device' }]),
      true,
    ],
    [
      'seems to be fed by devices, in a list with odd fields',
      delivering({}).set(resources.destinations, [{ ...braze, mode: 'device' }], [problemWith({ kind: 'odd-fields' })]),
      false,
    ],
  ])('is over where it %s: %o', (_, world, isClear) => {
    expect(judge(world as Snapshots).isClear(delivery)).toBe(isClear);
  });

  it('awaits reasons that were not read since it was found to fail', () => {
    const failures = resources.failures(period, braze);
    const report = failuresOf({ '401': hourly(90) });
    const lost = { firstTry: 10, discarded: 90 };
    const of = (world: Snapshots) =>
      judge(world).findings.map(({ awaits, facts }) => [awaits ?? false, facts.split(',')[0]]);
    const unknown = 'LOST unknown reason';
    expect(of(delivering(lost))).toEqual([[true, unknown]]);
    expect(of(delivering(lost).set(failures, report))).toEqual([[false, 'LOST 401']]);
    expect(of(delivering(lost).set(failures, failuresOf({})))).toEqual([[false, unknown]]);
    expect(of(delivering(lost).fail(failures, { status: 500 }))).toEqual([[false, unknown]]);
    const earlier = delivering(lost).set(failures, failuresOf({}));
    const read: typeof earlier.read = (resource) => {
      const snapshot = earlier.read(resource);
      return resource.key === failures.key ? { ...snapshot, fetchedAt: now - 1 } : snapshot;
    };
    expect(of({ ...earlier, read })).toEqual([[true, unknown]]);
  });

  it.each([
    [24, 'warning'],
    [25, 'critical'],
  ])('%d of a hundred lost is %s', (discarded, severity) => {
    expect(judge(delivering({ firstTry: 100 - discarded, discarded })).findings).toMatchObject([{ severity }]);
  });

  it('is over once the rule is switched off, whatever the connection does', () => {
    const settings = { 'delivery-rate': { parameters: {}, enabled: false } };
    const { isClear } = judge(delivering({ firstTry: 94, discarded: 6 }), { settings });
    expect([isClear(delivery, 'delivery-rate'), isClear(delivery, 'burn-rate')]).toEqual([true, false]);
  });

  it('a reason that is new is told, one of the whole day is not', () => {
    const healthy = delivering({ firstTry: 100_000, discarded: 80 });
    const failures = resources.failures(period, braze);
    const of = (series: ReturnType<typeof hourly>) => keys(healthy.set(failures, failuresOf({ '403': series })));
    expect(of(hourly(30, 50))).toEqual([`new-error ${delivery}`]);
    expect(of(hourly(5, 0, 0, 0, 30, 50))).toEqual([]);
    expect(of(hourly(5, 0, 30, 50))).toEqual([]);
    expect(of(hourly(10, 20))).toEqual([]);
  });

  it.each<[string, ReturnType<typeof hourly>, above: number, expected: number | undefined]>([
    ['two full hours ago', hourly(30, 0, 50), 1, 80],
    ['before that', hourly(30, 0, 0, 50), 1, undefined],
    ['just enough times', hourly(20, 30), 1, 50],
    ['once less', hourly(20, 29), 1, undefined],
    // Its source sent 2500 in 24.5 hours: 255 in these two and a half.
    ['for two fifths of what was sent', hourly(50, 53), 40, 103],
    ['for a little less', hourly(50, 52), 40, undefined],
  ])('a reason is new that came %s', (_, series, above, expected) => {
    const world = delivering({ firstTry: 100_000, discarded: 80 });
    world.set(resources.failures(period, braze), failuresOf({ '403': series }));
    const settings = { 'new-error': { parameters: { above } } };
    const { findings } = judge(world, { settings });
    expect(findings.map(({ rule, size, numbers }) => [rule, size, numbers])).toEqual(
      expected === undefined ? [] : [['new-error', expected, { failed: expected }]],
    );
    expect(judge(world, { settings: { 'new-error': { parameters: { above }, enabled: false } } }).findings).toEqual([]);
  });

  it('a new reason joins those that it is new of, whatever else fails there all day', () => {
    const usual = hourly(...steady(5, 24));
    const world = delivering({ firstTry: 100_000, discarded: 200 });
    world.set(resources.failures(period, braze), failuresOf({ '400': usual, '403': hourly(30, 50) }));
    expect(judge(world).findings.map(({ rule, groups }) => [rule, groups])).toEqual([
      ['new-error', ['delivery:m:403']],
    ]);
  });

  it('a new reason began in the hour of its first event, not with the hours before it that have none', () => {
    const healthy = delivering({ firstTry: 100_000, discarded: 80 });
    const series = hourly(0, 0, 30, 50);
    const { findings } = judge(healthy.set(resources.failures(period, braze), failuresOf({ '403': series })));
    expect(findings.map(({ since }) => since)).toEqual([series[2]!.at]);
  });
});

describe('delivery by the minute and by what is missing', () => {
  const minutesOf = (count: (ago: number) => number) =>
    Array.from({ length: 240 }, (_, index) => ({ at: now - (240 - index) * minute, count: count(240 - index) }));
  /** A hundred attempts a minute, of which so many fail in the last hour, and in its last five minutes. */
  const burning = (hourly: number, newest: number, end = now) => {
    const failing = (ago: number) => (ago <= 5 ? newest : ago <= 60 ? hourly : 0);
    return delivering({ firstTry: 100_000 }, { firstTry: 2_900, discarded: 100 }).set(
      resources.minutes(period, braze),
      {
        window: { start: now - 240 * minute, end },
        failures: failuresOf({ '401': minutesOf(failing) }),
        deliveries: {
          total: 0,
          rows: [{ by: {}, total: 0, retries: 0, series: minutesOf((ago) => 100 - failing(ago)) }],
        },
      },
    );
  };
  it.each([
    ['beyond the rate in both', 3, 3, ['burn-rate']],
    ['less of both', 1, 1, []],
    ['exactly the rate in both', 2, 2, ['burn-rate']],
    ['most of it over', 4, 1, []],
  ])('burn rate, %s: %d and %d of a hundred', (_, hourly, newest, expected) => {
    const rules = judge(burning(hourly, newest)).findings.map(({ rule }) => rule);
    expect(rules).toEqual(expected);
  });

  it('burn rate, of minutes that are older than the reading', () => {
    const rules = (age: number) => judge(burning(3, 3, now - age * minute)).findings.map(({ rule }) => rule);
    expect([rules(1), rules(5), rules(6)]).toEqual([['burn-rate'], ['burn-rate'], []]);
  });

  it.each([
    ['a quarter of the least in five minutes', 3, 60, 1],
    ['less than that', 3, 61, 0],
    ['the least in the hour', 30, 315, 1],
    ['less than that', 30, 316, 0],
  ])('burn rate, %s: %d a minute, %d at least', (_, newest, fewest, expected) => {
    const settings = {
      'burn-rate': { parameters: { fewest } },
      'delivery-rate': { parameters: {}, enabled: false },
    };
    const { findings } = judge(burning(3, newest), { settings });
    expect(findings.filter(({ rule }) => rule === 'burn-rate')).toHaveLength(expected);
  });

  it('names both windows', () => {
    expect(judge(burning(3, 4)).findings).toMatchObject([
      { numbers: { failedPercentOf5Minutes: 4, failedPercentOfHour: 3.08 } },
    ]);
  });

  it.each([
    [20, 60, ['retrying']],
    [19, 60, []],
    [50, 14, []],
    [50, 15, ['retrying']],
  ])('waiting for retries: %d in a hundred for %d minutes', (waiting, ago, expected) => {
    const metrics = { firstTry: (100 - waiting) * 10, retrying: waiting * 10 };
    const world = delivering(metrics, metrics).set(resources.minutes(period, braze), {
      window: { start: now - 240 * minute, end: now },
      failures: {
        total: 0,
        rows: [
          {
            by: { discardReason: t`429` },
            total: 0,
            retries: 0,
            series: minutesOf(() => 0).map((each, index) => ({
              ...each,
              retryCount: 240 - index <= ago ? waiting : 0,
            })),
          },
        ],
      },
      deliveries: { total: 0, rows: [{ by: {}, total: 0, retries: 0, series: minutesOf(() => 100 - waiting) }] },
    });
    const { findings } = judge(world);
    expect(findings.map(({ rule }) => rule)).toEqual(expected);
    const [since, count] = ago === 60 ? ['11:30', '400'] : ['12:15', '1k'];
    expect(findings.map(({ facts, size, numbers }) => [facts, size, numbers])).toEqual(
      expected.map(() => [
        `RETRYING 429, ${waiting}% wait for another attempt, ${count} waiting, since ${since}`,
        waiting,
        { waitingPercent: waiting, waiting: 2 * waiting * 10 },
      ]),
    );
  });

  it('a connection that delivered the day before and delivers nothing now', () => {
    const silent = (before: number) =>
      delivering({}).set(resources.comparedMetrics(period, braze), comparisonWith({}, { firstTry: before }));
    expect(judge(silent(100)).findings).toMatchObject([
      { rule: 'silent-connection', severity: 'critical', verdict: 'SILENT', numbers: { sent: 2500, delivered: 0 } },
    ]);
    expect(judge(silent(100)).findings[0]).toMatchObject({
      facts: 'SILENT, source sent 2.5k in 24 h, nothing was delivered',
      size: 1,
      // Others of its type that lose for a reason that could not be read are no part of it.
      groups: ['delivery:m:silence'],
    });
    expect(judge(silent(0)).findings).toEqual([]);
    const settings = { 'silent-connection': { parameters: {}, enabled: false } };
    expect(judge(silent(100), { settings }).findings).toEqual([]);
  });
});

describe('violations', () => {
  it.each([
    ['three times the usual share', 12, []],
    ['more than that', 13, ['violation-share warning']],
    ['nearly a quarter', 24, ['violation-share warning']],
    ['a quarter', 25, ['violation-share critical']],
  ])('%s of the events of two hours: %d in a hundred', (_, late, expected) => {
    const world = sending(100, 100)
      .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
      .set(resources.trackingPlanSources('tp'), [web])
      .set(resources.blocked(period, 'web'), failuresOf({ schema_violation: hourly(...steady(4, 46), late, late) }));
    const settings = { 'new-violation': { parameters: {}, enabled: false } };
    const { findings } = judge(world, { settings });
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
    const numbers = { violations: 2 * late, percent: late };
    expect(findings.map((finding) => finding.numbers)).toEqual(expected.map(() => numbers));
  });
});

describe('sources that Segment is about to switch off', () => {
  const off = { ...braze, enabled: false };
  const world = (ago: number) => {
    const switched = report('Integration Disabled', ago, { resourceId: off.id, actor: t`users/me` });
    const all = told(sending(100, 100), switched).set(resources.destinations, [off]);
    for (const { resource } of auditTrailNeeds(auditTrail(all.read, period, off.id), 0, 0))
      all.set(resource, { items: [switched] });
    return all;
  };
  const days = (world: Snapshots, settings = {}) =>
    judge(world, { settings, own: 'users/me' }).findings.map(({ rule, numbers }) => [rule, numbers.daysLeft]);

  it.each([
    [10.9, []],
    [11, [['auto-disable', 3]]],
    [13.5, [['auto-disable', 1]]],
    [15, [['auto-disable', 0]]],
  ])('%d days after the last destination was', (ago, expected) => {
    expect(days(world(ago * day))).toEqual(expected);
  });

  it.each([
    [10.9, true],
    [11, false],
    [15, false],
  ])('are about to be no more where the last one was switched off %d days ago, on in between: %s', (ago, isOver) => {
    expect(judge(world(ago * day), { settings: {}, own: 'users/me' }).isClear('auto-disable:source/web')).toBe(isOver);
  });

  it('has its days and its switch from the configuration', () => {
    expect(days(world(7 * day), { 'auto-disable': { parameters: { days: 7 } } })).toEqual([['auto-disable', 7]]);
    expect(days(world(12 * day), { 'auto-disable': { parameters: {}, enabled: false } })).toEqual([]);
  });
});

describe('usage', () => {
  const month = Date.UTC(2026, 0, 1);
  const used = (perDay: number) =>
    sending(100, 100).set(
      resources.apiCalls(month),
      Array.from({ length: 14 }, (_, index) => ({ at: month + index * day, apiCalls: BigInt((index + 1) * perDay) })),
    );
  it.each([
    ['is not reached', 30, {}, []],
    ['is reached late in the month', 40, {}, ['QUOTA warning']],
    ['is reached within three days', 60, {}, ['QUOTA critical']],
    ['is passed', 80, {}, ['OVER critical']],
    ['is reached, but less is used than the rule takes', 40, { above: 57 }, []],
    ['is reached, and as much is used', 40, { above: 56 }, ['QUOTA warning']],
  ])('the allowance %s', (_, perDay, parameters, expected) => {
    const { read } = used(perDay);
    const settings = { usage: { parameters } };
    const { findings } = evaluate(overview(read, period, now, { apiCalls: 1000n }), read, {
      settings,
      isOwn: () => false,
    });
    expect(findings.map(({ verdict, severity }) => `${verdict} ${severity}`)).toEqual(expected);
  });

  it.each([
    ['what is not reached is over', used(30).read, 'api-calls', true],
    ['what is reached goes on', used(40).read, 'api-calls', false],
    ['what is passed goes on', used(80).read, 'api-calls', false],
    ['of what was not read nothing is known', used(30).read, 'mtu', false],
    ['of what is no meter nothing is known', used(30).read, 'other', false],
  ])('%s', (_, read, id, expected) => {
    const { isClear } = evaluate(overview(read, period, now, { apiCalls: 1000n }), read, {
      settings: {},
      isOwn: () => false,
    });
    expect(isClear(`usage:usage/${id}`)).toBe(expected);
  });
});

describe('volume of a source, against the same hour last week', () => {
  const last = floorTo(now - minute - 5 * minute, 'HOUR') - hour;
  /** Events of the last full hour, and of that hour on the seven days before, newest first. */
  const world = (count: number, ...before: readonly number[]) => {
    const days = before.map((each, index) => ({ at: last - (index + 1) * day, count: each }));
    return sending(0, 0)
      .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: [{ at: last, count }, days[0]!] }])
      .set(resources.usualVolume, [{ sourceId: 'web', total: 0, series: days }]);
  };
  it.each([
    ['the same', 1000, steady(1000, 7), []],
    ['a little more than half is gone', 450, steady(1000, 7), []],
    ['most is gone', 300, steady(1000, 7), ['source-volume']],
    ['most is gone, but it has such days', 300, [1000, 320, 1000, 1000, 1000, 1000, 1000], []],
    ['more than twice as much', 2600, steady(1000, 7), ['source-volume']],
    ['more than twice as much, but it has such days', 2600, [1000, 2500, 1000, 1000, 1000, 1000, 1000], []],
    ['more than twice as much, a little above such days', 2600, [1000, 2200, 1000, 1000, 1000, 1000, 1000], []],
    ['far above such days', 2600, [1000, 1700, 1000, 1000, 1000, 1000, 1000], ['source-volume']],
    ['few events', 10, steady(300, 7), []],
    ['nothing last week is no basis', 5000, [0, 0, 0, 0, 0, 0, 0], []],
  ])('%s: %d', (_, count, before, expected) => {
    expect(keys(world(count, ...before)).filter((key) => key.startsWith('source-volume'))).toEqual(
      expected.map((rule) => `${rule} source:source/web`),
    );
  });

  it('without last week nothing is raised, and nothing is over', () => {
    const unknown = world(0, 1000).set(resources.usualVolume, [{ sourceId: 'web', total: 0, series: [] }]);
    expect(judge(sending(1000, 0)).isClear('source:source/web')).toBe(false);
    expect(keys(unknown)).toEqual([]);
  });
});

describe('warehouses', () => {
  const redshift = (...syncs: readonly ReturnType<typeof syncWith>[]) =>
    sending(100, 100)
      .set(resources.warehouses, [warehouseWith('redshift', { name: t`Redshift` })])
      .set(resources.warehouseSyncs('redshift'), syncs);
  const every = (hours: number, from = 1) =>
    [0, 1, 2, 3, 4, 5].map((index) => syncWith(from + index * hours, 'success'));
  it.each([
    [
      'after a good one: it has a beginning',
      [syncWith(1, 'failure'), syncWith(2, 'failure'), syncWith(3, 'success')],
      ['sync FAILED 2×, since 10:30, last good 09:31', now - 2 * hour, { failedInRow: 2, failingSources: 1 }],
    ],
    [
      'with no other sync read: it has none',
      [syncWith(1, 'failure'), syncWith(2, 'failure')],
      ['sync FAILED 2+×', undefined, { failedInRowAtLeast: 2, failingSources: 1 }],
    ],
  ] as const)('failures %s', (_, syncs, expected) => {
    const [found] = judge(redshift(...syncs)).findings;
    expect([found?.facts, found?.since, found?.numbers]).toEqual(expected);
  });

  it.each([
    ['a failed sync, from the first', redshift(syncWith(1, 'failure'), ...every(1, 2)), ['storage-sync warning']],
    [
      'three failed in a row',
      redshift(syncWith(1, 'failure'), syncWith(2, 'failure'), syncWith(3, 'failure')),
      ['storage-sync critical'],
    ],
    ['a partial one', redshift(syncWith(1, 'partial'), ...every(1, 2)), ['storage-sync warning']],
    ['good again', redshift(syncWith(1, 'success'), syncWith(2, 'failure')), []],
    ['every three hours', redshift(...every(3)), []],
    ['every hour, and none for six', redshift(...every(1, 6)), ['storage-late warning']],
  ])('%s', (_, world, expected) => {
    const { findings, isClear } = judge(world);
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
    expect(isClear('storage:warehouse/redshift')).toBe(expected.length === 0);
  });

  it.each([
    ['rests for a night', [1, 2, 3, 4, 16, 17, 18], 12, 3, false],
    ['longer than any night', [1, 2, 3, 4, 16, 17, 18], 20, 3, true],
    ['too few to tell', [1, 2], 90, 3, undefined],
  ])('what %s: %o after %d h', (_, ends, after, gaps, isLate) => {
    const starts = ends.map((each) => now - (after + each) * hour);
    expect(lateness(starts, now, gaps)?.isLate).toBe(isLate);
  });
});

it.each([
  ['three pauses and the half hour of a report', 3.5 * hour, [1, 1, 1, 1], false],
  ['a moment more', 3.5 * hour + 1, [1, 1, 1, 1], true],
  ['half as much again as the longest, and half an hour', 6.5 * hour, [1, 1, 4, 1], false],
  ['a moment more than that', 6.5 * hour + 1, [1, 1, 4, 1], true],
])('a run is late after %s', (_, after, pauses, isLate) => {
  const starts = [now - after];
  for (const pause of pauses) starts.push(starts.at(-1)! - pause * hour);
  expect(lateness(starts, now, 3)).toEqual({ pause: hour, last: now - after, isLate });
});

it.each<[string, readonly number[], object]>([
  [
    'Reverse ETL Sync Failed',
    [1],
    { verdict: 'FAILED', severity: 'warning', facts: 'reverse ETL sync FAILED, since 11:30' },
  ],
  [
    'Reverse ETL Sync Failed',
    [1, 2, 3],
    { verdict: 'FAILED', severity: 'critical', facts: 'reverse ETL sync FAILED, 3×, since 09:30' },
  ],
  [
    'Reverse ETL Sync Failed',
    [1, 2],
    { verdict: 'FAILED', severity: 'warning', facts: 'reverse ETL sync FAILED, 2×, since 10:30' },
  ],
  [
    'Reverse ETL Sync Partial Success',
    [1, 2, 3],
    { verdict: 'PARTIAL', severity: 'warning', facts: 'reverse ETL sync PARTIAL, 3×, since 09:30' },
  ],
])('of runs that only the trail tells of: %s %o', (type, ago, expected) => {
  const world = told(sending(100, 100), ...ago.map((each) => report(type, each * hour)));
  expect(judge(world).findings).toMatchObject([
    { ...expected, size: ago.length, numbers: { failedInRow: ago.length } },
  ]);
  const settings = { 'reverse-etl': { parameters: {}, enabled: false } };
  expect(judge(world, { settings }).findings).toEqual([]);
});

describe('switched off by somebody', () => {
  it.each([
    ['Integration Disabled', 'destination'],
    ['Source Disabled', 'source'],
    ['Warehouses Disabled', 'warehouse'],
    ['Destination Filter Disabled', 'filter'],
    ['Integrations Disabled', 'destination'],
  ])('%s stands until it is switched on or deleted', (type, kind) => {
    const off = report(type, hour);
    const world = (...items: readonly AuditItem[]) => told(sending(100, 100), off, ...items);
    expect(judge(world()).findings).toMatchObject([
      { rule: 'switched-off', since: off.at, subject: { type: kind, id: 'r' }, cause: { id: off.id } },
    ]);
    for (const verb of ['Enabled', 'Deleted']) {
      const after = judge(world(report(type.replace('Disabled', verb), minute)));
      expect([after.findings, after.isClear(`switched-off:${kind}/r`)]).toEqual([[], true]);
    }
  });

  it('for a day', () => {
    const world = (ago: number) => told(sending(100, 100), report('Integration Disabled', ago));
    expect([keys(world(day)), keys(world(day + minute))]).toEqual([['switched-off switched-off:destination/r'], []]);
  });

  it('of a trail that has more than was read of it, none is over before a day has passed', () => {
    const busy = sending(100, 100).set(resources.recentAudit(period), { items: [], next: 'more' });
    const isClear = (ago?: number) =>
      judge(busy).isClear('switched-off:destination/r', 'switched-off', ago && now - ago);
    expect([isClear(), isClear(hour), isClear(day + minute)]).toEqual([false, false, true]);
    expect(judge(busy).isClear('report:source/r')).toBe(false);
    expect(judge(told(sending(100, 100))).isClear('switched-off:destination/r')).toBe(true);
  });

  it.each([
    ['on', true, true],
    ['off', false, false],
  ])('what the inventory has %s tells whether it is over, whatever the trail lacks', (_, enabled, expected) => {
    const busy = sending(100, 100, enabled).set(resources.recentAudit(period), { items: [], next: 'more' });
    expect(judge(busy).isClear('switched-off:source/web', 'switched-off', now - hour)).toBe(expected);
  });

  it.each<[string, readonly AuditItem[], readonly string[]]>([
    ['is changed afterwards', [report('Integration Modified', minute)], ['destination/r']],
    ['is not what can be switched off here', [], ['destination/r']],
    ['is on by the list', [report('Integration Disabled', hour, { resourceId: 'braze' })], ['destination/r']],
  ])('stands where what was switched off %s', (_, more, expected) => {
    const audience = report('Audience Disabled', hour, { resourceId: 'a' });
    const world = told(sending(100, 100), report('Integration Disabled', hour), audience, ...more);
    world.set(resources.destinations, [braze]).set(resources.metrics(period, braze), readingWith({ firstTry: 100 }));
    expect(keys(world)).toEqual(expected.map((of) => `switched-off switched-off:${of}`));
  });

  it('is over where a destination is on by the list, whatever the trail lacks', () => {
    const busy = sending(100, 100).set(resources.recentAudit(period), { items: [], next: 'more' });
    const isClear = (enabled: boolean) =>
      judge(busy.set(resources.destinations, [{ ...braze, enabled }])).isClear(
        'switched-off:destination/braze',
        'switched-off',
        now - hour,
      );
    expect([isClear(true), isClear(false)]).toEqual([true, false]);
  });

  it('of two each says what it has missed itself', () => {
    const zen = destinationWith('zen', 'web', { name: t`Zendesk`, enabled: false });
    const off = (resourceId: string, ago: number) => report('Integration Disabled', ago, { resourceId });
    const world = told(sending(100, 100), off('braze', 10 * minute), off('zen', 3 * hour));
    world.set(resources.destinations, [{ ...braze, enabled: false }, zen]);
    const found = judge(world).findings.map(({ subject, numbers }) => [subject.name, numbers.missed]);
    expect(found.toSorted()).toEqual([
      ['Braze ← Web', 31],
      ['Zendesk ← Web', 350],
    ]);
  });

  it('a mapping is one too', () => {
    const off = report('Integration Disabled', hour, { resourceType: sanitise('Subscription') });
    expect(keys(told(sending(100, 100), off))).toEqual(['switched-off switched-off:mapping/r']);
  });

  it('never by oneself, and not what the inventory knows to be on', () => {
    const mine = report('Source Disabled', hour, { actor: sanitise('public-api-token/me') });
    expect(keys(told(sending(100, 100), mine), { own: 'public-api-token/me' })).toEqual([]);
    expect(keys(told(sending(100, 100), report('Source Disabled', hour, { resourceId: 'web' })))).toEqual([]);
  });
});

describe('what only the trail reports', () => {
  it.each([
    ['Source Run Failed', 'run-failed report:source/r'],
    ['Audience Destination Sync Failed', 'audience-run report:audience/r'],
  ])('%s, at the third in a row', (type, expected) => {
    const runs = [2, 3, 4].map((ago) => report(type, ago * hour));
    expect(keys(told(sending(100, 100), ...runs.slice(1)))).toEqual([]);
    expect(keys(told(sending(100, 100), ...runs))).toEqual([expected]);
  });

  it.each([
    ['since the first report', [4, 3, 2], 'run FAILED 3×, since 08:30', now - 4 * hour, { times: 3 }],
    ['no since where that is as old as the trail', [24, 16, 8, 1], 'run FAILED 4+×', undefined, { timesAtLeast: 4 }],
  ] as const)('has %s', (_, ago, words, since, numbers) => {
    const [found] = judge(
      told(sending(100, 100), ...ago.map((each) => report('Source Run Failed', each * hour))),
    ).findings;
    expect([found?.facts, found?.since, found?.numbers]).toEqual([words, since, numbers]);
  });

  it('a run of reverse ETL, from the first', () => {
    expect(keys(told(sending(100, 100), report('Reverse ETL Sync Failed', hour)))).toEqual([
      'reverse-etl reverse-etl:model/r',
    ]);
  });

  it('reports that ask for nobody, and changes, raise nothing', () => {
    const items = ['New Event Blocked', 'Access Request Created', 'Violations Detected', 'Destination Modified'];
    expect(keys(told(sending(100, 100), ...items.map((type) => report(type, hour))))).toEqual([]);
  });

  it('is as severe as the configuration says, as what any rule finds', () => {
    const run = (times: number) =>
      told(sending(100, 100), ...steady(1, times).map((_, ago) => report('Source Run Failed', (ago + 1) * hour)));
    const severe = { 'run-failed': { parameters: {}, severity: 'critical' } } as const;
    expect(judge(run(3)).findings).toMatchObject([{ severity: 'warning' }]);
    expect(judge(run(3), { settings: severe }).findings).toMatchObject([{ severity: 'critical' }]);
  });

  it.each<[string, readonly (readonly [type: string, hoursAgo: number])[], raised: boolean, isClear: boolean]>([
    [
      'three',
      [
        ['Source Run Failed', 23],
        ['Source Run Failed', 13],
        ['Source Run Failed', 3],
      ],
      true,
      false,
    ],
    [
      'the first of three is older than a day',
      [
        ['Source Run Failed', 14],
        ['Source Run Failed', 4],
      ],
      false,
      false,
    ],
    ['but one of them is', [['Source Run Failed', 5]], false, false],
    ['nothing is reported for longer than between two', [['Source Run Failed', 7]], false, true],
    [
      'it was switched off',
      [
        ['Source Run Failed', 14],
        ['Source Run Failed', 4],
        ['Source Disabled', 1],
      ],
      false,
      true,
    ],
  ])('runs of a source that fail every ten hours go on though %s', (_, items, raised, isClear) => {
    const judged = judge(told(sending(100, 100), ...items.map(([type, ago]) => report(type, ago * hour))));
    expect(judged.findings.some(({ rule }) => rule === 'run-failed')).toBe(raised);
    expect(judged.isClear('report:source/r', 'run-failed')).toBe(isClear);
  });

  it('is one alert where runs and syncs of an audience fail, the worse of both', () => {
    const of = (type: string, times: number) => steady(1, times).map((_, index) => report(type, (index + 2) * hour));
    const items = [...of('Audience Run Failed', 3), ...of('Audience Destination Sync Failed', 5)];
    expect(judge(told(sending(100, 100), ...items)).findings).toMatchObject([
      { key: 'report:audience/r', facts: 'sync of the audience FAILED 5+×', size: 5 },
    ]);
  });

  it('goes on where the trail was read when it did, and not since', () => {
    const of = (type: string) => told(sending(100, 100), ...[2, 3, 4].map((ago) => report(type, ago * hour)));
    const later = (hours: number, world: Snapshots) => {
      const at = now + hours * hour;
      const { findings, isClear } = evaluate(overview(world.read, period, at, {}), world.read, {
        settings: {},
        isOwn: () => false,
      });
      return [findings.filter(({ rule }) => rule === 'run-failed').length, isClear('report:source/r')];
    };
    expect(later(20, of('Source Run Failed'))).toEqual([1, false]);
  });

  it('is over only where the trail has been read', () => {
    const unread = sending(100, 100).set(resources.recentAudit(period), undefined as never);
    expect(judge(unread).isClear('report:source/r')).toBe(false);
    expect(judge(sending(100, 100)).isClear('report:source/r')).toBe(true);
  });
});

it.each([
  ['one failed of a model that runs every hour', 1, 'FSSSSS', 'failing', 2, false],
  ['two of it', 1, 'FFSSSS', 'failing', 2, true],
  ['one failed of a model that runs every six hours', 6, 'FSSSSS', 'failing', 2, true],
  ['one partial of a model that runs every six hours', 6, 'PSSSSS', 'partial', 3, false],
  ['two of it', 6, 'PPSSSS', 'partial', 3, true],
  ['two partial ones every hour', 1, 'PPSSSS', 'partial', 3, false],
  ['three, one of which failed', 1, 'PFPSSS', 'partial', 3, true],
  ['one of a model with too few runs to tell', 1, 'FS', 'failing', 2, true],
] as const)('runs of reverse ETL: %s', (_, hours, runs, state, least, expected) => {
  const words = { F: 'failure', S: 'success', P: 'partial' } as const;
  const items = [...runs].map((letter, index) => ({
    status: words[letter as keyof typeof words],
    start: now - index * hours * hour,
  }));
  expect(isWorthTelling(items, state, least, now)).toBe(expected);
});

describe('runs of a model that were read', () => {
  const words = { F: 'failure', S: 'success', P: 'partial', R: 'running' } as const;
  /** A model that Braze takes, with its runs, newest first, so many hours apart and the newest so many hours ago. */
  const world = (runs: string, hours = 6, newest = 1, next?: string) => {
    const items = [...runs].map((letter, index): ReverseEtlSync => {
      const status = words[letter as keyof typeof words];
      const start = now - (newest + index * hours) * hour;
      const said = { word: sanitise(status), duration: t`1m`, error: t``, errorCode: t`` };
      return { id: `run${index}`, modelId: 'm', sourceId: 'web', status, start, end: start + minute, ...said };
    });
    const model = { id: 'm', sourceId: 'web', name: t`Users`, description: t``, query: t``, identifierColumn: t`` };
    const action = { actionId: 'a', actionSlug: t`track`, trigger: t``, settings: {} };
    return sending(100, 100)
      .set(resources.destinations, [braze])
      .set(resources.metrics(period, braze), readingWith({ ...none, firstTry: 100 }))
      .set(reverseEtlModels, [{ ...model, enabled: true }])
      .set(mappings('braze'), [
        { id: 'map', destinationId: 'braze', name: t`Track`, enabled: true, modelId: 'm', ...action },
      ])
      .set(reverseEtlSyncs('m', 'map'), { items, ...(next && { next }) });
  };
  it('that go on before those that were read have no beginning, and no count', () => {
    const [found] = judge(world('FFF', 6, 1, 'more')).findings;
    expect([found?.facts, found?.since, found?.numbers]).toEqual([
      'reverse ETL sync FAILED, 3+×',
      undefined,
      { failedInRowAtLeast: 3 },
    ]);
  });

  it.each([
    ['a good one', world('SSSSSS'), undefined],
    ['a failed one', world('FSSSSS'), ['FAILED', 'warning', 1, 'reverse ETL sync FAILED, since 05:31']],
    ['two failed', world('FFSSSS'), ['FAILED', 'warning', 2, 'reverse ETL sync FAILED, 2×, since Jan 14 23:31']],
    ['three failed', world('FFFSSS'), ['FAILED', 'critical', 3, 'reverse ETL sync FAILED, 3×, since Jan 14 17:31']],
    [
      'three failed while one runs',
      world('RFFFSS'),
      ['FAILED', 'critical', 3, 'reverse ETL sync FAILED, 3×, since Jan 14 11:31'],
    ],
    ['no good one at all', world('FFF'), ['FAILED', 'critical', 3, 'reverse ETL sync FAILED, 3×, since Jan 14 23:30']],
    ['partial ones', world('PPPSSS'), ['PARTIAL', 'warning', 0, 'reverse ETL sync PARTIAL, since Jan 14 17:31']],
    [
      'one failed after two partial ones, every hour',
      world('FPPSSS', 1),
      ['FAILED', 'warning', 1, 'reverse ETL sync FAILED, since 08:31'],
    ],
    ['one failed after a partial one, every hour', world('FPSSSS', 1), undefined],
    ['one that did not come', world('SSSSSS', 1, 9), ['LATE', 'warning', 0, 'reverse ETL sync LATE, since 03:30']],
  ])('%s', (_, of, expected) => {
    const [finding, ...others] = judge(of).findings;
    expect(others).toEqual([]);
    expect(finding && [finding.verdict, finding.severity, finding.numbers.failedInRow, finding.facts]).toEqual(
      expected,
    );
    if (finding) {
      expect(finding.key).toBe('reverse-etl:model/m');
      expect(finding.subject).toEqual({ type: 'model', id: 'm', name: 'Users → Braze' });
      expect(finding.size).toBe(Math.max(1, Number(finding.numbers.failedInRow)));
    }
    expect(judge(of).isClear('reverse-etl:model/m')).toBe(finding === undefined);
  });
});

it('a key of no family is never over', () => {
  expect(judge(sending(100, 100)).isClear('unknown:source/web')).toBe(false);
});
