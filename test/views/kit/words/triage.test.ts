import { afterEach, describe, expect, it, vi } from 'vitest';
import { exactOnset, olderOnset } from '../../../../source/domain/delivery/onset.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { span } from '../../../../source/theme/line.ts';
import {
  fitted,
  triageFacts,
  triageMark,
  triageSentence,
  triageTarget,
  triageVerdict,
  worstTone,
} from '../../../../source/views/kit/words/triage.ts';
import type { TriageItem } from '../../../../source/workspace/watch/triage.ts';
import { auditWith, destinationWith, problemWith, sourceWith } from '../../../workspace/snapshots.ts';

const marks = glyphs(false);
/** Ten minutes into a day of another month than the hour before. */
const now = Date.parse('2026-12-01T00:10:00Z');

afterEach(() => void vi.unstubAllEnvs());

const item = (kind: TriageItem['kind'], change: object = {}): TriageItem =>
  ({ kind, period: '24h', id: kind, severity: 900, trouble: true, ...change }) as never;
const connection = (change: object = {}) => ({
  id: 'braze',
  destination: destinationWith('braze', 'web', { name: t`Braze` }),
  source: sourceWith('web', { name: t`Web` }),
  state: 'failing',
  judgement: { state: 'losing', trouble: true, rate: 12 },
  ...change,
});
const failing = (change: object = {}) => item('connection', { connection: connection(change) });
const storage = (change: object = {}) => ({
  warehouse: { id: 'dwh', name: t`DWH` },
  state: 'failing',
  failedInRow: 1,
  ...change,
});
const meter = (percent: number | undefined, change: object = {}) =>
  item('usage', { meter: { kind: 'mtu', percent, countedUntil: now, ...change } });
const violations = (basis: string, change: object = {}) =>
  item('violations', { row: { source: sourceWith('web', { name: t`Web` }), basis }, count: 2, ...change });
const signal = item('signal', {
  signal: {
    kind: 'audience-run',
    state: 'retrying',
    times: 2,
    attempt: { times: 2, isAtLeast: false },
    onset: exactOnset(now - 9 * minute),
    item: auditWith({ at: now, type: t`x` }),
  },
});
const flow = (change: object = {}) =>
  item('privacy', {
    flow: {
      kind: 'destination',
      name: t`Braze`,
      source: sourceWith('web', { name: t`Web` }),
      broken: ['red'],
      fields: { red: ['a', 'b', 'c'].map((path) => ({ path: sanitise(path) })) },
      ...change,
    },
  });

describe('a trouble in one word', () => {
  it.each<readonly [of: string, item: TriageItem, word: string, tone: string]>([
    [
      'a warehouse of which a part was loaded',
      item('warehouse', { storage: storage({ state: 'partial' }) }),
      'PARTIAL',
      'warn',
    ],
    ['a warehouse', item('warehouse', { storage: storage() }), 'FAILED', 'bad'],
    ['events blocked', violations('blocked'), 'BLOCKED', 'warn'],
    ['violations counted', violations('forwarded'), 'VIOLATED', 'warn'],
    ['a budget that is used up', meter(100), 'OVER', 'warn'],
    ['a budget that is nearly used up', meter(99.99), 'QUOTA', 'warn'],
    ['a budget of which no share is known', meter(undefined), 'QUOTA', 'warn'],
    ['a mark of privacy', flow(), 'PRIVACY', 'warn'],
    ['a report of the trail', signal, 'RETRYING', 'warn'],
    ['a connection', failing({ verdict: 'LOST' }), 'LOST', 'bad'],
    [
      'what a connection always fails',
      failing({ verdict: 'LOST', judgement: { state: 'background', trouble: false } }),
      'background',
      'dim',
    ],
    ['a destination that is off', item('disabled', { verdict: 'DISABLED' }), 'DISABLED', 'dim'],
    ['a source', item('source', { verdict: 'SILENT' }), 'SILENT', 'bad'],
  ])('%s', (_, given, text, tone) => {
    expect(triageVerdict(given)).toMatchObject({ text, tone });
  });
});

describe('how bad a trouble is', () => {
  it.each<readonly [of: string, item: TriageItem, mark: string, tone: string]>([
    ['lost', item('connection', { verdict: 'LOST' }), marks.failing, 'bad'],
    ['waiting', item('connection', { verdict: 'RETRYING' }), marks.partial, 'warn'],
    ['over', item('connection', { verdict: 'LOST', trouble: false }), marks.partial, 'warn'],
    ['switched off', item('disabled', { trouble: false }), marks.idle, 'warn'],
    ['silent', item('source', { severity: 800 }), marks.failing, 'bad'],
    ['at the bottom of those that lose', item('violations', { severity: 300 }), marks.failing, 'bad'],
    ['below them', item('violations', { severity: 299 }), marks.partial, 'warn'],
    ['a warehouse', item('warehouse'), marks.partial, 'warn'],
    ['a budget', item('usage'), marks.partial, 'warn'],
    ['a report', item('signal'), marks.partial, 'warn'],
  ])('%s', (_, given, text, tone) => {
    expect(triageMark(given, marks)).toMatchObject({ text, tone });
  });

  it.each<readonly [of: string, items: readonly TriageItem[], tone: string | undefined]>([
    ['nothing', [], undefined],
    ['one that warns', [item('usage')], 'warn'],
    ['one that warns before one that is lost', [item('usage'), item('connection')], 'bad'],
  ])('the worst of %s gives its tone to them all', (_, items, tone) => {
    expect(worstTone(items, marks)).toBe(tone);
  });
});

const onset = exactOnset(now - 20 * minute);
const cause = auditWith({ at: now - 25 * minute, type: t`Destination Disabled`, actorEmail: t`ana@acme.example` });

describe('a trouble in a sentence', () => {
  it.each<readonly [of: string, item: TriageItem, sentence: string]>([
    [
      'what was lost since it began',
      failing({ verdict: 'LOST', reason: t`401`, onset, loss: { failed: 5, attempted: 20, isSinceOnset: true } }),
      'Braze ← Web  401  12% failing  LOST  5 of 20  since Nov 30 23:50',
    ],
    [
      'what was lost in the period, as it has no beginning',
      failing({ verdict: 'LOST', loss: { failed: 1, attempted: undefined, isSinceOnset: false } }),
      'Braze ← Web  12% failing  LOST  1 event in 24 h',
    ],
    [
      'a loss of none is left out',
      failing({ verdict: 'EXPIRED', loss: { failed: 0, attempted: 20, isSinceOnset: true }, metrics: { retrying: 1 } }),
      'Braze ← Web  12% failing  EXPIRED  1 waiting',
    ],
    [
      'what waits is not lost',
      failing({
        verdict: 'RETRYING',
        loss: { failed: 5, attempted: 20, isSinceOnset: true },
        metrics: { retrying: 7 },
      }),
      'Braze ← Web  12% failing  RETRYING  7 waiting',
    ],
    [
      'what is lost comes before what waits, which is left out',
      failing({ verdict: 'LOST', metrics: { retrying: 7 } }),
      'Braze ← Web  12% failing  LOST',
    ],
    [
      'what is over failed, and ended',
      failing({
        verdict: 'LOST',
        judgement: { state: 'recovering', trouble: false, rate: 3 },
        onset: exactOnset(now - 2 * hour, now - 5 * minute),
        cause,
      }),
      'Braze ← Web  3% failed  LOST  ended 00:05  changed by ana@acme.example Nov 30 23:45',
    ],
    [
      'the day stands once where it began on the day of its cause',
      failing({ verdict: 'LOST', onset, cause }),
      'Braze ← Web  12% failing  LOST  since Nov 30 23:50  changed by ana@acme.example 23:45',
    ],
    [
      'a connection that delivers nothing',
      { ...failing({ verdict: 'SILENT', sourceEvents: 1200 }), period: '7d' },
      'Braze ← Web  SILENT  source sent 1.2k in 7 d, nothing was delivered',
    ],
    [
      'what was missed since it was switched off, by whom',
      item('disabled', { connection: connection({ sourceEvents: 900, onset, cause }), missed: 40 }),
      'Braze ← Web  DISABLED  by ana@acme.example Nov 30 23:45  source sent 40 since',
    ],
    [
      'switched off since a known time by somebody unknown',
      item('disabled', { connection: connection({ sourceEvents: 900, onset }), missed: 0 }),
      'Braze ← Web  DISABLED  since Nov 30 23:50  source sent 0 since',
    ],
    [
      'switched off before all that is known',
      item('disabled', { connection: connection({ sourceEvents: 900 }) }),
      'Braze ← Web  DISABLED  source sent 900 in 24 h',
    ],
    [
      'a source that fell silent',
      item('source', {
        flow: {
          source: sourceWith('web', { name: t`Web` }),
          health: {
            lastSeenBy: { start: now - 31 * minute, end: now - 30 * minute },
            habit: { perHour: 60, days: 6, ofDays: 7 },
          },
        },
      }),
      'Web  SILENT  since Nov 30 23:40  usually ~60 an hour at this hour, on 6 of 7 days',
    ],
    ['a failure whose rate of now is not known', failing({ judgement: { state: 'losing' } }), 'Braze ← Web'],
    [
      'a sync that failed once',
      item('warehouse', { storage: storage({ lastGood: now - day }), cause }),
      'Warehouse DWH  sync failed  last good Nov 30 00:10  changed by ana@acme.example Nov 30 23:45',
    ],
    [
      'syncs that failed in a row, by the trail alone',
      item('warehouse', {
        storage: storage({ failedInRow: 2, reported: auditWith({ at: now - hour, type: t`Warehouse Sync Failed` }) }),
      }),
      'Warehouse DWH  sync failed 2×  failed 1h',
    ],
    [
      'syncs of which all that were read failed',
      item('warehouse', { storage: storage({ failedInRow: 3, isAtLeast: true, onset: olderOnset(now - 5.5 * hour) }) }),
      'Warehouse DWH  sync failed 3+×  for over 5 h',
    ],
    [
      'a sync of which a part was loaded',
      item('warehouse', { storage: storage({ state: 'partial', notice: { level: t``, message: t`a table` } }) }),
      'Warehouse DWH  sync partial  a table',
    ],
    [
      'one event blocked since it began',
      violations('blocked', { since: onset.since, onset, count: 1 }),
      'Web  1 event blocked  since Nov 30 23:50',
    ],
    ['violations of a period', violations('forwarded'), 'Web  2 violations forwarded in 24 h'],
    ['a budget that will not last', meter(80, { reachesAllowanceAt: now + day }), 'MTU  80%  reaches 100% on Dec 2'],
    ['a budget that has been used up', meter(120, { reachesAllowanceAt: now - 1 }), 'MTU  120%  passed 100% on Dec 1'],
    ['three fields of a colour', flow(), 'Braze ← Web  PRIVACY  red should not flow, and does: a, b, c'],
    [
      'a field more than are named, with filters that were not read',
      flow({
        kind: 'source',
        fields: { red: ['a', 'b', 'c', 'd'].map((path) => ({ path: sanitise(path) })) },
        filters: { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) },
      }),
      'Braze  PRIVACY  red should not flow, and does: a, b, c and 1 more  its filters: no access (403)',
    ],
    [
      'filters that were read before and could not be renewed stand',
      flow({ filters: { problems: [], data: [], error: problemWith() } }),
      'Braze ← Web  PRIVACY  red should not flow, and does: a, b, c',
    ],
    [
      'reports of the trail that reach as far back as it was read',
      item('signal', {
        signal: {
          ...{ kind: 'source-run', state: 'failed', times: 3, isAtLeast: true, onset: olderOnset(now - 23.5 * hour) },
          item: auditWith({ at: now, type: t`x` }),
        },
        onset: undefined,
      }),
      'Source Braze  FAILED  run failed 3+×  last just now  for over 23 h',
    ],
    [
      'a report of the trail',
      signal,
      'Audience Braze  RETRYING  run: attempt 2 of up to 6 failed, tried again by itself  last just now  since 00:01',
    ],
  ])('%s', (_, given, sentence) => {
    vi.stubEnv('TZ', 'UTC');
    expect(triageSentence(given, { glyphs: marks, now })).toBe(sentence);
  });
});

it('says in the tone of a problem that filters could not be read', () => {
  const filters = { problems: [], error: problemWith({ kind: 'no-access', status: 403 }) };
  const { parts } = triageFacts(flow({ filters }), { glyphs: marks, now });
  expect(parts.at(-1)).toEqual({ text: 'its filters: no access (403)', tone: 'warn' });
});

it.each([
  ['failing', 'bad'],
  ['partial', 'warn'],
])('the words of a warehouse that is %s have the tone of its verdict', (state, tone) => {
  const given = item('warehouse', { storage: storage({ state }) });
  expect([triageFacts(given, { glyphs: marks, now }).parts[0]!.tone, triageVerdict(given).tone]).toEqual([tone, tone]);
});

it.each([
  [21, ['12% failing', 'LOST']],
  [20, ['12% failing', 'LOST']],
  [19, ['12% failing']],
  [4, ['12% failing']],
])('on %i columns facts stand whole or not at all, but for the first', (width, expected) => {
  const facts = [span(t``), span(t`12% failing`), span(t`LOST`)];
  expect(fitted(facts, 1, width).map(({ text }) => text)).toEqual(expected);
});

it('a time is told in fewer cells before it is left out', () => {
  vi.stubEnv('TZ', 'UTC');
  const { parts } = triageFacts(failing({ verdict: 'LOST', onset: exactOnset(now - 2 * day) }), { glyphs: marks, now });
  const since = (width: number) => fitted(parts, 0, width).find(({ text }) => text.startsWith('since'))?.text;
  const used = '  12% failing  LOST  '.length;
  expect([18, 17, 14, 11].map((room) => since(used + room))).toEqual([
    'since Nov 29 00:10',
    'since Sun 00:10',
    'since Sun00h',
    undefined,
  ]);
});

it.each<readonly [item: TriageItem, view: string, params: object]>([
  [failing(), 'destination', { id: 'braze' }],
  [item('disabled', { connection: connection() }), 'destination', { id: 'braze' }],
  [item('source', { flow: { source: { id: 'web' } } }), 'source', { id: 'web' }],
  [violations('blocked'), 'violation-events', { source: 'web' }],
  [item('warehouse', { storage: storage() }), 'warehouse', { id: 'dwh' }],
  [meter(80), 'usage', {}],
  [flow(), 'privacy', { tab: 'settings' }],
  [signal, 'audience', { id: 'd' }],
])('%#: Enter leads to the page that explains it', (given, view, params) => {
  expect(triageTarget(given)).toMatchObject({ view, params });
});
