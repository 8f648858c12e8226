import { describe, expect, it, test } from 'vitest';
import { toggled } from '../../../source/domain/audit/notifications.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute } from '../../../source/domain/time.ts';
import { isOwn, newestOf, notifications } from '../../../source/workspace/audit/notifications.ts';
import { auditWith, now } from '../snapshots.ts';

const on = { off: [] };
const by = (actor: string, actorEmail?: string) =>
  auditWith({
    at: now,
    type: t`Source Modified`,
    actor: sanitise(actor),
    ...(actorEmail === undefined ? {} : { actorEmail: sanitise(actorEmail) }),
  });

describe('who is me (T-05)', () => {
  it.each([
    ['the address of the profile, in any case', by('users/1', 'Ana@Acme.example'), 'ana@acme.example', on, true],
    ['another address', by('users/1', 'ben@acme.example'), 'ana@acme.example', on, false],
    ['a token named in the profile', by('public-api-token/TJ7z8cg6'), 'public-api-token/TJ7z8cg6', on, true],
    [
      'the token that changes from here were made with',
      by('public-api-token/x'),
      undefined,
      { off: [], own: ['public-api-token/x'] },
      true,
    ],
    ['nobody is known', by('users/1', 'ana@acme.example'), undefined, on, false],
    ['an empty address is nobody', by('users/1', ''), '', on, false],
  ])('%s', (_, item, me, local, own) => {
    expect(isOwn(item, me, local)).toBe(own);
  });
});

test.each<[string, readonly number[], number | undefined]>([
  ['nothing', [], undefined],
  ['the latest, wherever it stands', [-minute, -1, -hour], -1],
  ['one of a clock that is a little ahead', [-1, minute], minute],
  ['none that lies ahead', [-5, minute + 1, 24 * hour], -5],
  ['nothing but what lies ahead', [hour], undefined],
])('the newest of what has happened: %s', (_, times, newest) => {
  const items = times.map((at, index) => auditWith({ id: `${index}`, at: now + at, type: t`Source Modified` }));
  expect(newestOf(items, now)).toBe(newest === undefined ? undefined : now + newest);
});

describe('what is shown', () => {
  const audit = [3, 1, 2].map((ago) =>
    auditWith({
      id: `${ago}`,
      at: now - ago * minute,
      type: t`Integrations Disabled`,
      actorEmail: t`ben@acme.example`,
    }),
  );

  it('is newest first, unread after the last look', () => {
    const { rows, unread } = notifications(audit, undefined, { off: [], seenAt: now - 2 * minute });
    expect(rows.map(({ item, unread }) => [item.id, unread])).toEqual([
      ['1', true],
      ['2', false],
      ['3', false],
    ]);
    expect(unread).toBe(1);
  });

  it('is in one order where it happened at the same moment', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ ...audit[0]!, id }));
    const orders = [
      [a!, b!],
      [b!, a!],
    ].map((items) => notifications(items, undefined, on).rows.map(({ item }) => item.id));
    expect(orders).toEqual([
      ['b', 'a'],
      ['b', 'a'],
    ]);
  });

  it('is all unread before the first look', () => {
    expect(notifications(audit, undefined, on).unread).toBe(3);
  });

  it('leaves out kinds that are off, whatever the era calls them, and counts them', () => {
    const off = toggled(on, 'Destination Disabled');
    expect(notifications(audit, undefined, off)).toEqual({ rows: [], unread: 0, own: 0, off: 3 });
    const more = [...audit, by('users/1')];
    expect(notifications(more, undefined, off)).toMatchObject({ rows: [{ unread: true }], unread: 1, own: 0, off: 3 });
    expect(notifications(audit, undefined, toggled(off, 'Integration Disabled')).unread).toBe(3);
  });

  it('leaves out my own, and counts them', () => {
    expect(notifications(audit, 'ben@acme.example', on)).toEqual({ rows: [], unread: 0, own: 3, off: 0 });
  });
});
