/** A field that should be text; empty when it is not. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A field that should be a list; empty when it is not. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
