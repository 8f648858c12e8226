import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonOptions, jsonLine, jsonMatches, jsonRows } from '../../../source/components/json/lines.ts';
import { list } from '../../../source/components/list.ts';
import { t } from '../../../source/domain/text.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText, lineWidth } from '../../../source/theme/line.ts';
import { size } from '../../theme/hostile.ts';

const unicode = glyphs(false);
const value = { event: 'Order', context: { ip: null, tags: ['a', 1] }, none: {}, ok: true };
const shown = (of: unknown, options?: JsonOptions): string[] =>
  jsonRows(of, options).map((row) => lineText(jsonLine(row, { glyphs: unicode, digits: 2 })));

describe('JSON', () => {
  test('numbered rows', () => {
    expect(shown(value)).toEqual([
      ' 1 ▾ {',
      ' 2     "event": "Order",',
      ' 3 ▾   "context": {',
      ' 4       "ip": null,',
      ' 5 ▾     "tags": [',
      ' 6         "a",',
      ' 7         1',
      ' 8       ]',
      ' 9     },',
      '10     "none": {},',
      '11     "ok": true',
      '12   }',
    ]);
  });

  test('a folded value says what it holds and renumbers nothing', () => {
    expect(shown(value, { folded: new Set(['/context']) }).slice(2, 4)).toEqual([
      ' 3 ▸   "context": { … 2 keys },',
      '10     "none": {},',
    ]);
  });

  test('masked values are replaced, by path and text', () => {
    const mask: JsonOptions['mask'] = (text, path) => (path.at(-1) === 'email' ? t`••• ${text.length}` : undefined);
    expect(shown({ email: 'ana@acme.example', n: 1 }, { mask })[1]).toBe(' 2     "email": ••• 16,');
  });

  test('hostile keys and values are made safe', () => {
    const rows = shown({ 'k\u001b[2J\n': 'a\u202eb\u0007\u001b]52;c;x\u0007' });
    for (const row of rows) expect(row).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });

  test('depth, length and numbers beyond safety', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = [deep];
    expect(jsonRows(deep).length).toBeLessThan(100);
    const long = jsonRows(Array(50).fill(0), { longest: 10 });
    expect(long).toHaveLength(11);
    expect(long.at(-1)?.spans[0]?.text).toBe('… cut at 10 lines');
    expect(jsonRows([1, 2], { longest: 4 })).toHaveLength(4);
    expect(shown([2n ** 70n, undefined])[1]).toContain('1180591620717411303424,');
  });

  test.each(['"ip": null', 'p": nu', 'ip', ': ', 'ull,', 'l'])(
    'a search for %s finds exactly that, also across key and value',
    (wanted) => {
      const rows = jsonRows(value);
      const matches = (text: string) =>
        text.includes('"ip"')
          ? [...text.matchAll(new RegExp(wanted, 'g'))].map(({ index }) => [index, index + wanted.length] as const)
          : [];
      expect(jsonMatches(rows, matches)).toEqual([3]);
      const { spans } = jsonLine(rows[3]!, { glyphs: unicode, digits: 0, match: matches });
      const found = spans.filter(({ tone }) => tone === 'match').map(({ text }) => text);
      const times = wanted === 'l' ? 2 : 1;
      expect(found.join('')).toBe(wanted.repeat(times));
      expect(spans.map(({ text }) => text).join('')).toBe('      "ip": null,');
    },
  );

  test('any JSON is drawn on exactly the asked size', () => {
    fc.assert(
      fc.property(fc.jsonValue(), size, fc.integer({ min: 1, max: 6 }), (any, width, height) => {
        const rows = jsonRows(any);
        const { block } = list({
          count: rows.length,
          lineAt: (index) => jsonLine(rows[index]!, { glyphs: unicode, digits: 3 }),
          selectedIndex: rows.length - 1,
          offset: 0,
          width,
          height,
          focused: true,
          glyphs: unicode,
        });
        expect(block.map(lineWidth)).toEqual(Array(height).fill(width));
        expect(block.filter(({ selected }) => selected)).toHaveLength(1);
      }),
    );
  });
});
