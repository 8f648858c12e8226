import { describe, expect, test } from 'vitest';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { reportFacts, reportNeeds, subjectOf } from '../../../../source/views/watch/report/facts.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
  steady,
  syncWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

test.each<
  readonly [what: string, sends: boolean, lost: boolean, events: number | undefined, highest: number | undefined]
>([
  ['it sent', true, false, 250, 10],
  ['it sent nothing', false, false, 0, 0],
  ['another row was lost', true, true, 250, 10],
  ['its row may be among those that were lost', false, true, undefined, undefined],
])(
  'the curve of a source has no hour without events where that is not known: %s',
  (_, sends, lost, events, highest) => {
    const rows = sends ? [{ sourceId: 'web', total: 0, series: hourly(...steady(10, 49)) }] : [];
    const world = snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.volume(period), rows, lost ? [problemWith({ kind: 'dropped-rows', status: 200 })] : []);
    const picture = overview(world.read, period, now, {});
    const context = {
      ...{ overview: picture, read: world.read, period, now, local: { privacy: noPrivacy } },
      keyOf: () => t`Y`,
    } as unknown as ViewContext;
    const { counts, curve } = reportFacts(context, { kind: 'source', flow: picture.flow.flows[0]! });
    expect(counts[0]?.count).toBe(events);
    expect(curve && Math.max(...curve.series.map(({ count }) => count))).toBe(highest);
  },
);

test.each([
  ['all of a count that is whole', false, 0, 0],
  ['no none of one that may lack rows', true, 0, undefined],
  ['so many at least', true, 1, 1],
])('violations and blocked events of a source are told with %s', (_, lost, count, told) => {
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(
      resources.blocked(period, 'web'),
      { total: 0, rows: [] },
      lost ? [problemWith({ kind: 'dropped-rows', status: 200 })] : [],
    );
  const picture = overview(world.read, period, now, {});
  const [flow] = picture.flow.flows;
  const row = { source: flow!.source, basis: 'blocked', violations: count, blocked: count };
  const violations = { ...picture.violations, rows: [row] } as unknown as typeof picture.violations;
  const context = {
    overview: { ...picture, violations },
    read: world.read,
    period,
    now,
    local: { privacy: noPrivacy },
    keyOf: () => t`Y`,
  };
  const { counts } = reportFacts(context as unknown as ViewContext, { kind: 'source', flow: flow! });
  expect(counts.slice(2)).toEqual([
    { name: 'violations (blocked)', count: told },
    { name: 'events blocked', count: told },
  ]);
});

describe('a report', () => {
  const braze = destinationWith('braze', 'web');
  const lost = problemWith({ kind: 'dropped-rows', status: 200 });
  const world = () =>
    snapshots()
      .set(resources.sources, [sourceWith('web')])
      .set(resources.destinations, [braze])
      .set(resources.warehouses, [warehouseWith('dwh')])
      .set(resources.metrics(period, braze), readingWith({ firstTry: 90, discarded: 8 }));
  const pictureOf = (of = world()) => overview(of.read, period, now, {});
  const found = (kind: string, id: string) => subjectOf(pictureOf(), { params: { kind, id } });

  test.each([
    ['destination', 'braze'],
    ['source', 'web'],
    ['warehouse', 'dwh'],
  ] as const)('is of a %s that the workspace has', (kind, id) => {
    const subject = found(kind, id)!;
    expect(subject.kind).toBe(kind);
    const thing =
      subject.kind === 'destination'
        ? subject.connection.destination
        : subject.kind === 'source'
          ? subject.flow.source
          : subject.storage.warehouse;
    expect(thing.id).toBe(id);
  });

  test.each([
    ['destination', 'web'],
    ['source', 'braze'],
    ['warehouse', 'web'],
    ['function', 'dwh'],
  ])('is of no %s with the id of another thing', (kind, id) => {
    expect(found(kind, id)).toBeUndefined();
  });

  test.each<readonly [kind: string, id: string, read: typeof world, keys: readonly string[]]>([
    [
      'destination',
      'braze',
      () => world().set(resources.failures(period, braze), failuresOf({ '401': hourly(4) })),
      ['failures', 'metrics', 'samples'],
    ],
    ['destination', 'braze', world, ['failures', 'metrics']],
    ['source', 'web', world, []],
    ['warehouse', 'dwh', world, ['warehouse-syncs']],
  ])('of a %s asks for what it tells', (kind, id, read, keys) => {
    const of = read();
    const asked = reportNeeds(of.read, period, subjectOf(pictureOf(of), { params: { kind, id } })!);
    const families = asked.map(({ resource }) => resource.key.split(':')[0]!);
    expect(families.filter((family) => !family.includes('audit') && !/filters|mappings/.test(family))).toEqual(keys);
    expect(families.some((family) => family.includes('audit'))).toBe(true);
  });

  test('tells what is raised of this thing, and of no other', () => {
    const picture = pictureOf();
    const of = (kind: string, id: string) => {
      const raised = [
        { kind: 'connection', connection: { id } },
        { kind: 'disabled', connection: { id } },
        { kind: 'source', flow: { source: { id } } },
        { kind: 'violations', row: { source: { id } } },
        { kind: 'warehouse', storage: { warehouse: { id } } },
        { kind: 'usage', meter: { id } },
      ];
      const context = {
        ...{ overview: { ...picture, triage: raised }, read: world().read, period, now },
        ...{ local: { privacy: noPrivacy }, keyOf: () => t`Y` },
      };
      const ids = { destination: 'braze', source: 'web', warehouse: 'dwh' } as const;
      const subject = subjectOf(picture, { params: { kind, id: ids[kind as keyof typeof ids] } });
      return reportFacts(context as unknown as ViewContext, subject!).troubles.map((trouble) => trouble.kind);
    };
    expect(of('destination', 'braze')).toEqual(['connection', 'disabled']);
    expect(of('source', 'web')).toEqual(['source', 'violations']);
    expect(of('warehouse', 'dwh')).toEqual(['warehouse']);
    for (const kind of ['destination', 'source', 'warehouse']) expect(of(kind, 'other')).toEqual([]);
  });

  test.each<readonly [of: string, id: string, world: typeof world, unread: readonly string[]]>([
    [
      'destination',
      'braze',
      () =>
        world()
          .set(resources.metrics(period, braze), readingWith({ firstTry: 1 }), [lost])
          .set(resources.failures(period, braze), failuresOf({}), [lost]),
      ['dropped-rows', 'dropped-rows'],
    ],
    [
      'destination',
      'braze',
      () => world().fail(resources.metrics(period, braze)).fail(resources.failures(period, braze)),
      ['server', 'server'],
    ],
    [
      'warehouse',
      'dwh',
      () => world().set(resources.warehouseSyncs('dwh'), [syncWith(1, 'success')], [lost]),
      ['dropped-rows'],
    ],
    ['warehouse', 'dwh', () => world().fail(resources.warehouseSyncs('dwh')), ['server']],
    [
      'source',
      'web',
      () =>
        world()
          .set(resources.volume(period), [], [lost])
          .set(resources.blocked(period, 'web'), { total: 0, rows: [] }, [lost]),
      ['dropped-rows', 'dropped-rows'],
    ],
  ])('of a %s names what was not read of it, or not whole', (kind, id, of, unread) => {
    const { read } = of();
    const picture = overview(read, period, now, {});
    const context = { overview: picture, read, period, now, local: { privacy: noPrivacy }, keyOf: () => t`Y` };
    const facts = reportFacts(context as unknown as ViewContext, subjectOf(picture, { params: { kind, id } })!);
    expect(facts.unread.map((problem) => problem.kind)).toEqual(unread);
  });

  test('of a warehouse has the changes of its trail, not its failed runs', () => {
    const trail = [
      auditWith({ at: now - hour, type: t`Warehouse Modified`, resourceId: 'dwh' }),
      auditWith({ at: now - 2 * hour, type: t`Storage Sync Failed`, resourceId: 'dwh' }),
    ];
    const { read } = world().set(resources.recentAudit(period), { items: trail });
    const picture = overview(read, period, now, {});
    const context = { overview: picture, read, period, now, local: { privacy: noPrivacy }, keyOf: () => t`Y` };
    const subject = subjectOf(picture, { params: { kind: 'warehouse', id: 'dwh' } })!;
    const { changes } = reportFacts(context as unknown as ViewContext, subject);
    expect(changes.map(({ type }) => type)).toEqual(['Warehouse Modified']);
  });
});
