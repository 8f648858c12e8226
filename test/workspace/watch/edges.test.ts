import { expect, test } from 'vitest';
import { Edges } from '../../../source/workspace/watch/edges.ts';

const wrong = (id: string, verdict = 'LOST') => ({ id, verdict, sentence: `${id} ${verdict}` });
const told = (edges: Edges, now: readonly ReturnType<typeof wrong>[], isSettled = true) =>
  edges.take(now, isSettled).map(({ edge, wrong: { id, verdict } }) => [edge, id, verdict].join(' '));

test('what is wrong at the start is found, and told once', () => {
  const edges = new Edges();
  expect(told(edges, [wrong('a')], false)).toEqual(['found a LOST']);
  expect(told(edges, [wrong('a'), wrong('b')], true)).toEqual(['found b LOST']);
  expect(told(edges, [wrong('a'), wrong('b')])).toEqual([]);
});

test('what begins, changes and ends is told then', () => {
  const edges = new Edges();
  expect(told(edges, [])).toEqual([]);
  expect(told(edges, [wrong('a', 'RETRYING')])).toEqual(['began a RETRYING']);
  expect(told(edges, [wrong('a', 'EXPIRED')])).toEqual(['changed a EXPIRED']);
  expect(told(edges, [])).toEqual(['ended a EXPIRED']);
  expect(told(edges, [wrong('a')])).toEqual(['began a LOST']);
});

test('while not all was read nothing has ended, and no verdict is final', () => {
  const edges = new Edges();
  expect(told(edges, [wrong('a')], false)).toEqual(['found a LOST']);
  expect(told(edges, [], false)).toEqual([]);
  expect(told(edges, [wrong('a', 'EXPIRED')], false)).toEqual([]);
  expect(told(edges, [], true)).toEqual(['ended a EXPIRED']);
});
