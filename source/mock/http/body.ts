import type { Row } from '../world.ts';
import { invalid } from './refusal.ts';

type FieldType = 'string' | 'boolean' | 'object' | 'array';

/** Fields a body may have; `!` marks a required one, `?` one that may be null. */
export type BodyShape = Readonly<Record<string, FieldType | `${FieldType}!` | `${FieldType}?`>>;

/** A request body checked field by field; unknown fields are refused. */
export function bodyOf(value: unknown, shape: BodyShape, prefix = ''): Row {
  if (!isRow(value)) throw invalid(prefix === '' ? 'value' : prefix.slice(0, -1), 'must be of type object');
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(shape, name)) throw invalid(prefix + name, 'is not allowed');
  }
  for (const [name, rule] of Object.entries(shape)) checkField(value[name], rule, prefix + name);
  return value;
}

function checkField(value: unknown, rule: string, field: string): void {
  if (value === undefined && rule.endsWith('!')) throw invalid(field, 'is required');
  if (value === undefined || (value === null && rule.endsWith('?'))) return;
  const type = rule.replace(/[!?]$/, '');
  if (kindOf(value) !== type)
    throw invalid(field, `must be ${type === 'string' || type === 'boolean' ? 'a' : 'an'} ${type}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return isRow(value) ? 'object' : typeof value;
}

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
