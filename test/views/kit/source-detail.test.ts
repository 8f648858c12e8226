import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText } from '../../../source/theme/line.ts';
import { sourceDetail } from '../../../source/views/kit/source-detail.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import {
  destinationWith,
  hourly,
  metricsWith,
  now,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const web = sourceWith('web', { name: t`Web`, type: t`Javascript` });
const flow = {
  source: web,
  health: { state: 'live', lastSeen: now - minute, lastSeenBy: { start: now - 2 * minute, end: now - minute } },
  events: 1_234,
  earlierEvents: undefined,
  change: 12,
  series: hourly(3, 4),
};
const silent = {
  ...flow,
  health: { ...flow.health, state: 'silent', habit: { perHour: 5_100, days: 6, ofDays: 7 } },
};
const violated = {
  source: web,
  basis: 'blocked',
  violations: 234,
  percent: 18.96,
  unplanned: 0,
};

const connection = (id: string, change: object = {}) => ({
  id,
  destination: destinationWith(id, 'web', { name: sanitise(id) }),
  state: 'healthy',
  judgement: {},
  metrics: metricsWith({ firstTry: 9 }),
  failedPercent: 0,
  series: [],
  ...change,
});
const failing = connection('Braze', {
  state: 'failing',
  verdict: 'LOST',
  failedPercent: 40,
  judgement: { trouble: true, state: 'failing', rate: 94 },
});

interface World {
  readonly key?: string;
  readonly connections?: readonly object[];
  readonly violations?: readonly object[];
  readonly isWhole?: boolean;
  readonly world?: Snapshots;
}

function drawn(of: object, given: World = {}, width = 60, isAnswered = true) {
  const { connections = [], violations = [], isWhole = true, key = 'x' } = given;
  const { read } = given.world ?? snapshots().set(resources.destinations, []);
  const overview = {
    flow: { window: { start: now - 24 * hour, end: now } },
    fleet: { connections, isWhole },
    violations: { rows: violations },
  };
  const context = {
    now,
    glyphs: glyphs(false),
    read,
    overview,
    period: '24h',
    keyOf: () => key,
  } as unknown as ViewContext;
  return sourceDetail(of as never, context, width, isAnswered);
}
const texts = (...given: Parameters<typeof drawn>) => drawn(...given).map((each) => lineText(each).trimEnd());
/** Tone of the first span that says it. */
const toneOf = (pattern: RegExp, ...given: Parameters<typeof drawn>) =>
  drawn(...given)
    .flatMap(({ spans }) => spans)
    .find(({ text }) => pattern.test(text))?.tone;

describe('the details of a source', () => {
  it('say what it sends, since when that is known, and of what time the numbers are', () => {
    expect(texts(flow)).toEqual([
      '● Web  Javascript',
      '',
      'Last seen   1m  12:29',
      'Window      Jan 14 12:30 – now',
      'Events      1,234  +12%',
      '',
      'No destination',
    ]);
  });

  it('of a silent one say what it usually sends', () => {
    expect(texts(silent).slice(0, 4)).toEqual([
      '◆ Web  Javascript',
      '',
      'SILENT',
      'usually ~5.1k an hour at this hour, on 6 of 7 days',
    ]);
    expect(texts(flow).join('\n')).not.toContain('SILENT');
  });

  it.each([
    ['no last event', { health: { state: 'never' } }, 'Last seen   –'],
    ['no volume', { events: undefined }, 'Events      –  +12%'],
    ['no past', { change: undefined }, 'Events      1,234'],
  ])('with %s make nothing up', (_, change, row) => {
    expect(texts({ ...flow, ...change })).toContain(row);
  });

  it('have a graph of their own only where none stands beside them', () => {
    const graph = (isAnswered: boolean) => texts(flow, {}, 60, isAnswered).includes('Events by the hour');
    expect([graph(false), graph(true)]).toEqual([true, false]);
    expect(toneOf(/[▁▂▃▄▅▆▇█]/, silent, {}, 60, false)).toBe('bad');
    expect(toneOf(/[▁▂▃▄▅▆▇█]/, flow, {}, 60, false)).toBe('dim');
  });
});

describe('what of it breaks its plan', () => {
  const rows = (change: object = {}, of: object = flow) =>
    texts(of, {
      violations: [
        { ...violated, source: sourceWith('ios') },
        { ...violated, ...change },
      ],
    }).slice(5, -2);

  it('is a share with its basis and the counts it is made of', () => {
    expect(rows()).toEqual([
      '',
      '19% of events with violations  blocked',
      'With        234',
      'Without     1,000',
      'Received    1,234',
    ]);
    expect(texts(flow, { violations: [{ ...violated, source: sourceWith('ios') }] })).toHaveLength(7);
  });

  it.each([
    ['an unplanned event', { unplanned: 1 }, flow, 'Unplanned   1  blocked'],
    ['events that are not known', {}, { ...flow, events: undefined }, 'Without     –'],
    ['fewer events than violations, which are read at another time', { violations: 2_000 }, flow, 'Without     0'],
    ['another basis', { basis: 'forwarded' }, flow, '19% of events with violations  forwarded'],
    ['a basis of its own', { basis: 'collected' }, flow, '19% of events with violations  collected'],
  ])('with %s', (_, change, of, row) => {
    expect(rows(change, of)).toContain(row);
  });

  it.each<readonly [of: string, change: object, share: string, count: string]>([
    ['one', { violations: 1, percent: 0.1 }, 'bad', 'bad'],
    ['none', { violations: 0, percent: 0 }, 'good', 'text'],
    ['none of events that are not known', { violations: 0, percent: undefined }, 'dim', 'text'],
  ])('is red where there is %s, and green only where the share is known', (_, change, share, count) => {
    const given = { violations: [{ ...violated, ...change }] };
    expect([toneOf(/%$|^–$/, { ...flow, change: undefined }, given), toneOf(/^[01]$/, flow, given)]).toEqual([
      share,
      count,
    ]);
  });

  it('is yellow where events are blocked for not being planned', () => {
    expect(toneOf(/^1$/, flow, { violations: [{ ...violated, unplanned: 1 }] })).toBe('warn');
  });
});

describe('where it goes', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => connection(`d${index}`));
  const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`rows were lost` })];

  it.each<readonly [of: string, given: World, row: string, tone: string]>([
    ['none', {}, 'No destination', 'warn'],
    ['none while the list is read', { isWhole: false, world: snapshots() }, 'Reading destinations…', 'dim'],
    [
      'none in a list that could not be read',
      { isWhole: false, world: snapshots().fail(resources.destinations, { status: 503 }) },
      'destinations: server error (503)',
      'warn',
    ],
    [
      'none in what was read',
      { isWhole: false, world: snapshots().set(resources.destinations, [], lost) },
      'destinations: none in what was read; rows were lost',
      'warn',
    ],
    ['one', { connections: many(1) }, '1 destination', 'strong'],
    ['one in what was read', { connections: many(1), isWhole: false }, '1+ destinations', 'strong'],
  ])('%s', (_, given, row, tone) => {
    expect(texts(flow, given)[6]).toBe(row);
    expect(drawn(flow, given)[6]!.spans[0]!.tone).toBe(tone);
  });

  it('names twelve of its own, and says how many more there are', () => {
    const other = { ...connection('other'), destination: destinationWith('other', 'ios') };
    const rows = (count: number) => texts(flow, { connections: [other, ...many(count)] }).slice(6);
    expect(rows(12)).toHaveLength(13);
    expect(rows(12)[0]).toBe('12 destinations');
    expect(rows(13).slice(-2)).toEqual([`● d11${' '.repeat(52)} 0%`, 'and 1 more: x']);
    expect(rows(15).at(-1)).toBe('and 3 more: x');
    expect(texts(flow, { connections: many(15), key: '' }).at(-1)).toBe('and 3 more');
  });

  it('with how much of each fails, and the verdict', () => {
    const off = connection('Zendesk', { state: 'disabled', metrics: undefined });
    const rows = texts(flow, { connections: [failing, off] }, 40).slice(7);
    expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual(['◆ Braze LOST 94%', '○ Zendesk disabled']);
  });
});
