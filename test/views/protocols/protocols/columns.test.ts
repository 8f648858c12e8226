import { describe, expect, it, test, vi } from 'vitest';
import { type Column, spansOf } from '../../../../source/components/table/columns.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { changedAt, isBroken, planColumns } from '../../../../source/views/protocols/protocols/plans-columns.ts';
import {
  conditionEvent,
  transformationSteps,
} from '../../../../source/views/protocols/protocols/transformations-tab.ts';
import { sourceDetail } from '../../../../source/views/protocols/protocols/violations-detail.ts';
import { columns as violationColumns } from '../../../../source/views/protocols/protocols/violations-tab.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, hourly, now, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

/** What a column shows of a row, in which tone, and what it is sorted by. */
function told<Row>(columns: readonly Column<Row>[], id: string, row: unknown) {
  const column = columns.find((each) => each.id === id)!;
  const spans = spansOf(
    column.cell(row as Row, { glyphs: glyphs(false), width: 24, selected: false, marked: false, now }),
  );
  return [spans.map(({ text }) => text).join(''), spans[0]?.tone, column.sort?.(row as Row)];
}

describe('a tracking plan in the list', () => {
  const plan = { id: 'p', name: t`Web`, type: t`LIVE` };
  const change = auditWith({ at: now - 2 * hour, type: t`Tracking Plan Modified`, actorEmail: t`ana@acme.example` });
  const row = { plan, binds: true, sources: [sourceWith('a'), sourceWith('b')], violations: 3, unplanned: 2, rules: 7 };
  const quiet = { ...row, sources: [], violations: 0, unplanned: 0, rules: 0 };
  const unread = { plan, binds: true };
  const library = { ...quiet, binds: false, loss: undefined };

  it.each<readonly [id: string, known: readonly unknown[], none: readonly unknown[], unread: string, library: string]>([
    ['name', ['Web', undefined, 'Web'], ['Web', undefined, 'Web'], 'Web', 'Web'],
    ['violations', ['3', 'bad', 3], ['0', 'dim', 0], '–', ''],
    ['unplanned', ['2', 'warn', 2], ['0', 'dim', 0], '–', ''],
    ['loss', ['–', 'dim', undefined], ['–', 'dim', undefined], '–', ''],
    ['type', ['Live', 'text', 'Live'], ['Live', 'text', 'Live'], 'Live', 'Live'],
    ['sources', ['2', 'text', 2], ['0', 'warn', 0], '–', ''],
    ['rules', ['7', undefined, 7], ['0', undefined, 0], '–', '0'],
    ['changed', ['–', 'dim', undefined], ['–', 'dim', undefined], '–', '–'],
    ['by', ['–', 'dim', undefined], ['–', 'dim', undefined], '–', '–'],
  ])('has %s where it is known, none, not read, and of a library', (id, known, none, nothing, ofLibrary) => {
    expect([told(planColumns, id, row), told(planColumns, id, quiet)]).toEqual([known, none]);
    expect([unread, library].map((each) => told(planColumns, id, each)[0])).toEqual([nothing, ofLibrary]);
  });

  it('was changed by its own stamp or by the trail, whichever is newer', () => {
    const stamped = (at: number | undefined) => ({ ...row, plan: { ...plan, updatedAt: at } });
    const by = { lastChange: change };
    expect(
      [
        stamped(undefined),
        stamped(now - hour),
        { ...stamped(now - hour), ...by },
        { ...stamped(now - 3 * hour), ...by },
      ].map((each) => changedAt(each as never)),
    ).toEqual([undefined, now - hour, now - hour, now - 2 * hour]);
    expect(told(planColumns, 'changed', { ...row, ...by })).toEqual(['2h', undefined, now - 2 * hour]);
    expect(told(planColumns, 'by', { ...row, ...by })).toEqual(['ana@acme.example', 'info', 'ana@acme.example']);
    expect(told(planColumns, 'type', library).slice(0, 2)).toEqual(['Live', 'dim']);
  });

  it.each([
    [undefined, undefined, false],
    [0, 0, false],
    [1, undefined, true],
    [0, 1, true],
    [1, 0, true],
  ])('with %s violations and %s unplanned events is one with problems: %s', (violations, unplanned, expected) => {
    expect(isBroken({ violations, unplanned } as never)).toBe(expected);
  });
});

describe('a transformation', () => {
  const nothing = { drop: false, newEventName: t``, renames: [], values: [], computed: [], allowed: [] };

  it.each<readonly [of: string, change: object, steps: readonly string[]]>([
    ['nothing', {}, []],
    ['one step', { drop: true }, ['drops the event']],
    [
      'each of its parts',
      {
        newEventName: t`Signed In`,
        renames: [{ from: t`a`, to: t`b` }],
        values: [
          { paths: [t`x`, t`y`], value: t`1` },
          { paths: [t`z`], value: t`` },
        ],
        computed: [{ property: t`sum`, fql: t`a + b` }],
        allowed: [t`c`, t`d`],
        hashed: { algorithm: t`sha256`, encoding: t`hex`, paths: [t`email`, t`phone`] },
      },
      [
        'renames the event to Signed In',
        'renames a to b',
        'sets x, y to 1',
        'sets z to nothing',
        'computes sum from a + b',
        'lets through only c, d',
        'hashes email, phone with sha256',
      ],
    ],
  ])('does %s', (_, change, steps) => {
    expect(transformationSteps({ ...nothing, ...change } as never)).toEqual(steps);
  });

  it.each([
    [t`event = 'Order Completed'`, 'Order Completed'],
    [t`type = "track" and name="Paid"`, 'Paid'],
    [t`type = 'identify'`, 'identify calls'],
    [t`type="page"`, 'page calls'],
    [t`properties.test = true`, undefined],
    [t`my_event = 'x'`, undefined],
    [t`type = 'UPPER'`, undefined],
    [t`event = ''`, undefined],
    [t``, undefined],
  ])('under the condition %s is for %s', (condition, text) => {
    expect(conditionEvent(condition)).toBe(text);
  });
});

const violating = {
  source: sourceWith('web', { name: t`Web` }),
  basis: 'blocked',
  violations: 30,
  earlierViolations: 20,
  change: 50,
  unplanned: 5,
  blocked: 35,
  events: 200,
  percent: 15,
  series: hourly(...Array.from({ length: 30 }, (_, index) => (index === 5 ? 9 : index === 29 ? 1 : 0))),
};
const calm = { ...violating, violations: 0, earlierViolations: 0, change: undefined, unplanned: 0, percent: 0 };
const unknown = {
  ...violating,
  violations: 0,
  earlierViolations: 4,
  change: undefined,
  events: undefined,
  percent: undefined,
};

it.each<readonly [id: string, some: readonly unknown[], none: readonly unknown[], unknown: readonly unknown[]]>([
  ['name', ['Web', undefined, 'Web'], ['Web', undefined, 'Web'], ['Web', undefined, 'Web']],
  ['violations', ['30', 'bad', 30], ['0', 'dim', 0], ['0', 'dim', 0]],
  ['percent', ['15%', undefined, 15], ['0%', undefined, 0], ['–', undefined, undefined]],
  ['change', ['+50%', 'dim', 50], ['', 'dim', undefined], ['', 'dim', undefined]],
  ['unplanned', ['5', 'warn', 5], ['0', 'dim', 0], ['5', 'warn', 5]],
  ['events', ['200', undefined, 200], ['200', undefined, 200], ['–', undefined, undefined]],
  ['basis', ['blocked', 'dim', 'blocked'], ['blocked', 'dim', 'blocked'], ['blocked', 'dim', 'blocked']],
])('the %s of a source under a plan: some, none, and of how many is not known', (id, some, none, notKnown) => {
  expect([violating, calm, unknown].map((row) => told(violationColumns, id, row))).toEqual([some, none, notKnown]);
});

test('its graph is of the last 24 hours alone', () => {
  const [graph, tone] = told(violationColumns, 'graph', violating);
  expect([(graph as string).length, (graph as string).slice(0, 23), tone]).toEqual([24, '▁'.repeat(23), 'bad']);
  expect((graph as string).at(-1)).toBe('▇');
});

describe('a source under a plan in full', () => {
  const window = { start: now - 24 * hour, end: now };
  const context = (period: string) =>
    ({
      now,
      period,
      glyphs: glyphs(false),
      keyOf: () => 'o',
      overview: { flow: { window, bySource: new Map() } },
      read: snapshots()
        .set(resources.trackingPlans, [{ id: 'p', name: t`Plan`, type: t`LIVE` }])
        .set(resources.trackingPlanSources('p'), [sourceWith('web')]).read,
    }) as never;
  const rows = (row: object, period: string, answered = true) => {
    vi.stubEnv('TZ', 'UTC');
    const lines = sourceDetail(row as never, context(period), 60, answered);
    vi.unstubAllEnvs();
    return lines;
  };
  const texts = (...given: Parameters<typeof rows>) => rows(...given).map((row) => lineText(row).trimEnd());

  it('has its counts, and the share of each', () => {
    expect(texts({ ...violating, blockedSince: now - 90 * minute }, '24h')).toEqual([
      'Web',
      'Plan',
      '',
      '15% of events with violations',
      'Window             Jan 14 12:30 – now',
      'With violations    30',
      'Without            170',
      'Total received     200',
      'Change             +50%  to the same hours a day before',
      'Unplanned, blocked 5  2.5%',
      'Blocked in all     35',
      'Blocking since     11:00',
      'Basis              blocked',
      '',
      'Controls           reading…',
    ]);
  });

  it('says what is not known, and is never below nothing', () => {
    expect(texts({ ...unknown, unplanned: 0 }, '7d').slice(3, 11)).toEqual([
      '– of events with violations',
      'Window             Jan 14 12:30 – now',
      'With violations    0',
      'Without            –',
      'Total received     –',
      'Change             none  to the same hours a week before',
      'Unplanned, blocked 0',
      'Blocked in all     35',
    ]);
    expect(texts({ ...violating, events: 7 }, '24h')[6]).toBe('Without            0');
    expect(texts({ ...violating, change: undefined }, '24h')[8]).toMatch(/^Change {13}new {2}/);
  });

  it('is red with violations and green without', () => {
    const tone = (row: object, at: number) => rows(row, '24h')[at]!.spans.map((each) => each.tone);
    expect([tone(violating, 3)[0], tone(calm, 3)[0], tone(unknown, 3)[0]]).toEqual(['bad', 'good', 'dim']);
    expect([tone(violating, 5)[1], tone(calm, 5)[1]]).toEqual(['bad', 'text']);
    expect([tone(violating, 9)[1], tone(calm, 9)[1]]).toEqual(['warn', 'text']);
  });

  it('has its curve and what is left out only where no answer stands above it', () => {
    const answered = texts(violating, '24h').length;
    const alone = texts(violating, '24h', false);
    expect(alone[12]).toMatch(/^[▁-█]{30}$/);
    expect(alone.length).toBeGreaterThan(answered + 2);
    expect(texts({ ...violating, basis: 'forwarded' }, '24h', false)).toHaveLength(answered + 1);
  });
});
