import { describe, expect, test } from 'vitest';
import { changeableState } from '../../../source/app/scene/changeable-state.ts';
import type { Scene } from '../../../source/app/scene/context.ts';
import type { DestinationFilter, Mapping } from '../../../source/domain/delivery/mappings.ts';
import { t } from '../../../source/domain/text.ts';
import type { Period } from '../../../source/domain/time.ts';
import type { Subject } from '../../../source/state/pane.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationFilters, mappings } from '../../../source/workspace/resources/pages.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  hourly,
  now,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  warehouseWith,
} from '../../workspace/snapshots.ts';

const lost = [problemWith({ kind: 'dropped-rows' })];
const to = (id: string, enabled: boolean, sourceId = 'web') => destinationWith(id, sourceId, { enabled });
/** Twenty full hours of an event each. */
const sent = [{ sourceId: 'web', total: 20, series: hourly(...steady(1, 20)) }];
const mapping = (id: string, enabled: boolean, more: Partial<Mapping> = {}): Mapping =>
  ({ id, name: id, enabled, trigger: t`type = "track"`, ...more }) as Mapping;
const filter = (id: string, enabled: boolean, condition = t`event = "x"`): DestinationFilter =>
  ({ id, title: id, enabled, condition }) as DestinationFilter;

const world = () =>
  snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('ios', { enabled: false })])
    .set(resources.destinations, [to('braze', true), to('slack', true), to('old', false), to('ios-only', true, 'ios')])
    .set(resources.warehouses, [warehouseWith('redshift')])
    .set(resources.volume('24h'), sent)
    .set(resources.volume('7d'), sent)
    .set(mappings('braze'), [mapping('m', true), mapping('n', true), mapping('o', false)])
    .set(destinationFilters('braze'), [filter('f', true), filter('all', false, t``)]);

/** Whether it is on, and what is said of switching it on and off. */
function said({ read }: Snapshots, kind: Subject['kind'], id: string, period: Period = '24h', parent?: string) {
  const context = { overview: overview(read, period, now, {}), read, period, glyphs: glyphs(false) };
  const state = changeableState({ context } as Scene, { kind, id, parent, name: t`X` });
  return state && [state.enabled, state.whenEnabled, state.whenDisabled];
}

const rejected = 'Segment rejects everything web sends';
const back = 'web is taken in again and flows to';
const meanwhile = 'What was sent meanwhile is lost.';

describe('what switching a thing starts or stops', () => {
  test.each<readonly [string, ReturnType<typeof said>, readonly [boolean, string, string]]>([
    [
      'a source',
      said(world(), 'source', 'web'),
      [
        true,
        `${back} 2 enabled destinations. ${meanwhile}`,
        `${rejected} (20 events in 24 hours): 2 enabled destinations get nothing more, and it cannot be replayed.`,
      ],
    ],
    [
      'one that feeds one destination, in a week',
      said(world().set(resources.destinations, [to('braze', true)]), 'source', 'web', '7d'),
      [
        true,
        `${back} 1 enabled destination. ${meanwhile}`,
        `${rejected} (20 events in 7 days): 1 enabled destination gets nothing more, and it cannot be replayed.`,
      ],
    ],
    [
      'one that feeds none, and whose events are not read',
      said(
        world()
          .set(resources.destinations, [])
          .set(resources.volume('24h'), undefined as never),
        'source',
        'web',
      ),
      [
        true,
        `${back} 0 enabled destinations. ${meanwhile}`,
        `${rejected} (its events): 0 enabled destinations get nothing more, and it cannot be replayed.`,
      ],
    ],
    [
      'one whose destinations are not read',
      said(world().set(resources.destinations, undefined as never), 'source', 'web'),
      [
        true,
        `${back} its enabled destinations. ${meanwhile}`,
        `${rejected} (20 events in 24 hours): its enabled destinations get nothing more, and it cannot be replayed.`,
      ],
    ],
    [
      'one of whose destinations some were lost',
      said(world().set(resources.destinations, [to('braze', true)], lost), 'source', 'web'),
      [
        true,
        `${back} its enabled destinations. ${meanwhile}`,
        `${rejected} (20 events in 24 hours): its enabled destinations get nothing more, and it cannot be replayed.`,
      ],
    ],
    [
      'a destination',
      said(world(), 'destination', 'braze'),
      [
        true,
        'Events of web (20 events in 24 hours) flow to braze again. Nothing was queued while it was disabled.',
        'braze gets nothing more from web (20 events in 24 hours). Nothing is queued while it is disabled.',
      ],
    ],
    [
      'one that is off, of a source that nobody has listed and whose events are not read',
      said(
        world()
          .set(resources.sources, [])
          .set(resources.volume('24h'), undefined as never),
        'destination',
        'old',
      ),
      [
        false,
        'Events of its source flow to old again. Nothing was queued while it was disabled.',
        'old gets nothing more from its source. Nothing is queued while it is disabled.',
      ],
    ],
    [
      'a warehouse',
      said(world(), 'warehouse', 'redshift'),
      [
        true,
        'redshift is synced again; the next sync loads what is missing.',
        'redshift is synced no more; its data stays as it is.',
      ],
    ],
    [
      'a filter',
      said(world(), 'filter', 'f', '24h', 'braze'),
      [
        true,
        'f works on what goes to braze where event = "x": what it drops is gone for braze. Retries of earlier events still go out.',
        'f works on nothing more: events where event = "x" reach braze as they are.',
      ],
    ],
    [
      'one of everything, on a destination that is not listed',
      said(world().set(resources.destinations, []), 'filter', 'all', '24h', 'braze'),
      [
        false,
        'all works on what goes to its destination: what it drops is gone for its destination. Retries of earlier events still go out.',
        'all works on nothing more: events reach its destination as they are.',
      ],
    ],
    [
      'a mapping, beside one that is on',
      said(world(), 'mapping', 'm', '24h', 'braze'),
      [
        true,
        'm sends events (type = "track") to braze from now on; 1 other mapping goes on.',
        'braze gets nothing more through m (type = "track"); 1 other mapping goes on. Nothing is queued meanwhile.',
      ],
    ],
    [
      'one that is off, beside two',
      said(world(), 'mapping', 'o', '24h', 'braze'),
      [
        false,
        'o sends events (type = "track") to braze from now on; 2 other mappings go on.',
        'braze gets nothing more through o (type = "track"); 2 other mappings go on. Nothing is queued meanwhile.',
      ],
    ],
    [
      'one without a trigger, beside mappings of which some were lost',
      said(
        world().set(mappings('braze'), [mapping('m', true, { trigger: t`` })], lost),
        'mapping',
        'm',
        '24h',
        'braze',
      ),
      [
        true,
        'm sends events to braze from now on; other mappings stay as they are.',
        'braze gets nothing more through m; other mappings stay as they are. Nothing is queued meanwhile.',
      ],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  test.each([
    ['source', 'gone'],
    ['destination', 'gone'],
    ['warehouse', 'gone'],
    ['filter', 'm'],
    ['mapping', 'f'],
    ['model', 'web'],
  ] as const)('nothing where a %s %s is not known', (kind, id) => {
    expect(said(world(), kind, id, '24h', 'braze')).toBeUndefined();
  });
});
