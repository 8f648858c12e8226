import { describe, expect, test } from 'vitest';
import { dataAge, limitText, paced } from '../../../source/app/frame/age.ts';
import type { Runtime } from '../../../source/app/scene/runtime.ts';
import type { WireState } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import type { AppState } from '../../../source/state/store.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { span } from '../../../source/theme/line.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import { minuteVolume } from '../../../source/workspace/resources/minute-volume.ts';

const now = Date.parse('2026-11-21T14:12:30Z');

test.each([
  [undefined, undefined],
  [now - minute, undefined],
  [now + 10 * second, undefined],
  [now + 10 * second + 1, '14:13'],
  [Date.parse('2026-11-21T14:20:00Z'), '14:20'],
  [Date.parse('2026-11-21T14:20:00.001Z'), '14:21'],
  [Date.parse('2026-11-22T00:00:00Z'), 'Nov 22 00:00'],
])('a limit until %i is told as %s, at the end of its minute', (limitedUntil, words) => {
  expect(limitText({ limitedUntil } as WireState, now)).toBe(words);
});

interface Given {
  /** Of the reads that are renewed each minute, in what state they are. */
  readonly reads: readonly object[];
  readonly wire?: Partial<WireState>;
  readonly refreshing?: number;
  /** Ms from the newest minute with an event to now, where sources send all the time. */
  readonly lag?: number;
}

/** What the header says, long and short, and how it looks. */
function told({ reads, wire = {}, refreshing, lag }: Given) {
  const needs = reads.map(
    (_, index) => ({ resource: { key: `r${index}`, every: minute }, priority: 0 }) as unknown as Need,
  );
  const reach = lag === undefined ? undefined : now - lag;
  const minutes = Array.from({ length: 60 }, (_, index) => ({ at: (reach ?? now) - index * minute, count: 1 }));
  const volume = { data: { reach, bySource: new Map([['s', minutes]]) }, askedAt: now, fetchedAt: now, problems: [] };
  const read = ({ key }: { key: string }) => (key === minuteVolume.key ? volume : (reads[Number(key.slice(1))] ?? {}));
  const { long, short } = dataAge(
    { refreshing } as AppState,
    { read, now, glyphs: glyphs(false) } as never,
    needs,
    wire as WireState,
  );
  return [long.text, short.text, long.tone, short.tone];
}
const same = (text: string, tone: string) => [text, text, tone, tone];

const error = { kind: 'server' };
const at = (age: number, more: object = {}) => ({
  data: 1,
  problems: [],
  fetchedAt: now - age,
  status: 'ready',
  ...more,
});
const limited = { limitedUntil: now + hour };

describe('the age of a page', () => {
  test.each<[string, Given, readonly string[]]>([
    ['of the oldest read', { reads: [at(20 * second), at(3 * minute)] }, ['Updated 3m ago', '3m ago', 'dim', 'dim']],
    ['of a moment ago', { reads: [at(9 * second)] }, ['Updated just now', 'just now', 'dim', 'dim']],
    ['nothing is there yet', { reads: [{}, {}] }, same('Reading…', 'dim')],
    ['some of it could not be read', { reads: [{ error }, {}] }, same('No data yet', 'warn')],
    ['none of it could be read', { reads: [{ error }, { error }] }, same('No data', 'warn')],
    [
      'what could never be read makes nothing stale',
      { reads: [at(minute), { error }] },
      ['Updated 1m ago', '1m ago', 'dim', 'dim'],
    ],
    [
      'since when it is stale',
      { reads: [at(minute), at(5 * minute, { error }), at(9 * minute, { error })] },
      ['Stale since 14:03', 'Stale 14:03', 'warn', 'warn'],
    ],
    [
      'stale for a limit',
      { reads: [at(5 * minute, { error })], wire: limited },
      ['Stale since 14:07, limited until 15:13', 'limit 15:13', 'warn', 'warn'],
    ],
    [
      'a limit on the whole token',
      { reads: [at(minute)], wire: { ...limited, pausedUntil: now + hour } },
      ['API limit until 15:13', 'limit 15:13', 'warn', 'warn'],
    ],
    [
      'a limit that delays nothing on screen',
      { reads: [at(minute)], wire: limited },
      ['Updated 1m ago', '1m ago', 'dim', 'dim'],
    ],
    [
      'it is read again',
      { reads: [at(3 * minute, { status: 'loading' })], refreshing: now - minute },
      same('Updating… 3m ago', 'info'),
    ],
    [
      'it is read again just after it was',
      { reads: [at(5 * second, { status: 'loading' })], refreshing: now },
      same('Updating… just now', 'info'),
    ],
    [
      'one of several is read again',
      { reads: [at(3 * minute, { status: 'loading' }), at(minute)], refreshing: now - second },
      same('Updating… 3m ago', 'info'),
    ],
    [
      'the API is late',
      { reads: [at(minute)], lag: 7.9 * minute },
      ['Updated 1m ago, API 7 min behind', 'API 7 min behind', 'warn', 'warn'],
    ],
    [
      'the API is as late as usual',
      { reads: [at(minute)], lag: 3 * minute },
      ['Updated 1m ago', '1m ago', 'dim', 'dim'],
    ],
    [
      'it has been read again',
      { reads: [at(minute, { status: 'loading' })], refreshing: now - minute },
      ['Updated 1m ago', '1m ago', 'dim', 'dim'],
    ],
    [
      'what fails again is not called updating',
      { reads: [at(3 * minute, { status: 'loading', error })], refreshing: now - minute },
      ['Stale since 14:09', 'Stale 14:09', 'warn', 'warn'],
    ],
    [
      'of an earlier start',
      { reads: [at(2 * hour, { recalled: true }), at(hour, { recalled: true })] },
      same('From 12:12', 'warn'),
    ],
    [
      'of an earlier start, still of now',
      { reads: [at(minute, { recalled: true })] },
      ['Updated 1m ago', '1m ago', 'dim', 'dim'],
    ],
    [
      'of an earlier start, just no more of now',
      { reads: [at(minute + 1, { recalled: true })] },
      same('From 14:11', 'warn'),
    ],
  ])('%s', (_, given, expected) => expect(told(given)).toEqual(expected));
});

describe('the interval beside the age', () => {
  const age = { long: span(t`Updated 1m ago`, 'dim'), short: span(t`1m ago`, 'dim') };
  const need = (every: number) => ({ resource: { key: `${every}`, every }, priority: 0 }) as unknown as Need;
  const shown = (pace: number, needs: readonly Need[], every?: (resource: { every: number }) => number) => {
    const runtime = { store: { getState: () => ({ pace }) }, poller: { every } };
    const { long, short } = paced(age, runtime as unknown as Runtime, needs);
    return [long.text, short.text];
  };

  test.each<[string, readonly string[], readonly string[]]>([
    ['as it usually is, it is not told', shown(1, [need(minute)]), ['Updated 1m ago', '1m ago']],
    ['without reads there is none', shown(2, []), ['Updated 1m ago', '1m ago']],
    [
      'where limits hold some back, the longest in force',
      shown(2, [need(30 * second), need(minute)], ({ every }) => 4 * every),
      ['Updated 1m ago, every 4m', '1m ago'],
    ],
    [
      'as the reads have it, where nothing else is known',
      shown(2, [need(minute)]),
      ['Updated 1m ago, every 1m', '1m ago'],
    ],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});
