/**
 * What is made of a thing by itself, once for each: of thousands it is asked again at every change of the data.
 * @param make `by` is what it depends on besides: that of the last call is kept
 */
export function ofEach<Of extends object, Value, By = undefined>(
  make: (of: Of, by: By) => Value,
): (of: Of, ...by: By extends undefined ? [] : [By]) => Value {
  const kept = new WeakMap<Of, { readonly by: By; readonly value: Value }>();
  return (of, ...given) => {
    const by = given[0] as By;
    const known = kept.get(of);
    if (known && Object.is(known.by, by)) return known.value;
    const value = make(of, by);
    kept.set(of, { by, value });
    return value;
  };
}
