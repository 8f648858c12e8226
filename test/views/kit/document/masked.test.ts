import { describe, expect, test } from 'vitest';
import { ownMask } from '../../../../source/domain/privacy/local.ts';
import { sanitise } from '../../../../source/domain/text.ts';
import { textOf } from '../../../../source/theme/spans.ts';
import { documentLines, laidDocument, maskFacts } from '../../../../source/views/kit/document/masked.ts';

const own = ownMask({ colors: {}, inventory: [], unwanted: [] });
const document = {
  email: 'ana@acme.example',
  inner: { phone: '+491701234567', password: 'hunter2' },
  list: [{ token: 'abcdef' }, 'plain'],
};
const counts = (options: { readonly folded?: readonly string[]; readonly revealed?: boolean }) => {
  const { rows, masked, secret } = laidDocument(document, { revealed: false, own, ...options });
  return { rows: rows.length, masked, secret };
};

describe('what is hidden in a document', () => {
  // Two values by their names; a password and a token never show.
  test.each([
    ['open', {}, { rows: 13, masked: 2, secret: 2 }],
    ['revealed', { revealed: true }, { rows: 13, masked: 2, secret: 2 }],
    ['with a part shut', { folded: ['/inner'] }, { rows: 10, masked: 2, secret: 2 }],
    ['shut', { folded: [''] }, { rows: 1, masked: 2, secret: 2 }],
  ])('is counted in all of it: %s', (_, options, wanted) => {
    expect(counts(options)).toEqual(wanted);
  });

  test('is in no line for the pager unless it is revealed, credentials never', () => {
    const text = (revealed: boolean) => documentLines(document, { revealed, own }).join('\n');
    expect(text(false)).not.toMatch(/ana@acme|49170|hunter2|abcdef/);
    expect(text(true)).toMatch(
      / 2 {4}"email": "ana@acme\.example",\n 3 {4}"inner": \{\n 4 {6}"phone": "\+491701234567"/,
    );
    expect(text(true)).not.toMatch(/hunter2|abcdef/);
  });
});

test.each([
  [{ masked: 0, secret: 0, revealed: false }, 'x', ''],
  [{ masked: 0, secret: 1, revealed: true }, 'x', '1 secret'],
  [{ masked: 3, secret: 0, revealed: false }, 'x', '3 masked x'],
  [{ masked: 3, secret: 2, revealed: false }, '', '3 masked :payload-reveal, 2 secret'],
  [{ masked: 3, secret: 2, revealed: true }, 'x', '3 in clear, 2 secret'],
])('%j is told, with the key as the user has it (%s)', (hidden, key, text) => {
  const facts = maskFacts(hidden, { keyOf: () => sanitise(key) });
  expect(facts.map(({ spans }) => textOf(spans)).join(', ')).toBe(text);
});
