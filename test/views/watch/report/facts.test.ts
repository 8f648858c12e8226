import { expect, test } from 'vitest';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { t } from '../../../../source/domain/text.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { reportFacts } from '../../../../source/views/watch/report/facts.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import { hourly, now, period, problemWith, snapshots, sourceWith, steady } from '../../../workspace/snapshots.ts';

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
