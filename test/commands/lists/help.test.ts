import { expect, test } from 'vitest';
import { lists } from '../../../source/commands/lists/names.ts';
import { createProgram } from '../../../source/commands/program.ts';

test('the help of list names every list with what it is of and about, in two columns', () => {
  const list = createProgram().commands.find((command) => command.name() === 'list')!;
  const said: string[] = [];
  list.configureOutput({ writeOut: (text) => void said.push(text) });
  list.outputHelp();
  const out = said.join('');
  const rows = out
    .slice(out.indexOf('\nLists:\n') + 8)
    .trimEnd()
    .split('\n');
  const split = rows.map((row) => /^ {2}(\S+(?: [[<]\S+[\]>])?)( {2,})(\S.*)$/.exec(row)?.slice(1) ?? [row]);
  expect(split.map(([name = ''], index) => [name.split(' ')[0], split[index]?.[2]])).toEqual(
    lists.map(({ name, about }) => [name, about]),
  );
  // The widest name leaves two columns, and every other one ends where that does.
  const starts = split.map(([name = '', gap = '']) => name.length + gap.length);
  expect(new Set(starts).size).toBe(1);
  expect(Math.min(...split.map(([, gap = '']) => gap.length))).toBe(2);
  expect(split.map(([name]) => name)).toEqual(expect.arrayContaining(['events <source>', 'triage']));
});
