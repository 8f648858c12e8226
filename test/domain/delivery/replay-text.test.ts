import { describe, expect, test } from 'vitest';
import type { Counts, LossWindow, ReplayFacts } from '../../../source/domain/delivery/replay.ts';
import { bothTimes, replayLines, replayText } from '../../../source/domain/delivery/replay-text.ts';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { t } from '../../../source/domain/text.ts';
import { day, hour, minute } from '../../../source/domain/time.ts';

const now = Date.parse('2026-11-21T14:12:30Z');
const from = Date.parse('2026-11-21T09:00:00Z');

const problem = { kind: 'no-access', message: t`Forbidden`, status: 403, operation: t`GET /audit-events` } as const;
const counts = (
  ...rows: (readonly [name: string | undefined, count: number])[]
): Extract<Counts, { kind: 'read' }> => ({
  kind: 'read',
  rows: rows.map(([name, count]) => ({ name: name === undefined ? undefined : t`${name as never}`, count })),
  at: now - minute,
});

const item = (type: string, at: number, actor: string): AuditItem => ({
  id: `${type}${at}`,
  at,
  type: t`${type as never}`,
  actor: t`${actor as never}`,
  resourceId: 'd1',
  resourceType: t`integration`,
  resourceName: t`Amplitude`,
});

const unknownStart: LossWindow = { kind: 'disabled', from: undefined, to: undefined, hourly: false, cut: false };
const failing: LossWindow = { kind: 'failing', from, to: undefined, hourly: true, cut: false };

function request(change: Partial<ReplayFacts> = {}): string {
  const facts: ReplayFacts = {
    workspace: { id: 'w1', slug: t`acme-prod`, name: t`Acme Production` },
    source: { id: 's1', name: t`iOS`, slug: t`ios_prod` },
    destination: {
      id: 'd1',
      name: t`Amplitude`,
      type: t`Amplitude (Actions)`,
      typeSlug: t`actions-amplitude`,
      enabled: true,
      sourceId: 's1',
    },
    loss: failing,
    also: [],
    reasons: counts(['401', 1300]),
    types: counts(['track', 1200], ['identify', 100]),
    names: counts(['Order Completed', 1200], [undefined, 100]),
    totals: { lost: 1290, expired: 12, retrying: 7, at: now - 2 * minute, hours: 24 },
    filters: { kind: 'read', rows: [], at: now },
    now,
    ...change,
  };
  return replayText(replayLines(facts, 60)).join('\n');
}

describe('a moment', () => {
  test.each([
    [0, '2026-11-21 23:30 UTC (local time is UTC)'],
    [-330, '2026-11-21 23:30 UTC (18:00 local, UTC-5:30)'],
    [60, '2026-11-21 23:30 UTC (2026-11-22 00:30 local, UTC+1)'],
  ])('%i minutes east of UTC', (offset, text) => {
    expect(bothTimes(Date.parse('2026-11-21T23:30:00Z'), offset)).toBe(text);
  });
});

describe('the request', () => {
  test('names workspace, source and destination with their ids, and the window in both zones', () => {
    expect(request()).toContain('Acme Production (slug acme-prod, id w1)');
    expect(request()).toContain('iOS (slug ios_prod, id s1)');
    expect(request()).toContain('Amplitude (Amplitude (Actions), id d1), enabled');
    expect(request()).toMatch(/From +2026-11-21 09:00 UTC \(10:00 local, UTC\+1\), the first hour with failures/);
    expect(request()).toMatch(/To +still failing at 2026-11-21 14:12 UTC/);
  });

  test('lists the events by type and name, with basis and age', () => {
    expect(request()).toMatch(/All +1,300 events: failed deliveries inside the window, by Delivery Overview/);
    expect(request()).toMatch(
      /By event name, read 14:11 UTC:\n +1,200 +Order Completed\n +100 +unnamed or batched events/,
    );
    expect(request()).toMatch(
      /Totals of the last 24 hours, by delivery metrics, read 14:10 UTC:\n +1,290 +refused for good/,
    );
    expect(request()).toMatch(/12 +expired/);
  });

  test('what was read before midnight UTC says of which day', () => {
    const totals = { lost: 1, expired: 0, retrying: 0, at: Date.parse('2026-11-20T23:59:00Z'), hours: 24 };
    expect(request({ totals })).toContain('by delivery metrics, read 2026-11-20 23:59 UTC:');
  });

  test.each<[string, Partial<ReplayFacts>, RegExp]>([
    [
      'a window that has ended',
      { loss: { ...failing, to: from + hour } },
      /To +2026-11-21 10:00 UTC .*the end of the last/,
    ],
    ['one that may have begun earlier', { loss: { ...failing, cut: true } }, /it may have begun before what was read/],
    [
      'a destination that was disabled, by whom and with what else',
      {
        loss: {
          kind: 'disabled',
          from,
          to: undefined,
          hourly: false,
          cut: false,
          by: item('Integration Disabled', from, 'ci-token'),
        },
        also: [{ id: 'd2', name: t`Braze` }],
      },
      /still disabled at[\s\S]*Disabled by +ci-token, 2026-11-21 09:00 UTC[\s\S]*Also disabled +Braze \(id d2\)[\s\S]*what the source sent inside the window/,
    ],
    [
      'a gap that was closed',
      {
        loss: {
          kind: 'disabled',
          from,
          to: from + hour,
          hourly: false,
          cut: false,
          by: item('Integration Disabled', from, 'ci-token'),
          undone: item('Integration Enabled', from + hour, 'ana'),
        },
      },
      /To +2026-11-21 10:00 UTC[\s\S]*Enabled by +ana, 2026-11-21 10:00 UTC/,
    ],
    [
      'a start that nobody tells',
      { loss: unknownStart },
      /From +not observable: nothing in the audit trail of 90 days switched it off/,
    ],
    [
      'a start that is to come',
      { loss: { ...unknownStart, untold: { kind: 'reading' } } },
      /From +being read\nTo +still disabled/,
    ],
    [
      'a start that a token may not read',
      { loss: { ...unknownStart, untold: { kind: 'problem', problem } } },
      /From +not known, Forbidden; fill it in/,
    ],
    [
      'a silence, which no trail tells of',
      { loss: { ...unknownStart, kind: 'silent' } },
      /From +not observable: no count tells when attempts ended; fill it in\nTo +still silent/,
    ],
    ['counts that are not there yet', { types: { kind: 'reading' } }, /By event type: being read/],
    ['counts that were refused', { names: { kind: 'problem', problem } }, /By event name: not known, Forbidden/],
    [
      'more names than a request has room for',
      {
        names: counts(
          ...Array.from({ length: 43 }, (_, index): readonly [string, number] => [`E${index}`, 50 - index]),
        ),
      },
      / {2}11 +E39[\s\S]* {2}27 +in 3 others/,
    ],
    ['no event inside the window', { types: counts() }, /0 +nothing was counted inside the window/],
    [
      'a count that does not reach back to the beginning of the window',
      {
        loss: { ...unknownStart, from: from - 40 * day },
        types: { ...counts(['track', 1200]), from: from - 14 * day },
        names: { ...counts(), from: from - 14 * day },
      },
      /All +1,200 events: what the source sent since 2026-11-07 09:00 UTC, by event volume, which goes back no further[\s\S]*By event type[\s\S]*0 +nothing was counted since 2026-11-07 09:00 UTC/,
    ],
    [
      'filters that apply',
      {
        filters: {
          kind: 'read',
          at: now,
          rows: [
            {
              id: 'f1',
              sourceId: 's1',
              destinationId: 'd1',
              title: t`Drop tests`,
              description: t``,
              enabled: true,
              condition: t`type = "track"`,
              actions: [{ type: t`DROP`, path: t``, properties: [] }],
            },
          ],
        },
      },
      /Drop tests +DROP where type = "track"/,
    ],
    ['filters that could not be read', { filters: { kind: 'problem', problem } }, /Not known: Forbidden/],
  ])('%s', (_, change, wanted) => {
    expect(request(change)).toMatch(wanted);
  });

  test('says what a replay cannot do, and whom it is for', () => {
    for (const words of ['Business plan only', 'do not show in Event Delivery', 'rate limit', 'S3 and GCS may not'])
      expect(request()).toContain(words);
    const storage = {
      id: 'd1',
      name: t`Archive`,
      type: t`Amazon S3`,
      typeSlug: t`amazon-s3`,
      enabled: false,
      sourceId: 's1',
    };
    expect(request({ destination: storage })).toContain('have to be enabled during the replay: this one is disabled');
  });

  test('a long list of events is counted on', () => {
    const many = Array.from({ length: 50 }, (_, index) => [`Event ${index}`, 50 - index] as const);
    expect(request({ names: counts(...many) })).toMatch(/55 +in 10 others/);
  });
});
