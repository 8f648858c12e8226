import { expect, test, vi } from 'vitest';
import { hasExpression } from '../../../source/domain/filter/engine.ts';

test.each([
  ['', false],
  ['web', false],
  ['/', false],
  ['web /', false],
  ['a/b', false],
  ['~bz', false],
  ['/w', true],
  ['!/w/', true],
  ['web name:/^w/', true],
])('whether %s holds a regular expression: %s', (filter, holds) => expect(hasExpression(filter)).toBe(holds));

test('the engine is loaded by the first expression, and what follows waits in its order', async () => {
  vi.resetModules();
  const { afterEngine, isEngineComing, loadEngine, withFilter } = await import(
    '../../../source/domain/filter/engine.ts'
  );
  const { parseFilter } = await import('../../../source/domain/filter/filter.ts');
  const ran: string[] = [];
  const note = (what: string) => () => void ran.push(`${what}${parseFilter('/w').invalid ? ' not understood' : ''}`);
  withFilter('web', note('word'));
  afterEngine(note('key'));
  expect([ran, isEngineComing()]).toEqual([['word not understood', 'key not understood'], false]);
  withFilter('/w', note('expression'));
  afterEngine(note('next key'));
  withFilter('', note('escape'));
  expect([ran.length, isEngineComing()]).toEqual([2, true]);
  await loadEngine();
  await Promise.resolve();
  expect(ran.slice(2)).toEqual(['expression', 'next key', 'escape']);
  expect(isEngineComing()).toBe(false);
  afterEngine(note('at once'));
  expect(ran.at(-1)).toBe('at once');
});
