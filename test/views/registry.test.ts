import { expect, test } from 'vitest';
import { pages } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';

test('every address has its view, and every view its address', () => {
  expect(views.map(({ id }) => id).sort()).toEqual(
    Object.values(pages)
      .map(({ id }) => id as string)
      .sort(),
  );
});
