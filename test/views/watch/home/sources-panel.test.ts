import { beforeAll, describe, expect, it } from 'vitest';
import { lineText } from '../../../../source/theme/line.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import { sourceRows, sourcesPane, sourcesPanel } from '../../../../source/views/watch/home/sources-panel.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { problemWith, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { actAt, stageOf } from '../../stage.ts';

let base: DrawContext;
beforeAll(async () => {
  const act = actAt(await stageOf('empty'), { view: 'home', params: {} });
  await act.settled();
  act.text();
  const { context, panes } = act.screen.scene;
  base = { ...context, panes, width: 60, height: 20 } as unknown as DrawContext;
});

interface Given {
  readonly flow?: object;
  readonly violations?: object;
  readonly triage?: readonly object[];
  readonly world?: Snapshots;
}

const context = ({ flow = {}, violations = {}, triage = [], world = snapshots() }: Given): DrawContext => ({
  ...base,
  read: world.read,
  overview: {
    ...base.overview,
    triage,
    flow: { ...base.overview.flow, nothingReceived: false, events: 200, ...flow },
    violations: {
      ...base.overview.violations,
      inUse: true,
      isKnown: true,
      isWhole: true,
      violations: 0,
      known: 3,
      planned: 3,
      basis: 'blocked',
      shareChange: undefined,
      ...violations,
    },
  } as never,
});

const raised = (severity: number) => ({ kind: 'violations', trouble: true, severity });
const told = (given: Given): readonly (string | undefined)[] => {
  const { headline, folded } = sourcesPanel([], context(given));
  return [
    headline!.spans[0]!.text,
    headline!.spans[0]!.tone,
    lineText(headline!).replace(/ {2,}/g, '  '),
    lineText(folded),
  ];
};

describe('the share of events with violations', () => {
  it.each<readonly [of: string, given: Given, percent: string, tone: string, headline: string, folded: string]>([
    [
      'none, and all was read',
      {},
      '0%',
      'good',
      '0%  EVENTS WITH VIOLATIONS  blocked',
      'Sources0% with violations  200 events',
    ],
    [
      'none in what was read',
      { violations: { isWhole: false, known: 1 } },
      '0%',
      'dim',
      '0%  EVENTS WITH VIOLATIONS  violations of 1 of 3 read',
      'Sources0% with violations, 1 of 3 read  200 events',
    ],
    [
      'some that nobody need look at',
      { violations: { violations: 1 } },
      '0.5%',
      'strong',
      '0.5%  EVENTS WITH VIOLATIONS  blocked',
      'Sources0.5% with violations  200 events',
    ],
    [
      'some that are raised',
      { violations: { violations: 1 }, triage: [raised(299)] },
      '0.5%',
      'warn',
      '0.5%  EVENTS WITH VIOLATIONS  blocked',
      'Sources0.5% with violations  200 events',
    ],
    [
      'some that are lost',
      { violations: { violations: 100, basis: 'mixed' }, triage: [raised(299), raised(400)] },
      '50%',
      'bad',
      '50%  EVENTS WITH VIOLATIONS  mixed',
      'Sources50% with violations  200 events',
    ],
    [
      'another trouble is none of violations',
      { triage: [{ kind: 'source', trouble: true, severity: 800 }] },
      '0%',
      'good',
      '0%  EVENTS WITH VIOLATIONS  blocked',
      'Sources0% with violations  200 events',
    ],
    [
      'of how many is not known',
      { flow: { events: undefined }, violations: { violations: 7 } },
      '–',
      'dim',
      '–  EVENTS WITH VIOLATIONS  blocked',
      'Sources– with violations  ',
    ],
  ])('%s', (_, given, ...expected) => {
    expect(told(given)).toEqual(expected);
  });

  it.each<readonly [of: string, given: Given, headline: string]>([
    [
      'none has told of its own',
      { violations: { isKnown: false, known: 0 } },
      '200  EVENTS RECEIVED  violations of 0 of 3 read',
    ],
    ['no plan is in use', { violations: { inUse: false, known: 0, planned: 0 } }, '200  EVENTS RECEIVED'],
    [
      'nor is the volume known',
      { flow: { events: undefined }, violations: { inUse: false, known: 0, planned: 0 } },
      '–  EVENTS RECEIVED',
    ],
  ])('is not told where %s', (_, given, headline) => {
    expect(told(given)[2]).toBe(headline);
  });

  it('gives way to the alarm that nothing arrives', () => {
    expect(told({ flow: { nothingReceived: true, events: 0 } }).slice(0, 2)).toEqual([
      `${base.glyphs.partial} No Events Received`,
      'warn',
    ]);
  });
});

describe('what the panel cannot be drawn from', () => {
  const trouble = (given: Given) => sourcesPanel([], context(given)).trouble?.text;
  const failing = () => snapshots().fail(resources.sources).fail(resources.trackingPlans);

  it.each<readonly [of: string, given: Given, text: string | undefined]>([
    ['all was read', {}, undefined],
    ['the list', { flow: { isListed: true }, world: failing() }, 'sources: server error (500) · 1 more'],
    [
      'a list that was never there is told in its place',
      { flow: { isListed: false }, world: failing() },
      'tracking plans: server error (500)',
    ],
    [
      'a plan without Protocols is no trouble',
      { world: snapshots().fail(resources.trackingPlans, { kind: 'not-in-plan', status: 404 }) },
      undefined,
    ],
    [
      'the volume',
      { flow: { volume: { problems: [], error: problemWith(), status: 'failed', version: 1 } } },
      'volume: server error (500)',
    ],
  ])('%s', (_, given, text) => {
    expect(trouble({ ...given, flow: { volume: { problems: [] }, ...given.flow } })).toBe(text);
  });
});

describe('the rows', () => {
  const flow = (id: string, state: string, events: number | undefined, enabled = true) => ({
    source: sourceWith(id, { enabled }),
    health: { state },
    events,
    series: [],
  });
  const flows = [
    flow('few', 'live', 1),
    flow('many', 'live', 9),
    flow('off', 'disabled', 99, false),
    flow('unread', 'unknown', undefined),
    flow('quiet', 'silent', 0),
    flow('broken', 'silent', 5),
    flow('blocked', 'live', 2),
    flow('fine', 'live', 3),
    flow('new', 'never', 0),
  ];
  const bySource = new Map(flows.map((each) => [each.source.id, each]));
  const row = (id: string, violations: number, unplanned: number) => ({
    source: sourceWith(id),
    violations,
    unplanned,
    percent: undefined,
  });
  const rows = [row('broken', 4, 7), row('blocked', 0, 2), row('fine', 0, 0)];
  const given = (): DrawContext => context({ flow: { flows, bySource }, violations: { rows } });

  it('stand by violations, then silence, then what is blocked as unplanned, then volume; what is off is left out', () => {
    const found = sourceRows(given());
    expect(
      found.map(({ flow: { source }, violations, unplanned }) => [source.id, violations?.violations, unplanned]),
    ).toEqual([
      ['broken', 4, 0],
      ['quiet', undefined, 0],
      ['blocked', undefined, 2],
      ['many', undefined, 0],
      ['fine', undefined, 0],
      ['few', undefined, 0],
      ['unread', undefined, 0],
      ['new', undefined, 0],
    ]);
    const { initial, rows: stops } = sourcesPane(found, given());
    expect([initial, stops.at(-1)]).toMatchObject([
      'broken',
      { key: 'new', open: { view: 'source', params: { id: 'new' } } },
    ]);
  });

  it('tell the worst that is known of each', () => {
    const column = sourcesPanel([], given()).columns.find(({ id }) => id === 'count')!;
    const cells = { now: base.now, width: 18, glyphs: base.glyphs } as never;
    expect(sourceRows(given()).map((each) => column.cell(each, cells))).toMatchObject([
      { text: '4 violations', tone: 'strong' },
      { text: 'silent', tone: 'bad' },
      { text: '2 unplanned', tone: 'warn' },
      { text: '9 events', tone: 'dim' },
      { text: '3 events', tone: 'dim' },
      { text: '1 event', tone: 'dim' },
      { text: '', tone: 'dim' },
      { text: 'no event yet', tone: 'warn' },
    ]);
  });
});
