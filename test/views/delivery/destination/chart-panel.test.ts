import { describe, expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { freshPane } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { type Line, lineText } from '../../../../source/theme/line.ts';
import {
  changeMarks,
  chartBody,
  chartRight,
  chartTitle,
  headline,
} from '../../../../source/views/delivery/destination/chart-panel.ts';
import type { Look } from '../../../../source/views/delivery/destination/model.ts';
import { stepsBody, stepsFolded, stepsRight, stepsTitle } from '../../../../source/views/delivery/destination/steps.ts';
import type { DrawContext } from '../../../../source/views/kit/view.ts';
import type { ConnectionChanges } from '../../../../source/workspace/delivery/changes.ts';
import type { Pipeline, Stage } from '../../../../source/workspace/delivery/pipeline.ts';
import { auditWith, now, problemWith } from '../../../workspace/snapshots.ts';

const refused = problemWith({ kind: 'no-access', status: 403, message: t`Access denied` });
const failing: Stage = {
  ...{ id: 'failed-delivery', count: 60, earlier: 30, basis: 'attempted', whole: 600, percent: 10, earlierPercent: 4 },
  ...{ change: 100, points: 6, counts: [10, 20, 30], shares: [5, 10, 15], fetchedAt: now, error: undefined },
};
const stage = (change: Partial<Stage>): Stage => ({ ...failing, ...change });
const look = (change: Partial<Look> = {}): Look =>
  ({ period: '24h', share: false, stage: 'failed-delivery', ...change }) as Look;
const start = now - (now % hour) - 2 * hour;
const pipeline = (change: Partial<Pipeline> = {}): Pipeline =>
  ({ start, size: hour, end: start + 3 * hour, provisional: 1, stages: [failing], metrics: {}, ...change }) as Pipeline;
const changesAt = (...times: readonly number[]) =>
  ({ items: times.map((at) => auditWith({ at, type: t`Destination Modified` })) }) as unknown as ConnectionChanges;
const context = {
  ...{ glyphs: glyphs(false), now, keyOf: (id: string) => (id === 'connection.period' ? t`t` : t`%`) },
  panes: [{ id: 'steps', rows: [], state: freshPane, selectedKey: undefined, focused: true }],
} as unknown as DrawContext;
const text = (of: Line | undefined) => of && lineText(of).trim();

describe('the number of a step', () => {
  test.each<readonly [what: string, change: Partial<Stage>, share: boolean, says: string]>([
    ['its share, what it is of and the change', {}, false, '60 10% of 600 attempted  +100% vs 24 h before'],
    ['as a share with its count', {}, true, '10% 60 of 600 attempted  +6pp vs 24 h before'],
    [
      'alone where it is a share of nothing',
      { basis: undefined, whole: undefined },
      false,
      '60   +100% vs 24 h before',
    ],
    [
      'without a change where nothing is known of before',
      { earlier: undefined, change: undefined },
      false,
      '60 10% of 600 attempted',
    ],
    ['not known', { count: undefined }, false, 'not known'],
    ['why it could not be read', { count: undefined, error: refused }, false, 'no access (403)  Access denied'],
    [
      'as it was where it could not be read again',
      { error: refused },
      false,
      '60 10% of 600 attempted  +100% vs 24 h before',
    ],
  ])('is %s', (_, change, share, says) => {
    expect(text(headline(stage(change), look({ share }), pipeline(), now))).toBe(says);
  });

  test.each([
    ['waiting', 'since when what waits is counted', '60 10% of 600 tried or waiting since 00:00'],
    ['failed-delivery', 'nothing of that for what has a series', '60 10% of 600 attempted'],
  ] as const)('of %s says %s', (id, _, says) => {
    const basis = id === 'waiting' ? 'tried' : 'attempted';
    const counted = stage({ id, basis, earlier: undefined, change: undefined });
    const midnight = now - (now % day);
    expect(text(headline(counted, look(), pipeline({ metricsStart: midnight }), now))).toBe(says);
  });
});

describe('the curve of a step', () => {
  test.each<readonly [what: string, change: Partial<Stage>, share: boolean, size: number, says: string]>([
    ['events an hour', {}, false, hour, 'events an hour'],
    ['events a minute', {}, false, minute, 'events a minute'],
    ['shares', {}, true, hour, '% of each bucket'],
    ['events where no bucket has a share', { shares: [undefined] }, true, hour, 'events an hour'],
    ['events where it is a share of nothing', { basis: undefined }, true, hour, 'events an hour'],
    ['attempts', { id: 'waiting' }, false, hour, 'attempts made again, not events'],
  ])('is of %s', (_, change, share, size, says) => {
    expect(text(chartRight(stage(change), look({ share }), pipeline({ size })))).toBe(says);
  });

  test('is marked once for each bucket in which something was changed', () => {
    const marks = changeMarks(
      changesAt(start - 1, start, start + hour, start + hour + 1, start + 3 * hour - 1, start + 3 * hour),
      pipeline(),
      glyphs(false),
    );
    expect(marks.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
    expect(new Set(marks.map(({ glyph, tone }) => `${glyph} ${tone}`))).toEqual(new Set(['↑ info']));
  });

  const bodyOf = (
    change: Partial<Stage> = {},
    of: Partial<Pipeline> = {},
    height = 9,
    changes = changesAt(),
    looked: Partial<Look> = {},
  ) => chartBody(stage(change), look(looked), pipeline(of), changes, context, { width: 40, height });

  test.each<
    readonly [
      what: string,
      change: Partial<Stage>,
      of: Partial<Pipeline>,
      changes: readonly number[],
      share: boolean,
      says: string,
    ]
  >([
    ['what is usual and what may grow', {}, {}, [], false, '┄ mean of 24 h before  ░ hour not over'],
    ['what may grow of minutes', {}, { size: minute }, [], false, '┄ mean of 24 h before  ░ last 5 min may grow'],
    ['what was changed', { earlier: 0 }, { provisional: 0 }, [start], false, '↑ changed'],
    ['no usual level where none is known', { earlier: undefined }, { provisional: 0 }, [], false, ''],
    ['that of shares', { earlier: undefined }, { provisional: 0 }, [], true, '┄ mean of 24 h before'],
    ['none of shares where none is known', { earlierPercent: undefined }, { provisional: 0 }, [], true, ''],
    ['none where there is no bucket', { counts: [] }, { provisional: 0 }, [], false, ''],
  ])('has as its legend %s', (_, change, of, changes, share, says) => {
    const body = bodyOf(change, of, 9, changesAt(...changes), { share });
    expect([body.length, text(body.at(-1))]).toEqual([9, says]);
  });

  test('gives its legend to the curve on fewer than eight rows', () => {
    expect([8, 7].map((height) => bodyOf({}, {}, height).some((each) => lineText(each).includes('mean of')))).toEqual([
      true,
      false,
    ]);
    expect([8, 7, 1].map((height) => bodyOf({}, {}, height).length)).toEqual([8, 7, 1]);
  });

  test.each([
    ['failed-delivery', 'bad'],
    ['failed-on-ingest', 'bad'],
    ['waiting', 'warn'],
    ['successful-delivery', 'info'],
  ] as const)('of %s is %s', (id, tone) => {
    const tones = bodyOf({ id, earlier: undefined })
      .slice(1, -1)
      .flatMap(({ spans }) => spans.map((each) => each.tone));
    expect(tones).toContain(tone);
    expect((['bad', 'warn', 'info'] as const).filter((each) => tones.includes(each))).toEqual([tone]);
  });

  test('has the name of its step', () => {
    expect(text(chartTitle(failing))).toBe('Failed delivery');
  });
});

describe('the steps', () => {
  const stages = [
    stage({ id: 'successfully-received', basis: undefined, count: 600 }),
    stage({ id: 'failed-on-ingest', count: 3 }),
    stage({ id: 'filtered-at-source', count: 9 }),
    stage({ id: 'filtered-at-destination', count: 0 }),
    stage({ id: 'waiting', count: undefined, error: refused }),
    stage({}),
    stage({ id: 'successful-delivery', count: undefined }),
  ];
  const body = (height: number, charted: boolean, metrics: object = {}, width = 60) =>
    stepsBody(pipeline({ metrics: metrics as never }), stages, failing, look(), charted, context, { width, height })
      .body;
  const latency = { data: { p95: 1200.4, average: 300.6 } };

  test.each([
    [
      false,
      [
        '     Step                     Events   Change',
        '  ●  Received                    600    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ▲  Failed on ingest              3    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ·  Filtered at source            9    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ○  Filtered at destination       0    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ✗  Waiting for retry             –        –',
        '  ◆  Failed delivery              60    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ○  Delivered                     –        –  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
      ],
    ],
    [
      true,
      [
        '     Step                      Share   Change',
        '  ●  Received                    600    +100%  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ▲  Failed on ingest            10%     +6pp  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ·  Filtered at source          10%     +6pp  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ○  Filtered at destination     10%     +6pp  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ✗  Waiting for retry             –        –',
        '  ◆  Failed delivery             10%     +6pp  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
        '  ○  Delivered                   10%     +6pp  ▃▃▃▃▃▃▃▅▅▅▅▅▅▇▇▇▇▇▇',
      ],
    ],
  ])('stand with their amount, change and curve in columns, as shares: %s', (share, rows) => {
    const of = stages.map((each) =>
      each.id === 'waiting' ? { ...each, counts: [], percent: undefined, points: undefined } : each,
    );
    const drawn = stepsBody(pipeline(), of, failing, look({ share }), true, context, { width: 66, height: 8 }).body;
    expect(drawn.map((each) => lineText(each).trimEnd())).toEqual(rows);
    const tones = drawn.slice(1).map(({ spans }) =>
      spans
        .map(({ tone }) => tone)
        .filter((tone) => tone === 'bad' || tone === 'warn')
        .join(' '),
    );
    expect(tones).toEqual(['', 'warn bad', '', '', share ? 'warn warn' : 'warn bad warn', 'bad bad bad bad', '']);
  });

  test('have a mark each, never by colour alone', () => {
    const marks = body(8, true)
      .slice(1)
      .map(({ spans }) =>
        spans
          .map(({ text: of }) => of)
          .join('')
          .slice(2, 3),
      );
    expect(marks).toEqual(['●', '▲', '·', '○', '✗', '◆', '○']);
  });

  test.each<readonly [what: string, height: number, charted: boolean, metrics: object, last: readonly string[]]>([
    [
      'latency under them where there is room',
      9,
      true,
      latency,
      ['latency p95 1,200  average 301  unit not documented'],
    ],
    ['no average that is not told', 9, true, { data: { p95: 5 } }, ['latency p95 5  unit not documented']],
    [
      'the number of the selected one first, where no graph tells it',
      9,
      false,
      latency,
      ['60 10% of 600 attempted  +100% vs 24 h before'],
    ],
    [
      'both',
      10,
      false,
      latency,
      ['60 10% of 600 attempted  +100% vs 24 h before', 'latency p95 1,200  average 301  unit not documented'],
    ],
    ['why there is no latency', 9, true, { error: refused }, ['latency: no access (403)']],
    ['nothing of a latency that is not read', 9, true, {}, ['']],
  ])('have %s', (_, height, charted, metrics, last) => {
    const drawn = body(height, charted, metrics);
    expect([drawn.length, drawn.slice(8).map(text)]).toEqual([height, last]);
  });

  test('say in the tone of a problem why there is no latency', () => {
    const { spans } = body(9, true, { error: refused }).at(-1)!;
    expect(spans.filter(({ text: of }) => of.trim() !== '')).toEqual([
      { text: 'latency: no access (403)', tone: 'warn' },
    ]);
  });

  test('say since when latency is measured where that is not the whole period', () => {
    const since = pipeline({ metrics: latency as never, metricsStart: now - 13 * day - 12.5 * hour });
    const drawn = stepsBody(since, stages, failing, look(), true, context, { width: 70, height: 9 }).body;
    expect(text(drawn.at(-1))).toBe('latency p95 1,200  average 301 since Jan 2 00:00  unit not documented');
  });

  test('keep their rows before the names of their columns, and have short names where there is little room', () => {
    expect([8, 7].map((height) => body(height, true).filter((each) => lineText(each).includes('Step')).length)).toEqual(
      [1, 0],
    );
    const names = (width: number) =>
      body(8, true, {}, width)
        .map(lineText)
        .filter((each) => each.includes('Filtered'));
    expect(names(60)[1]).toContain('Filtered at destination');
    expect(names(36)[1]).toContain('Filtered, dest.');
  });

  test.each<
    readonly [what: string, stages: readonly Partial<Stage>[], share: boolean, width: number, says: string | undefined]
  >([
    ['which keys change them', [{}], false, 56, 't period  % percent'],
    ['that the other key brings counts', [{}], true, 56, 't period  % counts'],
    ['nothing where there is little room', [{}], false, 55, undefined],
    [
      'how old the oldest of those is that could not be read again',
      [
        { error: refused, fetchedAt: now - 2 * hour },
        { error: refused, fetchedAt: now - hour },
        { fetchedAt: now - 9 * hour },
      ],
      false,
      55,
      'stale 2h',
    ],
    ['that before the keys', [{ error: refused, fetchedAt: now - hour }], false, 56, 'stale 1h  t period  % percent'],
    ['no age of what was never read', [{ error: refused, fetchedAt: undefined }], false, 56, 't period  % percent'],
  ])('say beside their title %s', (_, of, share, width, says) => {
    expect(text(stepsRight(look({ share }), pipeline({ stages: of.map(stage) }), context, width))).toBe(says);
  });

  test('name their period, and fold to the step that is selected', () => {
    expect(text(stepsTitle(look({ period: '10m' }), context))).toBe('Pipeline · last 10 min');
    expect([stepsFolded(failing, look()), stepsFolded(failing, look({ share: true }))]).toEqual([
      'Failed delivery 60 +100%',
      'Failed delivery 10% +6pp',
    ]);
  });
});
