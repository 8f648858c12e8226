import { expect, test } from 'vitest';
import { type SafeText, t } from '../../../source/domain/text.ts';
import { lineText } from '../../../source/theme/line.ts';
import { absence, absentRows, type Feature } from '../../../source/views/kit/absent-feature.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import { type Snapshot, unread } from '../../../source/workspace/polling/snapshot.ts';
import { problemWith } from '../../workspace/snapshots.ts';

const featureOf = (snapshot: Snapshot): Feature => ({
  page: 'engage',
  name: t`Engage`,
  does: t`Engage computes audiences.`,
  documentation: t`https://segment.com/docs/engage/`,
  roles: t`an Engage role`,
  needs: () => [],
  snapshot: () => snapshot,
});
const failed = (kind: 'not-in-plan' | 'no-access' | 'server'): Snapshot => ({
  ...unread,
  error: problemWith({ kind, status: 403, message: t`as the API says it` }),
});
const told = (snapshot: Snapshot, width = 120, copy: SafeText = t`y`) =>
  absentRows(featureOf(snapshot), { keyOf: () => copy } as unknown as ViewContext, width).flatMap(
    ({ line, more = [] }) => [line, ...more].map((each) => lineText(each)),
  );

test.each<readonly [what: string, kind: 'not-in-plan' | 'no-access', head: string, why: string]>([
  [
    'a plan',
    'not-in-plan',
    '◇ This workspace has no Engage: not in the plan (403)',
    'Its page fills by itself once the plan has it.',
  ],
  [
    'a token',
    'no-access',
    '◇ Engage is closed to this token: no access (403)',
    "Either the plan lacks Engage, or the token's role does not reach it: it takes an Engage role.",
  ],
])('what %s lacks is told with the reason and the two addresses', (_, kind, head, why) => {
  expect(told(failed(kind))).toEqual([
    head,
    'as the API says it',
    '',
    'Engage computes audiences.',
    why,
    '',
    ' Ask for a demo  https://segment.com/contact/demo',
    ' Documentation   https://segment.com/docs/engage/',
    '',
    'y copies the address',
  ]);
});

test.each([
  [50, [' Ask for a demo  https://segment.com/contact/demo', ' Documentation   https://segment.com/docs/engage/']],
  [49, [' Ask for a demo', 'https://segment.com/contact/demo', ' Documentation', 'https://segment.com/docs/engage/']],
])('at %i columns an address is never cut', (width, rows) => {
  const all = told(failed('not-in-plan'), width);
  const from = all.findIndex((row) => row.startsWith(' Ask'));
  expect(all.slice(from, from + rows.length)).toEqual(rows);
});

test.each([
  [t`Y`, 'Y copies the address'],
  [t``, ''],
])('it is copied by the key that the user has given it: %j', (key, text) => {
  expect(told(failed('no-access'), 120, key).at(-1)).toBe(text);
});

test.each<readonly [what: string, snapshot: Snapshot, isAbsent: boolean]>([
  ['refused by the plan', failed('not-in-plan'), true],
  ['refused to the token', failed('no-access'), true],
  ['not to be had just now', failed('server'), false],
  ['to come', unread, false],
  ['there, though it could not be renewed', { ...failed('no-access'), data: [] }, false],
])('a feature whose read is %s', (_, snapshot, isAbsent) => {
  expect(absence(featureOf(snapshot), {} as ViewContext) !== undefined).toBe(isAbsent);
});
