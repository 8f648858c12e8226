import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { t } from '../../source/domain/text.ts';
import { standingOf, togetherOf } from '../../source/workspace/polling/proof.ts';
import type { Resource } from '../../source/workspace/polling/resource.ts';
import { pathsBelow } from '../harness/imports.ts';
import { problemWith, snapshots } from './snapshots.ts';

describe('what a sentence that says none stands on', () => {
  const read = snapshots();
  const at = (key: string): Resource<number> => ({ key, every: 1, load: () => Promise.reject(new Error('not read')) });
  const whole = at('whole');
  const lost = at('lost');
  const broken = at('broken');
  const stale = at('stale');
  const dropped = problemWith({ kind: 'dropped-rows', message: t`1 row could not be read`, status: 200 });
  read.set(whole, 1).set(lost, 1, [dropped]).fail(broken, { status: 403, kind: 'no-access' });
  read.set(stale, 1).fail(stale);

  test.each<readonly [string, readonly [Resource<number>, ...Resource<number>[]], object]>([
    ['all of it was read', [whole], { kind: 'whole' }],
    ['old data that could not be renewed is still all of it', [whole, stale], { kind: 'whole' }],
    ['one of three has not answered', [whole, at('waiting'), stale], { kind: 'reading', read: 2, of: 3 }],
    [
      'what failed goes before what is still read',
      [at('waiting'), whole, broken],
      { kind: 'failed', problem: { status: 403 }, read: 1, of: 3 },
    ],
    ['a row was lost', [whole, lost], { kind: 'partial', problem: dropped }],
    ['what is still read goes before what was lost', [lost, at('waiting')], { kind: 'reading', read: 1, of: 2 }],
  ])('%s', (_, [first, ...others], expected) => {
    expect(standingOf(read.read(first), ...others.map((one) => read.read(one)))).toMatchObject(expected);
  });

  test('several stand as the one that is farthest from proof', () => {
    const [a, b, c] = [standingOf(read.read(whole)), standingOf(read.read(lost)), standingOf(read.read(broken))];
    expect(togetherOf(a, a).kind).toBe('whole');
    expect(togetherOf(a, b).kind).toBe('partial');
    expect(togetherOf(a, b, standingOf(read.read(at('waiting')))).kind).toBe('reading');
    expect(togetherOf(b, standingOf(read.read(at('waiting'))), c).kind).toBe('failed');
  });
});

test('proof is made where snapshots are looked at, and nowhere else', () => {
  const makers = pathsBelow('source').filter(
    (path) => path.endsWith('.ts') && /\bas Proof\b/.test(readFileSync(path, 'utf8')),
  );
  expect(makers.toSorted()).toEqual(['source/domain/proof.ts', 'source/workspace/polling/proof.ts']);
});
