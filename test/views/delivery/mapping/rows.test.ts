import { describe, expect, test } from 'vitest';
import type { Destination } from '../../../../source/domain/entities.ts';
import { type SafeText, sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { deliveryRows, identityRows } from '../../../../source/views/delivery/mapping/index.ts';
import type { PageRow } from '../../../../source/views/kit/page-view.ts';
import { breakdownResource } from '../../../../source/workspace/delivery/breakdown.ts';
import { byMapping, mappingStages } from '../../../../source/workspace/delivery/mappings.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { reverseEtlModels } from '../../../../source/workspace/resources/pages.ts';
import {
  destinationWith,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
} from '../../../workspace/snapshots.ts';

const window = { start: now - 24 * 3_600_000, end: now };
const mapping = (change: object = {}) =>
  ({
    id: 'm',
    destinationId: 'braze',
    name: t`Track Purchase`,
    enabled: true,
    actionId: 'a',
    actionSlug: t`trackPurchase`,
    trigger: t``,
    settings: {},
    ...change,
  }) as never;

const world = (change: Partial<Destination> = {}) =>
  snapshots().set(resources.destinations, [destinationWith('braze', 'web', { name: t`Braze`, ...change })]);

/** What each step told: events by mapping, where an empty name is none; undefined is not read. */
function counted(...steps: readonly (Readonly<Record<string, number>> | undefined)[]): Snapshots {
  const of = world();
  const [destination] = of.read(resources.destinations).data!;
  steps.forEach((told, index) => {
    if (!told) return;
    const by = (name: string): { subscriptionId?: SafeText } => (name === '' ? {} : { subscriptionId: sanitise(name) });
    const rows = Object.entries(told).map(([name, count]) => ({
      by: by(name),
      total: count,
      retries: 0,
      series: hourly(count, 0),
    }));
    const slice = { report: { total: 0, rows }, window, earlier: undefined };
    of.set(breakdownResource(period, destination!, mappingStages[index]!, byMapping), slice as never);
  });
  return of;
}

const contextOf = ({ read }: Snapshots, at = now) =>
  ({
    read,
    now: at,
    period,
    glyphs: glyphs(false),
    place: { view: 'mapping', params: { id: 'braze', mapping: 'm' } },
  }) as never;
const texts = (rows: readonly PageRow[]) => rows.map(({ line }) => lineText(line).replace(/ +/g, ' ').trim());

describe('the delivery of a mapping', () => {
  const failedRead = (of: Snapshots) => {
    const [destination] = of.read(resources.destinations).data!;
    return of.fail(breakdownResource(period, destination!, mappingStages[0], byMapping));
  };
  const head = 'last 24 hours, just now';
  test.each<readonly [what: string, of: Snapshots, told: readonly string[]]>([
    ['is read', world(), ['Reading delivery…']],
    ['may not be read', failedRead(world()), ['server error (500)']],
    ['is of a destination that is not known', snapshots(), ['not observable for this kind of destination']],
    ['cannot be observed', world({ mode: 'device' }), ['not observable for this kind of destination']],
    [
      'is not told by mapping',
      counted({ '': 5 }, {}, {}),
      ['The API answered without naming mappings: counts of one are not observable.'],
    ],
    ['is none', counted({}, {}, {}), [head, 'Delivered 0', 'Failed 0', 'Filtered 0']],
    ['is none of its own', counted({ other: 5 }, {}, {}), [head, 'Delivered 0', 'Failed 0', 'Filtered 0']],
    ['is all known', counted({ m: 1_234 }, { m: 5 }, { m: 6 }), [head, 'Delivered 1,234', 'Failed 5', 'Filtered 6']],
    [
      'is known in part',
      counted({ m: 1_234 }, undefined, undefined),
      [head, 'Delivered 1,234', 'Failed –', 'Filtered –'],
    ],
    [
      'could not be renewed',
      failedRead(counted({ m: 1 }, {}, {})),
      [`${head} server error (500)`, 'Delivered 1', 'Failed 0', 'Filtered 0'],
    ],
  ])('%s', (_, of, told) => {
    expect(texts(deliveryRows(mapping(), contextOf(of), 100))).toEqual(told);
  });

  test('is as old as its oldest step, and what failed stands out', () => {
    const rows = deliveryRows(mapping(), contextOf(counted({ m: 1 }, { m: 2 }, {}), now + 5 * minute), 100);
    expect(texts(rows)[0]).toBe('last 24 hours, 5m');
    expect(rows.slice(1).map(({ line }) => line.spans.at(-1)!.tone)).toEqual(['text', 'bad', 'text']);
  });

  test('of rows of Reverse ETL is said to be counted elsewhere', () => {
    expect(texts(deliveryRows(mapping({ modelId: 'x' }), contextOf(counted({ m: 1 }, {}, {})), 100)).at(-1)).toBe(
      'Rows of Reverse ETL are counted by its runs; Delivery Overview may know nothing of them.',
    );
  });
});

test.each<readonly [what: string, change: object, of: Snapshots, told: readonly string[]]>([
  [
    'fed by events',
    {},
    world(),
    [
      'Status ● Enabled',
      'Action trackPurchase',
      'As written none',
      'Destination Braze',
      'Fed by events of its source',
      'Id m',
    ],
  ],
  [
    'that is off, of a destination that is not read',
    { enabled: false },
    snapshots(),
    ['Status ○ Off: its events are filtered at the destination', 'Destination braze'],
  ],
  [
    'fed by a model',
    { modelId: 'model-12345', schedule: { strategy: 'PERIODIC', config: { interval: 3600 } } },
    world().set(reverseEtlModels, [{ id: 'model-12345', name: t`Users` } as never]),
    ['Fed by Users, every 1h'],
  ],
  [
    'fed by a model that may not be read',
    { modelId: 'model-12345' },
    world().fail(reverseEtlModels, problemWith()),
    ['Fed by model model-12'],
  ],
])('what a mapping is: one %s', (_, change, of, told) => {
  expect(texts(identityRows(mapping(change), contextOf(of), 100))).toEqual(expect.arrayContaining([...told]));
});
