import { describe, expect, test } from 'vitest';
import { findThing } from '../../../source/commands/reading/find-thing.ts';
import type { Source } from '../../../source/domain/entities.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { destinationWith, problemWith, sourceWith } from '../../workspace/snapshots.ts';
import { mockWorkspace } from './workspace.ts';

const lost = [problemWith({ kind: 'dropped-rows', status: 200, message: t`a row was lost` })];
const odd = [problemWith({ kind: 'odd-fields', status: 200 })];
const all = [
  sourceWith('s1', { name: t`Web (prod)` }),
  sourceWith('s2', { name: t`iOS` }),
  sourceWith('s3', { name: t`Shop one` }),
  sourceWith('s4', { name: t`Shop two` }),
];

const workspaceOf = (value: readonly Source[], problems: readonly Problem[]) =>
  mockWorkspace('empty', (backend) => ({ ...backend, sources: () => Promise.resolve({ value, problems }) }));
const found = (id: string) => ({ kind: 'found', view: 'source', params: { id } });
const unread = { kind: 'unread', problem: lost[0] };

test.each([
  ['its id', 's1', [], found('s1')],
  ['its whole name', 'ios', [], found('s2')],
  ['a part of a name that only one has', 'web', [], found('s1')],
  ['the same, in other letters', 'WEB', [], found('s1')],
  ['the same, where a field could not be read', 'web', odd, found('s1')],
  ['its id, of a list that lost rows', 's1', lost, found('s1')],
  ['its whole name, of a list that lost rows', 'iOS', lost, found('s2')],
  ['a part of a name, of which the one that is meant may be lost', 'web', lost, unread],
  ['a name that nothing has in a list that lost rows', 'zzz', lost, unread],
  ['a name that nothing has in a list that lost rows and fields', 'zzz', [...odd, ...lost], unread],
])('a thing is found by %s', async (_, wanted, problems, expected) => {
  expect(await findThing(await workspaceOf(all, problems), 'source', wanted)).toEqual(expected);
});

test.each([
  ['zzz', 'the id or name of a source'],
  ['shop onr', 'Shop one: nothing has that id or name'],
  ['shop', 'source: "shop" is not allowed; use an id, as 2 have it in their name: s3 (Shop one), s4 (Shop two)'],
  ['', 'source: "" is not allowed; use the id or name of a source'],
  [' ', 'source: " " is not allowed; use the id or name of a source'],
])('"%s" is refused with what to say in its place', async (wanted, why) => {
  await expect(findThing(await workspaceOf(all, []), 'source', wanted)).rejects.toThrow(why);
});

describe('every page that names a thing', () => {
  const spaces = [{ id: 'e1' }, { id: 'e2' }];
  const named = (id: string, name: string) => ({ id, name });
  const answers: Readonly<Record<string, readonly object[]>> = {
    sources: [sourceWith('s1', { name: t`Web` })],
    destinations: [destinationWith('d1', 's1', { name: t`Braze` }), destinationWith('d2', 'gone', { name: t`Lost` })],
    warehouses: [named('w1', 'Redshift')],
    trackingPlans: [named('p1', 'Mobile')],
    functions: [named('f1', 'Enrich')],
    spaces,
    audiences: [named('a1', 'Buyers')],
    computedTraits: [named('t1', 'Total')],
  };
  const open = mockWorkspace('empty', (backend) => {
    const reads = Object.keys(answers).map((name) => [
      name,
      async (...args: readonly unknown[]) => {
        return { value: args[0] === 'e2' ? [] : answers[name], problems: [] };
      },
    ]);
    return { ...backend, ...Object.fromEntries(reads) };
  });
  const ofSource = ['web', 'a source'] as const;
  const ofConnection = ['Braze ← Web', 'a destination'] as const;
  test.each<[ViewId, wanted: string, params: object, thing: string]>([
    ['source', ofSource[0], { id: 's1' }, ofSource[1]],
    ['debugger', ofSource[0], { source: 's1' }, ofSource[1]],
    ['violation-events', ofSource[0], { source: 's1' }, ofSource[1]],
    ['violation-list', ofSource[0], { source: 's1' }, ofSource[1]],
    ['destination', 'braze < web', { id: 'd1' }, ofConnection[1]],
    ['destination', 'Lost', { id: 'd2' }, ofConnection[1]],
    ...(['destination-settings', 'destination-mappings', 'destination-filters'] as const).map(
      (view): [ViewId, string, object, string] => [view, ofConnection[0], { id: 'd1' }, ofConnection[1]],
    ),
    ['mapping', ofConnection[0], { id: 'd1' }, ofConnection[1]],
    ['payload', ofConnection[0], { id: 'd1' }, ofConnection[1]],
    ['replay', ofConnection[0], { id: 'd1' }, ofConnection[1]],
    ['warehouse', 'red', { id: 'w1' }, 'a warehouse'],
    ['warehouse-syncs', 'red', { id: 'w1' }, 'a warehouse'],
    ['tracking-plan', 'mobile', { id: 'p1' }, 'a tracking plan'],
    ['tracking-rule', 'mobile', { id: 'p1' }, 'a tracking plan'],
    ['function', 'enrich', { id: 'f1' }, 'a function'],
    ['audience', 'buyers', { id: 'a1', space: 'e1' }, 'an audience'],
    ['trait', 'total', { id: 't1', space: 'e1' }, 'a trait'],
  ])('%s takes the name %s, and says what it names', async (view, wanted, params, thing) => {
    expect(await findThing(await open, view, wanted)).toEqual({ kind: 'found', view, params });
    await expect(findThing(await open, view, 'zzzzzz')).rejects.toThrow(
      `${view}: "zzzzzz" is not allowed; use the id or name of ${thing}; segtop list names them`,
    );
  });

  test('what has no list is taken as it is, and nothing is read for it', async () => {
    const closed = { ...(await open), read: () => Promise.reject(new Error('read')) };
    expect(await findThing(closed, 'regulation', 'r 1')).toEqual({
      kind: 'found',
      view: 'regulation',
      params: { id: 'r 1' },
    });
  });
});

test('of many that have a name the first five are told, and how many there are', async () => {
  const many = Array.from({ length: 6 }, (_, index) => sourceWith(`s${index}`, { name: t`Shop` }));
  await expect(findThing(await workspaceOf(many, []), 'source', 'Shop')).rejects.toThrow(
    'use an id, as 6 have that name: s0 (Shop), s1 (Shop), s2 (Shop), s3 (Shop), s4 (Shop), and 1 more',
  );
});
