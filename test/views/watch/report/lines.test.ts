import { describe, expect, test } from 'vitest';
import { exactOnset, olderOnset } from '../../../../source/domain/delivery/onset.ts';
import type { AuditItem, Sync } from '../../../../source/domain/entities.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import type { ReportFacts } from '../../../../source/views/watch/report/facts.ts';
import { reportLines } from '../../../../source/views/watch/report/lines.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { samples } from '../../../../source/workspace/resources/samples.ts';
import {
  auditWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  steady,
  syncWith,
} from '../../../workspace/snapshots.ts';
import { braze, factsOf, lost, world } from './facts-of.ts';

/** What stands under a title. */
function under(title: string, facts: ReportFacts): readonly string[] {
  const lines: readonly string[] = reportLines(facts, glyphs(false));
  const from = lines.indexOf(`## ${title}`);
  if (from < 0) return [];
  const end = lines.findIndex((each, index) => index > from && each.startsWith('## '));
  return lines.slice(from + 1, end < 0 ? undefined : end).filter((each) => each !== '');
}

const counts = 'Counts of the last 24 hours';

describe('a report says of what it does not list how much that is', () => {
  const reasons = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: t`r${index}`, count: 1_000 }));
  test.each([
    [15, undefined],
    [16, '| 1 other reason | 1,000 |'],
    [17, '| 2 other reasons | 2,000 |'],
  ])('%i reasons', (count, more) => {
    const told = under(counts, factsOf('destination', { reasons: reasons(count) }));
    expect(told.filter((each) => /^\| r\d/.test(each))).toHaveLength(15);
    expect(told.find((each) => each.includes(' other reason'))).toBe(more);
  });

  const changes = (count: number): AuditItem[] =>
    Array.from({ length: count }, (_, index) => auditWith({ at: now - index * hour, type: t`Destination Modified` }));
  const cause = auditWith({ at: now - 40 * hour, type: t`Destination Disabled` });
  test.each<readonly [string, AuditItem[], AuditItem | undefined, listed: number, more: string | undefined]>([
    ['15 changes', changes(15), undefined, 15, undefined],
    ['16 changes', changes(16), undefined, 15, '- 1 older change'],
    ['17 changes', changes(17), undefined, 15, '- 2 older changes'],
    ['14 changes and the cause', [...changes(14), cause], cause, 15, undefined],
    ['15 changes and the cause', [...changes(15), cause], cause, 15, '- 1 older change'],
    ['15 changes and a cause that is not among them', changes(15), cause, 15, '- 1 older change'],
  ])('%s', (_, items, began, listed, more) => {
    const told = under(
      'Who changed what',
      factsOf('destination', { changes: items, cause: began, isTrailKnown: true }),
    );
    expect(told.filter((each) => / UTC: /.test(each))).toHaveLength(listed);
    expect(told.find((each) => each.includes('older'))).toBe(more);
    expect(told[0]!.endsWith('(may have begun it)')).toBe(began !== undefined);
  });

  test.each([
    [20, undefined],
    [21, '1 earlier run was read.'],
    [22, '2 earlier runs were read.'],
  ])('%i runs', (count, more) => {
    const syncs = Array.from({ length: count }, (_, index) => syncWith(index + 1, 'success'));
    const told = under('Runs', factsOf('warehouse', {}, world().set(resources.warehouseSyncs('dwh'), syncs)));
    expect(told.filter((each) => each.startsWith('| 2026'))).toHaveLength(20);
    expect(told.find((each) => each.includes('earlier'))).toBe(more);
  });
});

test('the counts of a connection add up, and say what became of what failed', () => {
  expect(under(counts, factsOf('destination')).slice(2)).toEqual([
    '| attempted | 100 |',
    '| delivered | 90 |',
    '| failed | 10 |',
    '| of these discarded, not tried again | 8 |',
    '| of these expired after four hours of retries | 2 |',
    '| waiting for another attempt | 5 |',
    'Read 2026-01-15 12:30 UTC.',
  ]);
});

test.each<readonly [what: string, count: number, isLost: boolean, says: string | undefined]>([
  ['the highest', 7, false, 'highest 7'],
  ['none, of all reasons', 0, false, 'highest 0'],
  ['what is known, of some reasons', 7, true, 'highest 7'],
  ['nothing, where no reason that was read has any', 0, true, undefined],
])('the curve of a connection tells %s', (_, count, isLost, says) => {
  const report = failuresOf(count > 0 ? { '401': hourly(2, count, 0) } : {});
  const of = world().set(resources.failures(period, braze), report, isLost ? lost : []);
  const told = under(counts, factsOf('destination', {}, of)).find((each) => each.includes('by the hour'));
  expect(told?.split('; ')[1]).toBe(says);
});

test.each([
  ['nothing is known', undefined, ['Not known.']],
  [
    'it goes on',
    exactOnset(now - hour),
    ['- Began: 2026-01-15 11:30 UTC (local time is UTC)', '- Goes on (since 11:30)'],
  ],
  [
    'it began before what was looked at',
    olderOnset(now - 90 * minute),
    ['- Began: Before 2026-01-15 11:00 UTC, which is as far back as was looked', '- Goes on (for over 1 h)'],
  ],
])('since when, where %s', (_, onset, told) => {
  expect(under('Since when', factsOf('destination', { onset }))).toEqual(told);
});

test.each([
  [0, ''],
  [minute - 1, ''],
  [minute, ', known to the minute'],
  [hour - 1, ', known to the minute'],
  [hour, ', known to the hour'],
])('a beginning that is known to %i ms', (within, told) => {
  const [began] = under('Since when', factsOf('destination', { onset: { since: now - 3 * hour, within } as never }));
  expect(began).toBe(`- Began: 2026-01-15 09:30 UTC (local time is UTC)${told}`);
});

test('an end is told with its time, and a beginning of which nothing is known is before now', () => {
  const onset = { since: undefined, within: 0, until: now - minute } as never;
  expect(under('Since when', factsOf('destination', { onset }))).toEqual([
    '- Began: Before 2026-01-15 12:30 UTC, which is as far back as was looked',
    '- Ended: 2026-01-15 12:29 UTC (local time is UTC)',
  ]);
});

describe('runs of a warehouse', () => {
  const runsOf = (syncs: readonly Sync[], problems = [] as typeof lost) =>
    under('Runs', factsOf('warehouse', {}, world().set(resources.warehouseSyncs('dwh'), syncs, problems)));
  const said = { message: t`no rights for ana@acme.example` } as Sync['notices'][number];

  test('are listed newest first, with what was said and no address in it', () => {
    const told = runsOf([
      syncWith(3, 'success', { rows: undefined }),
      syncWith(1, 'failure', { notices: [said] }),
      syncWith(2, 'partial', { rows: 12_345n }),
    ]);
    expect(told[0]).toBe('- Failed in a row: 1');
    expect(told[1]).toBe('- Last good sync: 2026-01-15 09:31 UTC (local time is UTC)');
    expect(told.slice(4).map((each) => each.split(' | ').slice(0, 3).join(' '))).toEqual([
      '| 2026-01-15 11:30 UTC failure 5',
      '| 2026-01-15 10:30 UTC partial 12345',
      '| 2026-01-15 09:30 UTC success not known',
    ]);
    expect(told[4]).toContain('source s; no rights for ');
    expect(told.join()).not.toContain('ana@');
  });

  test.each<readonly [what: string, syncs: readonly Sync[], problems: typeof lost, inRow: string, good: string]>([
    [
      'all of which are known',
      [syncWith(1, 'failure'), syncWith(2, 'success')],
      [],
      '1',
      '2026-01-15 10:31 UTC (local time is UTC)',
    ],
    ['of which all failed', [syncWith(1, 'failure'), syncWith(2, 'failure')], [], 'at least 2', 'not in what was read'],
    ['of which one was lost', [syncWith(1, 'failure'), syncWith(2, 'success')], lost, 'at least 1', 'not known'],
  ])('%s', (_, syncs, problems, inRow, good) => {
    expect(runsOf(syncs, problems).slice(0, 2)).toEqual([`- Failed in a row: ${inRow}`, `- Last good sync: ${good}`]);
  });

  test('that were not read are not none', () =>
    expect(under('Runs', factsOf('warehouse'))).toEqual(['Runs are not known.']));
});

describe('a curve', () => {
  const drawn = (hours: number, readAt: number | undefined) => {
    const curve = { what: t`received events`, series: hourly(...steady(1_234, hours)), readAt };
    // The counts beside it are of another read, an hour older.
    const countedAt = now - hour;
    const lines = under(counts, factsOf('source', { counts: [{ name: t`x`, count: 1 }], curve, countedAt }));
    const end = lines.findIndex((each) => each.startsWith('received events'));
    return [lines[end - 1]!.length, lines[end]] as const;
  };
  test.each([
    [24, now - 5 * minute, 24, '2026-01-14 13:00 UTC to 2026-01-15 12:25 UTC'],
    [24, undefined, 24, '2026-01-14 13:00 UTC to 2026-01-15 12:30 UTC'],
    [24, now + hour, 24, '2026-01-14 13:00 UTC to 2026-01-15 13:00 UTC'],
    [168, now, 72, '2026-01-08 13:00 UTC to 2026-01-15 12:30 UTC'],
  ])('of %i hours ends when it was read, and is no wider than a ticket', (hours, readAt, width, told) => {
    expect(drawn(hours, readAt)).toEqual([width, `received events by the hour, ${told}; highest 1,234`]);
  });
});

test.each([
  ['of the same minute', now, now, 'Read 2026-01-15 12:30 UTC.'],
  ['of an older read', now, now - hour, 'Read 2026-01-15 12:30 UTC, the reasons 2026-01-15 11:30 UTC.'],
  ['of a read of which nobody knows when it was', now, undefined, 'Read 2026-01-15 12:30 UTC.'],
])('counts say when they were read, and reasons %s too', (_, countedAt, reasonsAt, text) => {
  const reasons = [{ name: t`401`, count: 2 }];
  expect(under(counts, factsOf('destination', { countedAt, reasonsAt, reasons })).at(-1)).toBe(text);
});

test('two samples at most are shown, with personal values and credentials masked', () => {
  const sample = (id: string) => ({
    messageId: id,
    at: id === 'm1' ? now - hour : undefined,
    sent: { type: 'identify', traits: { email: 'ana@acme.example' } },
    request: { method: 'POST', url: 'https://api.example/x', headers: { authorization: 'Bearer abcdefgh' }, body: {} },
    response: { status: 401, headers: {}, body: 'denied' },
  });
  const told = under('Samples', factsOf('destination', { samples: ['m1', 'm2', 'm3'].map(sample) as never }));
  expect(told.filter((each) => each.startsWith('Message '))).toEqual([
    'Message m1, failed 2026-01-15 11:30 UTC',
    'Message m2',
  ]);
  expect(told[0]).toBe('Personal values and credentials are masked.');
  expect(told.join('\n')).toContain('"status": 401');
  expect(told.join('\n')).not.toMatch(/ana@|abcdefgh/);
});

test('the reasons of what failed are listed with those of most events first', () => {
  const report = failuresOf({ '400': hourly(1), '401': hourly(5), '500': hourly(3) });
  const told = under(counts, factsOf('destination', {}, world().set(resources.failures(period, braze), report)));
  expect(told.filter((each) => /^\| \d/.test(each))).toEqual(['| 401 | 5 |', '| 500 | 3 |', '| 400 | 1 |']);
});

test('a thing of which nothing is raised is told as such, and what it is without', () => {
  expect(under('What is wrong', factsOf('source', { troubles: [] }))).toEqual([
    'Nothing is raised about it in what could be read.',
  ]);
  expect(under(counts, factsOf('destination', { counts: [] }))).toEqual(['Not known.']);
  expect(under('Counts of the last 7 days', factsOf('destination', { period: '7d', counts: [] }))).toEqual([
    'Not known.',
  ]);
  expect(under('Samples', factsOf('source'))).toEqual([]);
});

describe('who changed what', () => {
  test.each([
    [true, ['No change in the audit trail, which is kept for 90 days.']],
    [false, ['The audit trail was not read to its end.']],
  ])('is nobody only in a trail that was read to its end: %s', (isTrailKnown, told) => {
    expect(under('Who changed what', factsOf('destination', { changes: [], cause: undefined, isTrailKnown }))).toEqual(
      told,
    );
  });
});

describe('samples', () => {
  const code401 = failuresOf({ '401': hourly(4) });
  test.each([
    [
      'nothing failed',
      world().set(resources.failures(period, braze), failuresOf({})),
      'Nothing failed in this time, so there is no sample.',
    ],
    [
      'rows of what failed were lost',
      world().set(resources.failures(period, braze), failuresOf({}), lost),
      'Samples could not be read.',
    ],
    ['what failed is not read', world(), 'Samples were not read yet.'],
    [
      'what failed could not be read',
      world().fail(resources.failures(period, braze), problemWith()),
      'Samples could not be read.',
    ],
    [
      'what failed has no reason',
      world().set(resources.failures(period, braze), {
        total: 4,
        rows: [{ by: {}, total: 4, retries: 0, series: hourly(4) }],
      }),
      'Segment names no reason for what failed: samples are asked for by reason.',
    ],
    [
      'none is kept',
      world()
        .set(resources.failures(period, braze), code401)
        .set(samples({ destinationId: 'braze', reason: '401' }), { kind: 'samples', samples: [] }),
      'No sample of this error is kept.',
    ],
    [
      'the API has none',
      world()
        .set(resources.failures(period, braze), code401)
        .set(samples({ destinationId: 'braze', reason: '401' }), {
          kind: 'unavailable',
          why: t`The Public API gives no payloads.`,
          link: 'event-delivery',
        }),
      'The Public API gives no payloads.',
    ],
    ['they were not read', world().set(resources.failures(period, braze), code401), 'Samples were not read yet.'],
    [
      'they could not be read',
      world()
        .set(resources.failures(period, braze), code401)
        .fail(samples({ destinationId: 'braze', reason: '401' }), problemWith()),
      'Samples could not be read.',
    ],
  ])('that are missing because %s', (_, of, told) => {
    expect(under('Samples', factsOf('destination', {}, of))).toEqual([told]);
  });
});

test.each([
  ['destination', '- Destination: braze (Braze, id braze), enabled'],
  ['warehouse', '- Warehouse: dwh (Redshift, id dwh), enabled'],
  ['source', '- Source: web (slug web, id web)'],
] as const)('a report of a %s begins with what it is of', (kind, told) => {
  const lines: readonly string[] = reportLines(factsOf(kind, { troubles: [] }), glyphs(false));
  expect(lines[0]).toMatch(/^# Incident: (?:braze ← web|web|dwh)$/);
  expect(lines).toContain(told);
  expect(lines).toContain('- Workspace: not known');
  expect(lines).toContain('Nothing is raised about it in what could be read.');
});

test('what could not be read is named', () => {
  const unread = [problemWith({ kind: 'no-access', status: 403, operation: sanitise('GET /audit-events') })];
  expect(under('Not read', factsOf('source', { unread }))).toEqual(['- GET /audit-events: no access (403)']);
  expect(under('Not read', factsOf('source', { unread: [] }))).toEqual([]);
});
