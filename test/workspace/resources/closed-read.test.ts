import { expect, test } from 'vitest';
import { Journal } from '../../../source/workspace/polling/changes/journal.ts';
import { closedRead } from '../../../source/workspace/resources/closed-read.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { snapshots, sourceWith } from '../snapshots.ts';

test('while the token is refused, what was never read has failed with that refusal, and what was read stays', () => {
  const world = snapshots().set(resources.sources, [sourceWith('s')]);
  const read = closedRead(world.read);
  expect(read(resources.destinations)).toMatchObject({ status: 'waiting' });
  world.fail(resources.workspace, { kind: 'no-access', status: 401 });
  expect(read(resources.destinations)).toMatchObject({
    status: 'failed',
    error: { kind: 'no-access', status: 401, operation: 'GET /' },
  });
  expect(read(resources.destinations)).toBe(read(resources.warehouses));
  expect(read(resources.sources).data).toHaveLength(1);
  expect(read(resources.sources).error).toBeUndefined();
});

test('a workspace that does not answer closes nothing: everything else is asked all the same', () => {
  const world = snapshots().fail(resources.workspace, { kind: 'server', status: 500 });
  expect(closedRead(world.read)(resources.destinations)).toMatchObject({ status: 'waiting' });
});

test('what has changed is what is read through it says, and anything where a refusal begins or ends', () => {
  const journal = new Journal();
  const world = snapshots(journal);
  const { since } = closedRead(world.read);
  const keysAfter = (change: () => unknown): readonly string[] | undefined => {
    const { mark } = since!(undefined);
    change();
    const { keys } = since!(mark);
    return keys && [...keys];
  };
  expect(keysAfter(() => world.set(resources.sources, []))).toEqual(['sources']);
  expect(keysAfter(() => world.fail(resources.workspace, { kind: 'server' }))).toEqual(['workspace']);
  expect(keysAfter(() => world.fail(resources.workspace, { kind: 'no-access' }))).toBeUndefined();
  expect(keysAfter(() => world.set(resources.sources, []))).toEqual(['sources']);
  expect(keysAfter(() => world.set(resources.workspace, {} as never))).toBeUndefined();
  expect(closedRead(snapshots().read).since).toBeUndefined();
});

test('a mark of before a refusal is none after it, though that is over by then and others looked meanwhile', () => {
  const world = snapshots(new Journal());
  const { since } = closedRead(world.read);
  const { mark } = since!(undefined);
  world.fail(resources.workspace, { kind: 'no-access' });
  since!(undefined);
  world.set(resources.workspace, {} as never);
  since!(undefined);
  expect(since!(mark).keys).toBeUndefined();
});
