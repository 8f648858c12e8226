import { describe, expect, it } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, minute } from '../../../../source/domain/time.ts';
import { apiCallsMeter, type Meter } from '../../../../source/domain/usage/meters.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import {
  meterLine,
  usageFolded,
  usageLines,
  usagePane,
  usageTitle,
  usageTrouble,
} from '../../../../source/views/watch/home/usage-panel.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { now, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';

const month = Date.UTC(2026, 0, 1);
const calls = resources.apiCalls(month);
const users = resources.mtu(month);
const marks = glyphs(false);

/** Ten calls a day, the newest of them yesterday's. */
const meter = (allowance?: bigint, change: Partial<Meter> = {}, days = 14): Meter => {
  const rows = Array.from({ length: days }, (_, index) => ({
    at: month + index * day,
    apiCalls: BigInt(10 * (index + 1)),
  }));
  return { ...apiCallsMeter(rows, month, now, allowance)!, ...change };
};
const mtu = (change: Partial<Meter> = {}) => meter(undefined, { kind: 'mtu', ...change });

const context = (meters: readonly Meter[], { read }: Snapshots = snapshots()) =>
  ({ now, read, glyphs: marks, overview: { meters } }) as never;

describe('the row of a meter', () => {
  const tones = ({ spans }: ReturnType<typeof meterLine>) => spans.map(({ tone }) => tone);

  it.each<readonly [of: string, meter: Meter, width: number, text: string]>([
    ['that will do', meter(1000n), 75, 'API calls 140 of 1k  14%  day 15 of 31 · 310 by Feb 1'],
    ['that runs out', meter(200n), 75, 'API calls 140 of 200  70%  day 15 of 31 · reaches 100% on Jan 21'],
    ['that has run out', meter(140n), 75, 'API calls 140 of 140  100%  day 15 of 31 · passed 100% on Jan 14'],
    ['without allowance', meter(), 200, 'API calls 140    day 15 of 31 · 310 by Feb 1 · allowance not configured'],
    [
      'that has only begun',
      mtu({ recent: undefined, linear: undefined, unprojected: 'too-early' }),
      200,
      'MTU       140    day 15 of 31 · too early to project · allowance not configured',
    ],
    [
      'of a period by which alone it can be told',
      meter(1000n, { recent: undefined }),
      75,
      'API calls 140 of 1k  14%  day 15 of 31 · 310 by Feb 1',
    ],
  ])('%s', (_, of, width, text) => {
    expect(lineText(meterLine(of, width, marks))).toBe(text);
  });

  // The bar of the gauge, without the share behind it.
  it.each([
    [75, 0],
    [76, 4],
    [91, 19],
    [92, 20],
    [200, 20],
  ])('has on %i columns a bar of %i', (width, bar) => {
    const text = lineText(meterLine(meter(1000n), width, marks));
    expect(/[█▏▎▍▌▋▊▉░]+/.exec(text)?.[0].length ?? 0).toBe(bar);
  });

  it('is red where it runs out, yellow where its period is over', () => {
    expect(tones(meterLine(meter(1000n), 75, marks))).toEqual([undefined, 'strong', undefined, 'good', 'dim', 'dim']);
    expect(tones(meterLine(meter(200n), 75, marks))).toEqual([undefined, 'strong', undefined, 'bad', 'dim', 'bad']);
    expect(tones(meterLine(meter(1000n, { ended: true }), 75, marks))[4]).toBe('warn');
  });
});

describe('the panel', () => {
  it('has a row for each meter, and one period in its title where all have the same', () => {
    const title = (...meters: readonly Meter[]) => lineText(usageTitle(context(meters)));
    expect(usageLines(context([meter(), mtu()]), 200).map((row) => lineText(row).slice(0, 13))).toEqual([
      'API calls 140',
      'MTU       140',
    ]);
    expect(title(meter(), mtu())).toBe('Usage · Jan 1 – Feb 1');
    expect(title(meter(), mtu({ periodEnd: month + 20 * day }))).toBe('Usage');
    expect(title()).toBe('Usage');
    expect(usagePane(context([meter(), mtu()]))).toMatchObject({
      rows: [{ key: 'api-calls', open: { view: 'usage' } }, { key: 'mtu' }],
      open: { view: 'usage' },
    });
  });

  it.each<readonly [of: string, meters: readonly Meter[], text: string]>([
    ['the fullest first', [meter(1000n), mtu({ percent: 70 })], 'UsageMTU 70%  API calls 14%  '],
    ['one without allowance last, by its use', [mtu(), meter(1000n)], 'UsageAPI calls 14%  MTU 140  '],
    ['and when it runs out', [meter(200n)], 'UsageAPI calls 70% reaches 100% on Jan 21  '],
  ])('folds to its shares: %s', (_, meters, text) => {
    expect(lineText(usageFolded(context(meters)))).toBe(text);
  });

  it('says beside what it has what could not be renewed', () => {
    const failing = snapshots().set(calls, []).fail(users);
    const old = (of: Snapshots) => ({ ...of, read: (each: never) => ({ ...of.read(each), fetchedAt: now - minute }) });
    expect(usageTrouble(context([meter()], failing))?.text).toBe('MTU: server error (500)');
    expect(usageTrouble(context([meter()], old(snapshots().set(calls, []).fail(calls)) as Snapshots))?.text).toBe(
      'API calls: server error (500), 1m old',
    );
    expect(lineText(usageTitle(context([meter()], failing)))).toBe('Usage · Jan 1 – Feb 1 · MTU: server error (500)');
    expect(usageTrouble(context([meter()]))).toBeUndefined();
    expect(usageTrouble(context([], failing))).toBeUndefined();
  });

  const none = 'No usage counted yet this month: it is counted once a day';
  const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows lost` });
  it.each<readonly [of: string, world: Snapshots, text: string]>([
    ['both have been read', snapshots().set(calls, []).set(users, []), none],
    ['neither has', snapshots(), 'Reading usage…'],
    ['only calls have', snapshots().set(calls, []), 'Reading usage…'],
    ['only users have', snapshots().set(users, []), 'Reading usage…'],
    [
      'users are refused',
      snapshots().set(calls, []).fail(users, { kind: 'no-access', status: 403 }),
      'no access (403)',
    ],
    [
      'calls are refused',
      snapshots().set(users, []).fail(calls, { kind: 'no-access', status: 403 }),
      'no access (403)',
    ],
    [
      'rows of users were lost',
      snapshots().set(calls, []).set(users, [], [lost]),
      'Nothing in what could be read; 3 rows lost',
    ],
  ])('without a meter says that there is none only where %s', (_, world, text) => {
    expect(lineText(usageLines(context([], world), 100)[0]!)).toBe(text);
    expect(lineText(usageFolded(context([], world)))).toBe(`Usage${text}`);
  });
});
