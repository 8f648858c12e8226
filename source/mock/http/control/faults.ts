import { glob } from '../../glob.ts';
import type { Fault } from './fault.ts';

/** A fault with what it has done so far. */
interface FaultState extends Fault {
  readonly applied: number;
}

/** Faults in force, changeable while the mock runs. */
export interface Faults {
  /** Replaces all faults and starts their counts and the random draw anew. */
  set(faults: readonly Fault[]): void;
  clear(): void;
  list(): readonly FaultState[];
  /** The faults that apply to one request, each counted as applied: any number of `slow`, then at most one other. */
  take(method: string, path: string): readonly Fault[];
}

/** @param seed of the draw for `probability`, so that a run can be repeated */
export function createFaults(initial: readonly Fault[] = [], seed = 1): Faults {
  let states: { fault: Fault; fits: (method: string, path: string) => boolean; applied: number }[] = [];
  let draw = drawsFrom(seed);
  const set = (faults: readonly Fault[]) => {
    draw = drawsFrom(seed);
    states = faults.map((fault) => ({ fault, fits: matcherOf(fault.match), applied: 0 }));
  };
  set(initial);
  return {
    set,
    clear: () => set([]),
    list: () => states.map(({ fault, applied }) => ({ ...fault, applied })),
    take(method, path) {
      const taken: Fault[] = [];
      for (const state of states) {
        const { fault, applied } = state;
        if (!state.fits(method, path) || applied >= (fault.times ?? Number.POSITIVE_INFINITY)) continue;
        if (fault.probability !== undefined && draw() >= fault.probability) continue;
        state.applied += 1;
        taken.push(fault);
        if (fault.kind !== 'slow') break;
      }
      return taken;
    },
  };
}

/** Reads `GET /destinations/*\/delivery-metrics`. */
function matcherOf(match: string): (method: string, path: string) => boolean {
  const [method = '*', pattern = '/**'] = match.split(' ');
  const fits = glob(pattern, { '*': 'segment', '**': 'any' });
  return (asked, path) => (method === '*' || method === asked) && fits(path);
}

/** Numbers from 0 to 1 that only the seed decides (mulberry32). */
function drawsFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
