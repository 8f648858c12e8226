import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, floorTo, hour, minute } from '../../../../source/domain/time.ts';
import type { AllRuleSettings } from '../../../../source/domain/watch/alerts/rules.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { isWorthTelling, lateness } from '../../../../source/workspace/watch/alerts/syncs.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
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
  readonly allowance?: bigint;
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
      numbers: { failedPercent: 90, deliveredInDay: 10, attemptedInDay: 100 },
    });
  });

  it.each([
    ['delivers again', delivering({ firstTry: 100 }), true],
    ['loses less than the rule takes, but more than usual', delivering({ firstTry: 95, discarded: 5 }), false],
    ['is not listed any more', delivering({ firstTry: 100 }).set(resources.destinations, []), true],
    ['has not been read', sending(100, 100).set(resources.destinations, [braze]), false],
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
    expect(of(hourly(10, 20))).toEqual([]);
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

  it('a run of reverse ETL, from the first', () => {
    expect(keys(told(sending(100, 100), report('Reverse ETL Sync Failed', hour)))).toEqual([
      'reverse-etl reverse-etl:model/r',
    ]);
  });

  it('reports that ask for nobody, and changes, raise nothing', () => {
    const items = ['New Event Blocked', 'Access Request Created', 'Violations Detected', 'Destination Modified'];
    expect(keys(told(sending(100, 100), ...items.map((type) => report(type, hour))))).toEqual([]);
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

it('a key of no family is never over', () => {
  expect(judge(sending(100, 100)).isClear('unknown:source/web')).toBe(false);
});
