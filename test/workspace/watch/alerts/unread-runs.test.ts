import { describe, expect, it } from 'vitest';
import type { ReverseEtlSync } from '../../../../source/domain/storage/reverse-etl.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../../source/workspace/resources/pages.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
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

  it('that is listed no more is over whatever the trail tells, and one that is not known of only by a trail that was read to its begin', () => {
    const busy = (world: Snapshots) => world.set(resources.recentAudit(period), { items: [], next: 'more' });
    expect(judge(busy(workspace().set(reverseEtlModels, []))).isClear(key)).toBe(true);
    expect(judge(busy(workspace())).isClear(key)).toBe(false);
    expect(judge(busy(mapped())).isClear(key)).toBe(false);
  });
});
