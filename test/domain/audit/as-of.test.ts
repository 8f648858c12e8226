import { expect, it } from 'vitest';
import { deletedSince, listAsOf, missingWords } from '../../../source/domain/audit/as-of.ts';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';

const at = 1000;
const event = (type: string, resourceId: string, when: number): AuditItem => ({
  id: `${type} ${when}`,
  at: when,
  type: sanitise(type),
  actor: t`ana`,
  resourceId,
  resourceType: t`destination`,
  resourceName: t`Braze`,
});
const thing = (enabled: boolean, createdAt?: number) => ({ id: 'd', enabled, createdAt });
const then = (now: ReturnType<typeof thing>, ...since: AuditItem[]) =>
  listAsOf([now], 'destination', since, at).map(({ enabled }) => enabled);

it.each([
  ['nothing happened since', thing(true), [], [true]],
  ['it was switched off since', thing(false), [event('Destination Disabled', 'd', 1001)], [true]],
  ['it was switched on since', thing(true), [event('Destination Enabled', 'd', 1001)], [false]],
  ['by its old name', thing(false), [event('Integration Disabled', 'd', 1001)], [true]],
  [
    'off and on again, newest first',
    thing(true),
    [event('Destination Enabled', 'd', 1003), event('Destination Disabled', 'd', 1002)],
    [true],
  ],
  [
    'on and off again',
    thing(false),
    [event('Destination Enabled', 'd', 1002), event('Destination Disabled', 'd', 1003)],
    [false],
  ],
  ['it was switched at that very moment', thing(false), [event('Destination Disabled', 'd', 1000)], [false]],
  ['it was made since', thing(true), [event('Destination Created', 'd', 1001)], []],
  ['it was made since, by its own word', thing(true, 1001), [], []],
  ['another one was switched', thing(true), [event('Destination Enabled', 'other', 1001)], [true]],
  ['one of its filters was switched', thing(true), [event('Destination Filter Enabled', 'd', 1001)], [true]],
  ['a source of the same id was switched', thing(true), [event('Source Enabled', 'd', 1001)], [true]],
  ['its settings were changed', thing(true), [event('Destination Modified', 'd', 1001)], [true]],
])('a list is as it was where %s', (_, now, since, expected) => {
  expect(then(now, ...since)).toEqual(expected);
});

it('what was deleted since is counted once, and nothing that was deleted before', () => {
  const since = [
    event('Destination Deleted', 'a', 1001),
    event('Destination Deleted', 'a', 1002),
    event('Source Deleted', 'b', 1003),
    event('Source Deleted', 'c', 999),
    event('Tracking Plan Deleted', 'd', 1003),
  ];
  expect(deletedSince(since, at)).toBe(2);
});

it.each([
  ['was there before', [event('Source Deleted', 'a', 1001)], 1],
  ['was made and deleted since', [event('Source Created', 'a', 1001), event('Source Deleted', 'a', 1002)], 0],
  ['was made at that very moment', [event('Source Created', 'a', 1000), event('Source Deleted', 'a', 1002)], 1],
  ['was deleted at that very moment', [event('Source Deleted', 'a', 1000)], 0],
])('of a list as it was what %s is missing or not', (_, since, missing) => {
  expect(deletedSince(since, at)).toBe(missing);
});

it.each([
  [0, []],
  [1, ['1 deleted since is missing']],
  [2, ['2 deleted since are missing']],
])('%d that were deleted since are told as %o', (count, words) => {
  expect(missingWords(count)).toEqual(words);
});
