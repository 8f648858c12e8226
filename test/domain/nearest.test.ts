import { expect, test } from 'vitest';
import { nearest } from '../../source/domain/nearest.ts';

const known = ['period', 'profile', 'profiles', 'refresh', 'page.home', 'red', 'green'];

test.each([
  ['perod', 'period'],
  ['peroid', 'period'],
  ['PERIOD', 'period'],
  ['profil', 'profile'],
  ['profilse', 'profiles'],
  ['rde', 'red'],
  ['pagehome', 'page.home'],
  ['refrsh', 'refresh'],
  ['colour', undefined],
  ['x', undefined],
  ['', undefined],
  ['p'.repeat(1_000_000), undefined],
])('%.20s', (written, meant) => {
  expect(nearest(written, known)).toBe(meant);
});
