import { joined, type SafeText, sanitise, t } from '../text.ts';

/** One field that a JSON schema speaks of. */
export interface SchemaField {
  /** From the event's root, such as properties.products[].sku. */
  readonly path: SafeText;
  /** In the schema's own words: `string`, `number or null`, `array of object`, `any`. */
  readonly type: SafeText;
  readonly required: boolean;
  /** What values are taken: `one of USD, EUR`, `matches ^[A-Z]+$`; empty where all are. */
  readonly takes: SafeText;
  readonly description: SafeText;
}

type Schema = Readonly<Record<string, unknown>>;

const deepest = 12;
/** More than any plan has; a hostile one must not hang the screen. */
const mostFields = 2000;
/** Values of an enumeration that are named; the rest is counted. */
const mostValues = 12;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

interface Found {
  readonly fields: SchemaField[];
  isCut: boolean;
}

const known = new WeakMap<object, Found>();

/** The fields of a rule's JSON schema, depth first, as the schema orders them; none where there is no schema. */
export function schemaFields(schema: unknown): readonly SchemaField[] {
  return isSchema(schema) ? found(schema).fields : [];
}

/** Whether the schema speaks of more fields than are listed: too many, or too deep in others. */
export function hasMoreFields(schema: unknown): boolean {
  return isSchema(schema) && found(schema).isCut;
}

function found(schema: Schema): Found {
  const before = known.get(schema);
  if (before) return before;
  const all: Found = { fields: [], isCut: false };
  visit(schema, '', all, 0);
  known.set(schema, all);
  return all;
}

function visit(schema: Schema, at: string, all: Found, depth: number): void {
  const { fields } = all;
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = new Set(listOf(schema.required));
  // What is required need not be described.
  const names = new Set([...Object.keys(properties), ...[...required].filter((name) => typeof name === 'string')]);
  for (const name of names) {
    if (depth > deepest || fields.length >= mostFields) {
      all.isCut = true;
      return;
    }
    const given = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const own: Schema = isSchema(given) ? given : {};
    const path = at === '' ? name : `${at}.${name}`;
    const count = fields.length;
    const field = fieldOf(path, own, required.has(name));
    fields.push(field);
    visit(own, path, all, depth + 1);
    const items = Array.isArray(own.items) ? own.items[0] : own.items;
    if (isSchema(items)) visit(items, `${path}[]`, all, depth + 1);
    // The containers of every event say nothing by themselves.
    if (at === '' && fields.length > count + 1 && containers.has(name)) fields.splice(count, 1);
  }
}

const containers: ReadonlySet<string> = new Set(['properties', 'traits', 'context']);

function fieldOf(path: string, schema: Schema, required: boolean): SchemaField {
  return {
    path: sanitise(path, 200),
    type: typeText(schema),
    required,
    takes: takesText(schema),
    description: sanitise(schema.description ?? schema.title ?? ''),
  };
}

function typeText(schema: Schema): SafeText {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter((type) => typeof type === 'string');
  const items = isSchema(schema.items) && typeof schema.items.type === 'string' ? schema.items.type : undefined;
  const words = types.map((type) =>
    type === 'array' && items ? t`array of ${sanitise(items, 40)}` : sanitise(type, 40),
  );
  return words.length === 0 ? t`any` : joined(words, t` or `);
}

const valueText = (value: unknown): SafeText =>
  sanitise(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 60);

/** The singular of exactly one. */
const many = (count: SafeText, one: SafeText): SafeText => (count === '1' ? one : t`${one}s`);

/** Bounds in the order they are worth knowing. */
const bounds: readonly (readonly [keyword: string, words: (value: SafeText) => SafeText])[] = [
  ['pattern', (value) => t`matches ${value}`],
  ['format', (value) => t`a ${value}`],
  ['minimum', (value) => t`from ${value}`],
  ['exclusiveMinimum', (value) => t`above ${value}`],
  ['maximum', (value) => t`up to ${value}`],
  ['exclusiveMaximum', (value) => t`below ${value}`],
  ['multipleOf', (value) => t`a multiple of ${value}`],
  ['minLength', (value) => t`${value} ${many(value, t`character`)} or more`],
  ['maxLength', (value) => t`${value} ${many(value, t`character`)} at most`],
  ['minItems', (value) => t`${value} ${many(value, t`item`)} or more`],
  ['maxItems', (value) => t`${value} ${many(value, t`item`)} at most`],
];

const choices: readonly (readonly [keyword: string, word: SafeText])[] = [
  ['anyOf', t`any of`],
  ['oneOf', t`one of`],
  ['allOf', t`all of`],
];

function takesText(schema: Schema): SafeText {
  const parts: SafeText[] = [];
  const values = listOf(schema.enum);
  if (values.length > 0) {
    const named = joined(values.slice(0, mostValues).map(valueText), t`, `);
    const more = values.length > mostValues ? t` and ${values.length - mostValues} more` : t``;
    parts.push(t`one of ${named}${more}`);
  }
  if (schema.const !== undefined) parts.push(t`always ${valueText(schema.const)}`);
  for (const [keyword, words] of bounds) {
    const value = schema[keyword];
    if (typeof value === 'string' || typeof value === 'number') parts.push(words(sanitise(String(value), 120)));
  }
  for (const [keyword, word] of choices) {
    const count = listOf(schema[keyword]).length;
    if (count > 0) parts.push(t`${word} ${count} schemas`);
  }
  return joined(parts, t`; `);
}
