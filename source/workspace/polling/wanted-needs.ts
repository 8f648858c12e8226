import { joined } from './entry.ts';
import type { Need } from './resource.ts';

/** How far beyond what differs two lists are looked through for where they are the same again. */
const reach = 32;

/** What is wanted otherwise than before. */
export interface WantedChange {
  /** Keys of what is wanted no more. */
  readonly dropped: readonly string[];
  /** What is wanted anew, or more or less urgently; what is wanted as before may be among it. */
  readonly changed: Iterable<Need>;
}

/**
 * What is wanted, and how that changes. A workspace of thousands declares thousands of needs at every change, nearly all of them the
 * objects of a moment ago: only the others cost anything.
 */
export class WantedNeeds {
  #last: readonly Need[] = [];
  /** One need of each key. */
  #byKey = new Map<string, Need>();
  /** Keys that are needed more than once. */
  readonly #twice = new Set<string>();

  next(needs: readonly Need[]): WantedChange {
    const change = this.#small(needs) ?? this.#whole(needs);
    this.#last = needs;
    return change;
  }

  #whole(needs: readonly Need[]): WantedChange {
    const before = this.#byKey;
    const wanted = new Map<string, Need>();
    this.#twice.clear();
    for (const need of needs) {
      const key = keyOf(need);
      const same = wanted.get(key);
      if (same) this.#twice.add(key);
      wanted.set(key, same ? joined(same, need) : need);
    }
    this.#byKey = wanted;
    return { dropped: [...before.keys()].filter((key) => !wanted.has(key)), changed: wanted.values() };
  }

  /** Undefined where the lists have little in common, or a key that is needed more than once is among what differs. */
  #small(needs: readonly Need[]): WantedChange | undefined {
    const parts = differing(this.#last, needs);
    if (!parts) return undefined;
    const gone = new Set(parts.gone.map(keyOf));
    const come = new Set(parts.come.map(keyOf));
    if (gone.size < parts.gone.length || come.size < parts.come.length) return undefined;
    const isOnce = (key: string) => !this.#twice.has(key);
    const isNew = (key: string) => gone.has(key) || !this.#byKey.has(key);
    if (![...gone].every(isOnce) || ![...come].every(isNew)) return undefined;
    const dropped = [...gone].filter((key) => !come.has(key));
    for (const key of dropped) this.#byKey.delete(key);
    for (const need of parts.come) this.#byKey.set(keyOf(need), need);
    return { dropped, changed: parts.come };
  }
}

const keyOf = ({ resource }: Need): string => resource.key;

/** What only one of two lists has, where they are the same again soon after each difference; else undefined. */
function differing(
  before: readonly Need[],
  now: readonly Need[],
): { readonly gone: readonly Need[]; readonly come: readonly Need[] } | undefined {
  const gone: Need[] = [];
  const come: Need[] = [];
  const isSame = (one: number, other: number): boolean =>
    one < before.length && other < now.length
      ? before[one] === now[other]
      : one === before.length && other === now.length;
  let [at, nowAt] = [0, 0];
  while (at < before.length || nowAt < now.length) {
    if (isSame(at, nowAt)) {
      at += 1;
      nowAt += 1;
      continue;
    }
    const step = stepOver((one, other) => isSame(at + one, nowAt + other));
    if (!step) return undefined;
    gone.push(...before.slice(at, at + step[0]));
    come.push(...now.slice(nowAt, nowAt + step[1]));
    at += step[0];
    nowAt += step[1];
  }
  return { gone, come };
}

/** How many of the first and of the second list differ here. */
function stepOver(isSame: (one: number, other: number) => boolean): readonly [number, number] | undefined {
  for (let step = 1; step <= reach; step += 1) {
    if (isSame(step, step)) return [step, step];
    if (isSame(0, step)) return [0, step];
    if (isSame(step, 0)) return [step, 0];
  }
  return undefined;
}
