import { expect, test } from 'vitest';
import { lookOf } from '../../source/app/look.ts';
import { resolveSettings } from '../../source/config/settings.ts';

test.each([
  ['unicode', 'block'],
  ['braille', 'braille'],
  ['nerd', 'block'],
  ['ascii', 'block'],
] as const)('with the marks %s graphs are drawn with %s', (marks, curves) => {
  const settings = resolveSettings({}, { demo: true }, { config: { glyphs: marks }, problems: [] });
  expect(lookOf(settings, 'none', settings.ascii).glyphs.curves).toBe(curves);
});
