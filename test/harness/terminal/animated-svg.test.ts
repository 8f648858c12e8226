import { expect, test } from 'vitest';
import { animated } from './animated-svg.ts';

const picture = (word: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="10">\n<style>text{}</style>\n<text>${word}</text>\n</svg>\n`;

test('pictures stand in turn, each for its share of the whole, the first one where nothing moves', () => {
  const made = animated([
    { svg: picture('one'), seconds: 1 },
    { svg: picture('two'), seconds: 3 },
  ]);
  expect(made.match(/<svg /g)).toHaveLength(1);
  expect(made.match(/<style>/g)).toHaveLength(1);
  const groups = [
    ...made.matchAll(/<g visibility="(\w+)"><animate [^>]*keyTimes="([\d.;]+)" dur="4s"[^>]*\/>\s*<text>(\w+)/g),
  ];
  expect(groups.map(([, ...parts]) => parts)).toEqual([
    ['visible', '0;0;0.25', 'one'],
    ['hidden', '0;0.25;1', 'two'],
  ]);
});

test('without a picture there is nothing to show', () => {
  expect(() => animated([])).toThrow('no picture');
});
