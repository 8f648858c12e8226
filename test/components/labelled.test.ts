import { expect, test } from 'vitest';
import { labelled } from '../../source/components/labelled.ts';
import { sanitise } from '../../source/domain/text.ts';
import { line, lineText, lineWidth } from '../../source/theme/line.ts';

test.each([
  ['both where there is room', 'Braze', 'destination', 24, 'Braze        destination'],
  ['the remark is cut first', 'Braze', 'destination from Web', 16, 'Braze  destinat…'],
  ['a stump of a remark is left out', 'A long name of it', 'why', 19, 'A long name of it  '],
  ['the name alone is cut only when it alone is too long', 'A long name of it', 'why', 8, 'A long …'],
  ['wide characters keep the width', '漢字', 'remark', 10, '漢字  rem…'],
])('%s', (_, name, remark, width, text) => {
  const row = labelled(line(sanitise(name)), line(sanitise(remark)), width);
  expect(lineText(row)).toBe(text);
  expect(lineWidth(row)).toBe(width);
});
