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

  test.each<[string, unknown, string[], number, number, boolean]>([
    ['fits to the row', [1, 2], [], 4, 4, false],
    ['is one row too long', [1, 2], [], 3, 3, true],
    ['fits with what is folded', { a: [1, 2, 3] }, ['/a'], 3, 3, false],
    ['is too long though some is folded', { a: [1, 2, 3], b: 1 }, ['/a'], 3, 3, true],
    ['ends in an empty object', [{}], [], 3, 3, false],
    ['is one value', 1, [], 1, 1, false],
    ['is all folded', [[1, 2], 3], [''], 1, 1, false],
    ['is open where only one row has room', [1], [], 1, 1, true],
    ['has its end cut off alone', [1, 2], [], 3, 3, true],
  ])('a value that %s says that it is cut only if it is', (_, of, folded, longest, rows, isCut) => {
    const made = jsonRows(of, { folded: new Set(folded), longest });
    expect(made).toHaveLength(rows + Number(isCut));
    const said = made.filter(({ spans }) => spans[0]?.text.startsWith('… cut at'));
    expect(said.map(({ spans }) => spans[0]!.text)).toEqual(isCut ? [`… cut at ${longest} lines`] : []);
  });

  test('rows know where they are: the pointer of each, numbers that folding does not change, what can be folded', () => {
    const of = { 'a/b': { '~': [1] }, '': [], x: [{ y: null }] };
    const whole = jsonRows(of).map(({ path, number, depth, foldable }) => [path, number, depth, foldable]);
    expect(whole).toEqual([
      ['', 1, 0, true],
      ['/a~1b', 2, 1, true],
      ['/a~1b/~0', 3, 2, true],
      ['/a~1b/~0/0', 4, 3, false],
      ['/a~1b/~0', 5, 2, false],
      ['/a~1b', 6, 1, false],
      ['/', 7, 1, false],
      ['/x', 8, 1, true],
      ['/x/0', 9, 2, true],
      ['/x/0/y', 10, 3, false],
      ['/x/0', 11, 2, false],
      ['/x', 12, 1, false],
      ['', 13, 0, false],
    ]);
    const shut = jsonRows(of, { folded: new Set(['/a~1b', '/x/0']) });
    expect(shut.map(({ number, folded }) => [number, folded])).toEqual([
      [1, false],
      [2, true],
      [7, false],
      [8, false],
      [9, true],
      [12, false],
      [13, false],
    ]);
    expect(shut.filter(({ folded }) => folded).every(({ foldable }) => foldable)).toBe(true);
  });

  test.each<[unknown, string, string]>([
    ['text', '"text"', 'good'],
    ['a "b"\n', '"a \\"b\\"\\n"', 'good'],
    [12.5, '12.5', 'info'],
    [-0, '0', 'info'],
    [3n, '3', 'info'],
    [true, 'true', 'accent'],
    [null, 'null', 'accent'],
    [undefined, 'null', 'accent'],
    [[], '[]', 'dim'],
    [{}, '{}', 'dim'],
    ['x'.repeat(4096), `"${'x'.repeat(4096)}"`, 'good'],
    ['x'.repeat(4097), `"${'x'.repeat(4096)}…"`, 'good'],
  ])('%s alone', (of, text, tone) => {
    expect(jsonRows(of).map(({ spans }) => spans)).toEqual([[{ text, tone }]]);
  });

  test('what is folded says how much, one of them as one', () => {
    const folds = (of: unknown) => shown(of, { folded: new Set(['']) })[0];
    expect([{ a: 1 }, { a: 1, b: 2 }, [0], [0, 0]].map(folds)).toEqual([
      ' 1 ▸ { … 1 key }',
      ' 1 ▸ { … 2 keys }',
      ' 1 ▸ [ … 1 item ]',
      ' 1 ▸ [ … 2 items ]',
    ]);
  });

  test('null is asked for no mask, all other values are', () => {
    const asked: unknown[] = [];
    const mask: JsonOptions['mask'] = (text, path) => {
      asked.push([text, path.join('.')]);
      return text === '7' ? t`•` : undefined;
    };
    expect(shown({ a: [null, true, 'x'], b: 7 }, { mask }).at(-2)).toBe(' 7     "b": •');
    expect(asked).toEqual([
      ['true', 'a.1'],
      ['x', 'a.2'],
      ['7', 'b'],
    ]);
  });

  test('deeper than 40 levels nothing is opened any more, and what lies there is one line', () => {
    let deep: unknown = { x: [1, 2] };
    for (let level = 0; level < 40; level += 1) deep = [deep];
    const rows = jsonRows(deep);
    expect(rows).toHaveLength(81);
    expect(lineText({ spans: rows[40]!.spans })).toBe('{ … 1 key }');
    expect(rows[40]).toMatchObject({ number: 41, depth: 40, folded: true, foldable: false });
    expect(rows.at(-1)!.number).toBe(81);
  });

  test('whatever is folded, what follows keeps its number', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 60; level += 1) deep = { deep, also: [level, {}] };
    for (const of of [[deep, 1], { a: { b: { c: [1, 2, deep] } }, d: 1 }]) {
      const whole = jsonRows(of);
      const numbers = new Map(whole.map(({ path, number }) => [path, number]));
      for (const { path } of whole.filter(({ foldable }) => foldable)) {
        const rows = jsonRows(of, { folded: new Set([path]) });
        // A closing bracket has the path of what it closes: of each path the last row counts.
        const last = new Map(rows.map(({ path: own, number, folded }) => [own, folded ? undefined : number]));
        for (const [own, number] of last)
          if (number !== undefined) expect([own, number]).toEqual([own, numbers.get(own)]);
      }
    }
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
