import { describe, expect, it, test } from 'vitest';
import type { DeliveryMetrics } from '../../../source/domain/delivery/counts.ts';
import { exactOnset, olderOnset } from '../../../source/domain/delivery/onset.ts';
import type { Destination } from '../../../source/domain/entities.ts';
import { noPrivacy } from '../../../source/domain/privacy/local.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import { connectionDetail, storageDetail } from '../../../source/views/kit/connection-detail.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import { underRows } from '../../../source/views/sources/sources/under.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import type { StorageHealth } from '../../../source/workspace/storage/health.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  hourly,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
  warehouseWith,
} from '../../workspace/snapshots.ts';

/** One connection of `web` with these numbers, and what it is looked at with. */
function pictured(numbers: Partial<DeliveryMetrics> | undefined, change: Partial<Destination> = {}) {
  const destination = destinationWith('braze', 'web', { categories: [t`Email`, t`Push`], ...change });
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [destination]);
  if (numbers) world.set(resources.metrics(period, destination), readingWith(numbers));
  const picture = overview(world.read, period, now, {});
  const context = {
    overview: picture,
    read: world.read,
    period,
    now,
    glyphs: glyphs(false),
    local: { privacy: noPrivacy },
  };
  return { row: picture.fleet.connections[0]!, context: context as unknown as ViewContext };
}

const detailOf = (...given: Parameters<typeof pictured>) => {
  const { row, context } = pictured(...given);
  return connectionDetail(row, context, 60).map((each) => lineText(each).trimEnd());
};
const fact = (lines: readonly string[], name: string) =>
  lines
    .find((each) => each.startsWith(`${name} `))
    ?.slice(name.length)
    .trim();

describe('the numbers of a connection', () => {
  test.each<readonly [Partial<DeliveryMetrics>, failed: string, first: string, retried: string, success: string]>([
    [{ firstTry: 900, afterRetry: 50, discarded: 30, expired: 20 }, '50', '900  delivered', '50  delivered', '95%'],
    [{ firstTry: 12_345 }, '0', '12,345  delivered', '0  delivered', '100%'],
    [{ discarded: 7 }, '7', '0  delivered', '0  delivered', '0%'],
    [{ firstTry: 9_999, expired: 1 }, '1', '9,999  delivered', '0  delivered', '99.9%'],
    [{}, '0', '0  delivered', '0  delivered', '–'],
  ])('of %j: where nothing was attempted no share is made up', (numbers, ...told) => {
    const lines = detailOf(numbers);
    expect(['Failed', 'First try', 'On retry', 'Success'].map((name) => fact(lines, name))).toEqual(told);
  });

  test.each([
    [0, '0'],
    [1_200, '1,200'],
    [undefined, '–'],
  ])('what waits, of %s', (retrying, told) => {
    expect(fact(detailOf({ firstTry: 9, retrying }), 'Waiting')).toBe(told);
  });

  const toneOf = (numbers: Partial<DeliveryMetrics>, name: string) => {
    const { row, context } = pictured(numbers);
    return connectionDetail(row, context, 60).find((each) => lineText(each).startsWith(name))?.spans[1]?.tone;
  };

  test.each([
    [0, 'text', 'text'],
    [1, 'bad', 'warn'],
    [undefined, 'text', 'text'],
  ])('%s that failed and that wait have their own tones', (count, failedTone, waitingTone) => {
    expect(toneOf({ firstTry: 9, ...(count === undefined ? {} : { discarded: count }) }, 'Failed')).toBe(failedTone);
    expect(toneOf({ firstTry: 9, retrying: count }, 'Waiting')).toBe(waitingTone);
  });

  it('of which the source is known say what it sent; one that is not in the list has its id', () => {
    const { row, context } = pictured({ firstTry: 9 });
    const lines = connectionDetail({ ...row, sourceEvents: 1_234, source: undefined }, context, 60).map(lineText);
    expect(fact(lines, 'Source sent')).toBe('1,234');
    expect(lines[1]?.trimEnd()).toBe('from web');
    expect(connectionDetail({ ...row, source: sourceWith('x', { name: t`Web` }) }, context, 60).map(lineText)[1]).toBe(
      'from Web',
    );
  });

  it('says whose they are, and how old', () => {
    const lines = detailOf({ firstTry: 9 });
    expect(lines[1]).toBe('from web');
    expect(fact(lines, 'Type')).toBe('Braze');
    expect(fact(lines, 'Category')).toBe('Email, Push');
    expect(fact(lines, 'Read')).toBe('just now');
    expect(fact(lines, 'Change')).toBe('not known yet');
    expect(fact(lines, 'Source sent')).toBe('–');
  });
});

describe('what a connection says of its failures', () => {
  const rowWith = (change: object) => {
    const { row, context } = pictured({ firstTry: 50, discarded: 50 });
    return (of: object = {}, isAnswered = false) =>
      connectionDetail({ ...row, ...change } as never, { ...context, ...of }, 80, isAnswered).map((each) =>
        lineText(each).trimEnd(),
      );
  };

  test.each<readonly [change: number | undefined, period: string, told: string]>([
    [undefined, '24h', 'not known yet'],
    [20, '24h', '+20% than the same hours a day before'],
    [-20, '7d', '-20% than the same hours a week before'],
  ])('it changed by %s in %s', (change, of, told) => {
    expect(fact(rowWith({ change })({ period: of }), 'Change')).toBe(told);
  });

  test.each([
    [exactOnset(now - hour), 'since 11:30  1h'],
    [olderOnset(now - 3.5 * hour), 'for over 3 h'],
    [undefined, undefined],
  ])('it began %j', (onset, told) => {
    expect(rowWith({ onset })().find((each) => /^(?:since|for over)/.test(each))).toBe(told);
  });

  const item = { at: now - hour, type: t`Destination Modified`, actor: t`users/ana` };
  test('what may have begun it stands alone, without what was changed since', () => {
    const since = { changedSince: item };
    expect(rowWith(since)()).toContain('changed since: Destination Modified by ana 11:30');
    const both = rowWith({ ...since, cause: item })();
    expect(both).toContain('Destination Modified by ana 11:30');
    expect(both.join()).not.toContain('changed since');
  });

  test('the graph is left out where it stands beside it', () => {
    expect(rowWith({ series: hourly(1, 2, 3) })().join('\n')).toContain('Failed by the hour');
    expect(rowWith({ series: hourly(1, 2, 3) })({}, true).join('\n')).not.toContain('Failed by the hour');
  });

  test.each<readonly [what: string, change: object, told: readonly string[]]>([
    [
      'fails now, beside its period',
      { judgement: { trouble: true, rate: 80 }, failedPercent: 12.5 },
      ['80% failing', '12.5% Events Failed in 24 h'],
    ],
    ['fails no more', { judgement: { trouble: false, rate: 80 }, failedPercent: 12.5 }, ['12.5% Events Failed']],
    ['is of unknown rate', { judgement: { trouble: false }, failedPercent: undefined }, ['– Events Failed']],
  ])('the rate of one that %s', (_, change, told) => {
    const lines = rowWith(change)().filter((each) => / failing|Events Failed/.test(each));
    expect(lines.map((each) => /^.*?(?:failing|Events Failed(?: in 24 h)?)/.exec(each)?.[0])).toEqual(told);
  });

  test.each([
    ['24h', '12.5% Events Failed in 24 h'],
    ['7d', '12.5% Events Failed in 7 d'],
  ])('the totals beside the rate of now are of %s', (of, told) => {
    const lines = rowWith({ judgement: { trouble: true, rate: 80 }, failedPercent: 12.5 })({ period: of });
    expect(lines).toContain(told);
  });

  test.each([
    [23, ['80% failing  LOST 401']],
    [20, ['80% failing', 'LOST 401']],
  ])('on %i columns the verdict stands beside the rate where it has room', (width, told) => {
    const { row, context } = pictured({ firstTry: 50, discarded: 50 });
    const failing = { ...row, verdict: 'LOST', reason: '401', judgement: { trouble: true, rate: 80 } };
    const lines = connectionDetail(failing as never, context, width).map((each) => lineText(each).trimEnd());
    expect(lines.slice(3, 3 + told.length)).toEqual(told);
  });

  test.each([
    [true, 'bad'],
    [false, 'strong'],
  ])('a rate of the period is red only in trouble: %s', (trouble, tone) => {
    const { row, context } = pictured({ firstTry: 50, discarded: 50 });
    const lines = connectionDetail({ ...row, judgement: { trouble } } as never, context, 80);
    expect(lines.flatMap(({ spans }) => spans).find(({ text }) => text.includes('Events Failed'))?.tone).toBe(tone);
  });

  test('numbers that cannot be read say why', () => {
    const lines = rowWith({
      metrics: undefined,
      snapshot: { error: problemWith({ kind: 'no-access', status: 403 }) },
    })();
    expect(lines).toContain('no access (403)');
  });
});

test.each<readonly [what: string, Partial<DeliveryMetrics> | undefined, Partial<Destination>, says: RegExp]>([
  ['is off', { firstTry: 1 }, { enabled: false }, /^Disabled {2}nothing is sent or queued$/],
  ['works in the browser', undefined, { mode: 'device' }, /^device mode: the API has no delivery/i],
  ['is not read yet', undefined, {}, /^Reading delivery numbers…$/],
])('a connection that %s has no numbers, and says why', (_, numbers, change, says) => {
  const lines = detailOf(numbers, change);
  expect(lines.some((each) => says.test(each))).toBe(true);
  expect(fact(lines, 'Success')).toBeUndefined();
});

describe('a connection under its source', () => {
  test.each<readonly [Partial<DeliveryMetrics> | undefined, Partial<Destination>, RegExp]>([
    [{ firstTry: 900, afterRetry: 50, discarded: 50 }, {}, / 95% delivered {2}950 {2}50 failed \(5%\)/],
    [{ firstTry: 12_345 }, {}, / 100% delivered {2}12\.3k {2}/],
    [{}, {}, /nothing was attempted/],
    [undefined, {}, / – /],
    [{ firstTry: 1 }, { enabled: false }, /nothing is sent/],
    [undefined, { mode: 'device' }, /device mode: not observable/i],
  ])('%#', (numbers, change, says) => {
    const { row, context } = pictured(numbers, change);
    const text = lineText(underRows({ destinations: [row], isListed: true } as never, context)[0]!.line);
    expect(text).toMatch(says);
    expect(text).not.toMatch(/\b0% delivered/);
  });
});

const warehouse = (change: Partial<StorageHealth> = {}): StorageHealth =>
  ({
    warehouse: warehouseWith('dwh'),
    state: 'unknown',
    failedInRow: 0,
    syncs: {},
    pairs: [],
    ...change,
  }) as StorageHealth;

test.each<readonly [what: string, change: object, rows: Readonly<Record<string, string>>]>([
  ['is not read', {}, { 'Last sync': 'not read yet', 'Last good': '–' }],
  ['has no runs', { state: 'no-runs' }, { 'Last sync': 'no runs' }],
  [
    'is refused',
    { syncs: { error: problemWith({ kind: 'no-access', status: 403 }) } },
    { 'Last sync': 'no access (403)' },
  ],
  ['has runs without an end', { syncs: { data: [] } }, { 'Last sync': 'not known' }],
  [
    'was told of by the trail',
    { reported: { type: t`Storage Destination Sync Failed` } },
    { 'Last sync': 'Storage Destination Sync Failed' },
  ],
  [
    'ran well',
    { last: { word: t`Success` }, lastGood: now - 3 * hour },
    { 'Last sync': 'Success', 'Last good': '3h  09:30' },
  ],
])('a warehouse that %s', (_, change, rows) => {
  const context = { now, glyphs: glyphs(false) } as unknown as ViewContext;
  const lines = storageDetail(warehouse(change), context, 60).map((each) => lineText(each).trimEnd());
  expect(lines.join()).not.toContain('failed in a row');
  for (const [name, told] of Object.entries(rows)) expect(fact(lines, name)).toBe(told);
});

test('what began is not said of a warehouse that fails no more', () => {
  const context = { now, glyphs: glyphs(false) } as unknown as ViewContext;
  const over = storageDetail(warehouse({ failedInRow: 0, onset: exactOnset(now - hour) }), context, 60).map(lineText);
  expect(over.join('\n')).not.toMatch(/since|in a row/);
});

test.each([
  [1, false, exactOnset(now - hour), '1 sync failed in a row', 'since 11:30'],
  [2, false, exactOnset(now - hour), '2 syncs failed in a row', 'since 11:30'],
  [2, true, olderOnset(now - 3.5 * hour), 'at least 2 syncs failed in a row', 'for over 3 h'],
  [1, true, olderOnset(now - 25.5 * minute), 'at least 1 sync failed in a row', 'for over 25 min'],
])('%i failed in a row, there may be more: %s', (failedInRow, isAtLeast, onset, says, since) => {
  const context = { now, glyphs: glyphs(false) } as unknown as ViewContext;
  const notice = { message: t`permission denied` } as StorageHealth['notice'];
  const lines = storageDetail(warehouse({ failedInRow, isAtLeast, onset, notice }), context, 60).map(lineText);
  expect(lines).toEqual(expect.arrayContaining([says, since, 'permission denied']));
});
