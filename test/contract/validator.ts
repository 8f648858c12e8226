import { type Contract, contract, type ObjectModel, type TypeSpec } from './contract.ts';

export interface ValidatorOptions {
  /** A value outside an enum is a fault; by default it is let through, as the API grows new ones. */
  readonly strictEnums?: boolean;
  readonly models?: Contract['models'];
}

/**
 * Checks a JSON value against a model of the contract. Unknown fields are allowed, missing required ones are not.
 * @returns what is wrong, one line each, such as `sources[2].enabled: missing`; empty when all is well
 */
export function violations(value: unknown, model: string, options: ValidatorOptions = {}): string[] {
  const models = options.models ?? contract.models;
  return [...checkModel(value, model, '')];

  function* checkModel(at: unknown, name: string, path: string): Generator<string> {
    const found = models[name];
    if (!found) yield `${path}: model ${name} is not in the contract`;
    else if (found.kind === 'enum') {
      if (options.strictEnums && !found.values.includes(at)) yield `${path}: ${JSON.stringify(at)} is not in ${name}`;
      else if (typeof at !== 'string') yield `${path}: ${kindOf(at)} instead of a ${name}`;
    } else yield* checkObject(at, found, path);
  }

  function* checkObject(at: unknown, { fields, unionFlattenedByTsSdk }: ObjectModel, path: string): Generator<string> {
    if (kindOf(at) !== 'object') return yield `${path}: ${kindOf(at)} instead of object`;
    const row = at as Readonly<Record<string, unknown>>;
    for (const [name, spec] of Object.entries(fields)) {
      const field = path === '' ? name : `${path}.${name}`;
      if (row[name] !== undefined) yield* checkType(row[name], spec, field);
      else if (spec.required && !unionFlattenedByTsSdk) yield `${field}: missing`;
    }
  }

  function* checkType(at: unknown, spec: TypeSpec, path: string): Generator<string> {
    if (spec.type === 'any') return;
    if (at === null) {
      if (!spec.nullable) yield `${path}: null`;
    } else if (spec.ref !== undefined) {
      yield* checkModel(at, spec.ref, path);
    } else if (kindOf(at) !== spec.type) {
      yield `${path}: ${kindOf(at)} instead of ${spec.type}`;
    } else {
      yield* checkWithin(at, spec, path);
    }
  }

  function* checkWithin(at: unknown, spec: TypeSpec, path: string): Generator<string> {
    if (Array.isArray(at)) yield* checkItems(at, spec.items, path);
    if (kindOf(at) === 'object' && spec.additionalProperties) {
      for (const [name, each] of Object.entries(Object(at)))
        yield* checkType(each, spec.additionalProperties, `${path}.${name}`);
    }
    if (options.strictEnums && spec.enum && !spec.enum.includes(at))
      yield `${path}: ${JSON.stringify(at)} is not in the enum`;
    if (typeof at === 'number' && (at < (spec.minimum ?? at) || at > (spec.maximum ?? at)))
      yield `${path}: ${at} out of range`;
  }

  function* checkItems(items: readonly unknown[], spec: TypeSpec | undefined, path: string): Generator<string> {
    if (!spec) return;
    for (const [index, each] of items.entries()) yield* checkType(each, spec, `${path}[${index}]`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
