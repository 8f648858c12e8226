import { beforeAll, describe, expect, it } from 'vitest';
import { freshPane } from '../../../../source/state/place.ts';
import { lineText } from '../../../../source/theme/line.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import { destinationsPanel } from '../../../../source/views/watch/home/destinations-panel.ts';
import { triageLines } from '../../../../source/views/watch/home/triage-lines.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, metricsWith, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { actAt, stageOf } from '../../stage.ts';

let base: DrawContext;
beforeAll(async () => {
  const act = actAt(await stageOf('empty'), { view: 'home', params: {} });
  await act.settled();
  act.text();
  const panes = [{ id: 'destinations', state: freshPane, rows: [], focused: false }];
  base = { ...act.screen.scene.context, panes, width: 60, height: 20 } as unknown as DrawContext;
});

const healthy = {
  id: 'a',
  destination: destinationWith('a', 'web'),
  state: 'healthy',
  snapshot: { data: {}, problems: [] },
  metrics: metricsWith({ firstTry: 9 }),
  judgement: {},
};
const unread = {
  id: 'b',
  destination: destinationWith('b', 'web'),
  state: 'unknown',
  snapshot: { problems: [] },
  judgement: {},
};

const context = (fleet: object = {}, world: Snapshots = snapshots(), triage: readonly object[] = []): DrawContext =>
  ({
    ...base,
    read: world.read,
    overview: {
      ...base.overview,
      triage,
      fleet: {
        ...base.overview.fleet,
        isListed: true,
        isWhole: true,
        isMeasured: true,
        connections: [healthy],
        failing: [],
        ranked: 1,
        rankable: 1,
        attempted: 9,
        failed: 0,
        failedPercent: 0,
        change: undefined,
        basis: 'metrics',
        ...fleet,
      },
    },
  }) as never;

const refused = { ...unread, snapshot: { problems: [], error: problemWith() } };

describe('what stands in place of destinations that fail', () => {
  it.each<readonly [of: string, fleet: object, world: Snapshots, text: string]>([
    ['nothing failed', {}, snapshots(), '● No delivery failed'],
    ['nothing was', { attempted: 0 }, snapshots(), 'Nothing was delivered in this period'],
    [
      'one is not measured yet',
      { isMeasured: false, connections: [healthy, unread], rankable: 2 },
      snapshots(),
      'Ranking connections…',
    ],
    [
      'one could not be measured',
      { isMeasured: false, connections: [healthy, refused], rankable: 2 },
      snapshots(),
      'Not known which deliveries fail: it is tried again by itself',
    ],
    ['a part of the numbers was lost', { isMeasured: false }, snapshots(), 'Nothing fails in what could be read'],
    [
      'there is none',
      { connections: [], ranked: 0, rankable: 0, attempted: 0 },
      snapshots().set(resources.destinations, []),
      'No destinations yet. Connect the first one in the web app (o).',
    ],
    [
      'all rows of their list were lost',
      { connections: [], ranked: 0, rankable: 0, attempted: 0, isWhole: false },
      snapshots().set(resources.destinations, [], [problemWith({ kind: 'dropped-rows' })]),
      'Nothing in what could be read; boom',
    ],
    ['their list is being read', { connections: [], isListed: false }, snapshots(), 'Reading destinations…'],
  ])('where %s', (_, fleet, world, text) => {
    expect(destinationsPanel([], context(fleet, world)).instead.map((each) => lineText(each))[0]).toBe(text);
  });
});

describe('the share that failed', () => {
  const told = (fleet: object, triage: readonly object[] = []) => {
    const { headline, folded } = destinationsPanel([], context(fleet, snapshots(), triage));
    return [lineText(headline!), headline!.spans[0]!.tone, lineText(folded)];
  };
  const raised = (severity: number) => ({ kind: 'connection', trouble: true, severity, connection: { id: 'a' } });

  it.each<readonly [of: string, fleet: object, triage: readonly object[], expected: readonly unknown[]]>([
    ['none', {}, [], ['0%    EVENTS FAILED · 0 DESTINATIONS', 'strong', 'Destinations0% failed ']],
    [
      'of one that fails',
      { failing: [healthy] },
      [],
      ['0%    EVENTS FAILED · 1 DESTINATION', 'strong', 'Destinations0% failed '],
    ],
    [
      'of a part of the workspace',
      { isWhole: false, failedPercent: 5, change: 20 },
      [],
      ['–    EVENTS FAILED · 0 DESTINATIONS', 'strong', 'Destinations– failed '],
    ],
    [
      'while others are still to be read',
      { rankable: 3, failedPercent: 5 },
      [],
      [
        '5%    EVENTS FAILED · 0 DESTINATIONS  worst of 1 of 3 read',
        'strong',
        'Destinations5% failed   worst of 1 of 3 read',
      ],
    ],
    [
      'before one was read',
      { ranked: 0, failedPercent: undefined },
      [],
      ['–    EVENTS FAILED  0 of 1 read', 'strong', 'Destinations– failed   0 of 1 read'],
    ],
    [
      'of which one is raised',
      { failedPercent: 5, change: 20 },
      [raised(299)],
      ['5%  +20%  EVENTS FAILED · 0 DESTINATIONS', 'warn', 'Destinations5% failed +20%  1 in trouble'],
    ],
    [
      'by an estimate',
      { basis: 'volume' },
      [],
      [
        '0%    EVENTS FAILED · 0 DESTINATIONS  estimated from what sources send, till each is read again',
        'strong',
        'Destinations0% failed   estimated from what sources send, till each is read again',
      ],
    ],
  ])('%s', (_, fleet, triage, expected) => {
    expect(told(fleet, triage)).toEqual(expected);
  });

  it('of a workspace without any is none yet, and only of one whose list was read whole', () => {
    const none = { connections: [], ranked: 0, rankable: 0, failedPercent: undefined };
    expect([told(none)[2], told({ ...none, isWhole: false })[2]]).toEqual([
      'Destinationsnone yet',
      'Destinations– failed ',
    ]);
  });
});

describe('the line on top of Home where nothing is raised', () => {
  const world = () =>
    snapshots()
      .set(resources.destinations, [])
      .set(resources.sources, [])
      .set(resources.volume('24h'), [])
      .set(resources.usualVolume, [])
      .set(resources.warehouses, [])
      .set(resources.trackingPlans, [])
      .set(resources.recentAudit('24h'), { items: [] });
  const lost = problemWith({ kind: 'dropped-rows', status: 200 });

  it.each<readonly [of: string, fleet: object, world: () => Snapshots, text: string]>([
    ['all was read', { enabled: 1 }, world, ' ● Nothing is wrong: 9 delivered, 1 destination'],
    ['nothing was delivered', { attempted: 0 }, world, ' ▲ Nothing was delivered in this period'],
    [
      'there is nothing',
      { connections: [], attempted: 0 },
      world,
      ' This workspace has no sources and no destinations yet',
    ],
    [
      'rows were lost',
      {},
      () => world().set(resources.sources, [], [lost]),
      ' ▲ Nothing is wrong in what could be read; not read: sources: boom',
    ],
    [
      'something is being read',
      { rankable: 2 },
      world,
      ' Looking for trouble; still to be read: delivery numbers: 1 of 2',
    ],
    [
      'no connection could be measured',
      { ranked: 0, connections: [refused] },
      world,
      ' ▲ What is wrong is not known: delivery of 1 connection: server error (500)',
    ],
  ])('and %s', (_, fleet, of, text) => {
    expect(triageLines(context(fleet, of()), 100, 1).map((each) => lineText(each).trimEnd())).toEqual([text]);
  });
});
