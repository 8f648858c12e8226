import { expect, test } from 'vitest';
import { ofEach } from '../../source/domain/of-each.ts';

test('is made once for each thing, also where nothing comes of it', () => {
  const asked: object[] = [];
  const sizeOf = ofEach((of: { readonly size?: number }) => {
    asked.push(of);
    return of.size;
  });
  const [one, other] = [{ size: 1 }, {}];
  expect([one, other, one, other].map((each) => sizeOf(each))).toEqual([1, undefined, 1, undefined]);
  expect(asked).toEqual([one, other]);
});

test('is made anew where what it depends on besides is another than at the last call', () => {
  let made = 0;
  const times = ofEach((of: readonly number[], by: number) => {
    made += 1;
    return of.map((each) => each * by);
  });
  const list = [1, 2];
  expect([2, 2, 3, 2].map((by) => times(list, by))).toEqual([
    [2, 4],
    [2, 4],
    [3, 6],
    [2, 4],
  ]);
  expect(made).toBe(3);
});
