import { describe, expect, it } from 'vitest';
import { payloadMask } from '../../../source/domain/privacy/payload-mask.ts';
import { piiMatch } from '../../../source/domain/privacy/pii.ts';
import { type CorpusEntry, corpus } from './pii-corpus.ts';

/** The leaves of a value with their paths, as a payload shows them. */
function leaves({ path, value }: CorpusEntry): { path: readonly string[]; text: string }[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => leaves({ path: [...path, String(index)], value: each, color: undefined }));
  return typeof value === 'boolean' || value === null ? [] : [{ path, text: String(value) }];
}

const isMasked = (entry: CorpusEntry) =>
  leaves(entry).some(({ path, text }) => payloadMask(text, path, false) !== undefined);
const textOf = ({ path, value }: CorpusEntry) => `${path.join('.')} = ${JSON.stringify(value)}`;

const personal = corpus.filter(({ color }) => color !== undefined);
const masked = corpus.filter(isMasked);
const rightly = masked.filter(({ color }) => color !== undefined);

describe(`the corpus of ${corpus.length} names and values`, () => {
  it('has no entry twice', () => {
    const texts = corpus.map(textOf);
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
    expect(corpus.length).toBeGreaterThanOrEqual(300);
  });

  it('has nothing personal or secret in clear: recall 1', () => {
    expect(personal.filter((entry) => !isMasked(entry)).map(textOf)).toEqual([]);
    expect(rightly.length / personal.length).toBe(1);
  });

  it('has nothing masked that is neither: precision 1', () => {
    expect(masked.filter(({ color }) => color === undefined).map(textOf)).toEqual([]);
    expect(rightly.length / masked.length).toBe(1);
  });

  /** What names its value inside of a text is masked there; the field itself is not called personal by it. */
  const hasPair = ({ value }: CorpusEntry) =>
    typeof value === 'string' && /password=|api_key|"(?:password|email)"/.test(value);

  it.each(['red', 'yellow'] as const)('calls %s what is', (color) => {
    const wrong = corpus
      .filter((entry) => entry.color === color && !hasPair(entry))
      .filter((entry) => {
        const [leaf] = leaves(entry);
        const found = piiMatch(
          leaf!.path
            .filter((part) => !/^\d+$/.test(part))
            .slice(-4)
            .join('.'),
          leaf!.text,
        )?.color;
        return found !== color;
      });
    expect(wrong.map(textOf)).toEqual([]);
  });
});
