import { afterEach, describe, expect, it, vi } from 'vitest';
import { exactOnset } from '../../../../source/domain/delivery/onset.ts';
import type { AuditItem } from '../../../../source/domain/entities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { changesPart, changeTimes, nextPart } from '../../../../source/views/kit/answer/parts.ts';
import type { Snapshot } from '../../../../source/workspace/polling/snapshot.ts';
import { auditWith, problemWith } from '../../../workspace/snapshots.ts';

/** Five minutes into a year. */
const now = Date.parse('2027-01-01T00:05:00Z');

afterEach(() => void vi.unstubAllEnvs());

const context = (activity: Partial<Snapshot>, period = '24h') =>
  ({
    overview: { activity: { problems: [], ...activity }, fleet: { listed: [], connections: [], byId: new Map() } },
    glyphs: glyphs(false),
    now,
    period,
    keyOf: (command: string) => (command === 'browser' ? '' : command.slice(0, 1)),
  }) as never;
const trail = (items: readonly AuditItem[], change: object = {}) => context({ data: { items, ...change } });
const change = (minutesAgo: number, more: Partial<AuditItem> = {}) =>
  auditWith({ at: now - minutesAgo * minute, type: t`Destination Modified`, ...more });
const told = (given: never, onset?: Parameters<typeof changesPart>[2]) => {
  const { rows } = changesPart(['d'], given, onset);
  return (rows as Exclude<typeof rows, (width: number) => unknown>).map((line) => lineText(line));
};

describe('who changed what', () => {
  it('is told newest first, times in one column, of these things and of changes only', () => {
    vi.stubEnv('TZ', 'UTC');
    const items = [
      change(9),
      change(1),
      change(2, { resourceId: 'other' }),
      change(3, { type: t`Destination Sync Failed` }),
    ];
    expect(told(trail(items))).toEqual([
      '00:04              Destination Modified  Braze  u1',
      'Dec 31 2026 23:56  Destination Modified  Braze  u1',
    ]);
    expect(changeTimes(['d'], trail(items))).toEqual([now - minute, now - 9 * minute]);
  });

  it.each([
    [5, 5, undefined],
    [6, 6, 'and 1 more'],
    [9, 6, 'and 4 more'],
  ])('of %d changes five are told, and how many more there are', (count, lines, last) => {
    const rows = told(trail(Array.from({ length: count }, (_, index) => change(index))));
    expect(rows).toHaveLength(lines);
    expect(rows[5]).toBe(last);
  });

  it('is no cause from the end of the time in which it began', () => {
    const began = { ...exactOnset(now - 3 * minute), within: minute };
    const after = told(trail([change(1), change(2), change(2 + 0.01), change(4)]), began).map((row) =>
      row.endsWith('after it began'),
    );
    expect(after).toEqual([true, true, false, false]);
    const exact = told(trail([change(3), change(2)]), exactOnset(now - 3 * minute));
    expect(exact.map((row) => row.endsWith('after it began'))).toEqual([true, false]);
    const unknown = told(trail([change(1)]), { ...began, since: undefined, before: now - hour });
    expect(unknown[0]).not.toContain('after it began');
  });

  it.each<readonly [of: string, given: never, text: string]>([
    ['read to its end', trail([]), 'Nothing in the last 24 hours, by the audit trail'],
    ['read over a week', context({ data: { items: [] } }, '7d'), 'Nothing in the last 7 days, by the audit trail'],
    ['that has more pages', trail([], { next: 'page' }), 'Nothing in what was read of the audit trail'],
    [
      'of which rows were lost',
      context({ data: { items: [] }, problems: [problemWith({ kind: 'dropped-rows' })] }),
      'Nothing in what was read of the audit trail',
    ],
    ['that is being read', context({}), 'Reading the audit trail…'],
    [
      'that is refused',
      context({ error: problemWith({ kind: 'no-access', status: 403 }) }),
      'Audit trail: no access (403)',
    ],
    [
      'that was read before',
      context({ data: { items: [] }, error: problemWith() }),
      'Nothing in the last 24 hours, by the audit trail',
    ],
  ])('is nothing only by a trail %s', (_, given, text) => {
    expect(told(given)).toEqual([text]);
  });
});

it('a step whose key was taken away is left out', () => {
  const { rows } = nextPart(
    [
      ['row.open', t`opens it`],
      ['browser', t`copies its link`],
      ['page.audit', t`all that was done to it`],
    ],
    context({}),
  );
  expect((rows as readonly Parameters<typeof lineText>[0][]).map(lineText)).toEqual([
    'r opens it',
    'p all that was done to it',
  ]);
});
