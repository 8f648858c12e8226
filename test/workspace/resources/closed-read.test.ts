import { expect, test } from 'vitest';
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
