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

test('what is gone without being known to be over is not ended, and is told once when it is', () => {
  const edges = new Edges();
  const unknown = () => false;
  const of = (now: readonly ReturnType<typeof wrong>[], isOver?: (id: string) => boolean) =>
    edges.take(now, true, isOver).map(({ edge, wrong: { id } }) => `${edge} ${id}`);
  expect(of([wrong('a'), wrong('b')])).toEqual(['found a', 'found b']);
  expect(of([], unknown)).toEqual([]);
  expect(of([wrong('a')], unknown)).toEqual([]);
  expect(of([], (id) => id === 'a')).toEqual(['ended a']);
  expect(of([])).toEqual(['ended b']);
});
