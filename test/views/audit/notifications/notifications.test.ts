import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { activityName } from '../../../../source/domain/audit/activities.ts';
import { t } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { head, notifications } from '../../../../source/views/audit/notifications/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, now, period, problemWith, snapshots } from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const type = t`Destination Modified`;
const events = [1, 3, 5].map((hours) =>
  auditWith({ at: now - hours * hour, type, actor: hours === 3 ? t`me` : t`ana` }),
);
const lost = problemWith({ kind: 'dropped-rows', status: 200 });

function told(trail: object, looked: number | undefined, session: object = {}, width = 50): string[] {
  const { next, problems = [], items = events, days = period } = trail as { [name: string]: never };
  const world = snapshots().set(resources.recentAudit(days), { items, next } as never, problems);
  const context = {
    ...{ read: world.read, period: days, now, session },
    local: { notifications: { off: [], seenAt: looked, own: (session as { own?: never }).own } },
    place: { view: 'notifications', params: {}, panes: {} },
  };
  return head(context as never, [], width).map((line) => lineText(line));
}

test.each<readonly [of: string, trail: object, looked: number | undefined, counts: string]>([
  ['nobody looked ever', {}, undefined, '3 new'],
  ['all is newer', {}, now - 6 * hour, '3 new since 06:30'],
  ['one is newer', {}, now - 2 * hour, '1 new since 10:30'],
  ['none is newer', {}, now, '0 new since 12:30'],
  ['that is as old as the last look', {}, now - 5 * hour, '2 new since 07:30'],
  ['the newest of a long trail that reach back to the last look', { next: 'p' }, now - 5 * hour, '2 new since 07:30'],
  ['the newest of a long trail that do not', { next: 'p' }, now - 6 * hour, '3+ new since 06:30'],
  ['the newest of a long trail at which nobody looked', { next: 'p' }, undefined, '3+ new'],
  ['what is left of a trail of which rows were lost', { problems: [lost] }, now - 2 * hour, '1+ new since 10:30'],
  ['what is left, and none of it new', { problems: [lost] }, now, '– new since 12:30'],
  ['nothing at all', { items: [] }, now, '0 new since 12:30'],
])('so many are new of %s', (_, trail, looked, counts) => {
  expect(told(trail, looked)).toEqual([` ${counts}, of the last 24 hours.`]);
});

test.each<readonly [of: string, session: object, rows: readonly string[]]>([
  [
    'nobody knows',
    {},
    [
      ' 3 new, of the last 7 days. Who you are the API does not tell: with me: "your e-mail" in the profile your own',
      ' actions stay out.',
    ],
  ],
  ['the profile tells', { me: t`me` }, [' 2 new, of the last 7 days; left out: 1 of your own. You are me.']],
  [
    'changes from here tell',
    { own: ['me'] },
    [' 2 new, of the last 7 days; left out: 1 of your own. You are the token that changes from here were made with.'],
  ],
])('who you are: %s', (_, session, rows) => {
  expect(told({ days: '7d' }, undefined, session, 112)).toEqual(rows);
});

test.each<readonly [of: string, local: object, session: object, title: string, text: string | undefined]>([
  ['where nobody did anything', { items: [] }, {}, 'Nobody else did anything', undefined],
  [
    'where all was the user’s own',
    { items: events.slice(1, 2) },
    { me: t`me` },
    'Nobody else did anything',
    '1 of your own and 0 of kinds that are off are left out.',
  ],
  [
    'where others did what is switched off',
    {},
    { me: t`me`, off: [activityName(type)] },
    'Nothing by others of the kinds that are on',
    '1 of your own and 2 of kinds that are off are left out.',
  ],
  [
    'of the newest part, where others did what is switched off',
    { next: 'p' },
    { off: [activityName(type)] },
    'Nothing by others of the kinds that are on in the newest 3 events',
    'The audit trail of these days has more.',
  ],
  [
    'of the newest part, where all was the user’s own',
    { next: 'p', items: events.slice(1, 2) },
    { me: t`me` },
    'Nothing by others in the newest 1 event',
    'The audit trail of these days has more.',
  ],
])('an empty list %s', (_, trail, session, title, text) => {
  const { items = events, next } = trail as { items?: typeof events; next?: string };
  const { off = [], ...own } = session as { off?: readonly string[] };
  const context = {
    ...{
      read: snapshots().set(resources.recentAudit(period), { items, next } as never).read,
      period,
      now,
      session: own,
    },
    ...{ local: { notifications: { off, seenAt: undefined } }, keyOf: () => 'k' },
    place: { view: 'notifications', params: {}, panes: {} },
  } as never;
  const { empty } = notifications.listing!(notifications.model(context), context)!;
  expect(empty()).toMatchObject({ kind: next === undefined ? 'empty' : 'stale', title, text });
});
