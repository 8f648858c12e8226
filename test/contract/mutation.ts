import { type Contract, contract, type TypeSpec } from './contract.ts';

/** One change of one field of an answer. */
export interface Mutation {
  /** The operation as the contract names it, such as `GET /sources`. */
  readonly operation: string;
  /** Names down to the field; `*` for every member of a list, `0` for its first one. */
  readonly path: readonly string[];
  /** What is there instead. */
  readonly what: string;
  /** JSON text of it; undefined takes the field away. */
  readonly json: string | undefined;
}

/** Numbers that nothing counts: text, as JSON itself holds more than a number does. */
const absurdNumbers: readonly (readonly [string, string])[] = [
  ['negative', '-7'],
  ['NaN as text', '"NaN"'],
  ['1e308', '1e308'],
  ['2^53+1', '9007199254740993'],
];
const wrongTypes: readonly (readonly [string, TypeSpec['type'], string])[] = [
  ['text', 'string', '"surprise"'],
  ['a number', 'number', '7'],
  ['true', 'boolean', 'true'],
  ['a list', 'array', '[7]'],
  ['an object', 'object', '{"a":7}'],
];

type Change = readonly [what: string, json: string | undefined];

/** Everything that is done to a field of this type and value. */
function changesOf(spec: TypeSpec, value: unknown): Change[] {
  const type = spec.ref === undefined ? spec.type : contract.models[spec.ref]?.kind === 'enum' ? 'string' : 'object';
  const changes: Change[] = [
    ['missing', undefined],
    ['null', 'null'],
    ...wrongTypes.filter(([, wrong]) => wrong !== type).map(([what, , json]): Change => [what, json]),
  ];
  if (type === 'number') changes.push(...absurdNumbers);
  if (typeof value === 'string' && /^\d+$/.test(value))
    changes.push(['negative text', '"-7"'], ['1e308 as text', '"1e308"'], ['forty digits', `"${'9'.repeat(40)}"`]);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value))
    changes.push(
      ['no date', '"never"'],
      ['the year 9999', '"9999-12-31T23:59:59Z"'],
      ['the year 1', '"0001-01-01T00:00:00Z"'],
    );
  return changes;
}

/** The value at a path; the first member of each list. */
function first(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (at as Record<string, unknown> | undefined)?.[name === '*' ? '0' : name],
    value,
  );
}

const modelOf = ({ endpoints }: Contract, operation: string): string | undefined =>
  endpoints.find(({ method, path }) => `${method} ${path}` === operation)?.success.ref;

/** Fields of a model as far as the answer has them, down to these depths, in the order of the contract. */
function* fieldsOf(
  model: string,
  answer: unknown,
  path: readonly string[],
  left: number,
): Generator<readonly [readonly string[], TypeSpec]> {
  const found = contract.models[model];
  if (found?.kind !== 'object' || left === 0) return;
  for (const [name, spec] of Object.entries(found.fields)) {
    const here = [...path, name];
    if (first(answer, here) === undefined) continue;
    yield [here, spec];
    if (spec.ref !== undefined) yield* fieldsOf(spec.ref, answer, here, left - 1);
    if (spec.items?.ref !== undefined)
      for (const member of ['*', '0'])
        if (first(answer, [...here, member]) !== undefined)
          yield* fieldsOf(spec.items.ref, answer, [...here, member], left - 1);
  }
}

/** What is made of one answer of an operation: every field of its model, each in every way. */
export function mutationsOf(operation: string, answer: unknown, depth = 6): Mutation[] {
  const model = modelOf(contract, operation);
  if (model === undefined) throw new Error(`${operation} is not in the contract`);
  return [...fieldsOf(model, answer, [], depth)].flatMap(([path, spec]) =>
    changesOf(spec, first(answer, path)).map(([what, json]) => ({ operation, path, what, json })),
  );
}

const marker = '\u0000mutated\u0000';

/** The answer with the change made, as JSON text: what JSON.stringify would round is put in by hand. */
export function mutated(answer: unknown, { path, json }: Mutation): string {
  const text = JSON.stringify(changed(answer, path, json === undefined));
  return json === undefined ? text : text.replaceAll(JSON.stringify(marker), json);
}

function changed(value: unknown, [name, ...rest]: readonly string[], isGone: boolean): unknown {
  if (name === undefined) return isGone ? undefined : marker;
  if (Array.isArray(value))
    return value.map((member, index) =>
      name === '*' || String(index) === name ? changed(member, rest, isGone) : member,
    );
  if (typeof value !== 'object' || value === null || !(name in value)) return value;
  return { ...value, [name]: changed((value as Record<string, unknown>)[name], rest, isGone) };
}

export const nameOf = ({ operation, path, what }: Mutation): string => `${operation} ${path.join('.')}: ${what}`;
