import { describe, expect, it } from 'vitest';
import type { ReverseEtlSync } from '../../../../source/domain/storage/reverse-etl.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../../source/workspace/resources/pages.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../../snapshots.ts';

/** A workspace in which a model of the source `web` feeds Braze, and nothing was read of its runs or of any warehouse. */
const workspace = () =>
  snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.volume(period), [])
    .set(resources.destinations, [destinationWith('braze', 'web')])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] });

const judge = (world: Snapshots, at = now) =>
  evaluate(overview(world.read, period, at, {}), world.read, { settings: {}, isOwn: () => false });
const rules = (world: Snapshots, at?: number) =>
  judge(world, at).findings.flatMap(({ rule, verdict }) => (rule === 'silent-source' ? [] : [`${rule} ${verdict}`]));

const lost = problemWith({ kind: 'dropped-rows' });
const odd = problemWith({ kind: 'odd-fields' });

describe('a warehouse that synced every hour', () => {
  const key = 'storage:warehouse/redshift';
  const syncs = resources.warehouseSyncs('redshift');
  /** Its newest sync began so many hours before its syncs were read. */
  const synced = (newest: number, ...problems: Parameters<Snapshots['set']>[2] & object) =>
    workspace()
      .set(resources.warehouses, [warehouseWith('redshift', { name: t`Redshift` })])
      .set(
        syncs,
        [0, 1, 2, 3, 4, 5].map((index) => syncWith(newest + index, 'success')),
        problems,
      );

  it.each<[string, Snapshots, at: number, readonly string[], isClear: boolean]>([
    ['was in time when that was read', synced(1), now, [], true],
    ['was in time when that was read, half a day ago', synced(1).fail(syncs), now + 12 * hour, [], true],
    ['was late when that was read', synced(6), now, ['storage-late LATE'], false],
    [
      'was late when that was read, and cannot be read since',
      synced(6).fail(syncs),
      now + hour,
      ['storage-late LATE'],
      false,
    ],
    ['has a field that is odd', synced(6, odd), now, ['storage-late LATE'], false],
    ['may have synced since: a row was lost', synced(6, lost), now, [], false],
  ])('%s', (_, world, at, found, isClear) => {
    expect(rules(world, at)).toEqual(found);
    expect(judge(world, at).isClear(key)).toBe(isClear);
  });
});

describe('a model that ran every hour', () => {
  const key = 'reverse-etl:model/m';
  const runs = reverseEtlSyncs('m', 'map');
  const models = () => {
    const model = { id: 'm', sourceId: 'web', name: t`Users`, description: t``, query: t``, identifierColumn: t`` };
    return workspace().set(reverseEtlModels, [{ ...model, enabled: true }]);
  };
  const mapped = () => {
    const action = { actionId: 'a', actionSlug: t`track`, trigger: t``, settings: {} };
    const mapping = { id: 'map', destinationId: 'braze', name: t`Track`, enabled: true, modelId: 'm', ...action };
    return models().set(mappings('braze'), [mapping]);
  };
  const ran = (newest: number, ...problems: Parameters<Snapshots['set']>[2] & object) => {
    const items = [0, 1, 2, 3, 4, 5].map((index): ReverseEtlSync => {
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
    return mapped().set(runs, { items }, problems);
  };

  it.each<[string, Snapshots, at: number, readonly string[], isClear: boolean]>([
    ['was in time when that was read', ran(1), now, [], true],
    ['was in time when that was read, half a day ago', ran(1).fail(runs), now + 12 * hour, [], true],
    ['was late when that was read', ran(6), now, ['reverse-etl LATE'], false],
    [
      'was late when that was read, and cannot be read since',
      ran(6).fail(runs),
      now + hour,
      ['reverse-etl LATE'],
      false,
    ],
    ['has a field that is odd', ran(6, odd), now, ['reverse-etl LATE'], false],
    ['may have run since: a row was lost', ran(6, lost), now, [], false],
    ['may have failed since: a row was lost', ran(1, lost), now, [], false],
  ])('%s', (_, world, at, found, isClear) => {
    expect(rules(world, at)).toEqual(found);
    expect(judge(world, at).isClear(key)).toBe(isClear);
  });

  it.each<[string, Snapshots, isClear: boolean]>([
    ['models that nobody reads', workspace(), true],
    ['models that could not be read', workspace().fail(reverseEtlModels), false],
    ['models that this token may not read', workspace().fail(reverseEtlModels, { kind: 'no-access' }), true],
    ['models that the plan does not have', workspace().fail(reverseEtlModels, { kind: 'not-in-plan' }), true],
    ['models without it', workspace().set(reverseEtlModels, []), true],
    ['models of which one was lost', workspace().set(reverseEtlModels, [], [lost]), false],
    ['mappings that nobody reads', models(), true],
    ['mappings that could not be read', models().fail(mappings('braze')), false],
    ['mappings that this token may not read', models().fail(mappings('braze'), { kind: 'no-access' }), true],
    ['runs that nobody reads', mapped(), true],
    ['runs that could not be read', mapped().fail(runs), false],
    ['runs that this token may not read', mapped().fail(runs, { kind: 'no-access' }), true],
  ])('that failed is over by a trail that tells nothing of it: with %s', (_, world, isClear) => {
    expect(judge(world).isClear(key)).toBe(isClear);
  });

  describe('of which the trail reports a failure', () => {
    const second = reverseEtlSyncs('m', 'map2');
    const failedAt = (ago: number) =>
      auditWith({
        ...{ id: `${ago}`, at: now - ago, type: t`Reverse ETL Sync Failed` },
        ...{ resourceId: 'm', resourceName: t`Users` },
      });
    /** A world with that report, so long ago, and others in the minutes before it. */
    const told = (world: Snapshots, ago: number, times = 1) =>
      world.set(resources.recentAudit(period), {
        items: Array.from({ length: times }, (_, index) => failedAt(ago + index * minute)),
      });
    /** Its runs were read, a good one a day. */
    const daily = () => {
      const items = good().items.map((each, index) => ({ ...each, start: now - (1 + 24 * index) * hour }));
      return ran(1).set(runs, { items });
    };
    /** It feeds two mappings; the runs of the first were read and are good. */
    const twice = () => {
      const world = ran(1);
      const [one] = world.read(mappings('braze')).data!;
      return world.set(mappings('braze'), [one!, { ...one!, id: 'map2' }]);
    };
    const good = () => ({ items: ran(1).read(runs).data!.items });
    /** As it was, but for one run that failed and ended so long ago. */
    const bad = (ago: number) => ({
      items: good().items.map((each, index) =>
        index === 2 ? { ...each, status: 'failure' as const, start: now - ago - minute, end: now - ago } : each,
      ),
    });
    const other = () =>
      ran(1).set(resources.destinations, [destinationWith('braze', 'web'), destinationWith('hubspot', 'web')]);
    const apart = () =>
      ran(1).set(resources.destinations, [destinationWith('braze', 'web'), destinationWith('hubspot', 'app')]);

    it.each<[string, Snapshots, at: number, raised: boolean]>([
      ['whose runs were all read since', told(ran(1), hour), now, false],
      ['of one mapping that was refused, while the other ran well', told(twice().fail(second), hour), now, true],
      [
        'of one mapping that this token may not read, while the other ran well',
        told(twice().fail(second, { kind: 'no-access' }), hour),
        now,
        true,
      ],
      ['of two mappings that both ran well since', told(twice().set(second, good()), hour), now, false],
      [
        'that is of the run of the one that was read',
        told(
          twice()
            .set(runs, bad(3 * hour))
            .fail(second),
          3 * hour - minute,
        ),
        now,
        false,
      ],
      [
        'that came half an hour after that run',
        told(
          twice()
            .set(runs, bad(3 * hour))
            .fail(second),
          2.5 * hour,
        ),
        now,
        false,
      ],
      [
        'that came later than that',
        told(
          twice()
            .set(runs, bad(3 * hour))
            .fail(second),
          2.5 * hour - minute,
        ),
        now,
        true,
      ],
      [
        'that came before that run',
        told(
          twice()
            .set(runs, bad(3 * hour))
            .fail(second),
          3 * hour + 2 * minute,
        ),
        now,
        true,
      ],
      ['whose hourly runs were read before it: one alone says nothing', told(ran(1), -hour), now + 2 * hour, false],
      ['whose hourly runs were read before several of them', told(ran(1), -hour, 3), now + 2 * hour, true],
      ['whose daily runs were read since', told(daily(), hour), now, false],
      ['whose daily runs were read at that moment', told(daily(), 0), now, false],
      ['whose daily runs were read before it', told(daily(), -hour), now + 2 * hour, true],
      ['that feeds a mapping in a list that was refused', told(other().fail(mappings('hubspot')), hour), now, true],
      ['that cannot feed the list that was refused', told(apart().fail(mappings('hubspot')), hour), now, false],
      ['of which a run was lost', told(ran(1, lost), hour), now, true],
    ])('%s', (_, world, at, raised) => {
      expect(rules(world, at)).toEqual(raised ? ['reverse-etl FAILED'] : []);
      if (raised) expect(judge(world, at).isClear(key)).toBe(false);
    });

    it('or that it was partial, of hourly runs that were read before it, from the third one on', () => {
      const partly = (times: number) => {
        const world = told(ran(1), -hour, times);
        const items = world.read(resources.recentAudit(period)).data!.items;
        const partial = items.map((each) => ({ ...each, type: t`Reverse ETL Sync Partial Success` }));
        return rules(world.set(resources.recentAudit(period), { items: partial }), now + 2 * hour);
      };
      expect([partly(2), partly(3)]).toEqual([[], ['reverse-etl PARTIAL']]);
    });

    it.each<[string, Snapshots, at: number, since: number | undefined, isClear: boolean]>([
      ['over, as the trail tells no more of it', twice().fail(second, { kind: 'no-access' }), now, now - hour, true],
      ['open while the other will be read again', twice().fail(second), now, now - hour, false],
      [
        'open while a list that may name one will be read again',
        other().fail(mappings('hubspot')),
        now,
        now - hour,
        false,
      ],
      [
        'over by runs that were read since, whatever the trail lost',
        ran(1).set(resources.recentAudit(period), { items: [], next: 'more' }),
        now,
        now - hour,
        true,
      ],
      [
        'open where runs were read before it, and the trail was cut',
        ran(1).set(resources.recentAudit(period), { items: [], next: 'more' }),
        now + 2 * hour,
        now + hour,
        false,
      ],
      [
        'over where runs were read before it, and the trail tells no more of it',
        ran(1),
        now + 2 * hour,
        now + hour,
        true,
      ],
    ])('and is %s', (_, world, at, since, isClear) => {
      expect(judge(world, at).isClear(key, 'reverse-etl', since)).toBe(isClear);
    });
  });

  it('that is listed no more is over whatever the trail tells, and one that is not known of only by a trail that was read to its begin', () => {
    const busy = (world: Snapshots) => world.set(resources.recentAudit(period), { items: [], next: 'more' });
    expect(judge(busy(workspace().set(reverseEtlModels, []))).isClear(key)).toBe(true);
    expect(judge(busy(workspace())).isClear(key)).toBe(false);
    expect(judge(busy(mapped())).isClear(key)).toBe(false);
  });
});
