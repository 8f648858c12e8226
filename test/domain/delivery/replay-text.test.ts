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

const filter = {
  ...{
    id: 'f1',
    sourceId: 's1',
    destinationId: 'd1',
    title: t`Sample`,
    description: t``,
    enabled: true,
    condition: t``,
  },
  actions: [
    { type: t`SAMPLE`, path: t``, part: 0.126, properties: [] },
    { type: t`DROP_PROPERTIES`, path: t``, properties: [t`email`, t`ip`] },
    { type: t`DROP_PROPERTIES`, path: t``, properties: [t`phone`] },
  ],
};
const archive = {
  ...{ id: 'd1', name: t`Archive`, type: t`Amazon S3`, typeSlug: t`amazon-s3`, enabled: true, sourceId: 's1' },
};
const offForADay: Partial<ReplayFacts> = {
  destination: archive,
  loss: {
    ...{ kind: 'disabled', from, to: from + hour, hourly: false, cut: false },
    by: { ...item('Integration Disabled', from, 'Ben'), actorEmail: t`ben@acme.example` },
    undone: { ...item('Integration Enabled', from + hour, 'Ana'), actorEmail: t`ana@acme.example` },
  },
  also: [
    { id: 'd2', name: t`Braze` },
    { id: 'd3', name: t`Zendesk` },
  ],
  reasons: undefined,
  types: counts(['track', 1]),
  names: counts(),
  totals: { lost: 0, expired: 0, retrying: 1, at: now, hours: 1 },
  filters: { kind: 'read', rows: [filter, { ...filter, title: t`Off`, enabled: false }], at: now - day },
};
const unread: Partial<ReplayFacts> = {
  workspace: undefined,
  source: undefined,
  loss: { ...failing, to: from + hour, cut: true, hourly: false },
  reasons: { kind: 'problem', problem },
  types: { kind: 'reading' },
  names: { kind: 'reading' },
  totals: undefined,
  filters: { kind: 'reading' },
};

describe('a moment', () => {
  test.each([
    [0, '2026-11-21 23:30 UTC (local time is UTC)'],
    [-330, '2026-11-21 23:30 UTC (18:00 local, UTC-5:30)'],
    [345, '2026-11-21 23:30 UTC (2026-11-22 05:15 local, UTC+5:45)'],
    [-605, '2026-11-21 23:30 UTC (13:25 local, UTC-10:05)'],
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
    expect(request()).toMatch(/All +1,300 events: failed deliveries in the hours of the window, by Delivery Overview/);
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

  test.each<[number, string]>([
    [40, ''],
    [41, '1  in 1 other'],
    [42, '3  in 2 others'],
  ])('of %i names the last ones are counted: %j', (length, rest) => {
    const many = Array.from({ length }, (_, index) => [`Event ${index}`, length - index] as const);
    const lines = request({ names: counts(...many), types: { kind: 'reading' } }).split('\n');
    const last = lines.findIndex((each) => each.endsWith('Event 39')) + 1;
    expect(lines[last]!.trim().replace(/ {2,}/, '  ')).toBe(rest || 'By reason, read 14:11 UTC:');
    expect(lines[last - 41]).toBe('By event name, read 14:11 UTC:');
  });

  test('is whole where deliveries fail', () => {
    expect(request().split('\n')).toEqual([
      'Request for a replay, to Segment Support',
      'Workspace      Acme Production (slug acme-prod, id w1)',
      'Source         iOS (slug ios_prod, id s1)',
      'Destination    Amplitude (Amplitude (Actions), id d1), enabled',
      'Why            deliveries failed',
      'From           2026-11-21 09:00 UTC (10:00 local, UTC+1), the first hour with failures',
      'To             still failing at 2026-11-21 14:12 UTC (15:12 local, UTC+1): fill in the end',
      '',
      'Events to replay',
      'All            1,300 events: failed deliveries in the hours of the window, by Delivery Overview',
      'By event type, read 14:11 UTC:',
      '  1,200        track',
      '  100          identify',
      'By event name, read 14:11 UTC:',
      '  1,200        Order Completed',
      '  100          unnamed or batched events',
      'By reason, read 14:11 UTC:',
      '  1,300        401',
      'Totals of the last 24 hours, by delivery metrics, read 14:10 UTC:',
      '  1,290        refused for good',
      '  12           expired: given up after four hours of retries',
      '  7            attempts still being retried: these may arrive without a replay',
      '',
      'Filters that apply to replayed events',
      'None is enabled.',
      'Filters of now apply, whatever was in force when the events were sent; read 14:12 UTC.',
      '',
      'What a replay does, and does not',
      '- A replay is made by Segment Support, for workspaces on the Business plan only.',
      '- The destination may stay disabled during the replay (S3 and GCS may not).',
      '- Replayed events do not show in Event Delivery: count them at the destination.',
      '- A replay may take the rate limit that live events need: ask for a quiet hour.',
      '- What the tool itself refused is refused again unless its cause was mended first.',
      '- Events of the window that did arrive: ask whether the replay sends them again.',
      '',
      'Written by segtop at 2026-11-21 14:12 UTC (15:12 local, UTC+1) from the Public API.',
    ]);
  });

  test('is whole where a destination was disabled', () => {
    expect(request(offForADay).split('\n')).toEqual([
      'Request for a replay, to Segment Support',
      'Workspace      Acme Production (slug acme-prod, id w1)',
      'Source         iOS (slug ios_prod, id s1)',
      'Destination    Archive (Amazon S3, id d1), enabled',
      'Why            the destination was disabled: nothing was sent, and nothing was queued',
      'From           2026-11-21 09:00 UTC (10:00 local, UTC+1)',
      'To             2026-11-21 10:00 UTC (11:00 local, UTC+1)',
      'Disabled by    ben@acme.example, 2026-11-21 09:00 UTC (10:00 local, UTC+1)',
      'Enabled by     ana@acme.example, 2026-11-21 10:00 UTC (11:00 local, UTC+1)',
      'Also disabled  Braze (id d2), Zendesk (id d3): by the same actor within ten minutes, so ask for them together',
      '',
      'Events to replay',
      'All            1 event: what the source sent inside the window, by event volume',
      'By event type, read 14:11 UTC:',
      '  1            track',
      'By event name, read 14:11 UTC:',
      '  0            nothing was counted inside the window',
      'Totals of the last hour, by delivery metrics, read 14:12 UTC:',
      '  0            refused for good',
      '  0            expired: given up after four hours of retries',
      '  1            attempts still being retried: these may arrive without a replay',
      '',
      'Filters that apply to replayed events',
      'Sample         SAMPLE 13%, DROP_PROPERTIES email, ip, DROP_PROPERTIES phone where all events',
      'Filters of now apply, whatever was in force when the events were sent; read 2026-11-20 14:12 UTC.',
      '',
      'What a replay does, and does not',
      '- A replay is made by Segment Support, for workspaces on the Business plan only.',
      '- S3 and GCS have to be enabled during the replay; this one is.',
      '- Replayed events do not show in Event Delivery: count them at the destination.',
      '- A replay may take the rate limit that live events need: ask for a quiet hour.',
      '- What the tool itself refused is refused again unless its cause was mended first.',
      '- The counts are what the source sent; mappings and filters take a part of it.',
      '',
      'Written by segtop at 2026-11-21 14:12 UTC (15:12 local, UTC+1) from the Public API.',
    ]);
  });

  test('is whole where hardly anything is known', () => {
    expect(request(unread).split('\n')).toEqual([
      'Request for a replay, to Segment Support',
      'Workspace      being read',
      'Source         id s1',
      'Destination    Amplitude (Amplitude (Actions), id d1), enabled',
      'Why            deliveries failed',
      'From           2026-11-21 09:00 UTC (10:00 local, UTC+1); it may have begun before what was read',
      'To             2026-11-21 10:00 UTC (11:00 local, UTC+1)',
      '',
      'Events to replay',
      'By event type: being read',
      'By event name: being read',
      'By reason: not known, Forbidden',
      '',
      'Filters that apply to replayed events',
      'Being read.',
      '',
      'What a replay does, and does not',
      '- A replay is made by Segment Support, for workspaces on the Business plan only.',
      '- The destination may stay disabled during the replay (S3 and GCS may not).',
      '- Replayed events do not show in Event Delivery: count them at the destination.',
      '- A replay may take the rate limit that live events need: ask for a quiet hour.',
      '- What the tool itself refused is refused again unless its cause was mended first.',
      '- Events of the window that did arrive: ask whether the replay sends them again.',
      '',
      'Written by segtop at 2026-11-21 14:12 UTC (15:12 local, UTC+1) from the Public API.',
    ]);
  });
});
