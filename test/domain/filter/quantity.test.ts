import { expect, test } from 'vitest';
import { comparisonOf, quantityOf } from '../../../source/domain/filter/quantity.ts';
import { compact, percentText } from '../../../source/domain/format.ts';

test.each<[string, [string, number] | undefined]>([
  ['0', ['count', 0]],
  ['1,999', ['count', 1999]],
  ['2.1k', ['count', 2100]],
  ['2K', ['count', 2000]],
  ['3M', ['count', 3e6]],
  ['3B', ['count', 3e9]],
  ['3T', ['count', 3e12]],
  [' 7 ', ['count', 7]],
  ['+7', ['count', 7]],
  ['−7', ['count', -7]],
  [' <0.01% ', ['percent', 0.005]],
  ['7s', ['duration', 7]],
  ['7m', ['duration', 420]],
  ['7 min', ['duration', 420]],
  ['2d 1h', ['duration', 176_400]],
  ['1w', ['duration', 604_800]],
  ['4h50m', undefined],
  ['1k 2k', undefined],
  ['4h 5%', undefined],
  ['5% 4h', undefined],
  ['1.2Qa', ['count', 1.2e15]],
  ['3Qi', ['count', 3e18]],
  ['94%', ['percent', 94]],
  ['<0.01%', ['percent', 0.005]],
  ['-5.7%', ['percent', -5.7]],
  ['2pp', ['points', 2]],
  ['4h 50m', ['duration', 17_400]],
  ['340ms', ['duration', 0.34]],
  ['4h 50', undefined],
  ['<5', undefined],
  ['<', undefined],
  ['–', undefined],
  ['', undefined],
  ['2 events', undefined],
])('%s is read as the amount that it is', (text, expected) => {
  const found = quantityOf(text);
  expect(found && [found.kind, Number(found.value.toPrecision(12))]).toEqual(expected);
});

test.each([
  ['>0', percentText(0.004), false],
  ['>0%', percentText(0.004), true],
  ['<0.01%', percentText(0.004), true],
  ['<5%', percentText(0.004), true],
  ['>=0.01%', percentText(0.004), false],
  ['<5%', percentText(0), true],
  ['>0%', percentText(0), false],
  ['<5%', percentText(undefined), false],
  ['>=1k', compact(999), false],
  ['>=1k', compact(1000), true],
  ['>999T', compact(1e15), true],
  ['>1k', compact(1000), false],
  ['<1k', compact(1000), false],
  ['<=1k', compact(1000), true],
  ['<=1k', compact(1010), false],
  ['>', compact(0), true],
  ['>x', compact(0), true],
])('%s of %s: %s', (comparison, text, expected) => {
  expect(comparisonOf(comparison)!.holds(quantityOf(text))).toBe(expected);
});

test.each([
  ['>5', true, false],
  ['>', false, false],
  ['>x', false, true],
])('%s has a bound: %s, and cannot be read: %s', (text, hasBound, invalid) => {
  const comparison = comparisonOf(text)!;
  expect([comparison.bound !== undefined, comparison.invalid]).toEqual([hasBound, invalid]);
});
