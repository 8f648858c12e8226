import { describe, expect, it } from 'vitest';
import type { ReverseEtlSync } from '../../../../source/domain/storage/reverse-etl.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, floorTo, hour, minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../../source/workspace/resources/pages.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  aged,
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
const braze = destinationWith('braze', 'web', { name: t`Braze` });
const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];

function world(): Snapshots {
  return snapshots()
    .set(resources.sources, [web])
    .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: hourly(...steady(100, 48)) }])
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] });
}

const judge = ({ read }: Snapshots) =>
  evaluate(overview(read, period, now, {}), read, { settings: {}, isOwn: () => false });
const rules = (of: Snapshots) => judge(of).findings.map(({ rule }) => rule);

describe('a warehouse whose syncs could not be read again', () => {
  const key = 'storage:warehouse/redshift';
  const syncs = resources.warehouseSyncs('redshift');
  const everyHour = (from: number) => [0, 1, 2, 3, 4, 5].map((index) => syncWith(from + index, 'success'));
  const redshift = (from: number, problems = [] as typeof lost) =>
    world()
      .set(resources.warehouses, [warehouseWith('redshift', { name: t`Redshift` })])
      .set(syncs, everyHour(from), problems);

  it.each([
    ['read now, six hours after the newest sync', redshift(6), ['storage-late'], false],
    ['read half an hour after the newest sync', aged(redshift(6), syncs, 5.5 * hour), [], true],
    ['read four and a half hours after it', aged(redshift(6), syncs, 1.5 * hour), ['storage-late'], false],
    ['of which a report was lost, that may be the newest', redshift(6, lost), [], false],
  ])('%s: %o', (_, of, expected, isClear) => {
    expect(rules(of)).toEqual(expected);
    expect(judge(of).isClear(key, 'storage-late')).toBe(isClear);
  });

  it('says how long no sync had begun when that was read', () => {
    const [finding] = judge(aged(redshift(6), syncs, 1.5 * hour)).findings;
    expect(finding?.numbers).toEqual({ pauseSeconds: 3600, sinceLastSeconds: 4.5 * 3600 });
  });

  it('a partial sync that asks for nobody ends nothing while a report is lost', () => {
    const partial = [syncWith(1, 'partial'), syncWith(2, 'success')];
    const of = (problems: typeof lost) =>
      evaluate(
        overview(redshift(1).set(syncs, partial, problems).read, period, now, {}),
        redshift(1).set(syncs, partial, problems).read,
        { settings: { 'storage-sync': { parameters: { partial: 3 } } }, isOwn: () => false },
      );
    expect([of([]).findings, of([]).isClear(key)]).toEqual([[], true]);
    expect([of(lost).findings, of(lost).isClear(key)]).toEqual([[], false]);
  });
});

describe('a model whose runs could not be read again', () => {
  const key = 'reverse-etl:model/m';
  const runs = reverseEtlSyncs('m', 'map');
  const items = (newest: number) =>
    [0, 1, 2, 3, 4, 5].map((index): ReverseEtlSync => {
      const start = now - (newest + index) * hour;
      const said = { word: sanitise('success'), duration: t`1m`, error: t``, errorCode: t`` };
      return {
        id: `run${index}`,
        modelId: 'm',
        sourceId: 'web',
        status: 'success',
        start,
        end: start + minute,
        ...said,
      };
    });
  const listed = () => {
    const model = { id: 'm', sourceId: 'web', name: t`Users`, description: t``, query: t``, identifierColumn: t`` };
    const action = { actionId: 'a', actionSlug: t`track`, trigger: t``, settings: {} };
    return world()
      .set(resources.destinations, [braze])
      .set(resources.metrics(period, braze), readingWith({ firstTry: 100 }))
      .set(reverseEtlModels, [{ ...model, enabled: true }])
      .set(mappings('braze'), [
        { id: 'map', destinationId: 'braze', name: t`Track`, enabled: true, modelId: 'm', ...action },
      ]);
  };
  const running = (newest: number, problems = [] as typeof lost) =>
    listed().set(runs, { items: items(newest) }, problems);

  it.each([
    ['read now, nine hours after the newest run', running(9), ['reverse-etl'], false],
    ['read half an hour after it', aged(running(9), runs, 8.5 * hour), [], true],
    ['of which a run was lost', running(9, lost), [], false],
    ['that are not read yet, so that the trail alone tells', listed(), [], true],
    ['that failed to be read', listed().fail(runs), [], false],
    ['that the token may not read', listed().fail(runs, { kind: 'no-access', status: 403 }), [], true],
  ])('%s: %o', (_, of, expected, isClear) => {
    expect(rules(of)).toEqual(expected);
    expect(judge(of).isClear(key)).toBe(isClear);
  });

  it.each([
    ['was read and does not have it', world().set(reverseEtlModels, []), true],
    ['has lost rows', world().set(reverseEtlModels, [], lost), false],
    ['failed to be read', world().fail(reverseEtlModels), false],
    ['is not in the plan', world().fail(reverseEtlModels, { kind: 'not-in-plan', status: 403 }), true],
    ['is read by nobody', world(), true],
  ])('of a list of models that %s', (_, of, isClear) => {
    expect(judge(of).isClear(key)).toBe(isClear);
  });
});

describe('a connection of which something besides its numbers could not be read', () => {
  const key = 'delivery:destination/braze';
  const failures = resources.failures(period, braze);
  const delivering = (counts: Parameters<typeof readingWith>[0]) =>
    world().set(resources.destinations, [braze]).set(resources.metrics(period, braze), readingWith(counts));
  const noisy = () => delivering({ firstTry: 100_000, discarded: 80 });

  it.each([
    ['was read, and it is no more', noisy().set(failures, failuresOf({ '403': hourly(5, 0, 0, 0, 5) })), true],
    ['lost a reason', noisy().set(failures, failuresOf({}), lost), false],
    ['failed', noisy().fail(failures), false],
  ])('a new reason is over only where the report of reasons %s', (_, of, isClear) => {
    expect(rules(of)).toEqual([]);
    expect(judge(of).isClear(key, 'new-error')).toBe(isClear);
    expect(judge(of).isClear(key, 'delivery-rate')).toBe(true);
  });

  const idle = () =>
    delivering({}).set(resources.comparedMetrics(period, braze), comparisonWith({}, { firstTry: 500 }));
  const quiet = [{ sourceId: 'web', total: 0, series: [] }];
  it.each([
    ['its source sends, and nothing arrives', idle(), ['silent-connection'], false],
    ['its source sends nothing either', idle().set(resources.volume(period), quiet), [], true],
    ['what its source sends was lost', idle().set(resources.volume(period), [], lost), [], false],
    ['the list of sources lost it', idle().set(resources.sources, [], lost), [], false],
    ['the day before is not read', delivering({}), [], false],
    ['it delivers again', delivering({ firstTry: 1 }), [], true],
  ])('a silence where %s', (_, of, expected, isClear) => {
    expect(rules(of)).toEqual(expected);
    expect(judge(of).isClear(key, 'silent-connection')).toBe(isClear);
  });
});

describe('the volume of a source', () => {
  const last = floorTo(now, 'HOUR') - hour;
  const days = steady(1000, 7).map((count, index) => ({ at: last - (index + 1) * day, count }));
  const dropped = () =>
    world()
      .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: [{ at: last, count: 300 }, days[0]!] }])
      .set(resources.usualVolume, [{ sourceId: 'web', total: 0, series: days }]);
  /** As the week was when it was read: later days are not in it. */
  const old = (ago: number) => {
    const known = days.filter(({ at }) => at + hour <= now - ago);
    return aged(
      dropped().set(resources.usualVolume, [{ sourceId: 'web', total: 0, series: known }]),
      resources.usualVolume,
      ago,
    );
  };
  it.each([
    ['of now', dropped(), ['source-volume']],
    ['that was read yesterday', old(day), ['source-volume']],
    ['that was read two days ago, without the hour before last', old(2 * day + hour), []],
  ])('that dropped against a week %s', (_, of, expected) => {
    expect(rules(of)).toEqual(expected);
    expect(judge(of).isClear('source:source/web')).toBe(false);
  });
});

describe('the silence of a source', () => {
  const key = 'source:source/web';
  const lostWeek = (world: Snapshots) => world.set(resources.usualVolume, [], lost);
  it.each([
    ['sends again', lostWeek(world()), 'silent-source', true],
    ['sends again, so that its volume is known no better', lostWeek(world()), 'source-volume', false],
    ['may send', lostWeek(world().set(resources.volume(period), [], lost)), 'silent-source', false],
  ] as const)('is over where it %s, though what is usual could not be read', (_, of, rule, isClear) => {
    expect(rules(of)).toEqual([]);
    expect(judge(of).isClear(key, rule)).toBe(isClear);
  });
});

describe('violations of a source', () => {
  const key = 'violations:source/web';
  const track = {
    allowUnplannedEvents: true,
    allowUnplannedEventProperties: true,
    allowEventOnViolations: true,
    allowPropertiesOnViolations: true,
    commonEventOnViolations: 'ALLOW',
  } as const;
  const forwarded = resources.forwardedViolations(period);
  const settings = resources.sourceSettings('web');
  const planned = () =>
    world()
      .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
      .set(resources.trackingPlanSources('tp'), [web])
      .set(resources.blocked(period, 'web'), failuresOf({}));
  const forwarding = () => planned().set(settings, { sourceId: 'web', track, forwardingViolationsTo: 'other' });

  it.each([
    [
      'are none, and it forwards none',
      planned().set(settings, { sourceId: 'web', track, forwardingViolationsTo: undefined }),
      true,
    ],
    ['are none where it forwards them', forwarding().set(forwarded, []), true],
    ['that it forwards were lost', forwarding().set(forwarded, [], lost), false],
    ['that it forwards could not be read', forwarding().fail(forwarded), false],
    ['that it may forward could not be read', planned().fail(settings), false],
    ['whose settings the token may not read', planned().fail(settings, { kind: 'no-access', status: 403 }), true],
    ['are none of an unknown number of events', planned().set(resources.volume(period), [], lost), false],
  ])('are over where those that %s: %o', (_, of, isClear) => {
    expect(rules(of)).toEqual([]);
    expect(judge(of).isClear(key)).toBe(isClear);
  });
});
