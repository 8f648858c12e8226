import type { Granularity } from '../../domain/time.ts';
import type { Query } from './query.ts';
import { invalid } from './refusal.ts';

/** A required scalar, not empty. */
export function required(query: Query, name: string): string {
  const value = query.text(name);
  if (value === undefined) throw invalid(name, 'is required');
  if (value === '') throw invalid(name, 'is not allowed to be empty');
  return value;
}

/** A value out of a closed set. */
export function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw invalid(name, `must be one of [${allowed.join(', ')}]`);
  return found;
}

export function optionalOneOf<T extends string>(query: Query, name: string, allowed: readonly T[]): T | undefined {
  const value = query.text(name);
  return value === undefined ? undefined : oneOf(name, value, allowed);
}

/** A list of which every element is out of a closed set; repeats count once. */
export function listOf<T extends string>(query: Query, name: string, allowed: readonly T[]): readonly T[] {
  return [...new Set(query.list(name).map((value, at) => oneOf(`${name}[${at}]`, value, allowed)))];
}

export const granularities: readonly Granularity[] = ['DAY', 'HOUR', 'MINUTE'];

const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/;

/** ISO 8601 text to ms, fractions beyond ms cut. */
export function timeOf(name: string, value: string): number {
  const at = isoTime.test(value) ? Date.parse(value.replace(/(\.\d{3})\d+/, '$1')) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(name, 'must be in ISO 8601 date format');
  return at;
}

export function requiredTime(query: Query, name: string): number {
  return timeOf(name, required(query, name));
}

export function optionalTime(query: Query, name: string): number | undefined {
  const value = query.text(name);
  return value === undefined ? undefined : timeOf(name, value);
}

/** A whole number inside its limits. */
export function wholeNumber(name: string, value: string, least: number, most: number): number {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw invalid(name, 'must be a number');
  const count = Number(value);
  if (!Number.isInteger(count)) throw invalid(name, 'must be an integer');
  if (count < least) throw invalid(name, `must be greater than or equal to ${least}`);
  if (count > most) throw invalid(name, `must be less than or equal to ${most}`);
  return count;
}
