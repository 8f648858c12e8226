import { describe, expect, it } from 'vitest';
import { changeBetween } from '../../source/domain/comparison.ts';

const window = { start: 100, end: 200 };
const before = { start: 0, end: 100 };

describe('a change', () => {
  it.each([
    [4, 1, 300],
    [1, 4, -75],
    [5, 5, 0],
    [0, 5, -100],
    [5, 0, undefined],
    [undefined, 5, undefined],
    [5, undefined, undefined],
  ])('to %s from %s in an equal window before is %s percent', (now, earlier, change) => {
    expect(changeBetween({ value: now, window }, { value: earlier, window: before })).toBe(change);
  });

  it('is none where the windows are not equally long, or one is not known', () => {
    expect(changeBetween({ value: 5, window }, { value: 4, window: { start: 1, end: 100 } })).toBeUndefined();
    expect(changeBetween({ value: 5, window }, undefined)).toBeUndefined();
    expect(changeBetween(undefined, { value: 5, window: before })).toBeUndefined();
  });
});
