import { environmentVariables } from '../../config/environment-variables.ts';
import { configShape } from '../../config/shape.ts';
import { type KeyFacts, keysOf, shapeAt } from '../../config/shape-walk.ts';
import { placeholders } from '../../domain/own.ts';
import { cell, code, table } from '../docs-markdown.ts';

/** A value as it could stand in the file, on one line; what has a table of its own is not unfolded. */
function written(value: unknown, depth = 0): string {
  if (Array.isArray(value)) return `[${value.map((one) => written(one, depth)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth > 0) return '{ … }';
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${written(one, depth + 1)}`)
    .join(', ')} }`;
}

const rowsOf = (facts: readonly KeyFacts[]): string[][] =>
  facts.map(({ key, example, meaning }) => [
    code(key),
    example === undefined ? '' : code(written(example)),
    cell(meaning),
  ]);

/** How the steps into a record and into a list are written. */
const steps = { '*': 'NAME', 0: '0' } as const;

/** Too many keys that all mean the same: the schema has them. */
const untold = ['refresh'];

/** The table of an object, and after it those of the objects in it whose example does not show every key. */
function tables(facts: readonly KeyFacts[], path: readonly string[] = []): string[] {
  const below = facts.flatMap(({ key, shape, example }) => {
    if (untold.includes(key)) return [];
    const own = keysOf(shape);
    const step = own.length > 0 ? undefined : (['*', '0'] as const).find((one) => shapeAt(shape, [one]));
    const inner = step === undefined ? own : keysOf(shapeAt(shape, [step]));
    const known = typeof example === 'object' && example !== null ? example : {};
    if (inner.length === 0 || inner.every((fact) => fact.key in known)) return [];
    return tables(inner, [...path, key, ...(step === undefined ? [] : [steps[step]])]);
  });
  const title = path.length === 0 ? [] : ['', `Keys of \`${path.join('.')}\`:`, ''];
  return [...title, table(['Key', 'Example', 'Meaning'], rowsOf(facts)), ...below];
}

/** Every key of the configuration, as its shape describes it. */
export const configPart = (): string => tables(keysOf(configShape)).join('\n');

/** What arguments of own commands may hold. */
export const placeholdersPart = (): string =>
  table(
    ['Placeholder', 'Stands for'],
    Object.entries(placeholders).map(([name, meaning]) => [code(`{${name}}`), cell(meaning)]),
  );

/** Every environment variable that segtop looks at. */
export function environmentPart(): string {
  return table(
    ['Variable', 'In place of', 'Meaning'],
    environmentVariables.map(({ name, instead, meaning }) => [code(name), instead, cell(meaning)]),
  );
}
