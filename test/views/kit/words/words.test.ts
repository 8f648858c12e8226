import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Onset } from '../../../../source/domain/delivery/onset.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import type { Span } from '../../../../source/theme/line.ts';
import { storageDetail } from '../../../../source/views/kit/connection-detail.ts';
import { countOf, countSpan, feedText, scheduleText } from '../../../../source/views/kit/words/mappings.ts';
import { onsetCell, onsetText, onsetTime, spanText } from '../../../../source/views/kit/words/onset.ts';
import {
  signalBasis,
  signalFacts,
  signalName,
  signalTarget,
  signalVerdict,
} from '../../../../source/views/kit/words/signals.ts';
import { syncDetailRows, syncMark } from '../../../../source/views/kit/words/syncs.ts';
import {
  actorText,
  causeText,
  connectionMark,
  connectionName,
  connectionVerdict,
  lossText,
  momentText,
  problemText,
  sinceText,
  sourceMark,
  storageMark,
} from '../../../../source/views/kit/words.ts';
import { auditWith, problemWith } from '../../../workspace/snapshots.ts';

const marks = glyphs(false);
const now = Date.parse('2026-12-01T00:10:30Z');
const textOf = (spans: readonly Span[]) => spans.map(({ text }) => text).join('|');
const onset = (change: Partial<Onset>): Onset => ({
  since: undefined,
  within: minute,
  before: undefined,
  until: undefined,
  ...change,
});

afterEach(() => void vi.unstubAllEnvs());

describe('when something began', () => {
  it.each<readonly [string, Partial<Onset>, string, string, string]>([
    ['UTC', { since: now - 10 * minute }, 'since 00:00', '00:00', '00:00'],
    ['UTC', { since: now - 11 * minute }, 'since Nov 30 23:59', 'Nov 30 23:59', 'Mon 23:59'],
    ['Asia/Kolkata', { since: now - 11 * minute }, 'since 05:29', '05:29', '05:29'],
    ['America/New_York', { since: Date.parse('2026-11-01T05:30:00Z') }, 'since Nov 1 01:30', 'Nov 1 01:30', 'Nov 1'],
    ['America/New_York', { since: Date.parse('2026-11-01T06:30:00Z') }, 'since Nov 1 01:30', 'Nov 1 01:30', 'Nov 1'],
    ['America/New_York', { since: Date.parse('2026-03-08T07:30:00Z') }, 'since Mar 8 03:30', 'Mar 8 03:30', 'Mar 8'],
    ['UTC', { before: now - hour + 1 }, 'for over 59 min', 'over 59 min', '>59 min'],
    ['UTC', { before: now - hour }, 'for over 1 h', 'over 1 h', 'over 1 h'],
    ['UTC', { before: now - 47 * hour }, 'for over 47 h', 'over 47 h', 'over 47 h'],
    ['UTC', { before: now - 2 * day }, 'for over 2 d', 'over 2 d', 'over 2 d'],
    ['UTC', { before: now - 24 * hour }, 'for over 24 h', 'over 24 h', 'over 24 h'],
  ])('in %s %o reads %s', (zone, given, text, cell, narrow) => {
    vi.stubEnv('TZ', zone);
    expect([onsetText(onset(given), now), onsetCell(onset(given), now, 0), onsetCell(onset(given), now, 9)]).toEqual([
      text,
      cell,
      narrow,
    ]);
  });

  it('is a range where only the hour is known, cut at now', () => {
    expect(onsetTime(onset({ since: now - 10.5 * minute, within: hour }), now)).toBe('00:00–00:10');
    expect(onsetTime(onset({ since: now - 10.5 * minute - 59 * minute, within: 59 * minute }), now)).toBe(
      'Nov 30 23:01',
    );
  });

  it.each<readonly [what: string, Partial<Onset>, forms: readonly [width: number, text: string][]]>([
    [
      'the hour of today',
      { since: now - 10.5 * minute, within: hour },
      [
        [11, '00:00–00:10'],
        [6, '~00:00'],
      ],
    ],
    [
      'an hour of yesterday',
      { since: now - 130.5 * minute, within: hour },
      [
        [18, 'Nov 30 22:00–23:00'],
        [13, '~Nov 30 22:00'],
        [10, '~Mon 22:00'],
        [6, 'Mon22h'],
      ],
    ],
    ['a day', { since: Date.parse('2026-11-29T00:00:00Z'), within: day }, [[6, 'Nov 29']]],
    [
      'before all that was looked at, which is no day',
      { before: now - day },
      [
        [9, 'over 24 h'],
        [6, '>24 h'],
      ],
    ],
  ])('%s in columns of different widths', (_what, given, forms) => {
    expect(forms.map(([width]) => [width, onsetCell(onset(given), now, width)])).toEqual(forms);
  });

  it('has ended where its end is known', () => {
    expect(spanText(onset({ since: now - hour, until: now - minute }), now)).toBe('ended 00:09');
    expect(spanText(onset({ since: now - 9 * minute }), now)).toBe('since 00:01');
    expect(onsetCell(undefined, now, 9)).toBe('');
  });

  it('is the day alone in a column that is too narrow for the time', () => {
    expect([
      sinceText(now - day, now, 12),
      sinceText(now - 4 * day, now, 11),
      sinceText(now - day, now, 0),
      sinceText(undefined, now, 9),
    ]).toEqual(['Nov 30 00:10', 'Nov 27', 'Nov 30 00:10', '']);
  });
});

describe('words of every view', () => {
  it('name who did it by mail, else without the kind of actor', () => {
    const item = auditWith({ at: now - minute, type: t`Destination Disabled`, actor: t`users/u1` });
    expect(actorText(item)).toBe('u1');
    expect(actorText({ ...item, actorEmail: t`ana@acme.example` })).toBe('ana@acme.example');
    expect(actorText({ ...item, actorEmail: t`` })).toBe('u1');
    expect(causeText(item, t`changed`, now)).toBe('changed by u1 00:09');
  });

  it('say what was lost of how many, where that is known', () => {
    expect(lossText({ failed: 2_390, attempted: 2_540, isSinceOnset: true })).toBe('2.39k of 2.54k');
    expect(lossText({ failed: 12, attempted: undefined, isSinceOnset: true })).toBe('12 events');
  });

  it('say what went wrong, with the status where there was an answer', () => {
    expect(problemText(problemWith({ kind: 'no-access', status: 403 }))).toBe('no access (403)');
    expect(problemText(problemWith({ kind: 'network', status: 0 }))).toBe('no connection');
  });

  const connection = (state: string, verdict?: string, judgement: object = {}) =>
    ({ state, verdict, judgement: { trouble: false, state: 'steady', ...judgement } }) as never;
  it.each([
    [connection('failing', 'LOST', { trouble: true }), marks.failing, 'bad', 'LOST'],
    [connection('failing', 'RETRYING', { trouble: true }), marks.partial, 'warn', 'RETRYING'],
    [connection('failing', 'LOST'), marks.healthy, 'good', 'background'],
    [connection('failing', 'LOST', { state: 'recovering' }), marks.partial, 'warn', 'ended'],
    [connection('idle', 'SILENT'), marks.failing, 'bad', 'SILENT'],
    [connection('idle'), marks.idle, 'warn', ''],
    [connection('healthy'), marks.healthy, 'good', ''],
    [connection('disabled', 'DISABLED'), marks.inactive, 'dim', 'DISABLED'],
    [connection('unknown'), marks.inactive, 'dim', ''],
  ])('mark a connection by what is wrong now: %#', (given, mark, tone, verdict) => {
    expect([
      connectionMark(given, marks).text,
      connectionMark(given, marks).tone,
      connectionVerdict(given).text,
    ]).toEqual([mark, tone, verdict]);
  });

  it.each([
    ['live', marks.healthy, 'good'],
    ['quiet', marks.healthy, 'good'],
    ['silent', marks.failing, 'bad'],
    ['never', marks.idle, 'warn'],
    ['disabled', marks.inactive, 'dim'],
    ['unknown', marks.inactive, 'dim'],
  ])('mark a source that is %s', (state, text, tone) => {
    expect(sourceMark({ health: { state } } as never, marks)).toMatchObject({ text, tone });
  });

  it.each([
    ['failing', marks.failing, 'bad'],
    ['partial', marks.partial, 'warn'],
    ['ok', marks.healthy, 'good'],
    ['no-runs', marks.idle, 'warn'],
    ['disabled', marks.inactive, 'dim'],
  ])('mark a warehouse that is %s', (state, text, tone) => {
    expect(storageMark({ state } as never, marks)).toMatchObject({ text, tone });
  });
});

describe('the last sync of a warehouse, where none was read', () => {
  it.each<[state: string, syncs: object, text: string]>([
    ['unknown', {}, 'not read yet'],
    ['unknown', { error: problemWith({ kind: 'server', status: 503 }) }, 'server error (503)'],
    ['unknown', { data: [] }, 'not known'],
    ['no-runs', { data: [] }, 'no runs'],
  ])('%s, %o: %s', (state, syncs, text) => {
    const storage = { warehouse: { name: t`W`, type: t`Redshift` }, failedInRow: 0, state, syncs };
    const rows = storageDetail(storage as never, { now, glyphs: marks } as never, 60);
    expect(rows.map(({ spans }) => textOf(spans)).find((row) => row.startsWith('Last sync'))).toContain(text);
  });
});

describe('words of mappings', () => {
  it.each([
    ['PERIODIC', { interval: 3600 }, 'every 1h'],
    ['PERIODIC', { interval: '15m' }, 'every 15m'],
    ['PERIODIC', {}, 'every interval that the API does not give'],
    ['MANUAL', {}, 'by hand'],
    ['CRON', { spec: '0 6 * * *' }, 'cron 0 6 * * *'],
    ['SPECIFIC_DAYS', { days: [1, 3], hours: [] }, 'on days 1, 3 at hours any'],
    ['DBT_CLOUD', {}, 'after a dbt Cloud job'],
    ['HOURLY', {}, 'HOURLY'],
  ])('%s %o is %s', (strategy, config, text) => {
    expect(scheduleText({ strategy: sanitise(strategy), config })).toBe(text);
  });

  it('name what feeds a mapping: events, or a model with its schedule', () => {
    const models = [{ id: 'model-123456', name: t`Accounts` }] as never;
    const schedule = { strategy: t`MANUAL`, config: {} };
    expect(feedText({} as never, models)).toBe('events');
    expect(feedText({ modelId: 'model-123456', schedule } as never, models)).toBe('Accounts, by hand');
    expect(feedText({ modelId: 'model-123456' } as never, undefined)).toBe('model model-12');
  });

  it('have a count of zero only where all of them were told', () => {
    const delivery = (isComplete: boolean) =>
      ({ isComplete, byMapping: new Map([['a', { delivered: 5, failed: 0, filtered: 1 }]]) }) as never;
    expect([
      countOf(delivery(false), 'a', 'delivered'),
      countOf(delivery(true), 'b', 'failed'),
      countOf(delivery(false), 'b', 'failed'),
    ]).toEqual([5, 0, undefined]);
    expect([countSpan(undefined), countSpan(0, 'bad'), countSpan(1, 'bad')]).toMatchObject([
      { text: '–', tone: 'dim' },
      { text: '0', tone: 'dim' },
      { text: '1', tone: 'bad' },
    ]);
  });
});

describe('words of what only the trail tells', () => {
  const signal = (kind: string, state: string, times: number, ago = 3 * minute) =>
    ({
      kind,
      state,
      times,
      attempt: { times, isAtLeast: false },
      item: auditWith({ at: now - ago, type: t`x`, resourceId: 'r', resourceName: t`VIPs`, id: 'i' }),
    }) as never;

  it.each([
    [
      signal('audience-run', 'retrying', 2),
      'Audience VIPs',
      'RETRYING',
      'run: attempt 2 of up to 6 failed, tried again by itself|last 3m ago',
    ],
    [signal('trait-sync', 'failed', 3), 'Computed trait VIPs', 'FAILED', 'sync to a destination failed 3×|last 3m ago'],
    [signal('source-run', 'failed', 1, 0), 'Source VIPs', 'FAILED', 'run failed|last just now'],
    [signal('reverse-etl', 'partial', 2), 'Reverse ETL VIPs', 'PARTIAL', 'sync only partly done 2×|last 3m ago'],
    [
      signal('data-graph', 'changed', 1),
      'Data graph VIPs',
      'BROKEN',
      'a breaking change of its definition|last 3m ago',
    ],
    [signal('profiles-sync', 'failed', 1), 'Profiles Sync VIPs', 'FAILED', 'sync failed|last 3m ago'],
  ])('%#: %s', (given, name, verdict, facts) => {
    expect([signalName(given), signalVerdict(given).text, textOf(signalFacts(given, now))]).toEqual([
      name,
      verdict,
      facts,
    ]);
  });

  it.each([
    ['failed', 'bad'],
    ['changed', 'bad'],
    ['partial', 'warn'],
    ['retrying', 'warn'],
  ])('that is %s has its facts in the tone of its verdict', (state, tone) => {
    const given = signal('reverse-etl', state, 1);
    expect([signalVerdict(given).tone, signalFacts(given, now)[0]!.tone]).toEqual([tone, tone]);
  });

  it('say what ends it, and lead to the thing or to the report', () => {
    expect(signalBasis(signal('audience-run', 'failed', 1))).toBe(
      'Known from the audit trail of this period only. A completed run of the audience clears this.',
    );
    expect(signalBasis(signal('source-run', 'failed', 1))).toContain(
      'silence of three times the usual gap clears this',
    );
    const views = ['reverse-etl', 'source-run', 'audience-sync', 'trait-run', 'profiles-sync'].map(
      (kind) => signalTarget(signal(kind, 'failed', 1)).view,
    );
    expect(views).toEqual(['reverse-etl', 'source', 'audience', 'trait', 'audit-item']);
  });
});

it.each([
  [0, 'Nov 29 00:10', 'Nov 29 00:10'],
  [12, 'Nov 29 00:10', 'Nov 29 00:10'],
  [9, 'Sun 00:10', 'Nov 29 00:10'],
  [6, 'Sun00h', 'Nov 29 00:10'],
])(
  'on %i columns a time is given as exactly as has room; where a column goes as a whole, with its day',
  (width, since, moment) => {
    vi.stubEnv('TZ', 'UTC');
    const at = Date.parse('2026-11-29T00:10:00Z');
    expect([sinceText(at, now, width), momentText(at, now, width)]).toEqual([since, moment]);
    vi.unstubAllEnvs();
  },
);

it('a connection whose source is not known has eight characters of its id', () => {
  const destination = { name: t`Braze`, sourceId: 'abcdefghij' };
  expect(connectionName({ destination, source: undefined } as never, marks)).toMatch(/^Braze ← abcdefg[h…]$/);
});

describe('words of syncs', () => {
  it.each([
    ['success', marks.healthy, 'good', 'Everything was loaded.', false],
    ['partial', marks.partial, 'warn', 'Some rows were loaded', true],
    ['failure', marks.failing, 'bad', 'No rows were loaded', true],
    ['running', marks.dot, 'info', 'Still running.', false],
    ['unknown', marks.inactive, 'text', 'A result that segtop does not know.', true],
  ] as const)('%s', (status, text, tone, meaning, asksForMore) => {
    expect(syncMark(status, marks)).toMatchObject({ text, tone });
    const rows = syncDetailRows({ status, notices: [] } as never, 200).map(({ line }) => textOf(line.spans));
    expect(rows[0]).toContain(meaning);
    expect(rows.some((row) => row.includes('Which collections failed'))).toBe(asksForMore);
  });
});
