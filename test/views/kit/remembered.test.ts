import { expect, test } from 'vitest';
import { remembered } from '../../../source/views/kit/remembered.ts';
import type { ViewContext } from '../../../source/views/kit/view.ts';
import { readSources } from '../../harness/imports.ts';

const screenOf = () => ({ read: (() => ({})) as unknown as ViewContext['read'] });

test('a value is made again when an input has changed, and only then', () => {
  const [screen, kept] = [screenOf(), remembered<number>()];
  let made = 0;
  const ask = (...parts: readonly unknown[]) => kept(screen, parts, () => ++made);
  expect([ask('a', 1), ask('a', 1), ask('a', 2), ask('a'), ask('a')]).toEqual([1, 1, 2, 3, 3]);
});

test('the values of two periods are kept beside each other', () => {
  const [screen, kept] = [screenOf(), remembered<string>()];
  const ask = (period: '24h' | '7d', part: string) => kept({ ...screen, period }, [part], () => `${part} of ${period}`);
  expect([ask('24h', 'a'), ask('7d', 'a'), kept({ ...screen, period: '24h' }, ['a'], () => 'made again')]).toEqual([
    'a of 24h',
    'a of 7d',
    'a of 24h',
  ]);
  expect([ask('24h', 'b'), ask('24h', 'a')]).toEqual(['b of 24h', 'a of 24h']);
});

test('two screens share nothing, whatever is asked of them', () => {
  const [one, other, kept] = [screenOf(), screenOf(), remembered<string>()];
  expect(kept(one, ['a'], () => 'of one')).toBe('of one');
  expect(kept(other, ['a'], () => 'of the other')).toBe('of the other');
  expect(kept(one, ['a'], () => 'made again')).toBe('of one');
});

test('no page and no subject keeps values in variables of its module', () => {
  const files = readSources('source').filter(
    ({ path, text }) => /^source\/(?:views|app|workspace|actions|state)\//.test(path) && /^let /m.test(text),
  );
  // The views themselves, which are loaded once for the program.
  expect(files.map(({ path }) => path)).toEqual(['source/views/loaded.ts']);
});
