import { describe, expect, it } from 'vitest';
import { activityName } from '../../../source/domain/audit/activities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { defaultAlerts } from '../../../source/domain/watch/default-alerts.ts';
import { noAlerts } from '../../../source/domain/watch/local-alerts.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { raisedAlerts, ruleStates } from '../../../source/workspace/watch/alerts.ts';
import { type Overview, overview } from '../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
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
} from '../snapshots.ts';

const web = sourceWith('web', { name: t`Web` });

/** A source with this many events an hour today and the day before, oldest first. */
function sending(before: number, today: number, enabled = true): Snapshots {
  const series = hourly(...steady(before, 24), ...steady(today, 24));
  return snapshots()
    .set(resources.sources, [{ ...web, enabled }])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series }])
    .set(resources.destinations, []);
}

type Counts = Parameters<typeof readingWith>[0];

function delivering(metrics: Counts, running: Counts = {}): Snapshots {
  const destination = destinationWith('braze', 'web', { name: t`Braze` });
  return sending(100, 100)
    .set(resources.destinations, [destination])
    .set(resources.metrics(period, destination), readingWith(metrics, running));
}

const none = { firstTry: 0, afterRetry: 0, discarded: 0, expired: 0, retrying: 0 };
const report = (type: string, ago: number, resourceId = 'r') =>
  auditWith({ type: sanitise(type), at: now - ago, resourceId, id: `${type}/${ago}` });
const told = (world: Snapshots, ...items: readonly ReturnType<typeof report>[]) =>
  world.set(resources.recentAudit(period), { items });
const seen = ({ read }: Snapshots): Overview => overview(read, period, now, {});
const ids = (world: Snapshots) => raisedAlerts(seen(world), noAlerts).map(({ id }) => id);

describe('Successful delivery rate: of what is attempted now', () => {
  it.each<[string, Counts, boolean, Counts?]>([
    ['all delivered', { firstTry: 100 }, false],
    ['exactly the threshold', { firstTry: 95, discarded: 5 }, false],
    ['one below it', { firstTry: 94, discarded: 6 }, true],
    ['late deliveries count as delivered', { firstTry: 50, afterRetry: 46, discarded: 4 }, false],
    ['given up counts as failed', { firstTry: 90, expired: 10 }, true],
    ['what is still tried again is in neither number', { firstTry: 100, retrying: 50 }, false],
    ['too few failed', { firstTry: 1, discarded: 4 }, false],
    ['just enough failed', { firstTry: 1, discarded: 5 }, true],
    ['over since hours, whatever the day says', { firstTry: 100, discarded: 900 }, false, { firstTry: 50 }],
    ['nothing attempted', {}, false],
  ])('%s: %o', (_, metrics, raised, running = {}) => {
    const world = delivering({ ...none, ...metrics }, running);
    expect(ids(world)).toEqual(raised ? ['delivery-rate:braze'] : []);
  });

  it('comes with numerator and denominator, and leads to the connection', () => {
    const [alert] = raisedAlerts(seen(delivering({ ...none, firstTry: 10, discarded: 90 })), noAlerts);
    expect(alert).toMatchObject({
      kind: 'rate',
      deliveredPercent: 10,
      delivered: 10,
      attempted: 100,
      subject: { kind: 'destination' },
    });
  });
});

describe('Source volume: against the 24 hours before, either way', () => {
  it.each([
    ['the same', 100, 100, true, []],
    ['a half less is not beyond', 100, 50, true, []],
    ['more than a half less', 100, 40, true, ['source-volume:web']],
    ['more than a half more', 100, 160, true, ['source-volume:web']],
    ['nothing before is no basis', 0, 100, true, []],
    ['few events', 2, 0, true, []],
    ['a disabled source has its own rule', 100, 0, false, []],
  ])('%s: %d then %d an hour', (_, before, today, enabled, expected) => {
    expect(ids(sending(before, today, enabled))).toEqual(expected);
  });
});

describe('what the trail and the sync reports raise', () => {
  it('a failing warehouse, from the first failed sync on', () => {
    const world = sending(100, 100)
      .set(resources.warehouses, [warehouseWith('redshift')])
      .set(resources.warehouseSyncs('redshift'), [syncWith(1, 'failure'), syncWith(2, 'success')]);
    expect(ids(world)).toEqual(['Storage Destination Sync Failed:redshift']);
  });

  it.each([
    ['Integration Disabled', 'destination'],
    ['Source Disabled', 'source'],
    ['Warehouses Disabled', 'warehouse'],
  ])('%s stands until it is switched on or deleted', (type, kind) => {
    const off = report(type, hour);
    expect(raisedAlerts(seen(told(sending(100, 100), off)), noAlerts)).toMatchObject([
      { kind: 'disabled', since: off.at, subject: { kind, id: 'r' } },
    ]);
    expect(ids(told(sending(100, 100), off, report(type.replace('Disabled', 'Enabled'), minute)))).toEqual([]);
    expect(ids(told(sending(100, 100), off, report(type.replace('Disabled', 'Deleted'), minute)))).toEqual([]);
  });

  it('what the inventory knows to be on is not raised, whatever the trail lacks', () => {
    expect(ids(told(sending(100, 100), report('Source Disabled', hour, 'web')))).toEqual([]);
  });

  it('a report that asks for somebody stands for 24 hours, once for its resource', () => {
    const world = told(
      sending(100, 100),
      report('New Event Blocked', hour),
      report('New Event Blocked', 2 * hour),
      report('Access Request Created', 25 * hour),
    );
    expect(raisedAlerts(seen(world), noAlerts)).toMatchObject([
      { kind: 'report', times: 2, since: now - 2 * hour, id: 'New Event Blocked:r' },
    ]);
  });

  it('a source is raised at its third failed run in a row', () => {
    const runs = [hour, 2 * hour].map((ago) => report('Source Run Failed', ago));
    expect(ids(told(sending(100, 100), ...runs))).toEqual([]);
    expect(ids(told(sending(100, 100), ...runs, report('Source Run Failed', 3 * hour)))).toEqual([
      'Source Run Failed:r',
    ]);
  });

  it('changes alone raise nothing', () => {
    expect(ids(told(sending(100, 100), report('Source Created', hour), report('Destination Modified', hour)))).toEqual(
      [],
    );
  });
});

it('worst first: what loses data, then what was switched off, then what was only reported', () => {
  const world = told(
    delivering({ ...none, firstTry: 10, discarded: 90 }),
    report('Access Request Created', minute),
    report('Integration Disabled', hour, 'other'),
  );
  expect(ids(world)).toEqual(['delivery-rate:braze', 'Destination Disabled:other', 'Access Request Created:r']);
});

describe('rules', () => {
  it('one that is off raises nothing, and still says what it would', () => {
    const off = { off: ['delivery-rate'] };
    const world = seen(delivering({ ...none, firstTry: 10, discarded: 90 }));
    expect(raisedAlerts(world, off)).toEqual([]);
    expect(ruleStates(world, [], off)[0]).toMatchObject({ rule: { id: 'delivery-rate' }, on: false, raised: 1 });
  });

  it('count the reports of all eras; without a trail they are unknown, not none', () => {
    const audit = [report('Integrations Disabled', hour), report('Destination Disabled', 2 * hour)];
    const find = (states: ReturnType<typeof ruleStates>) =>
      states.find(({ rule }) => rule.id === 'Destination Disabled');
    expect(find(ruleStates(seen(sending(1, 1)), audit, noAlerts))?.events).toHaveLength(2);
    expect(find(ruleStates(seen(sending(1, 1)), undefined, noAlerts))?.events).toBeUndefined();
  });

  it('those that nothing feeds stand last and say why', () => {
    const states = ruleStates(seen(sending(1, 1)), [], noAlerts);
    const untold = states.filter(({ rule }) => rule.feed === 'none');
    expect(states.slice(-untold.length)).toEqual(untold);
    expect(untold.every(({ rule }) => rule.why !== undefined)).toBe(true);
  });
});

it('the table has each default alert once', () => {
  const names = defaultAlerts.flatMap(([, list]) => list.map((name) => activityName(name)));
  expect(names).toHaveLength(new Set(names).size);
  expect(names.length).toBeGreaterThan(60);
});
