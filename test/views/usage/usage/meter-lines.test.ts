import { describe, expect, it, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour } from '../../../../source/domain/time.ts';
import type { Meter, Pace, Threshold } from '../../../../source/domain/usage/meters.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { type Line, lineText } from '../../../../source/theme/line.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import { meterFacts, meterLine } from '../../../../source/views/usage/usage/meter-lines.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../../../workspace/snapshots.ts';

const april = Date.UTC(2026, 3, 1);
/** An hour into the eleventh day: ten are counted. */
const now = april + 10 * day + hour;
const pace = (perDay: number, days: number, change: Partial<Pace> = {}): Pace => ({
  perDay,
  days,
  projected: 12_345_678n,
  ...change,
});
const meter = (change: Partial<Meter> = {}): Meter => ({
  kind: 'api-calls',
  periodStart: april,
  periodEnd: april + 29 * day,
  used: 8_634_779n,
  asOf: april + 9 * day,
  countedUntil: april + 10 * day,
  allowance: 12_000_000n,
  percent: 71.96,
  dayOfPeriod: 11,
  daysInPeriod: 30,
  ended: false,
  daily: [],
  recent: undefined,
  linear: undefined,
  unprojected: undefined,
  thresholds: [],
  ...change,
});
const contextOf = (snapshot: Partial<Snapshot> = {}, configFile?: string) =>
  ({
    glyphs: glyphs(false),
    now,
    session: { configFile },
    keyOf: () => t`o`,
    read: () => ({ ...unread, status: 'ready', fetchedAt: now - 5 * 60_000, ...snapshot }),
  }) as unknown as ViewContext;
const shown = ({ spans }: Line) => lineText({ spans }).trimEnd();

describe('a meter on one row', () => {
  test.each([
    [120, {}, '❯ API calls 8,634,779 of 12,000,000   72%  ███████████████████████░░░░░░░░░  day 11 of 30'],
    [84, {}, '❯ API calls 8,634,779 of 12,000,000   72%  █████████░░░░  day 11 of 30'],
    [78, {}, '❯ API calls 8,634,779 of 12,000,000   72%  ███░  day 11 of 30'],
    [77, {}, '❯ API calls 8,634,779 of 12,000,000  72%  day 11 of 30'],
    [70, {}, '❯ API calls 8,634,779 of 12,000,000  72%  day 11 of 30'],
    [69, {}, '❯ API calls 8.63M of 12M  72%  day 11 of 30'],
    [120, { allowance: undefined, percent: undefined }, '❯ API calls 8,634,779  no allowance set  day 11 of 30'],
    [69, { kind: 'mtu', ended: true }, '❯ MTU       8.63M of 12M  72%  period ended Apr 30'],
  ] as const)('of %i columns', (width, change, text) => {
    const row = shown(meterLine(meter(change), 'shown', width, contextOf()));
    const bars = /[█░]+/g;
    expect(row.replace(bars, '')).toBe(text.replace(bars, ''));
    expect(bars.test(row)).toBe(text.includes('█'));
  });

  test.each([
    ['shown', '❯', 'strong', false],
    ['other', ' ', 'dim', true],
    ['only', ' ', 'strong', false],
  ] as const)('that is the %s one', (chosen, pointer, tone, hint) => {
    const keyOf = (id: string) => (id === 'tab.previous' ? t`H` : t`L`);
    const row = meterLine(meter(), chosen, 120, { ...contextOf(), keyOf });
    expect(row.spans[0]?.text).toBe(pointer);
    expect(row.spans[2]?.tone).toBe(tone);
    expect(lineText(row).endsWith('   H/L shows it')).toBe(hint);
  });

  test.each([
    ['tab.next', '   j shows it'],
    ['none', 'day 11 of 30'],
  ])('that is another one names only keys that there are: %s', (key, end) => {
    const keyOf = (id: string) => (id === key ? t`j` : t``);
    expect(lineText(meterLine(meter(), 'other', 120, { ...contextOf(), keyOf })).endsWith(end)).toBe(true);
  });
});

const threshold = (percent: number, change: Partial<Threshold> = {}): Threshold => ({ percent, ...change });
const facts = (change: Partial<Meter>, width: number, given = contextOf(), today?: number) =>
  meterFacts(meter(change), today, given, width).map(shown);

describe('how it goes on', () => {
  const recent = pace(400_000, 7);
  const linear = pace(300_000, 10);
  const atEnd = '12.3M by Apr 30';
  test.each<readonly [what: string, width: number, change: Partial<Meter>, rows: readonly string[]]>([
    [
      'by both paces on a wide screen',
      140,
      { recent, linear },
      [`  ${atEnd} at the last 7 days' pace (400k a day); ${atEnd} at the whole period's (300k)`],
    ],
    [
      'one below the other on a less wide one',
      90,
      { recent, linear },
      [`  ${atEnd} at the last 7 days' pace (400k a day)`, `  ${atEnd} at the whole period's (300k)`],
    ],
    [
      'once where both are of the same days',
      140,
      { recent, linear: pace(1, 7) },
      [`  ${atEnd} at the last 7 days' pace (400k a day)`],
    ],
    ['by the only one there is', 140, { linear: pace(9, 1) }, [`  ${atEnd} at the last day's pace (9 a day)`]],
    ['in short on a narrow screen', 69, { recent, linear }, [`  ${atEnd}`]],
    [
      'to the end of its allowance',
      69,
      { recent: pace(1, 7, { reachesAllowanceAt: april + 20 * day }) },
      ['  reaches 100% on Apr 21'],
    ],
    [
      'not at all once all is used',
      140,
      { percent: 100, reachesAllowanceAt: april + 9 * day, recent },
      ['  passed 100% on Apr 10'],
    ],
    ['by nothing yet', 140, { unprojected: 'too-early' }, ['  Apr 1 – Apr 30: too early to project']],
    ['by nothing any more', 69, { unprojected: 'ended', ended: true }, ['  final']],
    [
      'by nothing that could be believed',
      140,
      { unprojected: 'contradiction' },
      ['  Apr 1 – Apr 30: not projected: its counts contradict each other'],
    ],
  ])('%s', (_, width, change, rows) => {
    expect(facts(change, width).slice(0, rows.length)).toEqual(rows);
    expect(facts(change, width)[rows.length]).toBe('  notices:');
  });
});

describe('notices', () => {
  const passed = threshold(75, { passedAt: april + 3 * day });
  const coming = threshold(90, { reachesAt: april + 19 * day });
  test.each<readonly [Partial<Meter>, string]>([
    [
      { thresholds: [passed, coming, threshold(100)], recent: pace(1, 7) },
      'notices: 75 % passed Apr 4 · 90 % on Apr 20 · 100 % not in this period',
    ],
    [{ thresholds: [threshold(100)] }, 'notices: 100 % not passed so far'],
    [{ thresholds: [threshold(100)], ended: true }, 'notices: 100 % not in this period'],
    [{ kind: 'mtu', thresholds: [threshold(60)] }, 'Segment mails near 60 and 80 %: 60 % not passed so far'],
  ])('%#', (change, text) => {
    expect(facts(change, 140)[1]).toBe(`  ${text}`);
  });

  it.each([
    [passed, 'warn'],
    [threshold(100, { passedAt: april }), 'bad'],
    [coming, 'text'],
    [threshold(100, { reachesAt: april }), 'bad'],
    [threshold(100), 'dim'],
  ])('%j looks %s', (each, tone) => {
    const [, row] = meterFacts(meter({ thresholds: [each] }), undefined, contextOf(), 140);
    expect(row?.spans.at(-1)?.tone).toBe(tone);
  });
});

test.each([
  [
    'api-calls',
    140,
    undefined,
    `  no share without your plan's allowance: set "allowance": {"apiCalls": 10000} in config.yaml`,
  ],
  [
    'mtu',
    140,
    '/etc/s.json',
    `  no share without your plan's allowance: set "allowance": {"mtu": 10000} in /etc/s.json`,
  ],
  ['mtu', 69, '/etc/s.json', '  allowance: config.yaml'],
] as const)('without an allowance of %s, on %i columns, it is told where to write it', (kind, width, file, text) => {
  expect(facts({ kind, allowance: undefined, percent: undefined }, width, contextOf({}, file))[1]).toBe(text);
});

describe('what the numbers are made of', () => {
  const basis = (change: Partial<Meter>, snapshot: Partial<Snapshot> = {}, today?: number) =>
    facts(change, 140, contextOf(snapshot), today)[2];
  const until = 'counted through Apr 10 UTC';
  test.each<readonly [Partial<Meter>, Partial<Snapshot>, number | undefined, string]>([
    [{}, {}, undefined, `${until}, read 5m ago`],
    [{}, { fetchedAt: now }, undefined, `${until}, read just now`],
    [{}, { fetchedAt: undefined }, undefined, until],
    [{}, {}, 1, `${until}, read 5m ago · today ~1 event received`],
    [{}, {}, 0, `${until}, read 5m ago · today ~0 events received`],
    [{ kind: 'mtu' }, {}, undefined, `${until}, read 5m ago · today's users are counted after midnight UTC`],
    [{ ended: true }, {}, 1, `${until}, read 5m ago`],
    [{}, { error: problemWith() }, undefined, `${until}, read 5m ago · server error (500)`],
  ])('%#', (change, snapshot, today, text) => {
    expect(basis(change, snapshot, today)).toBe(`  ${text}`);
  });

  it.each([
    ['36 hours after the last count nothing is late', { countedUntil: now - 36 * hour }, 'dim'],
    ['later than that it is', { countedUntil: now - 36 * hour - 1 }, 'warn'],
    ['what has ended is never late', { countedUntil: now - 90 * hour, ended: true }, 'dim'],
  ])('%s', (_, change, tone) => {
    const row = meterFacts(meter(change), undefined, contextOf(), 140)[2];
    expect(row?.spans.find(({ text }) => text.startsWith('counted'))?.tone).toBe(tone);
  });

  const users = (at: number, anonymous: number, later: number) => ({
    at,
    identified: 900n,
    neverIdentified: 100n,
    anonymous: BigInt(anonymous),
    anonymousIdentified: BigInt(later),
  });
  test.each([
    [140, [users(april, 5, 5), users(april + day, 300, 200)], '300 anonymous in all, 200 of them identified later'],
    [140, [users(april + day, 300, 300), users(april, 5, 5)], '300 anonymous in all, 300 of them identified later'],
    [140, [users(april, 300, 301)], '300 anonymous in all, 301 identified later: more than there are'],
  ])('of MTU, by the newest count', (width, data, text) => {
    const rows = facts({ kind: 'mtu' }, width, contextOf({ data }));
    expect(rows[3]).toBe(`  MTU = 900 identified + 100 never identified · ${text}`);
  });

  it('of MTU are not known where rows were lost', () => {
    const lost = { data: [users(april, 5, 5)], problems: [problemWith({ kind: 'dropped-rows', status: 200 })] };
    expect(facts({ kind: 'mtu' }, 140, contextOf(lost))[3]).toBe('');
  });

  it('what no read tells is said where there is room', () => {
    expect(facts({}, 70).at(-1)).toMatch(/^ {2}the API does not count functions hours and Engage credits: o /);
    expect(facts({}, 69).at(-1)).toMatch(/counted through/);
  });
});
