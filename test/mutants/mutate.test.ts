import { expect, test } from 'vitest';
import { applied, mutantsOf, told } from './mutate.ts';

const changes = (text: string) => mutantsOf('source/a.ts', text).map((mutant) => applied(text, mutant));

test.each([
  ['const a = b < c;', ['const a = b <= c;']],
  ['const a = b >= c;', ['const a = b > c;']],
  ['const a = b === c;', ['const a = b !== c;']],
  ['const a = !b;', ['const a = b;']],
  ['const a = b && c;', ['const a = b || c;']],
  ['const a = b ?? c;', ['const a = b;']],
  ['const a = b + c;', ['const a = b - c;']],
  ['const a = -b;', ['const a = b;']],
  ['const a = 0;', ['const a = 1;']],
  ['const a = 60;', ['const a = 61;', 'const a = 59;', 'const a = 120;']],
  ['const a = 0.5;', ['const a = 1;']],
  ['const a = 60_000;', ['const a = 60001;', 'const a = 59999;', 'const a = 120000;']],
  ['const a = true;', ['const a = false;']],
  ["const a = 'none';", ["const a = 'xnone';"]],
  ['const a = t`none of`;', ['const a = t`xnone of`;']],
  ['const a = b.filter(c).map(d);', ['const a = b.map(d);']],
  ['const a = [...b].sort();', ['const a = [...b];']],
  ['const a = Math.min(b, c);', ['const a = Math.max(b, c);']],
  ['const a = clamp(b, c, d);', ['const a = b;']],
  ['const a = b ? c : d;', ['const a = true ? c : d;', 'const a = b ? d : c;']],
  ['if (a) b;', ['if (true) b;', 'if (false) b;']],
  ['a(b);', [';']],
])('%s becomes what a slip would make of it', (text, expected) => {
  expect(changes(text)).toEqual(expected);
});

test.each([
  ['a comment', '// a < b\n/** none, 12 */'],
  ['a type', "type A = 'none' | 12; interface B { readonly c: A extends 1 ? 2 : 3 }"],
  ['the type of a value', "const a = b as 'none';"],
  ['an import', "import { a } from './none.ts'; export { b } from './b.ts'; export * from './c.ts';"],
  ['the name of a property', "const a = { 'none-there': b };"],
  ['a text joined to another', "const a = b + '·';"],
  ['a call that every object knows', 'const a = b.toString(c.hasOwnProperty);'],
  ['words of documentation', "const a = { description: 'Shows none', help: t`None of them` };"],
])('%s is left alone', (_, text) => {
  expect(changes(text)).toEqual([]);
});

test('two names in order are told apart with and without the equals sign alike', () => {
  expect(changes('a.sort((b, c) => (b < c ? -1 : 1));')).not.toContain('a.sort((b, c) => (b <= c ? -1 : 1));');
});

test('a mutant says where it is and how its line reads with it', () => {
  const text = 'const a = 1;\nconst b =\n  c >   d;\n';
  const mutant = mutantsOf('source/a.ts', text).at(-1)!;
  expect(mutant).toMatchObject({ path: 'source/a.ts', line: 3, kind: 'boundary', was: '>', becomes: '>=' });
  expect(told(text, mutant)).toBe('c > d;  →  c >= d;');
});

test('places are counted in characters, also after signs of two units', () => {
  const text = "const a = '😀–'; const b = c < d;";
  expect(changes(text)).toEqual(["const a = '😀–'; const b = c <= d;"]);
});

test('a file that is no code is refused with its name', () => {
  expect(() => mutantsOf('source/a.ts', 'const = ;')).toThrow('source/a.ts cannot be read');
});
