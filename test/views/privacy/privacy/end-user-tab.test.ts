import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { endUser } from '../../../../source/views/privacy/privacy/end-user-tab.ts';
import { regulations, suppressions } from '../../../../source/workspace/resources/pages.ts';
import { now, problemWith, type Snapshots, snapshots } from '../../../workspace/snapshots.ts';
import { drawnRows, textsOf } from '../../drawn.ts';

const subjects = (count: number, type = 'USER_ID', some: readonly string[] = []) => ({
  ...{ count, type: sanitise(type), some: some.map((id) => sanitise(id)) },
});
const row = (id: string, status: string, age: number, count = 1) => ({
  ...{ id, type: sanitise(`DELETE_${id}`), status: sanitise(status), createdAt: now - age },
  subjects: subjects(count, 'USER_ID', ['•1', '•2']),
});
const rows = [
  row('done', 'FINISHED', minute),
  row('old', 'RUNNING', 31 * day, 20_000),
  row('new', 'RUNNING', 2 * day, 2),
  row('bad', 'FAILED', 20 * day, 1000),
];
const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` });

const world = (problems: readonly (typeof lost)[] = []) => snapshots().set(regulations, rows, problems);
const suppressed = (of: Snapshots, isWhole: boolean, ...all: readonly ReturnType<typeof subjects>[]) =>
  of.set(suppressions, { subjects: all, isWhole });

const drawn = (of: Snapshots, width = 140) =>
  textsOf(drawnRows(endUser, { place: placeOf(pages.privacy.id), read: of.read }, { width, height: 30 }));
/** Its head, on as many rows as it takes. */
const head = (of: Snapshots, width?: number) => {
  const all = drawn(of, width);
  return all
    .slice(
      0,
      all.findIndex((text) => text.startsWith('End-user privacy')),
    )
    .join(' ');
};

test('what went wrong stands first, then what goes on, then what is done, newest first each', () => {
  const listing = endUser.listing!(
    endUser.model({ read: world().read, now, place: placeOf(pages.privacy.id), overview: {} } as never),
    { read: world().read, now } as never,
  )!;
  const ids = Array.from({ length: listing.count }, (_, index) => listing.subject(index)?.id);
  expect(ids).toEqual(['bad', 'new', 'old', 'done']);
  expect(listing.open(0)).toMatchObject({ view: 'regulation', params: { id: 'bad' } });
});

test.each<readonly [of: string, world: () => Snapshots, says: string]>([
  ['still being read', () => world(), 'Reading who is suppressed…'],
  ['refused', () => world().fail(suppressions, { kind: 'no-access', status: 403 }), 'Suppressed: no access (403)'],
  ['nobody', () => suppressed(world(), true), 'Suppressed now: nobody.'],
  ['nobody in what was read', () => suppressed(world(), false), 'Who is suppressed could not be read to the end'],
  [
    'of two kinds',
    () => suppressed(world(), true, subjects(1200), subjects(1, 'OBJECT_ID')),
    'Suppressed now: 1,200 user ids, 1 object id.',
  ],
  [
    'more than was read',
    () => suppressed(world(), false, subjects(3)),
    'Suppressed now: at least 3 user ids; the list is longer.',
  ],
])('who is suppressed: %s', (_, of, says) => {
  expect(head(of())).toBe(
    `${says} Regulations of the last 90 days; 3 of 110,000 users this month. None is made from here: deleting cannot be undone.`,
  );
});

test('users of this month are counted only where every regulation was read; a narrow screen keeps one line', () => {
  expect(head(suppressed(world([lost]), true))).toContain('; – of 110,000 users this month.');
  expect(head(suppressed(world().fail(regulations), true))).toMatch(
    /^Regulations not renewed: server error \(500\) Supp/,
  );
  expect(head(suppressed(world(), true), 59)).toBe('Suppressed now: nobody.');
  expect(head(suppressed(world().fail(regulations), true), 59)).toBe('Regulations not renewed: server error (500)');
  expect(head(suppressed(world(), true), 60)).toMatch(/^Suppressed now: nobody\. Regulations of the last 90 days;/);
});

test('beside the list stands whom the request concerns, and who is suppressed now, masked', () => {
  const of = suppressed(world(), true, subjects(2, 'USER_ID', ['•x', '•y']));
  const all = drawn(of, 200).join('\n');
  for (const part of [
    'Whom: 1,000 user ids, masked',
    'yes, time not given',
    '•1 •2',
    'Suppressed now: 2 user ids, masked',
    '•x •y',
  ])
    expect(all).toContain(part);
});
