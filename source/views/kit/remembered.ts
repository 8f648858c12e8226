/**
 * Keeps the last value as long as all its inputs are the same, so that moving the selection over thousands of rows costs no
 * sorting.
 */
export function remembered<Value>(): (parts: readonly unknown[], make: () => Value) => Value {
  let last: { readonly parts: readonly unknown[]; readonly value: Value } | undefined;
  return (parts, make) => {
    if (last?.parts.length !== parts.length || !last.parts.every((part, index) => part === parts[index]))
      last = { parts, value: make() };
    return last.value;
  };
}
