import type { ViewContext } from './view.ts';

/** The screen that a value is kept for: what it reads through is its own, and goes with it. */
type OfScreen = Pick<ViewContext, 'read'>;

interface Kept<Value> {
  readonly parts: readonly unknown[];
  readonly value: Value;
}

/**
 * Keeps the last value of each screen as long as all its inputs are the same, so that moving the selection over thousands of
 * rows costs no sorting. Two screens, as of two workspaces, share nothing, and what a screen kept goes with it.
 */
export function remembered<Value>(): (screen: OfScreen, parts: readonly unknown[], make: () => Value) => Value {
  const kept = new WeakMap<ViewContext['read'], Kept<Value>>();
  return ({ read }, parts, make) => {
    const last = kept.get(read);
    if (last?.parts.length === parts.length && last.parts.every((part, index) => part === parts[index]))
      return last.value;
    const value = make();
    kept.set(read, { parts, value });
    return value;
  };
}
