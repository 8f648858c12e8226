import { describe, expect, test } from 'vitest';
import { noViolationRead, type ViolationDetails } from '../../../source/domain/protocols/violation.ts';
import { t } from '../../../source/domain/text.ts';
import { minute } from '../../../source/domain/time.ts';
import { catalogItemNeeds, catalogNeeds } from '../../../source/workspace/needs/catalog.ts';
import { mappingDeliveryNeeds } from '../../../source/workspace/needs/mappings.ts';
import { pageNeeds, trailNeeds } from '../../../source/workspace/needs/page.ts';
import { connectionNeeds } from '../../../source/workspace/needs/pipeline.ts';
import {
  endUserNeeds,
  privacyFieldNeeds,
  privacyFlowNeeds,
  regulationNeeds,
} from '../../../source/workspace/needs/privacy.ts';
import {
  planChangesNeeds,
  planRulesNeeds,
  planSourcesNeeds,
  plansNeeds,
  transformationsNeeds,
} from '../../../source/workspace/needs/protocols.ts';
import { reverseEtlNeeds } from '../../../source/workspace/needs/reverse-etl.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../source/workspace/resources/pages.ts';
import type { PipelinePeriod } from '../../../source/workspace/resources/pipeline-periods.ts';
import * as own from '../../../source/workspace/resources/violations.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../snapshots.ts';

/** What is asked for, by its urgency: 0 is what is looked at, 3 comes last of all. */
function asked(needs: readonly Need[]) {
  const of = (level: number) => needs.filter((each) => each.priority === level).map(({ resource }) => resource.key);
  return [of(0), of(1), of(2), of(3)].map((keys) => keys.join(' '));
}

const plans = () =>
  snapshots()
    .set(resources.trackingPlans, [
      { id: 'p', name: t`Plan`, type: t`LIVE` },
      { id: 'lib', name: t`Library`, type: t`PROPERTY_LIBRARY` },
    ])
    .set(resources.trackingPlanSources('p'), [sourceWith('a'), sourceWith('b')])
    .set<ViolationDetails>(own.violationDetails(period, 'a'), noViolationRead)
    .set(resources.recentAudit(period), { items: [] });

const common = 'workspace sources';

describe('what a page asks for', () => {
  test.each<readonly [string, (read: Read) => readonly Need[], readonly [string, string?, string?, string?]]>([
    [
      'the catalog of sources',
      (read) => catalogNeeds(read, 'source'),
      ['workspace catalog-sources', 'sources destinations warehouses', '', 'catalog-destinations catalog-warehouses'],
    ],
    [
      'the catalog of warehouses',
      (read) => catalogNeeds(read, 'warehouse'),
      ['workspace catalog-warehouses', 'sources destinations warehouses', '', 'catalog-sources catalog-destinations'],
    ],
    [
      'the functions of the catalog',
      (read) => catalogNeeds(read, 'function'),
      [
        'workspace functions',
        'sources destinations warehouses',
        '',
        'catalog-sources catalog-destinations catalog-warehouses',
      ],
    ],
    ['a tile of a source', (read) => catalogItemNeeds(read, 'source'), ['workspace catalog-sources', 'sources']],
    [
      'a tile of a destination, with the names of what feeds it',
      (read) => catalogItemNeeds(read, 'destination'),
      ['workspace catalog-destinations', 'destinations sources'],
    ],
    [
      'a tile of a warehouse',
      (read) => catalogItemNeeds(read, 'warehouse'),
      ['workspace catalog-warehouses', 'warehouses'],
    ],
    [
      'a function, with who uses it',
      (read) => catalogItemNeeds(read, 'function'),
      ['workspace functions', 'sources destinations'],
    ],
    [
      'plans, with who changed them',
      (read) => plansNeeds(read, period),
      [
        `${common} volume:24h tracking-plans tracking-plan-sources:p blocked:24h:a blocked:24h:b`,
        'source-settings:a source-settings:b recent-audit:24h audit-trail:',
      ],
    ],
    ['transformations', (read) => transformationsNeeds(read), ['workspace transformations sources', 'destinations']],
    [
      'rules of a plan: what was blocked is counted only of the source that nobody has details of',
      (read) => planRulesNeeds(read, period, 'p'),
      [
        'workspace tracking-plans tracking-plan-sources:p sources tracking-plan-rules:p',
        'violation-details:24h:a blocked-events:24h:a violation-details:24h:b',
        '',
        'source-settings:a source-settings:b',
      ],
    ],
    [
      'sources of a plan',
      (read) => planSourcesNeeds(read, period, 'p'),
      [
        'workspace tracking-plans tracking-plan-sources:p sources volume:24h source-settings:a source-settings:b blocked:24h:a blocked:24h:b',
        '',
        '',
        'tracking-plan-sources:p source-settings:a source-settings:b',
      ],
    ],
    [
      'changes of a plan',
      (read) => planChangesNeeds(read, period, 'p', 0, 0),
      ['workspace tracking-plans tracking-plan-sources:p sources recent-audit:24h audit-trail:p'],
    ],
    ['requests about people', endUserNeeds, ['workspace regulations', 'suppressions']],
    ['one such request', (read) => regulationNeeds(read, 'r'), ['workspace regulation:r sources', 'regulations']],
    [
      'fields, with samples of what failed',
      (read) => privacyFieldNeeds(read, period),
      [
        `workspace tracking-plans sources destinations tracking-plan-sources:p`,
        'tracking-plan-rules:p',
        '',
        'violation-details:24h:a violation-details:24h:b',
      ],
    ],
    [
      'where fields go: the filters of what is on screen too',
      (read) => privacyFlowNeeds(read, period, new Set(['braze', 'ledger'])),
      [
        `workspace tracking-plans sources destinations tracking-plan-sources:p`,
        'tracking-plan-rules:p',
        '',
        'violation-details:24h:a violation-details:24h:b destination-filters:braze destination-filters:ledger',
      ],
    ],
    [
      'one thing, with what was done to it',
      (read) => pageNeeds(read, () => trailNeeds(read, period, 'x')),
      ['workspace', 'recent-audit:24h audit-trail:x'],
    ],
  ])('%s', (_, needsOf, [first, second = '', third = '', last = '']) => {
    expect(asked(needsOf(plans().read))).toEqual([first, second, third, last]);
    const refused = plans().fail(resources.workspace, problemWith({ kind: 'no-access' }));
    expect(asked(needsOf(refused.read))).toEqual(['workspace', '', '', '']);
  });

  test('samples of what failed: forty errors at most, those of the first connections', () => {
    const codes = (count: number) =>
      failuresOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`code${index}`, hourly(1)])));
    const [a, b] = [destinationWith('a', 'web'), destinationWith('b', 'web')];
    const world = snapshots()
      .set(resources.destinations, [a, b])
      .set(resources.failures(period, a), codes(39))
      .set(resources.failures(period, b), codes(3));
    const samples = asked(privacyFieldNeeds(world.read, period))[3]!.split(' ');
    expect([samples.length, samples[0], samples.at(-1)]).toEqual([40, 'samples:a:code0', 'samples:b:code0']);
  });
});

describe('what models ask for', () => {
  const model = (id: string, sourceId: string) =>
    ({ id, sourceId, name: t`Model`, enabled: true, query: t``, scheduleStrategy: t`PERIODIC` }) as never;
  const world = () =>
    snapshots()
      .set(resources.destinations, [destinationWith('d', 'wh'), destinationWith('other', 'web')])
      .set(reverseEtlModels, [model('m', 'wh'), model('n', 'wh'), model('o', 'else')]);
  const mapping = (id: string, modelId: string) => ({ id, modelId, name: t`M`, enabled: true }) as never;

  test('the mappings of what they may feed, and the runs of each pair', () => {
    const all = world().set(mappings('d'), [mapping('1', 'm'), mapping('2', 'n'), mapping('3', 'gone')]);
    const needs = (scope?: { source?: string; model?: string }) => asked(reverseEtlNeeds(all.read, scope)).slice(0, 2);
    const lists = 'sources destinations reverse-etl-models';
    expect(needs()).toEqual([`${lists} mappings:d`, 'reverse-etl-syncs:m:1 reverse-etl-syncs:n:2']);
    expect(needs({ model: 'n' })).toEqual([`${lists} mappings:d`, 'reverse-etl-syncs:n:2']);
    expect(needs({ source: 'else' })).toEqual([lists, '']);
  });

  test.each([
    [60, 0, [2]],
    [61, 0, [4]],
    [180, 0, [6]],
    [60, 40, [2]],
    [70, 10, [2, 4]],
    [70, 40, [2, 4]],
    [200, 70, [2, 12]],
  ] as const)('runs of %d pairs, of which %d fail: all of them, sixty in two minutes', (count, failing, expected) => {
    const many = Array.from({ length: count }, (_, index) => mapping(`${index}`, 'm'));
    const all = world().set(mappings('d'), many);
    for (let index = 0; index < count; index += 1)
      all.set(reverseEtlSyncs('m', `${index}`), {
        items: [{ id: 'r', status: index < failing ? 'failure' : 'success', start: now } as never],
      });
    const runs = reverseEtlNeeds(all.read).flatMap(({ resource }) =>
      resource.key.startsWith('reverse-etl-syncs:') ? [resource] : [],
    );
    expect(new Set(runs.map(({ key }) => key)).size).toBe(count);
    expect([...new Set(runs.map(({ every }) => every / minute))]).toEqual(expected);
    // Whatever the configuration says of the interval.
    const least = runs.map((each) => (each.least?.({} as never) ?? 2 * minute) / minute);
    expect([...new Set(least)]).toEqual(expected);
    const asked = runs.reduce((sum, { every }) => sum + (2 * minute) / every, 0);
    expect(Math.round(asked)).toBeLessThanOrEqual(60);
  });
});

describe('the page of a connection asks for', () => {
  const inventory = 'workspace sources destinations recent-audit:24h';
  const steps = (key: string, of: PipelinePeriod) =>
    [
      ...['successfully-received', 'failed-on-ingest', 'filtered-at-source'].map((step) => `${key}:${of}:${step}:web`),
      ...['filtered-at-destination', 'failed-delivery', 'successful-delivery'].map((step) => `${key}:${of}:${step}:d`),
    ].join(' ');
  const trails = 'audit-trail:d audit-trail:web';

  const needsOf = (
    change: object,
    destination: Parameters<typeof destinationWith>[2] = {},
    looking: object = {},
    world: Snapshots = snapshots(),
  ) => {
    const connection = {
      id: 'd',
      destination: destinationWith('d', 'web', destination),
      state: 'ok',
      snapshot: {},
      ...change,
    } as never;
    const tab = { id: 'reasons', dimension: 'discardReason' };
    return asked(
      connectionNeeds(world.read, period, connection, {
        period: '24h',
        stage: 'failed-delivery',
        tab,
        ...looking,
      } as never),
    );
  };
  const metrics = 'metrics:24h:d';
  const part = 'breakdown:24h:failed-delivery:discardReason:d';
  const byMapping = { tab: { id: 'mappings', dimension: 'subscriptionId' } };

  test('nothing but the lists where there is no such connection', () => {
    const needs = connectionNeeds(snapshots().read, period, undefined, {} as never);
    expect(asked(needs)).toEqual([inventory, '', '', '']);
  });

  test.each<readonly [string, ReturnType<typeof needsOf>, readonly [string, string, string, string]]>([
    [
      'what is fine',
      needsOf({}),
      [
        `${inventory} ${metrics} ${steps('pipeline', '24h')} pipeline-metrics:24h:d ${part} ${trails}`,
        'volume:24h',
        'pipeline-metrics-before:24h:d',
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'what fails: its reasons',
      needsOf({ state: 'failing' }),
      [
        `${inventory} ${metrics} failures:24h:d ${steps('pipeline', '24h')} pipeline-metrics:24h:d ${part} ${trails}`,
        'volume:24h',
        'pipeline-metrics-before:24h:d',
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'what is not known yet: no part of a step',
      needsOf({ state: 'unknown' }),
      [
        `${inventory} ${metrics} ${steps('pipeline', '24h')} pipeline-metrics:24h:d ${trails}`,
        'volume:24h',
        'pipeline-metrics-before:24h:d',
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'what cannot be read: what can be of it, by mapping too',
      needsOf({ state: 'unknown', snapshot: { error: problemWith() } }, {}, byMapping),
      [
        `${inventory} ${metrics} ${steps('pipeline', '24h')} pipeline-metrics:24h:d breakdown:24h:failed-delivery:subscriptionId:d mappings:d ${trails}`,
        'volume:24h',
        'pipeline-metrics-before:24h:d',
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'a week: two fit into one read, and totals of the one before are gone',
      needsOf({}, {}, { period: '7d' }),
      [
        `${inventory} ${metrics} ${steps('pipeline', '7d')} pipeline-metrics:7d:d breakdown:7d:failed-delivery:discardReason:d ${trails}`,
        'volume:24h',
        '',
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'two weeks: the two before on their own',
      needsOf({}, {}, { period: '2w', stage: 'waiting' }),
      [
        `${inventory} ${metrics} ${steps('pipeline', '2w')} pipeline-metrics:2w:d breakdown:2w:failed-delivery:discardReason:d ${trails}`,
        'volume:24h',
        steps('pipeline-before', '2w'),
        'earlier-metrics:24h:d failure-log-state:d',
      ],
    ],
    [
      'what runs on devices: nothing of deliveries, whatever tab was open before',
      needsOf({}, { mode: 'device' }, byMapping),
      [`${inventory} ${trails}`, 'volume:24h', '', ''],
    ],
    [
      'what is off, nobody knows since when: no totals',
      needsOf({ state: 'disabled' }, { enabled: false }),
      [`${inventory} ${steps('pipeline', '24h')} ${part} ${trails}`, 'volume:24h', '', 'failure-log-state:d'],
    ],
    [
      'what somebody switched off: what was sent since',
      needsOf(
        { state: 'disabled' },
        { enabled: false },
        {},
        snapshots().set(resources.recentAudit(period), {
          items: [auditWith({ at: now - 60_000, type: t`Integration Disabled`, resourceId: 'd' })],
        }),
      ),
      [
        `${inventory} volume-since:eventType:${now - 60_000}:web ${steps('pipeline', '24h')} ${part} ${trails}`,
        'volume:24h',
        '',
        'failure-log-state:d',
      ],
    ],
  ])('%s', (_, needs, expected) => {
    expect(needs).toEqual(expected);
  });

  test('only GET / while the token is refused', () => {
    const refused = snapshots().fail(resources.workspace, problemWith({ kind: 'not-in-plan' }));
    expect(needsOf({}, {}, {}, refused)).toEqual(['workspace', '', '', '']);
  });

  test('deliveries of each mapping, where there are any', () => {
    expect(mappingDeliveryNeeds(period, destinationWith('d', 'web', { mode: 'storage' }))).toEqual([]);
    expect(asked(mappingDeliveryNeeds('7d', destinationWith('d', 'web')))[0]).toBe(
      ['successful-delivery', 'failed-delivery', 'filtered-at-destination']
        .map((step) => `breakdown:7d:${step}:subscriptionId:d`)
        .join(' '),
    );
  });
});
